import { countyAt, type Counties, rasteriseCounties } from './counties'
import { centreLat, eastM, eastMetresPerUnit, latOf, lonOf, northM, northMetresPerUnit, originLon, toUnits, unitsPerDegree } from './frame'
import { hash01, noise } from './random'
import { type Heights, heightAt } from './terrain'

/** Spacing of the hexagons that the partition and the people are laid out on, metres. */
export const spacingM = 160
const halfM = spacingM / 2
const rowM = (spacingM * Math.sqrt(3)) / 2

/** A hexagonal lattice over the city; hexagon `i` stands in row `i / columns`, odd rows are shifted by half a spacing to the east. */
export interface Hexes {
  columns: number
  rows: number
  /** Metres east and north of the frame's origin. */
  x: Float64Array
  y: Float64Array
  /** County index of the centre, -1 outside. */
  county: Int8Array
  /** Metres above the sea. */
  height: Float32Array
  /** Steepness, metres per metre. */
  slope: Float32Array
  /** Metres above the lowest point within about 900 m: small on valley floors. */
  aboveValley: Float32Array
  /** How well people like to live here: relative people per area before villages share out the real numbers. */
  appeal: Float32Array
}

const west = eastM(117.52)
const south = northM(24.48)

export function buildHexes(counties: Counties, terrain: Heights): Hexes {
  const columns = Math.ceil((eastM(119.08) - west) / spacingM)
  const rows = Math.ceil((northM(25.98) - south) / rowM)
  const size = columns * rows
  const h: Hexes = {
    columns,
    rows,
    x: new Float64Array(size),
    y: new Float64Array(size),
    county: new Int8Array(size).fill(-1),
    height: new Float32Array(size),
    slope: new Float32Array(size),
    aboveValley: new Float32Array(size),
    appeal: new Float32Array(size),
  }
  const step = 1 / 3600
  const raster = { west: 117.52, north: 25.98, step, columns: Math.round(1.56 / step), rows: Math.round(1.5 / step) }
  const county = rasteriseCounties(counties, raster)
  for (let i = 0; i < size; i++) {
    const row = Math.floor(i / columns)
    h.x[i] = west + ((i % columns) + (row & 1) / 2) * spacingM
    h.y[i] = south + row * rowM
    const [lon, lat] = [lonOf(h.x[i]), latOf(h.y[i])]
    const c = Math.floor((lon - raster.west) / step)
    const r = Math.floor((raster.north - lat) / step)
    if (c < 0 || r < 0 || c >= raster.columns || r >= raster.rows) continue
    // The raster is exact to 30 m; within that of a border the polygons decide.
    const near = [0, 1, -1, raster.columns, -raster.columns].map((d) => county[r * raster.columns + c + d])
    h.county[i] = near.every((v) => v === near[0]) ? near[0] : countyAt(counties, toUnits(lon) + 0.25, toUnits(lat) + 0.25)
    h.height[i] = heightAt(terrain, lon, lat)
    const d = 0.0009
    h.slope[i] = Math.hypot(
      (heightAt(terrain, lon + d, lat) - heightAt(terrain, lon - d, lat)) / 181,
      (heightAt(terrain, lon, lat + d) - heightAt(terrain, lon, lat - d)) / 200,
    )
  }
  valleys(h)
  appeals(h, counties)
  return h
}

/** Hexagons around `i`: east, west, north-east, north-west, south-east, south-west; -1 beyond the lattice. */
export function around(h: Hexes, i: number): number[] {
  const row = Math.floor(i / h.columns)
  const col = i % h.columns
  const shift = row & 1
  const at = (c: number, r: number) => (c < 0 || r < 0 || c >= h.columns || r >= h.rows ? -1 : r * h.columns + c)
  return [
    at(col + 1, row), at(col - 1, row),
    at(col + shift, row + 1), at(col + shift - 1, row + 1),
    at(col + shift, row - 1), at(col + shift - 1, row - 1),
  ]
}

function valleys(h: Hexes) {
  let low = Float32Array.from(h.height)
  for (let pass = 0; pass < 6; pass++) {
    const next = Float32Array.from(low)
    for (let i = 0; i < low.length; i++) {
      if (h.county[i] < 0) continue
      for (const j of around(h, i)) if (j >= 0 && h.county[j] >= 0 && low[j] < next[i]) next[i] = low[j]
    }
    low = next
  }
  for (let i = 0; i < low.length; i++) h.aboveValley[i] = h.height[i] - low[i]
}

/** Valley floors and gentle slopes first; towns around the county seats; the coastal plain fuller than the hills. */
function appeals(h: Hexes, counties: Counties) {
  const seats = counties.seats.map(([lon, lat]) => [eastM(lon), northM(lat)])
  const kinds = [26, 40, 12, 14, 22, 22, 16, 16, 26, 44, 26]
  for (let i = 0; i < h.appeal.length; i++) {
    const c = h.county[i]
    if (c < 0) continue
    let value = Math.exp(-h.aboveValley[i] / 45) * Math.exp(-h.slope[i] / 0.16) * Math.exp(-h.height[i] / 900)
    value *= Math.max(0.15, 1 + 0.8 * noise(h.x[i] / 2600, h.y[i] / 2600, 21) + 0.5 * noise(h.x[i] / 900, h.y[i] / 900, 22))
    value += 0.004
    let towns = 1
    for (let s = 0; s < seats.length; s++) {
      const d = Math.hypot(h.x[i] - seats[s][0], h.y[i] - seats[s][1])
      if (d < 25_000) towns += (s === c ? 1 : 0.4) * kinds[s] * (0.7 * Math.exp(-d / 2200) + 0.12 * Math.exp(-d / 7000))
    }
    h.appeal[i] = value * towns
  }
}

/** Corner of the lattice as shared integers: X in half spacings, Y in sixths of √3 spacings; shifted a little, in lattice units. */
function corner(X: number, Y: number): [number, number] {
  const angle = hash01(X, Y, 31) * 2 * Math.PI
  const push = hash01(X, Y, 32) * 0.24 * spacingM
  const xM = west + X * halfM + push * Math.cos(angle)
  const yM = south + (Y * rowM) / 3 + push * Math.sin(angle)
  return [Math.round(originLon * unitsPerDegree + xM / eastMetresPerUnit), Math.round(centreLat * unitsPerDegree + yM / northMetresPerUnit)]
}

/** The side that hexagon `i` shares with its east (0), north-east (2) or north-west (3) neighbour. */
export function side(h: Hexes, i: number, towards: 0 | 2 | 3): [number, number, number, number] {
  const row = Math.floor(i / h.columns)
  const X = 2 * (i % h.columns) + (row & 1)
  const Y = 3 * row
  const [a, b] =
    towards === 0
      ? [corner(X + 1, Y - 1), corner(X + 1, Y + 1)]
      : towards === 2
        ? [corner(X + 1, Y + 1), corner(X, Y + 2)]
        : [corner(X, Y + 2), corner(X - 1, Y + 1)]
  return [...a, ...b]
}

/** The hexagon, with its shifted corners, that holds a point in lattice units. */
export function hexAt(h: Hexes, ux: number, uy: number): number {
  const xM = (ux - originLon * unitsPerDegree) * eastMetresPerUnit
  const yM = (uy - centreLat * unitsPerDegree) * northMetresPerUnit
  const row0 = Math.round((yM - south) / rowM)
  let nearest = -1
  let least = Number.POSITIVE_INFINITY
  for (let row = row0 - 1; row <= row0 + 1; row++) {
    if (row < 0 || row >= h.rows) continue
    const col0 = Math.round((xM - west) / spacingM - (row & 1) / 2)
    for (let col = col0 - 1; col <= col0 + 1; col++) {
      if (col < 0 || col >= h.columns) continue
      const i = row * h.columns + col
      const d = Math.hypot(h.x[i] - xM, h.y[i] - yM)
      if (d < least) {
        least = d
        nearest = i
      }
      if (d < spacingM && holds(h, i, ux, uy)) return i
    }
  }
  return nearest
}

function holds(h: Hexes, i: number, ux: number, uy: number): boolean {
  const row = Math.floor(i / h.columns)
  const X = 2 * (i % h.columns) + (row & 1)
  const Y = 3 * row
  const ring = [corner(X, Y + 2), corner(X - 1, Y + 1), corner(X - 1, Y - 1), corner(X, Y - 2), corner(X + 1, Y - 1), corner(X + 1, Y + 1)]
  let inside = false
  for (let k = 0, j = 5; k < 6; j = k++) {
    const [xi, yi] = ring[k]
    const [xj, yj] = ring[j]
    if (yi > uy !== yj > uy && ux < ((xj - xi) * (uy - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}
