import { objectArgument } from '../formats/argument'
import { type HeightProfile, wavelengthM } from './bullington'
import { heightProfileArgument } from './height-profile'
import { diffractionParameter, knifeEdge } from './knife-edge'
import { finite, positive } from './path-loss'

export interface DeygoutLink {
  /** Antenna heights above sea level, metres. */
  txAmslM: number
  rxAmslM: number
  frequencyGhz: number
  effectiveRadiusKm: number
}

export interface Deygout {
  lossDb: number
  /** Distances from the transmitter of the main edge and of the edges on its two sides, kilometres; NaN where none. */
  mainKm: number
  txSideKm: number
  rxSideKm: number
}

interface Edge {
  nu: number
  index: number
}

/** The point with the largest ν between two samples that stand as terminals at the heights given. */
function worstEdge(
  profile: HeightProfile,
  from: number,
  to: number,
  fromM: number,
  toM: number,
  link: DeygoutLink,
): Edge {
  const { distanceKm: d, heightM: h } = profile
  const lambda = wavelengthM(link.frequencyGhz)
  const span = d[to] - d[from]
  let worst: Edge = { nu: Number.NEGATIVE_INFINITY, index: -1 }
  for (let i = from + 1; i < to; i++) {
    const d1 = d[i] - d[from]
    const d2 = d[to] - d[i]
    const bulge = (500 * d1 * d2) / link.effectiveRadiusKm
    const nu = diffractionParameter(h[i] + bulge - (fromM * d2 + toM * d1) / span, d1, d2, lambda)
    if (nu > worst.nu) worst = { nu, index: i }
  }
  return worst
}

/**
 * Cascaded knife edges by Deygout's construction with Assis' correction, at most three edges, dB (ITU-R P.526-15 §4.5.2,
 * earlier editions): L = J(ν_p) + T·[J(ν_t) + J(ν_r) + C], T = 1 − e^(−J(ν_p)/6), C = 10 + 0.04·D; 0 where ν_p ≤ −0.78.
 */
export function deygout(profile: HeightProfile, link: DeygoutLink): Deygout {
  heightProfileArgument(profile)
  objectArgument(link, 'link', 'an object of type DeygoutLink')
  finite(link.txAmslM, 'txAmslM')
  finite(link.rxAmslM, 'rxAmslM')
  positive(link.frequencyGhz, 'frequencyGhz')
  positive(link.effectiveRadiusKm, 'effectiveRadiusKm')
  const { distanceKm: d, heightM: h } = profile
  const last = d.length - 1
  const main = worstEdge(profile, 0, last, link.txAmslM, link.rxAmslM, link)
  if (!(main.nu > -0.78)) return { lossDb: 0, mainKm: Number.NaN, txSideKm: Number.NaN, rxSideKm: Number.NaN }
  const tx = worstEdge(profile, 0, main.index, link.txAmslM, h[main.index], link)
  const rx = worstEdge(profile, main.index, last, h[main.index], link.rxAmslM, link)
  const mainDb = knifeEdge(main.nu)
  const weight = 1 - Math.exp(-mainDb / 6)
  const correction = 10 + 0.04 * d[last]
  return {
    lossDb: mainDb + weight * (knifeEdge(tx.nu) + knifeEdge(rx.nu) + correction),
    mainKm: d[main.index],
    txSideKm: tx.nu > -0.78 ? d[tx.index] : Number.NaN,
    rxSideKm: rx.nu > -0.78 ? d[rx.index] : Number.NaN,
  }
}
