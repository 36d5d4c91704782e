// Residents per cell: weights from a population raster, and the spreading of each village's residents over its cells.

/**
 * People per cell as a population raster has them, for cells that lie in a village.
 * Raster positions are bilinear between nodes every `step` cells; the raster's density at a sample is its pixel's count times
 * the cell's area in pixels (the Jacobian of the node's tile).
 * @param weights f32 per cell, zero before; @param zone u32 per cell, 0 outside all villages
 * @param nodes f64 pairs, raster column and row (fractional) of grid corner (i·step, j·step), `nodeColumns` in a row
 * @param raster f32 people per pixel, no NaN; @param samples samples along each side of a cell
 */
export function sampleWeights(
  weights: usize, zone: usize, columns: i32, rowStart: i32, rowEnd: i32, nodes: usize, nodeColumns: i32, step: i32,
  raster: usize, rasterColumns: i32, rasterRows: i32, samples: i32,
): i32 {
  const inverseStep: f64 = 1.0 / <f64>step
  const part: f64 = 1.0 / <f64>samples
  const nodeStride = (<usize>nodeColumns) << 4
  for (let r = rowStart; r < rowEnd; r++) {
    const nodeRow = nodes + <usize>(r / step) * nodeStride
    for (let c = 0; c < columns; c++) {
      const at = (<usize>r * <usize>columns + <usize>c) << 2
      if (load<u32>(zone + at) == 0) continue
      const n0 = nodeRow + ((<usize>(c / step)) << 4)
      const n1 = n0 + nodeStride
      const x00 = load<f64>(n0), y00 = load<f64>(n0, 8), x10 = load<f64>(n0, 16), y10 = load<f64>(n0, 24)
      const x01 = load<f64>(n1), y01 = load<f64>(n1, 8), x11 = load<f64>(n1, 16), y11 = load<f64>(n1, 24)
      const pixels = Math.abs((x10 - x00) * (y01 - y00) - (y10 - y00) * (x01 - x00)) * inverseStep * inverseStep
      let sum: f64 = 0
      for (let b = 0; b < samples; b++) {
        const v = (<f64>(r % step) + (<f64>b + 0.5) * part) * inverseStep
        for (let a = 0; a < samples; a++) {
          const u = (<f64>(c % step) + (<f64>a + 0.5) * part) * inverseStep
          const x = (x00 + (x10 - x00) * u) * (1 - v) + (x01 + (x11 - x01) * u) * v
          const y = (y00 + (y10 - y00) * u) * (1 - v) + (y01 + (y11 - y01) * u) * v
          if (x < 0 || y < 0 || x >= <f64>rasterColumns || y >= <f64>rasterRows) continue
          sum += <f64>load<f32>(raster + ((<usize>(<i32>y) * <usize>rasterColumns + <usize>(<i32>x)) << 2))
        }
      }
      store<f32>(weights + at, <f32>(sum * pixels * part * part))
    }
  }
  return 0
}

/**
 * Adds one village's residents to the cells that it covers.
 * @param people f32 per cell, added to; @param weights f32 per cell, or 0 for an even spread
 * @param edgePeople f32 per boundary cell of the village: its own residents there, written
 * @param population residents to spread; NaN leaves the weights as they are (none without weights)
 * @returns residents spread; 0 where the village has no cell
 */
export function spreadPeople(
  people: usize, weights: usize, spanStart: usize, spanEnd: usize, spanCount: i32, edgeCell: usize, edgeFraction: usize,
  edgeCount: i32, edgePeople: usize, population: f64,
): f64 {
  const spanBytes = (<usize>spanCount) << 2
  const edgeBytes = (<usize>edgeCount) << 2
  let area: f64 = 0
  let weight: f64 = 0
  for (let i: usize = 0; i < spanBytes; i += 4) {
    const start = load<u32>(spanStart + i)
    const end = load<u32>(spanEnd + i)
    area += <f64>(end - start)
    if (weights) for (let cell = start; cell < end; cell++) weight += <f64>load<f32>(weights + ((<usize>cell) << 2))
  }
  for (let i: usize = 0; i < edgeBytes; i += 4) {
    const fraction = <f64>load<f32>(edgeFraction + i)
    area += fraction
    if (weights) weight += fraction * <f64>load<f32>(weights + ((<usize>load<u32>(edgeCell + i)) << 2))
  }
  const byWeight = weight > 0
  let total = population
  if (isNaN(population)) total = weight
  let factor: f64 = 0
  if (byWeight) factor = total / weight
  else if (area > 0) factor = total / area
  for (let i: usize = 0; i < spanBytes; i += 4) {
    const end = load<u32>(spanEnd + i)
    for (let cell = load<u32>(spanStart + i); cell < end; cell++) {
      const at = (<usize>cell) << 2
      const share = byWeight ? factor * <f64>load<f32>(weights + at) : factor
      store<f32>(people + at, load<f32>(people + at) + <f32>share)
    }
  }
  for (let i: usize = 0; i < edgeBytes; i += 4) {
    const at = (<usize>load<u32>(edgeCell + i)) << 2
    let share = factor * <f64>load<f32>(edgeFraction + i)
    if (byWeight) share *= <f64>load<f32>(weights + at)
    store<f32>(edgePeople + i, <f32>share)
    store<f32>(people + at, load<f32>(people + at) + <f32>share)
  }
  return area > 0 ? total : 0
}
