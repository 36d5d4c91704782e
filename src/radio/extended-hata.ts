import { freeSpaceLossDb } from './free-space'
import type { HataLink } from './hata'
import { type PathLossWithSigma, warnOutside } from './path-loss'

/** Within 40 m: free space over the slant distance, dB (ERC Report 68, case 1). */
function nearLossDb(distanceKm: number, frequencyMhz: number, heightDifferenceM: number): number {
  return 32.4 + 20 * Math.log10(frequencyMhz) + 10 * Math.log10(distanceKm ** 2 + heightDifferenceM ** 2 / 1e6)
}

/** From 100 m: the Hata family, dB (ERC Report 68, case 3), also where it is below free space. */
export function extendedHataFarDb(link: Omit<HataLink, 'variant'>): number {
  const { distanceKm } = link
  const f = link.frequencyMhz
  const lowM = Math.min(link.baseHeightM, link.userHeightM) // Hm
  const highM = Math.max(link.baseHeightM, link.userHeightM) // Hb
  const lgHigh = Math.log10(Math.max(30, highM))
  const lgF = Math.log10(f)
  const a = (1.1 * lgF - 0.7) * Math.min(10, lowM) - (1.56 * lgF - 0.8) + Math.max(0, 20 * Math.log10(lowM / 10))
  const b = Math.min(0, 20 * Math.log10(highM / 30))
  const alpha = distanceKm <= 20 ? 1 : 1 + (0.14 + 1.87e-4 * f + 1.07e-3 * highM) * Math.log10(distanceKm / 20) ** 0.8
  const lgD = Math.log10(distanceKm)
  // α is a power of lg d, and 1 wherever lg d is negative.
  const slope = (44.9 - 6.55 * lgHigh) * (alpha === 1 ? lgD : lgD ** alpha)

  let urban: number
  if (f <= 150) urban = 69.6 + 26.2 * Math.log10(150) - 20 * Math.log10(150 / f)
  else if (f <= 1500) urban = 69.6 + 26.2 * lgF
  else if (f <= 2000) urban = 46.3 + 33.9 * lgF
  else urban = 46.3 + 33.9 * Math.log10(2000) + 10 * Math.log10(f / 2000)
  urban += -13.82 * lgHigh + slope - a - b

  const lgClipped = Math.log10(Math.min(Math.max(150, f), 2000))
  if (link.environment === 'suburban') return urban - 2 * (lgClipped - Math.log10(28)) ** 2 - 5.4
  if (link.environment === 'open') return urban - 4.78 * lgClipped ** 2 + 18.33 * lgClipped - 40.94
  return urban
}

/** Standard deviation above roof tops, dB, by distance (ERC Report 68). */
function sigmaDb(distanceKm: number): number {
  if (distanceKm <= 0.04) return 3.5
  if (distanceKm <= 0.1) return 3.5 + ((12 - 3.5) / 0.06) * (distanceKm - 0.04)
  if (distanceKm <= 0.2) return 12
  if (distanceKm <= 0.6) return 12 + ((9 - 12) / 0.4) * (distanceKm - 0.2)
  return 9
}

/**
 * Extended Hata, dB (ERC Report 68 and the SEAMCAT handbook): 30 to 3000 MHz, up to 100 km, either end may be the
 * higher one; between 40 and 100 m interpolated over lg d; never below free space.
 */
export function extendedHataLoss(link: Omit<HataLink, 'variant'>): PathLossWithSigma {
  const { distanceKm, frequencyMhz, baseHeightM, userHeightM } = link
  const warnings: string[] = []
  const highM = Math.max(baseHeightM, userHeightM)
  const lowM = Math.min(baseHeightM, userHeightM)
  warnOutside(warnings, 'extended Hata', 'frequency', frequencyMhz, 30, 3000, 'MHz')
  warnOutside(warnings, 'extended Hata', 'distance', distanceKm, 0, 100, 'km')
  warnOutside(warnings, 'extended Hata', 'higher antenna', highM, 10, 200, 'm')
  warnOutside(warnings, 'extended Hata', 'lower antenna', lowM, 1, 10, 'm')

  const differenceM = highM - lowM
  let lossDb: number
  if (distanceKm <= 0.04) lossDb = nearLossDb(distanceKm, frequencyMhz, differenceM)
  else if (distanceKm >= 0.1) lossDb = extendedHataFarDb(link)
  else {
    const near = nearLossDb(0.04, frequencyMhz, differenceM)
    const share = Math.log10(distanceKm / 0.04) / Math.log10(0.1 / 0.04)
    lossDb = near + share * (extendedHataFarDb({ ...link, distanceKm: 0.1 }) - near) // case 2
  }
  const slantM = Math.hypot(distanceKm * 1000, differenceM)
  const floorDb = freeSpaceLossDb(slantM, frequencyMhz) // the report's constant is 0.05 dB short of it
  return { lossDb: Math.max(lossDb, floorDb), sigmaDb: sigmaDb(distanceKm), warnings }
}
