import { objectArgument } from '../../formats/argument'
import { InputError } from '../../formats/input-error'
import { between, finite, oneOf, type PathLoss, positive, type Terms, warnOutside } from '../path-loss'
import type { Polarization } from '../spherical-earth'
import { environment, type ItmPath, smoothReachM } from './path'
import { analyseTerrain, type ItmTerrain, irregularHorizonM, irregularHorizonRad } from './profile'
import { type PropagationMode, referenceAttenuation } from './reference-attenuation'
import { type Climate, variability } from './variability'

interface ItmCommon {
  /** Antenna heights above ground, metres: 0.5 … 3000. */
  txHeightM: number
  rxHeightM: number
  /** 20 … 20 000. */
  frequencyMhz: number
  polarization: Polarization
  /** Relative permittivity and conductivity (S/m) of the ground; average ground 15 and 0.005. */
  epsilon: number
  sigma: number
  /** Refractivity at sea level, 250 … 400 N-units; 301 where unknown. */
  n0: number
  climate: Climate
  /** Mode of variability: 0 single message, 1 accidental, 2 mobile, 3 broadcast; +10, +20 (see `variability`). */
  mdvar: number
}

/** Variability by time, locations and situations, %, each between 0 and 100. */
interface TimeLocationSituation {
  timePercent: number
  locationPercent: number
  situationPercent: number
}

/** Variability by reliability (time) and confidence (situations), %; locations at the median. */
interface ReliabilityConfidence {
  reliabilityPercent: number
  confidencePercent: number
}

export type ItmLink = ItmCommon & (TimeLocationSituation | ReliabilityConfidence)

export type Siting = 'random' | 'careful' | 'very-careful'

/** A path known by its terrain's irregularity only. */
export type ItmAreaLink = ItmLink & {
  distanceKm: number
  /** Δh, metres: 0 sea, 30 plains, 90 hills, 200 mountains, 500 rugged mountains. */
  irregularityM: number
  txSiting: Siting
  rxSiting: Siting
}

export interface ItmResult extends PathLoss {
  mode: PropagationMode
  /** Intermediates, SI units, degrees of angle in radians. */
  terms: Terms
}

function percentages(link: TimeLocationSituation | ReliabilityConfidence): TimeLocationSituation {
  if ('reliabilityPercent' in link)
    return {
      timePercent: between(link.reliabilityPercent, 0, 100, 'reliabilityPercent'),
      locationPercent: 50,
      situationPercent: between(link.confidencePercent, 0, 100, 'confidencePercent'),
    }
  return {
    timePercent: between(link.timePercent, 0, 100, 'timePercent'),
    locationPercent: between(link.locationPercent, 0, 100, 'locationPercent'),
    situationPercent: between(link.situationPercent, 0, 100, 'situationPercent'),
  }
}

/** Refuses what the model has no value for. @throws InputError `bad-argument` */
function checkLink(link: ItmLink, warnings: string[]): void {
  for (const end of ['txHeightM', 'rxHeightM'] as const) {
    between(link[end], 0.5 - 1e-12, 3000 + 1e-9, end)
    warnOutside(
      warnings,
      'ITM',
      end === 'txHeightM' ? 'transmitter height' : 'receiver height',
      link[end],
      1,
      1000,
      'm',
    )
  }
  oneOf(link.climate, [1, 2, 3, 4, 5, 6, 7], 'climate')
  between(link.n0, 250 - 1e-9, 400 + 1e-9, 'n0')
  between(link.frequencyMhz, 20 - 1e-9, 20_000 + 1e-6, 'frequencyMhz')
  warnOutside(warnings, 'ITM', 'frequency', link.frequencyMhz, 40, 10_000, 'MHz')
  oneOf(link.polarization, ['horizontal', 'vertical'], 'polarization')
  if (!(finite(link.epsilon, 'epsilon') >= 1))
    throw new InputError('bad-argument', 'epsilon', `epsilon is ${link.epsilon}; expected 1 or more`)
  positive(link.sigma, 'sigma')
  if (!Number.isInteger(link.mdvar) || link.mdvar < 0 || link.mdvar > 33 || link.mdvar % 10 > 3)
    throw new InputError('bad-argument', 'mdvar', `mdvar is ${link.mdvar}; expected 0 to 3, plus 0, 10, 20 or 30`)
}

/** What the model says about its own range. */
function pathWarnings(path: ItmPath, warnings: string[]): void {
  for (const [i, end] of ['transmitter', 'receiver'].entries()) {
    const smooth = Math.sqrt(2 * path.effectiveM[i] * path.earthRadiusM)
    if (Math.abs(path.horizonRad[i]) > 0.2)
      warnings.push(`ITM: the ${end}'s horizon stands at ${(path.horizonRad[i] * 1000).toFixed(0)} mrad, over 200 mrad`)
    if (path.horizonM[i] < 0.1 * smooth || path.horizonM[i] > 3 * smooth)
      warnings.push(
        `ITM: the ${end}'s horizon at ${path.horizonM[i].toFixed(0)} m is not within 0.1 to 3 times the smooth Earth's ${smooth.toFixed(0)} m`,
      )
  }
  const { refractivity, distanceM } = path
  if (!(refractivity >= 150 && refractivity <= 400))
    throw new InputError(
      'out-of-range',
      'n0',
      `surface refractivity comes to ${refractivity.toFixed(0)} N-units; the model has values from 150 to 400`,
    )
  if (refractivity < 250) warnings.push(`ITM: surface refractivity ${refractivity.toFixed(0)} is under 250 N-units`)
  if (!(path.earthRadiusM >= 4e6 && path.earthRadiusM <= 13_333_333))
    throw new InputError(
      'out-of-range',
      'n0',
      `the effective Earth radius comes to ${(path.earthRadiusM / 1000).toFixed(0)} km; expected 4000 to 13333 km`,
    )
  if (path.impedance.re <= Math.abs(path.impedance.im))
    throw new InputError('out-of-range', 'sigma', `sigma is too large for this frequency; the ground acts as a metal`)
  const shortestM = Math.abs(path.effectiveM[0] - path.effectiveM[1]) / 0.2
  if (distanceM < shortestM)
    warnings.push(`ITM: distance ${distanceM.toFixed(0)} m is under ${shortestM.toFixed(0)} m, the rays are too steep`)
  warnOutside(warnings, 'ITM', 'distance', distanceM / 1000, 1, 1000, 'km')
}

function lossOf(path: ItmPath, link: ItmLink, warnings: string[]): ItmResult {
  pathWarnings(path, warnings)
  const reference = referenceAttenuation(path)
  if (reference.withoutValue)
    warnings.push(
      'ITM: the diffraction formulas have no value for horizons this near and steep; free space stands in their place',
    )
  const freeSpaceDb = 32.45 + 20 * Math.log10(path.frequencyMhz) + 20 * Math.log10(path.distanceM / 1000)
  const { attenuationDb, extreme } = variability({
    ...percentages(link),
    effectiveM: path.effectiveM,
    irregularityM: path.irregularityM,
    frequencyMhz: path.frequencyMhz,
    distanceM: path.distanceM,
    referenceDb: reference.attenuationDb,
    climate: link.climate,
    mdvar: link.mdvar,
  })
  if (extreme) warnings.push('ITM: a percentage is so extreme that the result is of little worth')
  return {
    lossDb: attenuationDb + freeSpaceDb,
    warnings,
    mode: reference.mode,
    terms: {
      d: path.distanceM,
      theta_hzn_tx: path.horizonRad[0],
      theta_hzn_rx: path.horizonRad[1],
      d_hzn_tx: path.horizonM[0],
      d_hzn_rx: path.horizonM[1],
      h_e_tx: path.effectiveM[0],
      h_e_rx: path.effectiveM[1],
      N_s: path.refractivity,
      delta_h: path.irregularityM,
      a_e: path.earthRadiusM,
      d_sML: smoothReachM(path),
      A_ref: reference.attenuationDb,
      A_fs: freeSpaceDb,
      A: attenuationDb + freeSpaceDb,
    },
  }
}

/**
 * Basic transmission loss of the NTIA Irregular Terrain Model (Longley-Rice) over a terrain profile, dB.
 * @param profile heights above sea level, metres, evenly spaced from transmitter to receiver
 * @throws InputError `bad-profile`, `bad-argument`, `out-of-range` where the model has no value
 */
export function pathLossItm(profile: ItmTerrain, link: ItmLink): ItmResult {
  objectArgument(profile, 'profile', '{ stepM, heightM }')
  objectArgument(link, 'link', 'an object of type ItmLink')
  const warnings: string[] = []
  positive(profile.stepM, 'stepM')
  const count = profile.heightM.length
  if (count < 2) throw new InputError('bad-profile', 'heightM', `the profile has ${count} points; expected 2 or more`)
  for (let i = 0; i < count; i++)
    if (!Number.isFinite(profile.heightM[i]))
      throw new InputError('bad-profile', `heightM[${i}]`, `heightM[${i}] is ${profile.heightM[i]}; expected metres`)
  checkLink(link, warnings)

  // Mean height without the outer tenths.
  const last = count - 1
  const tenth = Math.trunc(0.1 * last)
  let sum = 0
  for (let i = tenth; i <= last - tenth; i++) sum += profile.heightM[i]
  const ground = environment(
    sum / (last - 2 * tenth + 1),
    link.n0,
    link.frequencyMhz,
    link.polarization === 'vertical',
    link.epsilon,
    link.sigma,
  )
  const heightM = [link.txHeightM, link.rxHeightM] as const
  const terrain = analyseTerrain(profile, ground.earthRadiusM, heightM)
  const path = { ...ground, ...terrain, heightM, frequencyMhz: link.frequencyMhz, pointToPoint: true }
  return lossOf(path, link, warnings)
}

const SITING_B: Record<Siting, number> = { random: 0, careful: 4, 'very-careful': 9 }

/** Effective height of a terminal sited with some care, metres [Algorithm, eq. (3.2)]. */
function sitedHeightM(heightM: number, siting: Siting, irregularityM: number): number {
  if (siting === 'random') return heightM
  const b = SITING_B[siting] * (heightM < 5 ? Math.sin(0.1 * Math.PI * heightM) : 1)
  return heightM + (1 + b) * Math.exp(-Math.min(20, (2 * heightM) / Math.max(1e-3, irregularityM)))
}

/**
 * Basic transmission loss of the NTIA Irregular Terrain Model in area mode, dB: no profile, only the terrain's
 * irregularity.
 * @throws InputError `bad-argument`, `out-of-range`
 */
export function pathLossItmArea(link: ItmAreaLink): ItmResult {
  objectArgument(link, 'link', 'an object of type ItmAreaLink')
  const warnings: string[] = []
  checkLink(link, warnings)
  positive(link.distanceKm, 'distanceKm')
  oneOf(link.txSiting, ['random', 'careful', 'very-careful'], 'txSiting')
  oneOf(link.rxSiting, ['random', 'careful', 'very-careful'], 'rxSiting')
  const irregularityM = finite(link.irregularityM, 'irregularityM')
  if (irregularityM < 0)
    throw new InputError('bad-argument', 'irregularityM', `irregularityM is ${irregularityM}; expected 0 or more`)
  const ground = environment(0, link.n0, link.frequencyMhz, link.polarization === 'vertical', link.epsilon, link.sigma)
  const effectiveM: [number, number] = [
    sitedHeightM(link.txHeightM, link.txSiting, irregularityM),
    sitedHeightM(link.rxHeightM, link.rxSiting, irregularityM),
  ]
  const horizonM = effectiveM.map((h) => irregularHorizonM(h, irregularityM, ground.earthRadiusM)) as [number, number]
  const horizonRad = effectiveM.map((h, i) =>
    irregularHorizonRad(h, horizonM[i], irregularityM, ground.earthRadiusM),
  ) as [number, number]
  const path: ItmPath = {
    ...ground,
    distanceM: link.distanceKm * 1000,
    frequencyMhz: link.frequencyMhz,
    heightM: [link.txHeightM, link.rxHeightM],
    effectiveM,
    horizonM,
    horizonRad,
    irregularityM,
    pointToPoint: false,
  }
  return lossOf(path, link, warnings)
}
