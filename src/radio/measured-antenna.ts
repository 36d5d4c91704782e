import type { AntennaPattern, PatternCut } from '../formats/antenna-pattern'
import { objectArgument } from '../formats/argument'
import { mechanicalTilt, wrapDeg } from './antenna'

/** Attenuation of a cut at an angle, dB, linear in dB between its samples, around the circle. */
export function cutLossDb(cut: PatternCut, angleDeg: number): number {
  const { angleDeg: angles, lossDb } = cut
  const count = angles.length
  if (count === 1) return lossDb[0]
  const at = ((angleDeg % 360) + 360) % 360
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (angles[middle] <= at) low = middle + 1
    else high = middle
  }
  const before = (low + count - 1) % count
  const after = low % count
  const gap = (angles[after] - angles[before] + 360) % 360 || 360
  const share = ((at - angles[before] + 360) % 360) / gap
  return lossDb[before] + (lossDb[after] - lossDb[before]) * share
}

/** The main lobe of a vertical cut is looked for so far about the horizon, degrees. */
const LOBE_DEG = 30

/** Electrical tilt that a pattern was measured with, degrees: its file's, or where that says nothing that of the main lobe in its vertical cut. */
export function ownTiltDeg({ electricalTiltDeg, vertical }: AntennaPattern): number {
  if (!Number.isNaN(electricalTiltDeg)) return electricalTiltDeg
  let [own, least] = [0, Number.POSITIVE_INFINITY]
  vertical.angleDeg.forEach((angleDeg, i) => {
    const depressionDeg = wrapDeg(angleDeg)
    if (Math.abs(depressionDeg) > LOBE_DEG || vertical.lossDb[i] >= least) return
    ;[own, least] = [depressionDeg, vertical.lossDb[i]]
  })
  return own
}

/** How a measured antenna hangs. */
export interface Mounting {
  mechanicalTiltDeg: number
  /** Wanted electrical downtilt, degrees; absent: that of the pattern (`ownTiltDeg`). */
  electricalTiltDeg?: number
}

/**
 * Gain of a measured antenna relative to its maximum, dB, ≤ 0, from its two cuts by horizontal projection interpolation
 * (F. Gil et al., "A 3-D interpolation method for base-station-antenna radiation patterns", IEEE Antennas and
 * Propagation Magazine 43(2), 2001): A_H(φ) + (1 − |φ|/180)·(A_V(θ) − A_H(0)) + |φ|/180·(A_V(180 − θ) − A_H(180)).
 * It equals the vertical cut in front and behind. Mechanical tilt is a rotation; an electrical tilt that differs from
 * the file's moves the vertical cut, in front and behind alike.
 * @param azimuthOffsetDeg clockwise from the boresight
 * @param depressionDeg direction below the horizon, degrees, positive down
 */
export function measuredGainDb(
  pattern: AntennaPattern,
  mounting: Mounting,
  azimuthOffsetDeg: number,
  depressionDeg: number,
): number {
  objectArgument(pattern, 'pattern', 'an object of type AntennaPattern')
  const seen = mechanicalTilt({ azimuthDeg: wrapDeg(azimuthOffsetDeg), depressionDeg }, mounting.mechanicalTiltDeg)
  const own = ownTiltDeg(pattern)
  const theta = seen.depressionDeg - ((mounting.electricalTiltDeg ?? own) - own)
  const { horizontal, vertical } = pattern
  const behind = Math.abs(seen.azimuthDeg) / 180
  const lossDb =
    cutLossDb(horizontal, seen.azimuthDeg) +
    (1 - behind) * (cutLossDb(vertical, theta) - cutLossDb(horizontal, 0)) +
    behind * (cutLossDb(vertical, 180 - theta) - cutLossDb(horizontal, 180))
  return -Math.max(0, lossDb)
}
