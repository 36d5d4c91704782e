import { capacityOf, type Quarter } from '../constraints/quarters'
import { quartersOfYears } from '../constraints/year-quarters'

/** What the crews of each group build in a quarter at the most. */
export interface QuarterLimit {
  /** Group of each proposal. */
  group: ArrayLike<number>
  /** Most stations per group and quarter, 1 or more; Infinity where nothing limits it. */
  most: ArrayLike<number>
}

/** Proposals in the order of building. */
export interface Schedule {
  /** Indices of the proposals: by quarter, within one in the order of worth. */
  order: number[]
  /** … and the quarter of each of them. */
  quarters: Quarter[]
}

/**
 * Gives each proposal, in the order of worth, the earliest quarter of its year or after it that has room in all and in each of its
 * groups. Without limits per group the order stays.
 * @param years proposals that each year plans, one year after the other
 * @param capacity stations that can be built per quarter, one number or four; a quarter of what each year plans where absent
 * @throws InputError `bad-quarter-capacity`
 */
export function scheduleQuarters(
  years: readonly number[],
  capacity: number | readonly number[] | undefined,
  limits: readonly QuarterLimit[],
): Schedule {
  const inOrder = quartersOfYears(years, capacity)
  const order = inOrder.map((_, i) => i)
  if (!limits.some(({ most }) => Array.from(most).some(Number.isFinite))) return { order, quarters: inOrder }
  const largest = Math.max(...years)
  const roomOf = (q: number): number => {
    if (capacity !== undefined) return capacityOf(capacity)[q % 4]
    const count = years[Math.floor(q / 4)] ?? largest
    return Math.ceil(((1 + (q % 4)) * count) / 4) - Math.ceil(((q % 4) * count) / 4)
  }
  const built: number[] = []
  const builtBy = limits.map((): number[][] => [])
  const at: number[] = []
  years.forEach((count, y) => {
    for (let i = at.length, end = i + count; i < end; i++) {
      const hasRoom = (q: number): boolean =>
        (built[q] ?? 0) < roomOf(q) &&
        limits.every(({ group, most }, l) => (builtBy[l][q]?.[group[i]] ?? 0) < most[group[i]])
      let q = 4 * y
      while (!hasRoom(q)) q++
      at.push(q)
      built[q] = (built[q] ?? 0) + 1
      for (const [l, { group }] of limits.entries()) {
        builtBy[l][q] ??= []
        builtBy[l][q][group[i]] = (builtBy[l][q][group[i]] ?? 0) + 1
      }
    }
  })
  order.sort((a, b) => at[a] - at[b] || a - b)
  return { order, quarters: order.map((i) => ({ year: 1 + Math.floor(at[i] / 4), quarter: 1 + (at[i] % 4) })) }
}
