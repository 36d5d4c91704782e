import { describe, expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import { gridFor } from '../../src/grid/grid-for'
import type { Network } from '../../src/network/network'
import { busyHourStations, densityStations } from '../../src/plan/capacity'
import { phasesOf } from '../../src/plan/phases'
import type { PlanInput } from '../../src/plan/plan-input'
import { planStations } from '../../src/plan/plan-stations'
import { sentences } from '../sentences'
import { eastStructure, hills, networkOf, villages, west } from './three-villages'

async function planned(network: Network, target: number, more: Partial<PlanInput> = {}) {
  const core = await openCore()
  const grid = gridFor(villages, { cellSizeM: 100 })
  const coverage = await computeCoverage({ grid, network, villages, terrain: more.terrain, core })
  return { coverage, plan: await planStations({ coverage, villages, target, core, ...more }), core, grid }
}

describe('planStations on three villages', () => {
  test('the first station goes to the village with most people, on the structure that stands there', async () => {
    const middle = { lon: 118.56, lat: 24.92, band: 'n28' }
    const { plan } = await planned(networkOf(west, eastStructure, middle), 1)
    expect(plan.proposals).toHaveLength(1)
    const [first] = plan.proposals
    expect(first).toMatchObject({
      village: 'East',
      reason: 'village',
      sharesSite: 'S1',
      band: 'n28',
      rank: 1,
      quarter: 1,
    })
    expect(first.gainPeople).toBeGreaterThan(1000)
    // Antennas stand there at 35 m: the platforms below are at 30 and 25.
    expect([30, 25]).toContain(first.heightM)
    expect(plan.stoppedBecause).toBe('target')
  })

  test('cumulative figures add up, the bound holds, spacing is kept', async () => {
    const { plan } = await planned(networkOf(west), 6, { minSpacingM: 1500 })
    let [people, cost] = [0, 0]
    for (const p of plan.proposals) {
      people += p.gainPeople
      cost += p.costCny
      expect(p.cumulativePeople).toBeCloseTo(people, 6)
      expect(p.cumulativeCostCny).toBe(cost)
    }
    expect(plan.costCny).toBe(cost)
    expect(plan.upperBound).toBeGreaterThanOrEqual(plan.objective)
    const built = plan.after.network.sites.slice(1)
    for (let i = 0; i < built.length; i++) {
      for (let j = 0; j < i; j++) {
        const dx = (built[i].lon - built[j].lon) * 111320 * Math.cos((24.92 * Math.PI) / 180)
        expect(Math.hypot(dx, (built[i].lat - built[j].lat) * 110800)).toBeGreaterThan(1490)
      }
    }
  })

  test.each([
    ['flat', undefined],
    ['hilly', hills()],
  ])('on %s ground the map after the plan is the map of the network with the proposals built', async (_, terrain) => {
    const { plan, core, grid } = await planned(networkOf(west, eastStructure), 5, { terrain })
    const again = await computeCoverage({ grid, network: plan.after.network, villages, terrain, core })
    for (const layer of ['rsrpDbm', 'server', 'sinrDb', 'probability'] as const) {
      expect(plan.after[layer]).toEqual(again[layer])
    }
  })

  test.each([
    ['flat', undefined],
    ['hilly', hills()],
  ])('on %s ground each prefix gains the residents that a recomputation from scratch finds', async (_, terrain) => {
    const { plan, coverage, core, grid } = await planned(networkOf(west), 4, { terrain })
    const level = Math.fround(coverage.rule.rsrpDbm + coverage.rule.marginDb)
    const { people, zones } = coverage
    const hard = (rsrp: Float32Array) => rsrp.reduce((sum, v, i) => sum + (v >= level ? people[i] : 0), 0)
    const land = (rsrp: Float32Array) => rsrp.reduce((sum, v, i) => sum + Number(v >= level && zones.zone[i] > 0), 0)
    const expected = (p: Float32Array) => p.reduce((sum, v, i) => sum + v * people[i], 0)
    const { network } = plan.after
    let [expectedPeople, areaKm2] = [0, 0]
    expect(plan.proposals.length).toBeGreaterThan(2)
    for (const { rank, cumulativePeople, gainExpectedPeople, gainAreaKm2 } of plan.proposals) {
      expectedPeople += gainExpectedPeople
      areaKm2 += gainAreaKm2
      const stations = network.stations.slice(0, 1 + rank)
      const cells = network.cells.filter(({ station }) => station < stations.length)
      const prefix = { ...network, stations, cells }
      const { rsrpDbm, probability } = await computeCoverage({ grid, network: prefix, villages, terrain, core })
      expect(hard(rsrpDbm) - hard(coverage.rsrpDbm)).toBeCloseTo(cumulativePeople, 1)
      expect(expected(probability) - expected(coverage.probability)).toBeCloseTo(expectedPeople, 1)
      expect((land(rsrpDbm) - land(coverage.rsrpDbm)) / 100).toBeCloseTo(areaKm2, 6)
      // What plan.tif and the slider of the report show up to this rank is the land that plan.csv says is gained.
      const shown = plan.coveredAtRank.reduce(
        (sum, first, i) => sum + Number(first > 0 && first <= rank && zones.zone[i] > 0),
        0,
      )
      expect(shown / 100).toBeCloseTo(areaKm2, 6)
    }
  })

  test('villages that fail come first, with the fewest stations, and are named', async () => {
    const { plan } = await planned(networkOf({ ...west, lon: 118.505 }), 8)
    expect(plan.mustCover).toMatchObject({ failing: 2, passing: 2, stations: 1, lowerBound: 1, unreachable: [] })
    expect(plan.proposals[0]).toMatchObject({ reason: 'village', gainVillages: 2, serves: 'Middle, East' })
    expect(plan.proposals.slice(1).every(({ gainVillages }) => gainVillages === 0)).toBe(true)
  })

  test('a village that no candidate can serve is named with why, and the others are planned for', async () => {
    const beyond = { ...villages[2].publicPoints[0], lon: 119.5 }
    const far = { ...villages[2], publicPoints: [...villages[2].publicPoints, beyond] }
    const core = await openCore()
    const grid = gridFor(villages, { cellSizeM: 100 })
    const three = [villages[0], villages[1], far]
    const coverage = await computeCoverage({ grid, network: networkOf(), villages: three, core })
    const plan = await planStations({ coverage, villages: three, target: 8, core })
    expect(plan.mustCover).toMatchObject({ failing: 3, passing: 2 })
    expect(plan.mustCover.unreachable).toEqual([
      { code: far.code, name: 'East', township: 'Town', county: 'County', why: 'outside-grid' },
    ])
    expect(sentences(plan.warnings).join(' ')).toMatch(/1 village.* cannot pass.*East/)
  })

  test('what the target leaves for later years is told, and how many stations would do', async () => {
    const { plan } = await planned(networkOf(west), 2)
    const { saturation } = plan
    expect(saturation.laterStations).toBeGreaterThan(0)
    expect(saturation.coverageStations).toBe(2 + saturation.laterStations)
    const { plan: whole } = await planned(networkOf(west), saturation.enough)
    expect(whole.saturation).toMatchObject({ laterStations: 0, laterObjective: 0, densityStations: 0 })
    expect(whole.upperBound).toBeGreaterThanOrEqual(plan.objective + saturation.laterObjective - 1e-6)
    expect(whole.objective).toBeGreaterThan(plan.objective)
  })

  test('quarters and counties add up to the plan', async () => {
    const { plan } = await planned(networkOf(west), 6)
    const { byQuarter, byCounty } = phasesOf(plan.proposals)
    const count = plan.proposals.length
    expect(count).toBeGreaterThan(4)
    expect(byQuarter.map(({ stations }) => stations).reduce((a, b) => a + b)).toBe(count)
    const last = plan.proposals[count - 1]
    expect(byQuarter[3]).toMatchObject({ cumulativeStations: count, cumulativeCostCny: last.cumulativeCostCny })
    expect(byQuarter[3].cumulativePeople).toBeCloseTo(last.cumulativePeople)
    expect(Object.values(byCounty).reduce((sum, phases) => sum + phases[3].cumulativeStations, 0)).toBe(count)
  })

  test('a budget holds', async () => {
    const { plan } = await planned(networkOf(west, eastStructure), 10, { budgetCny: 100_000 })
    expect(plan.costCny).toBeLessThanOrEqual(100_000)
    expect(plan.proposals).toHaveLength(1)
    expect(plan.stoppedBecause).toBe('budget')
  })

  test('where nobody is left to cover, the rest is capacity, and it stops when that is done too', async () => {
    const { plan } = await planned(networkOf(west), 60, { weights: { peoplePerStation: 400 } })
    const reasons = plan.proposals.map(({ reason }) => reason)
    expect(reasons.slice(0, plan.coverageEndsAtRank).every((reason) => reason !== 'density')).toBe(true)
    expect(reasons.slice(plan.coverageEndsAtRank).every((reason) => reason === 'density')).toBe(true)
    expect(plan.stoppedBecause).toBe('saturated')
  })

  test('without any site costs are finite and say what they leave out', async () => {
    const { plan } = await planned(networkOf(), 2)
    const towers = plan.proposals.map(({ heightM }) => 60000 + 250000 * (heightM / 40) + 50000)
    expect(plan.costCny).toBe(towers.reduce((sum, cny) => sum + cny))
    expect(sentences(plan.warnings).join(' ')).toMatch(/backhaul/)
  })

  test('a target that is no whole number is refused', async () => {
    await expect(planned(networkOf(west), 1.5)).rejects.toThrow(/whole number of stations/)
  })
})

test('densityStations takes the most crowded first and never relieves below the limit', () => {
  const relief = densityStations([1000, 900, 100], [1, 2, 1], 400)
  expect(relief.map(({ site }) => site)).toEqual([0, 0, 1])
  expect(relief[0].people).toBeCloseTo(500)
  expect(relief[1].people).toBeCloseTo((500 - 400) * 2)
})

test('busyHourStations adds bands to the most overloaded site first, until it carries its demand', () => {
  const mbps: Record<string, number> = { n41: 300, n78: 200 }
  const site = (site: number, people: number, demandMbps: number, freeBands = ['n41', 'n78']) => ({
    site,
    people,
    demandMbps,
    carriedMbps: 100,
    freeBands,
  })
  const { stations, stillOverloaded } = busyHourStations(
    [site(0, 1000, 90), site(1, 2000, 450), site(2, 5000, 1000, ['n78'])],
    (band) => mbps[band],
  )
  expect(stations.map(({ site, band }) => [site, band])).toEqual([
    [2, 'n78'],
    [1, 'n41'],
    [1, 'n78'],
  ])
  expect(stations[1].people).toBeCloseTo((2000 * 300) / 450)
  expect(stations[2].people).toBeCloseTo((2000 * 50) / 450)
  expect(stillOverloaded).toBe(1)
})
