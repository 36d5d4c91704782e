import {
  SERVED_BEYOND_CELLS,
  SERVED_BEYOND_PEOPLE,
  SERVED_CELLS,
  SERVED_FARTHEST,
  SERVED_PEOPLE,
  SERVED_STRIDE,
  SERVER_COLUMN,
  SERVER_LIMIT,
  SERVER_ROW,
  SERVER_STRIDE,
} from './layout'

/**
 * What each server serves within villages: adds cells, residents, and both beyond the server's limit to its sums (SERVED_…), and keeps the
 * farthest squared distance. `servers` has a position and a squared limit, in cells, for each of `count` server numbers (SERVER_…).
 */
export function servedSums(
  server: usize,
  zone: usize,
  people: usize,
  columns: i32,
  rows: i32,
  servers: usize,
  count: u32,
  sums: usize,
): i32 {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = (<usize>(row * columns + column)) << 2
      const id = load<u32>(server + at)
      if (id == 0 || id >= count || load<u32>(zone + at) == 0) continue
      const place = servers + <usize>id * SERVER_STRIDE
      const dx = <f32>column + 0.5 - load<f32>(place, SERVER_COLUMN)
      const dy = <f32>row + 0.5 - load<f32>(place, SERVER_ROW)
      const d2 = dx * dx + dy * dy
      const sum = sums + <usize>id * SERVED_STRIDE
      const residents = <f64>load<f32>(people + at)
      store<f64>(sum, load<f64>(sum, SERVED_CELLS) + 1, SERVED_CELLS)
      store<f64>(sum, load<f64>(sum, SERVED_PEOPLE) + residents, SERVED_PEOPLE)
      if (<f64>d2 > load<f64>(sum, SERVED_FARTHEST)) store<f64>(sum, <f64>d2, SERVED_FARTHEST)
      if (d2 <= load<f32>(place, SERVER_LIMIT)) continue
      store<f64>(sum, load<f64>(sum, SERVED_BEYOND_CELLS) + 1, SERVED_BEYOND_CELLS)
      store<f64>(sum, load<f64>(sum, SERVED_BEYOND_PEOPLE) + residents, SERVED_BEYOND_PEOPLE)
    }
  }
  return 0
}
