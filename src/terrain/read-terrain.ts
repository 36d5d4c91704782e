import { isGeographic } from '../formats/crs'
import { shiftWarnings } from '../formats/crs-shift'
import { InputError } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import type { LongTask } from '../formats/progress'
import { type GeoRaster, type LonLatBox, windowUnder } from '../formats/rasters/geo-raster'
import { rastersAmong, readRasters } from '../formats/rasters/read-raster'
import { type Warning, warn } from '../formats/warning'
import { fillFromTiles } from './fill-from-tiles'
import { fillVoids } from './fill-voids'
import type { Terrain } from './terrain'

/**
 * Reads elevation: one or more tiles, GeoTIFF in any known CRS, .hgt, .asc, .bil or .flt, also zipped or gzipped. Voids are counted and told;
 * they are filled when the tiles are brought onto the grid.
 * @throws InputError as `readRaster` does
 */
export async function readTerrain(
  files: InputFile | InputFile[],
  { signal, onProgress, area }: LongTask & { area?: LonLatBox } = {},
): Promise<Terrain> {
  const list = rastersAmong(asFiles(files))
  const tiles: GeoRaster[] = []
  const warnings: Warning[] = []
  for (let i = 0; i < list.length; i++) {
    signal?.throwIfAborted()
    const read = await readRasters(list[i], area)
    if (read.length === 0) warnings.push(warn('raster-outside', { file: list[i].name }))
    for (const given of read) {
      if (area && !windowUnder(given, area)) warnings.push(warn('raster-outside', { file: given.name }))
      warnings.push(...shiftWarnings(given.name, given.crs))
      tiles.push(inMetres(given, warnings))
    }
    onProgress?.({ stage: 'read', done: i + 1, total: list.length })
  }
  fillFromTiles(tiles, area)
  for (const tile of tiles) warnings.push(...tileWarnings(tile))
  const synthetic = tiles.some((tile) => /synthetic|generated|合成/i.test(`${tile.name} ${tile.bandName ?? ''}`))
  return { tiles, synthetic, warnings }
}

/** Metres of the units that elevation is given in, by what files call them. */
const UNITS_M: Readonly<Record<string, number>> = {
  m: 1,
  metre: 1,
  meter: 1,
  metres: 1,
  meters: 1,
  米: 1,
  ft: 0.3048,
  foot: 0.3048,
  feet: 0.3048,
  'us survey foot': 1200 / 3937,
  'us-ft': 1200 / 3937,
  ftus: 1200 / 3937,
  dm: 0.1,
  cm: 0.01,
  mm: 0.001,
  km: 1000,
}

/** The tile in metres where the file names another unit. */
function inMetres(tile: GeoRaster, warnings: Warning[]): GeoRaster {
  const unit = tile.unit?.trim().toLowerCase()
  if (!unit) return tile
  const factor = Object.hasOwn(UNITS_M, unit) ? UNITS_M[unit] : undefined
  if (factor === 1) return tile
  if (factor === undefined) {
    throw new InputError(
      'unit-unknown',
      tile.name,
      `${tile.name} gives its heights in "${tile.unit}"; expected metres or feet. Convert it (gdal_calc.py) or mend the unit (gdal_edit.py -units m).`,
    )
  }
  warnings.push(warn('terrain-unit', { file: tile.name, unit: tile.unit ?? '' }))
  const data = new Float32Array(tile.data.length)
  for (let i = 0; i < data.length; i++) data[i] = tile.data[i] === tile.nodata ? Number.NaN : tile.data[i] * factor
  return { ...tile, data, nodata: null, unit: 'm' }
}

function tileWarnings(tile: GeoRaster): Warning[] {
  const warnings: Warning[] = []
  const voids = fillVoids(tile)
  if (voids > 0) {
    const percent = Math.max(0.1, Math.round((1000 * voids) / tile.data.length) / 10)
    warnings.push(warn('terrain-voids', { file: tile.name, count: voids, total: tile.data.length, percent }))
  }
  let odd = 0
  for (let i = 0; i < tile.data.length; i++) {
    const value = tile.data[i]
    if ((value < -500 || value > 9000) && value !== tile.nodata) odd++
  }
  if (odd > 0) {
    warnings.push(warn('terrain-odd', { file: tile.name, count: odd }))
  }
  if (isGeographic(tile.crs) && (tile.originY > 90.1 || tile.originX < -180.1 || tile.originX > 360)) {
    warnings.push(warn('terrain-corner', { file: tile.name, x: tile.originX, y: tile.originY }))
  }
  return warnings
}
