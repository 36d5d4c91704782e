import { atan2X4 } from './angle'
import { tiltedAttenuationX4, uprightAttenuationX4 } from './antenna'
import { milliwattX4 } from './decibel'
import {
  LOSS_STEP_BITS,
  MAST_CLUTTER,
  MAST_COLUMN,
  MAST_DIFFRACTION,
  MAST_HEIGHT_M,
  MAST_RADIUS,
  MAST_ROW,
  MAST_SECTOR,
  MAST_SECTORS,
  MAST_STRIDE,
  MAST_TABLE,
  MAST_UPRIGHT,
  MAST_WINDOW,
  MAST_WINDOW_COLUMN,
  MAST_WINDOW_ROW,
  MAST_WINDOW_SIDE,
  SECTOR_PEAK_DBM,
  SECTOR_SERVER,
  SECTOR_STRIDE,
} from './layout'

/** Two neighbouring entries of a loss table as lanes 0 and 1. */
function pairAt(table: usize, index: i32): v128 {
  return v128.load64_zero(table + ((<usize>index) << 2))
}

/** Loss in dB at four squared distances (m², ≥ 1): the float's own exponent and mantissa are the index (see layout.ts). */
export function lossX4(table: usize, d2: v128): v128 {
  const bits = i32x4.sub(d2, i32x4.splat(0x3f800000))
  const index = i32x4.shr_u(bits, 23 - LOSS_STEP_BITS)
  const part = v128.and(bits, i32x4.splat((1 << (23 - LOSS_STEP_BITS)) - 1))
  const fraction = f32x4.mul(f32x4.convert_i32x4_s(part), f32x4.splat(<f32>1 / <f32>(1 << (23 - LOSS_STEP_BITS))))
  const a = pairAt(table, i32x4.extract_lane(index, 0))
  const b = pairAt(table, i32x4.extract_lane(index, 1))
  const c = pairAt(table, i32x4.extract_lane(index, 2))
  const d = pairAt(table, i32x4.extract_lane(index, 3))
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
  const low = v128.shuffle<f32>(ab, cd, 0, 1, 4, 5)
  const high = v128.shuffle<f32>(ab, cd, 2, 3, 6, 7)
  return f32x4.add(low, f32x4.mul(f32x4.sub(high, low), fraction))
}

/**
 * One mast along one raster row: `RSRP = EPRE + G(θ,φ) − losses − L(d)` of each of its sectors in each cell within the
 * radius (TR 38.901 table 7.3-1 pattern, or the sector's own table; electrical tilt constant over azimuth, mechanical tilt a rotation).
 * Keeps the strongest in `best` with its number in `server` and adds up all others in `sum`, mW; `server` and `sum` may be 0 (not wanted).
 * `runnersRow`, where not 0, keeps the second, third and fourth strongest, three planes `plane` bytes apart.
 * The three arrays have `stride` values a row, a multiple of 4; columns `from` (a multiple of 4) to `to`. Rasters on the grid
 * (`terrain`, 0 where not known, and the mast's clutter) have this row at `line` bytes from their start.
 */
export function linkRow(
  mast: usize,
  sectors: usize,
  row: i32,
  from: i32,
  to: i32,
  cellSizeM: f32,
  terrain: usize,
  line: usize,
  bestRow: usize,
  serverRow: usize,
  sumRow: usize,
  runnersRow: usize,
  plane: usize,
): void {
  const dy = (<f32>row + 0.5 - load<f32>(mast, MAST_ROW)) * cellSizeM
  const radius = load<f32>(mast, MAST_RADIUS) * cellSizeM
  const reach2 = radius * radius - dy * dy
  if (reach2 <= 0) return
  const mastColumn = load<f32>(mast, MAST_COLUMN)
  const reach = sqrt<f32>(reach2) / cellSizeM
  const first = <i32>max<f32>(<f32>from, floor<f32>(mastColumn - reach)) & ~3
  const last = <i32>min<f32>(<f32>to, ceil<f32>(mastColumn + reach))
  if (first >= last) return

  const table = <usize>load<u32>(mast, MAST_TABLE)
  const sectorFirst = sectors + <usize>load<u32>(mast, MAST_SECTOR) * SECTOR_STRIDE
  const sectorEnd = sectorFirst + <usize>load<u32>(mast, MAST_SECTORS) * SECTOR_STRIDE
  const mastHeight = v128.load32_splat(mast, MAST_HEIGHT_M)
  let window = <usize>load<u32>(mast, MAST_WINDOW)
  const diffraction = v128.load32_splat(mast, MAST_DIFFRACTION)
  if (window) {
    const side = load<i32>(mast, MAST_WINDOW_SIDE)
    const line = row - load<i32>(mast, MAST_WINDOW_ROW)
    window += ((<isize>line * side - load<i32>(mast, MAST_WINDOW_COLUMN)) << 2)
  }
  const terrainRow = terrain ? terrain + line : 0
  const clutter = <usize>load<u32>(mast, MAST_CLUTTER)
  const clutterRow = clutter ? clutter + line : 0
  const dyV = f32x4.splat(dy)
  const dy2 = f32x4.splat(dy * dy)
  const radius2 = f32x4.splat(radius * radius)
  const one = f32x4.splat(1)
  const kind = load<u32>(mast, MAST_UPRIGHT)
  const upright = kind != 0
  const round = kind == 2
  const north = f32x4.neg(dyV)
  const cell = f32x4.splat(cellSizeM)
  const four = f32x4.splat(4)
  const offset = f32x4.splat(0.5 - mastColumn)
  // Whole numbers, which stay exact: a level does not depend on where the row begins.
  let columns = f32x4.add(f32x4.splat(<f32>first), f32x4(0, 1, 2, 3))
  for (let column = first; column < last; column += 4) {
    const at = (<usize>column) << 2
    const dx = f32x4.mul(f32x4.add(columns, offset), cell)
    const d2 = f32x4.pmax(f32x4.add(f32x4.mul(dx, dx), dy2), one)
    const outside = f32x4.gt(d2, radius2)
    let loss = lossX4(table, d2)
    if (window) loss = f32x4.add(loss, f32x4.mul(v128.load(window + at), diffraction))
    if (clutterRow) loss = f32x4.add(loss, v128.load(clutterRow + at))
    loss = v128.bitselect(f32x4.splat(1000), loss, outside)
    let height = mastHeight
    if (terrainRow) {
      // Where the ground is not known (NaN) it counts as sea level, as in the sweeps.
      const ground = v128.load(terrainRow + at)
      height = f32x4.sub(height, v128.and(ground, f32x4.eq(ground, ground)))
    }
    let azimuth = dyV
    let depression = dyV
    let east = dyV
    let south = dyV
    let down = dyV
    if (upright) {
      if (!round) azimuth = atan2X4(dx, north)
      depression = atan2X4(height, f32x4.sqrt(d2))
    } else {
      // The direction to the receiver as a unit vector: east, south, down.
      const inverse = f32x4.div(one, f32x4.sqrt(f32x4.add(d2, f32x4.mul(height, height))))
      east = f32x4.mul(dx, inverse)
      south = f32x4.mul(dyV, inverse)
      down = f32x4.mul(height, inverse)
    }
    let best = v128.load(bestRow + at)
    let server = serverRow ? v128.load(serverRow + at) : i32x4.splat(0)
    let sum = sumRow ? v128.load(sumRow + at) : f32x4.splat(0)
    const runners = runnersRow + at
    let second = runnersRow ? v128.load(runners) : f32x4.splat(0)
    let third = runnersRow ? v128.load(runners + plane) : f32x4.splat(0)
    let fourth = runnersRow ? v128.load(runners + 2 * plane) : f32x4.splat(0)
    for (let sector = sectorFirst; sector < sectorEnd; sector += SECTOR_STRIDE) {
      const attenuation = upright
        ? uprightAttenuationX4(sector, azimuth, depression)
        : tiltedAttenuationX4(sector, east, south, down)
      const rsrp = f32x4.sub(f32x4.sub(v128.load32_splat(sector, SECTOR_PEAK_DBM), attenuation), loss)
      // What is not the strongest interferes: the newcomer, or the one that it displaces.
      const lesser = f32x4.pmin(rsrp, best)
      if (sumRow) sum = f32x4.add(sum, milliwattX4(lesser))
      if (runnersRow) {
        const fromSecond = f32x4.pmin(lesser, second)
        second = f32x4.pmax(lesser, second)
        const fromThird = f32x4.pmin(fromSecond, third)
        third = f32x4.pmax(fromSecond, third)
        fourth = f32x4.pmax(fromThird, fourth)
      }
      const better = f32x4.gt(rsrp, best)
      best = v128.bitselect(rsrp, best, better)
      if (serverRow) server = v128.bitselect(v128.load32_splat(sector, SECTOR_SERVER), server, better)
    }
    v128.store(bestRow + at, best)
    if (serverRow) v128.store(serverRow + at, server)
    if (sumRow) v128.store(sumRow + at, sum)
    if (runnersRow) {
      v128.store(runners, second)
      v128.store(runners + plane, third)
      v128.store(runners + 2 * plane, fourth)
    }
    columns = f32x4.add(columns, four)
  }
}

/**
 * All listed masts (u32 indices at `list`) over one tile. Tiles write apart from each other, and each takes its masts in
 * list order, so the result does not depend on who runs which tile.
 */
export function linkTile(
  columnFrom: i32,
  columnTo: i32,
  rowFrom: i32,
  rowTo: i32,
  stride: i32,
  cellSizeM: f32,
  masts: usize,
  sectors: usize,
  list: usize,
  count: i32,
  terrain: usize,
  best: usize,
  server: usize,
  sum: usize,
  runners: usize,
  plane: usize,
): i32 {
  for (let i = 0; i < count; i++) {
    const mast = masts + <usize>load<u32>(list + ((<usize>i) << 2)) * MAST_STRIDE
    const middle = load<f32>(mast, MAST_ROW)
    const radius = load<f32>(mast, MAST_RADIUS)
    const first = max<i32>(rowFrom, <i32>floor<f32>(middle - radius))
    const last = min<i32>(rowTo, <i32>ceil<f32>(middle + radius))
    for (let row = first; row < last; row++) {
      const line = (<usize>(row * stride)) << 2
      linkRow(
        mast,
        sectors,
        row,
        columnFrom,
        columnTo,
        cellSizeM,
        terrain,
        line,
        best + line,
        server + line,
        sum + line,
        runners ? runners + line : 0,
        plane,
      )
    }
  }
  return 0
}
