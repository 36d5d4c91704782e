import { objectArgument } from '../formats/argument'
import { type BullingtonLink, bullington, type HeightProfile } from './bullington'
import { type Polarization, sphericalEarthLossDb } from './spherical-earth'

export interface DeltaBullingtonLink extends BullingtonLink {
  /** Smooth-surface heights at the ends for the diffraction model (h_std, h_srd), metres above sea level. */
  txSmoothM: number
  rxSmoothM: number
  /** Share of the path over sea, 0 … 1. */
  seaFraction: number
  polarization: Polarization
}

export interface DeltaBullington {
  /** L_d, dB. */
  lossDb: number
  /** Bullington loss of the actual path, dB. */
  actualDb: number
  /** Bullington loss of the smooth path, dB. */
  smoothDb: number
  /** Spherical-Earth loss, dB. */
  sphericalDb: number
  /** True where no profile point rises above the line between the antennas. */
  los: boolean
}

/**
 * Delta-Bullington diffraction loss, dB (ITU-R P.1812-8 §4.3.4, P.526-15 §4.5.3):
 * L_d = L_bulla + max(L_dsph − L_bulls, 0).
 * @param profile heights g (terrain plus clutter between the ends), metres above sea level
 */
export function deltaBullington(profile: HeightProfile, link: DeltaBullingtonLink): DeltaBullington {
  objectArgument(link, 'link', 'an object of type DeltaBullingtonLink')
  const actual = bullington(profile, link)
  const txHeightM = link.txAmslM - link.txSmoothM // eqs (37a), (38a)
  const rxHeightM = link.rxAmslM - link.rxSmoothM // eqs (37b), (38b)
  const flat = { distanceKm: profile.distanceKm, heightM: new Float64Array(profile.distanceKm.length) }
  const smooth = bullington(flat, { ...link, txAmslM: txHeightM, rxAmslM: rxHeightM })
  const sphericalDb = sphericalEarthLossDb({
    distanceKm: profile.distanceKm[profile.distanceKm.length - 1],
    txHeightM,
    rxHeightM,
    frequencyGhz: link.frequencyGhz,
    effectiveRadiusKm: link.effectiveRadiusKm,
    seaFraction: link.seaFraction,
    polarization: link.polarization,
  })
  return {
    lossDb: actual.lossDb + Math.max(sphericalDb - smooth.lossDb, 0), // eq. (39)
    actualDb: actual.lossDb,
    smoothDb: smooth.lossDb,
    sphericalDb,
    los: actual.los,
  }
}
