import type { EhataEdition, EhataPath } from './terrain'

/** Corrections of Okumura 1968 that extended Hata takes off the median loss, dB [NTIA TR-15-517, appendix A]. */

const RIDGE_D1_KM = [15, 30, 60]
/** Okumura's figure 31 at d2 = 0 … 8 km, for d1 = 15, 30 and 60 km. */
const RIDGE_DB = [
  [4, -13, -17.5, -17.5, -15, -12.5, -10, -8, -6],
  [12, -8.5, -13, -12, -10, -8, -6.5, -5, -4],
  [20, -4, -6.5, -6, -4.5, -3.5, -2.5, -2, -1],
]

/**
 * Isolated ridge [Okumura §4.2, figure 31]: d1 from the base station to the ridge, d2 from the ridge to the mobile.
 * Edition `ntia` holds d1 to the figure's curves, 15 to 60 km, and takes no gain from a ridge more than 2 km away, as NTIA's
 * program does since version 3.2; the editions before it extrapolate, by tens of dB for a ridge near the base station.
 */
export function isolatedRidgeDb(d1Km: number, d2Km: number, ridgeM: number, edition: EhataEdition): number {
  if (edition === 'ntia') {
    const held = isolatedRidgeDb(Math.min(60, Math.max(15, d1Km)), d2Km, ridgeM, 'winnforum')
    return d2Km > 2 ? Math.min(held, 0) : held
  }
  const row = d1Km >= RIDGE_D1_KM[1] ? 1 : 0
  let column = 0
  while (column < 7 && d2Km > column + 1) column++
  const along = (r: number) => RIDGE_DB[r][column] + (RIDGE_DB[r][column + 1] - RIDGE_DB[r][column]) * (d2Km - column)
  const share = (d1Km - RIDGE_D1_KM[row]) / (RIDGE_D1_KM[row + 1] - RIDGE_D1_KM[row])
  return Math.sqrt(ridgeM / 200) * (along(row) + (along(row + 1) - along(row)) * share)
}

/** Rolling hilly terrain, median [Okumura §4.1]. */
export function rollingHillsDb(irregularityM: number): number {
  const lgH = Math.log10(Math.max(15, irregularityM))
  return -1.5072013 + lgH * (8.458676 - 6.102538 * lgH)
}

/**
 * Rolling hilly terrain, fine: by the height of the mobile's place among its surroundings [Okumura §4.1, figure 29].
 * Edition `its` keeps two slips of the first program: hills under 10 m count as 10 m, and the branch below the median
 * runs backwards.
 */
export function fineRollingHillsDb(path: EhataPath, mobileGroundM: number, edition: EhataEdition): number {
  if (edition !== 'its' && path.irregularityM < 10) return 0
  const lgH = Math.log10(Math.max(10, path.irregularityM))
  const k = -11.728795 + lgH * (15.544272 - 1.8154766 * lgH)
  if (mobileGroundM >= path.q10M) return k
  if (mobileGroundM <= path.q90M) return -k
  if (mobileGroundM >= path.q50M) return (k * (mobileGroundM - path.q50M)) / (path.q10M - path.q50M)
  const above = edition === 'its' ? mobileGroundM - path.q90M : path.q50M - mobileGroundM
  return (-k * above) / (path.q50M - path.q90M)
}

/** General slope at the mobile [Okumura §4.3, figure 34]. */
export function generalSlopeDb(slopeMrad: number, distanceKm: number): number {
  const d = distanceKm
  if (slopeMrad <= 0) {
    if (d <= 10) return slopeMrad * 0.25
    return slopeMrad * (d >= 30 ? 0.8 : 0.25 + 0.05 * (0.8 - 0.25) * (d - 10))
  }
  if (d <= 10) return slopeMrad * 0.125
  if (d >= 60) return slopeMrad * 0.6
  if (d <= 30) return slopeMrad * (0.125 + 0.05 * (d - 10) * (0.35 - 0.125))
  return slopeMrad * (0.35 + ((d - 30) * (0.6 - 0.35)) / 30)
}

/** Sea share and correction where the base's end, or the mobile's end, is the wet one [Okumura §4.4, figure 35]. */
const SEA_30 = {
  share: [0, 0.15, 0.35, 0.45, 0.6, 0.65, 0.725, 0.775, 0.85, 1],
  base: [0, 1, 3, 4, 6, 7, 8, 9, 10, 11],
  mobile: [0, 4, 5.5, 7, 8.5, 9, 9.5, 9.8, 10.25, 11],
}
const SEA_60 = {
  share: [0, 0.15, 0.3, 0.4, 0.5, 0.6, 0.725, 0.85, 0.9, 1],
  base: [0, 2, 4, 5.5, 7, 9, 11, 13, 14, 15],
  mobile: [0, 4.25, 6.25, 9.2, 10.5, 11.75, 13, 14, 14.25, 15],
}

function interpolate(x: number[], y: number[], at: number): number {
  let i = 0
  while (i < x.length - 2 && at > x[i + 1]) i++
  return y[i] + ((at - x[i]) * (y[i + 1] - y[i])) / (x[i + 1] - x[i])
}

/** Mixed land and sea path [Okumura §4.4]. */
export function mixedPathDb(path: EhataPath): number {
  if (path.seaFraction === 0) return 0
  const at = (table: typeof SEA_30) => {
    const base = interpolate(table.share, table.base, path.seaFraction)
    const mobile = interpolate(table.share, table.mobile, path.seaFraction)
    return path.seaEnd === 'both' ? 0.5 * (base + mobile) : path.seaEnd === 'base' ? base : mobile
  }
  if (path.distanceKm <= 30) return at(SEA_30)
  if (path.distanceKm >= 60) return at(SEA_60)
  return at(SEA_30) + ((path.distanceKm - 30) / 30) * (at(SEA_60) - at(SEA_30))
}
