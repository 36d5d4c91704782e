import { InputError } from '../formats/input-error'
import type { CalibratedModel } from '../radio/calibration/calibrated-model'
import { freeSpaceLossDb } from '../radio/free-space'
import { pathLossHata } from '../radio/hata'
import { pathLossSpm } from '../radio/spm'
import { losProbability38901, loss38901Db, pathLoss38901, type Scenario38901 } from '../radio/tr38901'
import { flatEarthLossDb } from './flat-earth'

/** Site-general: loss over distance from a formula; over terrain K4 · diffraction is added. */
const SITE_GENERAL = [
  'auto',
  '38901-rma',
  '38901-uma',
  '38901-umi',
  'hata',
  'cost231',
  'extended-hata',
  'free-space',
] as const
/**
 * Path-specific: the terrain along each path decides. `p1812`: ITU-R P.1812-8; `itm`: the NTIA Irregular Terrain Model;
 * `delta-bullington`: free space and the diffraction of P.526-15 §4.5.3; `los-38901`: TR 38.901 as `auto`, the elevation
 * deciding which receivers see the antenna.
 */
export const PATH_SPECIFIC = ['p1812', 'itm', 'delta-bullington', 'los-38901'] as const
export type PathSpecific = (typeof PATH_SPECIFIC)[number]

/** Names that `--model` takes. */
export const MODELS = [...SITE_GENERAL, ...PATH_SPECIFIC] as const
export type ModelName = (typeof MODELS)[number]

/** A model by name, or one that a calibration made. */
export type PropagationModel = ModelName | CalibratedModel

/** Height of the receiver above ground, metres (FCC BDC and 3GPP evaluations). */
export const RX_HEIGHT_M = 1.5

/** What surrounds a mast: decides the scenario of `auto` and the environment of the Hata family. */
export type Surroundings = 'town' | 'country'

/** Below this an antenna stands under the roofs: street canyon (TR 38.901 UMi has its base at 10 m). */
const STREET_HEIGHT_M = 15

/**
 * The model of a name; a calibrated model is itself.
 * @throws InputError `model-unknown`
 */
export function modelOf(name: string | CalibratedModel = 'auto'): PropagationModel {
  if (typeof name === 'object') return name
  if ((MODELS as readonly string[]).includes(name)) return name as ModelName
  throw new InputError(
    'model-unknown',
    'model',
    `No propagation model "${name}"; expected one of ${MODELS.join(', ')}.`,
  )
}

/** True for a model that needs the terrain along each path. */
export function isPathSpecific(model: PropagationModel): model is PathSpecific {
  return (PATH_SPECIFIC as readonly unknown[]).includes(model)
}

/** What a model is called in tables and files. */
export function modelName(model: PropagationModel): string {
  return typeof model === 'string' ? model : model.id
}

/** Bands whose centres differ by less than this factor share a fit. */
const SAME_BAND = 1.08

/** The band of a calibrated model that a frequency belongs to; undefined where none was fitted. */
export function calibratedBand(model: CalibratedModel, frequencyMhz: number): string | undefined {
  let best: string | undefined
  let least = SAME_BAND
  for (const [band, fit] of Object.entries(model.bands)) {
    const factor = Math.max(fit.frequencyMhz / frequencyMhz, frequencyMhz / fit.frequencyMhz)
    if (factor < least) {
      least = factor
      best = band
    }
  }
  return best
}

/** Scenario of TR 38.901 that a model means at a mast: `auto` is UMa in town, RMa in the country, UMi under the roofs. */
export function scenarioOf(model: ModelName, surroundings: Surroundings, heightM: number): Scenario38901 {
  if (model === '38901-rma') return 'RMa'
  if (model === '38901-uma') return 'UMa'
  if (model === '38901-umi') return 'UMi'
  if (surroundings === 'country') return 'RMa'
  return heightM < STREET_HEIGHT_M ? 'UMi' : 'UMa'
}

/** Distance at which TR 38.901 begins, m: nearer places get its loss. */
const NEAREST_M = 10

/** Median loss of TR 38.901 over distance, dB, for receivers that see the antenna or do not; never below free space. */
export function loss38901(
  scenario: Scenario38901,
  los: boolean,
  heightM: number,
  frequencyMhz: number,
): (distanceM: number) => number {
  const frequencyGhz = frequencyMhz / 1000
  // Arguments are checked once, not at each distance.
  pathLoss38901({ scenario, los, distance2dM: NEAREST_M, frequencyGhz, baseHeightM: heightM, userHeightM: RX_HEIGHT_M })
  return (distanceM) => {
    const distance2dM = Math.max(NEAREST_M, distanceM)
    const lossDb = loss38901Db(scenario, los, distance2dM, frequencyGhz, heightM, RX_HEIGHT_M)
    return Math.max(lossDb, freeSpaceLossDb(distance2dM, frequencyMhz))
  }
}

/**
 * Median loss over distance, dB, between a mast and a receiver at `RX_HEIGHT_M`; never below free space.
 * TR 38.901 without terrain: P_LOS·PL_LOS + (1 − P_LOS)·PL_NLOS, the mean in dB (as SEAMCAT blends them).
 * A calibrated model stands for the bands that it was fitted to, with the mean of its land covers; `auto` for the rest.
 * A path-specific model is taken over flat ground at sea level; `los-38901`, to which flat ground would show every mast, as `auto`.
 * Distances in metres, taken as at least 10 m, where TR 38.901 begins. Outside a model's range its formula is continued.
 */
export function lossOverDistance(
  model: PropagationModel,
  surroundings: Surroundings,
  heightM: number,
  frequencyMhz: number,
): (distanceM: number) => number {
  const floor = (distanceM: number, lossDb: number): number =>
    Math.max(lossDb, freeSpaceLossDb(distanceM, frequencyMhz))
  if (typeof model === 'object') {
    const band = calibratedBand(model, frequencyMhz)
    if (band === undefined) return lossOverDistance('auto', surroundings, heightM, frequencyMhz)
    const { coefficients, meanLandCoverDb } = model.bands[band]
    return (distanceM) => {
      const link = { distanceM: Math.max(NEAREST_M, distanceM), txHeightM: heightM, rxHeightM: RX_HEIGHT_M }
      return floor(distanceM, pathLossSpm(coefficients, { ...link, clutterOffsetDb: meanLandCoverDb }).lossDb)
    }
  }
  if (model === 'free-space') return (distanceM) => freeSpaceLossDb(Math.max(NEAREST_M, distanceM), frequencyMhz)
  if (model === 'p1812' || model === 'itm' || model === 'delta-bullington') {
    return (distanceM) =>
      floor(distanceM, flatEarthLossDb(model, Math.max(NEAREST_M, distanceM), heightM, RX_HEIGHT_M, frequencyMhz))
  }
  if (model === 'hata' || model === 'cost231' || model === 'extended-hata') {
    const variant = model === 'extended-hata' ? 'extended' : model
    const environment = surroundings === 'town' ? 'urban' : 'open'
    return (distanceM) => {
      const d = Math.max(NEAREST_M, distanceM)
      const link = { variant, environment, frequencyMhz, baseHeightM: heightM, userHeightM: RX_HEIGHT_M } as const
      return floor(d, pathLossHata({ ...link, distanceKm: d / 1000 }).lossDb)
    }
  }
  const scenario = scenarioOf(model, surroundings, heightM)
  const los = loss38901(scenario, true, heightM, frequencyMhz)
  const nlos = loss38901(scenario, false, heightM, frequencyMhz)
  return (distanceM) => {
    const clear = losProbability38901(scenario, Math.max(NEAREST_M, distanceM), RX_HEIGHT_M)
    return clear * los(distanceM) + (1 - clear) * nlos(distanceM)
  }
}
