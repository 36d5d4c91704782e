import { objectArgument } from '../formats/argument'
import { heightProfileArgument } from './height-profile'
import { knifeEdge } from './knife-edge'
import { finite, positive } from './path-loss'

/** Heights along a path; element 0 is at the transmitter, the last at the receiver. */
export interface HeightProfile {
  /** Distance from the transmitter, kilometres, ascending from 0. */
  distanceKm: ArrayLike<number>
  /** Height above sea level, metres: terrain, or terrain plus clutter between the ends. */
  heightM: ArrayLike<number>
}

/** What the Bullington construction asks for beside the profile. */
export interface BullingtonLink {
  /** Antenna heights above sea level, metres. */
  txAmslM: number
  rxAmslM: number
  frequencyGhz: number
  /** Effective Earth radius a_p, kilometres. */
  effectiveRadiusKm: number
}

export interface Bullington {
  /** Bullington loss, dB. */
  lossDb: number
  /** Diffraction parameter of the worst point or of the Bullington point; −Infinity without intermediate points. */
  nu: number
  /** True where no profile point rises above the line between the antennas. */
  los: boolean
  /** Distance from the transmitter of the point that ν belongs to, kilometres; NaN without intermediate points. */
  pointKm: number
  /** Slope from the transmitter to its highest point, m/km; and from the receiver (NaN on a line-of-sight path). */
  txSlope: number
  rxSlope: number
}

/** Wavelength with the speed of light that P.1812 rounds to, metres: 0.2998/f. */
export function wavelengthM(frequencyGhz: number): number {
  return 0.2998 / frequencyGhz
}

/**
 * Bullington part of the diffraction loss (ITU-R P.1812-8 §4.3.1, P.526-15 §4.5.1). Only intermediate points count.
 * Reciprocal: exchanging the ends gives the same loss.
 */
export function bullington(profile: HeightProfile, link: BullingtonLink): Bullington {
  heightProfileArgument(profile)
  objectArgument(link, 'link', 'an object of type BullingtonLink')
  finite(link.txAmslM, 'txAmslM')
  finite(link.rxAmslM, 'rxAmslM')
  positive(link.frequencyGhz, 'frequencyGhz')
  positive(link.effectiveRadiusKm, 'effectiveRadiusKm')
  const { distanceKm: d, heightM: g } = profile
  const { txAmslM: hts, rxAmslM: hrs } = link
  const last = d.length - 1
  const total = d[last]
  const bulge = 500 / link.effectiveRadiusKm // 500·Ce
  const lambda = wavelengthM(link.frequencyGhz)

  let txSlope = Number.NEGATIVE_INFINITY
  for (let i = 1; i < last; i++) {
    const slope = (g[i] + bulge * d[i] * (total - d[i]) - hts) / d[i] // eq. (13)
    if (slope > txSlope) txSlope = slope
  }
  const directSlope = (hrs - hts) / total // eq. (14)

  let nu = Number.NEGATIVE_INFINITY
  let pointKm = Number.NaN
  let rxSlope = Number.NaN
  const los = txSlope < directSlope
  if (los) {
    for (let i = 1; i < last; i++) {
      const rest = total - d[i]
      const above = g[i] + bulge * d[i] * rest - (hts * rest + hrs * d[i]) / total
      const value = above * Math.sqrt((0.002 * total) / (lambda * d[i] * rest)) // eq. (15)
      if (value > nu) {
        nu = value
        pointKm = d[i]
      }
    }
  } else {
    rxSlope = Number.NEGATIVE_INFINITY
    for (let i = 1; i < last; i++) {
      const slope = (g[i] + bulge * d[i] * (total - d[i]) - hrs) / (total - d[i]) // eq. (17)
      if (slope > rxSlope) rxSlope = slope
    }
    pointKm = (hrs - hts + rxSlope * total) / (txSlope + rxSlope) // eq. (18)
    const rest = total - pointKm
    const above = hts + txSlope * pointKm - (hts * rest + hrs * pointKm) / total
    nu = above * Math.sqrt((0.002 * total) / (lambda * pointKm * rest)) // eq. (19)
    if (Number.isNaN(nu)) nu = 0 // a point exactly on the line of sight: both slopes cancel and eq. (18) has no value
  }
  return { lossDb: bullingtonLossDb(knifeEdge(nu), total), nu, los, pointKm, txSlope, rxSlope }
}

/** Bullington loss from the knife-edge loss L_uc of the Bullington point, dB (eq. (21)). */
export function bullingtonLossDb(knifeEdgeDb: number, distanceKm: number): number {
  return knifeEdgeDb + (1 - Math.exp(-knifeEdgeDb / 6)) * (10 + 0.02 * distanceKm)
}
