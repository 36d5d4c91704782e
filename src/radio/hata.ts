import { objectArgument } from '../formats/argument'
import { extendedHataLoss } from './extended-hata'
import { aboveFreeSpace } from './free-space'
import { oneOf, type PathLoss, positive, warnOutside } from './path-loss'

export type HataEnvironment = 'urban' | 'suburban' | 'open'

export interface HataLink {
  /** `hata` 150–1500 MHz, `cost231` 1500–2000 MHz, `extended` (ERC Report 68 / SEAMCAT) 30–3000 MHz, 0.04–100 km. */
  variant: 'hata' | 'cost231' | 'extended'
  environment: HataEnvironment
  /** A large city (Hata's a(hm)), or a metropolitan centre (COST 231's C_m = 3 dB). Default false. */
  largeCity?: boolean
  distanceKm: number
  frequencyMhz: number
  /** Base antenna height above ground, metres. */
  baseHeightM: number
  /** User antenna height above ground, metres. */
  userHeightM: number
}

/** Mobile-height correction a(hm), small or medium city, dB (Hata 1980). */
export function smallCityCorrectionDb(frequencyMhz: number, userHeightM: number): number {
  const lgF = Math.log10(frequencyMhz)
  return (1.1 * lgF - 0.7) * userHeightM - (1.56 * lgF - 0.8)
}

/** Mobile-height correction a(hm), large city, dB (Hata 1980): one form up to 200 MHz, one from 400 MHz; parted at 300. */
export function largeCityCorrectionDb(frequencyMhz: number, userHeightM: number): number {
  if (frequencyMhz < 300) return 8.29 * Math.log10(1.54 * userHeightM) ** 2 - 1.1
  return 3.2 * Math.log10(11.75 * userHeightM) ** 2 - 4.97
}

/** What Hata takes off the urban loss in a suburb or in the open, dB (Hata 1980). */
export function environmentCorrectionDb(environment: HataEnvironment, frequencyMhz: number): number {
  const lgF = Math.log10(frequencyMhz)
  if (environment === 'suburban') return 2 * Math.log10(frequencyMhz / 28) ** 2 + 5.4
  if (environment === 'open') return 4.78 * lgF ** 2 - 18.33 * lgF + 40.94
  return 0
}

/** Okumura-Hata loss, dB (Hata, IEEE Trans. Veh. Technol. 29(3), 1980). */
export function okumuraHataDb(link: Omit<HataLink, 'variant'>): number {
  const { environment, largeCity, distanceKm, frequencyMhz, baseHeightM, userHeightM } = link
  const lgBase = Math.log10(baseHeightM)
  const correction = largeCity && environment === 'urban' ? largeCityCorrectionDb : smallCityCorrectionDb
  return (
    69.55 +
    26.16 * Math.log10(frequencyMhz) -
    13.82 * lgBase -
    correction(frequencyMhz, userHeightM) +
    (44.9 - 6.55 * lgBase) * Math.log10(distanceKm) -
    environmentCorrectionDb(environment, frequencyMhz)
  )
}

/**
 * COST 231-Hata loss, dB (COST 231 final report §4.4.1): C_m = 3 dB in metropolitan centres, 0 in medium cities and
 * suburbs; a(hm) is that of the medium city. Above 2000 MHz, where the report is silent, published worked points for
 * metropolitan centres take Hata's large-city a(hm), and so does this (it matters by 0.1 dB). The report has no open
 * area either: Hata's correction is applied, with a warning in `pathLossHata`.
 */
export function cost231HataDb(link: Omit<HataLink, 'variant'>): number {
  const { environment, largeCity, distanceKm, frequencyMhz, baseHeightM, userHeightM } = link
  const lgBase = Math.log10(baseHeightM)
  const metropolitan = largeCity === true && environment === 'urban'
  const correction = metropolitan && frequencyMhz > 2000 ? largeCityCorrectionDb : smallCityCorrectionDb
  return (
    46.3 +
    33.9 * Math.log10(frequencyMhz) -
    13.82 * lgBase -
    correction(frequencyMhz, userHeightM) +
    (44.9 - 6.55 * lgBase) * Math.log10(distanceKm) +
    (metropolitan ? 3 : 0) -
    (environment === 'open' ? environmentCorrectionDb('open', frequencyMhz) : 0)
  )
}

/**
 * Okumura-Hata, COST 231-Hata or extended Hata loss, dB, with its validity range held up to the inputs. Where a formula falls below
 * free space, as it does near high masts, free space stands and a warning says so.
 * @throws InputError `bad-argument` where an argument is not a positive finite number
 */
export function pathLossHata(link: HataLink): PathLoss {
  objectArgument(link, 'link', 'an object of type HataLink')
  const { variant, environment, distanceKm, frequencyMhz, baseHeightM, userHeightM } = link
  oneOf(variant, ['hata', 'cost231', 'extended'], 'variant')
  oneOf(environment, ['urban', 'suburban', 'open'], 'environment')
  positive(distanceKm, 'distanceKm')
  positive(frequencyMhz, 'frequencyMhz')
  positive(baseHeightM, 'baseHeightM')
  positive(userHeightM, 'userHeightM')
  if (variant === 'extended') return extendedHataLoss(link)

  const warnings: string[] = []
  const cost = variant === 'cost231'
  const model = cost ? 'COST 231-Hata' : 'Okumura-Hata'
  warnOutside(warnings, model, 'frequency', frequencyMhz, cost ? 1500 : 150, cost ? 2000 : 1500, 'MHz')
  warnOutside(warnings, model, 'base height', baseHeightM, 30, 200, 'm')
  warnOutside(warnings, model, 'user height', userHeightM, 1, 10, 'm')
  warnOutside(warnings, model, 'distance', distanceKm, 1, 20, 'km')
  if (cost && environment === 'open')
    warnings.push(`${model}: no open-area form is given; Hata's correction was applied`)
  const lossDb = cost ? cost231HataDb(link) : okumuraHataDb(link)
  return { lossDb: aboveFreeSpace(warnings, model, lossDb, distanceKm * 1000, frequencyMhz), warnings }
}
