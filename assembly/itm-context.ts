// What a ray of the Irregular Terrain Model knows: byte offsets of the context and its arrays, and what does not depend on the receiver.
// Equations as in src/radio/itm/. Distances in metres, angles in radians.
import { SWEEP_OPTION_ITM, SWEEP_OPTION_N0, SWEEP_OPTION_POLARIZATION } from './layout'
import { cubeRoot, ln } from './itm-functions'
import { log2 } from './math'

// The context, byte offsets.
export const STEP: usize = 0
export const MHZ: usize = 8
export const N0: usize = 16
export const RE: usize = 24
export const IM: usize = 32
export const MODULUS: usize = 40
export const WAVE: usize = 48
export const CUBE_ROOT_MHZ: usize = 56
export const LOG2_MHZ: usize = 64
export const Z_TIME: usize = 72
export const Z_LOCATION: usize = 80
export const Z_SITUATION: usize = 88
export const VARIABILITY: usize = 96
export const WITH_SITUATION: usize = 104
export const WITH_LOCATION: usize = 112
export const CURVES: usize = 120
export const DUCTING: usize = 240
export const Z_DUCTING: usize = 248
export const G_MINUS: usize = 256
export const G_PLUS: usize = 264
export const EXIT: usize = 272
// Of one receiver.
export const RADIUS: usize = 280
export const REFRACTIVITY: usize = 288
export const ANGLE: usize = 296
export const HORIZON: usize = 312
export const EFFECTIVE: usize = 328
export const IRREGULARITY: usize = 344
export const REACH: usize = 352
export const SMOOTH: usize = 360
export const LOS_ANGLE: usize = 368
export const GAIN: usize = 376
// Where its arrays are.
export const HULL: usize = 384
export const SUMS: usize = 388
export const MOMENTS: usize = 392
export const POINTS: usize = 396
export const COUNTS: usize = 400
export const HEIGHTS: usize = 404
export const STRUCTURAL: usize = 408
const ITM_CONTEXT_BYTES: usize = 424

export const POINT_MOST: usize = 256
export const BUCKETS: i32 = 256
/** Half the largest curvature that the model has, 157e-9 1/m: the hull under it holds the hulls under all others. */
export const BEND_MOST: f64 = 157e-9 / 2.0

/** Bytes of the context and its arrays for rays of `steps` steps. */
export function itmBytes(steps: i32): usize {
  return ITM_CONTEXT_BYTES + <usize>(steps + 2) * 40 + POINT_MOST * 24 + <usize>BUCKETS * 4 + 64
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
