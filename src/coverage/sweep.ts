import type { Core, KernelTask } from '../core/core'
import { coreArgument } from '../core/core'
import {
  SWEEP_BULLINGTON,
  SWEEP_DELTA_BULLINGTON,
  SWEEP_ITM,
  SWEEP_KNIFE_EDGE,
  SWEEP_LINE_OF_SIGHT,
  SWEEP_LOS_TABLES,
  SWEEP_OPTION_CLUTTER,
  SWEEP_OPTION_COAST_RX_KM,
  SWEEP_OPTION_COAST_TX_KM,
  SWEEP_OPTION_COUNT,
  SWEEP_OPTION_DELTA_N,
  SWEEP_OPTION_ITM,
  SWEEP_OPTION_LATITUDE_DEG,
  SWEEP_OPTION_LOCATION_PERCENT,
  SWEEP_OPTION_LOS_TABLE,
  SWEEP_OPTION_N0,
  SWEEP_OPTION_NLOS_TABLE,
  SWEEP_OPTION_POLARIZATION,
  SWEEP_OPTION_RISE_GAINS,
  SWEEP_OPTION_RISE_HEIGHTS,
  SWEEP_OPTION_SEA,
  SWEEP_OPTION_SIGMA_LOCATION_DB,
  SWEEP_OPTION_TABLE_STEPS,
  SWEEP_OPTION_TIME_PERCENT,
  SWEEP_P1812,
} from '../core/layout'
import { namedTask } from '../core/named-task'
import { InputError } from '../formats/input-error'
import type { Grid } from '../grid/grid'
import { CLIMATES, type Climate, complementaryQuantile } from '../radio/itm/variability'
import { sweepTables } from './sweep-tables'

/** What a sweep computes, and the kernel's number for it. */
export const SWEEP_MODES = {
  'line-of-sight': SWEEP_LINE_OF_SIGHT,
  'knife-edge': SWEEP_KNIFE_EDGE,
  bullington: SWEEP_BULLINGTON,
  'delta-bullington': SWEEP_DELTA_BULLINGTON,
  p1812: SWEEP_P1812,
  itm: SWEEP_ITM,
  'los-tables': SWEEP_LOS_TABLES,
} as const

export type SweepMode = keyof typeof SWEEP_MODES

/** Lapse rate whose effective Earth radius is 4/3 of the Earth's: 157/(157 − ΔN) = 4/3. */
export const DELTA_N_FOUR_THIRDS = 157 / 4

/** What a sweep needs to know beside geometry and frequency; addresses are those of regions in the core's arena. */
export interface SweepOptions {
  /** N-units/km. By default 45 for `p1812`, 39.25 (k = 4/3) for the others. */
  deltaN?: number
  /** Sea-level refractivity, 325 by default (301 for `itm`). */
  n0?: number
  /** 'vertical' by default. */
  polarization?: 'horizontal' | 'vertical'
  /** 1 … 50 (`itm`: between 0 and 100), 50 by default. */
  timePercent?: number
  /** 1 … 99, 50 by default. */
  locationPercent?: number
  sigmaLocationDb?: number
  /** `itm`: situations, between 0 and 100 %, 50 by default; climate 5 (continental temperate), mode of variability 12 by default. */
  situationPercent?: number
  climate?: Climate
  mdvar?: number
  /** `itm`: permittivity and conductivity (S/m) of the ground, 15 and 0.005 by default. */
  epsilon?: number
  sigma?: number
  /** Of the path's centre; the site's is near enough. 25 by default. */
  latitudeDeg?: number
  /** Distances to the coast along the path, km; 500 by default. */
  coastTxKm?: number
  coastRxKm?: number
  /** Representative clutter heights, m, f32 on the grid. */
  clutterPtr?: number
  /** Sea mask, u8 on the grid, 1 = sea. */
  seaPtr?: number
  /** `los-tables`: losses in dB (f32) at i/tableSteps cells, to the radius and two more; where the antenna is seen and where not. */
  losTablePtr?: number
  nlosTablePtr?: number
  tableSteps?: number
  /** Addresses of the antenna's heights by azimuth and of what they do to the loss (assembly/layout.ts), 0 for none. */
  riseHeightsPtr?: number
  riseGainsPtr?: number
}

/** The options as the kernels read them: put it into the arena. */
export function sweepOptions(mode: SweepMode, options: SweepOptions = {}): Float64Array {
  const values = new Float64Array(SWEEP_OPTION_COUNT)
  const timePercent = options.timePercent ?? 50
  if (mode !== 'itm' && !(timePercent >= 1 && timePercent <= 50)) {
    throw new InputError(
      'out-of-range',
      'timePercent',
      `${timePercent}: P.1812 holds for 1 to 50 % of time; give a value there`,
    )
  }
  values[SWEEP_OPTION_DELTA_N] = options.deltaN ?? (mode === 'p1812' ? 45 : DELTA_N_FOUR_THIRDS)
  values[SWEEP_OPTION_POLARIZATION] = options.polarization === 'horizontal' ? 0 : 1
  values[SWEEP_OPTION_TIME_PERCENT] = timePercent
  values[SWEEP_OPTION_LOCATION_PERCENT] = options.locationPercent ?? 50
  values[SWEEP_OPTION_SIGMA_LOCATION_DB] = options.sigmaLocationDb ?? 0
  values[SWEEP_OPTION_N0] = options.n0 ?? (mode === 'itm' ? 301 : 325)
  values[SWEEP_OPTION_LATITUDE_DEG] = options.latitudeDeg ?? 25
  values[SWEEP_OPTION_COAST_TX_KM] = options.coastTxKm ?? 500
  values[SWEEP_OPTION_COAST_RX_KM] = options.coastRxKm ?? 500
  values[SWEEP_OPTION_CLUTTER] = options.clutterPtr ?? 0
  values[SWEEP_OPTION_SEA] = options.seaPtr ?? 0
  values[SWEEP_OPTION_LOS_TABLE] = options.losTablePtr ?? 0
  values[SWEEP_OPTION_NLOS_TABLE] = options.nlosTablePtr ?? 0
  values[SWEEP_OPTION_TABLE_STEPS] = options.tableSteps ?? 0
  values[SWEEP_OPTION_RISE_HEIGHTS] = options.riseHeightsPtr ?? 0
  values[SWEEP_OPTION_RISE_GAINS] = options.riseGainsPtr ?? 0
  if (mode === 'itm') values.set(itmOptions(options), SWEEP_OPTION_ITM)
  return values
}

/** The block of SWEEP_OPTION_ITM. */
function itmOptions(options: SweepOptions): number[] {
  const mdvar = options.mdvar ?? 12
  const deviates = ([options.timePercent, options.locationPercent, options.situationPercent] as const).map(
    (percent = 50) => complementaryQuantile(percent / 100),
  )
  const { median, minus, plus, cd, zd, gMinus, gPlus } = CLIMATES[(options.climate ?? 5) - 1]
  return [
    options.epsilon ?? 15,
    options.sigma ?? 0.005,
    ...deviates,
    mdvar % 10,
    mdvar >= 20 ? 0 : 1,
    mdvar % 20 >= 10 ? 0 : 1,
    ...median,
    ...minus,
    ...plus,
    cd,
    zd,
    ...gMinus,
    ...gPlus,
  ]
}

/** One sweep: a site on a grid whose heights, ray tables, options and window lie in the core. */
export interface SweepCall {
  mode: SweepMode
  /** Address of f32 heights above sea level, m; NaN counts as sea level. */
  demPtr: number
  grid: Grid
  /** Values from one row of the DEM to the next, `grid.columns` by default. */
  stride?: number
  /** Of the antenna in cells from the grid's upper left corner (a cell's centre is at index + 0.5). */
  siteColumn: number
  siteRow: number
  antennaHeightM: number
  rxHeightM: number
  frequencyMhz: number
  radiusCells: number
  tablesPtr: number
  /** Address of (2·radiusCells + 1)² f32: the window around the site's cell, NaN outside the disc and the grid. */
  outPtr: number
  optionsPtr: number
}

/** The task of one sweep for `core.run` with `scratchBytes: core.kernels.sweepScratchBytes(tablesPtr)`. */
export function sweepTask(call: SweepCall): KernelTask {
  const { grid, siteColumn, siteRow, antennaHeightM, rxHeightM, frequencyMhz, radiusCells } = call
  const args = {
    mode: SWEEP_MODES[call.mode],
    dem: call.demPtr,
    columns: grid.columns,
    rows: grid.rows,
    stride: call.stride ?? grid.columns,
    cellSizeM: grid.cellSizeM,
    siteColumn,
    siteRow,
    antennaHeightM,
    rxHeightM,
    frequencyMhz,
    radiusCells,
    tables: call.tablesPtr,
    out: call.outPtr,
    options: call.optionsPtr,
  }
  return namedTask('sweepLoss', args, 'scratch')
}

/** What one site's sweep over a raster asks for. */
export interface SiteSweep
  extends Omit<
    SweepOptions,
    'clutterPtr' | 'seaPtr' | 'losTablePtr' | 'nlosTablePtr' | 'riseHeightsPtr' | 'riseGainsPtr'
  > {
  mode: Exclude<SweepMode, 'los-tables'>
  grid: Grid
  /** Heights above sea level on the grid, m; NaN counts as sea level. */
  heightM: Float32Array
  /** Representative clutter heights on the grid, m. */
  clutterHeightM?: Float32Array
  /** 1 where there is sea. */
  sea?: Uint8Array
  /** Projected coordinates of the antenna, in the grid's CRS. */
  x: number
  y: number
  antennaHeightM: number
  rxHeightM: number
  frequencyMhz: number
  radiusM: number
}

/** A window of values around a site. */
export interface SweepWindow {
  /** Grid column and row of the window's upper left cell; both may be negative. */
  column: number
  row: number
  /** Cells along a side. */
  side: number
  /** `side * side` values, row-major from the north-west; NaN outside the radius and the grid. */
  values: Float32Array
}

/**
 * Sweeps one site over a raster: line of sight (1 or 0), excess loss over free space (`knife-edge`, `bullington`,
 * `delta-bullington`, dB) or the basic transmission loss (dB) of ITU-R P.1812 (`p1812`) or of the Irregular Terrain Model (`itm`).
 * @throws InputError where heights, frequency or radius are not positive or the rasters do not fit the grid
 */
export function sweepSite(core: Core, site: SiteSweep): Promise<SweepWindow> {
  coreArgument(core)
  return core.exclusive((open) => sweepOn(open, site))
}

async function sweepOn(core: Core, site: SiteSweep): Promise<SweepWindow> {
  const { grid, mode } = site
  for (const key of ['antennaHeightM', 'rxHeightM', 'frequencyMhz', 'radiusM'] as const) {
    if (!(site[key] > 0)) throw new InputError('out-of-range', key, `${site[key]}: expected a positive number`)
  }
  const cells = grid.columns * grid.rows
  for (const key of ['heightM', 'clutterHeightM', 'sea'] as const) {
    const length = site[key]?.length ?? cells
    if (length !== cells) {
      throw new InputError(
        'length-mismatch',
        key,
        `${length} values: expected ${cells}, one for each cell of ${grid.columns} × ${grid.rows}`,
      )
    }
  }
  const mark = core.arena.mark()
  try {
    const radiusCells = Math.max(1, Math.round(site.radiusM / grid.cellSizeM))
    const siteColumn = (site.x - grid.originX) / grid.cellSizeM
    const siteRow = (grid.originY - site.y) / grid.cellSizeM
    const column = Math.floor(siteColumn)
    const row = Math.floor(siteRow)
    const tables = sweepTables(core, radiusCells, { columns: siteColumn - column - 0.5, rows: siteRow - row - 0.5 })
    const side = 2 * radiusCells + 1
    const out = core.arena.f32(side * side)
    const options = sweepOptions(mode, {
      ...site,
      clutterPtr: site.clutterHeightM && core.arena.put(site.clutterHeightM).ptr,
      seaPtr: site.sea && core.arena.put(site.sea).ptr,
    })
    const task = sweepTask({
      ...site,
      demPtr: core.arena.put(site.heightM).ptr,
      siteColumn,
      siteRow,
      radiusCells,
      tablesPtr: tables.ptr,
      outPtr: out.ptr,
      optionsPtr: core.arena.put(options).ptr,
    })
    await core.run([task], { scratchBytes: core.kernels.sweepScratchBytes(tables.ptr) })
    return { column: column - radiusCells, row: row - radiusCells, side, values: out.view.slice() }
  } finally {
    core.arena.release(mark)
  }
}
