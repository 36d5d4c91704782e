import { normalCdf } from './normal'
import {
  breakPointRmaM,
  breakPointUrbanM,
  losProbability38901,
  pathLoss38901,
  type Scenario38901,
  sigma38901Db,
} from './tr38901'

/** Shadowing about the blended median of a place: line of sight or not, each with its own median and spread. */
export interface Shadowing {
  /** Probability of line of sight, 0…1. */
  clear: number
  /** How much more is lost without line of sight, dB. */
  gapDb: number
  sigmaLosDb: number
  sigmaNlosDb: number
}

/** Shadowing of TR 38.901 at a distance, m: LOS probability of table 7.4.2-1, losses and spreads of table 7.4.1-1. */
export function shadowing38901(
  scenario: Scenario38901,
  distance2dM: number,
  frequencyGhz: number,
  baseHeightM: number,
  userHeightM: number,
): Shadowing {
  const link = { scenario, distance2dM, frequencyGhz, baseHeightM, userHeightM }
  const breakM = (scenario === 'RMa' ? breakPointRmaM : breakPointUrbanM)(frequencyGhz, baseHeightM, userHeightM)
  return {
    clear: losProbability38901(scenario, distance2dM, userHeightM),
    gapDb: pathLoss38901({ ...link, los: false }).lossDb - pathLoss38901({ ...link, los: true }).lossDb,
    sigmaLosDb: sigma38901Db(scenario, true, distance2dM > breakM),
    sigmaNlosDb: sigma38901Db(scenario, false, distance2dM > breakM),
  }
}

/**
 * Probability that a place is covered: P·Φ(M_LOS/σ_LOS) + (1 − P)·Φ(M_NLOS/σ_NLOS). The median of the map is the mean of both losses by P, so
 * M_LOS = M + (1 − P)·gap and M_NLOS = M − P·gap.
 * @param spareDb M: the map's level − threshold, dB
 * @param penetrationSigmaDb spread of a wall or car, which joins both, dB
 */
export function shadowedProbability(
  spareDb: number,
  { clear, gapDb, sigmaLosDb, sigmaNlosDb }: Shadowing,
  penetrationSigmaDb = 0,
): number {
  const seen = normalCdf((spareDb + (1 - clear) * gapDb) / Math.hypot(sigmaLosDb, penetrationSigmaDb))
  const unseen = normalCdf((spareDb - clear * gapDb) / Math.hypot(sigmaNlosDb, penetrationSigmaDb))
  return clear * seen + (1 - clear) * unseen
}
