import type { Core } from '../core/core'
import { within } from '../core/mip'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import { type PlacedCover, placeCover, type SpanCover, sumsOf } from './cover-instance'
import { type CheckedRules, type CoverRules, checkRules } from './cover-rules'
import { isSmall, startExact } from './exact'
import { type GreedyPlan, greedyPlan, type StoppedBecause, shortfallOf } from './greedy'
import { improvePlan } from './improve'
import { linearBound } from './linear-bound'
import { countedMs, isLarge, type ReducedGains, type Relaxation, relaxationBound } from './relaxation'

export type { SpanCover } from './cover-instance'
export type { CoverRules } from './cover-rules'
export type { StoppedBecause } from './greedy'

export interface SpanCoverOptions extends CoverRules, LongTask {
  /** A plan that obeys the rules, must-haves and all, to begin from instead of the greedy one. */
  start?: Uint32Array
  /** Seed of the annealing, 1 by default: the same seed gives the same plan. */
  seed?: number
  /** Time for improving and bounding, ms. A plan that runs into it may differ between machines. */
  timeLimitMs?: number
  /** Moves and iterations are counted out from `timeLimitMs` and the clock ends nothing: the same plan and bound on every machine. */
  counted?: boolean
  /** A station that adds less than this weight is not worth its place: improving lets such go, where a better plan has them. 0 by default. */
  least?: number
  /** How far to improve the greedy plan: `interchange` by default. */
  improve?: 'greedy' | 'interchange' | 'anneal'
  /** How to bound: `none` by all that can be covered, `online` also from the greedy plan, `pdhg` also by the linear relaxation. `online` by default. */
  bound?: 'none' | 'online' | 'pdhg'
  /** Solve small instances exactly on a thread of their own (HiGHS), once `pdhg` has narrowed them down. */
  exact?: boolean
}

export interface SpanCoverResult {
  /** Candidates in order: must-haves, then by what each adds to those before it, so that each prefix is good by itself. */
  chosen: Uint32Array
  /** Newly covered weight of each, in the order of `chosen`. */
  gains: Float64Array
  /** Sum of the gains. */
  objective: number
  /** No plan that obeys the rules covers more; with `least` none of as many stations as `chosen` has. */
  upperBound: number
  boundMethod: 'covered' | 'online' | 'pdhg' | 'exact'
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

function beginning(placed: PlacedCover, rules: CheckedRules, { start, bound, signal }: SpanCoverOptions) {
  let upperBound = placed.total
  const visit = (covered: number): void => {
    upperBound = Math.min(upperBound, covered + linearBound(sumsOf(placed), rules))
  }
  if (start) {
    const plan = greedyPlan(placed, rules, { only: start, signal })
    if (bound !== 'none') visit(plan.objective)
    return { plan, upperBound }
  }
  const checkpoints = bound === 'none' ? undefined : { at: checkpointsOf(rules.choose), visit }
  const plans: GreedyPlan[] = [greedyPlan(placed, rules, { checkpoints, signal })]
  if (checkpoints) visit(plans[0].objective)
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

/** What a plan is worth where each station must add so much. */
const worthOf = ({ objective, chosen }: { objective: number; chosen: ArrayLike<number> }, least = 0): number =>
  objective - least * chosen.length

/** `chosen` in greedy order, where that is a better plan that obeys the rules; else `plan` itself. */
function inGreedyOrder(
  placed: PlacedCover,
  rules: CheckedRules,
  plan: GreedyPlan,
  chosen: Uint32Array,
  least = 0,
): GreedyPlan {
  const { costs, budget } = rules
  const cost = costs ? chosen.reduce((sum, id) => sum + costs[id], 0) : 0
  if (costs && cost > budget + Math.abs(budget) * 1e-12) return plan
  const ordered = greedyPlan(placed, rules, { only: chosen })
  // Ordering stops where nothing more is gained; whoever is left out then may still be owed to a quota's minimum.
  if (worthOf(ordered, least) <= worthOf(plan, least) || shortfallOf(rules, ordered.chosen) !== undefined) return plan
  return { ...ordered, stoppedBecause: ordered.chosen.length === rules.choose ? 'target' : plan.stoppedBecause }
}

/** A plan with its bound, as they get better. */
interface Standing {
  plan: GreedyPlan
  upperBound: number
  boundMethod: SpanCoverResult['boundMethod']
}

/** What an instance that may be solved exactly is given of search and of bounding beforehand, at the most. */
const FIRST_MS = 1000

const settled = ({ plan, upperBound }: Standing): boolean => Math.floor(upperBound + 1e-6) <= plan.objective

/** Improves, bounds, and where it is small enough solves exactly, within the time limit. */
function stagesOf(placed: PlacedCover, rules: CheckedRules, standing: Standing, options: SpanCoverOptions) {
  const {
    improve = 'interchange',
    bound = 'online',
    seed = 1,
    timeLimitMs = 10_000,
    counted = false,
    least,
    signal,
  } = options
  const spent = { improve: 0, bound: 0 }
  let turn = 0
  const improving = async (ms: number, anneal: boolean, hint?: ReducedGains, stop?: () => boolean): Promise<void> => {
    const begun = performance.now()
    const { plan, upperBound } = standing
    if (improve !== 'greedy' && !settled(standing) && plan.chosen.length > 0) {
      const move = { anneal, hint, seed: seed + 1_000_003 * turn++, least }
      const how = { ...move, timeLimitMs: ms, counted, signal, upperBound, stop }
      const better = await improvePlan(placed, rules, plan.chosen, how)
      if (worthOf(better, least) > worthOf(plan, least))
        standing.plan = inGreedyOrder(placed, rules, plan, better.chosen, least)
    }
    spent.improve += performance.now() - begun
  }
  const timeOf = (ms: number): number => (counted ? countedMs(placed, ms) : ms)
  const bounding = async (ms: number, iterations?: number, stop?: () => boolean): Promise<Relaxation | undefined> => {
    if (bound !== 'pdhg' || settled(standing) || timeOf(ms) === 0) return undefined
    const begun = performance.now()
    const { chosen, objective } = standing.plan
    const how = { timeLimitMs: timeOf(ms), counted, iterations, target: objective, signal, stop }
    const relaxation = await relaxationBound(placed, rules, chosen, how)
    if (relaxation.upperBound < standing.upperBound) {
      standing.upperBound = relaxation.upperBound
      standing.boundMethod = 'pdhg'
    }
    spent.bound += performance.now() - begun
    return relaxation
  }
  /** The exact solver on its own thread, while the others go on with theirs here. Whether it could be had. */
  const solving = async (reduced: ReducedGains, ms: number): Promise<boolean> => {
    const begun = performance.now()
    const run = await startExact(placed, rules, standing.plan, reduced, ms)
    if (!run) return false
    try {
      let over = false
      const ended = run.ended.then(() => void (over = true))
      await improving(0.5 * ms, true, reduced, () => over)
      await bounding(0.4 * ms, undefined, () => over)
      const left = Math.max(0, ms - (performance.now() - begun))
      if (!settled(standing)) await within(ended, left, signal)
      const chosen = run.chosen()
      if (chosen) standing.plan = inGreedyOrder(placed, rules, standing.plan, chosen)
      if (run.upperBound() < standing.upperBound) {
        standing.upperBound = run.upperBound()
        standing.boundMethod = 'exact'
      }
    } finally {
      await run.stop()
    }
    return true
  }
  return { improving, bounding, solving, spent, timeLimitMs }
}

/** An instance in the core's memory, to be solved under one set of rules after the other. */
export interface OpenCover {
  /** As `solveSpanCover`. */
  solve(options: SpanCoverOptions): Promise<SpanCoverResult>
  /** Gives the memory back, with all that was laid out since. */
  close(): void
}

/** @throws InputError where the instance does not fit together */
export function openSpanCover(core: Core, cover: SpanCover): OpenCover {
  const mark = core.arena.mark()
  const close = (): void => core.arena.release(mark)
  try {
    const placed = placeCover(core, cover)
    return { solve: (options) => solvePlaced(placed, options), close }
  } catch (error) {
    close()
    throw error
  }
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
  const opened = openSpanCover(core, cover)
  try {
    return await opened.solve(options)
  } finally {
    opened.close()
  }
}

async function solvePlaced(placed: PlacedCover, options: SpanCoverOptions): Promise<SpanCoverResult> {
  const { arena } = placed.core
  const mark = arena.mark()
  try {
    const begun = performance.now()
    const rules = checkRules(options, placed.candidates)
    const greedy = beginning(placed, rules, options)
    const standing: Standing = { ...greedy, boundMethod: 'online' }
    const greedyMs = performance.now() - begun
    const { improving, bounding, solving, spent, timeLimitMs } = stagesOf(placed, rules, standing, options)
    const left = (): number =>
      options.counted ? 0.6 * timeLimitMs : timeLimitMs - (performance.now() - begun - greedyMs)
    const anneal = options.improve === 'anneal'
    const bounded = options.bound === 'pdhg'
    // On a large instance swaps wait until the bound has said among whom: tried with everybody they take longer than all else.
    if (!(anneal && bounded && isLarge(placed)))
      await improving(bounded ? 0.2 * timeLimitMs : timeLimitMs, anneal && !bounded)
    let reduced: ReducedGains | undefined
    if (options.exact && isSmall(placed)) {
      reduced = (await bounding(Math.min(0.2 * timeLimitMs, FIRST_MS), 400))?.reduced
      if (reduced && !settled(standing) && (await solving(reduced, left()))) reduced = undefined
      else if (reduced) reduced = (await bounding(0.25 * timeLimitMs))?.reduced
    } else if (bounded) reduced = (await bounding(anneal ? 0.4 * timeLimitMs : left()))?.reduced
    // Where it was too large to say anything, the search goes among all.
    if (anneal && bounded && (reduced || isLarge(placed))) await improving(left(), true, reduced)
    const { plan: improved, boundMethod } = standing
    let { upperBound } = standing
    // Of stations that are not worth their place the bound need not speak either.
    if (options.least && reduced) upperBound = Math.min(upperBound, reduced.boundOf(improved.chosen.length))
    const chosen = Uint32Array.from(improved.chosen)
    let cost = 0
    if (rules.costs) for (const id of chosen) cost += rules.costs[id]
    return {
      chosen,
      gains: Float64Array.from(improved.gains),
      objective: improved.objective,
      upperBound: Math.max(improved.objective, Math.floor(upperBound + 1e-6)),
      boundMethod: boundMethod === 'online' && settled(standing) ? 'covered' : boundMethod,
      stoppedBecause: improved.stoppedBecause,
      cost,
      timingsMs: { greedy: greedyMs, ...spent },
    }
  } finally {
    arena.release(mark)
  }
}
