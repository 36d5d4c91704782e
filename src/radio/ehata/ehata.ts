import { objectArgument } from '../../formats/argument'
import { InputError } from '../../formats/input-error'
import type { HataEnvironment } from '../hata'
import { oneOf, type PathLoss, positive, type Terms, warnOutside } from '../path-loss'
import { fineRollingHillsDb, generalSlopeDb, isolatedRidgeDb, mixedPathDb, rollingHillsDb } from './corrections'
import { ehataMedianDb } from './median'
import { type EhataEdition, type EhataTerrain, ehataPath } from './terrain'

export interface EhataLink {
  frequencyMhz: number
  /** Antenna heights above ground, metres. */
  baseHeightM: number
  userHeightM: number
  environment: HataEnvironment
  /** Default `ntia`. */
  edition?: EhataEdition
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

/**
 * NTIA's extended Hata over a terrain profile, dB [Drocella et al., NTIA TR-15-517, appendix A]: the Hata median
 * extended to 3000 MHz and 100 km, with Okumura's terrain corrections. (`pathLossHata` with `extended` is the other model
 * of that name, of ERC Report 68, without terrain.)
 * @param terrain heights above sea level, metres, evenly spaced from the *mobile* to the base station; 0 exactly is sea
 * @throws InputError `bad-profile`, `bad-argument`
 */
export function pathLossEhata(terrain: EhataTerrain, link: EhataLink): PathLoss & { terms: Terms } {
  objectArgument(terrain, 'terrain', '{ stepM, heightM }')
  objectArgument(link, 'link', 'an object of type EhataLink')
  const { frequencyMhz, environment } = link
  positive(terrain.stepM, 'stepM')
  positive(frequencyMhz, 'frequencyMhz')
  oneOf(environment, ['urban', 'suburban', 'open'], 'environment')
  const last = terrain.heightM.length - 1
  if (last < 1) throw new InputError('bad-profile', 'heightM', `the profile has ${last + 1} points; expected 2 or more`)
  for (let i = 0; i <= last; i++)
    if (!Number.isFinite(terrain.heightM[i]))
      throw new InputError('bad-profile', `heightM[${i}]`, `heightM[${i}] is ${terrain.heightM[i]}; expected metres`)

  const edition = link.edition ?? 'ntia'
  const path = ehataPath(terrain, link.userHeightM, link.baseHeightM, edition)
  const warnings: string[] = []
  warnOutside(warnings, 'eHata', 'frequency', frequencyMhz, 100, 3000, 'MHz')
  warnOutside(warnings, 'eHata', 'distance', path.distanceKm, 1, 100, 'km')
  warnOutside(warnings, 'eHata', 'base height', link.baseHeightM, 30, 200, 'm')
  warnOutside(warnings, 'eHata', 'user height', link.userHeightM, 1, 10, 'm')

  // Effective heights, held to the range of the curves.
  const mobileM = clamp(link.userHeightM + terrain.heightM[0] - path.averageM[0], 1, 10)
  const baseM = clamp(link.baseHeightM + terrain.heightM[last] - path.averageM[1], 30, 200)
  const median = ehataMedianDb(frequencyMhz, baseM, mobileM, path.distanceKm, environment)
  const mixed = mixedPathDb(path)
  const terms: Terms = { median, mixed, h_m_eff: mobileM, h_b_eff: baseM, delta_h: path.irregularityM }
  // The corrections are read off curves, and can take more off than there is: nothing is below free space. The older editions are left
  // as their programs compute.
  const freeSpaceDb = 32.45 + 20 * Math.log10(frequencyMhz) + 20 * Math.log10(path.distanceKm)
  const overFreeSpace = (lossDb: number): number => {
    if (edition !== 'ntia' || lossDb >= freeSpaceDb) return lossDb
    warnings.push('eHata: the corrections take the loss below free space; free space stands')
    return freeSpaceDb
  }
  if (path.ridgeM !== undefined) {
    terms.ridge = isolatedRidgeDb(path.horizonM[1] / 1000, path.horizonM[0] / 1000, path.ridgeM, edition)
    return { lossDb: overFreeSpace(median - terms.ridge - mixed), warnings, terms }
  }
  terms.hills = rollingHillsDb(path.irregularityM)
  terms.fineHills = fineRollingHillsDb(path, terrain.heightM[0], edition)
  terms.slope = generalSlopeDb(path.slopeMrad, path.distanceKm)
  return { lossDb: overFreeSpace(median - terms.hills - terms.fineHills - terms.slope - mixed), warnings, terms }
}
