/** Free-space loss and its corrections for multipath and focusing, dB. */
export interface LineOfSight {
  freeSpaceDb: number
  /** L_b0p: not exceeded for p % of time. */
  lossPDb: number
  /** L_b0β: not exceeded for β0 % of time. */
  lossBetaDb: number
}

/** Propagation in free space and by line of sight (ITU-R P.1812-8 §4.2). */
export function lineOfSight(input: {
  distanceKm: number
  txAmslM: number
  rxAmslM: number
  frequencyGhz: number
  timePercent: number
  betaPercent: number
  txHorizonKm: number
  rxHorizonKm: number
}): LineOfSight {
  const squaredKm = input.distanceKm ** 2 + ((input.txAmslM - input.rxAmslM) / 1000) ** 2 // eq. (8a)
  const freeSpaceDb = 92.4 + 20 * Math.log10(input.frequencyGhz) + 10 * Math.log10(squaredKm) // eq. (8)
  const focusing = 2.6 * (1 - Math.exp(-0.1 * (input.txHorizonKm + input.rxHorizonKm)))
  return {
    freeSpaceDb,
    lossPDb: freeSpaceDb + focusing * Math.log10(input.timePercent / 50), // eqs (9a), (10)
    lossBetaDb: freeSpaceDb + focusing * Math.log10(input.betaPercent / 50), // eqs (9b), (11)
  }
}
