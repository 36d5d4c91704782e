import { objectArgument } from '../formats/argument'
import { aboveFreeSpace } from './free-space'
import { type PathLoss, positive } from './path-loss'

/** Coefficients of the standard propagation model; distances and heights in metres. */
export interface SpmCoefficients {
  k1: number
  /** Slope over lg d; Hata: 44.9. */
  k2: number
  k3: number
  /** Weight of the diffraction loss, 0 … 1. */
  k4: number
  k5: number
  k6: number
  k7: number
  /** Weight of the clutter offset. */
  kClutter: number
}

/** K2 … K7 as they follow from COST 231-Hata with d in metres (K3 = 19.65 − 13.82); K1 is the band's: `spmK1`. */
export const SPM_DEFAULTS: SpmCoefficients = { k1: 0, k2: 44.9, k3: 5.83, k4: 1, k5: -6.55, k6: 0, k7: 0, kClutter: 1 }

/** K1 from Hata (≤ 1500 MHz) or COST 231-Hata with d in metres: 69.55 + 26.16 lg f − 134.7 or 46.3 + 33.9 lg f − 134.7. */
export function spmK1(frequencyMhz: number): number {
  const lgF = Math.log10(positive(frequencyMhz, 'frequencyMhz'))
  return frequencyMhz <= 1500 ? 69.55 + 26.16 * lgF - 134.7 : 46.3 + 33.9 * lgF - 134.7
}

export interface SpmLink {
  distanceM: number
  /** Effective antenna heights, metres. */
  txHeightM: number
  rxHeightM: number
  /** Diffraction loss on the profile, dB; 0 without terrain. */
  diffractionDb?: number
  /** Offset of the land cover at the receiver, dB. */
  clutterOffsetDb?: number
  /** The formula has no frequency of its own: with it the loss is held to free space, without it it cannot be. */
  frequencyMhz?: number
}

/**
 * Standard propagation model, dB:
 * PL = K1 + K2·lg d + K3·lg hT + K4·Diff + K5·lg d·lg hT + K6·hR + K7·lg hR + Kclutter·offset; never below free space
 * where `frequencyMhz` is given.
 * @throws InputError `bad-argument`
 */
export function pathLossSpm(k: SpmCoefficients, link: SpmLink): PathLoss {
  objectArgument(k, 'k', 'an object of type SpmCoefficients')
  objectArgument(link, 'link', 'an object of type SpmLink')
  const lgD = Math.log10(positive(link.distanceM, 'distanceM'))
  const lgTx = Math.log10(positive(link.txHeightM, 'txHeightM'))
  const rxM = positive(link.rxHeightM, 'rxHeightM')
  const warnings: string[] = []
  if (k.k2 < 20 || k.k2 > 60) warnings.push(`SPM: K2 is ${k.k2}; a slope of 20 to 60 dB per decade is plausible`)
  if (k.k4 < 0 || k.k4 > 1) warnings.push(`SPM: K4 is ${k.k4}; a weight of 0 to 1 is plausible`)
  if (link.distanceM < 100)
    warnings.push(`SPM: distance ${link.distanceM} m is under the 100 m that calibrations leave out`)
  const formulaDb =
    k.k1 +
    k.k2 * lgD +
    k.k3 * lgTx +
    k.k4 * (link.diffractionDb ?? 0) +
    k.k5 * lgD * lgTx +
    k.k6 * rxM +
    k.k7 * Math.log10(rxM) +
    k.kClutter * (link.clutterOffsetDb ?? 0)
  if (link.frequencyMhz === undefined) return { lossDb: formulaDb, warnings }
  const frequencyMhz = positive(link.frequencyMhz, 'frequencyMhz')
  return { lossDb: aboveFreeSpace(warnings, 'SPM', formulaDb, link.distanceM, frequencyMhz), warnings }
}
