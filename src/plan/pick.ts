import type { Place } from '../area/places'
import type { Candidate } from '../candidates/candidate'
import type { ProposalReason } from './plan'

/** A candidate that a stage of the plan chose. */
export interface Pick {
  candidate: Candidate
  reason: ProposalReason
  /** Residents taken off what stands (reasons `capacity` and `density`). */
  reliefPeople: number
  /** Where the cover stages chose it: which candidate it is, and whether villages need it to pass. */
  cover?: { index: number; forVillages: boolean }
  /** Key places and roads of which it is the first to cover a part. */
  places?: Place[]
}
