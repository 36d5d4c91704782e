import type { Demand } from '../candidates/demand'
import type { PlanSettings } from '../constraints/plan-settings'
import type { Core } from '../core/core'
import type { LongTask } from '../formats/progress'
import { solveSpanCover } from '../solve/span-cover'
import { coverProblem } from './cover-problem'
import { SEARCH_MS } from './cover-stage'
import type { Offer, YearChoice } from './plan-year'
import { type QuotaGroups, solverQuotas } from './quota-groups'

/**
 * What no plan of as many stations for cover exceeds that could spend the money of all years at once, in people: a plan year by
 * year obeys these looser rules too. Minima are left out, maxima and budgets are those of all years together.
 * @param fixed candidates that every plan builds
 */
export async function boundAtOnce(
  core: Core,
  settings: PlanSettings,
  demand: Demand,
  groups: readonly QuotaGroups[],
  offer: Offer,
  fixed: readonly number[],
  years: readonly YearChoice[],
  task: LongTask,
): Promise<{ upperBound: number; boundMethod: string }> {
  const objective = years.reduce((sum, year) => sum + year.objective, 0)
  const choose = years.reduce((sum, year) => sum + year.coverStations + year.relief.fillers.length, 0)
  if (choose === 0 || demand.weights.length === 0) return { upperBound: objective, boundMethod: 'none' }
  const quotas = solverQuotas(groups, offer.candidates).map(({ name, group, labels, max = [] }) => ({
    name,
    group,
    labels,
    max: Array.from(max, (most) => settings.years.length * most),
  }))
  const { instance, rules } = coverProblem(settings, demand, offer)
  const { upperBound, boundMethod } = await solveSpanCover(core, instance, {
    ...rules,
    choose,
    budget: settings.years.reduce((sum, { budgetCny }) => sum + budgetCny, 0),
    quotas,
    fixed: Uint32Array.from(fixed),
    improve: 'interchange',
    bound: 'pdhg',
    timeLimitMs: SEARCH_MS,
    counted: true,
    ...task,
  })
  return { upperBound: Math.max(objective, upperBound / demand.scale), boundMethod }
}
