import { MAST_STRIDE } from '../../assembly/layout'
import type { Core, KernelTask, Region } from '../core/core'
import type { Mast } from '../coverage/masts'
import { placeMasts } from '../coverage/masts'
import type { Propagation } from '../coverage/propagation'
import { strideOf } from '../coverage/tiles'
import type { LongTask } from '../formats/progress'
import type { Grid } from '../grid/grid'

/** Candidates whose footprints are computed together: bounds the scratch of one batch. */
const BATCH = 1024
/** Ranges for which one batch holds memory: 160 MiB. */
const BATCH_PAIRS = 20 * 2 ** 20

/** Demand as the footprint kernel reads it, in the arena. */
export interface PlacedDemand {
  /** Cells before each cell that are demand, cells + 1 entries. */
  rank: Region<Uint32Array>
  /** First test point of each raster row, rows + 1 entries; columns of the points. */
  pointRow: Region<Uint32Array>
  pointColumn: Region<Uint32Array>
  /** Number of the first test point: the count of demand cells. */
  pointBase: number
}

export interface FootprintOptions extends LongTask {
  grid: Grid
  propagation: Propagation
  masts: Mast[]
  demand: PlacedDemand
  /** Levels that a cell and a test point need, dBm. */
  cellDbm: number
  pointDbm: number
  maxRadiusM: number
}

/** Ranges of demand per candidate: candidate i covers `[start[k], end[k])` for k in `offsets[i] … offsets[i+1]`. */
export interface Spans {
  offsets: Uint32Array
  start: Uint32Array
  end: Uint32Array
}

/** What each mast would cover of the demand, by the same kernel as the map. */
export async function footprintsOf(core: Core, options: FootprintOptions): Promise<Spans> {
  const { grid, propagation, masts, demand, cellDbm, pointDbm, maxRadiusM, signal, onProgress } = options
  const { arena } = core
  const { terrain } = propagation
  const stride = strideOf(grid)
  const offsets = new Uint32Array(masts.length + 1)
  const parts: Uint32Array[] = []
  for (let from = 0; from < masts.length; from += BATCH) {
    const mark = arena.mark()
    const batch = masts.slice(from, from + BATCH)
    const placed = placeMasts(core, grid, propagation, batch, { floorDbm: Math.min(cellDbm, pointDbm), maxRadiusM })
    const capacity = batch.map((mast, i) => mostPairs(grid, demand, mast, placed.radiusCells[i]))
    for (let first = 0; first < batch.length; ) {
      const inner = arena.mark()
      const most = terrain ? terrain.batch(placed.radiusCells, first) : batch.length
      const last = first + fitting(capacity, first, most)
      await terrain?.run(batch, placed, first, last, { signal })
      const out = arena.u32(2 * capacity.slice(first, last).reduce((sum, pairs) => sum + pairs, 0))
      let at = out.ptr
      const tasks: KernelTask[] = []
      for (let i = first; i < last; i++) {
        const args = [
          placed.masts.ptr + i * MAST_STRIDE,
          placed.sectors.ptr,
          grid.columns,
          grid.rows,
          stride,
          grid.cellSizeM,
          terrain?.heightM.ptr ?? 0,
          cellDbm,
          pointDbm,
          demand.rank.ptr,
          demand.pointRow.ptr,
          demand.pointColumn.ptr,
          demand.pointBase,
          0,
          at,
          capacity[i],
        ]
        at += capacity[i] * 8
        tasks.push({ kernel: 'footprint', args, scratchArg: 13 })
      }
      const begun = from + first
      const counts = await core.run(tasks, {
        scratchBytes: stride * 4,
        signal,
        stage: 'plan',
        onProgress: ({ done }) => onProgress?.({ stage: 'plan', done: begun + done, total: masts.length }),
      })
      const view = out.view
      const pairs = new Uint32Array(2 * counts.reduce((sum, count) => sum + count, 0))
      let [read, written] = [0, 0]
      counts.forEach((count, i) => {
        pairs.set(view.subarray(read, read + 2 * count), written)
        read += 2 * capacity[first + i]
        written += 2 * count
        offsets[begun + i + 1] = offsets[begun + i] + count
      })
      parts.push(pairs)
      arena.release(inner)
      first = last
    }
    arena.release(mark)
  }
  const spans = offsets[masts.length]
  const start = new Uint32Array(spans)
  const end = new Uint32Array(spans)
  let at = 0
  for (const pairs of parts) {
    for (let i = 0; i < pairs.length; i += 2, at++) {
      start[at] = pairs[i]
      end[at] = pairs[i + 1]
    }
  }
  return { offsets, start, end }
}

/** The most ranges that a footprint can fall into: every second cell of each row (terrain leaves islands), and every test point. */
function mostPairs(grid: Grid, { pointRow }: PlacedDemand, mast: Mast, radiusCells: number): number {
  const row = (grid.originY - mast.y) / grid.cellSizeM
  const top = Math.min(grid.rows, Math.max(0, Math.floor(row - radiusCells)))
  const bottom = Math.max(top, Math.min(grid.rows, Math.ceil(row + radiusCells)))
  const columns = Math.min(grid.columns, Math.ceil(2 * radiusCells) + 2)
  const points = pointRow.view
  return (bottom - top) * Math.ceil(columns / 2) + points[bottom] - points[top]
}

/** How many from `first` on, of `most` at the most, fit into one batch's memory together; at least one. */
function fitting(capacity: number[], first: number, most: number): number {
  let pairs = 0
  for (let i = first; i < capacity.length && i < first + most; i++) {
    pairs += capacity[i]
    if (pairs > BATCH_PAIRS && i > first) return i - first
  }
  return Math.min(most, capacity.length - first)
}
