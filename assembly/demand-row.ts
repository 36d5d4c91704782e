// Where demand lies in a raster row, by the numbers of the demand cells before each cell (`ranks`, one more entry than cells): what
// lies between is never computed. A stretch ends where no demand follows for BLANK cells.

/** Cells without demand that a stretch may run over: computing them costs less than beginning anew. */
const BLANK = 16

// @ts-ignore: decorator
@inline
function rankAt(ranks: usize, column: i32): u32 {
  return load<u32>(ranks + ((<usize>column) << 2))
}

/** The first column from `column` on, before `right`, that holds demand; `right` where none does. */
export function nextDemand(ranks: usize, column: i32, right: i32): i32 {
  const before = rankAt(ranks, column)
  if (column >= right || rankAt(ranks, right) == before) return right
  let step = 1
  while (column + step < right && rankAt(ranks, column + step) == before) step <<= 1
  // Demand lies in the columns before `high` and not before `low`.
  let low = column + (step >> 1)
  let high = min(right, column + step)
  if (step == 1) return column
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (rankAt(ranks, middle) == before) low = middle
    else high = middle
  }
  return low
}

/** Where the stretch of demand that begins at `column` ends, `right` at the most. */
export function stretchEnd(ranks: usize, column: i32, right: i32): i32 {
  let end = column
  while (end < right) {
    const next = min(end + BLANK, right)
    if (rankAt(ranks, next) == rankAt(ranks, end)) break
    end = next
  }
  return end
}

/** Columns `from` to `to` (multiples of 4) of a row of levels set to −1000 dBm. */
export function silence(row: usize, from: i32, to: i32): void {
  const silent = f32x4.splat(-1000)
  for (let column = from; column < to; column += 4) v128.store(row + ((<usize>column) << 2), silent)
}

/** The first column from `column` on, before `to`, whose level is at least `dbm` (`reached`) or is not; `to` where none is. */
export function nextLevel(levels: usize, column: i32, to: i32, dbm: f32, reached: bool): i32 {
  const need = f32x4.splat(dbm)
  const wanted = reached ? 1 : 0
  while (column + 4 <= to) {
    const mask = i32x4.bitmask(f32x4.ge(v128.load(levels + ((<usize>column) << 2)), need))
    const hits = reached ? mask : mask ^ 15
    if (hits) return column + ctz(hits)
    column += 4
  }
  while (column < to && (load<f32>(levels + ((<usize>column) << 2)) >= dbm ? 1 : 0) != wanted) column++
  return column
}
