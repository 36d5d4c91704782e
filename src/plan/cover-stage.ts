import type { Candidate } from '../candidates/candidate'
import type { Demand } from '../candidates/demand'
import type { Spans } from '../candidates/footprints'
import type { PlanSettings } from '../constraints/plan-settings'
import type { Core } from '../core/core'
import type { LongTask } from '../formats/progress'
import { type OpenCover, openSpanCover, type SpanCoverOptions, type SpanCoverResult } from '../solve/span-cover'
import { coverProblem } from './cover-problem'
import { hasMinimum, openQuotaBook, type QuotaGroups, solverQuotas, withoutCandidates } from './quota-groups'

/** Search and bound of a plan take about so long, ms, on a usual machine; counted out in steps, for the same plan everywhere. */
export const SEARCH_MS = 4000

/** What the coverage stage chose, with the proof of how good it is. Objective and bound in people. */
export interface CoverStage {
  /** Indices of candidates, in the order of building. */
  chosen: number[]
  /** More that are not worth building for cover, and without which a quota's minimum is not met. */
  fillers: number[]
  /** What each of `chosen` adds, in people. */
  gains: number[]
  objective: number
  upperBound: number
  boundMethod: string
  /** True where money ended before gain did. */
  outOfBudget: boolean
  /** True where the quotas' maxima ended it. */
  outOfQuota: boolean
  /** Stations that spacing and quotas would allow beyond the target and the budget and that are worth building, and the people that they would add. */
  later: { stations: number; objective: number }
}

/** What the stage must keep to: indices of candidates that are built first, 1 for each that is not built, and the quotas. */
export interface CoverConstraints {
  fixed: number[]
  forbidden: Uint8Array
  groups: readonly QuotaGroups[]
}

/**
 * Candidates in the order in which they add most weighted demand to the fixed ones, until the target, the budget, or too little
 * is gained.
 */
export async function coverStage(
  core: Core,
  settings: PlanSettings,
  demand: Demand,
  candidates: Candidate[],
  spans: Spans,
  { fixed, forbidden, groups }: CoverConstraints,
  task: LongTask,
): Promise<CoverStage> {
  const { target } = settings
  const idle = fixed.length === 0 && !hasMinimum(groups)
  if (candidates.length === 0 && hasMinimum(groups)) throw withoutCandidates(groups)
  if (candidates.length === 0 || ((target === 0 || demand.weights.length === 0) && idle)) {
    return {
      chosen: [],
      fillers: [],
      gains: [],
      objective: 0,
      upperBound: 0,
      boundMethod: 'none',
      outOfBudget: false,
      outOfQuota: false,
      later: { stations: 0, objective: 0 },
    }
  }
  const { instance, rules } = coverProblem(settings, demand, { candidates, spans, forbidden })
  const opened = openSpanCover(core, instance)
  try {
    const given = {
      ...rules,
      budget: settings.budgetCny,
      fixed: Uint32Array.from(fixed),
      quotas: solverQuotas(groups, candidates),
      ...task,
    }
    return await onInstance(opened, settings, demand, candidates, groups, given)
  } finally {
    opened.close()
  }
}

/** The stage on its instance, which is solved two or three times. */
async function onInstance(
  opened: OpenCover,
  { target, weights }: PlanSettings,
  demand: Demand,
  candidates: Candidate[],
  groups: readonly QuotaGroups[],
  given: Omit<SpanCoverOptions, 'choose'> & { fixed: Uint32Array },
): Promise<CoverStage> {
  const { fixed } = given
  const solve = (choose: number, how: Partial<SpanCoverOptions>): Promise<SpanCoverResult> =>
    opened.solve({ ...given, choose, ...how })
  const worth = weights.leastGainPeople * demand.scale
  const keep = (cover: SpanCoverResult) => keptOf(cover, candidates, fixed.length, worth, groups)
  // How many are worth building at all; then the best plan of so many and its bound: one of more would count what nobody builds.
  const first = await solve(target, { improve: 'greedy', bound: 'none' })
  const how = { improve: 'anneal', bound: 'pdhg', timeLimitMs: SEARCH_MS, counted: true } as const
  const worthwhile = keep(first).chosen
  const cover = hasMinimum(groups)
    ? await solve(target, how)
    : await solve(worthwhile.length, { ...how, least: worth, start: Uint32Array.from(worthwhile) })
  const { chosen, fillers, gains, weight } = keep(cover)
  const objective = weight / demand.scale
  const later = { stations: 0, objective: 0 }
  if (chosen.length + fillers.length === target || first.stoppedBecause === 'budget') {
    const built = [...chosen, ...fillers]
    const more = await solve(candidates.length, {
      improve: 'greedy',
      bound: 'none',
      budget: undefined,
      fixed: Uint32Array.from(built),
      quotas: solverQuotas(groups, candidates).map(({ min, ...quota }) => quota),
    })
    for (const gain of more.gains.subarray(built.length)) {
      if (gain < worth) break
      later.stations++
      later.objective += gain / demand.scale
    }
  }
  return {
    chosen,
    fillers,
    gains: gains.map((gain) => gain / demand.scale),
    objective,
    upperBound: Math.max(objective, cover.upperBound / demand.scale),
    boundMethod: cover.boundMethod,
    outOfBudget: first.stoppedBecause === 'budget',
    outOfQuota: first.stoppedBecause === 'quotas',
    later,
  }
}

/** Of what the solver chose, the stations worth building, those that only a quota's minimum needs, and the weight of both. */
function keptOf(
  cover: SpanCoverResult,
  candidates: Candidate[],
  fixed: number,
  worth: number,
  groups: readonly QuotaGroups[],
): { chosen: number[]; fillers: number[]; gains: number[]; weight: number } {
  const book = openQuotaBook(groups)
  const worthIt = (i: number): boolean => i < fixed || cover.gains[i] >= worth
  const chosen = Array.from(cover.chosen).filter((_, i) => worthIt(i))
  const gains = Array.from(cover.gains).filter((_, i) => worthIt(i))
  for (const c of chosen) book.add(candidates[c])
  const fillers: number[] = []
  let weight = 0
  cover.chosen.forEach((c, i) => {
    const needed = !worthIt(i) && book.isNeeded(candidates[c])
    if (needed) {
      fillers.push(c)
      book.add(candidates[c])
    }
    if (needed || worthIt(i)) weight += cover.gains[i]
  })
  return { chosen, fillers, gains, weight }
}
