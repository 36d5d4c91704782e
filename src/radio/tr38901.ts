import { objectArgument } from '../formats/argument'
import { aboveFreeSpace, freeSpaceLossDb } from './free-space'
import { finite, oneOf, type PathLossWithSigma, positive, warnOutside } from './path-loss'

/** Scenarios of TR 38.901 table 7.4.1-1: rural macro, urban macro, urban micro (street canyon). */
export type Scenario38901 = 'RMa' | 'UMa' | 'UMi'

export interface Link38901 {
  scenario: Scenario38901
  los: boolean
  /** Ground distance between base station and user, metres. */
  distance2dM: number
  frequencyGhz: number
  /** Antenna heights above ground, metres. */
  baseHeightM: number
  userHeightM: number
  /** RMa: average building height h, metres; default 5. */
  buildingHeightM?: number
  /** RMa: average street width W, metres; default 20. */
  streetWidthM?: number
}

/** Speed of light as the report uses it in break-point distances, m/s. */
const C = 3e8

/** Distance in space, metres (figure 7.4.1-1); never under 1 m, so that the logarithms stay finite. */
export function distance3dM(distance2dM: number, baseHeightM: number, userHeightM: number): number {
  return Math.max(1, Math.hypot(distance2dM, baseHeightM - userHeightM))
}

/** RMa break point, metres: dBP = 2π·hBS·hUT·fc/c (table 7.4.1-1, note 5). */
export function breakPointRmaM(frequencyGhz: number, baseHeightM: number, userHeightM: number): number {
  return (2 * Math.PI * baseHeightM * userHeightM * frequencyGhz * 1e9) / C
}

/**
 * UMa and UMi break point, metres: d'BP = 4·(hBS − hE)·(hUT − hE)·fc/c (table 7.4.1-1, note 1), hE = 1 m.
 * A user below 1.5 m counts as at 1.5 m, or the break point would vanish.
 */
export function breakPointUrbanM(frequencyGhz: number, baseHeightM: number, userHeightM: number): number {
  const environmentHeightM = 1
  return (
    (4 *
      (Math.max(baseHeightM, 1.5) - environmentHeightM) *
      (Math.max(userHeightM, 1.5) - environmentHeightM) *
      frequencyGhz *
      1e9) /
    C
  )
}

/** PL1 of RMa at a distance x in space, dB. */
function rmaPl1Db(x: number, frequencyGhz: number, buildingHeightM: number): number {
  const power = buildingHeightM ** 1.72
  return (
    20 * Math.log10((40 * Math.PI * x * frequencyGhz) / 3) +
    Math.min(0.03 * power, 10) * Math.log10(x) -
    Math.min(0.044 * power, 14.77) +
    0.002 * Math.log10(buildingHeightM) * x
  )
}

/** RMa LOS loss, dB (table 7.4.1-1): PL1 to the break point, 40 lg(d3D/dBP) beyond it. */
export function rmaLosDb(
  distance2dM: number,
  frequencyGhz: number,
  baseHeightM: number,
  userHeightM: number,
  buildingHeightM = 5,
): number {
  const d3d = distance3dM(distance2dM, baseHeightM, userHeightM)
  const breakM = breakPointRmaM(frequencyGhz, baseHeightM, userHeightM)
  if (distance2dM <= breakM) return rmaPl1Db(d3d, frequencyGhz, buildingHeightM)
  return rmaPl1Db(breakM, frequencyGhz, buildingHeightM) + 40 * Math.log10(d3d / breakM)
}

/**
 * The NLOS formula that RMa shares with TR 36.873 3D-UMa, dB, before the maximum with LOS (table 7.4.1-1).
 * `userTermM` is what stands in (3.2·(lg 11.75·x)² − 4.97): the user height in RMa, 1.5 m in 3D-UMa.
 */
export function streetWidthNlosDb(
  d3dM: number,
  frequencyGhz: number,
  baseHeightM: number,
  userTermM: number,
  buildingHeightM: number,
  streetWidthM: number,
): number {
  const lgBase = Math.log10(baseHeightM)
  return (
    161.04 -
    7.1 * Math.log10(streetWidthM) +
    7.5 * Math.log10(buildingHeightM) -
    (24.37 - 3.7 * (buildingHeightM / baseHeightM) ** 2) * lgBase +
    (43.42 - 3.1 * lgBase) * (Math.log10(d3dM) - 3) +
    20 * Math.log10(frequencyGhz) -
    (3.2 * Math.log10(11.75 * userTermM) ** 2 - 4.97)
  )
}

/** RMa NLOS loss, dB (table 7.4.1-1): never below LOS. */
export function rmaNlosDb(
  distance2dM: number,
  frequencyGhz: number,
  baseHeightM: number,
  userHeightM: number,
  buildingHeightM = 5,
  streetWidthM = 20,
): number {
  const d3d = distance3dM(distance2dM, baseHeightM, userHeightM)
  return Math.max(
    rmaLosDb(distance2dM, frequencyGhz, baseHeightM, userHeightM, buildingHeightM),
    streetWidthNlosDb(d3d, frequencyGhz, baseHeightM, userHeightM, buildingHeightM, streetWidthM),
  )
}

/** UMa LOS loss, dB (table 7.4.1-1): PL1 to d'BP, PL2 beyond it. */
export function umaLosDb(distance2dM: number, frequencyGhz: number, baseHeightM: number, userHeightM: number): number {
  const lgD = Math.log10(distance3dM(distance2dM, baseHeightM, userHeightM))
  const breakM = breakPointUrbanM(frequencyGhz, baseHeightM, userHeightM)
  const common = 28 + 20 * Math.log10(frequencyGhz)
  if (distance2dM <= breakM) return common + 22 * lgD
  return common + 40 * lgD - 9 * Math.log10(breakM ** 2 + (baseHeightM - userHeightM) ** 2)
}

/** UMa NLOS loss, dB (table 7.4.1-1): never below LOS. */
export function umaNlosDb(distance2dM: number, frequencyGhz: number, baseHeightM: number, userHeightM: number): number {
  const lgD = Math.log10(distance3dM(distance2dM, baseHeightM, userHeightM))
  return Math.max(
    umaLosDb(distance2dM, frequencyGhz, baseHeightM, userHeightM),
    13.54 + 39.08 * lgD + 20 * Math.log10(frequencyGhz) - 0.6 * (userHeightM - 1.5),
  )
}

/** UMi street canyon LOS loss, dB (table 7.4.1-1). */
export function umiLosDb(distance2dM: number, frequencyGhz: number, baseHeightM: number, userHeightM: number): number {
  const lgD = Math.log10(distance3dM(distance2dM, baseHeightM, userHeightM))
  const breakM = breakPointUrbanM(frequencyGhz, baseHeightM, userHeightM)
  const common = 32.4 + 20 * Math.log10(frequencyGhz)
  if (distance2dM <= breakM) return common + 21 * lgD
  return common + 40 * lgD - 9.5 * Math.log10(breakM ** 2 + (baseHeightM - userHeightM) ** 2)
}

/** UMi street canyon NLOS loss, dB (table 7.4.1-1): never below LOS. */
export function umiNlosDb(distance2dM: number, frequencyGhz: number, baseHeightM: number, userHeightM: number): number {
  const lgD = Math.log10(distance3dM(distance2dM, baseHeightM, userHeightM))
  return Math.max(
    umiLosDb(distance2dM, frequencyGhz, baseHeightM, userHeightM),
    22.4 + 35.3 * lgD + 21.3 * Math.log10(frequencyGhz) - 0.3 * (userHeightM - 1.5),
  )
}

/** Shadow-fading standard deviation, dB (table 7.4.1-1). */
export function sigma38901Db(scenario: Scenario38901, los: boolean, beyondBreakPoint: boolean): number {
  if (scenario === 'RMa') return los ? (beyondBreakPoint ? 6 : 4) : 8
  if (scenario === 'UMa') return los ? 4 : 6
  return los ? 4 : 7.82
}

/**
 * Probability of line of sight, 0 … 1 (TR 38.901 table 7.4.2-1).
 * @param distance2dM ground distance, metres
 * @param userHeightM user antenna height, metres; matters in UMa above 13 m
 */
export function losProbability38901(scenario: Scenario38901, distance2dM: number, userHeightM = 1.5): number {
  if (scenario === 'RMa') return distance2dM <= 10 ? 1 : Math.exp(-(distance2dM - 10) / 1000)
  if (distance2dM <= 18) return 1
  const near = 18 / distance2dM
  if (scenario === 'UMi') return near + Math.exp(-distance2dM / 36) * (1 - near)
  const rise = userHeightM <= 13 ? 0 : ((Math.min(userHeightM, 23) - 13) / 10) ** 1.5
  const tall = 1 + rise * 1.25 * (distance2dM / 100) ** 3 * Math.exp(-distance2dM / 150)
  // For users above 13 m the product of table 7.4.2-1 passes 1 at some distances: no probability does.
  return Math.min(1, (near + Math.exp(-distance2dM / 63) * (1 - near)) * tall)
}

/** Path loss of TR 38.901 table 7.4.1-1, dB: what `pathLoss38901` says, of arguments that are known to be good. */
export function loss38901Db(
  scenario: Scenario38901,
  los: boolean,
  distance2dM: number,
  frequencyGhz: number,
  baseHeightM: number,
  userHeightM: number,
  buildingHeightM = 5,
  streetWidthM = 20,
): number {
  if (scenario === 'RMa') {
    return los
      ? rmaLosDb(distance2dM, frequencyGhz, baseHeightM, userHeightM, buildingHeightM)
      : rmaNlosDb(distance2dM, frequencyGhz, baseHeightM, userHeightM, buildingHeightM, streetWidthM)
  }
  const urban = scenario === 'UMa' ? (los ? umaLosDb : umaNlosDb) : los ? umiLosDb : umiNlosDb
  return urban(distance2dM, frequencyGhz, baseHeightM, userHeightM)
}

/** Within their ranges the line-of-sight fits of the 3GPP reports fall short of free space by at most this, dB (UMa, 20 to 170 m). */
const FIT_SHORTFALL_DB = 2

/**
 * A loss of the 3GPP reports, dB: to the digit where the formula is sound. Its shortfall near the mast is part of the report and is
 * warned about; where an extrapolation falls lower still, free space stands. Maps are held to free space everywhere.
 */
export function notFarBelowFreeSpace(
  warnings: string[],
  model: string,
  lossDb: number,
  slantM: number,
  frequencyGhz: number,
): number {
  const freeDb = freeSpaceLossDb(slantM, frequencyGhz * 1000)
  if (lossDb < freeDb - FIT_SHORTFALL_DB) return aboveFreeSpace(warnings, model, lossDb, slantM, frequencyGhz * 1000)
  if (lossDb < freeDb - 0.05)
    warnings.push(`${model}: the report’s fit is ${(freeDb - lossDb).toFixed(1)} dB below free space here`)
  return lossDb
}

/**
 * Path loss of 3GPP TR 38.901 table 7.4.1-1, dB, for RMa, UMa and UMi street canyon.
 * Break points use c = 3e8 m/s and hE = 1 m; the branch is chosen by the ground distance, the logarithms take the
 * distance in space. Outside a scenario's range the formula is continued and a warning says so.
 * @throws InputError `bad-argument` where an argument is not a positive finite number (a distance may be 0)
 */
export function pathLoss38901(link: Link38901): PathLossWithSigma {
  objectArgument(link, 'link', 'an object of type Link38901')
  const { scenario, los, distance2dM, frequencyGhz, baseHeightM, userHeightM } = link
  oneOf(scenario, ['RMa', 'UMa', 'UMi'], 'scenario')
  if (finite(distance2dM, 'distance2dM') < 0) positive(distance2dM, 'distance2dM')
  positive(frequencyGhz, 'frequencyGhz')
  positive(baseHeightM, 'baseHeightM')
  positive(userHeightM, 'userHeightM')
  const buildingHeightM = positive(link.buildingHeightM ?? 5, 'buildingHeightM')
  const streetWidthM = positive(link.streetWidthM ?? 20, 'streetWidthM')

  const warnings: string[] = []
  const model = `TR 38.901 ${scenario} ${los ? 'LOS' : 'NLOS'}`
  const warn = (quantity: string, value: number, low: number, high: number, unit: string) =>
    warnOutside(warnings, model, quantity, value, low, high, unit)
  warn('distance', distance2dM, 10, scenario === 'RMa' && los ? 10_000 : 5000, 'm')
  warn('frequency', frequencyGhz, 0.5, scenario === 'RMa' ? 30 : 100, 'GHz')
  if (scenario === 'RMa') {
    warn('base height', baseHeightM, 10, 150, 'm')
    warn('user height', userHeightM, 1, 10, 'm')
    warn('building height', buildingHeightM, 5, 50, 'm')
    warn('street width', streetWidthM, 5, 50, 'm')
  } else {
    const nominalM = scenario === 'UMa' ? 25 : 10
    if (baseHeightM !== nominalM)
      warnings.push(`${model}: base height ${baseHeightM} m is not the ${nominalM} m that the formula was made for`)
    warn('user height', userHeightM, 1.5, 22.5, 'm')
    if (scenario === 'UMa' && userHeightM >= 13)
      warnings.push(`${model}: above 13 m the report draws the environment height at random; 1 m was taken`)
  }

  const formulaDb = loss38901Db(
    scenario,
    los,
    distance2dM,
    frequencyGhz,
    baseHeightM,
    userHeightM,
    buildingHeightM,
    streetWidthM,
  )
  const slantM = distance3dM(distance2dM, baseHeightM, userHeightM)
  const lossDb = notFarBelowFreeSpace(warnings, model, formulaDb, slantM, frequencyGhz)
  const breakPointM = scenario === 'RMa' ? breakPointRmaM : breakPointUrbanM
  const breakM = breakPointM(frequencyGhz, baseHeightM, userHeightM)
  return { lossDb, sigmaDb: sigma38901Db(scenario, los, distance2dM > breakM), warnings }
}
