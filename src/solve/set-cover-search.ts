import FlatQueue from 'flatqueue'
import type { SetCover } from './set-cover'

/** Uniform whole numbers below n by xorshift32 (Marsaglia 2003). */
function randomFrom(seed: number): (below: number) => number {
  let state = (Math.imul(seed >>> 0, 0x9e3779b1) ^ 0x6a09e667) >>> 0 || 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

const NONE = new Uint32Array()

/** A cover that rows and columns are booked in: what each column would gain or does hold alone, in weight of rows. */
function ledgerOf({ costs, columns, rows, conflicts }: SetCover) {
  const rowCount = rows.offsets.length - 1
  const weight = new Float64Array(rowCount).fill(1)
  const count = new Int32Array(rowCount)
  /** XOR of the chosen columns of a row: the one, where there is one. */
  const owners = new Int32Array(rowCount)
  const score = new Float64Array(costs.length)
  for (let i = 0; i < costs.length; i++) score[i] = columns.offsets[i + 1] - columns.offsets[i]
  const chosen: number[] = []
  const place = new Int32Array(costs.length).fill(-1)
  const open = Uint32Array.from({ length: rowCount }, (_, r) => r)
  const openPlace = open.slice()
  /** How many chosen columns each column is in conflict with. */
  const barriers = new Int32Array(costs.length)
  const conflictsWith = (column: number): Uint32Array =>
    conflicts ? conflicts.ids.subarray(conflicts.offsets[column], conflicts.offsets[column + 1]) : NONE
  const ledger = {
    barriers,
    conflictsWith,
    score,
    chosen,
    place,
    open,
    openCount: rowCount,
    cost: 0,
    add(column: number): void {
      place[column] = chosen.length
      chosen.push(column)
      ledger.cost += costs[column]
      for (const other of conflictsWith(column)) barriers[other]++
      for (let k = columns.offsets[column]; k < columns.offsets[column + 1]; k++) {
        const row = columns.ids[k]
        if (count[row] === 0) {
          const last = open[--ledger.openCount]
          open[openPlace[row]] = last
          openPlace[last] = openPlace[row]
          for (let s = rows.offsets[row]; s < rows.offsets[row + 1]; s++) score[rows.ids[s]] -= weight[row]
          score[column] += weight[row]
        } else if (count[row] === 1) score[owners[row]] -= weight[row]
        count[row]++
        owners[row] ^= column
      }
    },
    remove(column: number): void {
      const last = chosen.pop()!
      if (last !== column) {
        chosen[place[column]] = last
        place[last] = place[column]
      }
      place[column] = -1
      ledger.cost -= costs[column]
      for (const other of conflictsWith(column)) barriers[other]--
      for (let k = columns.offsets[column]; k < columns.offsets[column + 1]; k++) {
        const row = columns.ids[k]
        count[row]--
        owners[row] ^= column
        if (count[row] === 0) {
          openPlace[row] = ledger.openCount
          open[ledger.openCount++] = row
          for (let s = rows.offsets[row]; s < rows.offsets[row + 1]; s++) score[rows.ids[s]] += weight[row]
          score[column] -= weight[row]
        } else if (count[row] === 1) score[owners[row]] += weight[row]
      }
    },
    /** Rows that stay open grow heavier, so that the search turns to them. */
    raise(): void {
      for (let k = 0; k < ledger.openCount; k++) {
        const row = open[k]
        weight[row]++
        for (let s = rows.offsets[row]; s < rows.offsets[row + 1]; s++) score[rows.ids[s]]++
      }
    },
  }
  return ledger
}

export interface SetCoverSearch {
  seed: number
  /** Times that a column is taken out and others are put in. */
  steps: number
  /** A cost that no cover can fall below: reached, the search ends. */
  lowerBound: number
  /** Columns to begin with; greedy fills up. */
  start?: readonly number[]
  /** Called between portions of the search: event loop, abort. */
  breathe: () => Promise<void>
}

/**
 * The cheapest cover found: greedy by open rows per cost, columns dropped that nothing needs, then a search that takes columns out
 * and puts others in under growing weights of the rows that stay open (Gao, Weise and Li 2015; with costs: Gao et al. 2014).
 * A column that comes in puts those out with which it is in conflict. Deterministic by its seed and count of steps.
 */
export async function searchSetCover(
  cover: SetCover,
  { seed, steps, lowerBound, start = [], breathe }: SetCoverSearch,
): Promise<number[]> {
  const { costs, rows } = cover
  if (rows.offsets.length === 1) return []
  const random = randomFrom(seed)
  const ledger = ledgerOf(cover)
  const { score, chosen } = ledger
  const rate = Float64Array.from(costs, (cost) => 1 / Math.max(cost, 1e-9))
  const movedAt = new Int32Array(costs.length)
  const addedIn = new Int32Array(costs.length)
  /** What is lost with the chosen columns that this one would put out; infinite where one of them came in at this step. */
  const lossOf = (column: number, step: number): number => {
    let loss = 0
    if (ledger.barriers[column] === 0) return loss
    for (const other of ledger.conflictsWith(column)) {
      if (ledger.place[other] >= 0) loss += addedIn[other] === step ? Infinity : score[other]
    }
    return loss
  }
  /** The chosen column that holds least per cost, `fresh` ones aside; of equals the one that has stood longest. */
  const weakest = (fresh: number): number => {
    let best = -1
    let least = Infinity
    for (const column of chosen) {
      if (addedIn[column] === fresh) continue
      const worth = score[column] * rate[column]
      if (worth < least || (worth === least && movedAt[column] < movedAt[best])) {
        least = worth
        best = column
      }
    }
    return best
  }
  /** Of the columns of a row the one that gains most per cost; of equals the one that has been out longest. */
  const strongest = (row: number, not: number, step: number): number => {
    let best = -1
    let most = Number.NEGATIVE_INFINITY
    for (let s = rows.offsets[row]; s < rows.offsets[row + 1]; s++) {
      const column = rows.ids[s]
      if (column === not) continue
      const worth = (score[column] - lossOf(column, step)) * rate[column]
      if (worth > most || (worth === most && best >= 0 && movedAt[column] < movedAt[best])) {
        most = worth
        best = column
      }
    }
    return best
  }

  for (const column of start) if (ledger.openCount > 0 && ledger.barriers[column] === 0) ledger.add(column)
  greedyCover(cover, ledger, rate)
  let best: number[] = []
  let bestCost = Infinity
  let betterAt = 0
  const patience = 1000 + 50 * costs.length
  let turn = performance.now()
  for (let step = 1; step <= steps; step++) {
    while (ledger.openCount === 0) {
      const idle = weakest(-1)
      // Only what is needed counts as a cover: idle columns go first, and cost nothing to drop.
      if ((bestCost === Infinity || ledger.cost < bestCost * (1 - 1e-12)) && (idle < 0 || score[idle] > 0)) {
        best = chosen.slice()
        bestCost = ledger.cost
        betterAt = step
      }
      if (idle < 0) break
      ledger.remove(idle)
      movedAt[idle] = step
    }
    if (bestCost <= lowerBound || step - betterAt > patience) break
    const out = weakest(step - 1)
    if (out >= 0) {
      ledger.remove(out)
      movedAt[out] = step
    }
    while (ledger.openCount > 0) {
      const candidate = strongest(ledger.open[random(ledger.openCount)], out, step)
      if (candidate < 0) break
      const barring = ledger.barriers[candidate] === 0 ? [] : ledger.conflictsWith(candidate)
      const giving = Array.from(barring).filter((other) => ledger.place[other] >= 0)
      const spared = giving.reduce((sum, other) => sum + costs[other], 0)
      if (ledger.cost + costs[candidate] - spared >= bestCost * (1 - 1e-12)) break
      for (const other of giving) {
        ledger.remove(other)
        movedAt[other] = step
      }
      ledger.add(candidate)
      movedAt[candidate] = step
      addedIn[candidate] = step
      ledger.raise()
    }
    if ((step & 255) === 0 && performance.now() - turn > 40) {
      await breathe()
      turn = performance.now()
    }
  }
  return best
}

/** Adds the column that covers most open rows per cost and is in no conflict until none is open. */
function greedyCover({ costs }: SetCover, ledger: ReturnType<typeof ledgerOf>, rate: Float64Array): void {
  // Scores only fall here: the leader whose fresh key still leads is the best.
  const queue = new FlatQueue<number>()
  for (let i = 0; i < costs.length; i++) if (ledger.place[i] < 0) queue.push(i, -ledger.score[i] * rate[i])
  while (ledger.openCount > 0) {
    const column = queue.pop()!
    if (ledger.barriers[column] > 0) continue
    const key = -ledger.score[column] * rate[column]
    if (key <= (queue.peekValue() ?? 0)) ledger.add(column)
    else queue.push(column, key)
  }
}
