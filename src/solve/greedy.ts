import { type PlacedCover, resetCover, sumsOf, takeCandidate } from './cover-instance'
import { type CheckedRules, openRules } from './cover-rules'

/** Why no more stations were chosen. */
export type StoppedBecause = 'target' | 'budget' | 'saturated' | 'spacing' | 'quotas' | 'candidates'

export interface GreedyPlan {
  chosen: number[]
  /** Newly covered weight of each, in order. */
  gains: number[]
  objective: number
  stoppedBecause: StoppedBecause
}

export interface GreedyOptions {
  /** Choose by gain per cost instead of gain. */
  perCost?: boolean
  /** Choose among these only, all rules but must-haves being met by the set as a whole. */
  only?: Uint32Array
  /** Fill the minima of the quotas before anything else. */
  quotasFirst?: boolean
  /** Called after the picks listed in `at` (ascending counts), while residual and prefixes stand there. */
  checkpoints?: { at: readonly number[]; visit: (covered: number) => void }
  signal?: AbortSignal
}

/**
 * Lazy greedy on exact integer gains: the candidate that gains most (or most per cost) that the rules allow, again and again;
 * of equals the first in the list. Leaves the core's residual and prefixes at the end of the plan.
 */
export function greedyPlan(placed: PlacedCover, rules: CheckedRules, options: GreedyOptions = {}): GreedyPlan {
  const { core, candidates, prefix, offsets, spans } = placed
  const { perCost = false, only, quotasFirst = false, checkpoints, signal } = options
  const { costs, choose, fixed } = rules
  resetCover(placed)
  const ledger = openRules(rules, only)
  const mark = core.arena.mark()
  const keys = core.arena.f64(candidates)
  const ids = core.arena.u32(candidates)
  const state = core.arena.f64(2)
  const rate = perCost && costs ? core.arena.put(costs.map((cost) => 1 / Math.max(cost, 1e-9))) : undefined

  const chosen: number[] = []
  const gains: number[] = []
  let objective = 0
  let refused: 'budget' | 'quotas' | undefined
  let nextStop = 0
  const stop = (): void => {
    while (checkpoints && nextStop < checkpoints.at.length && checkpoints.at[nextStop] <= chosen.length) {
      if (checkpoints.at[nextStop++] === chosen.length) checkpoints.visit(objective)
    }
  }
  const take = (candidate: number): void => {
    ledger.take(candidate)
    const gain = takeCandidate(placed, candidate)
    chosen.push(candidate)
    gains.push(gain)
    objective += gain
    stop()
  }
  const enqueue = (wanted: (candidate: number) => boolean): void => {
    const all = sumsOf(placed)
    const keysView = keys.view
    const idsView = ids.view
    const rates = rate?.view
    let size = 0
    for (let i = 0; i < candidates; i++) {
      if (ledger.blocked[i] || all[i] <= 0 || !wanted(i)) continue
      keysView[size] = rates ? all[i] * rates[i] : all[i]
      idsView[size++] = i
    }
    core.kernels.coverQueue(keys.ptr, ids.ptr, size)
    state.view[0] = size
  }
  const run = (until: () => boolean): void => {
    // The ledger's flags live on this side; a spacing or quota that closes a candidate shows at its next turn in the queue.
    while (chosen.length < choose && !until()) {
      const next = core.kernels.coverNext(
        keys.ptr,
        ids.ptr,
        state.ptr,
        rate?.ptr ?? 0,
        prefix.ptr,
        offsets.ptr,
        spans.ptr,
      )
      if (next === 0) return
      const candidate = next - 1
      if (ledger.blocked[candidate]) continue
      const refusal = ledger.refuses(candidate)
      if (refusal) {
        refused = refusal === 'budget' || refused === 'budget' ? 'budget' : refusal
        continue
      }
      take(candidate)
      signal?.throwIfAborted()
    }
  }

  try {
    stop()
    for (const id of fixed) take(id)
    if (quotasFirst && ledger.quotas.missing() > 0) {
      enqueue((candidate) => ledger.quotas.needs(candidate))
      run(() => ledger.quotas.missing() === 0)
    }
    const fillNeeds = (): void => {
      // Minima are minima also where nothing is gained any more: the cheapest that the rules allow.
      const needy = []
      for (let i = 0; i < candidates; i++) if (!ledger.blocked[i] && ledger.quotas.needs(i)) needy.push(i)
      if (costs) needy.sort((a, b) => costs[a] - costs[b] || a - b)
      for (const id of needy) {
        if (chosen.length >= choose || ledger.quotas.missing() === 0) break
        if (!ledger.blocked[id] && ledger.quotas.needs(id) && !ledger.refuses(id)) take(id)
      }
    }
    if (quotasFirst && ledger.quotas.missing() > 0) fillNeeds()
    enqueue(() => true)
    run(() => false)
    if (!only && ledger.quotas.missing() > 0) fillNeeds()
    let stoppedBecause: StoppedBecause = 'target'
    if (chosen.length < choose) {
      const spare = sumsOf(placed)
      let gainsLeft = false
      for (let i = 0; i < candidates && !gainsLeft; i++) gainsLeft = rules.usable[i] === 1 && spare[i] > 0
      stoppedBecause = !gainsLeft ? (chosen.length < candidates ? 'saturated' : 'candidates') : (refused ?? 'spacing')
    }
    return { chosen, gains, objective, stoppedBecause }
  } finally {
    core.arena.release(mark)
  }
}

/** Throws where a plan leaves a minimum of the quotas unmet: the words for it come from the books. */
export function shortfallOf(
  rules: CheckedRules,
  chosen: ArrayLike<number>,
): { path: string; message: string } | undefined {
  const ledger = openRules({ ...rules, neighbours: undefined }).quotas
  for (let k = 0; k < chosen.length; k++) ledger.take(chosen[k])
  return ledger.shortfall()
}
