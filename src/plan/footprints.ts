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
/** Pairs per raster row that a footprint may need: three lobes and the test points of a row. */
const PAIRS_PER_ROW = 8

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
  propagation: Pick<Propagation, 'model' | 'terrain'>
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
    const capacity = batch.map((_, i) => PAIRS_PER_ROW * (Math.ceil(2 * placed.radiusCells[i]) + 2) + 64)
    const total = capacity.reduce((sum, pairs) => sum + pairs, 0)
    const out = arena.u32(2 * total)
    let at = out.ptr
    const starts: number[] = []
    const tasks: KernelTask[] = batch.map((_, i) => {
      starts.push((at - out.ptr) / 4)
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
      return { kernel: 'footprint', args, scratchArg: 13 }
    })
    const counts: number[] = []
    for (let first = 0; first < batch.length; ) {
      const last = terrain ? first + terrain.batch(placed.radiusCells, first) : batch.length
      const inner = arena.mark()
      await terrain?.run(batch, placed, first, last, { signal })
      const begun = from + first
      const found = await core.run(tasks.slice(first, last), {
        scratchBytes: stride * 4,
        signal,
        stage: 'plan',
        onProgress: ({ done }) => onProgress?.({ stage: 'plan', done: begun + done, total: masts.length }),
      })
      counts.push(...found)
      arena.release(inner)
      first = last
    }
    const view = out.view
    const pairs = new Uint32Array(2 * counts.reduce((sum, count) => sum + count, 0))
    let written = 0
    counts.forEach((count, i) => {
      pairs.set(view.subarray(starts[i], starts[i] + 2 * count), written)
      written += 2 * count
      offsets[from + i + 1] = offsets[from + i] + count
    })
    parts.push(pairs)
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
