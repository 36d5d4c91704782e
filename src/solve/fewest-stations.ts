import { objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import { type CheapestCoverOptions, cheapestCover } from './cheapest-cover'
import { checkLength } from './cover-instance'
import { type CoverRows, checkRows } from './demand-runs'
import { hasConflict, type Lists, type SetCover, transposed } from './set-cover'
import { spacedCover } from './spaced-cover'
import { checkPlaces, neighboursWithin } from './spacing'

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
  /** Positions in a metric projection, metres: needed with `minSpacingM`. */
  xM?: ArrayLike<number>
  yM?: ArrayLike<number>
  /** Two chosen stations stand at least so far apart, metres. The fixed ones may be nearer to each other, and nothing else to them. */
  minSpacingM?: number
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
  /**
   * Villages with a point that no candidate may cover, and those that the spacing leaves no room for beside the others, ascending:
   * their other points are not asked for.
   */
  unreachable: Uint32Array
}

/** What is asked of the candidates: points of villages that can pass and that no fixed station covers. */
interface Asked {
  cover: SetCover
  candidateOf: Uint32Array
  /** Village of each row of `cover`. */
  villageOfRow: number[]
  unreachable: number[]
}

/** @param given villages that are given up */
function askedOf(
  { rows, villageOf }: FewestStationsOptions,
  costs: Float64Array,
  fixed: Uint32Array,
  forbidden: Uint8Array,
  given: ReadonlySet<number>,
): Asked {
  const points = villageOf.length
  const isFixed = new Uint8Array(costs.length)
  for (const id of fixed) isFixed[id] = 1
  // 1: some candidate may cover the point, 2: a fixed one does.
  const state = new Uint8Array(points)
  for (let i = 0; i < costs.length; i++) {
    const mark = isFixed[i] ? 2 : forbidden[i] ? 0 : 1
    for (let k = rows.offsets[i]; k < rows.offsets[i + 1]; k++)
      state[rows.demand[k]] = Math.max(state[rows.demand[k]], mark)
  }
  const failing = new Set(given)
  for (let point = 0; point < points; point++) if (state[point] === 0) failing.add(villageOf[point])
  const number = new Int32Array(points).fill(-1)
  const villageOfRow: number[] = []
  for (let point = 0; point < points; point++) {
    if (state[point] === 1 && !failing.has(villageOf[point])) number[point] = villageOfRow.push(villageOf[point]) - 1
  }
  const asked = villageOfRow.length
  const candidateOf = Uint32Array.from({ length: costs.length }, (_, i) => i).filter(
    (i) => !isFixed[i] && !forbidden[i],
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
  return { cover, candidateOf, villageOfRow, unreachable: [...failing] }
}

/** The pairs of asked candidates that stand too near to each other. */
function conflictsOf(
  { candidateOf }: Asked,
  { xM = [], yM = [], minSpacingM = 0 }: FewestStationsOptions,
): Lists | undefined {
  if (minSpacingM === 0 || candidateOf.length === 0) return undefined
  return neighboursWithin(
    Float64Array.from(candidateOf, (i) => xM[i]),
    Float64Array.from(candidateOf, (i) => yM[i]),
    minSpacingM,
  )
}

/** 1 for each candidate that must not be chosen: those that stand too near to a fixed one as well. */
function barredOf(options: FewestStationsOptions, candidates: number, fixed: Uint32Array): Uint8Array {
  const { forbidden, xM = [], yM = [], minSpacingM = 0 } = options
  const barred = Uint8Array.from({ length: candidates }, (_, i) => (forbidden?.[i] ? 1 : 0))
  if (minSpacingM === 0 || fixed.length === 0) return barred
  const { offsets, ids } = neighboursWithin(xM, yM, minSpacingM)
  for (const id of fixed) for (let k = offsets[id]; k < offsets[id + 1]; k++) barred[ids[k]] = 1
  return barred
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
 * HiGHS on what that leaves open, where it is small. Where what is found breaks the spacing, once more with it: as many villages
 * as can be, and for those the fewest stations.
 * @throws InputError for an empty candidate list, arrays that do not fit each other, and costs that are negative or no numbers;
 *   the signal's reason when aborted
 */
export async function fewestStations(options: FewestStationsOptions): Promise<FewestStations> {
  objectArgument(options, 'options', 'an object of type FewestStationsOptions')
  const { rows, villageOf, seed = 1, timeLimitMs = 5000, signal } = options
  checkRows(rows, villageOf.length)
  const candidates = rows.offsets.length - 1
  checkLength(options.costs, candidates, 'costs', 'candidate')
  checkLength(options.forbidden, candidates, 'forbidden', 'candidate')
  checkPlaces(options, candidates)
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

  const how = { seed, timeLimitMs, signal, breathe }
  const barred = barredOf(options, candidates, fixed)
  const given = new Set<number>()
  for (;;) {
    const asked = askedOf(options, costs, fixed, barred, given)
    const { columns, lowerBound, left } = await apartCover(asked, conflictsOf(asked, options), how)
    for (const village of left) given.add(village)
    if (left.length > 0) continue
    const found = columns.map((column) => asked.candidateOf[column])
    const { chosen, villagesDone } = inOrder(options, costs, fixed, found)
    const cost = chosen.reduce((sum, id) => sum + costs[id], 0)
    const sure = fixed.reduce((sum, id) => sum + costs[id], 0)
    const unreachable = Uint32Array.from(asked.unreachable).sort()
    return { chosen, villagesDone, cost, lowerBound: Math.min(cost, sure + lowerBound), unreachable }
  }
}

/** The cheapest cover; where that breaks the spacing one that does not, or the villages that must be left out for it. */
async function apartCover(
  { cover, villageOfRow }: Asked,
  conflicts: Lists | undefined,
  how: CheapestCoverOptions,
): Promise<{ columns: number[]; lowerBound: number; left: number[] }> {
  const free = await cheapestCover(cover, how)
  if (!conflicts || !hasConflict(conflicts, free.columns)) return { ...free, left: [] }
  const spaced = await spacedCover(cover, conflicts, villageOfRow, how)
  return { ...spaced, lowerBound: Math.max(free.lowerBound, spaced.lowerBound) }
}
