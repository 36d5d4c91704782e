import type { Core } from '../core/core'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import { type PlacedCover, placeCover, type SpanCover, sumsOf } from './cover-instance'
import { type CheckedRules, type CoverRules, checkRules } from './cover-rules'
import { type GreedyPlan, greedyPlan, type StoppedBecause, shortfallOf } from './greedy'
import { improvePlan } from './improve'
import { linearBound } from './linear-bound'
import { relaxationBound } from './relaxation'

export type { SpanCover } from './cover-instance'
export type { CoverRules } from './cover-rules'
export type { StoppedBecause } from './greedy'
export type { Quota } from './quota'

export interface SpanCoverOptions extends CoverRules, LongTask {
  /** Seed of the annealing, 1 by default: the same seed gives the same plan. */
  seed?: number
  /** Time for improving and bounding, ms. A plan that runs into it may differ between machines. */
  timeLimitMs?: number
  /** How far to improve the greedy plan: `interchange` by default. */
  improve?: 'greedy' | 'interchange' | 'anneal'
  /** How to bound: `online` at once, `pdhg` also by the linear relaxation. `online` by default. */
  bound?: 'online' | 'pdhg'
}

export interface SpanCoverResult {
  /** Candidates in order: must-haves, then by what each adds to those before it, so that each prefix is good by itself. */
  chosen: Uint32Array
  /** Newly covered weight of each, in the order of `chosen`. */
  gains: Float64Array
  /** Sum of the gains. */
  objective: number
  /** No plan that obeys the rules covers more. */
  upperBound: number
  boundMethod: 'covered' | 'online' | 'pdhg'
  stoppedBecause: StoppedBecause
  /** Sum of the costs of the chosen ones (0 without costs). */
  cost: number
  timingsMs: { greedy: number; improve: number; bound: number }
}

/** Where the online bound is taken: early prefixes bound few-and-wide instances, late ones the rest. */
function checkpointsOf(choose: number): number[] {
  const parts = [0, 0.25, 0.5, 0.7, 0.8, 0.9, 0.95, 1].map((part) => Math.round(part * choose))
  return [...new Set(parts)]
}

function greedyByRules(placed: PlacedCover, rules: CheckedRules, signal?: AbortSignal) {
  let upperBound = placed.total
  const visit = (covered: number): void => {
    upperBound = Math.min(upperBound, covered + linearBound(sumsOf(placed), rules))
  }
  const checkpoints = { at: checkpointsOf(rules.choose), visit }
  const plans: GreedyPlan[] = [greedyPlan(placed, rules, { checkpoints, signal })]
  visit(plans[0].objective)
  // Of gain and gain per cost each can be arbitrarily bad under a budget, the better of both cannot (Khuller et al. 1999).
  if (rules.costs && rules.budget < Infinity)
    plans.push(greedyPlan(placed, rules, { perCost: true, checkpoints, signal }))
  const meets = (plan: GreedyPlan): boolean => shortfallOf(rules, plan.chosen) === undefined
  let good = plans.filter(meets)
  if (good.length === 0) good = [greedyPlan(placed, rules, { quotasFirst: true, signal })].filter(meets)
  if (good.length === 0) {
    const { path, message } = shortfallOf(rules, plans[0].chosen)!
    throw new InputError('quota-unmet', path, `${message}; lower the minimum, the spacing, or raise the budget`)
  }
  return { plan: good.reduce((best, plan) => (plan.objective > best.objective ? plan : best)), upperBound }
}

/** The improved plan in greedy order; the greedy plan itself where that is as good. */
async function improve(
  placed: PlacedCover,
  rules: CheckedRules,
  plan: GreedyPlan,
  upperBound: number,
  { improve = 'interchange', seed = 1, timeLimitMs = 10_000, signal, bound }: SpanCoverOptions,
): Promise<GreedyPlan> {
  if (improve === 'greedy' || plan.objective >= upperBound || plan.chosen.length === 0) return plan
  const options = {
    anneal: improve === 'anneal',
    seed,
    timeLimitMs: bound === 'pdhg' ? timeLimitMs * 0.5 : timeLimitMs,
    signal,
    upperBound,
  }
  const better = await improvePlan(placed, rules, plan.chosen, options)
  if (better.objective <= plan.objective) return plan
  const ordered = greedyPlan(placed, rules, { only: better.chosen, signal })
  // Ordering stops where nothing more is gained; whoever is left out then may still be owed to a quota's minimum.
  if (shortfallOf(rules, ordered.chosen) !== undefined) return plan
  return { ...ordered, stoppedBecause: ordered.chosen.length === rules.choose ? 'target' : plan.stoppedBecause }
}

/**
 * Chooses candidates so that the weight of the demands that at least one of them covers is as large as it can be made:
 * lazy greedy on exact integers, then interchange, under a count, a budget, quotas, spacing, must-haves and must-nots.
 * The result depends on the instance, the rules and the seed only, not on the number of workers.
 * @throws InputError where the instance does not fit together or no plan can obey the rules: which one, and by how much.
 */
export async function solveSpanCover(
  core: Core,
  cover: SpanCover,
  options: SpanCoverOptions,
): Promise<SpanCoverResult> {
  const mark = core.arena.mark()
  try {
    const begun = performance.now()
    const placed = placeCover(core, cover)
    const rules = checkRules(options, placed.candidates)
    const greedy = greedyByRules(placed, rules, options.signal)
    let { upperBound } = greedy
    const { plan } = greedy
    const greedyMs = performance.now() - begun
    const improved = await improve(placed, rules, plan, upperBound, options)
    const improveMs = performance.now() - begun - greedyMs
    let boundMethod: SpanCoverResult['boundMethod'] = 'online'
    const limit = options.timeLimitMs ?? 10_000
    const left = Math.max(limit - improveMs, 0.4 * limit)
    if (options.bound === 'pdhg' && Math.floor(upperBound + 1e-6) > improved.objective) {
      const relaxation = await relaxationBound(placed, rules, improved.chosen, {
        timeLimitMs: left,
        target: improved.objective,
        signal: options.signal,
      })
      if (relaxation.upperBound < upperBound) {
        upperBound = relaxation.upperBound
        boundMethod = 'pdhg'
      }
    }
    const boundMs = performance.now() - begun - greedyMs - improveMs
    const chosen = Uint32Array.from(improved.chosen)
    let cost = 0
    if (rules.costs) for (const id of chosen) cost += rules.costs[id]
    return {
      chosen,
      gains: Float64Array.from(improved.gains),
      objective: improved.objective,
      upperBound: Math.max(improved.objective, Math.floor(upperBound + 1e-6)),
      boundMethod: upperBound <= improved.objective && boundMethod === 'online' ? 'covered' : boundMethod,
      stoppedBecause: improved.stoppedBecause,
      cost,
      timingsMs: { greedy: greedyMs, improve: improveMs, bound: boundMs },
    }
  } finally {
    core.arena.release(mark)
  }
}
