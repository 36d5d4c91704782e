import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FewestStationsOptions, fewestStations } from '../../src/solve/fewest-stations'

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

test('the spacing: as many villages as can be, then the least cost, as trying all sets finds', async () => {
  const list = fc.uniqueArray(fc.nat({ max: 7 }), { maxLength: 4 })
  let [broken, leftOut] = [0, 0]
  await fc.assert(
    fc.asyncProperty(
      fc.array(list, { minLength: 2, maxLength: 10 }),
      fc.array(fc.nat({ max: 4 }), { minLength: 8, maxLength: 8 }),
      fc.array(fc.nat({ max: 6 }), { minLength: 10, maxLength: 10 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 10, maxLength: 10 }),
      fc.boolean(),
      async (lists, villageOf, places, prices, priced) => {
        const n = lists.length
        const all = lists.map((_, i) => i)
        const costs = priced ? prices.slice(0, n) : undefined
        const fixed = all.filter((i) => prices[i] === 9)
        const where = { xM: places.slice(0, n).map((x) => 100 * x), yM: new Float64Array(n), minSpacingM: 150 }
        const plan = await fewestStations({ rows: rowsOf(lists), villageOf, costs, fixed, ...where })
        const apart = (set: number[]): boolean =>
          set.every((i) =>
            set.every(
              (j) => i <= j || (fixed.includes(i) && fixed.includes(j)) || Math.abs(places[i] - places[j]) >= 1.5,
            ),
          )
        expect(apart([...plan.chosen])).toBe(true)
        const passing = (set: Iterable<number>): number => {
          const done = points(lists, set)
          return new Set(villageOf.filter((village) => villageOf.every((v, p) => v !== village || done.has(p)))).size
        }
        const costOf = (set: number[]): number => set.reduce((sum, i) => sum + (costs?.[i] ?? 1), 0)
        let [most, least] = [-1, Infinity]
        for (let bits = 0; bits < 1 << n; bits++) {
          const set = all.filter((i) => bits & (1 << i))
          if (!fixed.every((i) => set.includes(i)) || !apart(set)) continue
          const [count, cost] = [passing(set), costOf(set)]
          if (count > most || (count === most && cost < least)) [most, least] = [count, cost]
        }
        expect(passing(plan.chosen)).toBe(most)
        expect(new Set(villageOf).size - plan.unreachable.length).toBe(most)
        // Which villages are left out is free where as many pass: the cost is that of those which pass.
        expect(plan.cost).toBeGreaterThanOrEqual(least - 1e-9)
        expect(plan.lowerBound).toBeLessThanOrEqual(plan.cost + 1e-9)
        if (plan.unreachable.length === 0) expect(plan.cost).toBeCloseTo(least, 9)
        const free = await fewestStations({ rows: rowsOf(lists), villageOf, costs, fixed })
        if (!apart([...free.chosen])) broken++
        if (free.unreachable.length < plan.unreachable.length) leftOut++
        expect(plan.unreachable.length).toBeGreaterThanOrEqual(free.unreachable.length)
      },
    ),
    { numRuns: 25, seed: 5 },
  )
  expect(broken).toBeGreaterThan(3)
  expect(leftOut).toBeGreaterThan(1)
})

test('two stations too near to each other: one farther off takes the place of one of them', async () => {
  // Candidates 0 and 1 would do, 100 m apart; 2 and 3 do what 1 does, each for one village.
  const rows = rowsOf([[0, 1], [2, 3], [2], [3]])
  const at = { xM: [0, 100, 900, 1800], yM: [0, 0, 0, 0] }
  const near = await fewestStations({ rows, villageOf: [0, 1, 2, 3], ...at, minSpacingM: 100 })
  expect([...near.chosen].sort()).toEqual([0, 1])
  const apart = await fewestStations({ rows, villageOf: [0, 1, 2, 3], ...at, minSpacingM: 101 })
  expect([...apart.chosen].sort()).toEqual([0, 2, 3])
  expect(apart).toMatchObject({ cost: 3, lowerBound: 3 })
  expect([...apart.unreachable]).toEqual([])
  // What is fixed bars its neighbours: the villages that only they reach cannot pass.
  const barred = await fewestStations({
    rows: rowsOf([
      [0, 1],
      [2, 3],
    ]),
    villageOf: [0, 1, 2, 3],
    fixed: [0],
    xM: [0, 100],
    yM: [0, 0],
    minSpacingM: 101,
  })
  expect([...barred.chosen]).toEqual([0])
  expect([...barred.unreachable]).toEqual([2, 3])
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
  await expect(fewestStations({ rows: rowsOf([[0]]), villageOf: [0], minSpacingM: 5 })).rejects.toThrow(
    'a minimum spacing needs the positions',
  )
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(fewestStations({ rows: rowsOf([[0]]), villageOf: [0], signal })).rejects.toThrow('enough')
})
