import { startMip, within } from '../core/mip'
import { hasConflict, type SetCover } from './set-cover'
import type { PricedBound } from './set-cover-bound'

/** Pairs of row and column up to which the exact solver is worth its thread. */
const MOST_PAIRS = 100_000

/**
 * Solves a set-covering problem exactly by HiGHS, on the columns that the Lagrangian bound leaves open (none in a cover as cheap as
 * `best` can have a reduced cost above the gap: Beasley 1987). Gives `best` back where the solver is too slow, or cannot be had.
 */
export async function solveSetCover(
  { costs, columns, rows, conflicts }: SetCover,
  best: readonly number[],
  bound: PricedBound,
  timeLimitMs: number,
  signal: AbortSignal | undefined,
): Promise<{ columns: readonly number[]; lowerBound: number }> {
  const unproven = { columns: best, lowerBound: bound.lowerBound }
  const cost = best.reduce((sum, i) => sum + costs[i], 0)
  const gap = (cost - bound.lowerBound) * (1 + 1e-9) + 1e-9
  const open = Array.from(costs.keys()).filter((i) => bound.reduced[i] <= gap)
  const place = new Int32Array(costs.length).fill(-1)
  open.forEach((i, at) => {
    place[i] = at
  })
  const starts = [0]
  const indices: number[] = []
  for (let row = 0; row < rows.offsets.length - 1; row++) {
    for (let k = rows.offsets[row]; k < rows.offsets[row + 1]; k++) {
      if (place[rows.ids[k]] >= 0) indices.push(place[rows.ids[k]])
    }
    starts.push(indices.length)
    if (indices.length > MOST_PAIRS) return unproven
  }
  const covering = rows.offsets.length - 1
  for (const i of conflicts ? open : []) {
    for (let k = conflicts!.offsets[i]; k < conflicts!.offsets[i + 1]; k++) {
      const other = conflicts!.ids[k]
      if (other < i || place[other] < 0) continue
      indices.push(place[i], place[other])
      starts.push(indices.length)
    }
    if (indices.length > MOST_PAIRS) return unproven
  }
  const apart = starts.length - 1 - covering
  if (best.some((i) => place[i] < 0)) return unproven
  const chosen = new Set(best)
  const run = await startMip(
    {
      gain: Float64Array.from(open, (i) => -costs[i]),
      whole: new Uint8Array(open.length).fill(1),
      rowLower: new Float64Array(covering + apart).fill(1, 0, covering),
      rowUpper: new Float64Array(covering + apart).fill(1).fill(Infinity, 0, covering),
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: new Float64Array(indices.length).fill(1),
      start: Float64Array.from(open, (i) => (chosen.has(i) ? 1 : 0)),
    },
    timeLimitMs,
  )
  if (!run) return unproven
  try {
    await within(run.ended, timeLimitMs, signal)
    const { values, upperBound, proven } = run.best
    // The solver's tolerances taken off, so that the bound stays one.
    const lowerBound = Math.max(bound.lowerBound, Math.min(cost, -upperBound) - 1e-6 * Math.max(1, cost))
    if (!values) return { columns: best, lowerBound }
    const found = open.filter((_, at) => values[at] > 0.5)
    const covered = new Uint8Array(covering)
    for (const i of found) for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) covered[columns.ids[k]] = 1
    const worth = found.reduce((sum, i) => sum + costs[i], 0)
    // A proven cover is taken also where it is no cheaper, so that the answer does not hang on when the solver's news came.
    const better =
      !hasConflict(conflicts, found) &&
      covered.every((mark) => mark === 1) &&
      (worth < cost || (proven && worth === cost))
    return { columns: better ? found : best, lowerBound: Math.min(lowerBound, better ? worth : cost) }
  } finally {
    await run.stop()
  }
}
