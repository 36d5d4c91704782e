import { isGeographic, projDefinition } from '../formats/crs'
import { detectFormat } from '../formats/detect'
import { InputError } from '../formats/input-error'
import { asFiles, assertNotEmpty, type InputFile, unpacked } from '../formats/input-file'
import type { LongTask } from '../formats/progress'
import { countVoids, type GeoRaster } from '../formats/rasters/geo-raster'
import { readGeotiff } from '../formats/rasters/geotiff'
import { readHgt } from '../formats/rasters/hgt'
import { formatError } from '../formats/vectors/features'
import { type Warning, warn } from '../formats/warning'
import { unzipped } from '../formats/zip'
import type { Terrain } from './terrain'

const EXPECTED = 'elevation as GeoTIFF or .hgt'

/**
 * One raster of any format: GeoTIFF in any CRS, .hgt, or a zip or gzip that holds one.
 * @throws InputError `file-empty`, `format-unknown`, `crs-unknown`, and those of the formats
 */
export async function readRaster(packed: InputFile): Promise<GeoRaster> {
  return (await readRasters(packed))[0]
}

async function readRasters(packed: InputFile): Promise<GeoRaster[]> {
  assertNotEmpty(packed)
  const file = unpacked(packed)
  const format = detectFormat(file)
  if (format === 'zip') {
    const inner = unzipped(file, (name) => /\.(hgt|tiff?|tif\.gz|hgt\.gz)$/i.test(name))
    if (inner.length === 0) throw formatError(file, format, EXPECTED)
    return Promise.all(inner.map(readRaster))
  }
  if (format === 'hgt') return [readHgt(file)]
  if (/\.hgt$/i.test(file.name)) return [readHgt(file)]
  if (format !== 'geotiff') throw formatError(file, format, EXPECTED)
  const raster = await readGeotiff(file)
  if (!projDefinition(raster.crs)) {
    throw new InputError(
      'crs-unknown',
      file.name,
      `${file.name} is in ${raster.crs}, which is not known here; expected EPSG:4326, UTM, CGCS2000 or Web Mercator. Convert it (gdalwarp -t_srs EPSG:4326 in.tif out.tif).`,
    )
  }
  return [raster]
}

/**
 * Reads elevation: one or more tiles, GeoTIFF in any known CRS or .hgt, also zipped or gzipped. Voids are counted and told;
 * they are filled when the tiles are brought onto the grid.
 * @throws InputError as `readRaster` does
 */
export async function readTerrain(
  files: InputFile | InputFile[],
  { signal, onProgress }: LongTask = {},
): Promise<Terrain> {
  const list = asFiles(files)
  const tiles: GeoRaster[] = []
  const warnings: Warning[] = []
  for (let i = 0; i < list.length; i++) {
    signal?.throwIfAborted()
    for (const tile of await readRasters(list[i])) {
      tiles.push(tile)
      warnings.push(...tileWarnings(tile))
    }
    onProgress?.({ stage: 'read', done: i + 1, total: list.length })
  }
  const synthetic = tiles.some((tile) => /synthetic|generated|合成/i.test(`${tile.name} ${tile.bandName ?? ''}`))
  return { tiles, synthetic, warnings }
}

function tileWarnings(tile: GeoRaster): Warning[] {
  const warnings: Warning[] = []
  const voids = countVoids(tile)
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
  if (isGeographic(tile.crs) && (tile.originY > 90.1 || tile.originX < -180.1)) {
    warnings.push(warn('terrain-corner', { file: tile.name, x: tile.originX, y: tile.originY }))
  }
  return warnings
}
