import { objectArgument } from '../../formats/argument'
import { finite, positive, withinClosed } from '../path-loss'

/** Gaussian terms (a_j, b_j, c_j) with the slope m and the constant c of ITU-R P.838-3 eqs (2) and (3). */
interface Fit {
  terms: readonly (readonly [a: number, b: number, c: number])[]
  m: number
  c: number
}

/** Table 1: k for horizontal polarization. */
const K_H: Fit = {
  terms: [
    [-5.3398, -0.10008, 1.13098],
    [-0.35351, 1.2697, 0.454],
    [-0.23789, 0.86036, 0.15354],
    [-0.94158, 0.64552, 0.16817],
  ],
  m: -0.18961,
  c: 0.71147,
}

/** Table 2: k for vertical polarization. */
const K_V: Fit = {
  terms: [
    [-3.80595, 0.56934, 0.81061],
    [-3.44965, -0.22911, 0.51059],
    [-0.39902, 0.73042, 0.11899],
    [0.50167, 1.07319, 0.27195],
  ],
  m: -0.16398,
  c: 0.63297,
}

/** Table 3: α for horizontal polarization. */
const ALPHA_H: Fit = {
  terms: [
    [-0.14318, 1.82442, -0.55187],
    [0.29591, 0.77564, 0.19822],
    [0.32177, 0.63773, 0.13164],
    [-5.3761, -0.9623, 1.47828],
    [16.1721, -3.2998, 3.4399],
  ],
  m: 0.67849,
  c: -1.95537,
}

/** Table 4: α for vertical polarization. */
const ALPHA_V: Fit = {
  terms: [
    [-0.07771, 2.3384, -0.76284],
    [0.56727, 0.95545, 0.54039],
    [-0.20238, 1.1452, 0.26809],
    [-48.2991, 0.791669, 0.116226],
    [48.5833, 0.791459, 0.116479],
  ],
  m: -0.053739,
  c: 0.83433,
}

function fitted({ terms, m, c }: Fit, lgF: number): number {
  return terms.reduce((sum, [a, b, width]) => sum + a * Math.exp(-(((lgF - b) / width) ** 2)), m * lgF + c)
}

/** Where a rain cell is crossed, and how the wave is polarized. */
export interface RainPath {
  /** Frequency, GHz; 1 to 1000. */
  frequencyGhz: number
  /** Elevation of the path above the horizontal, degrees. The sign does not matter. */
  elevationDeg: number
  /** Tilt of the polarization from the horizontal, degrees: 0 horizontal, 90 vertical, 45 circular. */
  tiltDeg: number
}

/**
 * Coefficients k and α of the power law γ = k·R^α (ITU-R P.838-3 eqs (2) to (5)).
 * @throws InputError `bad-argument`; a frequency outside 1 to 1000 GHz too
 */
export function rainCoefficientsP838({ frequencyGhz, elevationDeg, tiltDeg }: RainPath): { k: number; alpha: number } {
  const lgF = Math.log10(withinClosed(positive(frequencyGhz, 'frequencyGhz'), 1, 1000, 'frequencyGhz'))
  const polarization =
    Math.cos((finite(elevationDeg, 'elevationDeg') * Math.PI) / 180) ** 2 *
    Math.cos((2 * finite(tiltDeg, 'tiltDeg') * Math.PI) / 180)
  const kH = 10 ** fitted(K_H, lgF)
  const kV = 10 ** fitted(K_V, lgF)
  const alphaH = fitted(ALPHA_H, lgF)
  const alphaV = fitted(ALPHA_V, lgF)
  const k = (kH + kV + (kH - kV) * polarization) / 2 // eq. (4)
  const alpha = (kH * alphaH + kV * alphaV + (kH * alphaH - kV * alphaV) * polarization) / (2 * k) // eq. (5)
  return { k, alpha }
}

/**
 * Specific attenuation by rain, dB/km (ITU-R P.838-3 eq. (1)).
 * @param input.rainMmPerHour rain rate, mm/h; 0 is no rain and gives 0
 * @throws InputError `bad-argument`: a rain rate below 0, a frequency outside 1 to 1000 GHz
 */
export function rainSpecificP838(input: RainPath & { rainMmPerHour: number }): number {
  objectArgument(input, 'input', 'an object of type RainPath')
  const rain = withinClosed(input.rainMmPerHour, 0, Number.MAX_VALUE, 'rainMmPerHour')
  const { k, alpha } = rainCoefficientsP838(input)
  return k * rain ** alpha
}
