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

/** Index of the cell that a projected place lies in; −1 off the grid. */
export function cellAtXy(grid: Grid, x: number, y: number): number {
  const column = Math.floor((x - grid.originX) / grid.cellSizeM)
  const row = Math.floor((grid.originY - y) / grid.cellSizeM)
  return column < 0 || row < 0 || column >= grid.columns || row >= grid.rows ? -1 : row * grid.columns + column
}

/** Column and row of the cell that a projected place lies in, or of the nearest at the rim. */
export function nearestCell(grid: Grid, x: number, y: number): { column: number; row: number } {
  const column = Math.min(grid.columns - 1, Math.max(0, Math.floor((x - grid.originX) / grid.cellSizeM)))
  const row = Math.min(grid.rows - 1, Math.max(0, Math.floor((grid.originY - y) / grid.cellSizeM)))
  return { column, row }
}
