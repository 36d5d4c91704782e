import { objectArgument } from '../formats/argument'
import { inverseNormalCdf } from './normal'
import { between, finite, oneOf, positive } from './path-loss'

/** Coefficients of ITU-R P.2109-2 table 1, in the order r, s, t, u, v, w, x, y, z. */
const COEFFICIENTS = {
  traditional: [12.64, 3.72, 0.96, 9.6, 2.0, 9.1, -3.0, 4.5, -2.0],
  efficient: [28.19, -3.0, 8.48, 13.5, 3.8, 27.8, -2.9, 9.4, -2.1],
} as const

/**
 * Building entry loss not exceeded for a probability, dB (ITU-R P.2109-2 §3, eqs (1)–(10)); 0.08 to 100 GHz.
 * @param input.building `traditional` or thermally `efficient`
 * @param input.elevationDeg elevation of the path at the façade, degrees above the horizontal (the sign does not matter)
 * @throws InputError `bad-argument`; a frequency outside 0.08–100 GHz too, since a plain number can carry no warning
 */
export function buildingEntryLoss(input: {
  frequencyGhz: number
  probabilityPercent: number
  building: 'traditional' | 'efficient'
  elevationDeg: number
}): number {
  objectArgument(input, 'input', 'an object with its fields')
  oneOf(input.building, ['traditional', 'efficient'], 'building')
  between(positive(input.frequencyGhz, 'frequencyGhz'), 0.08 - 1e-12, 100 + 1e-9, 'frequencyGhz')
  between(input.probabilityPercent, 0, 100, 'probabilityPercent')
  const theta = Math.abs(finite(input.elevationDeg, 'elevationDeg'))
  const [r, s, t, u, v, w, x, y, z] = COEFFICIENTS[input.building]
  const lgF = Math.log10(input.frequencyGhz)
  const quantile = inverseNormalCdf(input.probabilityPercent / 100)

  const horizontal = r + s * lgF + t * lgF ** 2 // eq. (9), L_h
  const elevation = 0.212 * theta // eq. (10), L_e
  const a = quantile * (u + v * lgF) + horizontal + elevation // eqs (2), (5), (7): A(P) = F⁻¹(P)σ1 + μ1
  const b = quantile * (y + z * lgF) + (w + x * lgF) // eqs (3), (6), (8): B(P) = F⁻¹(P)σ2 + μ2
  const c = -3 // eq. (4)
  return 10 * Math.log10(10 ** (0.1 * a) + 10 ** (0.1 * b) + 10 ** (0.1 * c)) // eq. (1)
}
