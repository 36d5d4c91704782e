/**
 * Lays the map of a window over a map in place: where `level` is stronger than `rsrp` (or `rsrp` is NaN), its level, server and
 * probability stand. `rsrp`, `server` and `probability` point at the window's first cell, `columns` values a row; the window's
 * own arrays hold its `width` × `rows` cells alone.
 */
export function overlayWindow(
  rsrp: usize, server: usize, probability: usize, columns: i32, level: usize, levelServer: usize, levelProbability: usize, width: i32, rows: i32,
): i32 {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      const from = (<usize>(row * width + column)) << 2
      const to = (<usize>(row * columns + column)) << 2
      const value = load<f32>(level + from)
      if (value != value || value <= load<f32>(rsrp + to)) continue
      store<f32>(rsrp + to, value)
      store<u32>(server + to, load<u32>(levelServer + from))
      store<f32>(probability + to, load<f32>(levelProbability + from))
    }
  }
  return 0
}
