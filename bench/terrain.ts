import type { Grid } from '../src/grid/grid'

/** A grid of mountains made of noise, always the same. */
export interface FractalTerrain {
  grid: Grid
  heightM: Float32Array
  meanSlopeDeg: number
}

/** 32 bits from three integers (a mixing function of the xxHash family): no state, so any cell can be asked for. */
function hash(x: number, y: number, seed: number): number {
  let h = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77) ^ Math.imul(seed, 0xc2b2ae3d)) | 0
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}

/** Gradient noise with quintic blending, about ±0.7. */
function noise(x: number, y: number, seed: number): number {
  const column = Math.floor(x)
  const row = Math.floor(y)
  const fx = x - column
  const fy = y - row
  const corner = (dx: number, dy: number): number => {
    const angle = (hash(column + dx, row + dy, seed) / 4294967296) * 2 * Math.PI
    return Math.cos(angle) * (fx - dx) + Math.sin(angle) * (fy - dy)
  }
  const blend = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10)
  const u = blend(fx)
  const v = blend(fy)
  const north = corner(0, 0) + u * (corner(1, 0) - corner(0, 0))
  const south = corner(0, 1) + u * (corner(1, 1) - corner(0, 1))
  return north + v * (south - north)
}

/**
 * Fractal mountains: octaves of gradient noise from 12 km to 90 m, each half as wide and `gain` as high as the one before,
 * scaled to a mean slope. The defaults are steep hill country: 1334 × 1334 cells of 30 m, 17° (40 × 40 km).
 */
export function fractalTerrain({
  size = 1334,
  cellSizeM = 30,
  slopeDeg = 17,
  gain = 0.47,
  seed = 20,
}: {
  size?: number
  cellSizeM?: number
  slopeDeg?: number
  gain?: number
  seed?: number
} = {}): FractalTerrain {
  const heightM = new Float32Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0
      let amplitude = 1
      let octave = 0
      for (let widthM = 12_000; widthM >= 90; widthM /= 2) {
        sum += amplitude * noise((column * cellSizeM) / widthM + 0.37, (row * cellSizeM) / widthM + 0.71, seed + octave)
        amplitude *= gain
        octave++
      }
      heightM[row * size + column] = sum
    }
  }
  const scale = slopeScale(heightM, size, cellSizeM, slopeDeg)
  let lowest = Number.POSITIVE_INFINITY
  for (const h of heightM) lowest = Math.min(lowest, h)
  for (let i = 0; i < heightM.length; i++) heightM[i] = 3 + (heightM[i] - lowest) * scale
  const grid = { crs: 'EPSG:32650', originX: 500_000, originY: 2_800_000, cellSizeM, columns: size, rows: size }
  return { grid, heightM, meanSlopeDeg: meanSlope(heightM, size, cellSizeM, 1) }
}

/** Mean slope of a square of heights, degrees. */
export function meanSlope(heights: Float32Array, size: number, cellSizeM: number, scale = 1): number {
  let sum = 0
  let count = 0
  for (let row = 1; row < size - 1; row += 3) {
    for (let column = 1; column < size - 1; column += 3) {
      const at = row * size + column
      const east = (heights[at + 1] - heights[at - 1]) / (2 * cellSizeM)
      const south = (heights[at + size] - heights[at - size]) / (2 * cellSizeM)
      sum += Math.atan(scale * Math.hypot(east, south))
      count++
    }
  }
  return ((sum / count) * 180) / Math.PI
}

function slopeScale(heights: Float32Array, size: number, cellSizeM: number, slopeDeg: number): number {
  if (slopeDeg === 0) return 0
  let low = 0
  let high = 1e6
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2
    if (meanSlope(heights, size, cellSizeM, middle) < slopeDeg) low = middle
    else high = middle
  }
  return high
}
