// The sweep in plain f64: the same rays and samples, every maximum taken over the whole ray.
import {
  SWEEP_TABLE_DIRECTIONS,
  SWEEP_TABLE_ENTRIES,
  SWEEP_TABLE_RAYS,
  SWEEP_TABLE_STARTS,
} from '../../assembly/layout'
import { knifeEdge } from '../../src/radio/knife-edge'

export interface TwinReceiver {
  /** Place in the window. */
  cell: number
  /** Cells from the antenna. */
  distance: number
}

export interface TwinRay {
  cosine: number
  sine: number
  receivers: TwinReceiver[]
}

/** The rays of ray tables (`sweepTables`). */
export function raysOf(words: Uint32Array): TwinRay[] {
  const reals = new Float32Array(words.buffer, words.byteOffset, words.length)
  const directions = words[SWEEP_TABLE_DIRECTIONS] / 4
  const starts = words[SWEEP_TABLE_STARTS] / 4
  const entries = words[SWEEP_TABLE_ENTRIES] / 4
  return Array.from({ length: words[SWEEP_TABLE_RAYS] }, (_, ray) => {
    const at = directions + (ray >> 2) * 8 + (ray & 3)
    const receivers: TwinReceiver[] = []
    for (let i = words[starts + ray]; i < words[starts + ray + 1]; i++) {
      receivers.push({ cell: words[entries + 2 * i], distance: reals[entries + 2 * i + 1] })
    }
    return { cosine: reals[at], sine: reals[at + 4], receivers }
  })
}

export interface TwinRaster {
  data: Float32Array
  columns: number
  rows: number
}

/** Heights 0 … steps cells out along a ray, bilinear, in the kernel's own f32 arithmetic; nodata as 0; beyond the raster its edge. */
export function samplesOf(
  raster: TwinRaster,
  siteColumn: number,
  siteRow: number,
  ray: TwinRay,
  steps: number,
): number[] {
  const f = Math.fround
  const { data, columns, rows } = raster
  const hold = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)
  const baseColumn = hold(Math.floor(siteColumn - 0.5), 0, columns - 1)
  const baseRow = hold(Math.floor(siteRow - 0.5), 0, rows - 1)
  const x0 = f(siteColumn - 0.5 - baseColumn)
  const y0 = f(siteRow - 0.5 - baseRow)
  const at = (column: number, row: number) => {
    const value = data[(baseRow + row) * columns + baseColumn + column]
    return Number.isNaN(value) ? 0 : value
  }
  return Array.from({ length: steps + 1 }, (_, s) => {
    const x = hold(f(x0 + f(s * ray.cosine)), -baseColumn, columns - 1 - baseColumn)
    const y = hold(f(y0 + f(s * ray.sine)), -baseRow, rows - 1 - baseRow)
    const column = Math.min(Math.floor(x), columns - 2 - baseColumn)
    const row = Math.min(Math.floor(y), rows - 2 - baseRow)
    const fx = f(x - column)
    const fy = f(y - row)
    const along = (a: number, b: number, share: number) => f(a + f(share * f(b - a)))
    const north = along(at(column, row), at(column + 1, row), fx)
    const south = along(at(column, row + 1), at(column + 1, row + 1), fx)
    return along(north, south, fy)
  })
}

export interface TwinLink {
  stepM: number
  antennaHeightM: number
  rxHeightM: number
  frequencyMhz: number
  /** Effective Earth radius, m. */
  radiusM: number
}

/** How far the receiver at a sample stands above the line over the highest sample before it, m; +Infinity without one. */
export function clearanceM(samples: number[], step: number, link: TwinLink): number {
  const slope = (heightM: number, s: number) =>
    (heightM - samples[0] - link.antennaHeightM) / s - (s * link.stepM ** 2) / (2 * link.radiusM)
  let highest = Number.NEGATIVE_INFINITY
  for (let s = 1; s < step; s++) highest = Math.max(highest, slope(samples[s], s))
  return (slope(samples[step] + link.rxHeightM, step) - highest) * step
}

/** Knife-edge loss of the edge that the antenna sees highest before the receiver, dB. */
export function dominantEdgeDb(samples: number[], step: number, link: TwinLink): number {
  const { stepM, radiusM, frequencyMhz } = link
  const flat = (heightM: number, s: number) => heightM - (s * stepM) ** 2 / (2 * radiusM)
  const antenna = samples[0] + link.antennaHeightM
  let highest = Number.NEGATIVE_INFINITY
  let edge = 0
  for (let s = 1; s < step; s++) {
    const slope = (flat(samples[s], s) - antenna) / s
    if (slope > highest) {
      highest = slope
      edge = s
    }
  }
  if (edge === 0) return 0
  const receiver = flat(samples[step] + link.rxHeightM, step)
  const line = antenna + ((receiver - antenna) * edge) / step
  const lambda = 299.8 / frequencyMhz
  const d1 = edge * stepM
  const d2 = (step - edge) * stepM
  return knifeEdge((flat(samples[edge], edge) - line) * Math.sqrt((2 * (d1 + d2)) / (lambda * d1 * d2)))
}
