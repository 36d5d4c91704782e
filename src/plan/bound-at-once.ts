import type { Core } from '../core/core'
import type { LongTask } from '../formats/progress'
import { SEARCH_MS } from './cover-stage'
import type { Demand } from './demand'
import type { PlanSettings } from './plan-input'
import type { Offer, YearChoice } from './plan-year'
import { type QuotaGroups, solverQuotas } from './quota-groups'
import { solveSpanCover } from './span-cover'

/**
 * What no plan of as many stations for cover exceeds that could spend the money of all years at once, in people: a plan year by
 * year obeys these looser rules too. Minima are left out, maxima and budgets are those of all years together.
 * @param fixed candidates that every plan builds
 */
export async function boundAtOnce(
  core: Core,
  { years: limits, seed, spacingM }: PlanSettings,
  demand: Demand,
  groups: readonly QuotaGroups[],
  { candidates, spans, forbidden }: Offer,
  fixed: readonly number[],
  years: readonly YearChoice[],
  task: LongTask,
): Promise<{ upperBound: number; boundMethod: string }> {
  const objective = years.reduce((sum, year) => sum + year.objective, 0)
  const choose = years.reduce((sum, year) => sum + year.coverStations + year.relief.fillers.length, 0)
  if (choose === 0 || demand.weights.length === 0) return { upperBound: objective, boundMethod: 'none' }
  const quotas = solverQuotas(groups, candidates).map(({ name, group, labels, max = [] }) => ({
    name,
    group,
    labels,
    max: Array.from(max, (most) => limits.length * most),
  }))
  const { upperBound, boundMethod } = await solveSpanCover(
    core,
    { weights: demand.weights, lineStarts: demand.lineStarts, spans },
    {
      choose,
      costs: candidates.map(({ costCny }) => costCny),
      budget: limits.reduce((sum, { budgetCny }) => sum + budgetCny, 0),
      xM: Float64Array.from(candidates, ({ x }) => x),
      yM: Float64Array.from(candidates, ({ y }) => y),
      minSpacingM: spacingM,
      forbidden,
      quotas,
      fixed: Uint32Array.from(fixed),
      seed,
      improve: 'interchange',
      bound: 'pdhg',
      timeLimitMs: SEARCH_MS,
      counted: true,
      ...task,
    },
  )
  return { upperBound: Math.max(objective, upperBound / demand.scale), boundMethod }
}
