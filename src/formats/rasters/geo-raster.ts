import { fromLonLatTo } from '../crs'

/** A georeferenced grid of numbers as a file gives it, before it is brought onto a run's own grid. Row 0 is north. */
export interface GeoRaster {
  name: string
  /** `EPSG:n`; `EPSG:4326` means x = longitude, y = latitude in degrees. */
  crs: string
  width: number
  height: number
  /** Outer corner of the upper left pixel, in units of the CRS. */
  originX: number
  originY: number
  /** Both above 0; rows go south. */
  pixelWidth: number
  pixelHeight: number
  /** `width * height` values, row-major from the north-west. */
  data: Float32Array | Int16Array | Uint8Array | Uint16Array | Int32Array | Uint32Array
  /** The value that stands for "not known"; NaN in float data is never known either. */
  nodata: number | null
  bandName?: string
}

/** The way from WGS-84 degrees to pixels of a raster (column, row; 0, 0 is the outer corner of the first pixel). */
export function pixelAt(raster: GeoRaster): (lon: number, lat: number) => [column: number, row: number] {
  const { originX, originY, pixelWidth, pixelHeight } = raster
  const toRaster = fromLonLatTo(raster.crs, raster.name)
  return (lon, lat) => {
    const [x, y] = toRaster(lon, lat)
    return [(x - originX) / pixelWidth, (originY - y) / pixelHeight]
  }
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

/** How many pixels carry no value. */
export function countVoids({ data, nodata }: GeoRaster): number {
  let voids = 0
  for (let i = 0; i < data.length; i++) if (data[i] === nodata || Number.isNaN(data[i])) voids++
  return voids
}
