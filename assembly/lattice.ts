/**
 * One place per block of `step × step` cells that holds at least `least` demand cells, or one of them with a key place (`demand` 2:
 * a road is narrow, and what lies beside it need not be demand): the highest of its demand cells where elevation is
 * given (rows of `stride` f32), the one nearest the block's middle otherwise; of equals the first. Writes u32 cell indices in
 * block order and returns their number.
 */
export function latticeCells(
  demand: usize,
  terrain: usize,
  columns: i32,
  rows: i32,
  stride: i32,
  step: i32,
  least: i32,
  out: usize,
): i32 {
  let found = 0
  for (let top = 0; top < rows; top += step) {
    const bottom = min<i32>(rows, top + step)
    for (let left = 0; left < columns; left += step) {
      const right = min<i32>(columns, left + step)
      let open = 0
      let best = -1
      let score: f32 = 0
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          const cell = row * columns + column
          const mark = load<u8>(demand + <usize>cell)
          if (mark == 0) continue
          open += mark == 2 ? least : 1
          let value: f32
          if (terrain) {
            value = load<f32>(terrain + ((<usize>(row * stride + column)) << 2))
            if (value != value) value = 0
          } else {
            const dx: i32 = 2 * (column - left) - step + 1
            const dy: i32 = 2 * (row - top) - step + 1
            value = -(<f32>(dx * dx + dy * dy))
          }
          if (best < 0 || value > score) {
            best = cell
            score = value
          }
        }
      }
      if (open < least) continue
      store<u32>(out + ((<usize>found) << 2), best)
      found++
    }
  }
  return found
}
