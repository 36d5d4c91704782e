import { BANDS } from '../network/bands'
import type { Rat } from '../network/network'
import type { Licences } from './licences'
import type { Quotas } from './quota-file'

/** Bands of new stations by surroundings: the first of each is the usual one, the others are for operators that have none of it. */
export interface NewBands {
  country: readonly string[]
  town: readonly string[]
}

/** Bands of new stations by generation, in order of preference: low ones for reach, those with room for rate. */
const PREFERRED: Readonly<Record<Rat, { country: readonly string[]; town: readonly string[] }>> = {
  '5g': { country: ['n28', 'n8', 'n5'], town: ['n41', 'n78', 'n1', 'n79'] },
  '4g': { country: ['b28', 'b20', 'b8', 'b5'], town: ['b3', 'b1', 'b41', 'b7', 'b40', 'b39'] },
  '3g': { country: ['u900'], town: ['u2100'] },
  '2g': { country: ['g900'], town: ['g1800'] },
  'nb-iot': { country: ['nb8', 'nb5'], town: ['nb8', 'nb5'] },
}

/**
 * The bands that new stations get: the preferred ones that somebody may build on, or else the lowest of those that may be built on in
 * the country and the widest in town. `given` stands before them. Operators that a quota needs and that hold neither get one of their own beside them.
 */
export function newBandsOf(
  rat: Rat,
  licences: Licences,
  quotas: Quotas,
  given?: { country: string; town: string },
): NewBands {
  const all = Object.values(BANDS).filter((band) => band.rat === rat && licences.allows(band.id))
  const byReach = [...all].sort((a, b) => a.frequencyMhz - b.frequencyMhz).map(({ id }) => id)
  const byRate = [...all].sort((a, b) => b.bandwidthMhz - a.bandwidthMhz).map(({ id }) => id)
  const needed = Object.entries(quotas.operator ?? {}).flatMap(([name, { min = 0 }]) => (min > 0 ? [name] : []))
  const bandsFor = (preferred: readonly string[], rest: readonly string[]): string[] => {
    const order = [...new Set([...preferred.filter((band) => licences.allows(band)), ...rest])]
    const bands = order.slice(0, 1)
    for (const name of needed) {
      if (bands.some((band) => licences.allows(band, name))) continue
      const own = order.find((band) => licences.allows(band, name))
      if (own !== undefined) bands.push(own)
    }
    return bands
  }
  const { country, town } = PREFERRED[rat]
  return {
    country: given ? [given.country] : bandsFor(country, byReach),
    town: given ? [given.town] : bandsFor(town, byRate),
  }
}
