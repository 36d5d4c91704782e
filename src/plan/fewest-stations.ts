import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import { checkLength } from './cover-instance'
import { type CoverRows, checkRows } from './demand-runs'
import { reduceSetCover, type SetCover, transposed } from './set-cover'
import { setCoverBound } from './set-cover-bound'
import { solveSetCover } from './set-cover-exact'
import { searchSetCover } from './set-cover-search'

export interface FewestStationsOptions extends LongTask {
  /** Compressed rows: candidate i covers the points demand[offsets[i] … offsets[i+1]). */
  rows: CoverRows
  /** Village of each point, any whole numbers from 0. */
  villageOf: ArrayLike<number>
  /** Cost of each candidate, finite and ≥ 0; 1 each by default, which asks for the fewest stations. */
  costs?: ArrayLike<number>
  /** Candidates that stand in any case, first in `chosen` and in `cost`. */
  fixed?: ArrayLike<number>
  /** 1: never chosen. */
  forbidden?: ArrayLike<number>
  /** 1 by default: the same seed gives the same answer. */
  seed?: number
  /** Time for the exact solver (HiGHS, in Node), ms, where the bound leaves something open: 5,000 by default. */
  timeLimitMs?: number
}

export interface FewestStations {
  /** Candidates: the fixed ones, then by points newly covered per cost. */
  chosen: Uint32Array
  /** Villages whose last open point each of `chosen` covers, in its order. */
  villagesDone: Uint32Array
  /** Sum of the costs of `chosen`. */
  cost: number
  /** No choice that does the same costs less. Equal to `cost`: proven. */
  lowerBound: number
  /** Villages with a point that no candidate may cover, ascending: their other points are not asked for. */
  unreachable: Uint32Array
}

/** Elementary steps of the bound and of the search, about so many nanoseconds each. */
const BOUND_WORK = 4e8
const SEARCH_WORK = 8e8

/** What is asked of the candidates: points of villages that can pass and that no fixed station covers. */
interface Asked {
  cover: SetCover
  candidateOf: Uint32Array
  unreachable: Uint32Array
}

function askedOf(options: FewestStationsOptions, costs: Float64Array, fixed: Uint32Array): Asked {
  const { rows, villageOf, forbidden } = options
  const points = villageOf.length
  const isFixed = new Uint8Array(costs.length)
  for (const id of fixed) isFixed[id] = 1
  // 1: some candidate may cover the point, 2: a fixed one does.
  const state = new Uint8Array(points)
  for (let i = 0; i < costs.length; i++) {
    const mark = isFixed[i] ? 2 : forbidden?.[i] ? 0 : 1
    for (let k = rows.offsets[i]; k < rows.offsets[i + 1]; k++)
      state[rows.demand[k]] = Math.max(state[rows.demand[k]], mark)
  }
  const failing = new Set<number>()
  for (let point = 0; point < points; point++) if (state[point] === 0) failing.add(villageOf[point])
  const number = new Int32Array(points).fill(-1)
  let asked = 0
  for (let point = 0; point < points; point++) {
    if (state[point] === 1 && !failing.has(villageOf[point])) number[point] = asked++
  }
  const candidateOf = Uint32Array.from({ length: costs.length }, (_, i) => i).filter(
    (i) => !isFixed[i] && !forbidden?.[i],
  )
  const offsets = new Uint32Array(candidateOf.length + 1)
  const ids: number[] = []
  const seen = new Int32Array(asked).fill(-1)
  candidateOf.forEach((candidate, i) => {
    for (let k = rows.offsets[candidate]; k < rows.offsets[candidate + 1]; k++) {
      const at = number[rows.demand[k]]
      if (at < 0 || seen[at] === i) continue
      seen[at] = i
      ids.push(at)
    }
    offsets[i + 1] = ids.length
  })
  const rowsOf = transposed({ offsets, ids: Uint32Array.from(ids) }, asked)
  // Turned once more, the points of each candidate stand in order.
  const columns = transposed(rowsOf, candidateOf.length)
  const cover = { costs: Float64Array.from(candidateOf, (i) => costs[i]), columns, rows: rowsOf }
  return { cover, candidateOf, unreachable: Uint32Array.from(failing).sort() }
}

/** `chosen` by points newly covered per cost, the fixed ones first, and the villages that each completes. */
function inOrder(
  { rows, villageOf }: FewestStationsOptions,
  costs: Float64Array,
  fixed: Uint32Array,
  found: number[],
): { chosen: Uint32Array; villagesDone: Uint32Array } {
  const covered = new Uint8Array(villageOf.length)
  const open = new Map<number, number>()
  for (let point = 0; point < villageOf.length; point++) {
    open.set(villageOf[point], (open.get(villageOf[point]) ?? 0) + 1)
  }
  const chosen: number[] = []
  const villagesDone: number[] = []
  const take = (candidate: number): void => {
    let done = 0
    for (let k = rows.offsets[candidate]; k < rows.offsets[candidate + 1]; k++) {
      const point = rows.demand[k]
      if (covered[point]) continue
      covered[point] = 1
      const left = open.get(villageOf[point])! - 1
      open.set(villageOf[point], left)
      if (left === 0) done++
    }
    chosen.push(candidate)
    villagesDone.push(done)
  }
  for (const id of fixed) take(id)
  const newPoints = (candidate: number): number => {
    let points = 0
    for (let k = rows.offsets[candidate]; k < rows.offsets[candidate + 1]; k++)
      points += covered[rows.demand[k]] ? 0 : 1
    return points / Math.max(costs[candidate], 1e-9)
  }
  const waiting = found.map((candidate) => ({ candidate, worth: newPoints(candidate) }))
  const sort = (): void => void waiting.sort((a, b) => b.worth - a.worth || a.candidate - b.candidate)
  sort()
  while (waiting.length > 0) {
    // Worth only falls: the leader that still leads after a second look is next.
    const [first] = waiting
    const worth = newPoints(first.candidate)
    if (worth < first.worth) {
      first.worth = worth
      sort()
      continue
    }
    take(first.candidate)
    waiting.shift()
  }
  return { chosen: Uint32Array.from(chosen), villagesDone: Uint32Array.from(villagesDone) }
}

/**
 * The fewest stations (with `costs`: the cheapest) so that every village that can pass its rule passes it: set covering over the
 * public points, a village passing when all its points are covered. Reductions (Beasley 1987), greedy, a row-weighting search
 * (Gao, Weise and Li 2015) a Lagrangian lower bound (Caprara, Fischetti and Toth 1999), and
 * HiGHS on what that leaves open, where it is small.
 * @throws InputError for an empty candidate list, arrays that do not fit each other, and costs that are negative or no numbers;
 *   the signal's reason when aborted
 */
export async function fewestStations(options: FewestStationsOptions): Promise<FewestStations> {
  const { rows, villageOf, seed = 1, timeLimitMs = 5000, signal } = options
  checkRows(rows, villageOf.length)
  const candidates = rows.offsets.length - 1
  checkLength(options.costs, candidates, 'costs', 'candidate')
  checkLength(options.forbidden, candidates, 'forbidden', 'candidate')
  const costs = options.costs ? Float64Array.from(options.costs) : new Float64Array(candidates).fill(1)
  costs.forEach((cost, i) => {
    if (!(cost >= 0 && cost < Infinity)) {
      throw new InputError('bad-argument', `costs[${i}]`, `costs[${i}] is ${cost}, expected a finite number, 0 or more`)
    }
  })
  const fixed = Uint32Array.from(new Set(Array.from(options.fixed ?? [])))
  for (const id of fixed) {
    if (id >= candidates) {
      throw new InputError('bad-argument', 'fixed', `must-have ${id} is not a candidate: there are ${candidates}`)
    }
  }
  const breathe = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve))
    signal?.throwIfAborted()
  }
  signal?.throwIfAborted()

  const { cover, candidateOf, unreachable } = askedOf(options, costs, fixed)
  const { taken, core, columnOf } = reduceSetCover(cover)
  await breathe()
  const sumOf = (list: ArrayLike<number>): number => Array.from(list).reduce((sum, i) => sum + core.costs[i], 0)
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
  const perStep =
    200 +
    2 * quick.length +
    (8 * pairs * pairs) / Math.max(1, core.costs.length) / Math.max(1, core.rows.offsets.length)
  const steps = Math.ceil(SEARCH_WORK / perStep)
  const better = await searchSetCover(core, { seed, steps, lowerBound: least, start: bargains, breathe })
  let best: readonly number[] = sumOf(better) < sumOf(quick) ? better : quick
  if (best.length > 0 && sumOf(best) > least) {
    const solved = await solveSetCover(core, best, bound, timeLimitMs, signal)
    best = solved.columns
    least = roundedUp(solved.lowerBound)
  }

  const found = [...taken, ...Array.from(best, (column) => columnOf[column])].map((column) => candidateOf[column])
  const { chosen, villagesDone } = inOrder(options, costs, fixed, found)
  const cost = chosen.reduce((sum, id) => sum + costs[id], 0)
  return {
    chosen,
    villagesDone,
    cost,
    lowerBound: Math.min(cost, cost - sumOf(best) + least),
    unreachable,
  }
}
