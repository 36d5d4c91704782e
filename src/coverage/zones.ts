import type { Grid } from '../grid/grid'

/** Villages on a grid: whole cells as spans, boundary cells with their share of area. */
export interface Zones {
  grid: Grid
  /** Per cell 1 + index of the village with the largest share; 0 outside. */
  zone: Uint32Array
  /** Whole cells of village v: index ranges `[start[i], end[i])`, row-major, for i in `offsets[v] … offsets[v+1]`. */
  spans: { offsets: Uint32Array; start: Uint32Array; end: Uint32Array }
  /** Boundary cells of village v and the fraction of each cell that lies inside it. */
  edges: { offsets: Uint32Array; cell: Uint32Array; fraction: Float32Array }
}
