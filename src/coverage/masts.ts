import type { Core, Region } from '../core/core'
import {
  LOSS_ENTRIES,
  MAST_CLUTTER,
  MAST_COLUMN,
  MAST_HEIGHT_M,
  MAST_RADIUS,
  MAST_ROW,
  MAST_SECTOR,
  MAST_SECTORS,
  MAST_STRIDE,
  MAST_TABLE,
  MAST_UPRIGHT,
  SECTOR_AZIMUTH,
  SECTOR_BEHIND,
  SECTOR_DOWN_EAST,
  SECTOR_FORWARD_EAST,
  SECTOR_K_HORIZONTAL,
  SECTOR_K_VERTICAL,
  SECTOR_MAX_HORIZONTAL,
  SECTOR_MAX_VERTICAL,
  SECTOR_PATTERN,
  SECTOR_PEAK_DBM,
  SECTOR_RIGHT_EAST,
  SECTOR_RIGHT_SOUTH,
  SECTOR_SERVER,
  SECTOR_STRIDE,
  SECTOR_TILT,
} from '../core/layout'
import type { Grid } from '../grid/grid'
import type { Cell } from '../network/network'
import { MAX_ATTENUATION_DB, SIDE_LOBE_DB } from '../radio/antenna'
import { freeSpaceLossDb } from '../radio/free-space'
import { freeSpace } from '../radio/models/free-space'
import { isPathSpecific, type ModelLink, type PathModel, type Surroundings } from '../radio/models/path-model'
import { KIND_ORDER } from '../terrain/land-cover'
import { antennaFinder } from './antennas'
import { effectiveHeights } from './effective-heights'
import type { GainTable } from './gain-table'
import { rasterByKind } from './land-cover-grid'
import { lossTable, reachM } from './loss-table'
import { groundUnder, type Propagation } from './propagation'

/** One antenna position on one frequency: its cells share path loss. */
export interface Mast {
  /** Projected position, metres. */
  x: number
  y: number
  heightM: number
  frequencyMhz: number
  surroundings: Surroundings
  /** The sectors: what the link needs of a cell, and the number that the map will show for it (1 + index; any number for candidates). */
  sectors: { cell: SectorCell; server: number }[]
}

/** A mast as a path-loss model sees it. */
export function linkOf({ heightM, frequencyMhz, surroundings }: Mast, rxHeightM: number): ModelLink {
  return { heightM, frequencyMhz, surroundings, rxHeightM }
}

/** The fields of a cell that decide its level at a distance. */
export type SectorCell = Pick<
  Cell,
  | 'azimuthDeg'
  | 'mechanicalTiltDeg'
  | 'electricalTiltDeg'
  | 'epreDbm'
  | 'gainDbi'
  | 'horizontalBeamwidthDeg'
  | 'verticalBeamwidthDeg'
  | 'lossDb'
  | 'resourceBlocks'
  | 'antenna'
> &
  Partial<Pick<Cell, 'band'>>

/** Masts laid out in the core, ready for the link kernels. */
export interface PlacedMasts {
  masts: Region<Uint8Array>
  sectors: Region<Uint8Array>
  /** How far each mast is computed, in grid cells. */
  radiusCells: Float64Array
  count: number
  /** Of masts whose model asks for them: the record of their effective heights (`effectiveHeights`). */
  rise: Map<number, Region<Float32Array>>
}

const DEG = Math.PI / 180
/** Clear of the largest error of the kernels' angles (1.2e-5 rad), so that the shortcut behind an antenna changes no level. */
const BEHIND_MARGIN = 1e-3

/** Nothing is added at the receiver. */
const NO_CLUTTER = { ptr: 0, least: 0 }

/** Greatest level of a sector, dBm, in the direction of its peak; with the gain of its antenna's table where it has one. */
export function peakDbm(cell: SectorCell, antenna?: GainTable): number {
  return cell.epreDbm + (antenna?.gainDbi ?? cell.gainDbi) - cell.lossDb
}

/** Loss tables take longer to make than to copy: a plan places its candidates in many batches of the same few. */
const KEPT = new WeakMap<Core, WeakMap<PathModel, Map<string, Float32Array>>>()
const MOST_KEPT = 4096

function tableKept(core: Core, model: PathModel, key: string, make: () => Float32Array): Float32Array {
  let ofCore = KEPT.get(core)
  if (!ofCore) KEPT.set(core, (ofCore = new WeakMap()))
  let ofModel = ofCore.get(model)
  if (!ofModel || ofModel.size >= MOST_KEPT) ofCore.set(model, (ofModel = new Map()))
  let table = ofModel.get(key)
  if (!table) ofModel.set(key, (table = make()))
  return table
}

/**
 * Lays masts and sectors out in the arena (records of assembly/layout.ts); loss tables are shared by masts of equal model,
 * surroundings, height and frequency.
 * @param floorDbm levels below do not matter: a mast is computed as far as its peak level reaches it from its own height; what an
 *   effective height would add farther out is left away
 * @param maxRadiusM never farther than this
 */
export function placeMasts(
  core: Core,
  grid: Grid,
  { model, rxHeightM, terrain, landCover, antennas }: Propagation,
  masts: Mast[],
  { floorDbm, maxRadiusM }: { floorDbm: number; maxRadiusM: number },
): PlacedMasts {
  const tables = new Map<string, { region: Region<Float32Array>; table: Float32Array; reach: Float32Array }>()
  // Terrain can lift a mast out of every obstacle: only free space bounds how far a path-specific model reaches over it.
  const rise = effectiveHeights(core, grid, { model, rxHeightM, terrain }, masts)
  const tableOf = (mast: Mast) => {
    const { surroundings, heightM, frequencyMhz } = mast
    const key = `${surroundings} ${heightM} ${frequencyMhz} ${rxHeightM}`
    let entry = tables.get(key)
    if (!entry) {
      const table = tableKept(core, model, key, () => lossTable(model.loss(linkOf(mast, rxHeightM))))
      if (table.length !== LOSS_ENTRIES) throw new Error('a loss table of the wrong length')
      const freely = (): Float32Array => lossTable((distanceM) => freeSpaceLossDb(distanceM, frequencyMhz))
      const sweep = terrain && model.terrain?.(linkOf(mast, rxHeightM))?.sweep
      const reachesFreely = sweep !== undefined && (isPathSpecific(model) || sweep === 'p1812' || sweep === 'itm')
      const reach = reachesFreely ? tableKept(core, freeSpace, `reach ${frequencyMhz}`, freely) : table
      tables.set(key, (entry = { region: core.arena.put(table), table, reach }))
    }
    return entry
  }
  const rasters = new Map<string, { ptr: number; least: number }>()
  const clutterOf = (mast: Mast): { ptr: number; least: number } => {
    const clutter = landCover && model.clutter?.(linkOf(mast, rxHeightM), terrain !== undefined)
    if (!clutter) return NO_CLUTTER
    let entry = rasters.get(clutter.key)
    if (!entry) {
      const least = Math.min(0, ...KIND_ORDER.map(({ id }) => clutter.offsetDb(id)))
      rasters.set(clutter.key, (entry = { ptr: rasterByKind(core, landCover, clutter.offsetDb).ptr, least }))
    }
    return entry
  }
  const patterns = new Map<GainTable, number>()
  const find = antennaFinder(antennas)
  const antennaOf = (cell: SectorCell, frequencyMhz: number): { table?: GainTable; ptr: number } => {
    const table = find(cell, frequencyMhz)
    if (!table) return { ptr: 0 }
    let ptr = patterns.get(table)
    if (ptr === undefined) patterns.set(table, (ptr = core.arena.put(table.lossDb).ptr))
    return { table, ptr }
  }
  // Tables and rasters first: taking memory makes older views stale.
  const placed = masts.map(tableOf)
  const clutter = masts.map(clutterOf)
  const antenna = masts.map(({ sectors, frequencyMhz }) => sectors.map(({ cell }) => antennaOf(cell, frequencyMhz)))
  const sectorCount = masts.reduce((sum, mast) => sum + mast.sectors.length, 0)
  const mastRegion = core.arena.u8(Math.max(1, masts.length) * MAST_STRIDE)
  const sectorRegion = core.arena.u8(Math.max(1, sectorCount) * SECTOR_STRIDE)
  const groundM = groundUnder(grid, terrain)
  const mastView = viewOf(mastRegion)
  const sectorView = viewOf(sectorRegion)
  const radiusCells = new Float64Array(masts.length)
  let nextSector = 0
  masts.forEach((mast, i) => {
    const peak = Math.max(...mast.sectors.map(({ cell }, s) => peakDbm(cell, antenna[i][s].table)))
    radiusCells[i] = Math.fround(
      Math.min(maxRadiusM, reachM(placed[i].reach, peak - floorDbm - clutter[i].least)) / grid.cellSizeM,
    )
    const at = i * MAST_STRIDE
    mastView.setFloat32(at + MAST_COLUMN, (mast.x - grid.originX) / grid.cellSizeM, true)
    mastView.setFloat32(at + MAST_ROW, (grid.originY - mast.y) / grid.cellSizeM, true)
    mastView.setFloat32(at + MAST_HEIGHT_M, groundM(mast) + mast.heightM - rxHeightM, true)
    mastView.setUint32(at + MAST_TABLE, placed[i].region.ptr, true)
    mastView.setUint32(at + MAST_SECTOR, nextSector, true)
    mastView.setUint32(at + MAST_SECTORS, mast.sectors.length, true)
    mastView.setFloat32(at + MAST_RADIUS, radiusCells[i], true)
    mastView.setUint32(at + MAST_CLUTTER, clutter[i].ptr, true)
    mastView.setUint32(at + MAST_UPRIGHT, uprightness(mast, antenna[i]), true)
    mast.sectors.forEach(({ cell, server }, s) => {
      writeSector(sectorView, nextSector++ * SECTOR_STRIDE, cell, server, antenna[i][s])
    })
  })
  return { masts: mastRegion, sectors: sectorRegion, radiusCells, count: masts.length, rise }
}

/** A zeroed view for writing records. */
function viewOf(region: Region<Uint8Array>): DataView {
  const bytes = region.view.fill(0)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Whether a sector's axes are the world's: without a direction the mechanical tilt is added to the electrical one. */
const isUpright = ({ azimuthDeg, mechanicalTiltDeg }: SectorCell): boolean =>
  Number.isNaN(azimuthDeg) || mechanicalTiltDeg === 0

/** MAST_UPRIGHT of a mast. */
function uprightness({ sectors }: Mast, antenna: { table?: GainTable }[]): number {
  if (!sectors.every(({ cell }) => isUpright(cell))) return 0
  return sectors.every(({ cell }, s) => Number.isNaN(cell.azimuthDeg) && !antenna[s].table) ? 2 : 1
}

/** One sector record: the antenna's axes turned by the mechanical tilt (a rotation about the axis across the boresight). */
function writeSector(
  view: DataView,
  at: number,
  cell: SectorCell,
  server: number,
  { table, ptr }: { table?: GainTable; ptr: number },
): void {
  const omni = Number.isNaN(cell.azimuthDeg)
  const azimuth = omni ? 0 : cell.azimuthDeg * DEG
  const mechanical = omni ? 0 : cell.mechanicalTiltDeg * DEG
  const electricalDeg = cell.electricalTiltDeg + (omni ? cell.mechanicalTiltDeg : 0) - (table?.ownTiltDeg ?? 0)
  const [east, south] = [Math.sin(azimuth), -Math.cos(azimuth)]
  const [cos, sin] = [Math.cos(mechanical), Math.sin(mechanical)]
  const f32 = (offset: number, value: number): void => view.setFloat32(at + offset, value, true)
  f32(SECTOR_PEAK_DBM, peakDbm(cell, table))
  const axis = (offset: number, ...components: number[]): void => {
    for (let i = 0; i < 3; i++) f32(offset + 4 * i, components[i])
  }
  axis(SECTOR_FORWARD_EAST, east * cos, south * cos, sin)
  axis(SECTOR_DOWN_EAST, -east * sin, -south * sin, cos)
  const kHorizontal = omni ? 0 : 12 / (cell.horizontalBeamwidthDeg * DEG) ** 2
  f32(SECTOR_K_HORIZONTAL, kHorizontal)
  f32(SECTOR_K_VERTICAL, 12 / (cell.verticalBeamwidthDeg * DEG) ** 2)
  f32(SECTOR_TILT, electricalDeg * DEG)
  f32(SECTOR_MAX_HORIZONTAL, MAX_ATTENUATION_DB)
  f32(SECTOR_MAX_VERTICAL, SIDE_LOBE_DB)
  view.setUint32(at + SECTOR_SERVER, server, true)
  view.setUint32(at + SECTOR_PATTERN, ptr, true)
  f32(SECTOR_RIGHT_EAST, -south)
  f32(SECTOR_RIGHT_SOUTH, east)
  f32(SECTOR_AZIMUTH, azimuth)
  const behind = Math.sqrt(MAX_ATTENUATION_DB / kHorizontal) + BEHIND_MARGIN
  f32(SECTOR_BEHIND, table || !(behind < Math.PI) ? Number.NaN : 1 / Math.tan(behind))
}
