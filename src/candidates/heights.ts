import type { Surroundings } from '../radio/models/path-model'
import type { Candidate } from './candidate'

/** Ground towers come in these heights, m. */
const TOWER_HEIGHTS_M = [30, 40, 50]
/** Antenna platforms of a tower are this far apart, m (usually two or three of them, 5 to 6 m apart). */
const PLATFORM_M = 5
/** On a standing tower nothing is hung lower, m: a setting. */
const LEAST_M = 15

/**
 * Where antennas find room on a structure that stands already, metres above ground: in the country on the platform below the highest
 * antennas; in town, on a roof, beside them on a mast as high. Where no height is known there, the band's usual one.
 * @param highestM highest antenna that stands there; NaN where unknown
 */
export function structureHeightM(surroundings: Surroundings, highestM: number, usualM: number): number {
  if (Number.isNaN(highestM)) return usualM
  return surroundings === 'country' && highestM - PLATFORM_M >= LEAST_M ? highestM - PLATFORM_M : highestM
}

/**
 * The other heights that a candidate's antennas can have: towers come in 30, 40 and 50 m, and one that stands in the country may
 * have a platform farther down free. A list's limits hold; kept proposals stay as they are.
 */
export function otherHeightsM({ kind, kept, listed, surroundings, heightM }: Candidate): number[] {
  if (kept || kind === 'rooftop') return []
  const lower = surroundings === 'country' && heightM - PLATFORM_M >= LEAST_M ? [heightM - PLATFORM_M] : []
  const heights = kind === 'tower' ? TOWER_HEIGHTS_M.filter((height) => height !== heightM) : lower
  return heights.filter((height) => !(height < (listed?.minHeightM ?? 0)) && !(height > (listed?.maxHeightM ?? 1e9)))
}
