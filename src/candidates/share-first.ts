import KDBush from 'kdbush'
import type { Candidate } from './candidate'
import { coveredWeight, type Spans } from './footprints'

/** A structure this near can stand in for a new one, m: in town and in the country. */
const REACH_TOWN_M = 300
const REACH_COUNTRY_M = 1000
/** … where it covers at least this much of what the new one would, by weight. */
const TOLERANCE = 0.9

/**
 * "Share before you build" (能共享不新建): marks new structures that a candidate on an existing one nearby replaces nearly as well.
 * A place that the user named, and a kept proposal, stay.
 * @param weights weight of each demand
 * @param blocked 1 per candidate that must not be built: it replaces nothing
 * @returns 1 per candidate that is not to be built
 */
export function shareFirst(
  candidates: Candidate[],
  spans: Spans,
  weights: Uint32Array,
  blocked: Uint8Array,
): Uint8Array {
  const covers = coveredWeight({ weights }, spans)
  const structures = candidates
    .map((_, c) => c)
    .filter((c) => candidates[c].origin === 'structure' && covers[c] > 0 && !blocked[c])
  const unwanted = blocked.slice()
  if (structures.length === 0) return unwanted
  const index = new KDBush(structures.length)
  for (const c of structures) index.add(candidates[c].x, candidates[c].y)
  index.finish()
  candidates.forEach(({ origin, x, y, surroundings }, c) => {
    if (origin === 'structure' || origin === 'listed' || origin === 'kept') return
    const near = index.within(x, y, surroundings === 'town' ? REACH_TOWN_M : REACH_COUNTRY_M)
    if (near.some((i) => covers[structures[i]] >= TOLERANCE * covers[c])) unwanted[c] = 1
  })
  return unwanted
}
