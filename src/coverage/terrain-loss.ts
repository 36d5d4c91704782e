import type { Core, KernelTask, Region } from '../core/core'
import { MAST_DIFFRACTION, MAST_STRIDE, MAST_TABLE, MAST_WINDOW } from '../core/layout'
import type { LongTask } from '../formats/progress'
import type { Grid } from '../grid/grid'
import { projection } from '../grid/projection'
import { freeSpaceLossDb } from '../radio/free-space'
import { lossTable } from './loss-table'
import type { Mast, PlacedMasts } from './masts'
import { calibratedBand, loss38901, type PropagationModel, RX_HEIGHT_M, scenarioOf } from './propagation-model'
import { type SweepMode, type SweepOptions, sweepOptions, sweepTask } from './sweep'
import { sweepTables } from './sweep-tables'
import { strideOf } from './tiles'

/** K4: how much of the diffraction loss is added to the empirical base, which holds some already (SPM practice: 0.5 to 1). */
const K4 = 0.75

/** Windows of one batch take at most so much memory. */
const BATCH_BYTES = 160 * 2 ** 20
/** Radii are rounded up to whole steps, so that sites share ray tables. */
const RADIUS_STEP = 8
/** Entries of the tables of TR 38.901 per cell of distance. */
const STEPS_PER_CELL = 4

/** Elevation in the core, and the sweeps over it. */
export interface TerrainLoss {
  /** Rows of `strideOf(grid)` values, metres above sea level; NaN counts as sea level. */
  heightM: Region<Float32Array>
  /** How many masts from `from` on make one batch. */
  batch(radiusCells: ArrayLike<number>, from: number): number
  /** Sweeps masts `from … to` and writes the windows' addresses into their records; release with the arena's mark. */
  run(masts: Mast[], placed: PlacedMasts, from: number, to: number, task?: LongTask): Promise<void>
}

/** How the link kernel puts loss together: a table over distance + `share` · what the sweep says of each receiver. */
interface Composition {
  mode: SweepMode
  share: number
  /** Table in place of the mast's own: nothing where the sweep gives the whole loss. */
  base?: (distanceM: number) => number
}

/** The composition of a model at a mast. */
function compositionOf(model: PropagationModel, { frequencyMhz }: Mast): Composition {
  switch (model) {
    case 'p1812':
    case 'itm':
      return { mode: model, share: 1, base: () => 0 }
    case 'los-38901':
      return { mode: 'los-tables', share: 1, base: () => 0 }
    case 'delta-bullington':
      return { mode: model, share: 1, base: (distanceM) => freeSpaceLossDb(distanceM, frequencyMhz) }
    case 'free-space':
      return { mode: 'knife-edge', share: 1 } // free space holds no diffraction
  }
  const band = typeof model === 'object' ? calibratedBand(model, frequencyMhz) : undefined
  const fitted = typeof model === 'object' && band !== undefined ? model.bands[band].coefficients.k4 : undefined
  return { mode: 'knife-edge', share: fitted ?? K4 }
}

/** Ray tables take longer to make than a sweep over them: those made last are kept beside the core. */
const MADE = new WeakMap<Core, Map<number, Uint32Array>>()
const MOST_MADE = 8

function tablesOf(core: Core, radius: number): Uint32Array {
  let made = MADE.get(core)
  if (!made) MADE.set(core, (made = new Map()))
  let tables = made.get(radius)
  if (!tables) {
    const mark = core.arena.mark()
    tables = sweepTables(core, radius).view.slice()
    core.arena.release(mark)
    if (made.size >= MOST_MADE) made.delete(made.keys().next().value!)
    made.set(radius, tables)
  }
  return tables
}

function windowRadius(radiusCells: number): number {
  return Math.max(RADIUS_STEP, Math.ceil((radiusCells + 1) / RADIUS_STEP) * RADIUS_STEP)
}

/**
 * What the terrain says of each receiver of a mast, swept outward from it. Site-general models: K4 times the dominant knife
 * edge (P.526 §4.1, k = 4/3) on top of the model's loss over distance; `free-space`: the whole of it. Path-specific models:
 * the loss itself, or for `delta-bullington` that over free space. A mast outside the grid has no ground there: its model
 * stands alone, a path-specific one over flat ground.
 * @param obstacles rasters of the core that stand on the profiles of the path-specific models
 */
export function terrainLoss(
  core: Core,
  grid: Grid,
  heightM: Region<Float32Array>,
  model: PropagationModel,
  obstacles: Pick<SweepOptions, 'clutterPtr' | 'seaPtr'> = {},
): TerrainLoss {
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
      const inputs = sweepInputs(core, grid, model, obstacles)
      const tables = new Map<number, Region<Uint32Array>>()
      const windows: (Placement & { mast: number; ptr: number; share: number; tablePtr: number })[] = []
      const tasks: KernelTask[] = []
      let scratchBytes = 0
      for (let i = from; i < to; i++) {
        const mast = masts[i]
        const siteColumn = (mast.x - grid.originX) / grid.cellSizeM
        const siteRow = (grid.originY - mast.y) / grid.cellSizeM
        if (siteColumn < 0 || siteRow < 0 || siteColumn >= grid.columns || siteRow >= grid.rows) continue
        const radius = windowRadius(placed.radiusCells[i])
        let table = tables.get(radius)
        if (!table) {
          tables.set(radius, (table = core.arena.put(tablesOf(core, radius))))
          scratchBytes = Math.max(scratchBytes, kernels.sweepScratchBytes(table.ptr))
        }
        const { mode, share, tablePtr, optionsPtr } = inputs(mast, radius)
        const out = arena.f32((2 * radius + 1) ** 2)
        const [column, row] = [Math.floor(siteColumn) - radius, Math.floor(siteRow) - radius]
        windows.push({ mast: i, ptr: out.ptr, radius, column, row, share, tablePtr })
        tasks.push(
          sweepTask({
            mode,
            demPtr: heightM.ptr,
            grid,
            stride: strideOf(grid),
            siteColumn,
            siteRow,
            antennaHeightM: mast.heightM,
            rxHeightM: RX_HEIGHT_M,
            frequencyMhz: mast.frequencyMhz,
            radiusCells: radius,
            tablesPtr: table.ptr,
            outPtr: out.ptr,
            optionsPtr,
          }),
        )
      }
      await core.run(tasks, { scratchBytes, ...task })
      const records = new DataView(core.arena.memory.buffer, placed.masts.ptr, placed.masts.length)
      for (const { mast, ptr, radius, column, row, share, tablePtr } of windows) {
        const at = mast * MAST_STRIDE
        if (tablePtr) records.setUint32(at + MAST_TABLE, tablePtr, true)
        records.setUint32(at + MAST_WINDOW, ptr, true)
        records.setInt32(at + MAST_WINDOW + 4, column, true)
        records.setInt32(at + MAST_WINDOW + 8, row, true)
        records.setInt32(at + MAST_WINDOW + 12, 2 * radius + 1, true)
        records.setFloat32(at + MAST_DIFFRACTION, share, true)
      }
    },
  }
}

/** A window of values on the grid. */
interface Placement {
  column: number
  row: number
  radius: number
}

/** What a mast's sweep reads beside the ground: masts that ask for the same share it in the arena. */
function sweepInputs(
  core: Core,
  grid: Grid,
  model: PropagationModel,
  obstacles: Pick<SweepOptions, 'clutterPtr' | 'seaPtr'>,
) {
  const { arena } = core
  const shared = new Map<string, number>()
  const once = (key: string, values: () => Float32Array | Float64Array): number => {
    let ptr = shared.get(key)
    if (ptr === undefined) shared.set(key, (ptr = arena.put(values()).ptr))
    return ptr
  }
  const middle = grid.originY - (grid.rows / 2) * grid.cellSizeM
  const [, latitudeDeg] = projection(grid.crs).inverse(grid.originX + (grid.columns / 2) * grid.cellSizeM, middle)
  return (mast: Mast, radius: number) => {
    const { mode, share, base } = compositionOf(model, mast)
    const { heightM, frequencyMhz, surroundings } = mast
    const tablePtr = base
      ? once(model === 'delta-bullington' ? `base ${frequencyMhz}` : 'base', () => lossTable(base))
      : 0
    const options: SweepOptions = { latitudeDeg, ...obstacles }
    let key = mode as string
    if (mode === 'los-tables') {
      const scenario = scenarioOf('auto', surroundings, heightM)
      key = `${scenario} ${heightM} ${frequencyMhz} ${radius}`
      const ofSight = (los: boolean): number =>
        once(`${key} ${los}`, () => {
          const loss = loss38901(scenario, los, heightM, frequencyMhz)
          const entries = (radius + 2) * STEPS_PER_CELL + 1
          return Float32Array.from({ length: entries }, (_, i) => loss((i / STEPS_PER_CELL) * grid.cellSizeM))
        })
      options.losTablePtr = ofSight(true)
      options.nlosTablePtr = ofSight(false)
      options.tableSteps = STEPS_PER_CELL
    }
    return { mode, share, tablePtr, optionsPtr: once(`options ${key}`, () => sweepOptions(mode, options)) }
  }
}
