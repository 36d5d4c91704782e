import { reduceSetCover, type SetCover } from './set-cover'
import { setCoverBound } from './set-cover-bound'
import { solveSetCover } from './set-cover-exact'
import { searchSetCover } from './set-cover-search'

/** Elementary steps of the bound and of the search, about so many nanoseconds each. */
const BOUND_WORK = 4e8
const SEARCH_WORK = 8e8

export interface CheapestCoverOptions {
  seed: number
  /** Time for the exact solver, ms. */
  timeLimitMs: number
  signal: AbortSignal | undefined
  /** Called between portions of the work: event loop, abort. */
  breathe: () => Promise<void>
}

export interface CheapestCover {
  columns: number[]
  /** No cover costs less. Equal to the cost of `columns`: proven. */
  lowerBound: number
}

/**
 * The cheapest cover that is found, and a bound: reductions, greedy and search, the Lagrangian bound (which leaves conflicts out,
 * and so holds with them), and the exact solver on what that leaves open.
 */
export async function cheapestCover(cover: SetCover, options: CheapestCoverOptions): Promise<CheapestCover> {
  const { seed, timeLimitMs, signal, breathe } = options
  const { taken, core, columnOf } = cover.conflicts
    ? { taken: [], core: cover, columnOf: Uint32Array.from(cover.costs.keys()) }
    : reduceSetCover(cover)
  await breathe()
  const sumOf = (list: readonly number[]): number => list.reduce((sum, i) => sum + core.costs[i], 0)
  const pairs = core.columns.ids.length
  const quick = await searchSetCover(core, { seed, steps: 200, lowerBound: 0, breathe })
  const bound = setCoverBound(core, sumOf(quick), Math.min(2000, Math.ceil(BOUND_WORK / Math.max(1, pairs))))
  const whole = core.costs.every((cost) => Number.isInteger(cost))
  // Whole costs add up to a whole cost; else a rounding error is taken off.
  const roundedUp = (value: number): number => Math.max(0, whole ? Math.ceil(value - 1e-5) : value * (1 - 1e-9))
  let least = roundedUp(bound.lowerBound)
  await breathe()
  // What the bound's prices make a bargain is a better beginning than greedy where costs differ.
  const bargains = Array.from(bound.reduced.keys()).filter((i) => bound.reduced[i] <= 0)
  bargains.sort((a, b) => bound.reduced[a] - bound.reduced[b] || a - b)
  const perRow = pairs / Math.max(1, core.rows.offsets.length)
  const perColumn = (pairs + (core.conflicts?.ids.length ?? 0)) / Math.max(1, core.costs.length)
  const perStep = 200 + 2 * quick.length + 8 * perRow * perColumn
  const steps = Math.ceil(SEARCH_WORK / perStep)
  const better = await searchSetCover(core, { seed, steps, lowerBound: least, start: bargains, breathe })
  let best: readonly number[] = sumOf(better) < sumOf(quick) ? better : quick
  if (best.length > 0 && sumOf(best) > least) {
    const solved = await solveSetCover(core, best, bound, timeLimitMs, signal)
    best = solved.columns
    least = roundedUp(solved.lowerBound)
  }
  const sure = taken.reduce((sum, i) => sum + cover.costs[i], 0)
  return { columns: [...taken, ...best.map((i) => columnOf[i])], lowerBound: sure + Math.min(least, sumOf(best)) }
}
