// Diffraction of the Irregular Terrain Model: smooth Earth and knife edges weighted by roughness. Equations as in src/radio/itm/diffraction.ts.
import {
  CUBE_ROOT_MHZ, EFFECTIVE, HORIZON, IRREGULARITY, LOS_ANGLE, MHZ, MODULUS, RADIUS, REACH, STRUCTURAL, WAVE,
} from './itm-context'
import { cubeRoot, expOf, lg, ln } from './itm-functions'

// @ts-ignore: decorator
@inline
export function roughnessAt(d: f64, irregular: f64): f64 {
  return irregular * (1.0 - 0.8 * expOf(-d / 50e3))
}

// @ts-ignore: decorator
@inline
export function sigmaH(roughness: f64): f64 {
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
export function heightGain(x: f64, k: f64): f64 {
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

/** C0 of a radius of curvature, the first of Vogler's parameters [Vogler 1964, eqs (2), (6a), (7a)]: c0, then K, then x. */
// @ts-ignore: decorator
@inline
export function radiusRoot(radius: f64): f64 {
  return cubeRoot(4.0 / 3.0 * 6370e3 / radius)
}

/** Diffraction at a distance: smooth Earth and knife edges weighted by roughness, plus clutter; what the two distances share is given. */
export function diffraction(c: usize, d: f64, sharedX: f64, sharedGain: f64, clutter: f64): f64 {
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
