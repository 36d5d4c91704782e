import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildQuarters } from '../../src/constraints/quarters'
import { scheduleQuarters } from '../../src/plan/schedule-quarters'

describe('scheduleQuarters', () => {
  test('without limits per group the order stays and the quarters fill one after the other', () => {
    const { order, quarters } = scheduleQuarters([5], [2, 0, 1, 1], [{ group: [0, 0, 0, 0, 0], most: [Infinity] }])
    expect(order).toEqual([0, 1, 2, 3, 4])
    expect(quarters).toEqual(buildQuarters(5, [2, 0, 1, 1]))
  })

  test('the second best of a county whose crews are busy waits, and the next of another county goes first', () => {
    // Counties A A B A, one a quarter in A.
    const { order, quarters } = scheduleQuarters([4], 2, [{ group: [0, 0, 1, 0], most: [1, Infinity] }])
    expect(order).toEqual([0, 2, 1, 3])
    expect(quarters.map(({ year, quarter }) => `${year}.${quarter}`)).toEqual(['1.1', '1.1', '1.2', '1.3'])
  })

  test('what a county cannot build in a year goes to the next', () => {
    const { quarters } = scheduleQuarters([6], 10, [{ group: new Uint8Array(6), most: [1] }])
    expect(quarters.map(({ year, quarter }) => `${year}.${quarter}`)).toEqual([
      '1.1',
      '1.2',
      '1.3',
      '1.4',
      '2.1',
      '2.2',
    ])
  })

  test('of several years each keeps to its own, and what one leaves over comes first in the next', () => {
    // Year 1 plans six in county A, one a quarter; year 2 one in A and two in B.
    const limits = [{ group: [0, 0, 0, 0, 0, 0, 0, 1, 1], most: [1, Infinity] }]
    const { order, quarters } = scheduleQuarters([6, 3], 2, limits)
    expect(order).toEqual([0, 1, 2, 3, 4, 7, 5, 8, 6])
    expect(quarters.slice(4).map(({ year, quarter }) => `${year}.${quarter}`)).toEqual([
      ...['2.1', '2.1', '2.2', '2.2', '2.3'],
    ])
  })

  test('each has the earliest quarter with room, by the order of worth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 1 })), { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 2 }),
        fc.option(
          fc.array(fc.nat({ max: 5 }), { minLength: 4, maxLength: 4 }).filter((year) => year.some((n) => n > 0)),
        ),
        (groups, most, mostOther, year) => {
          const limits = [
            { group: groups.map(([g]) => g), most },
            { group: groups.map(([, h]) => h), most: mostOther },
          ]
          const capacity = year ?? undefined
          const { order, quarters } = scheduleQuarters([groups.length], capacity, limits)
          expect([...order].sort((a, b) => a - b)).toEqual(groups.map((_, i) => i))
          const at = new Map(order.map((i, k) => [i, 4 * (quarters[k].year - 1) + quarters[k].quarter - 1]))
          const room = (q: number): number =>
            year ? year[q % 4] : buildQuarters(groups.length).filter(({ quarter }) => quarter === 1 + (q % 4)).length
          const built = (q: number, of: (i: number) => boolean, before: number): number =>
            groups.filter((_, i) => i < before && at.get(i) === q && of(i)).length
          groups.forEach(([g, h], i) => {
            const fits = (q: number): boolean =>
              built(q, () => true, i) < room(q) &&
              built(q, (j) => groups[j][0] === g, i) < most[g] &&
              built(q, (j) => groups[j][1] === h, i) < mostOther[h]
            expect(fits(at.get(i)!)).toBe(true)
            for (let q = 0; q < at.get(i)!; q++) expect(fits(q)).toBe(false)
          })
          // Ranks go by quarter, within one by worth.
          for (let k = 1; k < order.length; k++) {
            const [before, now] = [at.get(order[k - 1])!, at.get(order[k])!]
            expect(before < now || (before === now && order[k - 1] < order[k])).toBe(true)
          }
        },
      ),
    )
  })
})
