import { type HeightProfile, wavelengthM } from '../bullington'

/** Geometry of a path (ITU-R P.1812-8 annex 1, attachment 1). Heights in metres above sea level. */
export interface PathAnalysis {
  /** False on a line-of-sight path. */
  transhorizon: boolean
  /** Horizon elevation angles, milliradians. */
  txHorizonMrad: number
  rxHorizonMrad: number
  /** Path angular distance θ, milliradians. */
  angularMrad: number
  txHorizonKm: number
  rxHorizonKm: number
  /** The least-squares smooth surface at the ends (h_st, h_sr, eqs (87), (88)). */
  txFitM: number
  rxFitM: number
  /** The same, not above the terrain at the ends (eqs (92a), (92b)): what ducting takes. */
  txSurfaceM: number
  rxSurfaceM: number
  /** Smooth-surface heights for the diffraction model (h_std, h_srd, eq. (91)). */
  txSmoothM: number
  rxSmoothM: number
  /** Effective antenna heights h_te, h_re, metres above that surface (eq. (94)), and terrain roughness h_m (eq. (95)). */
  txEffectiveM: number
  rxEffectiveM: number
  roughnessM: number
}

/** The least-squares smooth Earth surface at both ends, metres (attachment 1 §5.6.1, eqs (85)–(88)). */
export function smoothEarthFit(profile: HeightProfile): { txM: number; rxM: number } {
  const { distanceKm: d, heightM: h } = profile
  const last = d.length - 1
  let v1 = 0
  let v2 = 0
  for (let i = 1; i <= last; i++) {
    const step = d[i] - d[i - 1]
    v1 += step * (h[i] + h[i - 1]) // eq. (85)
    v2 += step * (h[i] * (2 * d[i] + d[i - 1]) + h[i - 1] * (d[i] + 2 * d[i - 1])) // eq. (86)
  }
  const total = d[last]
  return { txM: (2 * v1 * total - v2) / total ** 2, rxM: (v2 - v1 * total) / total ** 2 } // eqs (87), (88)
}

/** Smooth-surface heights for the diffraction model, metres above sea level (attachment 1 §5.6.2, eqs (89)–(91)). */
export function diffractionSurface(
  profile: HeightProfile,
  txAmslM: number,
  rxAmslM: number,
  fit = smoothEarthFit(profile),
): { txM: number; rxM: number } {
  const { distanceKm: d, heightM: h } = profile
  const last = d.length - 1
  const total = d[last]
  let highest = Number.NEGATIVE_INFINITY
  let fromTx = Number.NEGATIVE_INFINITY
  let fromRx = Number.NEGATIVE_INFINITY
  for (let i = 1; i < last; i++) {
    const above = h[i] - (txAmslM * (total - d[i]) + rxAmslM * d[i]) / total // eq. (89d)
    highest = Math.max(highest, above) // eq. (89a)
    fromTx = Math.max(fromTx, above / d[i]) // eq. (89b)
    fromRx = Math.max(fromRx, above / (total - d[i])) // eq. (89c)
  }
  let { txM, rxM } = fit // eqs (90a), (90b)
  if (highest > 0) {
    txM -= (highest * fromTx) / (fromTx + fromRx) // eqs (90c), (90e)
    rxM -= (highest * fromRx) / (fromTx + fromRx) // eqs (90d), (90f)
  }
  return { txM: Math.min(txM, h[0]), rxM: Math.min(rxM, h[last]) } // eq. (91)
}

/**
 * Horizons, angular distance, smooth surfaces and roughness of a path over bare terrain.
 * @param profile terrain heights without clutter
 * @param effectiveRadiusKm median effective Earth radius a_e
 */
export function analysePath(
  profile: HeightProfile,
  txAmslM: number,
  rxAmslM: number,
  effectiveRadiusKm: number,
  frequencyGhz: number,
): PathAnalysis {
  const { distanceKm: d, heightM: h } = profile
  const last = d.length - 1
  const total = d[last]
  const ae = effectiveRadiusKm
  const elevation = (riseM: number, km: number) => 1000 * Math.atan(riseM / (1000 * km) - km / (2 * ae))

  let txHighest = Number.NEGATIVE_INFINITY
  let txAt = 0
  for (let i = 1; i < last; i++) {
    const angle = elevation(h[i] - txAmslM, d[i]) // eq. (77)
    if (angle > txHighest) {
      txHighest = angle
      txAt = i
    }
  }
  const txDirect = elevation(rxAmslM - txAmslM, total) // eq. (78)
  const transhorizon = txHighest > txDirect
  const txHorizonMrad = Math.max(txHighest, txDirect) // eqs (76), (79)
  let rxHorizonMrad: number
  let rxAt = last
  if (transhorizon) {
    rxHorizonMrad = Number.NEGATIVE_INFINITY
    for (let i = 1; i < last; i++) {
      const angle = elevation(h[i] - rxAmslM, total - d[i]) // eq. (82a)
      if (angle >= rxHorizonMrad) {
        rxHorizonMrad = angle
        rxAt = i // of equal ones the nearest to the receiver
      }
    }
  } else {
    rxHorizonMrad = elevation(txAmslM - rxAmslM, total) // eq. (81)
    // The point with the largest diffraction parameter stands for both horizons.
    const lambda = wavelengthM(frequencyGhz)
    let nuMax = Number.NEGATIVE_INFINITY
    for (let i = 1; i < last; i++) {
      const rest = total - d[i]
      const above = h[i] + (500 / ae) * d[i] * rest - (txAmslM * rest + rxAmslM * d[i]) / total
      const nu = above * Math.sqrt((0.002 * total) / (lambda * d[i] * rest)) // eq. (81), second part
      if (nu >= nuMax) {
        nuMax = nu
        txAt = i
      }
    }
    rxAt = txAt
  }
  const txHorizonKm = last > 1 ? d[txAt] : total / 2 // eq. (80); a path without intermediate points is split in half
  const rxHorizonKm = last > 1 ? total - d[rxAt] : total / 2 // eqs (83), (83a)

  const fit = smoothEarthFit(profile)
  const smooth = diffractionSurface(profile, txAmslM, rxAmslM, fit)
  const txSurfaceM = Math.min(fit.txM, h[0]) // eq. (92a)
  const rxSurfaceM = Math.min(fit.rxM, h[last]) // eq. (92b)
  const slope = (rxSurfaceM - txSurfaceM) / total // eq. (93)
  let roughnessM = Number.NEGATIVE_INFINITY
  for (let i = Math.min(txAt, rxAt); i <= Math.max(txAt, rxAt); i++)
    roughnessM = Math.max(roughnessM, h[i] - (txSurfaceM + slope * d[i])) // eq. (95)

  return {
    transhorizon,
    txHorizonMrad,
    rxHorizonMrad,
    angularMrad: (1000 * total) / ae + txHorizonMrad + rxHorizonMrad, // eq. (84)
    txHorizonKm,
    rxHorizonKm,
    txFitM: fit.txM,
    rxFitM: fit.rxM,
    txSurfaceM,
    rxSurfaceM,
    txSmoothM: smooth.txM,
    rxSmoothM: smooth.rxM,
    txEffectiveM: txAmslM - txSurfaceM, // eq. (94a)
    rxEffectiveM: rxAmslM - rxSurfaceM, // eq. (94b)
    roughnessM,
  }
}
