/** A projected, square-celled frame; row 0 is north, column 0 is west. */
export interface Grid {
  /** `EPSG:n`. */
  crs: string
  /** Projected coordinates of the upper left corner, metres. */
  originX: number
  originY: number
  cellSizeM: number
  columns: number
  rows: number
}

/** A grid plus one typed array of `columns * rows` values, row-major from the north-west; nodata is NaN for floats. */
export interface Raster<T extends Float32Array | Uint32Array | Uint16Array | Uint8Array | Int16Array = Float32Array> {
  grid: Grid
  data: T
}
