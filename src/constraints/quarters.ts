import { InputError } from '../formats/input-error'

/** When a proposal is built. */
export interface Quarter {
  /** 1: the year that is planned for; 2 and on: what exceeds its capacity. */
  year: number
  /** 1 … 4. */
  quarter: number
}

/** Four capacities from one or four numbers. */
export function capacityOf(capacity: number | readonly number[]): readonly number[] {
  const given = typeof capacity === 'number' ? [capacity] : capacity
  return given.length === 1 ? [given[0], given[0], given[0], given[0]] : given
}

/**
 * Quarters for the ranks of a plan in their order: four equal ones in one year, or as many as can be built in each. What exceeds
 * the year's capacity goes to the next year, whose quarters hold as many again.
 * @param count proposals
 * @param capacity stations that can be built per quarter: one number for all quarters, or four
 * @throws InputError `bad-quarter-capacity`
 */
export function buildQuarters(count: number, capacity?: number | readonly number[]): Quarter[] {
  const quarters: Quarter[] = []
  if (capacity === undefined) {
    for (let i = 0; i < count; i++) quarters.push({ year: 1, quarter: 1 + Math.floor((4 * i) / count) })
    return quarters
  }
  const year = capacityOf(capacity)
  const bad = year.length !== 4 || year.some((n) => !(Number.isInteger(n) && n >= 0)) || year.every((n) => n === 0)
  if (bad) {
    throw new InputError(
      'bad-quarter-capacity',
      'quarterCapacity',
      `The capacity per quarter is ${[capacity].flat().join(', ') || 'empty'}; expected a whole number of stations above 0, or four such as 100,150,150,80.`,
    )
  }
  for (let q = 0; quarters.length < count; q++) {
    for (let k = 0; k < year[q % 4] && quarters.length < count; k++) {
      quarters.push({ year: 1 + Math.floor(q / 4), quarter: 1 + (q % 4) })
    }
  }
  return quarters
}
