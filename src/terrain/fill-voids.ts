import type { GeoRaster } from '../formats/rasters/geo-raster'

/** A direction in which the nearest known value is looked for, of those that a sweep from above meets. */
const ABOVE = [
  { columns: -1, rows: 0, step: 1 },
  { columns: -1, rows: -1, step: Math.SQRT2 },
  { columns: 0, rows: -1, step: 1 },
  { columns: 1, rows: -1, step: Math.SQRT2 },
] as const

/**
 * Fills the pixels without a value, in place, by distance weighting: each gets the mean of the nearest known values in eight directions,
 * weighted by one over their distance in pixels. Voids may have any size; GDAL's `fillnodata` weighs the nearest of four quadrants alike.
 * A raster without any value stays as it is.
 * @returns how many were filled
 */
export function fillVoids({ data, width, height, nodata }: GeoRaster): number {
  const isVoid = (i: number) => data[i] === nodata || Number.isNaN(data[i])
  const voids: number[] = []
  for (let i = 0; i < data.length; i++) if (isVoid(i)) voids.push(i)
  if (voids.length === 0 || voids.length === data.length) return 0
  const weights = new Float64Array(voids.length)
  const sums = new Float64Array(voids.length)
  sweep(data, width, height, voids, weights, sums, 1)
  sweep(data, width, height, voids, weights, sums, -1)
  let filled = 0
  voids.forEach((at, k) => {
    if (weights[k] === 0) return
    const value = sums[k] / weights[k]
    data[at] = data instanceof Float32Array ? value : Math.round(value)
    filled++
  })
  return filled
}

/** Carries the nearest known values along four directions, from above (1) or, all turned round, from below (−1). */
function sweep(
  data: GeoRaster['data'],
  width: number,
  height: number,
  voids: readonly number[],
  weights: Float64Array,
  sums: Float64Array,
  sign: 1 | -1,
): void {
  const rowOf = () =>
    ABOVE.map(() => ({ value: new Float64Array(width).fill(Number.NaN), distance: new Float64Array(width) }))
  let before = rowOf()
  let current = rowOf()
  let k = sign > 0 ? 0 : voids.length - 1
  for (let r = 0; r < height; r++) {
    const row = sign > 0 ? r : height - 1 - r
    for (let c = 0; c < width; c++) {
      const column = sign > 0 ? c : width - 1 - c
      const at = row * width + column
      const known = voids[k] !== at
      for (let n = 0; n < ABOVE.length; n++) {
        const { columns, rows, step } = ABOVE[n]
        const to = current[n]
        if (known) {
          to.value[column] = data[at]
          to.distance[column] = 0
          continue
        }
        const from = column + sign * columns
        const source = rows === 0 ? to : before[n]
        const value = from >= 0 && from < width && (rows === 0 || r > 0) ? source.value[from] : Number.NaN
        to.value[column] = value
        if (Number.isNaN(value)) continue
        const distance = source.distance[from] + step
        to.distance[column] = distance
        weights[k] += 1 / distance
        sums[k] += value / distance
      }
      if (!known) k += sign
    }
    ;[before, current] = [current, before]
  }
}
