// Variability of the Irregular Terrain Model: what is not exceeded for the wanted time, locations and situations.
// Equations as in src/radio/itm/variability.ts.
import {
  CURVES, DUCTING, EFFECTIVE, EXIT, G_MINUS, G_PLUS, IRREGULARITY, VARIABILITY, WAVE, WITH_LOCATION, WITH_SITUATION,
  Z_DUCTING, Z_LOCATION, Z_SITUATION, Z_TIME,
} from './itm-context'
import { roughnessAt } from './itm-diffraction'
import { expOf } from './itm-functions'

// @ts-ignore: decorator
@inline
function curve(at: usize, km: f64): f64 {
  const r = km / load<f64>(at, 16)
  const reach = r * r
  const q = (km - load<f64>(at, 24)) / load<f64>(at, 32)
  return (load<f64>(at) + load<f64>(at, 8) / (1.0 + q * q)) * reach / (1.0 + reach)
}

/** Attenuation not exceeded for the wanted time, locations and situations [Algorithm §5]. */
export function varied(c: usize, d: f64, reference: f64): f64 {
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
