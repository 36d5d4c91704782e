import { objectArgument } from '../../formats/argument'
import { finite, positive } from '../path-loss'

/** Radius of the first Fresnel ellipsoid, metres (ITU-R P.530-18 eq. (3)), `firstKm` and `secondKm` from its two ends. */
export function firstFresnelM(input: { frequencyGhz: number; firstKm: number; secondKm: number }): number {
  objectArgument(input, 'input', 'an object with its fields')
  const first = positive(input.firstKm, 'firstKm')
  const second = positive(input.secondKm, 'secondKm')
  return 17.3 * Math.sqrt((first * second) / (positive(input.frequencyGhz, 'frequencyGhz') * (first + second)))
}

/**
 * Diffraction loss over average terrain, dB (ITU-R P.530-18 §2.2.1 eq. (2)): a good estimate where it exceeds 15 dB, and
 * below that the line to which obstructed hops are planned. Negative where the path is clear by half a radius.
 * @param input.clearanceM height of the path over the most important obstruction, metres; negative where it is cut
 * @throws InputError `bad-argument`
 */
export function diffractionP530(input: {
  frequencyGhz: number
  firstKm: number
  secondKm: number
  clearanceM: number
}): number {
  objectArgument(input, 'input', 'an object with its fields')
  return (-20 * finite(input.clearanceM, 'clearanceM')) / firstFresnelM(input) + 10
}
