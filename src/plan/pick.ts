import type { Candidate } from './candidate'
import type { ProposalReason } from './plan'

/** A candidate that a stage of the plan chose. */
export interface Pick {
  candidate: Candidate
  reason: ProposalReason
  /** Residents taken off what stands (reasons `capacity` and `density`). */
  reliefPeople: number
}
