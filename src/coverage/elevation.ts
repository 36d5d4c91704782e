import type { Core, Region } from '../core/core'
import type { GeoRaster } from '../formats/geo-raster'
import type { Grid } from '../grid/grid'
import { geographic, projection } from '../grid/projection'
import { strideOf } from './tiles'

/** Cells between two nodes of the mesh on which positions are projected exactly; between them they are interpolated (< 0.1 m at 50 m cells). */
const MESH_STEP = 32
const ROWS_PER_TASK = 64

/** What became of the terrain on the grid. */
export interface GridElevation {
  /** Metres above sea level, rows of `strideOf(grid)` values, NaN where no tile has a value. */
  heightM: Region<Float32Array>
  /** Cells without a value. */
  voidCells: number
}

/**
 * Lays elevation tiles on the grid, bilinear at cell centres; where tiles overlap the earlier one stands.
 * The region stays in the arena: release it with the arena's mark.
 */
export async function elevationOnGrid(core: Core, grid: Grid, tiles: GeoRaster[]): Promise<GridElevation> {
  const { arena, kernels } = core
  const stride = strideOf(grid)
  const heightM = arena.f32(stride * grid.rows)
  kernels.fillF32(heightM.ptr, heightM.length, Number.NaN)
  const { inverse } = projection(grid.crs)
  const meshColumns = Math.ceil(grid.columns / MESH_STEP) + 2
  const meshRows = Math.ceil(grid.rows / MESH_STEP) + 2
  for (const tile of tiles.toReversed()) {
    const mark = arena.mark()
    const source = arena.f32(tile.width * tile.height)
    const values = source.view
    values.set(tile.data)
    const { nodata } = tile
    if (nodata !== null && !Number.isNaN(nodata)) {
      for (let i = 0; i < values.length; i++) if (values[i] === nodata) values[i] = Number.NaN
    }
    const toTile = geographic(tile.crs)
    const mesh = new Float64Array(meshColumns * meshRows * 2)
    for (let row = 0, i = 0; row < meshRows; row++) {
      const y = grid.originY - row * MESH_STEP * grid.cellSizeM
      for (let column = 0; column < meshColumns; column++) {
        const [lon, lat] = inverse(grid.originX + column * MESH_STEP * grid.cellSizeM, y)
        const [sx, sy] = toTile(lon, lat)
        mesh[i++] = (sx - tile.originX) / tile.pixelWidth
        mesh[i++] = (tile.originY - sy) / tile.pixelHeight
      }
    }
    const meshRegion = arena.put(mesh)
    const tasks = []
    for (let row = 0; row < grid.rows; row += ROWS_PER_TASK) {
      tasks.push({
        kernel: 'warpRows' as const,
        args: [
          source.ptr,
          tile.width,
          tile.height,
          meshRegion.ptr,
          meshColumns,
          MESH_STEP,
          grid.columns,
          stride,
          row,
          Math.min(grid.rows, row + ROWS_PER_TASK),
          heightM.ptr,
        ],
      })
    }
    await core.run(tasks)
    arena.release(mark)
  }
  let voidCells = 0
  const view = heightM.view
  for (let row = 0; row < grid.rows; row++) {
    for (let i = row * stride; i < row * stride + grid.columns; i++) if (Number.isNaN(view[i])) voidCells++
  }
  return { heightM, voidCells }
}
