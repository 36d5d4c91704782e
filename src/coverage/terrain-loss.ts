import type { Core, KernelTask, Region } from '../core/core'
import { MAST_DIFFRACTION, MAST_STRIDE, MAST_TABLE, MAST_WINDOW } from '../core/layout'
import type { LongTask } from '../formats/progress'
import type { Grid } from '../grid/grid'
import { projection } from '../grid/projection'
import { freeSpaceLossDb } from '../radio/free-space'
import type { LossOverDistance, OverTerrain, PathModel } from '../radio/models/path-model'
import { lossTable } from './loss-table'
import { linkOf, type Mast, type PlacedMasts } from './masts'
import { type SweepOptions, sweepOptions, sweepTask } from './sweep'
import { sweepTables } from './sweep-tables'
import { strideOf } from './tiles'

/** Windows of one batch take at most so much memory. */
const BATCH_BYTES = 160 * 2 ** 20
/** Radii are rounded up to whole steps, so that sites share ray tables. */
const RADIUS_STEP = 8
/** Entries of the tables of TR 38.901 per cell of distance. */
const STEPS_PER_CELL = 4

/** Addresses of rasters that stand on the profiles. */
type Obstacles = Pick<SweepOptions, 'clutterPtr' | 'seaPtr'>

/** Elevation in the core, and the sweeps over it. */
export interface TerrainLoss {
  /** Rows of `strideOf(grid)` values, metres above sea level; NaN counts as sea level. */
  heightM: Region<Float32Array>
  /** How many masts from `from` on make one batch. */
  batch(radiusCells: ArrayLike<number>, from: number): number
  /** Sweeps masts `from … to` and writes the windows' addresses into their records; release with the arena's mark. */
  run(masts: Mast[], placed: PlacedMasts, from: number, to: number, task?: LongTask): Promise<void>
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
 * What the terrain says of each receiver of a mast, swept outward from it, as the model asks (`OverTerrain`). A mast outside
 * the grid has no ground there: its model stands alone, a path-specific one over flat ground.
 * @param obstacles rasters of the core that stand on the profiles of the path-specific models
 */
export function terrainLoss(
  core: Core,
  grid: Grid,
  heightM: Region<Float32Array>,
  { model, rxHeightM }: { model: PathModel; rxHeightM: number },
  obstacles: Obstacles = {},
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
      const inputs = sweepInputs(core, grid, model, rxHeightM, obstacles)
      const tables = new Map<number, Region<Uint32Array>>()
      const windows: (Placement & { mast: number; ptr: number; share: number; tablePtr: number })[] = []
      const tasks: KernelTask[] = []
      let scratchBytes = 0
      for (let i = from; i < to; i++) {
        const mast = masts[i]
        const siteColumn = (mast.x - grid.originX) / grid.cellSizeM
        const siteRow = (grid.originY - mast.y) / grid.cellSizeM
        if (siteColumn < 0 || siteRow < 0 || siteColumn >= grid.columns || siteRow >= grid.rows) continue
        const over = model.terrain?.(linkOf(mast, rxHeightM))
        if (!over) continue
        const radius = windowRadius(placed.radiusCells[i])
        let table = tables.get(radius)
        if (!table) {
          tables.set(radius, (table = core.arena.put(tablesOf(core, radius))))
          scratchBytes = Math.max(scratchBytes, kernels.sweepScratchBytes(table.ptr))
        }
        const { share, tablePtr, optionsPtr } = inputs(over, mast, radius, placed.rise.get(i))
        const out = arena.f32((2 * radius + 1) ** 2)
        const [column, row] = [Math.floor(siteColumn) - radius, Math.floor(siteRow) - radius]
        windows.push({ mast: i, ptr: out.ptr, radius, column, row, share, tablePtr })
        tasks.push(
          sweepTask({
            mode: over.sweep,
            demPtr: heightM.ptr,
            grid,
            stride: strideOf(grid),
            siteColumn,
            siteRow,
            antennaHeightM: mast.heightM,
            rxHeightM,
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

/** Gains of effective heights are the same in every batch: those made last are kept. */
const GAINS = new WeakMap<PathModel, Map<string, Float32Array>>()
const MOST_GAINS = 2048

function gainsKept(model: PathModel, key: string, make: () => Float32Array): Float32Array {
  let made = GAINS.get(model)
  if (!made || made.size >= MOST_GAINS) GAINS.set(model, (made = new Map()))
  let gains = made.get(key)
  if (!gains) made.set(key, (gains = make()))
  return gains
}

/** A window of values on the grid. */
interface Placement {
  column: number
  row: number
  radius: number
}

/** What a mast's sweep reads beside the ground: masts that ask for the same share it in the arena. */
function sweepInputs(core: Core, grid: Grid, model: PathModel, rxHeightM: number, obstacles: Obstacles) {
  const { arena } = core
  const shared = new Map<string, number>()
  const once = (key: string, values: () => Float32Array | Float64Array): number => {
    let ptr = shared.get(key)
    if (ptr === undefined) shared.set(key, (ptr = arena.put(values()).ptr))
    return ptr
  }
  const middle = grid.originY - (grid.rows / 2) * grid.cellSizeM
  const [, latitudeDeg] = projection(grid.crs).inverse(grid.originX + (grid.columns / 2) * grid.cellSizeM, middle)
  /** Address of the table in place of the mast's own; 0 where its own stands. */
  const baseOf = (over: OverTerrain, frequencyMhz: number): number => {
    if (over.sweep === 'knife-edge') return 0
    if (over.sweep !== 'delta-bullington') return once('base', () => lossTable(() => 0))
    return once(`base ${frequencyMhz}`, () => lossTable((distanceM) => freeSpaceLossDb(distanceM, frequencyMhz)))
  }
  return (
    over: OverTerrain,
    { heightM, frequencyMhz, surroundings }: Mast,
    radius: number,
    rise: Region<Float32Array> | undefined,
  ) => {
    const tablePtr = baseOf(over, frequencyMhz)
    const options: SweepOptions = { latitudeDeg, ...obstacles }
    let key: string = over.sweep
    if (over.sweep === 'los-tables') {
      key = `${surroundings} ${heightM} ${rxHeightM} ${frequencyMhz} ${radius}`
      const entries = (radius + 2) * STEPS_PER_CELL + 1
      const table = (name: string, loss: LossOverDistance): number =>
        once(`${key} ${name}`, () =>
          Float32Array.from({ length: entries }, (_, i) => loss((i / STEPS_PER_CELL) * grid.cellSizeM)),
        )
      options.losTablePtr = table('seen', over.seen)
      options.nlosTablePtr = table('hidden', over.hidden)
      options.tableSteps = STEPS_PER_CELL
    }
    const share = over.sweep === 'knife-edge' ? over.share : 1
    if (over.sweep === 'knife-edge' && over.atHeightM && rise) {
      const { atHeightM } = over
      options.riseHeightsPtr = rise.ptr
      const gainsKey = `rise ${surroundings} ${heightM} ${rxHeightM} ${frequencyMhz} ${radius} ${grid.cellSizeM}`
      options.riseGainsPtr = once(gainsKey, () =>
        gainsKept(model, gainsKey, () =>
          riseGains(
            { atHeightM, baseDb: model.loss({ heightM, frequencyMhz, surroundings, rxHeightM }), frequencyMhz },
            rise.view,
            radius,
            grid.cellSizeM,
          ).map((dB) => dB / share),
        ),
      )
      return { share, tablePtr, optionsPtr: arena.put(sweepOptions(over.sweep, options)).ptr }
    }
    return { share, tablePtr, optionsPtr: once(`options ${key}`, () => sweepOptions(over.sweep, options)) }
  }
}

/**
 * What the loss gains from the first of three heights to the second, from that to the third, and the most that it may lose until it is
 * that of free space, dB, by step from the mast.
 */
function riseGains(
  {
    atHeightM,
    baseDb,
    frequencyMhz,
  }: { atHeightM: (heightM: number) => LossOverDistance; baseDb: LossOverDistance; frequencyMhz: number },
  [lowM, middleM, mostM]: Float32Array,
  radius: number,
  cellSizeM: number,
): Float32Array {
  const [low, middle, most] = [lowM, middleM, mostM].map(atHeightM)
  const entries = radius + 2
  return Float32Array.from({ length: 3 * entries }, (_, i) => {
    const distanceM = Math.max(1, (i % entries) * cellSizeM)
    if (i < entries) return middle(distanceM) - low(distanceM)
    if (i < 2 * entries) return most(distanceM) - middle(distanceM)
    return Math.min(0, freeSpaceLossDb(distanceM, frequencyMhz) - baseDb(distanceM))
  })
}
