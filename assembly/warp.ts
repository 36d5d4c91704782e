/**
 * Elevation onto the grid: for each cell of rows `rowFrom … rowTo` the bilinear value of a source raster (f32, NaN = void,
 * `width × height`) at the cell's centre. Source positions (in source pixels, pixel centre at index + 0.5) are given as f64
 * pairs on a mesh of `(meshColumns) × …` nodes, one node each `meshStep` cells, and interpolated bilinearly between nodes.
 * Writes only where the source has all that it needs (a void corner takes part with the others' weights scaled up);
 * elsewhere leaves what stands, so that tiles are laid one over another.
 */
export function warpRows(
  source: usize,
  width: i32,
  height: i32,
  mesh: usize,
  meshColumns: i32,
  meshStep: i32,
  columns: i32,
  stride: i32,
  rowFrom: i32,
  rowTo: i32,
  out: usize,
): i32 {
  let written = 0
  for (let row = rowFrom; row < rowTo; row++) {
    const my = (<f64>row + 0.5) / <f64>meshStep
    const top = <i32>floor(my)
    const fy = my - <f64>top
    for (let column = 0; column < columns; column++) {
      const mx = (<f64>column + 0.5) / <f64>meshStep
      const left = <i32>floor(mx)
      const fx = mx - <f64>left
      const a = mesh + ((<usize>(top * meshColumns + left)) << 4)
      const b = a + ((<usize>meshColumns) << 4)
      const x =
        (load<f64>(a) * (1 - fx) + load<f64>(a, 16) * fx) * (1 - fy) +
        (load<f64>(b) * (1 - fx) + load<f64>(b, 16) * fx) * fy
      const y =
        (load<f64>(a, 8) * (1 - fx) + load<f64>(a, 24) * fx) * (1 - fy) +
        (load<f64>(b, 8) * (1 - fx) + load<f64>(b, 24) * fx) * fy
      if (!(x >= 0 && y >= 0 && x <= <f64>width && y <= <f64>height)) continue
      // Half a pixel at the rim has no neighbour outside: the rim's own value holds.
      const sx = min(max(x - 0.5, 0), <f64>(width - 1))
      const sy = min(max(y - 0.5, 0), <f64>(height - 1))
      const x0 = min(<i32>sx, max(width - 2, 0))
      const y0 = min(<i32>sy, max(height - 2, 0))
      const u = <f32>(sx - <f64>x0)
      const v = <f32>(sy - <f64>y0)
      const at = source + ((<usize>(y0 * width + x0)) << 2)
      const right: usize = width > 1 ? 4 : 0
      const below: usize = height > 1 ? (<usize>width) << 2 : 0
      let sum: f32 = 0
      let weight: f32 = 0
      const z00 = load<f32>(at)
      const z10 = load<f32>(at + right)
      const z01 = load<f32>(at + below)
      const z11 = load<f32>(at + below + right)
      const w00 = (<f32>1 - u) * (<f32>1 - v)
      const w10 = u * (<f32>1 - v)
      const w01 = (<f32>1 - u) * v
      const w11 = u * v
      if (z00 == z00) {
        sum += w00 * z00
        weight += w00
      }
      if (z10 == z10) {
        sum += w10 * z10
        weight += w10
      }
      if (z01 == z01) {
        sum += w01 * z01
        weight += w01
      }
      if (z11 == z11) {
        sum += w11 * z11
        weight += w11
      }
      if (weight > 0) {
        store<f32>(out + ((<usize>(row * stride + column)) << 2), sum / weight)
        written++
      }
    }
  }
  return written
}
