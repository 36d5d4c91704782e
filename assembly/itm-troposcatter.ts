// Troposcatter of the Irregular Terrain Model. Equations as in src/radio/itm/troposcatter.ts.
import { ANGLE, EFFECTIVE, GAIN, HORIZON, LOS_ANGLE, RADIUS, REFRACTIVITY, WAVE } from './itm-context'
import { expOf, lg } from './itm-functions'

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
export function troposcatter(c: usize, d: f64): f64 {
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
