import { MAST_STRIDE, STEP_STRIDE } from '../../assembly/layout'
import type { Core, KernelTask, Region } from '../core/core'
import type { Mast, PlacedMasts } from '../coverage/masts'
import type { Propagation } from '../coverage/propagation'
import { strideOf } from '../coverage/tiles'
import type { LongTask } from '../formats/progress'
import type { Grid } from '../grid/grid'

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
  /** Steps of probability (STEP_* of assembly/layout.ts), the hard level first. */
  steps: Region<Uint8Array>
}

export interface FootprintOptions extends LongTask {
  grid: Grid
  masts: Mast[]
  /** The same laid out, with their windows of terrain loss. */
  placed: PlacedMasts
  demand: PlacedDemand
  terrain: Propagation['terrain']
  /** Level that a test point needs, dBm. */
  pointDbm: number
}

/** Ranges of demand per candidate: candidate i covers `[start[k], end[k])` for k in `offsets[i] … offsets[i+1]`. */
export interface Spans {
  offsets: Uint32Array
  start: Uint32Array
  end: Uint32Array
}

/** Weight that each candidate covers. */
export function coveredWeight({ weights }: { weights: Uint32Array }, { offsets, start, end }: Spans): Float64Array {
  const before = new Float64Array(weights.length + 1)
  for (let j = 0; j < weights.length; j++) before[j + 1] = before[j] + weights[j]
  const covers = new Float64Array(offsets.length - 1)
  for (let c = 0; c < covers.length; c++) {
    for (let k = offsets[c]; k < offsets[c + 1]; k++) covers[c] += before[end[k]] - before[start[k]]
  }
  return covers
}

/** What each mast would cover of the demand, by the same kernel as the map: pairs of start and end. */
export async function footprintsOf(core: Core, options: FootprintOptions): Promise<Uint32Array[]> {
  const { grid, masts, placed, demand, terrain, pointDbm, signal } = options
  const stepCount = demand.steps.length / STEP_STRIDE
  const stride = strideOf(grid)
  const capacity = masts.map((mast, i) => mostPairs(grid, demand, mast, placed.radiusCells[i]))
  const footprints: Uint32Array[] = []
  for (let first = 0; first < masts.length; ) {
    const last = first + fitting(capacity, first)
    const mark = core.arena.mark()
    const out = core.arena.u32(2 * capacity.slice(first, last).reduce((sum, pairs) => sum + pairs, 0))
    const starts: number[] = []
    let at = 0
    const tasks = capacity.slice(first, last).map((pairs, k): KernelTask => {
      starts.push(at)
      const mast = placed.masts.ptr + (first + k) * MAST_STRIDE
      const args = [
        ...[mast, placed.sectors.ptr, grid.columns, grid.rows, stride, grid.cellSizeM, terrain?.heightM.ptr ?? 0],
        ...[demand.steps.ptr, stepCount, pointDbm, demand.rank.ptr, demand.pointRow.ptr, demand.pointColumn.ptr],
        ...[demand.pointBase, 0, out.ptr + 4 * at, pairs],
      ]
      at += 2 * pairs
      return { kernel: 'footprint', args, scratchArg: 14 }
    })
    const counts = await core.run(tasks, { scratchBytes: stride * 4, signal, stage: 'plan' })
    const view = out.view
    footprints.push(...starts.map((start, k) => view.slice(start, start + 2 * counts[k])))
    core.arena.release(mark)
    first = last
  }
  return footprints
}

/** The most ranges that a footprint can fall into: every second cell of each row (terrain leaves islands) at each step, and every test point. */
function mostPairs(grid: Grid, { pointRow, steps }: PlacedDemand, mast: Mast, radiusCells: number): number {
  const row = (grid.originY - mast.y) / grid.cellSizeM
  const top = Math.min(grid.rows, Math.max(0, Math.floor(row - radiusCells)))
  const bottom = Math.max(top, Math.min(grid.rows, Math.ceil(row + radiusCells)))
  const columns = Math.min(grid.columns, Math.ceil(2 * radiusCells) + 2)
  const points = pointRow.view
  return (bottom - top) * Math.ceil(columns / 2) * (steps.length / STEP_STRIDE) + points[bottom] - points[top]
}

/** How many from `first` on fit into one batch's memory together; at least one. */
function fitting(capacity: number[], first: number): number {
  let pairs = 0
  for (let i = first; i < capacity.length; i++) {
    pairs += capacity[i]
    if (pairs > BATCH_PAIRS && i > first) return i - first
  }
  return capacity.length - first
}
