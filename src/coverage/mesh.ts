import type { Core, Region } from '../core/core'
import { type GeoRaster, pixelAt } from '../formats/rasters/geo-raster'
import type { Grid } from '../grid/grid'
import { projection } from '../grid/projection'

/** Cells between two nodes: positions are projected exactly there and interpolated between (< 0.1 m at 50 m cells). */
export const MESH_STEP = 32

/** Where the grid lies in a file's raster: pixel positions (f64 pairs) at every `MESH_STEP`-th corner of the grid's cells. */
export interface Mesh {
  nodes: Region<Float64Array>
  columns: number
}

/** Lays the mesh of a raster out in the core. */
export function meshOf(core: Core, grid: Grid, tile: GeoRaster): Mesh {
  const { inverse } = projection(grid.crs)
  const toPixel = pixelAt(tile)
  const columns = Math.ceil(grid.columns / MESH_STEP) + 2
  const rows = Math.ceil(grid.rows / MESH_STEP) + 2
  const nodes = new Float64Array(columns * rows * 2)
  for (let row = 0, i = 0; row < rows; row++) {
    const y = grid.originY - row * MESH_STEP * grid.cellSizeM
    for (let column = 0; column < columns; column++) {
      const [lon, lat] = inverse(grid.originX + column * MESH_STEP * grid.cellSizeM, y)
      const [px, py] = toPixel(lon, lat)
      nodes[i++] = px
      nodes[i++] = py
    }
  }
  return { nodes: core.arena.put(nodes), columns }
}
