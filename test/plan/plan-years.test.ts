import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Village } from '../../src/area/village'
import { quartersOfYears } from '../../src/constraints/year-quarters'
import { type Core, openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import type { CoverageMap } from '../../src/coverage/coverage-map'
import { gridFor } from '../../src/grid/grid-for'
import type { Plan } from '../../src/plan/plan'
import type { PlanInput } from '../../src/plan/plan-input'
import { planStations } from '../../src/plan/plan-stations'
import { openWhatIf } from '../../src/what-if/open-what-if'
import { eastStructure, networkOf, villages as three, west } from './three-villages'

/** The three villages, each a county of its own. */
const villages: Village[] = three.map((village, i) => ({
  ...village,
  county: ['Westshire', 'Midshire', 'Eastshire'][i],
  countyCode: `35050${i}`,
}))

let core: Core
let coverage: CoverageMap
beforeAll(async () => {
  core = await openCore()
  const grid = gridFor(villages, { cellSizeM: 200 })
  coverage = await computeCoverage({ grid, network: networkOf(west, eastStructure), villages, core })
})
afterAll(() => core.close())

const planned = (more: Partial<PlanInput> = {}): Promise<Plan> =>
  planStations({ coverage, villages, target: 2, core, ...more })
const places = (plan: Plan) => plan.proposals.map(({ lon, lat, band }) => `${lon.toFixed(6)} ${lat.toFixed(6)} ${band}`)

describe('a plan of several years', () => {
  test('begins with the plan of its first year alone, to the byte, and every year adds to it', async () => {
    const limits = fc.record({
      targets: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 3 }),
      budgetCny: fc.constantFrom(undefined, 500_000, 900_000),
      quarterCapacity: fc.constantFrom(undefined, 1),
    })
    await fc.assert(
      fc.asyncProperty(limits, async ({ targets, ...more }) => {
        const [target, ...laterTargets] = targets
        const [alone, plan] = [await planned({ target, ...more }), await planned({ target, laterTargets, ...more })]
        expect(plan.proposals.slice(0, alone.proposals.length)).toEqual(alone.proposals)
        expect(plan.years[0]).toEqual(alone.years[0])
        const longer = await planned({ target, laterTargets: [...laterTargets, 1], ...more })
        expect(longer.proposals.slice(0, plan.proposals.length)).toEqual(plan.proposals)
        expect(longer.objective).toBeGreaterThanOrEqual(plan.objective)
        expect(new Set(places(plan)).size).toBe(plan.proposals.length)
        expect(plan.proposals.map(({ rank }) => rank)).toEqual(plan.proposals.map((_, i) => i + 1))
        let objective = 0
        plan.years.forEach((year, y) => {
          expect(year.stations).toBeLessThanOrEqual(targets[y])
          expect(year.costCny).toBeLessThanOrEqual(more.budgetCny ?? Number.POSITIVE_INFINITY)
          expect(year.upperBound).toBeGreaterThanOrEqual(year.objective - 1e-6)
          objective += year.objective
        })
        expect(plan.objective).toBeCloseTo(objective, 6)
        expect(plan.upperBound).toBeGreaterThanOrEqual(plan.objective - 1e-6)
      }),
      { numRuns: 3 },
    )
  })

  test('is bounded by what as many stations could cover at once', async () => {
    const years = await planned({ target: 1, laterTargets: [1, 1] })
    const once = await planned({ target: 3 })
    expect(years.upperBound).toBeGreaterThanOrEqual(once.objective - 1e-6)
    expect(years.target).toBe(3)
    expect(years.years.map(({ firstRank, lastRank }) => [firstRank, lastRank])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
  })

  test('gains residents year by year as a recomputation from scratch finds, relief in between', async () => {
    // Money ends cover before the target; what is left buys a station for the busy hour.
    const plan = await planned({ target: 6, laterTargets: [6], budgetCny: 650_000 })
    expect(plan.proposals.some(({ reason, year }) => reason === 'capacity' && year === 1)).toBe(true)
    expect(plan.proposals.some(({ reason, year }) => reason === 'coverage' && year === 2)).toBe(true)
    const { network } = plan.after
    const level = Math.fround(coverage.rule.rsrpDbm + coverage.rule.marginDb)
    const hard = (rsrp: Float32Array) => rsrp.reduce((sum, v, i) => sum + (v >= level ? coverage.people[i] : 0), 0)
    let people = 0
    for (const { lastRank, people: gained } of plan.years) {
      people += gained
      const stations = network.stations.slice(0, coverage.network.stations.length + lastRank!)
      const cells = network.cells.filter(({ station }) => station < stations.length)
      const { grid } = coverage
      const map = await computeCoverage({ grid, network: { ...network, stations, cells }, villages, core })
      expect(hard(map.rsrpDbm) - hard(coverage.rsrpDbm)).toBeCloseTo(people, 1)
      expect(plan.proposals[lastRank! - 1].cumulativePeople).toBeCloseTo(people, 6)
    }
  })

  test('counts in each year what its own stations for cover add to all that stands, relief included', async () => {
    const network = networkOf({ ...eastStructure, band: 'n79' })
    const east = await computeCoverage({ grid: coverage.grid, network, villages, core })
    // At the hard level alone the objective is people, land and villages as the gains tell them, but for the rounding of cells.
    const weights = { peoplePerStation: 100, partialCover: 0 }
    const budgetCny = [300_000, 900_000]
    const plan = await planStations({
      coverage: east,
      villages,
      target: 6,
      laterTargets: [6],
      budgetCny,
      weights,
      core,
    })
    expect(
      plan.proposals.some(({ reason, year, gainPeople }) => reason === 'density' && year === 1 && gainPeople > 1),
    ).toBe(true)
    for (const { firstRank, coverageStations, objective } of plan.years) {
      const own = plan.proposals.slice(firstRank! - 1, firstRank! - 1 + coverageStations)
      const told = own.reduce((sum, p) => sum + p.gainPeople + 20 * p.gainAreaKm2 + 2000 * p.gainVillages, 0)
      expect(coverageStations).toBeGreaterThan(0)
      expect(Math.abs(objective - told)).toBeLessThan(0.5)
    }
  })

  test('spends a budget of its own in each year and carries nothing over', async () => {
    const plan = await planned({ target: 5, laterTargets: [5], budgetCny: [100_000, 800_000] })
    const [first, second] = plan.years
    expect(first).toMatchObject({ stations: 1, stoppedBecause: 'budget', budgetCny: 100_000 })
    expect(second.costCny).toBeGreaterThan(300_000)
    expect(second.costCny).toBeLessThanOrEqual(800_000)
    expect(plan.costCny).toBe(first.costCny + second.costCny)
  })

  test('meets quotas in each year', async () => {
    const quotas = { county: { Westshire: { min: 1, max: 1 }, Midshire: { max: 1 } } }
    const plan = await planned({ target: 3, laterTargets: [3], quotas })
    for (const { quotas: rows } of plan.years) {
      const [westshire, midshire] = rows
      expect(westshire).toMatchObject({ kind: 'county', name: 'Westshire', min: 1, max: 1, planned: 1 })
      expect(midshire.planned).toBeLessThanOrEqual(1)
    }
    expect(plan.constraints.quotas[0].planned).toBe(2)
    const many = { county: { Westshire: { min: 400 } } }
    await expect(planned({ target: 400, laterTargets: [400], quotas: many })).rejects.toThrow(
      /Westshire needs at least/,
    )
  })

  test('keeps the stations of an earlier plan in their years', async () => {
    const first = await planned({ target: 2, laterTargets: [2] })
    const keep = first.proposals.map((proposal) => ({ ...proposal }))
    const again = await planned({
      target: 3,
      laterTargets: [3],
      keep,
      keepRanks: [
        [1, 1],
        [3, 4],
      ],
    })
    const [one, , three, four] = places(first)
    expect(places(again)[0]).toBe(one)
    expect(places(again).slice(3, 5)).toEqual([three, four])
    expect(again.proposals.map(({ year }) => year)).toEqual([1, 1, 1, 2, 2, 2])
    await expect(planned({ target: 2, laterTargets: [1], keep })).rejects.toThrow(
      /2 kept proposals and 0 must-haves are 1 more than the target of 1 of year 2/,
    )
  })

  test('edited, keeps every station in its year', async () => {
    const plan = await planned({ target: 2, laterTargets: [2] })
    const whatIf = await openWhatIf({ coverage, villages, proposals: plan.proposals, years: 2, core })
    try {
      expect((await whatIf.proposals()).map(({ year, quarter }) => [year, quarter])).toEqual(
        plan.proposals.map(({ year, quarter }) => [year, quarter]),
      )
      await whatIf.try({ replace: 1 })
      await whatIf.accept()
      await whatIf.try({ station: { lon: 118.53, lat: 24.935 } })
      await whatIf.accept()
      expect((await whatIf.proposals()).map(({ year }) => year)).toEqual([1, 2, 2, 2])
    } finally {
      await whatIf.close()
    }
  })

  test('says what is wrong with its targets and budgets', async () => {
    await expect(planned({ laterTargets: [1.5] })).rejects.toThrow(/target is 1.5; expected a whole number/)
    await expect(planned({ laterTargets: [2], budgetCny: [1, 2, 3] })).rejects.toThrow(/3 budgets for 2 years/)
    await expect(planned({ laterTargets: [2], budgetCny: [1e6, -1] })).rejects.toThrow(/budget is -1/)
  })
})

describe('quarters of several years', () => {
  const told = (counts: number[], capacity?: number | number[]) =>
    quartersOfYears(counts, capacity).map(({ year, quarter }) => `${year}.${quarter}`)

  test('each year has its own four', () => {
    expect(told([4, 2])).toEqual(['1.1', '1.2', '1.3', '1.4', '2.1', '2.3'])
    expect(told([1, 1], 2)).toEqual(['1.1', '2.1'])
  })

  test('what exceeds a year begins the next', () => {
    expect(told([6, 2], 1)).toEqual(['1.1', '1.2', '1.3', '1.4', '2.1', '2.2', '2.3', '2.4'])
    expect(told([3, 0, 1], [1, 0, 0, 0])).toEqual(['1.1', '2.1', '3.1', '4.1'])
  })
})
