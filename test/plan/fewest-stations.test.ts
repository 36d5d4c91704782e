import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FewestStationsOptions, fewestStations } from '../../src/plan/fewest-stations'

/** Rows from a list of points per candidate. */
function rowsOf(lists: readonly (readonly number[])[]): FewestStationsOptions['rows'] {
  const offsets = new Uint32Array(lists.length + 1)
  lists.forEach((list, i) => {
    offsets[i + 1] = offsets[i] + list.length
  })
  return { offsets, demand: Uint32Array.from(lists.flat()) }
}

const points = (lists: readonly (readonly number[])[], set: Iterable<number>): Set<number> =>
  new Set([...set].flatMap((i) => lists[i]))

test('three villages: two stations do, the third village cannot pass and its other point is not asked for', async () => {
  // Points 0, 1 of village 0; 2 of village 1; 3, 4 of village 2, whose point 4 nobody covers.
  const plan = await fewestStations({ rows: rowsOf([[0], [1], [0, 2], [3], [1, 3]]), villageOf: [0, 0, 1, 2, 2] })
  expect([...plan.unreachable]).toEqual([2])
  expect(plan.cost).toBe(2)
  expect(plan.lowerBound).toBe(2)
  expect([...plan.chosen].sort()).toEqual([1, 2])
  expect(plan.villagesDone.reduce((sum, done) => sum + done, 0)).toBe(2)
})

test('every village that can pass passes, at the cost that trying all sets finds, over a bound that none undercuts', async () => {
  const list = fc.uniqueArray(fc.nat({ max: 7 }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(list, { minLength: 1, maxLength: 10 }),
      fc.array(fc.nat({ max: 4 }), { minLength: 8, maxLength: 8 }),
      fc.array(fc.nat({ max: 9 }), { minLength: 10, maxLength: 10 }),
      fc.nat({ max: 3 }),
      async (lists, villageOf, prices, kind) => {
        const n = lists.length
        const costs = kind === 0 ? undefined : prices.slice(0, n).map((cost) => cost / (kind === 2 ? 3 : 1))
        const forbidden = Uint8Array.from(lists, (_, i) => (prices[i] === 7 ? 1 : 0))
        const fixed = kind === 3 ? lists.map((_, i) => i).filter((i) => prices[i] === 5) : []
        const plan = await fewestStations({ rows: rowsOf(lists), villageOf, costs, forbidden, fixed })
        const usable = lists.map((_, i) => i).filter((i) => !forbidden[i])
        const reach = points(lists, usable)
        const unreachable = [...new Set(villageOf.filter((_, point) => !reach.has(point)))].sort()
        expect([...plan.unreachable]).toEqual(unreachable)
        const asked = villageOf.map((_, point) => point).filter((point) => !unreachable.includes(villageOf[point]))
        const costOf = (set: number[]): number => set.reduce((sum, i) => sum + (costs?.[i] ?? 1), 0)
        const done = points(lists, plan.chosen)
        expect(asked.every((point) => done.has(point))).toBe(true)
        expect([...plan.chosen].every((i) => !forbidden[i])).toBe(true)
        expect([...plan.chosen.slice(0, fixed.length)]).toEqual(fixed)
        expect(plan.cost).toBeCloseTo(costOf([...plan.chosen]), 9)
        let least = Infinity
        for (let bits = 0; bits < 1 << n; bits++) {
          const set = usable.filter((i) => bits & (1 << i))
          if (!fixed.every((i) => set.includes(i)) || costOf(set) >= least) continue
          const covered = points(lists, set)
          if (asked.every((point) => covered.has(point))) least = costOf(set)
        }
        expect(plan.cost).toBeCloseTo(least, 9)
        expect(plan.lowerBound).toBeLessThanOrEqual(least + 1e-9)
      },
    ),
    { numRuns: 200 },
  )
})

test('says what does not fit', async () => {
  await expect(fewestStations({ rows: rowsOf([]), villageOf: [] })).rejects.toThrow('the candidate list is empty')
  await expect(fewestStations({ rows: rowsOf([[3]]), villageOf: [0] })).rejects.toThrow('demand 3 does not exist')
  await expect(fewestStations({ rows: rowsOf([[0]]), villageOf: [0], costs: [Number.NaN] })).rejects.toThrow(
    'costs[0] is NaN',
  )
  await expect(fewestStations({ rows: rowsOf([[0]]), villageOf: [0], fixed: [4] })).rejects.toThrow(
    'must-have 4 is not a candidate',
  )
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(fewestStations({ rows: rowsOf([[0]]), villageOf: [0], signal })).rejects.toThrow('enough')
})
