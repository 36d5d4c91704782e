import type { Place, Places } from '../area/places'
import type { Village, Villages } from '../area/village'
import { type Costs, DEFAULT_COSTS } from '../constraints/cost'
import type { EarlierProposal, RankRange } from '../constraints/earlier-plan'
import type { ForbiddenZone, ForbiddenZones } from '../constraints/forbidden-zones'
import type { GivenCandidate } from '../constraints/given-candidates'
import { type LicenceChoice, licencesOf } from '../constraints/licences'
import { newBandsOf } from '../constraints/new-bands'
import type { PlanSettings, YearLimits } from '../constraints/plan-settings'
import { SAME_PLACE_M } from '../constraints/plan-settings'
import { DEFAULT_WEIGHTS, type PlanWeights, weightsFrom } from '../constraints/plan-weights'
import { buildQuarters } from '../constraints/quarters'
import { type Quotas, quotasFrom } from '../constraints/quota-file'
import type { CandidateList } from '../constraints/read-candidates'
import type { Refusal } from '../constraints/refusals'
import { DEFAULT_USAGE, type Usage } from '../constraints/usage'
import type { Core } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Surface } from '../coverage/propagation'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import type { CheckedPlanInput } from './given-plan'

/** What is planned for, and within which limits. */
export interface PlanInput extends LongTask, Surface, LicenceChoice {
  coverage: CoverageMap
  villages: Village[] | Villages
  /** Key places, roads and rail (see `readPlaces`): where they lack cover they count as people by `weights`. */
  places?: Place[] | Places
  /** Stations to propose at the most. */
  target: number
  /** The years after: stations to add in each at the most. What the years before build stands, as their own targets alone would have it. */
  laterTargets?: readonly number[]
  /** CNY of each year, or one for each; what a year leaves does not go over to the next. No limit where absent. */
  budgetCny?: number | readonly number[]
  weights?: Partial<PlanWeights>
  costs?: Costs
  /** Busy-hour demand and what cells carry, for the capacity stage. */
  usage?: Usage
  /** Bands of new stations: by default a low band in the country and a mid band in town, of the generation that the map shows, that somebody who is planned for holds. */
  bands?: { country: string; town: string }
  /** In gaps a candidate is looked for in each block of this side, m; 500 by default. Blocks are whole grid cells. */
  candidateSpacingM?: number
  /**
   * New stations for villages and cover are at least so far from each other, m; 300 by default. Kept proposals and must-haves may
   * stand closer, and stations for capacity and density go on the sites that stand. With 0 too a place gets one station for cover.
   */
  minSpacingM?: number
  /** The user's own places, beside those that are found (see `readCandidates`); `lon` and `lat` are enough. */
  candidates?: readonly GivenCandidate[] | CandidateList
  /** No proposal ever stands inside (see `readForbidden`). */
  forbidden?: readonly ForbiddenZone[] | ForbiddenZones
  /** Least and most stations per county and per operator; they hold exactly, for all proposals of a year together (see `readQuotas`). */
  quotas?: Quotas
  /** Stations that can be built per quarter: one number for all, or four. What exceeds a year begins the next, before that year's own. */
  quarterCapacity?: number | readonly number[]
  /** The stations of an earlier plan (see `readEarlierPlan`): they stay in front of their year in their order, and the rest is planned afresh. */
  keep?: readonly EarlierProposal[]
  /** Only these ranks of the earlier plan stay; all where absent. */
  keepRanks?: readonly RankRange[]
  /** Places where stations were refused (see `readRefused`): nothing is proposed there, and the plan says what that costs. */
  refused?: readonly Refusal[]
  seed?: number
  workers?: number
  core?: Core
}

/** Least distance between two new stations where none is asked for, m. */
const MIN_SPACING_M = 300

/** Side of the blocks that a gap gets one candidate each for where none is asked for, m. A setting: time goes with 1/side². */
const CANDIDATE_SPACING_M = 500

/** @throws InputError `bad-target`, `bad-budget`, `bad-spacing`, `bad-quota`, `bad-quarter-capacity`, `bad-ranks`, and those of `licencesOf` */
export function settingsOf(input: CheckedPlanInput): PlanSettings {
  const years = yearLimits(input)
  const { minSpacingM = MIN_SPACING_M, quarterCapacity, quotas } = input
  if (!(minSpacingM >= 0 && Number.isFinite(minSpacingM))) {
    throw new InputError('bad-spacing', 'minSpacingM', `The spacing is ${minSpacingM}; expected metres, 0 or more.`)
  }
  const { candidateSpacingM = CANDIDATE_SPACING_M } = input
  if (!(candidateSpacingM > 0 && Number.isFinite(candidateSpacingM))) {
    throw new InputError(
      'bad-spacing',
      'candidateSpacingM',
      `The spacing of candidates is ${candidateSpacingM}; expected metres, more than 0, such as 500.`,
    )
  }
  // Told before anything is computed.
  buildQuarters(0, quarterCapacity)
  const { coverage, bands, candidates = [] } = input
  const quotasAsked = quotas ? quotasFrom(quotas) : {}
  const licences = licencesOf(input, coverage.network, coverage.rat, quotasAsked, candidates)
  const earlier = [...(input.keep ?? [])].sort((a, b) => a.rank - b.rank)
  return {
    villages: input.villages,
    places: input.places ?? [],
    ...years[0],
    years,
    weights: { ...DEFAULT_WEIGHTS, ...weightsFrom(input.weights ?? {}, 'weights') },
    costs: input.costs ?? DEFAULT_COSTS,
    usage: input.usage ?? DEFAULT_USAGE,
    bands: newBandsOf(coverage.rat, licences, quotasAsked, bands),
    licences,
    candidateSpacingM,
    spacingM: Math.max(minSpacingM, SAME_PLACE_M),
    candidates,
    forbidden: input.forbidden ?? [],
    quotas: quotasAsked,
    quarterCapacity,
    earlier,
    keep: keptOf(earlier, input.keepRanks),
    refused: input.refused ?? [],
    seed: input.seed ?? 1,
  }
}

function yearLimits({ target, laterTargets = [], budgetCny = Number.POSITIVE_INFINITY }: PlanInput): YearLimits[] {
  const targets = [target, ...laterTargets]
  for (const one of targets) {
    if (Number.isInteger(one) && one >= 0) continue
    throw new InputError(
      'bad-target',
      'target',
      `The target is ${one}; expected a whole number of stations, such as 5000, or one for each year.`,
    )
  }
  const given = typeof budgetCny === 'number' ? [budgetCny] : budgetCny
  const budgets = given.length === 1 ? targets.map(() => given[0]) : given
  const bad = budgets.find((one) => !(one >= 0))
  if (bad !== undefined) {
    throw new InputError('bad-budget', 'budget', `The budget is ${bad}; expected CNY, 0 or more.`)
  }
  if (budgets.length !== targets.length) {
    throw new InputError(
      'bad-budget',
      'budget',
      `There are ${budgets.length} budgets for ${targets.length} years; expected one for each year that has a target, or one for all.`,
    )
  }
  return targets.map((one, y) => ({ target: one, budgetCny: budgets[y] }))
}

/** The earlier proposals whose ranks stay. */
function keptOf(earlier: EarlierProposal[], ranks: readonly RankRange[] | undefined): EarlierProposal[] {
  if (!ranks) return earlier
  if (earlier.length === 0) {
    throw new InputError(
      'bad-ranks',
      'keepRanks',
      'Ranks to keep are given, but no earlier plan.',
      'Give the plan that they are of.',
    )
  }
  const last = earlier[earlier.length - 1].rank
  const beyond = ranks.find(([, to]) => to > last)
  if (beyond) {
    throw new InputError(
      'bad-ranks',
      'keepRanks',
      `Ranks ${beyond[0]}-${beyond[1]} are to stay, but the earlier plan ends at rank ${last}.`,
    )
  }
  return earlier.filter(({ rank }) => ranks.some(([from, to]) => rank >= from && rank <= to))
}
