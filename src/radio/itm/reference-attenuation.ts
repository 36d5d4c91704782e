import { diffractionDb } from './diffraction'
import { lineOfSightDb } from './line-of-sight'
import { type ItmPath, smoothReachM } from './path'
import { troposcatter } from './troposcatter'

export type PropagationMode = 'line-of-sight' | 'diffraction' | 'troposcatter'

/** Reference attenuation A_ref over free space, dB, and the region that it stands in. */
export interface Reference {
  attenuationDb: number
  mode: PropagationMode
  /** True where the diffraction formulas have no value for the path, so that free space stands. */
  withoutValue: boolean
}

/**
 * Never negative. Where a formula has no value (horizons nearer than their height, so that Vogler's x is negative), nothing is added to
 * free space: NTIA's own program ends there too, by its `MAX(A, 0)`.
 */
const overFreeSpace = (attenuationDb: number): number => (attenuationDb > 0 ? attenuationDb : 0)

/** a − b where positive, else 0. */
function excess(a: number, b: number): number {
  return a > b ? a - b : 0
}

/** Coefficients of the line-of-sight curve A = A_o + K1·d + K2·ln d [ERL 79-ITS 67, eqs (3.19)–(3.21)]. */
function lineOfSightCurve(
  path: ItmPath,
  slope: number,
  interceptDb: number,
): { k1: number; k2: number; endDb: number } {
  const reachM = path.horizonM[0] + path.horizonM[1]
  const smoothM = smoothReachM(path)
  const endDb = smoothM * slope + interceptDb // A_sML
  let d0 = 0.04 * path.frequencyMhz * path.effectiveM[0] * path.effectiveM[1] // eq. (3.16a)
  let d1: number
  if (interceptDb >= 0) {
    d0 = Math.min(d0, 0.5 * reachM)
    d1 = d0 + 0.25 * (reachM - d0) // eq. (3.16d)
  } else d1 = Math.max(-interceptDb / slope, 0.25 * reachM)
  const a1 = lineOfSightDb(path, d1, slope, interceptDb)

  if (d0 < d1) {
    const a0 = lineOfSightDb(path, d0, slope, interceptDb)
    const q = Math.log(smoothM / d0)
    let k2 = Math.max(
      0,
      ((smoothM - d0) * (a1 - a0) - (d1 - d0) * (endDb - a0)) / ((smoothM - d0) * Math.log(d1 / d0) - (d1 - d0) * q),
    ) // eq. (3.20)
    if (interceptDb > 0 || k2 > 0) {
      let k1 = (endDb - a0 - k2 * q) / (smoothM - d0) // eq. (3.21)
      if (k1 < 0) {
        k1 = 0
        k2 = excess(endDb, a0) / q
        if (k2 === 0) k1 = slope
      }
      return { k1, k2, endDb }
    }
  }
  const k1 = excess(endDb, a1) / (smoothM - d1)
  return { k1: k1 === 0 ? slope : k1, k2: 0, endDb }
}

/** Reference attenuation by the Longley-Rice method, dB, never negative [Hufford, The ITS Irregular Terrain Model, §4]. */
export function referenceAttenuation(path: ItmPath): Reference {
  const { distanceM, earthRadiusM, frequencyMhz } = path
  const reachM = path.horizonM[0] + path.horizonM[1] // d_ML
  const smoothM = smoothReachM(path) // d_sML
  const unitM = Math.cbrt(earthRadiusM ** 2 / frequencyMhz)

  // The diffraction line through two distances far beyond the horizon.
  const d3 = Math.max(smoothM, reachM + 5 * unitM)
  const d4 = d3 + 10 * unitM
  const a3 = diffractionDb(path, d3)
  const slope = (diffractionDb(path, d4) - a3) / (d4 - d3) // M_d
  const intercept = a3 - slope * d3 // A_d0

  if (distanceM < smoothM) {
    const { k1, k2, endDb } = lineOfSightCurve(path, slope, intercept)
    const start = endDb - k1 * smoothM - k2 * Math.log(smoothM)
    const value = start + k1 * distanceM + k2 * Math.log(distanceM) // eq. (3.19)
    return { attenuationDb: overFreeSpace(value), withoutValue: Number.isNaN(slope), mode: 'line-of-sight' }
  }

  // The troposcatter line through two distances farther still.
  const d5 = reachM + 200e3
  const far = troposcatter(path, reachM + 400e3, -1)
  const near = troposcatter(path, d5, far.gainDb)
  if (near.attenuationDb < 1000) {
    const scatterSlope = (far.attenuationDb - near.attenuationDb) / 200e3 // M_s
    const transition = Math.max(
      smoothM,
      reachM + 1.088 * unitM * Math.log(frequencyMhz),
      (near.attenuationDb - intercept - scatterSlope * d5) / (slope - scatterSlope),
    ) // d_x
    if (distanceM > transition) {
      const value = scatterSlope * distanceM + (slope - scatterSlope) * transition + intercept
      return { attenuationDb: overFreeSpace(value), withoutValue: Number.isNaN(slope), mode: 'troposcatter' }
    }
  } else if (distanceM > 10e6)
    return {
      attenuationDb: overFreeSpace(slope * distanceM + intercept),
      withoutValue: Number.isNaN(slope),
      mode: 'troposcatter',
    }
  return {
    attenuationDb: overFreeSpace(slope * distanceM + intercept),
    withoutValue: Number.isNaN(slope),
    mode: 'diffraction',
  }
}
