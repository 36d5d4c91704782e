import { describe, expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import { gridFor } from '../../src/grid/grid-for'
import type { Network } from '../../src/network/network'
import { reliefStations } from '../../src/plan/capacity'
import type { PlanInput } from '../../src/plan/plan-input'
import { planStations } from '../../src/plan/plan-stations'
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

  test.each([['flat', undefined]])(
    'on %s ground each prefix gains the residents that a recomputation from scratch finds',
    async (_, terrain) => {
      const { plan, coverage, core, grid } = await planned(networkOf(west), 4, { terrain })
      const level = Math.fround(coverage.rule.rsrpDbm + coverage.rule.marginDb)
      const hard = (rsrp: Float32Array) => rsrp.reduce((sum, v, i) => sum + (v >= level ? coverage.people[i] : 0), 0)
      const { network } = plan.after
      for (const { rank, cumulativePeople } of plan.proposals) {
        const stations = network.stations.slice(0, 1 + rank)
        const cells = network.cells.filter(({ station }) => station < stations.length)
        const prefix = { ...network, stations, cells }
        const { rsrpDbm } = await computeCoverage({ grid, network: prefix, villages, terrain, core })
        expect(hard(rsrpDbm) - hard(coverage.rsrpDbm)).toBeCloseTo(cumulativePeople, 1)
      }
    },
  )

  test('a budget holds', async () => {
    const { plan } = await planned(networkOf(west, eastStructure), 10, { budgetCny: 100_000 })
    expect(plan.costCny).toBeLessThanOrEqual(100_000)
    expect(plan.proposals).toHaveLength(1)
    expect(plan.stoppedBecause).toBe('budget')
  })

  test('where nobody is left to cover, the rest is capacity, and it stops when that is done too', async () => {
    const { plan } = await planned(networkOf(west), 60, { weights: { peoplePerStation: 400 } })
    const reasons = plan.proposals.map(({ reason }) => reason)
    expect(reasons.slice(0, plan.coverageEndsAtRank)).not.toContain('capacity')
    expect(reasons.slice(plan.coverageEndsAtRank).every((reason) => reason === 'capacity')).toBe(true)
    expect(plan.stoppedBecause).toBe('saturated')
  })

  test('without any site costs are finite and say what they leave out', async () => {
    const { plan } = await planned(networkOf(), 2)
    expect(plan.costCny).toBe(2 * (60000 + 250000 + 50000))
    expect(plan.warnings.join(' ')).toMatch(/backhaul/)
  })

  test('a target that is no whole number is refused', async () => {
    await expect(planned(networkOf(west), 1.5)).rejects.toThrow(/whole number of stations/)
  })
})

test('reliefStations takes the most crowded first and never relieves below the limit', () => {
  const relief = reliefStations([1000, 900, 100], [1, 2, 1], 400, 10)
  expect(relief.map(({ site }) => site)).toEqual([0, 0, 1])
  expect(relief[0].people).toBeCloseTo(500)
  expect(relief[1].people).toBeCloseTo((500 - 400) * 2)
})
