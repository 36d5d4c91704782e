// Polygons to cells, boundary cells by exact area fraction.
//
// Signed-area accumulation: every edge leaves in its cells the *change* of coverage that it causes to its right, so that one
// running sum along a row is the covered fraction of each cell. The result is the same exact fraction that clipping the
// polygon to every boundary cell gives (Baston, exactextract, "raster cell fractions"), at the price of one pass over the edges.
//
//   accumulator, f64, one row per row of the window:   | 0 | 1 | … | columns-1 | columns | columns+1 |
//                                                        cells of the window     spill of edges on the right border

/** From here on an f32 says 1, and the cell is whole. */
const WHOLE_FRACTION: f64 = 1.0 - 1.0 / 33554432.0
/** What is left of a cell that is whole for a neighbour is nothing: 0.75 cm² of a 50 m cell. */
const LEAST_FRACTION: f64 = 1.0 / 33554432.0

/** Adds to `acc` what one edge part within one row changes: `dy` (signed height) between `xl` and `xr`, xl ≤ xr. */
// @ts-ignore: decorator
@inline
function addRowPart(row: usize, columns: i32, xl: f64, xr: f64, dy: f64): void {
  const width = <f64>columns
  if (xl >= width) return
  if (xr <= 0) {
    store<f64>(row, load<f64>(row) + dy)
    return
  }
  let c = <i32>Math.floor(xl)
  if (xl >= 0 && xr <= <f64>(c + 1)) {
    const mean = (xl + xr) * 0.5 - <f64>c
    const at = row + ((<usize>c) << 3)
    store<f64>(at, load<f64>(at) + dy * (1 - mean))
    store<f64>(at, load<f64>(at, 8) + dy * mean, 8)
    return
  }
  const perColumn = dy / (xr - xl)
  if (xl < 0) {
    store<f64>(row, load<f64>(row) - perColumn * xl)
    xl = 0
    c = 0
  }
  if (xr > width) xr = width
  while (xl < xr) {
    const next = Math.min(xr, <f64>(c + 1))
    const part = perColumn * (next - xl)
    const mean = (xl + next) * 0.5 - <f64>c
    const at = row + ((<usize>c) << 3)
    store<f64>(at, load<f64>(at) + part * (1 - mean))
    store<f64>(at, load<f64>(at, 8) + part * mean, 8)
    xl = next
    c++
  }
}

/**
 * Adds a closed ring to the accumulator of a window.
 * @param points x, y pairs (f64) in cells from the grid's upper left corner, y down; the last joins the first
 * @param sign 1 where the ring runs anticlockwise as seen with y down and adds area, else -1
 * @param column0 row0 columns rows the window; the ring may lie outside
 * @param acc f64, rows × (columns + 2), zero before the first ring
 */
export function addRing(
  points: usize, count: i32, sign: f64, column0: i32, row0: i32, columns: i32, rows: i32, acc: usize,
): i32 {
  if (count < 3) return 0
  const stride = (<usize>(columns + 2)) << 3
  const left = <f64>column0
  const top = <f64>row0
  const height = <f64>rows
  const end = points + ((<usize>count) << 4)
  let ax = load<f64>(end - 16) - left
  let ay = load<f64>(end - 8) - top
  for (let at = points; at < end; at += 16) {
    const bx = load<f64>(at) - left
    const by = load<f64>(at, 8) - top
    if (ay != by) {
      let x0 = ax
      let y0 = ay
      let x1 = bx
      let y1 = by
      let direction = sign
      if (y0 > y1) {
        x0 = bx
        y0 = by
        x1 = ax
        y1 = ay
        direction = -sign
      }
      if (y1 > 0 && y0 < height) {
        const slope = (x1 - x0) / (y1 - y0)
        let y = Math.max(y0, 0)
        const stop = Math.min(y1, height)
        let x = y0 < 0 ? x0 - y0 * slope : x0
        let r = <i32>Math.floor(y)
        while (y < stop) {
          const nextY = Math.min(stop, <f64>(r + 1))
          const nextX = nextY == y1 ? x1 : x0 + (nextY - y0) * slope
          addRowPart(acc + <usize>r * stride, columns, Math.min(x, nextX), Math.max(x, nextX), direction * (nextY - y))
          y = nextY
          x = nextX
          r++
        }
      }
    }
    ax = bx
    ay = by
  }
  return 0
}

/**
 * Turns a window's accumulator into whole-cell spans and boundary cells, notes who owns each cell, and clears the accumulator.
 * @param zoneId 1 + index of the village, written to `zone` where its share beats `best` (f32 share of the owner so far)
 * @param counts two u32: spans and edges written so far, carried from window to window
 * @returns 0, or STATUS_CAPACITY where spans or edges do not fit
 */
export function zoneCells(
  acc: usize, column0: i32, row0: i32, columns: i32, rows: i32, gridColumns: i32, zoneId: u32, zone: usize, best: usize,
  spanStart: usize, spanEnd: usize, spanCapacity: u32, edgeCell: usize, edgeFraction: usize, edgeCapacity: u32,
  counts: usize,
): i32 {
  let spans = load<u32>(counts)
  let edges = load<u32>(counts, 4)
  for (let r = 0; r < rows; r++) {
    let sum: f64 = 0
    let open: u32 = 0
    let within = false
    let cell = <u32>(row0 + r) * <u32>gridColumns + <u32>column0
    for (let c = 0; c < columns; c++, cell++, acc += 8) {
      sum += load<f64>(acc)
      store<f64>(acc, 0)
      if (sum >= WHOLE_FRACTION) {
        if (!within) {
          within = true
          open = cell
        }
        const at = (<usize>cell) << 2
        if (load<f32>(best + at) < 1) {
          store<f32>(best + at, 1)
          store<u32>(zone + at, zoneId)
        }
        continue
      }
      if (within) {
        within = false
        if (spans == spanCapacity) return -1
        store<u32>(spanStart + ((<usize>spans) << 2), open)
        store<u32>(spanEnd + ((<usize>spans) << 2), cell)
        spans++
      }
      if (sum > LEAST_FRACTION) {
        if (edges == edgeCapacity) return -1
        const fraction = <f32>sum
        store<u32>(edgeCell + ((<usize>edges) << 2), cell)
        store<f32>(edgeFraction + ((<usize>edges) << 2), fraction)
        edges++
        const at = (<usize>cell) << 2
        if (load<f32>(best + at) < fraction) {
          store<f32>(best + at, fraction)
          store<u32>(zone + at, zoneId)
        }
      }
    }
    if (within) {
      if (spans == spanCapacity) return -1
      store<u32>(spanStart + ((<usize>spans) << 2), open)
      store<u32>(spanEnd + ((<usize>spans) << 2), cell)
      spans++
    }
    store<f64>(acc, 0)
    store<f64>(acc, 0, 8)
    acc += 16
  }
  store<u32>(counts, spans)
  store<u32>(counts, edges, 4)
  return 0
}
