import { freeSpaceLossDb } from '../free-space'
import { shadowing38901 } from '../shadowing38901'
import { losProbability38901, loss38901Db, pathLoss38901, type Scenario38901 } from '../tr38901'
import { offsetFrom } from './clutter'
import { K4, type LossOverDistance, type ModelLink, NEAREST_M, type PathModel, type Validity } from './path-model'

/** Below this an antenna stands under the roofs: street canyon (TR 38.901 UMi has its base at 10 m). */
const STREET_HEIGHT_M = 15

/** TR 38.901 table 7.4.1-1: RMa holds to 10 km, UMa and UMi to 5 km; base stations of RMa stand 10 to 150 m high. */
export const VALIDITY_38901: Record<Scenario38901, Validity> = {
  RMa: { frequencyMhz: [500, 30_000], heightM: [10, 150], distanceM: [10, 10_000] },
  UMa: { frequencyMhz: [500, 100_000], heightM: [25, 25], distanceM: [10, 5000] },
  UMi: { frequencyMhz: [500, 100_000], heightM: [10, 10], distanceM: [10, 5000] },
}

/** Scenario of an antenna: UMa in town, RMa in the country, UMi under the roofs. */
export function scenarioAt({ surroundings, heightM }: Pick<ModelLink, 'surroundings' | 'heightM'>): Scenario38901 {
  if (surroundings === 'country') return 'RMa'
  return heightM < STREET_HEIGHT_M ? 'UMi' : 'UMa'
}

/** Median loss of TR 38.901 over distance, dB, for receivers that see the antenna or do not; never below free space. */
export function loss38901(
  scenario: Scenario38901,
  los: boolean,
  { heightM, frequencyMhz, rxHeightM }: Pick<ModelLink, 'heightM' | 'frequencyMhz' | 'rxHeightM'>,
): LossOverDistance {
  const frequencyGhz = frequencyMhz / 1000
  // Arguments are checked once, not at each distance.
  pathLoss38901({ scenario, los, distance2dM: NEAREST_M, frequencyGhz, baseHeightM: heightM, userHeightM: rxHeightM })
  return (distanceM) => {
    const distance2dM = Math.max(NEAREST_M, distanceM)
    const lossDb = loss38901Db(scenario, los, distance2dM, frequencyGhz, heightM, rxHeightM)
    return Math.max(lossDb, freeSpaceLossDb(distance2dM, frequencyMhz))
  }
}

/** P_LOS·PL_LOS + (1 − P_LOS)·PL_NLOS, the mean in dB (as SEAMCAT blends them). */
export function blend38901(scenario: Scenario38901, link: ModelLink): LossOverDistance {
  const los = loss38901(scenario, true, link)
  const nlos = loss38901(scenario, false, link)
  return (distanceM) => {
    const clear = losProbability38901(scenario, Math.max(NEAREST_M, distanceM), link.rxHeightM)
    return clear * los(distanceM) + (1 - clear) * nlos(distanceM)
  }
}

/** What the land at a receiver adds: RMa has houses of 5 m along streets of 20 m (table 7.4.1-1), a village; UMa and UMi a city. */
export function clutter38901(scenario: Scenario38901) {
  return offsetFrom(scenario === 'RMa' ? 'village' : 'urban')
}

/** What TR 38.901 by the probability of line of sight says, the scenario chosen for each antenna. */
export function byProbability(scenarioOf: (link: ModelLink) => Scenario38901) {
  return {
    source: '3GPP TR 38.901 tables 7.4.1-1 and 7.4.2-1',
    loss: (link) => blend38901(scenarioOf(link), link),
    terrain: () => ({ sweep: 'knife-edge', share: K4 }),
    clutter: (link) => clutter38901(scenarioOf(link)),
    shadowing: (link) => (distanceM) =>
      shadowing38901(
        scenarioOf(link),
        Math.max(NEAREST_M, distanceM),
        link.frequencyMhz / 1000,
        link.heightM,
        link.rxHeightM,
      ),
  } satisfies Omit<PathModel, 'name'>
}
