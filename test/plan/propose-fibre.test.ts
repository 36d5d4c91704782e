import { readFileSync } from 'node:fs'
import type { FeatureCollection, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Village } from '../../src/area/village'
import { assignGigabit } from '../../src/fibre/assign-gigabit'
import { readFibre } from '../../src/fibre/read-fibre'
import { readRoutes } from '../../src/fibre/read-routes'
import { DEFAULT_FIBRE_COSTS } from '../../src/plan/fibre-costs'
import { proposeFibre } from '../../src/plan/propose-fibre'
import { withFibreProposals } from '../../src/plan/with-fibre-proposals'

const file = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(`examples/twelve-households/${name}`)) })
const homes: Village[] = (
  JSON.parse(readFileSync('examples/twelve-households/homes.geojson', 'utf8')) as FeatureCollection<Polygon>
).features.map(({ geometry, properties }) => ({
  code: properties?.code,
  name: properties?.name,
  kind: 'village',
  townshipCode: 't',
  township: properties?.township,
  countyCode: 'c',
  county: properties?.county,
  population: properties?.population,
  households: properties?.households,
  geometry,
  publicPoints: [],
  synthetic: true,
}))
const fibre = await readFibre(file('olt.csv'))
const routes = await readRoutes(file('road.geojson'))
const gigabit = assignGigabit({ villages: homes, fibre, routes })

// h5 and h6 found all ports used up, h12 lies 7 km from B: see test/fibre/twelve-households.test.ts.
describe('proposeFibre', () => {
  it('adds a port where homes were turned away, then a terminal where nobody reaches', async () => {
    const plan = proposeFibre({ villages: homes, fibre, gigabit, routes, target: 10 })
    expect(
      plan.proposals.map((p) => [
        p.rank,
        p.kind,
        p.reason,
        p.extends,
        p.village,
        p.ports,
        p.gainHouseholds,
        p.gainVillages,
      ]),
    ).toEqual([
      [1, 'olt', 'gigabit', 'A', 'Home 5 at km 4', 1, 2, 2],
      [2, 'olt', 'gigabit', null, 'Home 12 at km 15', 1, 1, 1],
    ])
    expect(plan.stoppedBecause).toBe('saturated')
    expect(plan.proposals[0]).toMatchObject({ costCny: DEFAULT_FIBRE_COSTS.portCny, gainPeople: 6, quarter: 2 })
    expect(plan.proposals[1]).toMatchObject({
      cumulativeHouseholds: 3,
      cumulativePeople: 9,
      cumulativeVillages: 3,
      cumulativeCostCny: plan.costCny,
    })
  })

  it('stops at the target and at the budget', async () => {
    expect(proposeFibre({ villages: homes, fibre, gigabit, routes, target: 1 })).toMatchObject({
      stoppedBecause: 'target',
      gainHouseholds: 2,
    })
    const poor = proposeFibre({ villages: homes, fibre, gigabit, routes, target: 10, budgetCny: 10000 })
    expect([poor.stoppedBecause, poor.proposals.length, poor.costCny]).toEqual(['budget', 1, 3000])
    expect(() => proposeFibre({ villages: homes, fibre, gigabit, target: -1 })).toThrow('The fibre target is -1')
    expect(() => proposeFibre({ villages: homes, fibre, gigabit, target: 1, budgetCny: -5 })).toThrow(
      'The fibre budget is -5',
    )
  })

  it('has nothing to propose where everybody is served', async () => {
    const many = {
      ...fibre,
      terminals: [...fibre.terminals, { ...fibre.terminals[0], id: 'C', lon: 118.1, ports: 90, ports10g: 90 }],
    }
    const full = assignGigabit({ villages: homes, fibre: many, routes })
    expect(full.city.villagesCovered).toBe(12)
    expect(proposeFibre({ villages: homes, fibre: many, gigabit: full, routes, target: 5 })).toMatchObject({
      proposals: [],
      stoppedBecause: 'no-candidates',
    })
  })

  it('serves what it promises: the proposals built, the same homes are covered', async () => {
    const plan = proposeFibre({ villages: homes, fibre, gigabit, routes, target: 10 })
    const built = withFibreProposals(fibre, plan.proposals)
    expect(built.terminals.map((t) => [t.id, t.ports10g])).toEqual([
      ['A', 36],
      ['B', 5],
      ['new-2', 32],
    ])
    const after = assignGigabit({ villages: homes, fibre: built, routes })
    expect(after.city.covered - gigabit.city.covered).toBe(plan.gainHouseholds)
    expect(plan.after.city).toMatchObject({ covered: 12, villagesCovered: 12 })
    expect(plan.after.counties[0].covered).toBe(12)
  })
})
