// What does not depend on a mast's sectors, laid by once for each cell of demand and test point that it could reach: with it each way
// to turn and tilt the sectors costs little. Stretches (PATH_*) come row by row, those of a row's cells before its points; each
// four columns (a quad) have four vectors.
import { atan2X4 } from './angle'
import { attenuationX4, turnX4 } from './antenna'
import { nextDemand, stretchEnd } from './demand-row'
import {
  DEMAND_CELL_SIZE_M,
  DEMAND_COLUMNS,
  DEMAND_POINT_COLUMN,
  DEMAND_POINT_ROW,
  DEMAND_RANK,
  DEMAND_ROW_STRIDE,
  DEMAND_ROWS,
  DEMAND_TERRAIN,
  MAST_CLUTTER,
  MAST_COLUMN,
  MAST_DIFFRACTION,
  MAST_HEIGHT_M,
  MAST_RADIUS,
  MAST_ROW,
  MAST_TABLE,
  MAST_WINDOW,
  MAST_WINDOW_COLUMN,
  MAST_WINDOW_ROW,
  MAST_WINDOW_SIDE,
  SECTOR_PATTERN,
  SECTOR_PEAK_DBM,
  SECTOR_STRIDE,
} from './layout'
import { lossX4 } from './link'

/** A stretch, i32: raster row, columns from and to, number of the test point among all or −1 for cells. 16 bytes. */
export const PATH_STRIDE: usize = 16
export const PATH_ROW: usize = 0
export const PATH_FROM: usize = 4
export const PATH_TO: usize = 8
export const PATH_POINT: usize = 12

/** A quad: loss dB, azimuth and depression rad, drop over distance. */
export const QUAD_BYTES: usize = 64
export const QUAD_LOSS: usize = 0
export const QUAD_AZIMUTH: usize = 16
export const QUAD_DEPRESSION: usize = 32
export const QUAD_SLOPE: usize = 48

/** Stretches and quads of one mast at the most, with `columns` and `rows` within its radius and `points` test points in its rows. */
// @ts-ignore: decorator
@inline
export function mostPaths(columns: usize, rows: usize, points: usize): usize {
  return rows * (columns / 16 + 2) + points
}
// @ts-ignore: decorator
@inline
export function mostQuads(columns: usize, rows: usize, points: usize): usize {
  return rows * (columns / 4 + 3) + points
}

/** Writes the stretches of a mast to `paths` and their quads to `quads`; returns how many stretches there are. */
export function layPaths(demand: usize, mast: usize, paths: usize, quads: usize): i32 {
  const columns = load<i32>(demand, DEMAND_COLUMNS)
  const cellSizeM = load<f32>(demand, DEMAND_CELL_SIZE_M)
  const rank = <usize>load<u32>(demand, DEMAND_RANK)
  const pointRow = <usize>load<u32>(demand, DEMAND_POINT_ROW)
  const pointColumn = <usize>load<u32>(demand, DEMAND_POINT_COLUMN)
  const middle = load<f32>(mast, MAST_ROW)
  const centre = load<f32>(mast, MAST_COLUMN)
  const radius = load<f32>(mast, MAST_RADIUS)
  const top = max<i32>(0, <i32>floor<f32>(middle - radius))
  const bottom = min<i32>(load<i32>(demand, DEMAND_ROWS), <i32>ceil<f32>(middle + radius))
  let path = paths
  for (let row = top; row < bottom; row++) {
    const dy = (<f32>row + 0.5 - middle) * cellSizeM
    const reach2 = radius * cellSizeM * (radius * cellSizeM) - dy * dy
    if (reach2 <= 0) continue
    const reach = sqrt<f32>(reach2) / cellSizeM
    const left = <i32>max<f32>(0, floor<f32>(centre - reach))
    const right = <i32>min<f32>(<f32>columns, ceil<f32>(centre + reach))
    const ranks = rank + ((<usize>(row * columns)) << 2)
    for (let from = nextDemand(ranks, left, right); from < right; ) {
      const to = stretchEnd(ranks, from, right)
      quads = layQuads(demand, mast, row, from, to, quads)
      path = writePath(path, row, from, to, -1)
      from = nextDemand(ranks, to, right)
    }
    const end = <i32>load<u32>(pointRow + ((<usize>row) << 2), 4)
    for (let p = <i32>load<u32>(pointRow + ((<usize>row) << 2)); p < end; p++) {
      const column = <i32>load<u32>(pointColumn + ((<usize>p) << 2))
      if (column < left || column >= right) continue
      quads = layQuads(demand, mast, row, column, column + 1, quads)
      path = writePath(path, row, column, column + 1, p)
    }
  }
  return <i32>((path - paths) / PATH_STRIDE)
}

function writePath(path: usize, row: i32, from: i32, to: i32, point: i32): usize {
  store<i32>(path, row, PATH_ROW)
  store<i32>(path, from, PATH_FROM)
  store<i32>(path, to, PATH_TO)
  store<i32>(path, point, PATH_POINT)
  return path + PATH_STRIDE
}

/** The quads of columns `from` to `to`, widened to multiples of 4, by the terms of `linkRow`; returns the address after the last. */
function layQuads(demand: usize, mast: usize, row: i32, from: i32, to: i32, quad: usize): usize {
  const cellSizeM = load<f32>(demand, DEMAND_CELL_SIZE_M)
  const line = (<usize>(row * load<i32>(demand, DEMAND_ROW_STRIDE))) << 2
  const terrain = <usize>load<u32>(demand, DEMAND_TERRAIN)
  const clutter = <usize>load<u32>(mast, MAST_CLUTTER)
  const table = <usize>load<u32>(mast, MAST_TABLE)
  const radius = load<f32>(mast, MAST_RADIUS) * cellSizeM
  const dy = (<f32>row + 0.5 - load<f32>(mast, MAST_ROW)) * cellSizeM
  let window = <usize>load<u32>(mast, MAST_WINDOW)
  if (window) {
    const side = load<i32>(mast, MAST_WINDOW_SIDE)
    window += ((<isize>(row - load<i32>(mast, MAST_WINDOW_ROW)) * side - load<i32>(mast, MAST_WINDOW_COLUMN)) << 2)
  }
  const diffraction = v128.load32_splat(mast, MAST_DIFFRACTION)
  const mastHeight = v128.load32_splat(mast, MAST_HEIGHT_M)
  const north = f32x4.splat(-dy)
  const dy2 = f32x4.splat(dy * dy)
  const radius2 = f32x4.splat(radius * radius)
  const cell = f32x4.splat(cellSizeM)
  const offset = f32x4.splat(0.5 - load<f32>(mast, MAST_COLUMN))
  const first = from & ~3
  let columns = f32x4.add(f32x4.splat(<f32>first), f32x4(0, 1, 2, 3))
  for (let column = first; column < to; column += 4) {
    const at = (<usize>column) << 2
    const dx = f32x4.mul(f32x4.add(columns, offset), cell)
    const d2 = f32x4.pmax(f32x4.add(f32x4.mul(dx, dx), dy2), f32x4.splat(1))
    let loss = lossX4(table, d2)
    if (window) loss = f32x4.add(loss, f32x4.mul(v128.load(window + at), diffraction))
    if (clutter) loss = f32x4.add(loss, v128.load(clutter + line + at))
    let height = mastHeight
    if (terrain) {
      // Where the ground is not known (NaN) it counts as sea level, as in the sweeps.
      const ground = v128.load(terrain + line + at)
      height = f32x4.sub(height, v128.and(ground, f32x4.eq(ground, ground)))
    }
    const distance = f32x4.sqrt(d2)
    v128.store(quad, v128.bitselect(f32x4.splat(1000), loss, f32x4.gt(d2, radius2)), QUAD_LOSS)
    v128.store(quad, atan2X4(dx, north), QUAD_AZIMUTH)
    v128.store(quad, atan2X4(height, distance), QUAD_DEPRESSION)
    v128.store(quad, f32x4.div(height, distance), QUAD_SLOPE)
    quad += QUAD_BYTES
    columns = f32x4.add(columns, f32x4.splat(4))
  }
  return quad
}

/** The strongest level of the sectors `sector` to `end`, alike but for their azimuths, at a quad, dBm; −1000 where there is none. */
// @ts-ignore: decorator
@inline
export function levelX4(quad: usize, sector: usize, end: usize): v128 {
  const loss = v128.load(quad, QUAD_LOSS)
  const azimuth = v128.load(quad, QUAD_AZIMUTH)
  const depression = v128.load(quad, QUAD_DEPRESSION)
  let best = f32x4.splat(-1000)
  if (!load<u32>(sector, SECTOR_PATTERN)) {
    // TR 38.901 table 7.3-1 falls off alike to both sides: the sector that looks nearest is the strongest.
    let turn = f32x4.abs(turnX4(sector, azimuth))
    for (let one = sector + SECTOR_STRIDE; one < end; one += SECTOR_STRIDE) {
      turn = f32x4.pmin(turn, f32x4.abs(turnX4(one, azimuth)))
    }
    return f32x4.pmax(best, levelAtX4(sector, turn, depression, loss))
  }
  for (; sector < end; sector += SECTOR_STRIDE) {
    // NaN is not kept.
    best = f32x4.pmax(best, levelAtX4(sector, turnX4(sector, azimuth), depression, loss))
  }
  return best
}

// @ts-ignore: decorator
@inline
function levelAtX4(sector: usize, turn: v128, depression: v128, loss: v128): v128 {
  const attenuation = attenuationX4(sector, turn, depression)
  return f32x4.sub(f32x4.sub(v128.load32_splat(sector, SECTOR_PEAK_DBM), attenuation), loss)
}
