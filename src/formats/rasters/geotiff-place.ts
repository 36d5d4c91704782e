import type { GeoTIFFImage } from 'geotiff'
import { InputError } from '../input-error'
import type { GeoRaster } from './geo-raster'
import { frameOf, type Keys, numberOf, projectionOf, USER_DEFINED } from './geotiff-projection'

/** The affine of a raster as the file gives it: x = a + b·column + c·row, y = d + e·column + f·row, from the outer corner of pixel 0, 0. */
export type Affine = [a: number, b: number, c: number, d: number, e: number, f: number]

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
  for (const key of ['PCSCitationGeoKey', 'GTCitationGeoKey']) {
    const wkt = /PROJCS\[.*\]/s.exec(typeof keys[key] === 'string' ? (keys[key] as string) : '')?.[0]
    if (wkt) return wkt
  }
  const projected = numberOf(keys, 'ProjectedCSType')
  if (projected && projected !== USER_DEFINED) return `EPSG:${projected}`
  const made = projectionOf(keys)
  if (made) return made
  const model = numberOf(keys, 'GTModelType')
  const geographic = numberOf(keys, 'GeographicType')
  if (projected === undefined && model !== 1 && model !== USER_DEFINED && geographic && geographic !== USER_DEFINED) {
    return `EPSG:${geographic}`
  }
  const frame = model === 2 && geographic === USER_DEFINED ? frameOf(keys) : undefined
  if (frame) return `+proj=longlat ${frame} +no_defs`
  const degrees = Math.abs(affine[1]) < 0.1 && Math.abs(affine[0]) <= 360 && Math.abs(affine[3]) <= 90
  return degrees && projected === undefined && geographic === undefined && model === undefined ? 'EPSG:4326' : undefined
}

/** Vertical systems of the EPSG registry that count in feet. */
const FEET_SYSTEMS: Readonly<Record<number, string>> = { 6360: 'us-ft', 6358: 'us-ft', 8228: 'ft', 6359: 'us-ft' }

/** The unit of heights that the keys tell (OGC 19-008r4 §7.6), as `UNITTYPE` would name it; undefined where they tell none. */
export function verticalUnitOf(image: GeoTIFFImage): string | undefined {
  const keys = (image.getGeoKeys() ?? {}) as Keys
  const unit = numberOf(keys, 'VerticalUnits')
  if (unit === 9001) return 'm'
  if (unit === 9002) return 'ft'
  if (unit === 9003) return 'us-ft'
  return FEET_SYSTEMS[numberOf(keys, 'VerticalCSType') ?? 0]
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
