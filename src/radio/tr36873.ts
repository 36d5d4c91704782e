import { objectArgument } from '../formats/argument'
import { finite, oneOf, type PathLossWithSigma, positive, warnOutside } from './path-loss'
import { distance3dM, notFarBelowFreeSpace, streetWidthNlosDb, umaLosDb } from './tr38901'

export interface Link36873 {
  scenario: '3D-UMa' | '3D-UMi'
  los: boolean
  /** Ground distance, metres. */
  distance2dM: number
  frequencyGhz: number
  baseHeightM: number
  userHeightM: number
  /** 3D-UMa NLOS: average building height and street width, metres; default 20 each. */
  buildingHeightM?: number
  streetWidthM?: number
}

/**
 * Path loss of 3GPP TR 36.873 table 7.2-1 (2 to 6 GHz), dB: the model behind many operators' 5G link budgets, because
 * it has street width and building height.
 * @throws InputError `bad-argument`
 */
export function pathLoss36873(link: Link36873): PathLossWithSigma {
  objectArgument(link, 'link', 'an object of type Link36873')
  const { scenario, los, distance2dM, frequencyGhz, baseHeightM, userHeightM } = link
  oneOf(scenario, ['3D-UMa', '3D-UMi'], 'scenario')
  if (finite(distance2dM, 'distance2dM') < 0) positive(distance2dM, 'distance2dM')
  positive(frequencyGhz, 'frequencyGhz')
  positive(baseHeightM, 'baseHeightM')
  positive(userHeightM, 'userHeightM')
  const buildingHeightM = positive(link.buildingHeightM ?? 20, 'buildingHeightM')
  const streetWidthM = positive(link.streetWidthM ?? 20, 'streetWidthM')
  const uma = scenario === '3D-UMa'
  const warnings: string[] = []
  const warn = (quantity: string, value: number, low: number, high: number, unit: string) =>
    warnOutside(warnings, `TR 36.873 ${scenario}`, quantity, value, low, high, unit)
  warn('distance', distance2dM, 10, !los && !uma ? 2000 : 5000, 'm')
  warn('frequency', frequencyGhz, 2, 6, 'GHz')
  warn('user height', userHeightM, 1.5, 22.5, 'm')
  if (uma) {
    warn('base height', baseHeightM, 10, 150, 'm')
    warn('building height', buildingHeightM, 5, 50, 'm')
    warn('street width', streetWidthM, 5, 50, 'm')
  } else if (baseHeightM !== 10) {
    warnings.push(`TR 36.873 3D-UMi: base height ${baseHeightM} m is not the 10 m that the formula was made for`)
  }

  const d3d = distance3dM(distance2dM, baseHeightM, userHeightM)
  // 3D-UMi LOS has the constants of 3D-UMa LOS, whose break point and PL2 TR 38.901 UMa kept.
  const losDb = umaLosDb(distance2dM, frequencyGhz, baseHeightM, userHeightM)
  const model = `TR 36.873 ${scenario}`
  const held = (lossDb: number) => notFarBelowFreeSpace(warnings, model, lossDb, d3d, frequencyGhz)
  if (los) return { lossDb: held(losDb), sigmaDb: uma ? 4 : 3, warnings }
  const nlosDb = uma
    ? streetWidthNlosDb(d3d, frequencyGhz, baseHeightM, 1.5, buildingHeightM, streetWidthM) - 0.6 * (userHeightM - 1.5)
    : 36.7 * Math.log10(d3d) + 22.7 + 26 * Math.log10(frequencyGhz) - 0.3 * (userHeightM - 1.5)
  return { lossDb: held(Math.max(losDb, nlosDb)), sigmaDb: uma ? 6 : 4, warnings }
}
