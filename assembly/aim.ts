// Where the demand around a mast lies, and where three sectors look best. Weights are whole numbers, so that sums do not depend on
// their order.
import { levelX4, PATH_FROM, PATH_POINT, PATH_ROW, PATH_STRIDE, PATH_TO, QUAD_AZIMUTH, QUAD_BYTES, QUAD_SLOPE } from './demand-paths'
import {
  AIM_BEARINGS,
  AIM_REACHES,
  DEMAND_COLUMNS,
  DEMAND_POINT_BASE,
  DEMAND_POINT_DBM,
  DEMAND_RANK,
  DEMAND_STEPS,
  MAST_COLUMN,
  MAST_ROW,
  SECTOR_MAX_HORIZONTAL,
  SECTOR_STRIDE,
  STEP_DBM,
} from './layout'

/** f64 of a rose: weight by bearing and reach, then Σ weight·(drop / distance) and Σ weight. */
export const ROSE_ENTRIES: usize = <usize>(AIM_BEARINGS * AIM_REACHES + 2)

/** Sectors of one station stand at least so many bearings (of 10°) apart: closer ones cover the same. */
const LEAST_APART = 6
const THIRD = AIM_BEARINGS / 3
/** Downtilt of a macro antenna without mechanical tilt, degrees: remote electrical tilt of the usual panels. */
const MAX_TILT_DEG: f64 = 10
const BEARINGS_PER_RADIAN: f32 = 5.729577951308232
/** Well over the error of an azimuth by `atan2X4`, 1.2e-5 rad. */
const UNSURE_BEARING: f32 = 0.001

/**
 * The demand (cells that need the hard level, and points) that a mast reaches with `omni`, a sector that radiates alike all round, at
 * its bearing and at how far off the boresight it could lie and still be reached: 12·(φ/beamwidth)² ≤ margin, in steps of 10°, the
 * last step for margins over the sector's greatest attenuation, which reach all round. `before` is the weight of all demand before
 * each (f64, one more entry). Writes ROSE_ENTRIES f64 to `rose`.
 */
export function roseOf(
  demand: usize,
  mast: usize,
  path: usize,
  pathEnd: usize,
  quad: usize,
  omni: usize,
  beamwidthDeg: f32,
  before: usize,
  rose: usize,
): void {
  const columns = load<i32>(demand, DEMAND_COLUMNS)
  const rank = <usize>load<u32>(demand, DEMAND_RANK)
  const cellDbm = load<f32>(<usize>load<u32>(demand, DEMAND_STEPS), STEP_DBM)
  const pointDbm = load<f32>(demand, DEMAND_POINT_DBM)
  const pointBase = load<u32>(demand, DEMAND_POINT_BASE)
  memory.fill(rose, 0, ROSE_ENTRIES << 3)
  let total: f64 = 0
  let drop: f64 = 0
  const perRadian = f32x4.splat(BEARINGS_PER_RADIAN)
  const beamwidth = f32x4.splat(beamwidthDeg)
  const most = v128.load32_splat(omni, SECTOR_MAX_HORIZONTAL)
  for (; path < pathEnd; path += PATH_STRIDE) {
    const point = load<i32>(path, PATH_POINT)
    const from = load<i32>(path, PATH_FROM)
    const to = load<i32>(path, PATH_TO)
    const row = load<i32>(path, PATH_ROW)
    const ranks = rank + ((<usize>(row * columns)) << 2)
    const dbm = f32x4.splat(point < 0 ? cellDbm : pointDbm)
    for (let column = from & ~3; column < to; column += 4) {
      const level = levelX4(quad, omni, omni + SECTOR_STRIDE)
      let reached = i32x4.bitmask(f32x4.ge(level, dbm))
      if (reached) {
        const margin = f32x4.sub(level, dbm)
        const off = f32x4.mul(beamwidth, f32x4.sqrt(f32x4.div(margin, f32x4.splat(12))))
        const steps = i32x4.min_s(
          i32x4.trunc_sat_f32x4_s(f32x4.mul(off, f32x4.splat(<f32>AIM_BEARINGS / 360))),
          i32x4.splat(AIM_REACHES - 2),
        )
        const reach = v128.bitselect(steps, i32x4.splat(AIM_REACHES - 1), f32x4.lt(margin, most))
        const bearings = f32x4.mul(v128.load(quad, QUAD_AZIMUTH), perRadian)
        const whole = f32x4.nearest(bearings)
        const turn = i32x4.trunc_sat_f32x4_s(whole)
        // Half way between two the polynomial of the azimuth decides nothing.
        const unsure = i32x4.bitmask(f32x4.gt(f32x4.abs(f32x4.sub(bearings, whole)), f32x4.splat(0.5 - UNSURE_BEARING)))
        do {
          const lane = ctz(reached)
          reached &= reached - 1
          const here = column + lane
          if (here < from || here >= to) continue
          const ranked = ranks + ((<usize>here) << 2)
          const number = point < 0 ? load<u32>(ranked) : pointBase + <u32>point
          if (point < 0 && load<u32>(ranked, 4) == number) continue
          const weights = before + ((<usize>number) << 3)
          const weight = load<f64>(weights, 8) - load<f64>(weights)
          let bearing = laneOf(turn, lane)
          if ((unsure >> lane) & 1) bearing = bearingOf(mast, row, here)
          if (bearing < 0) bearing += AIM_BEARINGS
          const entry = rose + ((<usize>(bearing * AIM_REACHES + laneOf(reach, lane))) << 3)
          store<f64>(entry, load<f64>(entry) + weight)
          drop += weight * <f64>load<f32>(quad + ((<usize>lane) << 2), QUAD_SLOPE)
          total += weight
        } while (reached)
      }
      quad += QUAD_BYTES
    }
  }
  store<f64>(rose + ((ROSE_ENTRIES - 2) << 3), drop)
  store<f64>(rose + ((ROSE_ENTRIES - 1) << 3), total)
}

/** The bearing of a cell, to the last place: many candidates stand on a cell's centre and see others on the very diagonal. */
function bearingOf(mast: usize, row: i32, column: i32): i32 {
  const east = <f32>column + 0.5 - load<f32>(mast, MAST_COLUMN)
  const south = <f32>row + 0.5 - load<f32>(mast, MAST_ROW)
  return <i32>nearest<f32>(<f32>Mathf.atan2(east, -south) * BEARINGS_PER_RADIAN)
}

// @ts-ignore: decorator
@inline
function laneOf(v: v128, lane: i32): i32 {
  if (lane == 0) return i32x4.extract_lane(v, 0)
  if (lane == 1) return i32x4.extract_lane(v, 1)
  if (lane == 2) return i32x4.extract_lane(v, 2)
  return i32x4.extract_lane(v, 3)
}

/**
 * Azimuths of three sectors that reach most of the weight: the best turn of three at 120°, then each sector moved by 10° as long as
 * that reaches more. Writes bearings (i32, of 10°) to `sectors`; the rose's weights become sums from the far reaches on.
 */
export function aimSectors(rose: usize, sectors: usize): void {
  for (let bearing = 0; bearing < AIM_BEARINGS; bearing++) {
    let entry = rose + ((<usize>(bearing * AIM_REACHES + AIM_REACHES - 1)) << 3)
    for (let away = AIM_REACHES - 2; away >= 0; away--) {
      entry -= 8
      store<f64>(entry, load<f64>(entry) + load<f64>(entry, 8))
    }
  }
  let a = 0
  let b = THIRD
  let c = 2 * THIRD
  let most = reachedWeight(rose, a, b, c)
  for (let turn = 1; turn < THIRD; turn++) {
    const gain = reachedWeight(rose, turn, turn + THIRD, turn + 2 * THIRD)
    if (gain <= most) continue
    most = gain
    a = turn
    b = turn + THIRD
    c = turn + 2 * THIRD
  }
  for (let moved = true; moved; ) {
    moved = false
    for (let s = 0; s < 3; s++) {
      for (let step = -1; step <= 1; step += 2) {
        // The sector that moves, and those clockwise of it.
        const one = ((s == 0 ? a : s == 1 ? b : c) + step + AIM_BEARINGS) % AIM_BEARINGS
        const two = s == 0 ? b : s == 1 ? c : a
        const three = s == 0 ? c : s == 1 ? a : b
        if (turnFrom(one, two) < LEAST_APART || turnFrom(three, one) < LEAST_APART) continue
        const gain = reachedWeight(rose, one, two, three)
        if (gain <= most) continue
        most = gain
        moved = true
        if (s == 0) a = one
        else if (s == 1) b = one
        else c = one
      }
    }
  }
  store<i32>(sectors, a)
  store<i32>(sectors, b, 4)
  store<i32>(sectors, c, 8)
}

/** Bearings clockwise from one to another. */
// @ts-ignore: decorator
@inline
function turnFrom(from: i32, to: i32): i32 {
  return to >= from ? to - from : to - from + AIM_BEARINGS
}

/** Weight that three sectors reach, given clockwise. */
function reachedWeight(sums: usize, a: i32, b: i32, c: i32): f64 {
  return arcWeight(sums, a, turnFrom(a, b)) + arcWeight(sums, b, turnFrom(b, c)) + arcWeight(sums, c, turnFrom(c, a))
}

/** … of it from one sector on to before the next, `gap` bearings clockwise: each bearing is reached by the nearer one. */
function arcWeight(sums: usize, from: i32, gap: i32): f64 {
  let sum: f64 = 0
  for (let i = 0; i < gap; i++) {
    const bearing = from + i < AIM_BEARINGS ? from + i : from + i - AIM_BEARINGS
    sum += load<f64>(sums + ((<usize>(bearing * AIM_REACHES + min(i, gap - i))) << 3))
  }
  return sum
}

/** Downtilt toward the demand, whole degrees: the weighted mean angle below the horizon, where terrain puts it; NaN without demand. */
export function aimTilt(rose: usize): f64 {
  const drop = load<f64>(rose + ((ROSE_ENTRIES - 2) << 3))
  const weight = load<f64>(rose + ((ROSE_ENTRIES - 1) << 3))
  if (weight == 0) return NaN
  return min(MAX_TILT_DEG, max(0, Math.floor((Math.atan(drop / weight) * 180) / Math.PI + 0.5)))
}
