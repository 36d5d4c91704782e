import { fromLonLatTo, isGeographic, toLonLatFrom } from '../crs'

/** A georeferenced grid of numbers as a file gives it, before it is brought onto a run's own grid. Row 0 is north. */
export interface GeoRaster {
  name: string
  /** `EPSG:n`, or PROJ or WKT text; `EPSG:4326` means x = longitude, y = latitude in degrees. */
  crs: string
  width: number
  height: number
  /** Outer corner of the upper left pixel, in units of the CRS. */
  originX: number
  originY: number
  /** Both above 0; rows go south. */
  pixelWidth: number
  pixelHeight: number
  /**
   * Only where the raster is turned or mirrored: x = a + b·column + c·row, y = d + e·column + f·row. Origin and pixel size are then
   * those of its bounds.
   */
  affine?: readonly [a: number, b: number, c: number, d: number, e: number, f: number]
  /** `width * height` values, row-major from the north-west. */
  data: Float32Array | Int16Array | Uint8Array | Uint16Array | Int32Array | Uint32Array
  /** The value that stands for "not known"; NaN in float data is never known either. */
  nodata: number | null
  bandName?: string
  /** Texts of the file's metadata, where it has any. */
  says?: string
  /** Colour table, where the file has one: `rrggbb` by value. */
  colours?: ReadonlyMap<number, string>
  /** Unit of the values as the file names it. */
  unit?: string
}

/** West, south, east, north in degrees, WGS-84. */
export type LonLatBox = readonly [west: number, south: number, east: number, north: number]

/** The way from WGS-84 degrees to pixels of a raster (column, row; 0, 0 is the outer corner of the first pixel). */
export function pixelAt(raster: GeoRaster): (lon: number, lat: number) => [column: number, row: number] {
  const { originX, originY, pixelWidth, pixelHeight, affine } = raster
  const toRaster = fromLonLatTo(raster.crs, raster.name)
  const middle = isGeographic(raster.crs) ? originX + (raster.width * pixelWidth) / 2 : undefined
  // Longitudes may run from 0 to 360: those of the raster are meant, on the side of its middle.
  const turned = (x: number) => (middle === undefined ? x : x + 360 * Math.round((middle - x) / 360))
  if (affine) {
    const [a, b, c, d, e, f] = affine
    const determinant = b * f - c * e
    return (lon, lat) => {
      const [x, y] = toRaster(lon, lat)
      const [dx, dy] = [turned(x) - a, y - d]
      return [(f * dx - c * dy) / determinant, (b * dy - e * dx) / determinant]
    }
  }
  return (lon, lat) => {
    const [x, y] = toRaster(lon, lat)
    return [(turned(x) - originX) / pixelWidth, (originY - y) / pixelHeight]
  }
}

/** The way from pixels of a raster (column, row, as `pixelAt` gives them) to WGS-84 degrees. */
export function lonLatOf(raster: GeoRaster): (column: number, row: number) => [lon: number, lat: number] {
  const { originX, originY, pixelWidth, pixelHeight, affine } = raster
  const toLonLat = toLonLatFrom(raster.crs, raster.name)
  const [a, b, c, d, e, f] = affine ?? [originX, pixelWidth, 0, originY, 0, -pixelHeight]
  return (column, row) => toLonLat(a + b * column + c * row, d + e * column + f * row)
}

/** The bounds of a raster by places along its sides. */
export function boundsOf(raster: GeoRaster): LonLatBox {
  const at = lonLatOf(raster)
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i <= SIDES; i++) {
    const [column, row] = [(raster.width * i) / SIDES, (raster.height * i) / SIDES]
    for (const [lon, lat] of [at(column, 0), at(column, raster.height), at(0, row), at(raster.width, row)]) {
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
  }
  return [west, south, east, north]
}

/** The value of the pixel that holds a place (degrees, WGS-84); NaN outside and where not known. */
export function valueReader(raster: GeoRaster): (lon: number, lat: number) => number {
  const toPixel = pixelAt(raster)
  return (lon, lat) => {
    const [px, py] = toPixel(lon, lat)
    const column = Math.floor(px)
    const row = Math.floor(py)
    if (!(column >= 0 && row >= 0 && column < raster.width && row < raster.height)) return Number.NaN
    const value = raster.data[row * raster.width + column]
    return value === raster.nodata ? Number.NaN : value
  }
}

/** Places along each side of an area that are looked up in a raster. */
const SIDES = 24
const MARGIN_PIXELS = 4

/** The pixels of a raster under an area, with a small margin; undefined where there are none. */
export function windowUnder(
  raster: GeoRaster,
  [west, south, east, north]: LonLatBox,
): { left: number; top: number; width: number; height: number } | undefined {
  const toPixel = pixelAt(raster)
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i <= SIDES; i++) {
    for (let j = 0; j <= SIDES; j++) {
      const [column, row] = toPixel(west + ((east - west) * i) / SIDES, south + ((north - south) * j) / SIDES)
      if (!Number.isFinite(column) || !Number.isFinite(row)) continue
      left = Math.min(left, column)
      right = Math.max(right, column)
      top = Math.min(top, row)
      bottom = Math.max(bottom, row)
    }
  }
  left = Math.max(0, Math.floor(left) - MARGIN_PIXELS)
  top = Math.max(0, Math.floor(top) - MARGIN_PIXELS)
  const width = Math.min(raster.width, Math.ceil(right) + MARGIN_PIXELS) - left
  const height = Math.min(raster.height, Math.ceil(bottom) + MARGIN_PIXELS) - top
  return width > 0 && height > 0 ? { left, top, width, height } : undefined
}
