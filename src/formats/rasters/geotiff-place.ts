import type { GeoTIFFImage } from 'geotiff'
import { InputError } from '../input-error'
import type { GeoRaster } from './geo-raster'

type Keys = Readonly<Record<string, unknown>>

/** The affine of a raster as the file gives it: x = a + b·column + c·row, y = d + e·column + f·row, from the outer corner of pixel 0, 0. */
export type Affine = [a: number, b: number, c: number, d: number, e: number, f: number]

/** Metres of a linear unit by its EPSG number; 9001 is the metre. */
const LINEAR_UNITS: Readonly<Record<number, number>> = {
  9001: 1,
  9002: 0.3048,
  9003: 1200 / 3937,
  9005: 0.3047972654,
  9036: 1000,
}

/** User defined, by the GeoTIFF standard (OGC 19-008r4 §7.1). */
const USER_DEFINED = 32767

/**
 * Where a GeoTIFF lies: its whole affine (pixel scale with sign, tie point with its pixel, or the matrix) and its system.
 * @throws InputError `no-georeference`, `crs-unknown`
 */
export function placeOf(image: GeoTIFFImage, name: string): { affine: Affine; crs: string } {
  const keys = (image.getGeoKeys() ?? {}) as Keys
  const affine = affineOf(image)
  if (!affine || !affine.every(Number.isFinite) || Math.abs(affine[1] * affine[5] - affine[2] * affine[4]) === 0) {
    throw new InputError(
      'no-georeference',
      name,
      `${name} does not say where on the Earth it lies; expected a GeoTIFF with origin and pixel size. Export it with georeference.`,
    )
  }
  // Where values belong to points (GTRasterType 2), the file's origin is the middle of the first pixel.
  if (keys.GTRasterTypeGeoKey === 2) {
    affine[0] -= (affine[1] + affine[2]) / 2
    affine[3] -= (affine[4] + affine[5]) / 2
  }
  const crs = crsOf(keys, affine)
  if (crs) return { affine, crs }
  throw new InputError(
    'crs-unknown',
    name,
    `${name} names no coordinate system by EPSG number; expected one, such as EPSG:4326. Assign it (gdal_edit.py -a_srs EPSG:n).`,
  )
}

function affineOf(image: GeoTIFFImage): Affine | undefined {
  const directory = image.fileDirectory
  const list = (tag: string): number[] => Array.from((directory.getValue(tag as never) ?? []) as ArrayLike<number>)
  const scale = list('ModelPixelScale')
  const tie = list('ModelTiepoint')
  if (scale.length >= 2 && tie.length >= 6 && scale[0] !== 0 && scale[1] !== 0) {
    const [i, j, , x, y] = tie
    // A negative scale turns the file's rows to the north.
    return [x - i * scale[0], scale[0], 0, y + j * scale[1], 0, -scale[1]]
  }
  const matrix = list('ModelTransformation')
  return matrix.length >= 8 ? [matrix[3], matrix[0], matrix[1], matrix[7], matrix[4], matrix[5]] : undefined
}

function crsOf(keys: Keys, affine: Affine): string | undefined {
  const number = (key: string): number | undefined =>
    typeof keys[key] === 'number' && Number.isFinite(keys[key]) ? (keys[key] as number) : undefined
  for (const key of ['PCSCitationGeoKey', 'GTCitationGeoKey']) {
    const wkt = /PROJCS\[.*\]/s.exec(typeof keys[key] === 'string' ? (keys[key] as string) : '')?.[0]
    if (wkt) return wkt
  }
  const projected = number('ProjectedCSTypeGeoKey')
  if (projected && projected !== USER_DEFINED) return `EPSG:${projected}`
  const made = projOf(keys, number)
  if (made) return made
  const model = number('GTModelTypeGeoKey')
  const geographic = number('GeographicTypeGeoKey')
  if (projected === undefined && model !== 1 && model !== USER_DEFINED && geographic && geographic !== USER_DEFINED) {
    return `EPSG:${geographic}`
  }
  const degrees = Math.abs(affine[1]) < 0.1 && Math.abs(affine[0]) <= 360 && Math.abs(affine[3]) <= 90
  if (model === 2 && geographic === USER_DEFINED && number('GeogSemiMajorAxisGeoKey')) {
    return `+proj=longlat ${ellipsoidOf(keys, number)} +no_defs`
  }
  return degrees && projected === undefined && geographic === undefined && model === undefined ? 'EPSG:4326' : undefined
}

/** PROJ names of the methods that the standard numbers (§7.4.5); those of one kind that public rasters come in. */
const METHODS: Readonly<Record<number, string>> = { 1: 'tmerc', 7: 'merc', 8: 'lcc', 9: 'lcc', 10: 'laea', 11: 'aea' }

/** The system that keys describe parameter by parameter. */
function projOf(keys: Keys, number: (key: string) => number | undefined): string | undefined {
  const code = number('ProjCoordTransGeoKey')
  const method = code === undefined ? undefined : METHODS[code]
  const units = number('ProjLinearUnitsGeoKey') ?? 9001
  if (!method || !Object.hasOwn(LINEAR_UNITS, units)) return undefined
  const toMetre = LINEAR_UNITS[units]
  const first = (...names: string[]) => names.map((key) => number(`Proj${key}GeoKey`)).find((n) => n !== undefined)
  const lon0 = first('NatOriginLong', 'FalseOriginLong', 'CenterLong') ?? 0
  const lat0 = first('NatOriginLat', 'FalseOriginLat', 'CenterLat') ?? 0
  const x0 = (first('FalseEasting', 'FalseOriginEasting') ?? 0) * toMetre
  const y0 = (first('FalseNorthing', 'FalseOriginNorthing') ?? 0) * toMetre
  const parallels = [number('ProjStdParallel1GeoKey'), number('ProjStdParallel2GeoKey')]
  const one = parallels[0] ?? lat0
  const conic = method === 'lcc' || method === 'aea' ? ` +lat_1=${one} +lat_2=${parallels[1] ?? one}` : ''
  const k = first('ScaleAtNatOrigin', 'ScaleAtCenter')
  return (
    `+proj=${method} +lat_0=${lat0} +lon_0=${lon0}${conic}${k === undefined ? '' : ` +k_0=${k}`} +x_0=${x0} +y_0=${y0} ` +
    `${ellipsoidOf(keys, number)} +to_meter=${toMetre} +no_defs`
  )
}

function ellipsoidOf(keys: Keys, number: (key: string) => number | undefined): string {
  const geographic = number('GeographicTypeGeoKey')
  const shift = keys.GeogTOWGS84GeoKey
  const towgs84 = shift && typeof shift === 'object' ? Array.from(shift as ArrayLike<number>) : []
  if (geographic === 4326 || geographic === undefined) return '+datum=WGS84'
  const a = number('GeogSemiMajorAxisGeoKey') ?? 6378137
  const rf = number('GeogInvFlatteningGeoKey') ?? 298.257222101
  return `+a=${a} +rf=${rf}${towgs84.length > 0 && towgs84.every(Number.isFinite) ? ` +towgs84=${towgs84.join()}` : ''}`
}

/**
 * The place of a window of a raster in the terms of `GeoRaster`: north up, with the affine kept only where it turns or mirrors.
 * @param affine of the whole file
 * @param window columns and rows of the file
 * @returns `flip` where the rows of the window have to be turned round
 */
export function windowPlace(
  affine: Affine,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): Pick<GeoRaster, 'originX' | 'originY' | 'pixelWidth' | 'pixelHeight' | 'affine'> & { flip: boolean } {
  const [a, b, c, d, e, f] = affine
  const x = a + b * left + c * top
  const y = d + e * left + f * top
  if (c === 0 && e === 0 && b > 0) {
    const flip = f > 0
    return { originX: x, originY: flip ? y + f * height : y, pixelWidth: b, pixelHeight: Math.abs(f), flip }
  }
  const xs = [x, x + b * width, x + c * height, x + b * width + c * height]
  const ys = [y, y + e * width, y + f * height, y + e * width + f * height]
  return {
    originX: Math.min(...xs),
    originY: Math.max(...ys),
    pixelWidth: Math.hypot(b, e),
    pixelHeight: Math.hypot(c, f),
    affine: [x, b, c, y, e, f],
    flip: false,
  }
}
