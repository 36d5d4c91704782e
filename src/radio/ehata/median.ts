import type { HataEnvironment } from '../hata'

const lg = Math.log10

/** Hata's large-city height gain at the reference mobile height of 3 m, dB [Hata 1980, eq. (16)]. */
const MOBILE_REFERENCE_DB = 3.2 * lg(11.75 * 3) ** 2 - 4.97
/** Height gain at the reference base height of 200 m, dB. */
const BASE_REFERENCE_DB = 13.82 * lg(200)
/** Speed of light from the constants that the model fixes, m/s. */
const C = 1 / Math.sqrt(8.854e-12 * 4e-7 * Math.PI)
/** Ray length at 1 km between the reference heights, metres. */
const RAY_1KM_M = Math.sqrt(1e6 + (200 - 3) ** 2)

/** Urban attenuation at 1 km through 22, 23.5 and 25.85 dB at 1500, 2000 and 3000 MHz: α1 + lg f·(β1 + γ1·lg f). */
const GAMMA_1 = (3.85 / lg(2) - 1.5 / lg(4 / 3)) / lg(1.5)
const BETA_1 = 20 + 1.5 / lg(4 / 3) - GAMMA_1 * lg(3e6)
const ALPHA_1 =
  22 +
  BASE_REFERENCE_DB +
  MOBILE_REFERENCE_DB +
  20 * lg(((2 * (2 * Math.PI * 1.5e9)) / C) * RAY_1KM_M) -
  lg(1500) * (BETA_1 + GAMMA_1 * lg(1500))

/** Suburban correction through 11.5, 12.4 and 14 dB at the same frequencies. */
const DENOMINATOR = lg(4 / 3) * lg(1.5) * lg(2)
const GAMMA_S = (2.5 * lg(4 / 3) - 0.9 * lg(2)) / DENOMINATOR
const BETA_S = (0.9 * lg(2) * lg(4.5e6) - 2.5 * lg(4 / 3) * lg(3e6)) / DENOMINATOR
const ALPHA_S = 11.5 - BETA_S * lg(1500) - GAMMA_S * lg(1500) ** 2

/** Distance exponent beyond the break point, from Okumura's figure 12: n/2 = 2.5, 3, 3.22 at 24.5, 70 and 200 m. */
const TAU = (0.72 * lg(70 / 24.5) - 0.5 * lg(200 / 24.5)) / lg(70 / 24.5) / lg(200 / 70) / lg(200 / 24.5)
const SIGMA = 0.72 / lg(200 / 24.5) - TAU * lg(200 * 24.5)
const RHO = 2.5 - lg(24.5) * (SIGMA + TAU * lg(24.5))

/** What extended Hata takes off the urban loss, dB. */
function environmentDb(environment: HataEnvironment, lgF: number): number {
  if (environment === 'suburban') return ALPHA_S + BETA_S * lgF + GAMMA_S * lgF * lgF
  if (environment === 'open') return 40.94 - 18.33 * lgF + 4.78 * lgF * lgF
  return 0
}

/**
 * Median basic transmission loss of NTIA's extended Hata, dB [NTIA TR-15-517, appendix A].
 * @param baseM effective base height, metres; mobileM effective mobile height, metres
 */
export function ehataMedianDb(
  frequencyMhz: number,
  baseM: number,
  mobileM: number,
  distanceKm: number,
  environment: HataEnvironment,
): number {
  const lgF = lg(frequencyMhz)
  const lgBase = lg(baseM)
  const lgD = lg(distanceKm)
  const k2 = (2 * 2e6 * Math.PI * frequencyMhz) / C // twice the wave number
  const polynomial = lgF * (BETA_1 + GAMMA_1 * lgF)
  const at1km = ALPHA_1 + polynomial - BASE_REFERENCE_DB - MOBILE_REFERENCE_DB - 20 * lg(k2 * RAY_1KM_M)
  const at100km = 120.78129 + lgF * (-52.714929 + 10.919011 * lgF) // 63.5, 65.75, 69.5 dB at 1500, 2000, 3000 MHz
  const far = 2 * (RHO + lgBase * (SIGMA + TAU * lgBase) - 1) // n_h
  const near = 0.1 * (44.9 - 6.55 * lgBase) - 2 // n_l
  const breakKm = 10 ** ((2 * far + 0.1 * (at1km - at100km)) / (far - near))
  const heights = -13.82 * lgBase - 3.2 * lg(11.75 * mobileM) ** 2 + 4.97
  let urban: number
  if (distanceKm <= breakKm) urban = ALPHA_1 + polynomial + heights + (44.9 - 6.55 * lgBase) * lgD
  else {
    const rayM = Math.sqrt(1e6 * distanceKm ** 2 + (baseM - mobileM) ** 2)
    urban = at100km + BASE_REFERENCE_DB + MOBILE_REFERENCE_DB + heights - 20 * far + 10 * far * lgD + 20 * lg(k2 * rayM)
  }
  return urban - environmentDb(environment, lgF)
}
