import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Core, openCore } from '../../src/core/core'
import { placeCover, resetCover, takeCandidate } from '../../src/solve/cover-instance'
import { checkRules } from '../../src/solve/cover-rules'
import { greedyPlan } from '../../src/solve/greedy'
import { narrowCover } from '../../src/solve/narrow'
import { relaxationBound } from '../../src/solve/relaxation'
import { solveSpanCover } from '../../src/solve/span-cover'
import { discCover, gainsFromScratch, uniform } from '../plan/random-cover'

let core: Core
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

test('what some of the candidates gain one after the other is the same among themselves, with their rules', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1 << 30 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      (seed, wanted) => {
        const { cover, x, y } = discCover(seed, 12, 12, 1, 5)
        const mark = core.arena.mark()
        const placed = placeCover(core, cover)
        const keep = Uint8Array.from(wanted, Number)
        keep[3] = 1
        const costs = x.map((value) => 1 + value)
        const given = { choose: 5, costs, budget: 30, xM: x, yM: y, minSpacingM: 3, fixed: Uint32Array.of(3) }
        const rules = checkRules(given, 12)
        const part = narrowCover(placed, rules, keep)
        expect([...part.ids]).toEqual([...keep.keys()].filter((i) => keep[i] === 1))
        expect(part.placed.slots).toBeLessThanOrEqual(placed.slots)
        resetCover(part.placed)
        const gains = [...part.ids.keys()].map((at) => takeCandidate(part.placed, at))
        expect(gains).toEqual(gainsFromScratch(cover, part.ids))
        expect([...part.rules.fixed].map((at) => part.ids[at])).toEqual([3])
        part.ids.forEach((id, at) => {
          expect(part.rules.costs![at]).toBe(costs[id])
          const near = part.rules.neighbours!
          const among = [...near.ids.subarray(near.offsets[at], near.offsets[at + 1])].map((other) => part.ids[other])
          const all = rules.neighbours!
          const before = [...all.ids.subarray(all.offsets[id], all.offsets[id + 1])].filter((other) => keep[other])
          expect(among).toEqual(before)
        })
        core.arena.release(mark)
      },
    ),
    { numRuns: 40 },
  )
})

test('a large instance is bounded by way of the candidates that matter: above every plan, and tighter than greedy can say', async () => {
  const { cover } = discCover(5, 300, 14_000, 3, 9)
  const placedMark = core.arena.mark()
  const placed = placeCover(core, cover)
  const rules = checkRules({ choose: 250 }, 14_000)
  const greedy = greedyPlan(placed, rules)
  const options = { timeLimitMs: 400, counted: true, target: greedy.objective }
  const { upperBound, relaxed, reduced } = await relaxationBound(placed, rules, greedy.chosen, options)
  core.arena.release(placedMark)
  const plan = await solveSpanCover(core, cover, {
    choose: 250,
    improve: 'anneal',
    bound: 'pdhg',
    counted: true,
    timeLimitMs: 500,
  })
  expect(plan.objective).toBeGreaterThan(greedy.objective)
  expect([...plan.gains]).toEqual(gainsFromScratch(cover, plan.chosen))
  // The fractional plan is one of the relaxation's, so that the bound cannot be below it; and integers cannot beat the bound.
  expect(upperBound).toBeGreaterThan(relaxed)
  expect(upperBound).toBeGreaterThan(plan.objective)
  expect((upperBound - relaxed) / relaxed).toBeLessThan(0.01)
  const taken = new Set(plan.chosen)
  let short = 0
  reduced!.gains.forEach((gain, i) => {
    if (taken.has(i) ? gain < 0 : gain > 0) short += Math.abs(gain)
  })
  expect(plan.objective).toBeLessThanOrEqual(reduced!.bound - short + 1e-6)
})

test('quotas of two partitions are priced so that the relaxation is solved, also where their prices were once far off', async () => {
  const random = uniform(9)
  const candidates = 150 + Math.floor(random() * 150)
  const { cover, x, y } = discCover(9, 60, candidates, 2, 7)
  const quarter = Uint32Array.from(x, (_, i) => Math.floor(x[i] / 30) * 2 + Math.floor(y[i] / 30))
  const operator = Uint32Array.from(x, () => Math.floor(random() * 3))
  const quotas = [
    { group: quarter, min: [2, 3, 4, 2], max: [8, 9, 12, 10] },
    { group: operator, min: [3, 3, 3], max: [14, 14, 14] },
  ]
  const mark = core.arena.mark()
  const placed = placeCover(core, cover)
  const rules = checkRules({ choose: 32, quotas }, candidates)
  const greedy = greedyPlan(placed, rules, { quotasFirst: true })
  const options = { timeLimitMs: 1000, counted: true, target: greedy.objective }
  const { upperBound, relaxed } = await relaxationBound(placed, rules, greedy.chosen, options)
  core.arena.release(mark)
  expect(relaxed).toBeGreaterThan(greedy.objective)
  expect(upperBound).toBeGreaterThan(relaxed)
  expect((upperBound - relaxed) / relaxed).toBeLessThan(1e-3)
})
