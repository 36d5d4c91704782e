import { tau } from './zones'

/** A path as the ducting and layer-reflection model sees it. */
export interface DuctingPath {
  distanceKm: number
  frequencyGhz: number
  timePercent: number
  betaPercent: number
  effectiveRadiusKm: number
  /** Horizon distances, kilometres, and horizon angles, milliradians. */
  txHorizonKm: number
  rxHorizonKm: number
  txHorizonMrad: number
  rxHorizonMrad: number
  /** Antenna heights above sea level, metres. */
  txAmslM: number
  rxAmslM: number
  /** Effective heights h_te, h_re and terrain roughness h_m, metres. */
  txEffectiveM: number
  rxEffectiveM: number
  roughnessM: number
  /** Distances from the terminals to the coast over land, kilometres. */
  coastDistanceTxKm: number
  coastDistanceRxKm: number
  /** Longest continuous inland section d_lm, kilometres. */
  inlandKm: number
  seaFraction: number
}

/** Site shielding A_st, A_sr, dB (eq. (48)). */
function shieldingDb(horizonMrad: number, horizonKm: number, f: number): number {
  const angle = horizonMrad - 0.1 * horizonKm // eq. (48a)
  if (angle <= 0) return 0
  return 20 * Math.log10(1 + 0.361 * angle * Math.sqrt(f * horizonKm)) + 0.264 * angle * Math.cbrt(f)
}

/** Over-sea duct coupling A_ct, A_cr, dB (eqs (49), (49a)). */
function couplingDb(coastKm: number, horizonKm: number, seaFraction: number, amslM: number): number {
  if (coastKm > 5 || coastKm > horizonKm || seaFraction < 0.75) return 0
  return -3 * Math.exp(-0.25 * coastKm * coastKm) * (1 + Math.tanh(0.07 * (50 - amslM)))
}

/** Basic loss of ducting and layer reflection not exceeded for p % of time, dB (ITU-R P.1812-8 §4.5). */
export function ductingDb(path: DuctingPath): number {
  const { distanceKm: d, frequencyGhz: f, effectiveRadiusKm: ae, txHorizonKm: dlt, rxHorizonKm: dlr } = path
  const alf = f < 0.5 ? 45.375 - 137 * f + 92.5 * f * f : 0 // eq. (47a)
  const fixed =
    102.45 + // eq. (47)
    20 * Math.log10(f) +
    20 * Math.log10(dlt + dlr) +
    alf +
    shieldingDb(path.txHorizonMrad, dlt, f) +
    shieldingDb(path.rxHorizonMrad, dlr, f) +
    couplingDb(path.coastDistanceTxKm, dlt, path.seaFraction, path.txAmslM) +
    couplingDb(path.coastDistanceRxKm, dlr, path.seaFraction, path.rxAmslM)

  const gammaD = 5e-5 * ae * Math.cbrt(f) // eq. (51)
  const angle = (1000 * d) / ae + Math.min(path.txHorizonMrad, 0.1 * dlt) + Math.min(path.rxHorizonMrad, 0.1 * dlr) // eqs (52), (52a)

  const alpha = Math.max(-3.4, -0.6 - 3.5e-9 * d ** 3.1 * tau(path.inlandKm)) // eq. (55a)
  const heights = Math.sqrt(path.txEffectiveM) + Math.sqrt(path.rxEffectiveM)
  const mu2 = Math.min(1, (((500 / ae) * d * d) / heights ** 2) ** alpha) // eq. (55)
  const dI = Math.min(d - dlt - dlr, 40) // eq. (56a)
  const mu3 = path.roughnessM > 10 ? Math.exp(-4.6e-5 * (path.roughnessM - 10) * (43 + 6 * dI)) : 1 // eq. (56)
  const beta = path.betaPercent * mu2 * mu3 // eq. (54)
  const lgBeta = Math.log10(beta)
  const gamma =
    (1.076 / (2.0058 - lgBeta) ** 1.012) * Math.exp(-(9.51 - 4.8 * lgBeta + 0.198 * lgBeta ** 2) * 1e-6 * d ** 1.13) // eq. (53a)
  const ratio = path.timePercent / beta
  const ap = -12 + (1.2 + 3.7e-3 * d) * Math.log10(ratio) + 12 * ratio ** gamma // eq. (53)
  return fixed + gammaD * angle + ap // eqs (46), (50)
}
