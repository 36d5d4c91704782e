// The NTIA Irregular Terrain Model along a ray. Horizons come from the hull of the terrain, fitted lines and mean heights from prefix
// sums; only the terrain irregularity looks at up to 245 resampled points, whose deciles are counted out, not sorted.
// Equations as in src/radio/itm/, which is the oracle. Distances in metres, angles in radians.
import {
  SWEEP_OPTION_ITM, SWEEP_OPTION_N0, SWEEP_OPTION_POLARIZATION,
} from './layout'
import { DB_PER_AMPLITUDE_OCTAVE, DB_PER_POWER_OCTAVE, LOG10_2, LOG2E, exp2, log2 } from './math'

// The context, byte offsets.
const STEP: usize = 0
const MHZ: usize = 8
const N0: usize = 16
const RE: usize = 24
const IM: usize = 32
const MODULUS: usize = 40
const WAVE: usize = 48
const CUBE_ROOT_MHZ: usize = 56
const LOG2_MHZ: usize = 64
const Z_TIME: usize = 72
const Z_LOCATION: usize = 80
const Z_SITUATION: usize = 88
const VARIABILITY: usize = 96
const WITH_SITUATION: usize = 104
const WITH_LOCATION: usize = 112
const CURVES: usize = 120
const DUCTING: usize = 240
const Z_DUCTING: usize = 248
const G_MINUS: usize = 256
const G_PLUS: usize = 264
const EXIT: usize = 272
// Of one receiver.
const RADIUS: usize = 280
const REFRACTIVITY: usize = 288
const ANGLE: usize = 296
const HORIZON: usize = 312
const EFFECTIVE: usize = 328
const IRREGULARITY: usize = 344
const REACH: usize = 352
const SMOOTH: usize = 360
const LOS_ANGLE: usize = 368
const GAIN: usize = 376
// Where its arrays are.
const HULL: usize = 384
const SUMS: usize = 388
const MOMENTS: usize = 392
const POINTS: usize = 396
const COUNTS: usize = 400
const HEIGHTS: usize = 404
const STRUCTURAL: usize = 408
const ITM_CONTEXT_BYTES: usize = 424

const POINT_MOST: usize = 256
const BUCKETS: i32 = 256
/** Half the largest curvature that the model has, 157e-9 1/m: the hull under it holds the hulls under all others. */
const BEND_MOST: f64 = 157e-9 / 2.0

/** Bytes of the context and its arrays for rays of `steps` steps. */
export function itmBytes(steps: i32): usize {
  return ITM_CONTEXT_BYTES + <usize>(steps + 2) * 40 + POINT_MOST * 24 + <usize>BUCKETS * 4 + 64
}

// @ts-ignore: decorator
@inline
function ln(x: f64): f64 {
  return log2(x) * 0.6931471805599453
}
// @ts-ignore: decorator
@inline
function lg(x: f64): f64 {
  return log2(x) * LOG10_2
}
// @ts-ignore: decorator
@inline
function expOf(x: f64): f64 {
  return exp2(x * LOG2E)
}
// @ts-ignore: decorator
@inline
function cubeRoot(x: f64): f64 {
  return exp2(log2(x) * (1.0 / 3.0))
}
// @ts-ignore: decorator
@inline
function excess(a: f64, b: f64): f64 {
  return a > b ? a - b : 0.0
}

// @ts-ignore: decorator
@inline
function factor(options: usize, at: usize, q: f64): f64 {
  const b3 = load<f64>(options + at, 16) * q
  return load<f64>(options + at) + load<f64>(options + at, 8) / (b3 * b3 + 1.0)
}

/** Writes what does not depend on the receiver. */
export function setItm(c: usize, stepM: f64, steps: i32, frequencyMhz: f64, txHeightM: f64, rxHeightM: f64, heights: usize, options: usize): void {
  const itm = options + (SWEEP_OPTION_ITM << 3)
  store<f64>(c, stepM, STEP)
  store<f64>(c, frequencyMhz, MHZ)
  store<f64>(c, load<f64>(options + (SWEEP_OPTION_N0 << 3)), N0)
  const permittivity = load<f64>(itm)
  const loss = 18000.0 * load<f64>(itm, 8) / frequencyMhz
  const e = permittivity - 1.0
  const modulus = Math.sqrt(e * e + loss * loss)
  let re = Math.sqrt((modulus + e) * 0.5)
  let im = Math.sqrt((modulus - e) * 0.5)
  if (load<f64>(options + (SWEEP_OPTION_POLARIZATION << 3)) != 0) {
    const scale = permittivity * permittivity + loss * loss
    const turned = (re * permittivity + im * loss) / scale
    im = (im * permittivity - re * loss) / scale
    re = turned
  }
  store<f64>(c, re, RE)
  store<f64>(c, im, IM)
  store<f64>(c, Math.sqrt(re * re + im * im), MODULUS)
  const wave = frequencyMhz / 47.7
  store<f64>(c, wave, WAVE)
  store<f64>(c, cubeRoot(frequencyMhz), CUBE_ROOT_MHZ)
  store<f64>(c, log2(frequencyMhz), LOG2_MHZ)
  memory.copy(c + Z_TIME, itm + 16, 48)
  memory.copy(c + CURVES, itm + 64, 136)
  const q = ln(0.133 * wave)
  store<f64>(c, factor(itm, 200, q), G_MINUS)
  store<f64>(c, factor(itm, 224, q), G_PLUS)
  store<f64>(c, cubeRoot(575.7e12 / wave), EXIT)
  store<f64>(c, txHeightM, STRUCTURAL)
  store<f64>(c, rxHeightM, STRUCTURAL + 8)
  const line = <usize>(steps + 2) << 3
  let at = (c + ITM_CONTEXT_BYTES + 7) & ~7
  store<u32>(c, <u32>at, HULL)
  at += 3 * line
  store<u32>(c, <u32>at, SUMS)
  at += line
  store<u32>(c, <u32>at, MOMENTS)
  at += line
  store<u32>(c, <u32>at, POINTS)
  at += 3 * (POINT_MOST << 3)
  store<u32>(c, <u32>at, COUNTS)
  store<u32>(c, <u32>heights, HEIGHTS)
}

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

/** The straight line by least squares through samples between two distances: its height over the antenna's ground at 0 (`far` false) or at sample n. */
function fitEnd(c: usize, n: i32, startM: f64, endM: f64, far: bool): f64 {
  const heights = <usize>load<u32>(c, HEIGHTS)
  const sums = <usize>load<u32>(c, SUMS)
  const moments = <usize>load<u32>(c, MOMENTS)
  const stepM = load<f64>(c, STEP)
  const last = <f64>n
  let start = Math.trunc(excess(startM / stepM, 0.0))
  let end = last - Math.trunc(excess(last, endM / stepM))
  if (end <= start) {
    start = Math.trunc(excess(start, 1.0))
    end = last - Math.trunc(excess(last, end + 1.0))
  }
  const length = end - start
  const s = <usize><i32>start << 3
  const e = <usize><i32>end << 3
  const h0 = load<f64>(heights)
  const first = load<f64>(heights + s) - h0
  const final = load<f64>(heights + e) - h0
  const middle = end - 0.5 * length
  // Inner samples whole, the outer two half.
  const inner = load<f64>(sums + e) - load<f64>(sums + s, 8)
  const sum = 0.5 * (first + final) + inner
  const moment = 0.25 * (final - first) * length + (load<f64>(moments + e) - load<f64>(moments + s, 8)) - middle * inner
  const slope = moment * 12.0 / ((length * length + 2.0) * length)
  const mean = sum / length
  return far ? mean + slope * (last - middle) : mean - slope * middle
}

/** Terrain irregularity Δh between two distances: interdecile range about a fitted line, made asymptotic. */
function irregularity(c: usize, n: i32, startM: f64, endM: f64): f64 {
  const stepM = load<f64>(c, STEP)
  const heights = <usize>load<u32>(c, HEIGHTS)
  const points = <usize>load<u32>(c, POINTS)
  const counts = <usize>load<u32>(c, COUNTS)
  const from = startM / stepM
  const to = endM / stepM
  if (to - from < 2.0) return 0
  const decile = min(max(4, <i32>(0.1 * (to - from + 8.0))), 25)
  const count = 10 * decile - 5
  const step = (to - from) / <f64>(count - 1)
  // Linear interpolation; sums for the fitted line on the way, outer points half.
  const h0 = load<f64>(heights)
  const limit = n - 1
  const offset = 0.5 * <f64>(count - 1)
  let sum: f64 = 0
  let moment: f64 = 0
  let position = from
  for (let j: i32 = 0; j < count; j++) {
    const i = min(<i32>position, limit)
    const at = heights + (<usize>i << 3)
    const low = load<f64>(at)
    const h = low + (load<f64>(at, 8) - low) * (position - <f64>i) - h0
    store<f64>(points + (<usize>j << 3), h)
    sum += h
    moment += h * (<f64>j - offset)
    position += step
  }
  const first = load<f64>(points)
  const final = load<f64>(points + (<usize>(count - 1) << 3))
  const length = <f64>(count - 1)
  sum -= 0.5 * (first + final)
  moment -= 0.5 * (final - first) * offset
  const slope = moment * 12.0 / ((length * length + 2.0) * length)
  let line = sum / length - slope * offset
  let lowest: f64 = 1e300
  let highest: f64 = -1e300
  for (let j: i32 = 0; j < count; j++) {
    const at = points + (<usize>j << 3)
    const h = load<f64>(at) - line
    store<f64>(at, h)
    lowest = min(lowest, h)
    highest = max(highest, h)
    line += slope
  }
  if (!(highest - lowest > 1e-12)) return 0
  // Deciles by counting: into which of 256 equal ranges each falls.
  const scale = (<f64>BUCKETS - 0.001) / (highest - lowest)
  memory.fill(counts, 0, <usize>BUCKETS << 2)
  for (let j: i32 = 0; j < count; j++) {
    const bucket = counts + (<usize><i32>((load<f64>(points + (<usize>j << 3)) - lowest) * scale) << 2)
    store<i32>(bucket, load<i32>(bucket) + 1)
  }
  // The few in the ranges of the two deciles are gathered in one pass, and the wanted of them selected.
  const lowRank = decile - 1
  let lowBucket: i32 = 0
  let lowBefore: i32 = 0
  let here = load<i32>(counts)
  while (lowBefore + here <= lowRank) {
    lowBefore += here
    lowBucket++
    here = load<i32>(counts + (<usize>lowBucket << 2))
  }
  const highRank = count - decile
  let highBucket = BUCKETS - 1
  let highBefore = count - load<i32>(counts + (<usize>highBucket << 2))
  while (highBefore > highRank) {
    highBucket--
    highBefore -= load<i32>(counts + (<usize>highBucket << 2))
  }
  const lows = points + (POINT_MOST << 3)
  const highs = lows + (POINT_MOST << 3)
  let lowEnd = lows
  let highEnd = highs
  for (let j: i32 = 0; j < count; j++) {
    const h = load<f64>(points + (<usize>j << 3))
    const bucket = <i32>((h - lowest) * scale)
    store<f64>(lowEnd, h)
    store<f64>(highEnd, h)
    lowEnd += <usize>(bucket == lowBucket ? 8 : 0)
    highEnd += <usize>(bucket == highBucket ? 8 : 0)
  }
  const low = selected(lows, lowEnd, lowRank - lowBefore)
  const high = selected(highs, highEnd, highRank - highBefore)
  return (high - low) / (1.0 - 0.8 * expOf(-(endM - startM) / 50e3))
}

/** The value of rank `rank` (0 = smallest) among the f64 from `from` to before `end`: quickselect in place. */
function selected(from: usize, end: usize, rank: i32): f64 {
  let left = from
  let right = end - 8
  const wanted = from + (<usize>rank << 3)
  while (left < right) {
    const pivot = load<f64>(left + ((((right - left) >> 3) >> 1) << 3))
    let i = left
    let j = right
    while (i <= j) {
      while (load<f64>(i) < pivot) i += 8
      while (load<f64>(j) > pivot) j -= 8
      if (i <= j) {
        const swapped = load<f64>(i)
        store<f64>(i, load<f64>(j))
        store<f64>(j, swapped)
        i += 8
        j -= 8
      }
    }
    if (wanted <= j) right = j
    else if (wanted >= i) left = i
    else break
  }
  return load<f64>(wanted)
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

// @ts-ignore: decorator
@inline
function roughnessAt(d: f64, irregular: f64): f64 {
  return irregular * (1.0 - 0.8 * expOf(-d / 50e3))
}

// @ts-ignore: decorator
@inline
function sigmaH(roughness: f64): f64 {
  return 0.78 * roughness * expOf(-0.5 * Math.sqrt(Math.sqrt(roughness)))
}

/** Loss over an ideal knife edge, from ν² [TN101v2, eqs (III.24b), (III.24c)]. */
// @ts-ignore: decorator
@inline
function fresnelDb(nu2: f64): f64 {
  if (nu2 < 5.76) return 6.02 + 9.11 * Math.sqrt(nu2) - 1.27 * nu2
  return 12.953 + 10.0 * lg(nu2)
}

/** Height gain F(x, K) [Vogler 1964; Algorithm, eq. (6.4)]. */
function heightGain(x: f64, k: f64): f64 {
  if (x < 200.0) {
    const w = -ln(k)
    if (k < 1e-5 || x * w * w * w > 5495.0) return x > 1.0 ? 17.372 * ln(x) - 117.0 : -117.0
    return 2.5e-5 * x * x / k - 8.686 * w - 15.0
  }
  const lnx = ln(x)
  const far = 0.05751 * x - 4.343 * lnx
  if (x >= 2000.0) return far
  const w = 0.0134 * x * expOf(-0.005 * x)
  return (1.0 - w) * far + w * (17.372 * lnx - 117.0)
}

// Vogler's parameters of one of three radii [Vogler 1964, eqs (2), (6a), (7a)]: c0, then K, then x.
// @ts-ignore: decorator
@inline
function radiusRoot(radius: f64): f64 {
  return cubeRoot(4.0 / 3.0 * 6370e3 / radius)
}

/** Diffraction at a distance: smooth Earth and knife edges weighted by roughness, plus clutter; what the two distances share is given. */
function diffraction(c: usize, d: f64, sharedX: f64, sharedGain: f64, clutter: f64): f64 {
  const radius = load<f64>(c, RADIUS)
  const reach = load<f64>(c, REACH)
  const losAngle = load<f64>(c, LOS_ANGLE)
  const horizon0 = load<f64>(c, HORIZON)
  const horizon1 = load<f64>(c, HORIZON + 8)
  const mhz = load<f64>(c, MHZ)
  const angle = d / radius - losAngle
  const beyond = d - horizon0 - horizon1
  const scale = 0.0795775 * load<f64>(c, WAVE) * angle * angle
  const knife = fresnelDb(scale * horizon0 * beyond / (beyond + horizon0)) + fresnelDb(scale * horizon1 * beyond / (beyond + horizon1))
  const root = load<f64>(c, CUBE_ROOT_MHZ)
  const c0 = radiusRoot(beyond / angle)
  const k = 0.017778 * c0 / root / load<f64>(c, MODULUS)
  const x = (1.607 - k) * c0 * c0 * root * beyond * 0.001 + sharedX
  const smooth = 0.05751 * x - 10.0 * lg(x) - sharedGain - 20.0
  const product = load<f64>(c, STRUCTURAL) * load<f64>(c, STRUCTURAL + 8)
  const surplus = load<f64>(c, EFFECTIVE) * load<f64>(c, EFFECTIVE + 8) - product
  const rough = min(roughnessAt(d, load<f64>(c, IRREGULARITY)) * mhz / 47.7, 6283.2)
  const q = (Math.sqrt(1.0 + surplus / (product + 10.0)) + (-losAngle * radius + reach) / d) * rough
  const weight = 25.1 / (25.1 + Math.sqrt(q))
  return weight * smooth + (1.0 - weight) * knife + clutter
}

/** Attenuation in the line-of-sight region: two rays and the extended diffraction line, weighted [Algorithm §4.7]. */
function lineOfSight(c: usize, d: f64, slope: f64, intercept: f64): f64 {
  const wave = load<f64>(c, WAVE)
  const irregular = load<f64>(c, IRREGULARITY)
  const sigma = sigmaH(roughnessAt(d, irregular))
  const tx = load<f64>(c, EFFECTIVE)
  const rx = load<f64>(c, EFFECTIVE + 8)
  const both = tx + rx
  const sinPsi = both / Math.sqrt(d * d + both * both)
  const re = load<f64>(c, RE)
  const im = load<f64>(c, IM)
  const scale = expOf(-min(10.0, wave * sigma * sinPsi)) / ((sinPsi + re) * (sinPsi + re) + im * im)
  let real = (sinPsi * sinPsi - re * re - im * im) * scale
  let imaginary = -2.0 * sinPsi * im * scale
  const q = real * real + imaginary * imaginary
  if (q < 0.25 || q < sinPsi) {
    const lift = Math.sqrt(sinPsi / q)
    real *= lift
    imaginary *= lift
  }
  const quarter: f64 = 1.5707963267948966
  let phase = wave * 2.0 * tx * rx / d
  if (phase > quarter) phase = 2.0 * quarter - quarter * quarter / phase
  const a = Math.cos(phase) + real
  const b = imaginary - Math.sin(phase)
  const twoRays = -10.0 * lg(a * a + b * b)
  const weight = 1.0 / (1.0 + load<f64>(c, MHZ) * irregular / max(10e3, load<f64>(c, SMOOTH)))
  return weight * twoRays + (1.0 - weight) * (slope * d + intercept)
}

/** Attenuation function F(θd) [Algorithm, eq. (6.9)]. */
function scatterDb(td: f64): f64 {
  if (td <= 10e3) return 133.4 + 0.332e-3 * td - 10.0 * lg(td)
  if (td <= 70e3) return 104.6 + 0.212e-3 * td - 2.5 * lg(td)
  return 71.8 + 0.157e-3 * td + 5.0 * lg(td)
}

// @ts-ignore: decorator
@inline
function gainCurve(j: i32, inverse2: f64): f64 {
  const a: f64 = j == 0 ? 25.0 : j == 1 ? 80.0 : j == 2 ? 177.0 : j == 3 ? 395.0 : 705.0
  const b: f64 = j == 0 ? 24.0 : j == 1 ? 45.0 : j == 2 ? 68.0 : j == 3 ? 80.0 : 105.0
  return 10.0 * lg(1.0 + a * inverse2 * inverse2 + b * inverse2)
}

/** Frequency gain H0(r, η), between its curves for whole η [Algorithm, eq. (6.13)]. */
function frequencyGain(r: f64, efficiency: f64): f64 {
  const eta = min(max(efficiency, 1.0), 5.0)
  const lower = <i32>eta
  const share = eta - <f64>lower
  const inverse2 = 1.0 / (r * r)
  const low = gainCurve(lower - 1, inverse2)
  return share == 0 ? low : (1.0 - share) * low + share * gainCurve(lower, inverse2)
}

/** Troposcatter at a distance [Algorithm §4.3, eq. (4.63)]; 1001 where undefined. GAIN holds H0 of the farther distance, negative before it. */
function troposcatter(c: usize, d: f64): f64 {
  const wave = load<f64>(c, WAVE)
  const radius = load<f64>(c, RADIUS)
  const refractivity = load<f64>(c, REFRACTIVITY)
  const previous = load<f64>(c, GAIN)
  let gain = previous
  if (previous <= 15.0) {
    const tx = load<f64>(c, EFFECTIVE)
    const rx = load<f64>(c, EFFECTIVE + 8)
    let difference = load<f64>(c, HORIZON) - load<f64>(c, HORIZON + 8)
    let ratio = rx / tx
    if (difference < 0) {
      difference = -difference
      ratio = 1.0 / ratio
    }
    const theta = load<f64>(c, ANGLE) + load<f64>(c, ANGLE + 8) + d / radius
    const r1 = 2.0 * wave * theta * tx
    const r2 = 2.0 * wave * theta * rx
    if (r1 < 0.2 && r2 < 0.2) return 1001.0
    const asymmetry = (d - difference) / (d + difference)
    const q = min(max(0.1, ratio / asymmetry), 10.0)
    const s = max(0.1, asymmetry)
    const crossover = (d - difference) * (d + difference) * theta * 0.25 / d
    const third = min(1.7, crossover / 8e3)
    const cubed = third * third * third
    const eta = crossover / 1.7556e3 * (1.0 + (0.031 - refractivity * 2.32e-3 + refractivity * refractivity * 5.67e-6) * expOf(-cubed * cubed))
    const mean = (frequencyGain(r1, eta) + frequencyGain(r2, eta)) * 0.5
    const correction = min(mean, 6.0 * (0.6 - lg(max(eta, 1.0))) * lg(s) * lg(q))
    gain = max(mean + correction, 0.0)
    if (eta < 1.0) {
      const root2: f64 = 1.4142135623730951
      const lift = (1.0 + root2 / r1) * (1.0 + root2 / r2)
      gain = eta * gain + (1.0 - eta) * 10.0 * lg(lift * lift * (r1 + r2) / (r1 + r2 + 2.0 * root2))
    }
    if (gain > 15.0 && previous >= 0) gain = previous
  }
  store<f64>(c, gain, GAIN)
  const angle = d / radius - load<f64>(c, LOS_ANGLE)
  const angle2 = angle * angle
  return scatterDb(angle * d) + 10.0 * lg(wave * 47.7 * angle2 * angle2) - 0.1 * (refractivity - 301.0) * expOf(-angle * d / 40e3) + gain
}

/** Reference attenuation over free space, never negative [Hufford, The ITS Irregular Terrain Model, §4]. */
function referenceDb(c: usize, d: f64): f64 {
  const radius = load<f64>(c, RADIUS)
  const reach = load<f64>(c, REACH)
  const smooth = load<f64>(c, SMOOTH)
  const mhz = load<f64>(c, MHZ)
  const irregular = load<f64>(c, IRREGULARITY)
  const root = load<f64>(c, CUBE_ROOT_MHZ)
  const tall = load<f64>(c, STRUCTURAL) * load<f64>(c, STRUCTURAL + 8)
  const unit = cubeRoot(radius * radius) / root

  // What the diffraction at both distances shares: the radii of the two horizons and the clutter.
  const horizon0 = load<f64>(c, HORIZON)
  const horizon1 = load<f64>(c, HORIZON + 8)
  const modulus = load<f64>(c, MODULUS)
  const c0 = radiusRoot(0.5 * horizon0 * horizon0 / load<f64>(c, EFFECTIVE))
  const c1 = radiusRoot(0.5 * horizon1 * horizon1 / load<f64>(c, EFFECTIVE + 8))
  const k0 = 0.017778 * c0 / root / modulus
  const k1 = 0.017778 * c1 / root / modulus
  const x0 = (1.607 - k0) * c0 * c0 * root * horizon0 * 0.001
  const x1 = (1.607 - k1) * c1 * c1 * root * horizon1 * 0.001
  const gains = heightGain(x0, k0) + heightGain(x1, k1)
  const clutter = min(15.0, 5.0 * lg(1.0 + 1e-5 * tall * mhz * sigmaH(roughnessAt(smooth, irregular))))

  const d3 = max(smooth, reach + 5.0 * unit)
  const d4 = d3 + 10.0 * unit
  const a3 = diffraction(c, d3, x0 + x1, gains, clutter)
  const slope = (diffraction(c, d4, x0 + x1, gains, clutter) - a3) / (d4 - d3)
  const intercept = a3 - slope * d3

  if (d < smooth) {
    // The line-of-sight curve A = A_o + K1·d + K2·ln d [ERL 79-ITS 67, eqs (3.16) to (3.21)].
    const end = smooth * slope + intercept
    let near = 0.04 * mhz * load<f64>(c, EFFECTIVE) * load<f64>(c, EFFECTIVE + 8)
    let far: f64
    if (intercept >= 0) {
      near = min(near, 0.5 * reach)
      far = near + 0.25 * (reach - near)
    } else far = max(-intercept / slope, 0.25 * reach)
    const aFar = lineOfSight(c, far, slope, intercept)
    let perM: f64 = 0
    let perE: f64 = 0
    let done = false
    if (near < far) {
      const aNear = lineOfSight(c, near, slope, intercept)
      const q = ln(smooth / near)
      perE = max(0.0, ((smooth - near) * (aFar - aNear) - (far - near) * (end - aNear)) / ((smooth - near) * ln(far / near) - (far - near) * q))
      if (intercept > 0 || perE > 0) {
        perM = (end - aNear - perE * q) / (smooth - near)
        if (perM < 0) {
          perM = 0
          perE = excess(end, aNear) / q
          if (perE == 0) perM = slope
        }
        done = true
      }
    }
    if (!done) {
      perE = 0
      perM = excess(end, aFar) / (smooth - far)
      if (perM == 0) perM = slope
    }
    return max(end + perM * (d - smooth) + perE * ln(d / smooth), 0.0)
  }

  store<f64>(c, -1.0, GAIN)
  const a6 = troposcatter(c, reach + 400e3)
  const d5 = reach + 200e3
  const a5 = troposcatter(c, d5)
  if (a5 < 1000.0) {
    const scatter = (a6 - a5) / 200e3
    const transition = max(max(smooth, reach + 1.088 * unit * ln(mhz)), (a5 - intercept - scatter * d5) / (slope - scatter))
    if (d > transition) return max(scatter * d + (slope - scatter) * transition + intercept, 0.0)
  }
  return max(slope * d + intercept, 0.0)
}

// @ts-ignore: decorator
@inline
function curve(at: usize, km: f64): f64 {
  const r = km / load<f64>(at, 16)
  const reach = r * r
  const q = (km - load<f64>(at, 24)) / load<f64>(at, 32)
  return (load<f64>(at) + load<f64>(at, 8) / (1.0 + q * q)) * reach / (1.0 + reach)
}

/** Attenuation not exceeded for the wanted time, locations and situations [Algorithm §5]. */
function varied(c: usize, d: f64, reference: f64): f64 {
  let zTime = load<f64>(c, Z_TIME)
  let zLocation = load<f64>(c, Z_LOCATION)
  const zSituation = load<f64>(c, Z_SITUATION)
  const mode = <i32>load<f64>(c, VARIABILITY)
  const exit = Math.sqrt(18e6 * load<f64>(c, EFFECTIVE)) + Math.sqrt(18e6 * load<f64>(c, EFFECTIVE + 8)) + load<f64>(c, EXIT)
  const km = (d < exit ? 130e3 * d / exit : 130e3 + d - exit) * 0.001
  const median = curve(c + CURVES, km)
  if (mode == 0) {
    zTime = zSituation
    zLocation = zSituation
  } else if (mode == 1) zLocation = zSituation
  else if (mode == 2) zLocation = zTime
  let regular: f64 = 0
  let situation: f64 = 0
  // All at the median: nothing but the median itself.
  if (zTime != 0 || zLocation != 0 || zSituation != 0) {
    const sigmaSituation = load<f64>(c, WITH_SITUATION) * (5.0 + 3.0 * expOf(-km / 100.0))
    const roughness = load<f64>(c, WAVE) * roughnessAt(d, load<f64>(c, IRREGULARITY))
    const sigmaLocation = load<f64>(c, WITH_LOCATION) * 10.0 * roughness / (roughness + 13.0)
    const yLocation = sigmaLocation * zLocation
    const plus = curve(c + CURVES + 80, km) * load<f64>(c, G_PLUS)
    const zd = load<f64>(c, Z_DUCTING)
    const ducting = load<f64>(c, DUCTING) * plus
    let sigmaTime = curve(c + CURVES + 40, km) * load<f64>(c, G_MINUS)
    if (zTime >= 0) sigmaTime = zTime <= zd ? plus : ducting + (plus - ducting) * zd / zTime
    const yTime = sigmaTime * zTime
    const spread = sigmaSituation * sigmaSituation + yTime * yTime / (7.8 + zSituation * zSituation) + yLocation * yLocation / (24.0 + zSituation * zSituation)
    if (mode == 0) situation = Math.sqrt(sigmaTime * sigmaTime + sigmaLocation * sigmaLocation + spread) * zSituation
    else if (mode == 1) {
      regular = yTime
      situation = Math.sqrt(sigmaLocation * sigmaLocation + spread) * zSituation
    } else {
      situation = Math.sqrt(spread) * zSituation
      regular = mode == 2 ? Math.sqrt(sigmaTime * sigmaTime + sigmaLocation * sigmaLocation) * zTime : yTime + yLocation
    }
  }
  const value = reference - median - regular - situation
  return value < 0 ? value * (29.0 - value) / (29.0 - 10.0 * value) : value
}
