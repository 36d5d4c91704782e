import type { Place } from '../area/places'
import type { Village } from '../area/village'
import type { Costs } from './cost'
import type { EarlierProposal } from './earlier-plan'
import type { ForbiddenZone } from './forbidden-zones'
import type { Licences } from './licences'
import type { NewBands } from './new-bands'
import type { PlanWeights } from './plan-weights'
import type { Quotas } from './quota-file'
import type { ListedCandidate } from './read-candidates'
import type { Refusal } from './refusals'
import type { Usage } from './usage'

/** Two candidates this near to each other stand on the same place, m: whatever the spacing, only one of them is built for cover. */
export const SAME_PLACE_M = 25

/** What one year may add. */
export interface YearLimits {
  target: number
  /** CNY; Infinity where there is no limit. */
  budgetCny: number
}

/** A plan's settings, checked and completed with defaults: what the stages work by. */
export interface PlanSettings {
  villages: Village[]
  places: readonly Place[]
  /** Of all years up to the one that is being planned. */
  target: number
  /** CNY, likewise; Infinity where there is no limit. */
  budgetCny: number
  /** What each year may add; the first is the one that `target` names. */
  years: readonly YearLimits[]
  weights: PlanWeights
  costs: Costs
  usage: Usage
  bands: NewBands
  /** Who may build on which band. */
  licences: Licences
  candidateSpacingM: number
  /** Least distance of two stations for cover: as asked for, and never on the same place. */
  spacingM: number
  candidates: readonly ListedCandidate[]
  forbidden: readonly ForbiddenZone[]
  quotas: Quotas
  quarterCapacity?: number | readonly number[]
  /** All of the earlier plan, and those of it that stay, by rank. */
  earlier: readonly EarlierProposal[]
  keep: readonly EarlierProposal[]
  refused: readonly Refusal[]
  seed: number
}
