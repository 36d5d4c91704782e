import { isWkt } from '../crs-wkt'
import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import type { GeoRaster } from './geo-raster'

/** Keywords of a plain header with their values, in small letters. */
export type Header = ReadonlyMap<string, string>

/** `keyword value` lines of a header, as Esri's grids have them. */
export function headerOf(text: string): Header {
  const header = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^\s*([a-z_]+)\s*[:=]?\s+(\S+)/i.exec(line) ?? []
    if (key) header.set(key.toLowerCase(), value)
  }
  return header
}

/** The first of several keywords as a number; undefined where none is there or it is no number. */
export function numberOf(header: Header, ...keys: string[]): number | undefined {
  for (const key of keys) {
    const value = Number(header.get(key) ?? Number.NaN)
    if (Number.isFinite(value)) return value
  }
  return undefined
}

type Place = Pick<GeoRaster, 'width' | 'height' | 'originX' | 'originY' | 'pixelWidth' | 'pixelHeight' | 'crs'>

/**
 * Where a grid lies by its header: columns, rows, cell size, and its lower left corner (`xllcorner`), the middle of its lower left
 * cell (`xllcenter`) or that of its upper left one (`ulxmap`).
 * @throws InputError `no-georeference`, `crs-unknown`
 */
export function placeOf(header: Header, name: string, system: InputFile | undefined): Place {
  const [width, height] = [numberOf(header, 'ncols'), numberOf(header, 'nrows')]
  const cell = numberOf(header, 'cellsize')
  const [pixelWidth, pixelHeight] = [numberOf(header, 'dx', 'xdim') ?? cell, numberOf(header, 'dy', 'ydim') ?? cell]
  if (!(isCount(width) && isCount(height) && pixelWidth! > 0 && pixelHeight! > 0)) throw noPlace(name)
  const [dx, dy] = [pixelWidth!, pixelHeight!]
  const middleX = numberOf(header, 'xllcenter', 'ulxmap')
  const originX = numberOf(header, 'xllcorner') ?? (middleX === undefined ? undefined : middleX - dx / 2)
  const [top, lower, middle] = [
    numberOf(header, 'ulymap'),
    numberOf(header, 'yllcorner'),
    numberOf(header, 'yllcenter'),
  ]
  const originY =
    lower !== undefined ? lower + height * dy : middle !== undefined ? middle + (height - 0.5) * dy : top! + dy / 2
  if (originX === undefined || !Number.isFinite(originY)) throw noPlace(name)
  const place = { width, height, originX, originY, pixelWidth: dx, pixelHeight: dy }
  return { ...place, crs: crsOf(place, name, system) }
}

const isCount = (value: number | undefined): value is number => Number.isInteger(value) && value! > 0

function noPlace(name: string): InputError {
  return new InputError(
    'no-georeference',
    name,
    `${name} does not say where on the Earth it lies; expected ncols, nrows, cellsize and a corner in its header.`,
  )
}

/** The system of the `.prj` beside the grid; degrees without one, where the numbers can be some. */
function crsOf(place: Omit<Place, 'crs'>, name: string, system: InputFile | undefined): string {
  const text = system && new TextDecoder().decode(system.bytes).replaceAll('\0', '').trim()
  if (text && isWkt(text)) return text
  const { originX, originY, width, height, pixelWidth, pixelHeight } = place
  const isDegrees =
    Math.abs(originX) <= 360 && Math.abs(originY) <= 91 && width * pixelWidth <= 361 && height * pixelHeight <= 181
  if (!text && isDegrees) return 'EPSG:4326'
  throw new InputError(
    'crs-unknown',
    name,
    text
      ? `${system!.name}: the coordinate system "${text.slice(0, 60)}" is not known; expected WKT. Convert the grid (gdalwarp -t_srs EPSG:4326 in out.tif).`
      : `${name} is not in degrees and names no coordinate system; expected a .prj beside it. Assign one (gdal_translate -a_srs EPSG:n in out.tif).`,
  )
}

/** @throws InputError `file-damaged` where a grid has fewer values than its header says */
export function tooShort(name: string, found: number, wanted: number): InputError {
  return new InputError(
    'file-damaged',
    name,
    `${name} holds ${found} values; its header says ${wanted}. Copy it again.`,
  )
}
