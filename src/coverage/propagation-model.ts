import { InputError } from '../formats/input-error'
import { freeSpaceLossDb } from '../radio/free-space'
import { pathLossHata } from '../radio/hata'
import { losProbability38901, pathLoss38901, type Scenario38901 } from '../radio/tr38901'

/** Names that `--model` takes. */
export const MODELS = [
  'auto',
  '38901-rma',
  '38901-uma',
  '38901-umi',
  'hata',
  'cost231',
  'extended-hata',
  'free-space',
] as const
export type ModelName = (typeof MODELS)[number]

/** Height of the receiver above ground, metres (FCC BDC and 3GPP evaluations). */
export const RX_HEIGHT_M = 1.5

/** What surrounds a mast: decides the scenario of `auto` and the environment of the Hata family. */
export type Surroundings = 'town' | 'country'

/** Below this an antenna stands under the roofs: street canyon (TR 38.901 UMi has its base at 10 m). */
const STREET_HEIGHT_M = 15

/** @throws InputError `model-unknown` */
export function modelOf(name: string = 'auto'): ModelName {
  if ((MODELS as readonly string[]).includes(name)) return name as ModelName
  throw new InputError(
    'model-unknown',
    'model',
    `No propagation model "${name}"; expected one of ${MODELS.join(', ')}.`,
  )
}

/** Scenario of TR 38.901 that a model means at a mast: `auto` is UMa in town, RMa in the country, UMi under the roofs. */
export function scenarioOf(model: ModelName, surroundings: Surroundings, heightM: number): Scenario38901 {
  if (model === '38901-rma') return 'RMa'
  if (model === '38901-uma') return 'UMa'
  if (model === '38901-umi') return 'UMi'
  if (surroundings === 'country') return 'RMa'
  return heightM < STREET_HEIGHT_M ? 'UMi' : 'UMa'
}

/**
 * Median loss over distance, dB, between a mast and a receiver at `RX_HEIGHT_M`; never below free space.
 * TR 38.901 without terrain: P_LOS·PL_LOS + (1 − P_LOS)·PL_NLOS, the mean in dB (as SEAMCAT blends them).
 * Distances in metres, taken as at least 10 m, where TR 38.901 begins. Outside a model's range its formula is continued.
 */
export function lossOverDistance(
  model: ModelName,
  surroundings: Surroundings,
  heightM: number,
  frequencyMhz: number,
): (distanceM: number) => number {
  const frequencyGhz = frequencyMhz / 1000
  const floor = (distanceM: number, lossDb: number): number =>
    Math.max(lossDb, freeSpaceLossDb(distanceM, frequencyMhz))
  if (model === 'free-space') return (distanceM) => freeSpaceLossDb(Math.max(10, distanceM), frequencyMhz)
  if (model === 'hata' || model === 'cost231' || model === 'extended-hata') {
    const variant = model === 'extended-hata' ? 'extended' : model
    const environment = surroundings === 'town' ? 'urban' : 'open'
    return (distanceM) => {
      const d = Math.max(10, distanceM)
      const link = { variant, environment, frequencyMhz, baseHeightM: heightM, userHeightM: RX_HEIGHT_M } as const
      return floor(d, pathLossHata({ ...link, distanceKm: d / 1000 }).lossDb)
    }
  }
  const scenario = scenarioOf(model, surroundings, heightM)
  return (distanceM) => {
    const d = Math.max(10, distanceM)
    const link = { scenario, distance2dM: d, frequencyGhz, baseHeightM: heightM, userHeightM: RX_HEIGHT_M }
    const clear = losProbability38901(scenario, d, RX_HEIGHT_M)
    const los = pathLoss38901({ ...link, los: true }).lossDb
    const nlos = pathLoss38901({ ...link, los: false }).lossDb
    return floor(d, clear * los + (1 - clear) * nlos)
  }
}
