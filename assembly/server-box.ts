import { BOX_BOTTOM, BOX_LEFT, BOX_RIGHT, BOX_TOP } from './layout'

/**
 * The least box of cells, in the window from (`columnFrom`, `rowFrom`) to before (`columnTo`, `rowTo`), that holds all cells served by
 * `number`: written to `out` as four i32, and the count of those cells is returned. `server` is u32, `columns` values a row.
 */
export function serverBox(
  server: usize, columns: i32, columnFrom: i32, columnTo: i32, rowFrom: i32, rowTo: i32, number: u32, out: usize,
): i32 {
  let count = 0
  let left = columnTo
  let right = columnFrom
  let top = rowTo
  let bottom = rowFrom
  for (let row = rowFrom; row < rowTo; row++) {
    const line = server + ((<usize>(row * columns)) << 2)
    for (let column = columnFrom; column < columnTo; column++) {
      if (load<u32>(line + ((<usize>column) << 2)) != number) continue
      count++
      if (column < left) left = column
      if (column >= right) right = column + 1
      if (row < top) top = row
      bottom = row + 1
    }
  }
  store<i32>(out + BOX_LEFT, left)
  store<i32>(out + BOX_RIGHT, right)
  store<i32>(out + BOX_TOP, top)
  store<i32>(out + BOX_BOTTOM, bottom)
  return count
}
