import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Core, openCore } from '../../src/core/core'
import { openSpanCover, type SpanCover, type SpanCoverOptions, solveSpanCover } from '../../src/solve/span-cover'
import { bruteForce, demandsOf, discCover, gainsFromScratch } from '../plan/random-cover'

let core: Core
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0)

/** One row of demands, candidates as [start, end) on it. */
function row(weights: number[], spans: [number, number][]): SpanCover {
  return {
    weights: Uint32Array.from(weights),
    lineStarts: Uint32Array.of(0, weights.length),
    spans: {
      offsets: Uint32Array.from({ length: spans.length + 1 }, (_, i) => i),
      start: Uint32Array.from(spans, ([start]) => start),
      end: Uint32Array.from(spans, ([, end]) => end),
    },
  }
}

/** Greedy as one would write it down: rescan everybody at every step, the first of equals. */
function plainGreedy(cover: SpanCover, choose: number): number[] {
  const covered = new Set<number>()
  const chosen: number[] = []
  while (chosen.length < choose) {
    let best = -1
    let bestGain = 0
    for (let i = 0; i < cover.spans.offsets.length - 1; i++) {
      const gain = sum(demandsOf(cover, i).map((j) => (covered.has(j) ? 0 : cover.weights[j])))
      if (gain > bestGain) {
        best = i
        bestGain = gain
      }
    }
    if (best < 0) break
    chosen.push(best)
    for (const j of demandsOf(cover, best)) covered.add(j)
  }
  return chosen
}

const instance = fc.record({
  seed: fc.integer({ min: 0, max: 1 << 30 }),
  side: fc.integer({ min: 3, max: 14 }),
  candidates: fc.integer({ min: 1, max: 11 }),
  choose: fc.integer({ min: 0, max: 4 }),
})

describe('the span solver', () => {
  test('picks what a plain greedy picks, ties to the first', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { cover } = discCover(seed, 24, 60, 1, 6)
      const plan = await solveSpanCover(core, cover, { choose: 15, improve: 'greedy' })
      expect([...plan.chosen]).toEqual(plainGreedy(cover, 15))
    }
  })

  test('solved one after the other on one instance, each set of rules gives what it gives by itself', async () => {
    const { cover } = discCover(7, 40, 300, 1, 5)
    const tasks: SpanCoverOptions[] = [
      { choose: 60, improve: 'greedy', bound: 'none' },
      { choose: 20, improve: 'anneal', bound: 'pdhg', timeLimitMs: 50, counted: true },
      { choose: 30, fixed: Uint32Array.of(5, 9), costs: new Float64Array(300).fill(2), budget: 31, improve: 'greedy' },
    ]
    const mark = core.arena.mark()
    const opened = openSpanCover(core, cover)
    for (const task of tasks) {
      const { timingsMs, ...together } = await opened.solve(task)
      const { timingsMs: _, ...alone } = await solveSpanCover(core, cover, task)
      expect(together).toEqual(alone)
    }
    opened.close()
    expect(core.arena.mark()).toBe(mark)
  })

  test('from a plan in hand it keeps its must-haves and lets go what is not worth its place, never for a lesser plan', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1 << 30 }),
        fc.integer({ min: 0, max: 400 }),
        fc.constantFrom('anneal' as const, 'interchange' as const),
        async (seed, least, improve) => {
          const { cover } = discCover(seed, 24, 90, 1, 5)
          const given = { choose: 25, fixed: Uint32Array.of(3) }
          const { chosen: start } = await solveSpanCover(core, cover, { ...given, improve: 'greedy' })
          const how = { improve, least, bound: 'pdhg' as const, timeLimitMs: 2, counted: true }
          const plan = await solveSpanCover(core, cover, { ...given, ...how, start })
          const worth = ({ objective, chosen }: { objective: number; chosen: Uint32Array }): number =>
            objective - least * chosen.length
          const begun = { chosen: start, objective: sum(gainsFromScratch(cover, start)) }
          expect([...plan.gains]).toEqual(gainsFromScratch(cover, plan.chosen))
          expect(plan.chosen[0]).toBe(3)
          expect(worth(plan)).toBeGreaterThanOrEqual(worth(begun))
          const asMany = await solveSpanCover(core, cover, {
            ...given,
            choose: plan.chosen.length,
            improve: 'interchange',
          })
          expect(asMany.objective).toBeLessThanOrEqual(plan.upperBound)
          // The last of the order holds alone what it gains.
          if (worth(plan) > worth(begun) && plan.chosen.length > 1)
            expect(plan.gains.at(-1)!).toBeGreaterThanOrEqual(least)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('claims for each prefix what a count from scratch finds, under an upper bound that no set exceeds', async () => {
    await fc.assert(
      fc.asyncProperty(instance, async ({ seed, side, candidates, choose }) => {
        const { cover } = discCover(seed, side, candidates, 1, 4)
        const plan = await solveSpanCover(core, cover, { choose, bound: 'pdhg', improve: 'anneal', timeLimitMs: 10 })
        expect([...plan.gains]).toEqual(gainsFromScratch(cover, plan.chosen))
        expect(plan.objective).toBe(sum(plan.gains))
        const best = bruteForce(cover, choose)
        expect(plan.objective).toBeLessThanOrEqual(best)
        expect(plan.upperBound).toBeGreaterThanOrEqual(best)
      }),
      { numRuns: 60 },
    )
  })

  test('holds quotas, budget, spacing, must-haves and must-nots, and bounds all plans that do', async () => {
    let met = 0
    await fc.assert(
      fc.asyncProperty(
        instance,
        fc.integer({ min: 0, max: 1000 }),
        async ({ seed, side, candidates, choose }, salt) => {
          const { cover, x, y } = discCover(seed, side, candidates, 1, 4)
          const costs = Float64Array.from({ length: candidates }, (_, i) => 1 + ((i * 7 + salt) % 5))
          const county = Uint32Array.from({ length: candidates }, (_, i) => (i + salt) % 2)
          const operator = Uint32Array.from({ length: candidates }, (_, i) => ((i * 5 + salt) >> 1) % 3)
          const options: SpanCoverOptions = {
            choose,
            costs,
            budget: 4 + (salt % 9),
            xM: x,
            yM: y,
            minSpacingM: (salt % 4) / 2,
            quotas: [
              { name: 'county', group: county, min: [salt % 2, 0], max: [2, 3] },
              { name: 'operator', group: operator, min: [0, (salt >> 1) % 2, 0], max: [9, 9, 1] },
            ],
            bound: salt % 3 === 0 ? 'pdhg' : 'online',
            improve: (['greedy', 'interchange', 'anneal'] as const)[salt % 3],
            timeLimitMs: 20,
            forbidden: Uint8Array.from({ length: candidates }, (_, i) => (i % 6 === 5 ? 1 : 0)),
          }
          const allowed = (set: number[]): boolean =>
            sum(set.map((i) => costs[i])) <= options.budget! &&
            set.every((i) => i % 6 !== 5) &&
            set.every((i, a) =>
              set.slice(0, a).every((j) => Math.hypot(x[i] - x[j], y[i] - y[j]) >= options.minSpacingM!),
            ) &&
            options.quotas!.every(({ group, min, max }) =>
              Array.from(min!, (least, g) => {
                const count = set.filter((i) => group[i] === g).length
                return count >= least && count <= max![g]
              }).every(Boolean),
            )
          const best = bruteForce(cover, choose, allowed)
          let plan: Awaited<ReturnType<typeof solveSpanCover>>
          try {
            plan = await solveSpanCover(core, cover, options)
          } catch (error) {
            expect((error as Error).name).toBe('InputError')
            return
          }
          met++
          expect(allowed([...plan.chosen])).toBe(true)
          expect(plan.upperBound).toBeGreaterThanOrEqual(best)
          expect(plan.objective).toBeLessThanOrEqual(best)
          expect([...plan.gains]).toEqual(gainsFromScratch(cover, plan.chosen))
        },
      ),
      { numRuns: 150, examples: [[{ seed: 28, side: 3, candidates: 5, choose: 2 }, 335]] },
    )
    expect(met).toBeGreaterThan(40)
  })

  test('on these seeds neither more stations nor more budget nor more candidates lower what a searched plan covers', async () => {
    for (const seed of [51, 52]) {
      const { cover, x } = discCover(seed, 70, 250, 2, 7)
      const costs = x.map((value) => 1 + Math.floor(value / 6))
      const how = { improve: 'anneal', bound: 'pdhg', counted: true, timeLimitMs: 100 } as const
      let [byCount, byBudget, byOffer] = [0, 0, 0]
      for (let k = 0; k < 5; k++) {
        const more = await solveSpanCover(core, cover, { choose: 20 + k, ...how })
        const dearer = await solveSpanCover(core, cover, { choose: 250, costs, budget: 80 + 4 * k, ...how })
        const forbidden = Uint8Array.from({ length: 250 }, (_, i) => Number(i >= 90 + 40 * k))
        const freer = await solveSpanCover(core, cover, { choose: 20, forbidden, ...how })
        expect(more.objective).toBeGreaterThanOrEqual(byCount)
        expect(dearer.objective).toBeGreaterThanOrEqual(byBudget)
        byCount = more.objective
        expect(freer.objective).toBeGreaterThanOrEqual(byOffer)
        byBudget = dearer.objective
        byOffer = freer.objective
      }
    }
  })

  test('with the exact solver, greedy alone becomes the best of all sets under budget, quotas and spacing', async () => {
    let byExact = 0
    for (const seed of [1, 2, 3]) {
      const { cover, x, y } = discCover(seed, 16, 14, 3, 7)
      const costs = Float64Array.from(x, (_, i) => 1 + ((i * 7 + seed) % 5) / 3)
      const group = Uint32Array.from(x, (_, i) => (i + seed) % 3)
      const options: SpanCoverOptions = {
        choose: 4,
        costs,
        budget: 6 + seed / 3,
        xM: x,
        yM: y,
        minSpacingM: 3,
        quotas: [{ name: 'county', group, min: [1, 0, 0], max: [2, 2, 1] }],
        improve: 'greedy',
        bound: 'pdhg',
        exact: true,
        timeLimitMs: 20_000,
      }
      const best = bruteForce(cover, options.choose, (set) => {
        const far = (i: number, j: number): boolean => Math.hypot(x[i] - x[j], y[i] - y[j]) >= 3
        const counts = [0, 1, 2].map((g) => set.filter((i) => group[i] === g).length)
        return (
          sum(set.map((i) => costs[i])) <= options.budget! + 1e-9 &&
          counts[0] >= 1 &&
          counts.every((count, g) => count <= [2, 2, 1][g]) &&
          set.every((i, a) => set.slice(0, a).every((j) => far(i, j)))
        )
      })
      const plan = await solveSpanCover(core, cover, options)
      expect(plan.objective).toBe(best)
      expect(plan.upperBound).toBe(best)
      if (plan.boundMethod === 'exact') byExact++
    }
    expect(byExact).toBeGreaterThan(0)
  })

  test('keeps must-haves first and in order', async () => {
    const cover = row(
      [1, 2, 3, 4, 50],
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
        [4, 5],
      ],
    )
    const plan = await solveSpanCover(core, cover, { choose: 4, fixed: Uint32Array.of(2, 0) })
    expect([...plan.chosen]).toEqual([2, 0, 4, 3])
    expect([...plan.gains]).toEqual([3, 1, 50, 4])
  })

  test('says why it stopped', async () => {
    const cover = row(
      [5, 5, 5],
      [
        [0, 2],
        [1, 3],
        [2, 3],
      ],
    )
    const stop = async (options: SpanCoverOptions) => (await solveSpanCover(core, cover, options)).stoppedBecause
    expect(await stop({ choose: 1 })).toBe('target')
    expect(await stop({ choose: 3 })).toBe('saturated')
    expect(await stop({ choose: 3, costs: [2, 2, 2], budget: 3 })).toBe('budget')
    expect(await stop({ choose: 3, xM: [0, 1, 2], yM: [0, 0, 0], minSpacingM: 5 })).toBe('spacing')
    expect(await stop({ choose: 3, quotas: [{ group: Uint32Array.of(0, 0, 0), max: [1] }] })).toBe('quotas')
  })
})

describe('input that cannot be planned', () => {
  const cover = row(
    [5, 5, 5],
    [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
  )
  const fails = (options: Partial<SpanCoverOptions>, instance = cover) =>
    expect(solveSpanCover(core, instance, { choose: 2, ...options })).rejects

  test('names the constraint and by how much it fails', async () => {
    await fails({}, row([1], [])).toThrow('the candidate list is empty')
    await fails({ costs: [1, 2] }).toThrow('costs has 2 entries, expected 3, one per candidate')
    await fails({ costs: [4, 3, 5], budget: 1 }).toThrow('2 below the cheapest candidate, which costs 3')
    const county = Uint32Array.of(0, 0, 1)
    await fails({ quotas: [{ name: 'county', labels: ['Anxi', 'Dehua'], group: county, min: [0, 3] }] }).toThrow(
      'county Dehua needs at least 3 stations and has 1 candidates: 2 too few',
    )
    await fails({ quotas: [{ name: 'county', group: county, min: [2, 1] }] }).toThrow('1 more than the 2 stations')
    await fails({ quotas: [{ group: county, min: [1, 0], max: [0, 9] }] }).toThrow('minimum of 1 and a maximum of 0')
    await fails({ costs: [9, 9, 2], budget: 10, quotas: [{ name: 'county', group: county, min: [1, 1] }] }).toThrow(
      'cost at least 11, 1 more than the budget of 10',
    )
    await fails({ fixed: Uint32Array.of(0, 1, 2) }).toThrow('1 more than choose = 2')
    await fails({ fixed: Uint32Array.of(1), forbidden: Uint8Array.of(0, 1, 0) }).toThrow(
      'both a must-have and forbidden',
    )
    await fails({ minSpacingM: 10 }).toThrow('needs the positions')
    await fails({ choose: Number.NaN }).toThrow('choose is NaN')
    await fails({
      xM: [0, 1, 2],
      yM: [0, 0, 0],
      minSpacingM: 5,
      quotas: [{ name: 'county', group: county, min: [1, 1] }],
    }).toThrow(/county 1 needs at least 1 stations, 0 could be placed/)
  })
})
