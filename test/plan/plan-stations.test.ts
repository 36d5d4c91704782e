import { describe, expect, test } from 'vitest'
import type { Village } from '../../src/area/village'
import { openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import { gridFor } from '../../src/grid/grid-for'
import { BANDS, epre } from '../../src/network/bands'
import type { Network } from '../../src/network/network'
import { reliefStations } from '../../src/plan/capacity'
import { planStations } from '../../src/plan/plan-stations'

const SIDE = 0.04

/** Three villages in a row, 4 km each; one station stands in the west, people live mostly in the east. */
function village(index: number, population: number): Village {
  const [west, south] = [118.5 + index * SIDE, 24.9]
  return {
    code: `35050000000${index}`,
    name: ['West', 'Middle', 'East'][index],
    kind: 'village',
    townshipCode: '350500001',
    township: 'Town',
    countyCode: '350500',
    county: 'County',
    population,
    households: population / 2.78,
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [west + SIDE, south],
          [west + SIDE, south + SIDE],
          [west, south + SIDE],
          [west, south],
        ],
      ],
    },
    publicPoints: [{ type: 'committee', lon: west + SIDE / 2, lat: south + SIDE / 2, estimated: false }],
    synthetic: true,
  }
}
const villages = [village(0, 500), village(1, 1000), village(2, 3000)]

function networkOf(...stations: { lon: number; lat: number; band: string }[]): Network {
  const network: Network = { sites: [], stations: [], cells: [], rejected: [], warnings: [], synthetic: true }
  for (const [i, { lon, lat, band }] of stations.entries()) {
    network.sites.push({ id: `S${i}`, lon, lat })
    network.stations.push({ id: `T${i}`, site: i, rat: BANDS[band].rat, operator: '', built: 2023 })
    for (const azimuthDeg of [0, 120, 240]) {
      network.cells.push({
        id: `T${i}-${azimuthDeg}`,
        station: i,
        band,
        frequencyMhz: BANDS[band].frequencyMhz,
        azimuthDeg,
        mechanicalTiltDeg: 0,
        electricalTiltDeg: 3,
        heightM: 35,
        epreDbm: epre(240, BANDS[band].resourceBlocks),
        gainDbi: 15,
        horizontalBeamwidthDeg: 65,
        verticalBeamwidthDeg: 9,
        lossDb: 0.5,
        indoor: false,
      })
    }
  }
  return network
}
const west = { lon: 118.52, lat: 24.92, band: 'n28' }
const eastStructure = { lon: 118.6, lat: 24.92, band: 'g900' }

async function planned(network: Network, target: number, more = {}) {
  const core = await openCore()
  const grid = gridFor(villages, { cellSizeM: 100 })
  const coverage = await computeCoverage({ grid, network, villages, core })
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

  test('the map after the plan is the map of the network with the proposals built', async () => {
    const { plan, core, grid } = await planned(networkOf(west, eastStructure), 3)
    const again = await computeCoverage({ grid, network: plan.after.network, villages, core })
    expect(plan.after.rsrpDbm).toEqual(again.rsrpDbm)
    expect(plan.after.server).toEqual(again.server)
    expect(plan.after.probability).toEqual(again.probability)
  })

  test('a claimed gain is the residents whose cells become covered hard', async () => {
    const { plan, coverage } = await planned(networkOf(west), 2)
    const { rule } = coverage
    const hard = (rsrp: Float32Array) =>
      rsrp.reduce((sum, v, i) => sum + (v >= Math.fround(rule.rsrpDbm + rule.marginDb) ? coverage.people[i] : 0), 0)
    expect(hard(plan.after.rsrpDbm) - hard(coverage.rsrpDbm)).toBeCloseTo(plan.proposals[1].cumulativePeople, 1)
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
