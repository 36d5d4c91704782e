import type { Grid } from '../grid/grid'
import type { CellWindow } from './cell-window'

/** A tile's arrays (level, server, sum: 12 bytes a cell) stay in a core's second-level cache. */
const TILE = 128

/** A block of the raster and the masts that reach into it. */
export interface Tile extends CellWindow {
  /** Indices of masts, ascending. */
  masts: Uint32Array
}

/** Values in a row of the layers: columns rounded up to whole vectors of four. */
export function strideOf(grid: Grid): number {
  return Math.ceil(grid.columns / 4) * 4
}

/**
 * Cuts the grid into tiles and gives each the masts whose circle touches it, in order.
 * @param columns, rows mast positions in cells; `radius` in cells; `select` the indices to place
 * @param within only tiles that touch this window, cut to its rows; columns stay whole, for a row's values depend on where it begins
 */
export function tilesOf(
  grid: Grid,
  column: ArrayLike<number>,
  row: ArrayLike<number>,
  radius: ArrayLike<number>,
  select: ArrayLike<number>,
  within: CellWindow = { columnFrom: 0, columnTo: grid.columns, rowFrom: 0, rowTo: grid.rows },
): Tile[] {
  const stride = strideOf(grid)
  const across = Math.ceil(stride / TILE)
  const down = Math.ceil(grid.rows / TILE)
  const lists: number[][] = Array.from({ length: across * down }, () => [])
  for (let s = 0; s < select.length; s++) {
    const i = select[s]
    const [left, right] = clip(column[i] - radius[i], column[i] + radius[i], across)
    const [top, bottom] = clip(row[i] - radius[i], row[i] + radius[i], down)
    for (let ty = top; ty <= bottom; ty++) {
      for (let tx = left; tx <= right; tx++) {
        const dx = Math.max(tx * TILE - column[i], 0, column[i] - (tx + 1) * TILE)
        const dy = Math.max(ty * TILE - row[i], 0, row[i] - (ty + 1) * TILE)
        if (dx * dx + dy * dy <= radius[i] * radius[i]) lists[ty * across + tx].push(i)
      }
    }
  }
  const tiles: Tile[] = []
  lists.forEach((masts, t) => {
    if (masts.length === 0) return
    const tx = t % across
    const ty = Math.floor(t / across)
    const [columnFrom, columnTo] = [tx * TILE, Math.min(stride, (tx + 1) * TILE)]
    const rowFrom = Math.max(ty * TILE, within.rowFrom)
    const rowTo = Math.min(grid.rows, (ty + 1) * TILE, within.rowTo)
    if (columnFrom >= within.columnTo || columnTo <= within.columnFrom || rowFrom >= rowTo) return
    tiles.push({ columnFrom, columnTo, rowFrom, rowTo, masts: Uint32Array.from(masts) })
  })
  return tiles
}

function clip(from: number, to: number, count: number): [number, number] {
  return [Math.max(0, Math.floor(from / TILE)), Math.min(count - 1, Math.floor(to / TILE))]
}
