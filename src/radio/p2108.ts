import { objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import { knifeEdge } from './knife-edge'
import { inverseNormalCdf } from './normal'
import { between, oneOf, type PathLoss, positive, warnOutside } from './path-loss'

/** ℓ-and-s sum of ITU-R P.2108-1 §3.2 at a distance, dB. */
function statisticalDb(lgF: number, distanceKm: number, quantile: number): number {
  const l = -2 * Math.log10(10 ** (-5 * lgF - 12.5) + 10 ** -16.5) // eq. (4), σ_l = 4 dB
  const s = 32.98 + 23.9 * Math.log10(distanceKm) + 3 * lgF // eq. (5), σ_s = 6 dB
  const wl = 10 ** (-0.2 * l)
  const ws = 10 ** (-0.2 * s)
  const sigma = Math.sqrt((16 * wl + 36 * ws) / (wl + ws)) // eq. (6)
  return -5 * Math.log10(wl + ws) + sigma * quantile // eq. (3), −Q⁻¹(p) = Φ⁻¹(p)
}

/**
 * Clutter loss not exceeded for a share of locations, dB, at one end of a terrestrial path that lies well below the
 * clutter (ITU-R P.2108-1 §3.2): 0.5 to 67 GHz, from 0.25 km (1 km where both ends are in clutter). Not above its
 * value at 2 km. Not to be added to models that hold clutter already (38.901, Hata, SPM with offsets).
 * @throws InputError `bad-argument`; outside the range of frequency or distance too, since a plain number can carry no
 *   warning
 */
export function clutterLoss(input: { frequencyGhz: number; distanceKm: number; locationPercent: number }): number {
  objectArgument(input, 'input', 'an object with its fields')
  const { frequencyGhz, distanceKm, locationPercent } = input
  between(positive(frequencyGhz, 'frequencyGhz'), 0.5 - 1e-9, 67 + 1e-9, 'frequencyGhz')
  between(locationPercent, 0, 100, 'locationPercent')
  if (!(positive(distanceKm, 'distanceKm') >= 0.25))
    throw new InputError('bad-argument', 'distanceKm', `distanceKm is ${distanceKm}; P.2108-1 §3.2 holds from 0.25 km`)
  const lgF = Math.log10(frequencyGhz)
  const quantile = inverseNormalCdf(locationPercent / 100)
  return Math.min(statisticalDb(lgF, distanceKm, quantile), statisticalDb(lgF, 2, quantile))
}

/** Clutter kinds of ITU-R P.2108-1 table 3. */
export type HeightGainClutter = 'open' | 'suburban' | 'urban' | 'dense-urban' | 'forest'

/** Default representative clutter heights, metres (table 3; open stands for sea, rural and open too). */
export const CLUTTER_HEIGHT_M: Record<HeightGainClutter, number> = {
  open: 10,
  suburban: 10,
  urban: 15,
  'dense-urban': 20,
  forest: 15,
}

/**
 * Height-gain loss at a terminal within clutter, dB (ITU-R P.2108-1 §3.1): 0.03 to 3 GHz; 0 at or above the clutter.
 * @param streetWidthM w_s; default 27 m
 * @throws InputError `bad-argument`
 */
export function heightGainLoss(input: {
  frequencyGhz: number
  terminalHeightM: number
  clutter: HeightGainClutter
  clutterHeightM?: number
  streetWidthM?: number
}): PathLoss {
  const { frequencyGhz, terminalHeightM, clutter } = input
  oneOf(clutter, ['open', 'suburban', 'urban', 'dense-urban', 'forest'], 'clutter')
  const f = positive(frequencyGhz, 'frequencyGhz')
  const h = positive(terminalHeightM, 'terminalHeightM')
  const clutterM = positive(input.clutterHeightM ?? CLUTTER_HEIGHT_M[clutter], 'clutterHeightM')
  const streetM = positive(input.streetWidthM ?? 27, 'streetWidthM')
  const warnings: string[] = []
  warnOutside(warnings, 'P.2108 §3.1', 'frequency', f, 0.03, 3, 'GHz')
  if (h >= clutterM) return { lossDb: 0, warnings }
  if (clutter === 'open') {
    const kh2 = 21.8 + 6.2 * Math.log10(f) // eq. (2f)
    return { lossDb: -kh2 * Math.log10(h / clutterM), warnings } // eq. (2b)
  }
  const differenceM = clutterM - h // eq. (2d)
  const clearanceDeg = (Math.atan(differenceM / streetM) * 180) / Math.PI // eq. (2e)
  const nu = 0.342 * Math.sqrt(f) * Math.sqrt(differenceM * clearanceDeg) // eqs (2c), (2g): K_nu = 0.342√f
  return { lossDb: knifeEdge(nu) - 6.03, warnings } // eq. (2a)
}
