// The NTIA Irregular Terrain Model along a ray. Horizons come from the hull of the terrain, fitted lines and mean heights from prefix
// sums (itm-terrain.ts).
// Equations as in src/radio/itm/, which is the oracle. Distances in metres, angles in radians.
import {
  ANGLE, BEND_MOST, EFFECTIVE, HEIGHTS, HORIZON, HULL, IRREGULARITY, LOG2_MHZ, LOS_ANGLE, MOMENTS, N0, RADIUS, REACH,
  REFRACTIVITY, SMOOTH, STEP, STRUCTURAL, SUMS,
} from './itm-context'
import { excess, expOf } from './itm-functions'
import { referenceDb } from './itm-reference'
import { fitEnd, irregularity } from './itm-terrain'
import { varied } from './itm-variability'
import { DB_PER_AMPLITUDE_OCTAVE, log2 } from './math'

/**
 * Walks a ray: each receiver stands on the sample nearest to it, at least the first, and its profile is the samples up to there.
 * @param distances km, ascending
 */
export function walkItm(c: usize, steps: i32, count: i32, distances: usize, losses: usize): void {
  const stepM = load<f64>(c, STEP)
  const heights = <usize>load<u32>(c, HEIGHTS)
  const hull = <usize>load<u32>(c, HULL)
  const sums = <usize>load<u32>(c, SUMS)
  const moments = <usize>load<u32>(c, MOMENTS)
  const h0 = load<f64>(heights)
  const tx = h0 + load<f64>(c, STRUCTURAL)
  // Sums of heights (over the antenna's ground, to keep digits) and of heights times position, before sample i.
  let sum: f64 = 0
  let moment: f64 = 0
  for (let i: i32 = 0; i <= steps; i++) {
    store<f64>(sums + (<usize>i << 3), sum)
    store<f64>(moments + (<usize>i << 3), moment)
    const h = load<f64>(heights + (<usize>i << 3)) - h0
    sum += h
    moment += h * <f64>i
  }
  store<f64>(sums + (<usize>(steps + 1) << 3), sum)
  store<f64>(moments + (<usize>(steps + 1) << 3), moment)
  let top = hull
  let k: i32 = 0
  let last: i32 = -1
  let loss: f64 = 0
  for (let r: i32 = 0; r < count; r++) {
    const n = min(max(<i32>Math.floor(load<f64>(distances + (<usize>r << 3)) * 1000.0 / stepM + 0.5), 1), steps)
    // Cells of one ray share steps now and then.
    if (n != last) {
      while (k < n - 1) {
        k++
        const x = <f64>k * stepM
        const h = load<f64>(heights + (<usize>k << 3))
        const y = h - BEND_MOST * x * x
        while (top > hull + 24) {
          const x2 = load<f64>(top - 24)
          const y2 = load<f64>(top - 24, 8)
          const x1 = load<f64>(top - 48)
          const y1 = load<f64>(top - 48, 8)
          if ((y2 - y1) * (x - x2) > (y - y2) * (x2 - x1)) break
          top -= 24
        }
        store<f64>(top, x)
        store<f64>(top, y, 8)
        store<f64>(top, (h - tx) / x, 16)
        top += 24
      }
      loss = itmDb(c, n, hull, top)
      last = n
    }
    store<f64>(losses + (<usize>r << 3), loss)
  }
}

// @ts-ignore: decorator
@inline
function irregularHorizon(effective: f64, irregular: f64, radius: f64): f64 {
  return Math.sqrt(2.0 * effective * radius) * expOf(-0.07 * Math.sqrt(irregular / max(effective, 5.0)))
}

// @ts-ignore: decorator
@inline
function irregularAngle(effective: f64, horizon: f64, irregular: f64, radius: f64): f64 {
  const smooth = Math.sqrt(2.0 * effective * radius)
  return (0.65 * irregular * (smooth / horizon - 1.0) - 2.0 * effective) / smooth
}

/** Basic transmission loss of the receiver on sample n, dB. */
function itmDb(c: usize, n: i32, hull: usize, top: usize): f64 {
  const heights = <usize>load<u32>(c, HEIGHTS)
  const sums = <usize>load<u32>(c, SUMS)
  const d = <f64>n * load<f64>(c, STEP)
  const h0 = load<f64>(heights)
  const hn = load<f64>(heights + (<usize>n << 3))
  const tall0 = load<f64>(c, STRUCTURAL)
  const tall1 = load<f64>(c, STRUCTURAL + 8)
  const tx = h0 + tall0
  const rx = hn + tall1
  // Surface refractivity and effective radius from the mean height without the outer tenths.
  const tenth = <i32>(0.1 * <f64>n)
  const mean = h0 + (load<f64>(sums + (<usize>(n - tenth + 1) << 3)) - load<f64>(sums + (<usize>tenth << 3))) / <f64>(n - 2 * tenth + 1)
  const refractivity = load<f64>(c, N0) * expOf(-mean / 9460.0)
  const curvature = 157e-9 * (1.0 - 0.04665 * expOf(refractivity / 179.3))
  const radius = 1.0 / curvature
  const bend = 0.5 * curvature
  store<f64>(c, refractivity, REFRACTIVITY)
  store<f64>(c, radius, RADIUS)

  // Horizons [TN101, eq. (6.15)].
  let angle0 = (rx - tx) / d - d * bend
  let angle1 = -(rx - tx) / d - d * bend
  let horizon0 = d
  let horizon1 = d
  for (let v = hull; v < top; v += 24) {
    const x = load<f64>(v)
    const seen = load<f64>(v, 16) - x * bend
    if (seen > angle0) {
      angle0 = seen
      horizon0 = x
    }
    const rest = d - x
    const back = (load<f64>(v, 8) + BEND_MOST * x * x - rx) / rest - rest * bend
    if (back > angle1) {
      angle1 = back
      horizon1 = rest
    }
  }

  const startM = min(15.0 * tall0, 0.1 * horizon0)
  const endM = d - min(15.0 * tall1, 0.1 * horizon1)
  const irregular = irregularity(c, n, startM, endM)
  let effective0: f64
  let effective1: f64
  if (horizon0 + horizon1 > 1.5 * d) {
    effective0 = tall0 + excess(0.0, fitEnd(c, n, startM, endM, false))
    effective1 = tall1 + excess(hn - h0, fitEnd(c, n, startM, endM, true))
    horizon0 = irregularHorizon(effective0, irregular, radius)
    horizon1 = irregularHorizon(effective1, irregular, radius)
    if (horizon0 + horizon1 <= d) {
      const ratio = d / (horizon0 + horizon1)
      effective0 *= ratio * ratio
      effective1 *= ratio * ratio
      horizon0 = irregularHorizon(effective0, irregular, radius)
      horizon1 = irregularHorizon(effective1, irregular, radius)
    }
    angle0 = irregularAngle(effective0, horizon0, irregular, radius)
    angle1 = irregularAngle(effective1, horizon1, irregular, radius)
  } else {
    effective0 = tall0 + excess(0.0, fitEnd(c, n, startM, 0.9 * horizon0, false))
    effective1 = tall1 + excess(hn - h0, fitEnd(c, n, d - 0.9 * horizon1, endM, true))
  }
  store<f64>(c, angle0, ANGLE)
  store<f64>(c, angle1, ANGLE + 8)
  store<f64>(c, horizon0, HORIZON)
  store<f64>(c, horizon1, HORIZON + 8)
  store<f64>(c, effective0, EFFECTIVE)
  store<f64>(c, effective1, EFFECTIVE + 8)
  store<f64>(c, irregular, IRREGULARITY)
  store<f64>(c, horizon0 + horizon1, REACH)
  store<f64>(c, Math.sqrt(2.0 * effective0 * radius) + Math.sqrt(2.0 * effective1 * radius), SMOOTH)
  store<f64>(c, -max(angle0 + angle1, -(horizon0 + horizon1) / radius), LOS_ANGLE)
  const free = 32.45 + DB_PER_AMPLITUDE_OCTAVE * (load<f64>(c, LOG2_MHZ) + log2(d * 0.001))
  return free + varied(c, d, referenceDb(c, d))
}
