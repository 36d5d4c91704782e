import { objectArgument } from '../formats/argument'
/** A sector antenna given by its beamwidths and tilts. */
export interface SectorAntenna {
  /** Half-power beamwidths, degrees. */
  horizontalBeamwidthDeg: number
  verticalBeamwidthDeg: number
  /** Mechanical downtilt, degrees, positive down: the whole antenna is turned. */
  mechanicalTiltDeg: number
  /** Electrical downtilt, degrees, positive down: the beam leaves the array at this angle at every azimuth. */
  electricalTiltDeg: number
  /** Greatest horizontal and total attenuation A_m, dB; default `MAX_ATTENUATION_DB`. */
  maxAttenuationDb?: number
  /** Greatest vertical attenuation SLA_V, dB; default `SIDE_LOBE_DB`. */
  sideLobeDb?: number
}

/** A_m of the 3GPP macro sector, dB (TR 36.814 table A.2.1.1-2). */
export const MAX_ATTENUATION_DB = 25

/** SLA_V of the 3GPP macro sector, dB (TR 36.814 table A.2.1.1-2). */
export const SIDE_LOBE_DB = 20

const DEG = Math.PI / 180

/** An angle brought into −180 … 180 degrees. */
export function wrapDeg(angleDeg: number): number {
  const turned = (((angleDeg + 180) % 360) + 360) % 360
  return turned - 180
}

/** A direction as the antenna sees it. */
export interface Direction {
  /** Clockwise from the boresight, degrees, −180 … 180. */
  azimuthDeg: number
  /** Below the horizon plane of the antenna, degrees, positive down, −90 … 90. */
  depressionDeg: number
}

/**
 * Turns a direction of the world into the frame of an antenna tilted down mechanically: a rotation about the
 * horizontal axis across the boresight (TR 38.901 §7.1.3 with bearing and slant 0).
 */
export function mechanicalTilt(direction: Direction, tiltDeg: number): Direction {
  if (tiltDeg === 0) return direction
  const azimuth = direction.azimuthDeg * DEG
  const depression = direction.depressionDeg * DEG
  const forward = Math.cos(depression) * Math.cos(azimuth)
  const right = Math.cos(depression) * Math.sin(azimuth)
  const down = Math.sin(depression)
  const cos = Math.cos(tiltDeg * DEG)
  const sin = Math.sin(tiltDeg * DEG)
  const turnedForward = forward * cos + down * sin
  const turnedDown = down * cos - forward * sin
  return {
    azimuthDeg: Math.atan2(right, turnedForward) / DEG,
    depressionDeg: Math.asin(Math.max(-1, Math.min(1, turnedDown))) / DEG,
  }
}

/**
 * Gain of a 3GPP sector antenna relative to its maximum, dB, ≤ 0 (TR 36.814 table A.2.1.1-2, TR 38.901 table 7.3-1):
 * A_H = −min(12(φ/φ3dB)², A_m), A_V = −min(12((θ − tilt)/θ3dB)², SLA), A = −min(−(A_H + A_V), A_m).
 * Mechanical tilt is a rotation, electrical tilt moves the vertical beam at every azimuth.
 * @param azimuthOffsetDeg clockwise from the boresight; NaN for an omnidirectional antenna (horizontal part 0 dB, and
 *   mechanical tilt, which has no direction then, is taken as electrical)
 * @param depressionDeg direction below the horizon, degrees, positive down
 */
export function sectorGainDb(antenna: SectorAntenna, azimuthOffsetDeg: number, depressionDeg: number): number {
  objectArgument(antenna, 'antenna', 'an object of type SectorAntenna')
  const maxAttenuationDb = antenna.maxAttenuationDb ?? MAX_ATTENUATION_DB
  const sideLobeDb = antenna.sideLobeDb ?? SIDE_LOBE_DB
  let horizontal = 0
  let offAxisDeg: number
  if (Number.isNaN(azimuthOffsetDeg)) {
    offAxisDeg = depressionDeg - antenna.electricalTiltDeg - antenna.mechanicalTiltDeg
  } else {
    const seen = mechanicalTilt({ azimuthDeg: wrapDeg(azimuthOffsetDeg), depressionDeg }, antenna.mechanicalTiltDeg)
    horizontal = Math.min(12 * (seen.azimuthDeg / antenna.horizontalBeamwidthDeg) ** 2, maxAttenuationDb)
    offAxisDeg = seen.depressionDeg - antenna.electricalTiltDeg
  }
  const vertical = Math.min(12 * (offAxisDeg / antenna.verticalBeamwidthDeg) ** 2, sideLobeDb)
  return -Math.min(horizontal + vertical, maxAttenuationDb)
}

/** An antenna that radiates alike in every direction: 0 dB. */
export function omniGainDb(): number {
  return 0
}

/**
 * Gain of a cosine-power antenna relative to its maximum, dB: 10·n·lg cos φ with n such that −3 dB falls on half the
 * beamwidth; `floorDb` behind it.
 */
export function cosineGainDb(azimuthOffsetDeg: number, beamwidthDeg: number, floorDb = -MAX_ATTENUATION_DB): number {
  const cos = Math.cos(wrapDeg(azimuthOffsetDeg) * DEG)
  if (cos <= 0) return floorDb
  const power = Math.log10(0.5) / Math.log10(Math.cos((Math.min(beamwidthDeg, 179) / 2) * DEG))
  return Math.max(floorDb, 10 * power * Math.log10(cos))
}

/** Vertical angle from the base antenna to the user, degrees below the horizon: atan(Δh / d), heights above sea level. */
export function depressionToDeg(baseAmslM: number, userAmslM: number, distance2dM: number): number {
  return Math.atan2(baseAmslM - userAmslM, distance2dM) / DEG
}
