import { objectArgument } from '../../formats/argument'
import { positive, withinClosed } from '../path-loss'
import { type RainPath, rainCoefficientsP838 } from './p838'

/** The path length factor r never exceeds this (ITU-R P.530-18 §2.4.1 step 3). */
const MAX_PATH_FACTOR = 2.5

/**
 * Attenuation by rain that is exceeded for a share of the year, dB (ITU-R P.530-18 §2.4.1).
 * @param input.percent share of the time, %; 0.001 to 1
 * @param input.distanceKm length of the hop, km; the method holds up to 60 km
 * @param input.frequencyGhz 1 to 100 GHz
 * @param input.rainMmPerHour rain rate that is exceeded for 0.01 % of the year (integrated over 1 minute), mm/h; 0 gives 0
 * @throws InputError `bad-argument`: a figure that is not finite or lies outside the ranges above
 */
export function rainAttenuationP530(
  input: RainPath & { percent: number; distanceKm: number; rainMmPerHour: number },
): number {
  objectArgument(input, 'input', 'an object of type RainPath')
  const { frequencyGhz, percent, distanceKm, rainMmPerHour } = input
  withinClosed(percent, 0.001, 1, 'percent')
  withinClosed(positive(distanceKm, 'distanceKm'), 0, 60, 'distanceKm')
  withinClosed(rainMmPerHour, 0, Number.MAX_VALUE, 'rainMmPerHour')
  withinClosed(frequencyGhz, 1, 100, 'frequencyGhz')
  const { k, alpha } = rainCoefficientsP838(input)
  if (rainMmPerHour === 0) return 0
  const specific = k * rainMmPerHour ** alpha
  const inverse = // eq. (32), 1 / r; it falls through 0 on short hops, where r is at its limit
    0.477 * distanceKm ** 0.633 * rainMmPerHour ** (0.073 * alpha) * frequencyGhz ** 0.123 -
    10.579 * (1 - Math.exp(-0.024 * distanceKm))
  const factor = inverse > 1 / MAX_PATH_FACTOR ? 1 / inverse : MAX_PATH_FACTOR
  const exceeded001Db = specific * distanceKm * factor // eq. (33)
  const c0 = frequencyGhz >= 10 ? 0.12 + 0.4 * Math.log10((frequencyGhz / 10) ** 0.8) : 0.12
  const c1 = 0.07 ** c0 * 0.12 ** (1 - c0)
  const c2 = 0.855 * c0 + 0.546 * (1 - c0)
  const c3 = 0.139 * c0 + 0.043 * (1 - c0)
  return exceeded001Db * c1 * percent ** -(c2 + c3 * Math.log10(percent)) // eq. (34)
}
