import { objectArgument } from '../../formats/argument'
import { finite, oneOf, positive, withinClosed } from '../path-loss'

/** A clear-air hop as ITU-R P.530-18 §2.3 describes it. */
export interface MultipathHop {
  /** Length, km. */
  distanceKm: number
  /** Frequency, GHz. */
  frequencyGhz: number
  /** Height of the two antennas above sea level, metres. */
  txHeightAslM: number
  rxHeightAslM: number
  /** Mean height of the terrain along the path above sea level, metres, without trees. */
  terrainHeightM: number
  /** Latitude of the hop, degrees; south is negative. */
  latitudeDeg: number
  /** Geoclimatic factor K of the place (the Recommendation's map `LogK.csv`, as 10^LogK). */
  geoclimaticK: number
  /** Refractivity gradient dN75 in N-units/km, an empirical prediction of its 0.1 % value (map `dN75.csv`). */
  dn75: number
}

/** Share of the worst month for which multipath fading reaches 0 dB in the deep-fade law, % (eqs (8) to (11) with A = 0). */
function occurrencePercent(hop: MultipathHop, slopeMPerKm: number): number {
  const { distanceKm: d, frequencyGhz: f, txHeightAslM, rxHeightAslM, terrainHeightM, geoclimaticK, dn75 } = hop
  const clearanceM = (txHeightAslM + rxHeightAslM) / 2 - d ** 2 / 102 - terrainHeightM // h_c
  const lowerM = Math.min(txHeightAslM, rxHeightAslM) // h_L
  const surface = Math.min(
    (dn75 / 50) ** 1.8 * Math.exp(-clearanceM / (2.5 * Math.sqrt(d))),
    (dn75 * d ** 1.5 * Math.sqrt(f)) / 24730, // the limit of v_sr
  )
  const exponent =
    -0.376 * Math.tanh((clearanceM - 147) / 125) - 0.334 * slopeMPerKm ** 0.39 - 0.00027 * lowerM + 17.85 * surface
  return geoclimaticK * d ** 3.51 * (f ** 2 + 13) ** 0.447 * 10 ** exponent
}

/**
 * Logarithmic conversion from the average worst month to the average year, dB (§2.3.4 step 2). Its bound of 10.8 dB is
 * applied as the reference implementation of the Recommendation applies it: the factor is at least 10.8 dB.
 */
function yearFactorDb(distanceKm: number, slopeMPerKm: number, latitudeDeg: number): number {
  const sign = Math.abs(latitudeDeg) <= 45 ? 1 : -1
  const latitude = sign * Math.abs(Math.cos((2 * latitudeDeg * Math.PI) / 180)) ** 0.7
  const factor =
    10.5 - 5.6 * Math.log10(1.1 + latitude) - 2.7 * Math.log10(distanceKm) + 1.7 * Math.log10(1 + slopeMPerKm)
  return Math.max(10.8, factor)
}

/**
 * Share of the time, %, for which multipath fading on a clear-air hop exceeds a depth (ITU-R P.530-18 §2.3.2 for any
 * depth, §2.3.4 for the year). Hops below 5 km fade little; the Recommendation lets them be taken as 0.
 * @param input.fadeDb fade depth, dB; 0 or more
 * @param input.period `worst-month` (the average worst month) or `year` (the average year)
 * @throws InputError `bad-argument`: a figure that is not finite, a distance, frequency or K of 0 or less, a latitude
 *   beyond ±90°
 */
export function multipathP530(input: MultipathHop & { fadeDb: number; period: 'worst-month' | 'year' }): number {
  objectArgument(input, 'input', 'an object of type MultipathHop')
  const { distanceKm, latitudeDeg, fadeDb, period } = input
  positive(distanceKm, 'distanceKm')
  positive(input.frequencyGhz, 'frequencyGhz')
  positive(input.geoclimaticK, 'geoclimaticK')
  for (const name of ['txHeightAslM', 'rxHeightAslM', 'terrainHeightM'] as const) finite(input[name], name)
  withinClosed(input.dn75, 0, Number.MAX_VALUE, 'dn75')
  withinClosed(latitudeDeg, -90, 90, 'latitudeDeg')
  withinClosed(fadeDb, 0, Number.MAX_VALUE, 'fadeDb')
  oneOf(period, ['worst-month', 'year'], 'period')

  const slopeMPerKm = Math.abs(input.rxHeightAslM - input.txHeightAslM) / distanceKm // |ε_p|
  const p0 = occurrencePercent(input, slopeMPerKm)
  const transitionDb = 25 + 1.2 * Math.log10(p0) // eq. (12), A_t
  const toYear = period === 'year' ? 10 ** (-yearFactorDb(distanceKm, slopeMPerKm, latitudeDeg) / 10) : 1
  const pt = toYear * p0 * 10 ** (-transitionDb / 10) // eq. (14); §2.3.4 step 4
  // eq. (13) alone where nothing is left to interpolate: A_t below 0 dB, or fading at A_t for all of the time.
  const deep = period === 'worst-month' ? fadeDb >= transitionDb : transitionDb <= 0
  if (deep || pt >= 100) return Math.min(100, toYear * p0 * 10 ** (-fadeDb / 10))
  const qaAtTransition = (-20 * Math.log10(-Math.log1p(-pt / 100))) / transitionDb // eq. (15)
  const at = 10 ** (-transitionDb / 20)
  const qt = (qaAtTransition - 2) / ((1 + 0.3 * at) * 10 ** (-0.016 * transitionDb)) - 4.3 * (at + transitionDb / 800) // eq. (16)
  const a = 10 ** (-fadeDb / 20)
  const qa = 2 + (1 + 0.3 * a) * 10 ** (-0.016 * fadeDb) * (qt + 4.3 * (a + fadeDb / 800)) // eq. (17)
  return -100 * Math.expm1(-(10 ** ((-qa * fadeDb) / 20))) // eq. (18)
}
