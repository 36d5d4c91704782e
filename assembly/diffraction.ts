// Diffraction terms of ITU-R P.1812 section 4.3 at one receiver; the maxima over the profile come from sweep-hull.ts.
import { DB_PER_AMPLITUDE_OCTAVE, DB_PER_POWER_OCTAVE, LOG2E, exp2, log2 } from './math'

/** J(ν), eq. 12: 6.9 + 20·lg(√((ν − 0.1)² + 1) + ν − 0.1) dB, 0 where ν ≤ −0.78. */
export function knifeEdgeDb(nu: f64): f64 {
  if (!(nu > -0.78)) return 0
  const v = nu - 0.1
  return 6.9 + DB_PER_AMPLITUDE_OCTAVE * log2(Math.sqrt(v * v + 1.0) + v)
}

/** Eq. 21: the Bullington loss from the loss of its one edge, d in km. */
// @ts-ignore: decorator
@inline
export function bullingtonDb(edgeDb: f64, d: f64): f64 {
  if (edgeDb == 0) return 0
  return edgeDb + (1.0 - exp2(edgeDb * (-LOG2E / 6.0))) * (10.0 + 0.02 * d)
}

/** ν of the Bullington point of a path beyond the horizon, eqs. 18 and 20; slopes in m/km, heights in m, d in km. */
// @ts-ignore: decorator
@inline
export function bullingtonNu(slopeTx: f64, slopeRx: f64, d: f64, hts: f64, hrs: f64, lambda: f64): f64 {
  const point = (hrs - hts + slopeRx * d) / (slopeTx + slopeRx)
  const rest = d - point
  const height = slopeTx * point - (hrs - hts) * point / d
  return height * Math.sqrt(0.002 * d / (lambda * point * rest))
}

/**
 * Bullington loss of the smooth path: all profile heights zero, antennas hte and hre over it (section 4.3.4, second use of 4.3.1).
 * The profile's samples are at 1 … k steps. Each maximum over them has one peak with a closed form, so the samples beside it hold it.
 * @param ce 500/ap, the bulge in m per km²
 * @param hint a distance in km near the largest ν of the line-of-sight branch
 */
export function smoothBullingtonDb(d: f64, hte: f64, hre: f64, k: i32, stepKm: f64, ce: f64, lambda: f64, hint: f64): f64 {
  if (k == 0) return 0
  const last = <f64>k
  // Slope from the transmitter: ce·(d − x) − hte/x, largest at √(hte/ce).
  let i = min(max(Math.floor(Math.sqrt(hte / ce) / stepKm), 1.0), last)
  let x = i * stepKm
  let slopeTx = ce * (d - x) - hte / x
  if (i < last) {
    x += stepKm
    slopeTx = max(slopeTx, ce * (d - x) - hte / x)
  }
  const slope = (hre - hte) / d
  if (slopeTx >= slope) {
    // Slope from the receiver: ce·x − hre/(d − x), largest at d − √(hre/ce).
    i = min(max(Math.floor((d - Math.sqrt(hre / ce)) / stepKm), 1.0), last)
    x = i * stepKm
    let slopeRx = ce * x - hre / (d - x)
    if (i < last) {
      x += stepKm
      slopeRx = max(slopeRx, ce * x - hre / (d - x))
    }
    return bullingtonDb(knifeEdgeDb(bullingtonNu(slopeTx, slopeRx, d, hte, hre, lambda)), d)
  }
  // ν(x) ∝ a·w − (hte·(1 − t) + hre·t)/w with t = x/d, w = √(t·(1 − t)), a = ce·d². In q = t/(1 − t) its derivative has
  // the sign of −g(q), g = hre·q³ + (a − hte + 2·hre)·q² − (a + 2·hte − hre)·q − hte: one positive root on paths with line of sight.
  const a = ce * d * d
  const g2 = a - hte + 2.0 * hre
  const g1 = a + 2.0 * hte - hre
  let q = hint / (d - hint)
  for (let n: i32 = 0; n < 3; n++) {
    const g = ((hre * q + g2) * q - g1) * q - hte
    const dg = (3.0 * hre * q + 2.0 * g2) * q - g1
    const next = q - g / dg
    if (!(next > 0.25 * q && next < 4.0 * q)) break
    q = next
  }
  i = min(max(Math.floor(d * q / (1.0 + q) / stepKm), 1.0), last)
  while (i > 1.0 && smoothSide(i * stepKm, d, hte, hre, g1, g2) > 0) i -= 1.0
  while (i < last && smoothSide((i + 1.0) * stepKm, d, hte, hre, g1, g2) < 0) i += 1.0
  let nu = smoothNu(i * stepKm, d, hte, hre, ce, lambda)
  if (i < last) nu = max(nu, smoothNu((i + 1.0) * stepKm, d, hte, hre, ce, lambda))
  return bullingtonDb(knifeEdgeDb(nu), d)
}

// @ts-ignore: decorator
@inline
function smoothSide(x: f64, d: f64, hte: f64, hre: f64, g1: f64, g2: f64): f64 {
  const q = x / (d - x)
  return ((hre * q + g2) * q - g1) * q - hte
}

// @ts-ignore: decorator
@inline
function smoothNu(x: f64, d: f64, hte: f64, hre: f64, ce: f64, lambda: f64): f64 {
  const rest = d - x
  return (ce * x * rest - (hte * rest + hre * x) / d) * Math.sqrt(0.002 * d / (lambda * x * rest))
}

/** Byte offsets of what depends on frequency and ground only: the electrical constants of section 4.3.3. */
const K0: usize = 0
const LOG2_K0: usize = 8
export const GROUND_BYTES: usize = 16

/** Eq. 29 without the Earth radius. */
export function setGround(ground: usize, permittivity: f64, conductivity: f64, frequencyGhz: f64, vertical: bool): void {
  const s = 18.0 * conductivity / frequencyGhz
  const e = permittivity - 1.0
  let k = 0.036 * Math.pow(frequencyGhz, -1.0 / 3.0) * Math.pow(e * e + s * s, -0.25)
  if (vertical) k *= Math.sqrt(permittivity * permittivity + s * s)
  store<f64>(ground, k, K0)
  store<f64>(ground, log2(k), LOG2_K0)
}

/** First-term diffraction loss over one kind of ground, eqs. 29 to 36; f13 and f23 are f^⅓ and f^⅔, log2a that of the Earth radius in km. */
function firstTermDb(d: f64, hte: f64, hre: f64, log2a: f64, f13: f64, f23: f64, ground: usize): f64 {
  const third = log2a * (1.0 / 3.0)
  const a13 = exp2(-third)
  const k = load<f64>(ground, K0) * a13
  const k2 = k * k
  const k4 = k2 * k2
  const beta = (1.0 + 1.6 * k2 + 0.67 * k4) / (1.0 + 4.5 * k2 + 1.53 * k4)
  const x = 21.88 * beta * f13 * a13 * a13 * d
  const log2x = log2(x)
  const distance = x >= 1.6
    ? 11.0 + DB_PER_POWER_OCTAVE * log2x - 17.6 * x
    : -DB_PER_AMPLITUDE_OCTAVE * log2x - 5.6488 * exp2(1.425 * log2x)
  const perHeight = 0.9575 * beta * beta * f23 * a13
  const floor = 2.0 + DB_PER_AMPLITUDE_OCTAVE * (load<f64>(ground, LOG2_K0) - third)
  return -distance - max(heightGainDb(perHeight * hte), floor) - max(heightGainDb(perHeight * hre), floor)
}

/** G(Y), eq. 34, of B = β·Y. */
// @ts-ignore: decorator
@inline
function heightGainDb(b: f64): f64 {
  if (b > 2.0) return 17.6 * Math.sqrt(b - 1.1) - 0.5 * DB_PER_POWER_OCTAVE * log2(b - 1.1) - 8.0
  return DB_PER_AMPLITUDE_OCTAVE * log2(b + 0.1 * b * b * b)
}

/**
 * Spherical-Earth loss minus the smooth Bullington loss, where positive: the delta of eq. 39.
 * Most receivers in hills clear the smooth Earth and cost a few multiplications only.
 * @param grounds two records of `setGround`: land, sea
 * @param omega share of the path over sea
 */
export function sphericalDeltaDb(
  d: f64, hte: f64, hre: f64, k: i32, stepKm: f64, ap: f64, log2ap: f64, ce: f64, lambda: f64, f13: f64, f23: f64, grounds: usize, omega: f64,
): f64 {
  const roots = Math.sqrt(hte) + Math.sqrt(hre)
  let factor: f64 = 1
  let log2a = log2ap
  let hint = 0.5 * d
  // Eq. 22, squared: the marginal line-of-sight distance.
  const beyond = d * d >= 0.002 * ap * roots * roots
  if (!beyond) {
    const sum = hte + hre
    const c = (hte - hre) / sum
    const m = 250.0 * d * d / (ap * sum)
    // Eq. 24c is the middle root of m·b³ − (m + 1)·b + c: Newton from c/(m + 1) comes to it from one side.
    let b = c / (m + 1.0)
    for (let n: i32 = 0; n < 60; n++) {
      const b2 = b * b
      const next = b - ((m * b2 - (m + 1.0)) * b + c) / (3.0 * m * b2 - (m + 1.0))
      const change = Math.abs(next - b)
      b = next
      if (change < 1e-13) break
    }
    const d1 = 0.5 * d * (1.0 + b)
    const d2 = d - d1
    const clearance = ((hte - ce * d1 * d1) * d2 + (hre - ce * d2 * d2) * d1) / d
    const required = 17.456 * Math.sqrt(d1 * d2 * lambda / d)
    if (clearance > required) return 0
    factor = 1.0 - clearance / required
    log2a = log2(500.0 * d * d / (roots * roots))
    hint = d1
  }
  let loss: f64 = 0
  if (omega < 1.0) {
    loss += (1.0 - omega) * firstTermDb(d, hte, hre, log2a, f13, f23, grounds)
  }
  if (omega > 0.0) loss += omega * firstTermDb(d, hte, hre, log2a, f13, f23, grounds + GROUND_BYTES)
  if (!beyond) loss = factor * max(loss, 0.0)
  if (loss <= 0.0) return 0
  return max(loss - smoothBullingtonDb(d, hte, hre, k, stepKm, ce, lambda, hint), 0.0)
}
