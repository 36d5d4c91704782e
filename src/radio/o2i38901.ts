import { finite, oneOf, positive } from './path-loss'

/**
 * Outdoor-to-indoor wall loss of TR 38.901 table 7.4.3-2, dB: `low` (standard glass) or `high` (coated glass, concrete).
 * Material losses of table 7.4.3-1, f in GHz: glass 2 + 0.2f, coated glass 23 + 0.3f, concrete 5 + 4f.
 */
export function wallLoss38901Db(kind: 'low' | 'high', frequencyGhz: number): number {
  oneOf(kind, ['low', 'high'], 'kind')
  const f = positive(frequencyGhz, 'frequencyGhz')
  const concrete = 10 ** (-(5 + 4 * f) / 10)
  if (kind === 'low') return 5 - 10 * Math.log10(0.3 * 10 ** (-(2 + 0.2 * f) / 10) + 0.7 * concrete)
  return 5 - 10 * Math.log10(0.7 * 10 ** (-(23 + 0.3 * f) / 10) + 0.3 * concrete)
}

/** Outdoor-to-indoor penetration. */
export interface Penetration {
  /** Loss added to the outdoor path loss, dB. */
  lossDb: number
  /** Its standard deviation, dB. */
  sigmaDb: number
}

/**
 * Building penetration of TR 38.901 §7.4.3.1: wall + 0.5 dB per metre indoors; σ 4.4 dB (low) or 6.5 dB (high).
 * @param indoorDistanceM d2D-in, metres: the report draws the least of two U(0, 25) in UMa and UMi, U(0, 10) in RMa
 */
export function buildingPenetration38901(kind: 'low' | 'high', frequencyGhz: number, indoorDistanceM = 0): Penetration {
  const lossDb = wallLoss38901Db(kind, frequencyGhz) + 0.5 * finite(indoorDistanceM, 'indoorDistanceM')
  return { lossDb, sigmaDb: kind === 'low' ? 4.4 : 6.5 }
}

/** Car penetration of TR 38.901 §7.4.3.2: N(9, 5) dB; 20 dB with metallised windows. */
export function carPenetration38901(metallised = false): Penetration {
  return { lossDb: metallised ? 20 : 9, sigmaDb: 5 }
}
