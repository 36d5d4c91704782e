import { buildingPenetration38901, carPenetration38901, type Penetration } from './o2i38901'

/** Where a receiver is. */
export const ENVIRONMENTS = ['outdoor', 'in-vehicle', 'indoor'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

/** Depth of a user in a building, m: the mean of the least of two U(0, 25) in town and U(0, 10) in the country (TR 38.901 §7.4.3.1). */
const INDOOR_DISTANCE_M = { town: 25 / 3, country: 10 / 3 }

/**
 * Loss between outdoors and a receiver, dB, and its spread (TR 38.901 §7.4.3): a car 9 dB, σ 5; a building of the low-loss model (standard
 * glass and concrete, σ 4.4), which for 700 MHz to 3.5 GHz gives 12 to 17 dB, as Chinese planning tables have for villages to towns.
 */
export function penetrationOf(
  environment: Environment,
  frequencyMhz: number,
  surroundings: keyof typeof INDOOR_DISTANCE_M,
): Penetration {
  if (environment === 'outdoor') return { lossDb: 0, sigmaDb: 0 }
  if (environment === 'in-vehicle') return carPenetration38901()
  return buildingPenetration38901('low', frequencyMhz / 1000, INDOOR_DISTANCE_M[surroundings])
}
