import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { demandRuns } from '../../src/solve/demand-runs'
import { maximalCover } from '../../src/solve/maximal-cover'
import { solveSpanCover } from '../../src/solve/span-cover'
import { demandsOf, discCover } from '../plan/random-cover'

const INSTANCES = '../shared/reference/instances'

/** Weight that `chosen` covers, counted from scratch. */
function worth(weights: ArrayLike<number>, lists: readonly (readonly number[])[], chosen: ArrayLike<number>): number {
  const covered = new Set(Array.from(chosen).flatMap((i) => lists[i]))
  return [...covered].reduce((sum, j) => sum + weights[j], 0)
}

function rowsOf(lists: readonly (readonly number[])[]) {
  const offsets = new Uint32Array(lists.length + 1)
  lists.forEach((list, i) => {
    offsets[i + 1] = offsets[i] + list.length
  })
  return { offsets, demand: Uint32Array.from(lists.flat()) }
}

describe.skipIf(!existsSync(INSTANCES))('proven optima of São José dos Campos (skipped without ../shared)', () => {
  test.each([
    ['SJC324', 150, 40, 10443],
    ['SJC500', 200, 50, 18361],
  ])('%s, %i m, choose %i', async (name, radiusM, choose, best) => {
    const [, ...lines] = readFileSync(`${INSTANCES}/${name}.txt`, 'utf8').trim().split('\n')
    const points = lines.map((line) => line.trim().split(/\s+/).map(Number))
    const lists = points.map(([x, y]) =>
      points.map((_, j) => j).filter((j) => Math.hypot(points[j][0] - x, points[j][1] - y) <= radiusM),
    )
    const weights = points.map(([, , demand]) => demand)
    const plan = await maximalCover({ weights, rows: rowsOf(lists), choose, timeLimitMs: 30_000 })
    expect(plan.objective).toBe(best)
    expect(plan.upperBound).toBe(best)
    expect(worth(weights, lists, plan.chosen)).toBe(best)
  })
})

test('of stations that cost ten and reach far and ones that cost one and do not, a budget buys nearly what the relaxation could', async () => {
  const { cover } = discCover(11, 160, 1000, 3, 3)
  const wide = discCover(11, 160, 1000, 9, 9).cover
  const lists = [cover, wide].flatMap((kind) => Array.from({ length: 1000 }, (_, i) => demandsOf(kind, i)))
  const weights = Array.from(cover.weights)
  const costs = Array.from({ length: 2000 }, (_, i) => (i < 1000 ? 1 : 10))
  const core = await openCore()
  const { cover: runs } = demandRuns(weights, rowsOf(lists))
  const how = { costs, budget: 240, choose: 2000, bound: 'pdhg', counted: true, timeLimitMs: 800 } as const
  const greedy = await solveSpanCover(core, runs, { ...how, improve: 'interchange' })
  const plan = await solveSpanCover(core, runs, { ...how, improve: 'anneal' })
  await core.close()
  expect(plan.cost).toBeLessThanOrEqual(240)
  expect(plan.objective).toBe(worth(weights, lists, plan.chosen))
  expect(plan.objective).toBeGreaterThan(greedy.objective)
  expect(plan.upperBound / plan.objective).toBeLessThan(1.002)
  expect(plan.upperBound).toBeGreaterThanOrEqual(plan.objective)
}, 30_000)

test('small instances are solved and proven whatever the weights, lists and budgets; gains are those of a count from scratch', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat({ max: 8 }), { maxLength: 6 }), { minLength: 1, maxLength: 8 }),
      fc.array(
        fc.oneof(
          fc.nat({ max: 20 }),
          fc.double({ min: 1e-300, max: 1, noNaN: true }),
          fc.constant(0),
          fc.nat({ max: 1e12 }),
        ),
        {
          minLength: 9,
          maxLength: 9,
        },
      ),
      fc.array(fc.double({ min: 0.25, max: 4, noNaN: true }), { minLength: 8, maxLength: 8 }),
      fc.nat({ max: 10 }),
      fc.boolean(),
      async (lists, weights, prices, choose, limited) => {
        const costs = prices.slice(0, lists.length)
        const budget = limited ? 4.3 : undefined
        const plan = await maximalCover({
          weights: choose % 2 ? weights : Float64Array.from(weights),
          rows: rowsOf(lists),
          choose,
          ...(limited ? { costs, budget } : {}),
          timeLimitMs: 150,
        })
        let best = 0
        for (let bits = 0; bits < 1 << lists.length; bits++) {
          const set = lists.map((_, i) => i).filter((i) => bits & (1 << i))
          if (set.length > choose || (limited && set.reduce((sum, i) => sum + costs[i], 0) > budget!)) continue
          best = Math.max(best, worth(weights, lists, set))
        }
        const close = Math.max(1e-9, best * 1e-9)
        expect(plan.objective).toBeLessThanOrEqual(best + close)
        expect(plan.upperBound).toBeGreaterThanOrEqual(best * (1 - 1e-12))
        expect(plan.objective).toBeGreaterThanOrEqual(best * 0.995 - close)
        expect(plan.chosen.length).toBeLessThanOrEqual(choose)
        plan.chosen.forEach((_, k) => {
          const before = worth(weights, lists, plan.chosen.subarray(0, k))
          expect(plan.gains[k]).toBeCloseTo(worth(weights, lists, plan.chosen.subarray(0, k + 1)) - before, 2)
        })
      },
    ),
    { numRuns: 40 },
  )
})

test('nothing to cover, nothing to choose, nothing that weighs: an empty plan with a bound of 0 at once', async () => {
  const empty = { chosen: Uint32Array.of(), objective: 0, upperBound: 0, gains: Float64Array.of() }
  expect(await maximalCover({ weights: [], rows: rowsOf([[], []]), choose: 2 })).toEqual(empty)
  expect(await maximalCover({ weights: [3], rows: rowsOf([[0]]), choose: 0 })).toEqual(empty)
  expect(await maximalCover({ weights: [0, 0], rows: rowsOf([[0], [1, 0, 1]]), choose: 2 })).toEqual(empty)
  const all = await maximalCover({ weights: [2, 0.5], rows: rowsOf([[1, 0, 1], [0], [0, 0]]), choose: 9 })
  expect([...all.chosen]).toEqual([0])
  expect(all.upperBound).toBe(2.5)
})

test('stops for its signal, also while the exact solver runs', async () => {
  const lists = Array.from({ length: 300 }, (_, i) => Array.from({ length: 40 }, (_, k) => (i * 37 + k * k * 11) % 400))
  const weights = Array.from({ length: 400 }, (_, j) => 1 + ((j * 7919) % 97))
  const signal = AbortSignal.timeout(400)
  const plan = maximalCover({ weights, rows: rowsOf(lists), choose: 12, timeLimitMs: 60_000, signal })
  await expect(plan).rejects.toThrow(/abort|timeout/i)
})
