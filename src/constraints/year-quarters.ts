import { buildQuarters, type Quarter } from './quarters'

/**
 * Quarters of a plan of several years, for its ranks in their order. Each year has its own; what the capacity of one leaves over
 * begins the next, before that year's own stations.
 * @param counts proposals of each year
 * @param capacity stations that can be built per quarter: one number for all quarters, or four
 * @throws InputError `bad-quarter-capacity`
 */
export function quartersOfYears(counts: readonly number[], capacity?: number | readonly number[]): Quarter[] {
  const quarters: Quarter[] = []
  counts.forEach((count, y) => {
    const overflow = quarters.filter(({ year }) => year > y).length
    for (const { year, quarter } of buildQuarters(overflow + count, capacity).slice(overflow)) {
      quarters.push({ year: y + year, quarter })
    }
  })
  return quarters
}
