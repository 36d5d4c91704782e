import { inverseNormalP1812 } from './inverse-normal'

/**
 * Standard deviation of location variability, dB, outdoors (ITU-R P.1812-8 §§4.8, 4.10): (0.52 + 0.024·f)·w_a^0.28·u_h.
 * @param resolutionM w_a: width of the square that the prediction stands for, metres
 * @param rxHeightM receiver height above ground, metres
 * @param clutterHeightM representative clutter height at the receiver: at 10 m above it variability has gone
 */
export function locationSigmaDb(
  frequencyGhz: number,
  resolutionM: number,
  rxHeightM: number,
  clutterHeightM: number,
): number {
  const heightFactor = Math.min(1, Math.max(0, 1 - (rxHeightM - clutterHeightM) / 10)) // u_h
  return (0.52 + 0.024 * frequencyGhz) * resolutionM ** 0.28 * heightFactor
}

/** L_loc, dB: what to add for pL % of locations, −I(pL/100)·σ_L (eq. (67)). */
export function locationLossDb(locationPercent: number, sigmaDb: number): number {
  return -inverseNormalP1812(locationPercent / 100) * sigmaDb
}
