import { MAST_DIFFRACTION, MAST_STRIDE, MAST_WINDOW } from '../../assembly/layout'
import type { Core, KernelTask, Region } from '../core/core'
import type { LongTask } from '../formats/progress'
import type { Grid } from '../grid/grid'
import type { Mast, PlacedMasts } from './masts'
import { RX_HEIGHT_M } from './propagation-model'
import { sweepOptions, sweepTask } from './sweep'
import { sweepTables } from './sweep-tables'
import { strideOf } from './tiles'

/** K4: how much of the diffraction loss is added to the empirical base, which holds some already (SPM practice: 0.5 to 1). */
export const K4 = 0.75

/** Windows of one batch take at most so much memory. */
const BATCH_BYTES = 160 * 2 ** 20
/** Radii are rounded up to whole steps, so that sites share ray tables. */
const RADIUS_STEP = 8

/** Elevation in the core, and the sweeps over it. */
export interface TerrainLoss {
  /** Rows of `strideOf(grid)` values, metres above sea level; NaN counts as sea level. */
  heightM: Region<Float32Array>
  /** How many masts from `from` on make one batch. */
  batch(radiusCells: ArrayLike<number>, from: number): number
  /** Sweeps masts `from … to` and writes the windows' addresses into their records; release with the arena's mark. */
  run(masts: Mast[], placed: PlacedMasts, from: number, to: number, task?: LongTask): Promise<void>
}

function windowRadius(radiusCells: number): number {
  return Math.max(RADIUS_STEP, Math.ceil((radiusCells + 1) / RADIUS_STEP) * RADIUS_STEP)
}

/**
 * Excess loss over terrain for masts: the dominant knife edge of each receiver (P.526 §4.1, k = 4/3), swept outward from the
 * mast. A mast outside the grid has no ground there: its base model stands alone.
 */
export function terrainLoss(core: Core, grid: Grid, heightM: Region<Float32Array>): TerrainLoss {
  const bytesOf = (radius: number): number => 4 * (2 * radius + 1) ** 2
  return {
    heightM,
    batch(radiusCells, from) {
      let bytes = 0
      let to = from
      while (to < radiusCells.length) {
        bytes += bytesOf(windowRadius(radiusCells[to]))
        if (bytes > BATCH_BYTES && to > from) break
        to++
      }
      return to - from
    },
    async run(masts, placed, from, to, task) {
      const { arena, kernels } = core
      const options = arena.put(sweepOptions('knife-edge'))
      const tables = new Map<number, Region<Uint32Array>>()
      const windows: { mast: number; ptr: number; radius: number; column: number; row: number }[] = []
      const tasks: KernelTask[] = []
      let scratchBytes = 0
      for (let i = from; i < to; i++) {
        const siteColumn = (masts[i].x - grid.originX) / grid.cellSizeM
        const siteRow = (grid.originY - masts[i].y) / grid.cellSizeM
        if (siteColumn < 0 || siteRow < 0 || siteColumn >= grid.columns || siteRow >= grid.rows) continue
        const radius = windowRadius(placed.radiusCells[i])
        let table = tables.get(radius)
        if (!table) {
          tables.set(radius, (table = sweepTables(core, radius)))
          scratchBytes = Math.max(scratchBytes, kernels.sweepScratchBytes(table.ptr))
        }
        const out = arena.f32((2 * radius + 1) ** 2)
        const [column, row] = [Math.floor(siteColumn) - radius, Math.floor(siteRow) - radius]
        windows.push({ mast: i, ptr: out.ptr, radius, column, row })
        tasks.push(
          sweepTask({
            mode: 'knife-edge',
            demPtr: heightM.ptr,
            grid,
            stride: strideOf(grid),
            siteColumn,
            siteRow,
            antennaHeightM: masts[i].heightM,
            rxHeightM: RX_HEIGHT_M,
            frequencyMhz: masts[i].frequencyMhz,
            radiusCells: radius,
            tablesPtr: table.ptr,
            outPtr: out.ptr,
            optionsPtr: options.ptr,
          }),
        )
      }
      await core.run(tasks, { scratchBytes, ...task })
      const records = new DataView(core.arena.memory.buffer, placed.masts.ptr, placed.masts.length)
      for (const { mast, ptr, radius, column, row } of windows) {
        const at = mast * MAST_STRIDE
        records.setUint32(at + MAST_WINDOW, ptr, true)
        records.setInt32(at + MAST_WINDOW + 4, column, true)
        records.setInt32(at + MAST_WINDOW + 8, row, true)
        records.setInt32(at + MAST_WINDOW + 12, 2 * radius + 1, true)
        records.setFloat32(at + MAST_DIFFRACTION, K4, true)
      }
    },
  }
}
