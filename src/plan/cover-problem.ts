import type { Demand } from '../candidates/demand'
import type { PlanSettings } from '../constraints/plan-settings'
import type { SpanCover } from '../solve/cover-instance'
import type { SpanCoverOptions } from '../solve/span-cover'
import type { Offer } from './plan-year'

/** The covering problem of an offer as the solver takes it, with the rules that hold for every plan: costs, spacing, what must not be built. */
export function coverProblem(
  { spacingM, seed }: PlanSettings,
  demand: Demand,
  { candidates, spans, forbidden }: Offer,
): { instance: SpanCover; rules: Omit<SpanCoverOptions, 'choose'> } {
  return {
    instance: { weights: demand.weights, lineStarts: demand.lineStarts, spans },
    rules: {
      costs: candidates.map(({ costCny }) => costCny),
      xM: Float64Array.from(candidates, ({ x }) => x),
      yM: Float64Array.from(candidates, ({ y }) => y),
      minSpacingM: spacingM,
      forbidden,
      seed,
    },
  }
}
