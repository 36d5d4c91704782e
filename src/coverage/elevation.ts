import type { Core, Region } from '../core/core'
import { namedTask } from '../core/named-task'
import type { GeoRaster } from '../formats/rasters/geo-raster'
import type { Grid } from '../grid/grid'
import { MESH_STEP, meshOf } from './mesh'
import { strideOf } from './tiles'

const ROWS_PER_TASK = 64

/** What became of the terrain on the grid. */
export interface GridElevation {
  /** Metres above sea level, rows of `strideOf(grid)` values, 0 where no tile has a value. */
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
  for (const tile of tiles.toReversed()) {
    const mark = arena.mark()
    const source = arena.f32(tile.width * tile.height)
    const values = source.view
    values.set(tile.data)
    const { nodata } = tile
    if (nodata !== null && !Number.isNaN(nodata)) {
      for (let i = 0; i < values.length; i++) if (values[i] === nodata) values[i] = Number.NaN
    }
    const mesh = meshOf(core, grid, tile)
    const tasks = []
    for (let row = 0; row < grid.rows; row += ROWS_PER_TASK) {
      tasks.push(
        namedTask('warpRows', {
          source: source.ptr,
          width: tile.width,
          height: tile.height,
          mesh: mesh.nodes.ptr,
          meshColumns: mesh.columns,
          meshStep: MESH_STEP,
          columns: grid.columns,
          stride,
          rowFrom: row,
          rowTo: Math.min(grid.rows, row + ROWS_PER_TASK),
          out: heightM.ptr,
        }),
      )
    }
    await core.run(tasks)
    arena.release(mark)
  }
  let voidCells = 0
  const view = heightM.view
  for (let row = 0; row < grid.rows; row++) {
    for (let i = row * stride; i < row * stride + grid.columns; i++) {
      // A level over unknown ground would be unknown too: no signal, where sea level is what the user is told.
      if (!Number.isNaN(view[i])) continue
      voidCells++
      view[i] = 0
    }
  }
  return { heightM, voidCells }
}
