// Local summits, and what is seen from them.

/** Height of a cell above sea level; void counts as the sea. */
// @ts-ignore: decorator
@inline
function heightAt(terrain: usize, cell: i32): f32 {
  const height = load<f32>(terrain + ((<usize>cell) << 2))
  return height == height ? height : 0
}

/**
 * Cells of villages (`zone` ≠ 0, packed rows) that are the highest within `reach` cells in row and column (of equals the first) and
 * stand at least `riseM` above the lowest ground there. Each block of `reach + 1` cells can hold one: its highest cell is held against
 * the window around it (Neubeck, Van Gool: Efficient non-maximum suppression, 2006). Writes u32 cell indices in block order and
 * returns their number.
 */
export function summitCells(
  terrain: usize,
  zone: usize,
  columns: i32,
  rows: i32,
  stride: i32,
  reach: i32,
  riseM: f32,
  out: usize,
): i32 {
  const side = reach + 1
  let found = 0
  for (let top = 0; top < rows; top += side) {
    const bottom = min<i32>(rows, top + side)
    for (let left = 0; left < columns; left += side) {
      const right = min<i32>(columns, left + side)
      let bestRow = top
      let bestColumn = left
      let best: f32 = -1e9
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          const height = heightAt(terrain, row * stride + column)
          if (height <= best) continue
          best = height
          bestRow = row
          bestColumn = column
        }
      }
      if (load<u32>(zone + ((<usize>(bestRow * columns + bestColumn)) << 2)) == 0) continue
      if (!isSummit(terrain, columns, rows, stride, reach, riseM, bestRow, bestColumn, best)) continue
      store<u32>(out + ((<usize>found) << 2), bestRow * columns + bestColumn)
      found++
    }
  }
  return found
}

function isSummit(
  terrain: usize,
  columns: i32,
  rows: i32,
  stride: i32,
  reach: i32,
  riseM: f32,
  summitRow: i32,
  summitColumn: i32,
  summitM: f32,
): bool {
  const bottom = min<i32>(rows, summitRow + reach + 1)
  const right = min<i32>(columns, summitColumn + reach + 1)
  const left = max<i32>(0, summitColumn - reach)
  let lowest = summitM
  for (let row = max<i32>(0, summitRow - reach); row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const height = heightAt(terrain, row * stride + column)
      const isBefore = row < summitRow || (row == summitRow && column < summitColumn)
      if (height > summitM || (height == summitM && isBefore)) return false
      if (height < lowest) lowest = height
    }
  }
  return summitM - lowest >= riseM
}

/**
 * What a sweep by line of sight sees of the demand, in people: residents (f32, packed rows) and `landPeople` of each demand cell
 * (`demand` u8, packed rows) whose value in the window is 1, and `placePeople` more where a key place lies on it (`demand` 2).
 * @param window (2·radius + 1)² f32 around the site's cell: 1 seen, 0 hidden, NaN outside
 */
export function seenDemand(
  window: usize,
  radius: i32,
  siteColumn: i32,
  siteRow: i32,
  columns: i32,
  rows: i32,
  demand: usize,
  people: usize,
  landPeople: f64,
  placePeople: f64,
): f64 {
  const side = 2 * radius + 1
  const top = max<i32>(0, siteRow - radius)
  const bottom = min<i32>(rows, siteRow + radius + 1)
  const left = max<i32>(0, siteColumn - radius)
  const right = min<i32>(columns, siteColumn + radius + 1)
  let seen: f64 = 0
  for (let row = top; row < bottom; row++) {
    const line = window + ((<usize>((row - siteRow + radius) * side + radius - siteColumn)) << 2)
    for (let column = left; column < right; column++) {
      const cell = <usize>(row * columns + column)
      const mark = load<u8>(demand + cell)
      if (mark == 0 || load<f32>(line + ((<usize>column) << 2)) != 1) continue
      seen += <f64>load<f32>(people + (cell << 2)) + landPeople
      if (mark == 2) seen += placePeople
    }
  }
  return seen
}
