import type { Shapes } from './shapes'

/** A picture's lattice over the frame: pixel (column, row) covers `scale` frame units a side, from the upper left corner. */
export interface PixelLattice {
  columns: number
  rows: number
  /** Frame units per pixel. */
  scale: number
  /** Frame units of the upper left corner of pixel (0, 0). */
  left: number
  top: number
}

/**
 * Calls back with the pixel runs whose centres lie inside a feature (even-odd rule).
 * @param paint receives row, first column, and the column after the last
 */
export function fillFeature(
  shapes: Shapes,
  feature: number,
  lattice: PixelLattice,
  paint: (row: number, from: number, to: number) => void,
): void {
  const { columns, rows, scale, left, top } = lattice
  const crossings = new Map<number, number[]>()
  for (let ring = shapes.featureStart[feature]; ring < shapes.featureStart[feature + 1]; ring++) {
    const [start, end] = [shapes.ringStart[ring], shapes.ringStart[ring + 1]]
    for (let i = start, j = end - 1; i < end; j = i++) {
      let [x0, y0] = [(shapes.x[i] - left) / scale, (shapes.y[i] - top) / scale]
      let [x1, y1] = [(shapes.x[j] - left) / scale, (shapes.y[j] - top) / scale]
      if (y0 > y1) [x0, y0, x1, y1] = [x1, y1, x0, y0]
      const first = Math.max(0, Math.ceil(y0 - 0.5))
      const last = Math.min(rows - 1, Math.ceil(y1 - 0.5) - 1)
      const slope = (x1 - x0) / (y1 - y0)
      for (let row = first; row <= last; row++) {
        const x = x0 + (row + 0.5 - y0) * slope
        const list = crossings.get(row)
        if (list) list.push(x)
        else crossings.set(row, [x])
      }
    }
  }
  for (const [row, list] of crossings) {
    list.sort((a, b) => a - b)
    for (let i = 0; i + 1 < list.length; i += 2) {
      const from = Math.max(0, Math.ceil(list[i] - 0.5))
      const to = Math.min(columns, Math.ceil(list[i + 1] - 0.5))
      if (from < to) paint(row, from, to)
    }
  }
}

/** 1 + index of the feature at each pixel's centre; 0 outside all. Row-major. */
export function labelFeatures(shapes: Shapes, lattice: PixelLattice): Uint16Array {
  const labels = new Uint16Array(lattice.columns * lattice.rows)
  for (let feature = 0; feature + 1 < shapes.featureStart.length; feature++) {
    fillFeature(shapes, feature, lattice, (row, from, to) =>
      labels.fill(feature + 1, row * lattice.columns + from, row * lattice.columns + to),
    )
  }
  return labels
}
