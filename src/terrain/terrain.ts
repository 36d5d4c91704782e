import type { GeoRaster } from '../formats/rasters/geo-raster'
import type { Warning } from '../formats/warning'

/** Elevation as it was read: tiles of metres above sea level, laid on the grid later. */
export interface Terrain {
  /** Where tiles overlap the later one stands. */
  tiles: GeoRaster[]
  /** True where a file says that it is generated. */
  synthetic: boolean
  /** Sentences for the user. */
  warnings: Warning[]
}
