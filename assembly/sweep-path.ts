// One ray, walked outward once: its samples enter the growing profiles, its receivers are evaluated where they stand.
import {
  SWEEP_BULLINGTON, SWEEP_OPTION_CLUTTER, SWEEP_OPTION_COAST_RX_KM, SWEEP_OPTION_COAST_TX_KM, SWEEP_OPTION_DELTA_N,
  SWEEP_OPTION_LATITUDE_DEG, SWEEP_OPTION_LOCATION_PERCENT, SWEEP_OPTION_N0, SWEEP_OPTION_POLARIZATION, SWEEP_OPTION_SEA,
  SWEEP_OPTION_SIGMA_LOCATION_DB, SWEEP_OPTION_TIME_PERCENT, SWEEP_P1812,
} from './layout'
import { GROUND_BYTES, bullingtonDb, bullingtonNu, knifeEdgeDb, setGround, sphericalDeltaDb } from './diffraction'
import { LOG10_2, LOG2E, LOG2_10, DB_PER_AMPLITUDE_OCTAVE, DB_PER_POWER_OCTAVE, exp2, log2, power } from './math'
import {
  PROFILE_BYTES, closestToLine, extremeAbove, foundAt, highestAbove, highestAt, highestSlope, placeProfile, profileRegionBytes,
  pushSample, resetProfile, tangentSlope,
} from './sweep-hull'

// The context: what is constant for a site, byte offsets in scratch.
const MODE: usize = 0
const STEP_KM: usize = 8
const STEPS: usize = 16
const LAMBDA: usize = 24
const GHZ: usize = 32
const F13: usize = 40
const F23: usize = 48
const AE: usize = 56
const CE: usize = 64
const LOG2_AE: usize = 72
const AB: usize = 80
const CB: usize = 88
const LOG2_AB: usize = 96
const TIME: usize = 104
/** Inverse normal of p, its share in eq. 40a; 0 where p is 50 %. */
const INVERSE_P: usize = 112
const LOCATION_DB: usize = 120
const FREE_SPACE: usize = 128
const TROPO: usize = 136
const LATITUDE: usize = 144
const COAST_TX: usize = 152
const COAST_RX: usize = 160
const DUCT_LOW_FREQUENCY: usize = 168
const DUCT_PER_MRAD: usize = 176
const LOG10_P50: usize = 184
const LOG2_P: usize = 192
const ROOT_GHZ: usize = 200
const MU4_EXPONENT: usize = 208
const B0_FACTOR: usize = 216
const GROUNDS: usize = 224
// Flags, i32.
const USES_CLUTTER: usize = 256
const USES_BETA: usize = 260
const USES_SEA: usize = 264
// Profiles: bare ground flat, bare ground over ae, with clutter over ae, with clutter over aβ.
const FLAT: usize = 272
const BARE: usize = 304
const COVER: usize = 336
const BETA: usize = 368
const INVERSE: usize = 400
const HEIGHTS: usize = 404
const CLUTTER: usize = 408
const SEA: usize = 412
const DISTANCE: usize = 416
const GROUND: usize = 420
const LOSS: usize = 424
// Results of the geometry of one receiver.
const HST: usize = 432
const HSR: usize = 440
const HSTD: usize = 448
const HSRD: usize = 456
export const CONTEXT_BYTES: usize = 512

/** Where the walk reads and writes, all f64. */
// @ts-ignore: decorator
@inline
export function pathHeights(context: usize): usize {
  return <usize>load<u32>(context, HEIGHTS)
}
// @ts-ignore: decorator
@inline
export function pathClutter(context: usize): usize {
  return <usize>load<u32>(context, CLUTTER)
}
// @ts-ignore: decorator
@inline
export function pathSea(context: usize): usize {
  return <usize>load<u32>(context, SEA)
}
/** Distances of the receivers, km, ascending. */
// @ts-ignore: decorator
@inline
export function pathDistances(context: usize): usize {
  return <usize>load<u32>(context, DISTANCE)
}
/** Ground heights of the receivers, m. */
// @ts-ignore: decorator
@inline
export function pathGrounds(context: usize): usize {
  return <usize>load<u32>(context, GROUND)
}
/** Results, dB. */
// @ts-ignore: decorator
@inline
export function pathLosses(context: usize): usize {
  return <usize>load<u32>(context, LOSS)
}

/** Scratch bytes of the context of a site with rays of `steps` steps and at most `receivers` on one of them. */
export function pathBytes(steps: i32, receivers: i32): usize {
  return (CONTEXT_BYTES + 4 * profileRegionBytes(steps) + <usize>(steps + 2) * 32 + <usize>(receivers + 1) * 24 + 64) & ~7
}

/** Inverse of the complementary normal distribution, P.1812 attachment 2. */
function inverseNormal(share: f64): f64 {
  const x = min(max(share, 1e-6), 1.0 - 1e-6)
  const y = x <= 0.5 ? x : 1.0 - x
  const t = Math.sqrt(-2.0 * Math.log(y))
  const c = ((0.010328 * t + 0.802853) * t + 2.515516698) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1.0)
  return x <= 0.5 ? t - c : c - t
}

/** Writes the context of a site: everything that does not depend on the receiver. */
export function setPath(context: usize, mode: i32, stepM: f64, steps: i32, receivers: i32, frequencyMhz: f64, options: usize): void {
  const ghz = frequencyMhz * 0.001
  const time = load<f64>(options + (SWEEP_OPTION_TIME_PERCENT << 3))
  const ae = 6371.0 * 157.0 / (157.0 - load<f64>(options + (SWEEP_OPTION_DELTA_N << 3)))
  const ab: f64 = 6371.0 * 3.0
  const f13 = Math.pow(ghz, 1.0 / 3.0)
  store<i32>(context, mode, MODE)
  store<f64>(context, stepM * 0.001, STEP_KM)
  store<i32>(context, steps, STEPS)
  store<f64>(context, 0.2998 / ghz, LAMBDA)
  store<f64>(context, ghz, GHZ)
  store<f64>(context, f13, F13)
  store<f64>(context, f13 * f13, F23)
  store<f64>(context, ae, AE)
  store<f64>(context, 500.0 / ae, CE)
  store<f64>(context, log2(ae), LOG2_AE)
  store<f64>(context, ab, AB)
  store<f64>(context, 500.0 / ab, CB)
  store<f64>(context, log2(ab), LOG2_AB)
  const lg = Math.log10(ghz)
  store<f64>(context, time, TIME)
  store<f64>(context, time < 50.0 ? inverseNormal(time * 0.01) : 0.0, INVERSE_P)
  store<f64>(
    context,
    -inverseNormal(load<f64>(options + (SWEEP_OPTION_LOCATION_PERCENT << 3)) * 0.01) * load<f64>(options + (SWEEP_OPTION_SIGMA_LOCATION_DB << 3)),
    LOCATION_DB,
  )
  store<f64>(context, 92.4 + 20.0 * lg, FREE_SPACE)
  const half = Math.log10(ghz * 0.5)
  const lg50 = Math.log10(50.0 / time)
  // Eqs. 44 and 45 without distance and angle.
  store<f64>(
    context,
    190.1 + 25.0 * lg - 2.5 * half * half - 0.15 * load<f64>(options + (SWEEP_OPTION_N0 << 3)) - (lg50 > 0 ? 10.125 * Math.pow(lg50, 0.7) : 0.0),
    TROPO,
  )
  const latitude = Math.abs(load<f64>(options + (SWEEP_OPTION_LATITUDE_DEG << 3)))
  store<f64>(context, latitude <= 70.0 ? -0.935 + 0.0176 * latitude : 0.3, MU4_EXPONENT)
  store<f64>(context, latitude <= 70.0 ? Math.pow(10.0, -0.015 * latitude + 1.67) : 4.17, B0_FACTOR)
  store<f64>(context, load<f64>(options + (SWEEP_OPTION_COAST_TX_KM << 3)), COAST_TX)
  store<f64>(context, load<f64>(options + (SWEEP_OPTION_COAST_RX_KM << 3)), COAST_RX)
  store<f64>(context, ghz < 0.5 ? 45.375 - 137.0 * ghz + 92.5 * ghz * ghz : 0.0, DUCT_LOW_FREQUENCY)
  store<f64>(context, 5e-5 * ae * f13, DUCT_PER_MRAD)
  store<f64>(context, -lg50, LOG10_P50)
  store<f64>(context, log2(time), LOG2_P)
  store<f64>(context, Math.sqrt(ghz), ROOT_GHZ)
  const vertical = load<f64>(options + (SWEEP_OPTION_POLARIZATION << 3)) != 0
  setGround(context + GROUNDS, 22.0, 0.003, ghz, vertical)
  setGround(context + GROUNDS + GROUND_BYTES, 80.0, 5.0, ghz, vertical)
  const clutter = load<f64>(options + (SWEEP_OPTION_CLUTTER << 3)) != 0 ? 1 : 0
  store<i32>(context, clutter, USES_CLUTTER)
  store<i32>(context, mode == SWEEP_P1812 && time < 50.0 ? 1 : 0, USES_BETA)
  store<i32>(context, load<f64>(options + (SWEEP_OPTION_SEA << 3)) != 0 ? 1 : 0, USES_SEA)
  let at = context + CONTEXT_BYTES
  at = placeProfile(context + FLAT, at, steps)
  at = placeProfile(context + BARE, at, steps)
  at = placeProfile(context + COVER, at, steps)
  at = placeProfile(context + BETA, at, steps)
  at = (at + 7) & ~7
  const line = <usize>(steps + 2) << 3
  store<u32>(context, <u32>at, INVERSE)
  for (let i: i32 = 1; i <= steps; i++) store<f64>(at + (<usize>i << 3), 1.0 / (<f64>i * stepM * 0.001))
  at += line
  store<u32>(context, <u32>at, HEIGHTS)
  at += line
  store<u32>(context, <u32>at, CLUTTER)
  at += line
  store<u32>(context, <u32>at, SEA)
  at += line
  const row = <usize>(receivers + 1) << 3
  store<u32>(context, <u32>at, DISTANCE)
  store<u32>(context, <u32>(at + row), GROUND)
  store<u32>(context, <u32>(at + 2 * row), LOSS)
}

/**
 * Bullington loss of the real profile (eq. 21): the profile's own highest slope, tangent or Fresnel-zone maximum.
 * The line-of-sight search may start from the sample that the last receiver found.
 */
function realBullingtonDb(profile: usize, k: i32, d: f64, hts: f64, hrs: f64, ce: f64, lambda: f64, stepKm: f64, inverseStep: f64): f64 {
  const bulge = ce * d
  const slope = (hrs - hts) / d
  const slopeTx = highestSlope(profile) + bulge
  if (slopeTx < slope) {
    // ν = c·√(0.002·d/(λ·x·(d − x))) ≥ −0.78 only where c²/(x·(d − x)) ≤ 0.78²·λ/(0.002·d).
    const limit = 0.6084 * lambda / (0.002 * d)
    const least = closestToLine(profile, k, d, hts, slope - bulge, stepKm, limit)
    if (least >= limit) return 0
    return bullingtonDb(knifeEdgeDb(-Math.sqrt(least * 0.002 * d / lambda)), d)
  }
  const slopeRx = tangentSlope(profile, d, hrs - bulge * d, inverseStep) - bulge
  return bullingtonDb(knifeEdgeDb(bullingtonNu(slopeTx, slopeRx, d, hts, hrs, lambda)), d)
}

/**
 * Walks a ray: `steps` samples outward of the antenna's ground (heights[0]) and `count` receivers in order of distance.
 * The profile of a receiver is the antenna's ground, the samples at least half a step before the receiver, and its own ground.
 */
export function walkPath(context: usize, steps: i32, count: i32, antennaHeightM: f64, rxHeightM: f64): void {
  const mode = load<i32>(context, MODE)
  const stepKm = load<f64>(context, STEP_KM)
  const inverseStep = 1.0 / stepKm
  const lambda = load<f64>(context, LAMBDA)
  const ce = load<f64>(context, CE)
  const cb = load<f64>(context, CB)
  const usesClutter = load<i32>(context, USES_CLUTTER) != 0
  const usesBeta = load<i32>(context, USES_BETA) != 0
  const usesSea = load<i32>(context, USES_SEA) != 0
  const usesFlat = mode != SWEEP_BULLINGTON
  const flat = context + FLAT
  const bare = context + BARE
  const cover = usesClutter ? context + COVER : bare
  const beta = context + BETA
  const heights = pathHeights(context)
  const clutter = pathClutter(context)
  const sea = pathSea(context)
  const inverse = <usize>load<u32>(context, INVERSE)
  const distances = pathDistances(context)
  const grounds = pathGrounds(context)
  const losses = pathLosses(context)
  resetProfile(flat)
  resetProfile(bare)
  resetProfile(cover)
  resetProfile(beta)
  const h0 = load<f64>(heights)
  const hts = h0 + antennaHeightM
  // Prefix sums of eqs. 85 and 86.
  let v1: f64 = 0
  let v2: f64 = 0
  let lastH = h0
  let lastX: f64 = 0
  let k: i32 = 0
  // Sea: km of the path over it; the longest and the current stretch of land.
  let seaKm: f64 = 0
  let landKm: f64 = 0
  let longestKm: f64 = 0
  let wasSea = usesSea && load<f64>(sea) != 0
  for (let r: i32 = 0; r < count; r++) {
    const d = load<f64>(distances + (<usize>r << 3))
    const until = min(<i32>Math.floor(d * inverseStep - 0.5 + 1e-9), steps)
    while (k < until) {
      k++
      const at = <usize>k << 3
      const x = <f64>k * stepKm
      const h = load<f64>(heights + at)
      const inv = load<f64>(inverse + at)
      v1 += stepKm * (h + lastH)
      v2 += stepKm * (h * (x + x + lastX) + lastH * (x + lastX + lastX))
      const slope = (h - hts) * inv
      const bend = ce * x
      pushSample(bare, k, x, h - bend * x, slope - bend, stepKm)
      if (usesFlat) pushSample(flat, k, x, h, slope, stepKm)
      if (usesClutter) {
        const g = h + load<f64>(clutter + at)
        pushSample(cover, k, x, g - bend * x, (g - hts) * inv - bend, stepKm)
      }
      if (usesBeta) {
        const g = usesClutter ? h + load<f64>(clutter + at) : h
        pushSample(beta, k, x, g - cb * x * x, (g - hts) * inv - cb * x, stepKm)
      }
      if (usesSea) {
        const isSea = load<f64>(sea + at) != 0
        if (wasSea) seaKm += 0.5 * stepKm
        else {
          landKm += 0.5 * stepKm
          longestKm = max(longestKm, landKm)
        }
        if (isSea != wasSea) landKm = 0
        if (isSea) seaKm += 0.5 * stepKm
        else {
          landKm += 0.5 * stepKm
          longestKm = max(longestKm, landKm)
        }
        wasSea = isSea
      }
      lastH = h
      lastX = x
    }
    const hr = load<f64>(grounds + (<usize>r << 3))
    const hrs = hr + rxHeightM
    let result: f64 = 0
    if (mode == SWEEP_BULLINGTON) {
      result = realBullingtonDb(cover, k, d, hts, hrs, ce, lambda, stepKm, inverseStep)
      store<f64>(losses + (<usize>r << 3), result)
      continue
    }
    // The stretch between the last sample and the receiver: half as the sample's ground, half as the receiver's, which is taken as the same.
    const gap = d - lastX
    let omega: f64 = 0
    let inlandKm = d
    if (usesSea) {
      omega = min((seaKm + (wasSea ? gap : 0.0)) / d, 1.0)
      inlandKm = wasSea ? longestKm : max(longestKm, landKm + gap)
    }
    smoothHeights(context, k, d, h0, hr, hts, hrs, v1 + gap * (hr + lastH), v2 + gap * (hr * (d + d + lastX) + lastH * (d + lastX + lastX)), inverseStep)
    const hte = hts - load<f64>(context, HSTD)
    const hre = hrs - load<f64>(context, HSRD)
    const f13 = load<f64>(context, F13)
    const f23 = load<f64>(context, F23)
    result = realBullingtonDb(cover, k, d, hts, hrs, ce, lambda, stepKm, inverseStep) +
      sphericalDeltaDb(d, hte, hre, k, stepKm, load<f64>(context, AE), load<f64>(context, LOG2_AE), ce, lambda, f13, f23, context + GROUNDS, omega)
    if (mode == SWEEP_P1812) {
      let betaDb = result
      if (usesBeta) {
        betaDb = realBullingtonDb(beta, k, d, hts, hrs, cb, lambda, stepKm, inverseStep) +
          sphericalDeltaDb(d, hte, hre, k, stepKm, load<f64>(context, AB), load<f64>(context, LOG2_AB), cb, lambda, f13, f23, context + GROUNDS, omega)
      }
      result = basicLossDb(context, k, d, h0, hr, hts, hrs, result, betaDb, omega, inlandKm, stepKm, inverseStep, wasSea)
    }
    store<f64>(losses + (<usize>r << 3), result)
  }
}

/** Smooth-Earth surface and effective heights, attachment 1 sections 5.6.1 and 5.6.2 (eqs. 85 to 91). */
function smoothHeights(
  context: usize, k: i32, d: f64, h0: f64, hr: f64, hts: f64, hrs: f64, v1: f64, v2: f64, inverseStep: f64,
): void {
  const flat = context + FLAT
  const perSquare = 1.0 / (d * d)
  const hst = (2.0 * v1 * d - v2) * perSquare
  const hsr = (v2 - v1 * d) * perSquare
  store<f64>(context, hst, HST)
  store<f64>(context, hsr, HSR)
  let hstp = hst
  let hsrp = hsr
  const slope = (hrs - hts) / d
  const riseTx = highestSlope(flat) - slope
  if (riseTx > 0) {
    const obstruction = extremeAbove(flat, slope) - hts
    if (obstruction > 0) {
      const riseRx = tangentSlope(flat, d, hrs, inverseStep) + slope
      const share = riseTx / (riseTx + riseRx)
      hstp -= obstruction * share
      hsrp -= obstruction * (1.0 - share)
    }
  }
  store<f64>(context, min(hstp, h0), HSTD)
  store<f64>(context, min(hsrp, hr), HSRD)
}

/** Basic transmission loss not exceeded for p % of time and pL % of locations, P.1812 sections 4.2 and 4.4 to 4.9. */
function basicLossDb(
  context: usize, k: i32, d: f64, h0: f64, hr: f64, hts: f64, hrs: f64, medianDb: f64, betaDb: f64, omega: f64, inlandKm: f64,
  stepKm: f64, inverseStep: f64, atSea: bool,
): f64 {
  const bare = context + BARE
  const ae = load<f64>(context, AE)
  const ce = load<f64>(context, CE)
  const rise = (hts - hrs) * 0.001
  const free = load<f64>(context, FREE_SPACE) + DB_PER_POWER_OCTAVE * log2(d * d + rise * rise)
  const usesBeta = load<i32>(context, USES_BETA) != 0
  const log10p50 = load<f64>(context, LOG10_P50)
  const location = atSea ? 0.0 : load<f64>(context, LOCATION_DB)

  // Horizons, attachment 1 section 4 (eqs. 76 to 84), as tangents (m/km·10⁻³).
  const bulge = ce * d
  const slope = (hrs - hts) / d
  const seen = !(highestSlope(bare) > slope - bulge)
  let thetaT: f64
  let thetaR: f64
  let lt: i32 = 0
  let lr: i32 = 0
  let dlt = d
  let dlr: f64 = 0
  if (seen) {
    if (medianDb == 0 && betaDb == 0 && log10p50 == 0) {
      // Free space: neither ducting (never below it) nor troposcatter can lower a loss that nothing has raised.
      return free + max(location, 0.0)
    }
    thetaT = 1000.0 * Math.atan((slope - bulge) * 0.001)
    thetaR = 1000.0 * Math.atan((-slope - bulge) * 0.001)
  } else {
    thetaT = 1000.0 * Math.atan(highestSlope(bare) * 0.001)
    thetaR = 1000.0 * Math.atan((tangentSlope(bare, d, hrs - bulge * d, inverseStep) - 2.0 * bulge) * 0.001)
    lt = highestAt(bare)
    lr = foundAt(bare)
    dlt = <f64>lt * stepKm
    dlr = d - <f64>lr * stepKm
  }
  const theta = 1000.0 * d / ae + thetaT + thetaR

  // β0, section 3.6 (eqs. 2 to 5).
  const log2d = log2(d)
  const tau = 1.0 - exp2(-LOG2E * 4.12e-4 * power(max(inlandKm, 1e-9), 2.41))
  const log2mu1 = min(0.2 * log2(exp2(-LOG2_10 * inlandKm / (16.0 - 6.6 * tau)) + exp2(-LOG2_10 * 5.0 * (0.496 + 0.354 * tau))), 0.0)
  const b0 = load<f64>(context, B0_FACTOR) * exp2(log2mu1 * (1.0 + load<f64>(context, MU4_EXPONENT)))

  // Line of sight, section 4.2 (eqs. 8 to 11).
  const focusing = log10p50 != 0 || usesBeta ? 2.6 * (1.0 - exp2(-0.1 * LOG2E * (seen ? d : dlt + dlr))) : 0.0
  const lb0p = free + focusing * log10p50
  // Diffraction, eqs. 40 to 43, and the notional minimum, eq. 59.
  let ldp = medianDb
  let lmin = lb0p + (1.0 - omega) * medianDb
  if (usesBeta) {
    const inP = load<f64>(context, INVERSE_P)
    const time = load<f64>(context, TIME)
    const fi = time > b0 ? inP / inverseNormal(b0 * 0.01) : 1.0
    ldp = medianDb + fi * (betaDb - medianDb)
    lmin = lb0p + (1.0 - omega) * ldp
    if (time >= b0) {
      const median = free + medianDb
      const lb0b = free + focusing * (LOG10_2 * log2(b0 * 0.02))
      lmin = median + (lb0b + (1.0 - omega) * ldp - median) * (inP / inverseNormal(b0 * 0.01))
    }
  } else {
    // p = 50 %: eq. 59 with a factor that the recommendation's approximation of the normal distribution leaves at 1.3e-9/I(β0), not 0.
    lmin = free + medianDb
    if (b0 > 30.0) {
      const lift = 2.6 * (1.0 - exp2(-0.1 * LOG2E * (seen ? d : dlt + dlr))) * (LOG10_2 * log2(b0 * 0.02)) - omega * medianDb
      lmin += lift * (inverseNormal(0.5) / inverseNormal(b0 * 0.01))
    }
  }
  const lbd = lb0p + ldp

  // Ducting, section 4.5, only where it can come below the diffraction loss (eqs. 60 and 61).
  let lbda = lbd
  if (lbd >= lb0p) {
    const lba = ductingDb(context, k, d, log2d, h0, hr, hts, hrs, theta, thetaT, thetaR, dlt, dlr, lt, lr, seen, omega, inlandKm, tau, b0, lbd, stepKm, atSea)
    if (lba < lbd) {
      const high = max(lba, lb0p)
      const lminbap = high + (2.5 / LOG2E) * log2(1.0 + exp2(-Math.abs(lba - lb0p) * (LOG2E / 2.5)))
      if (lminbap <= lbd) lbda = lminbap + (lbd - lminbap) * falling(1.5 * (d - 20.0) / 20.0)
    }
  }
  // Eqs. 57, 58 and 62.
  const lbam = lbda + (lmin - lbda) * falling(2.4 * (theta - 0.3) / 0.3)
  // Troposcatter, section 4.4 (eqs. 44, 45, 63).
  const lbs = load<f64>(context, TROPO) + DB_PER_AMPLITUDE_OCTAVE * log2d + 0.573 * theta
  const low = min(lbs, lbam)
  const apart = Math.abs(lbs - lbam)
  let lbc = low
  if (apart < 45.0) lbc -= 5.0 * LOG10_2 * log2(1.0 + exp2(-0.2 * LOG2_10 * apart))
  return max(lb0p, lbc + location)
}

/** 1 − ½·(1 + tanh x) = 1/(1 + e^2x). */
// @ts-ignore: decorator
@inline
function falling(x: f64): f64 {
  return 1.0 / (1.0 + exp2(2.0 * LOG2E * x))
}

// @ts-ignore: decorator
@inline
function tanh(x: f64): f64 {
  return 1.0 - 2.0 / (1.0 + exp2(2.0 * LOG2E * x))
}

/** Loss by ducting and layer reflection, section 4.5 (eqs. 46 to 56); any value ≥ `enough` where it is sure to be that large. */
function ductingDb(
  context: usize, k: i32, d: f64, log2d: f64, h0: f64, hr: f64, hts: f64, hrs: f64, theta: f64, thetaT: f64, thetaR: f64,
  dltKm: f64, dlrKm: f64, lt: i32, lr: i32, seen: bool, omega: f64, inlandKm: f64, tau: f64, b0: f64, enough: f64, stepKm: f64, atSea: bool,
): f64 {
  let dlt = dltKm
  let dlr = dlrKm
  const ae = load<f64>(context, AE)
  if (seen) {
    // The Bullington point of the bare profile: the sample of largest ν, however small.
    const bare = context + BARE
    closestToLine(bare, k, d, hts, (hrs - hts) / d - load<f64>(context, CE) * d, stepKm, 1e300)
    lt = foundAt(bare)
    lr = lt
    // A path without intermediate samples is split in half.
    dlt = k > 0 ? <f64>lt * stepKm : 0.5 * d
    dlr = d - dlt
  }
  const rootGhz = load<f64>(context, ROOT_GHZ)
  const f13 = load<f64>(context, F13)
  let fixed = 102.45 - 92.4 + load<f64>(context, FREE_SPACE) + DB_PER_AMPLITUDE_OCTAVE * log2(dlt + dlr) + load<f64>(context, DUCT_LOW_FREQUENCY)
  const overT = thetaT - 0.1 * dlt
  const overR = thetaR - 0.1 * dlr
  if (overT > 0) fixed += DB_PER_AMPLITUDE_OCTAVE * log2(1.0 + 0.361 * overT * rootGhz * Math.sqrt(dlt)) + 0.264 * overT * f13
  if (overR > 0) fixed += DB_PER_AMPLITUDE_OCTAVE * log2(1.0 + 0.361 * overR * rootGhz * Math.sqrt(dlr)) + 0.264 * overR * f13
  if (omega >= 0.75) {
    const coastT = load<f64>(pathSea(context)) != 0 ? 0.0 : load<f64>(context, COAST_TX)
    const coastR = atSea ? 0.0 : load<f64>(context, COAST_RX)
    if (coastT <= 5.0 && coastT <= dlt) fixed -= 3.0 * exp2(-0.25 * LOG2E * coastT * coastT) * (1.0 + tanh(0.07 * (50.0 - hts)))
    if (coastR <= 5.0 && coastR <= dlr) fixed -= 3.0 * exp2(-0.25 * LOG2E * coastR * coastR) * (1.0 + tanh(0.07 * (50.0 - hrs)))
  }
  const theta1 = 1000.0 * d / ae + min(thetaT, 0.1 * dlt) + min(thetaR, 0.1 * dlr)
  fixed += load<f64>(context, DUCT_PER_MRAD) * theta1
  const log2p = load<f64>(context, LOG2_P)
  const perDecade = 1.2 + 3.7e-3 * d
  // β ≤ β0, so (p/β)^Γ ≥ 1 and the logarithm is at least that of p/β0, where p ≥ β0: a bound without roughness and path geometry.
  const log2b0 = log2(b0)
  if (log2p >= log2b0 && fixed + perDecade * LOG10_2 * (log2p - log2b0) >= enough) return enough

  const hst = min(load<f64>(context, HST), h0)
  const hsr = min(load<f64>(context, HSR), hr)
  const roots = Math.sqrt(hts - hst) + Math.sqrt(hrs - hsr)
  const power31 = exp2(3.1 * log2d)
  const alpha = max(-0.6 - 3.5e-9 * power31 * tau, -3.4)
  const log2mu2 = min(alpha * log2(500.0 / ae * d * d / (roots * roots)), 0.0)
  const steepness = (hsr - hst) / d
  const hm = (k > 0 ? highestAbove(context + FLAT, min(lt, lr), max(lt, lr), steepness, stepKm) : h0) - hst
  let log2mu3: f64 = 0
  if (hm > 10.0) log2mu3 = -4.6e-5 * LOG2E * (hm - 10.0) * (43.0 + 6.0 * min(d - dlt - dlr, 40.0))
  const log2beta = log2b0 + log2mu2 + log2mu3
  const log10beta = LOG10_2 * log2beta
  const gamma = 1.076 / power(2.0058 - log10beta, 1.012) *
    exp2(-LOG2E * 1e-6 * (9.51 - 4.8 * log10beta + 0.198 * log10beta * log10beta) * exp2(1.13 * log2d))
  const octaves = log2p - log2beta
  return fixed - 12.0 + perDecade * LOG10_2 * octaves + 12.0 * exp2(gamma * octaves)
}
