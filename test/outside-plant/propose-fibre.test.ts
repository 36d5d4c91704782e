import { readFileSync } from 'node:fs'
import type { FeatureCollection, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Village } from '../../src/area/village'
import type { EarlierTerminal } from '../../src/constraints/earlier-plan'
import { DEFAULT_FIBRE_COSTS } from '../../src/constraints/fibre-costs'
import type { ForbiddenZone } from '../../src/constraints/forbidden-zones'
import type { Refusal } from '../../src/constraints/refusals'
import { refusalsByKind } from '../../src/constraints/refusals-by-kind'
import { assignGigabit } from '../../src/fibre/assign-gigabit'
import { readFibre } from '../../src/fibre/read-fibre'
import { readRoutes } from '../../src/fibre/read-routes'
import { type ProposeFibreInput, proposeFibre } from '../../src/outside-plant/propose-fibre'
import { withFibreProposals } from '../../src/outside-plant/with-fibre-proposals'
import { sentences } from '../sentences'

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

  describe('under rules', () => {
    const first = proposeFibre({ villages: homes, fibre, gigabit, routes, target: 10 })
    const [more, fresh] = first.proposals
    const around = ({ lon, lat }: { lon: number; lat: number }, by = 0.001): ForbiddenZone => {
      const [west, east, south, north] = [lon - by, lon + by, lat - by, lat + by]
      const ring = [
        ...[
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ]
      return { name: 'zone', geometry: { type: 'Polygon', coordinates: [ring] } }
    }
    const plan = (rules: Partial<ProposeFibreInput>) =>
      proposeFibre({ villages: homes, fibre, gigabit, routes, target: 10, ...rules })
    const earlier = (stations: number): EarlierTerminal[] =>
      first.proposals.map((p) => ({ ...p, rank: stations + p.rank }))

    it('stands in no forbidden zone, and says which villages that leaves without a place', () => {
      const closed = plan({ forbidden: [around(fresh)] })
      expect(closed.proposals.map((p) => p.extends)).toEqual(['A'])
      expect(sentences(closed.warnings).join(' ')).toMatch(
        /1 village without gigabit fibre has no place for a terminal/,
      )
      // A terminal inside a zone gets no ports; the home that it turned away gets a terminal of its own.
      const apart = plan({ forbidden: [around(more)] })
      expect(apart.proposals.map((p) => p.extends)).not.toContain('A')
    })

    it('leaves the public point for where most homes are when that is forbidden', () => {
      const village = homes.findIndex(({ code }) => code === fresh.villageCode)
      const point = { lon: fresh.lon + 0.01, lat: fresh.lat }
      const moved = homes.map((home, i) =>
        i === village ? { ...home, publicPoints: [{ type: 'committee' as const, ...point, estimated: false }] } : home,
      )
      const at = (rules: Partial<ProposeFibreInput>) =>
        plan({ villages: moved, ...rules }).proposals.find((p) => p.extends === null)
      expect(at({})?.lon).toBeCloseTo(point.lon, 9)
      expect(at({ forbidden: [around(point)] })?.lon).toBeCloseTo(fresh.lon, 9)
    })

    it('proposes nothing where it was refused, by place, by terminal or by rank in the earlier plan', () => {
      const open = (refused: Refusal[]) => plan({ refused }).proposals.map((p) => p.extends)
      expect(open([{ lon: fresh.lon, lat: fresh.lat }])).toEqual(['A'])
      expect(open([{ site: 'A' }])).not.toContain('A')
      const { stations, fibre: own } = refusalsByKind([{ rank: 42 }, { rank: 3 }], undefined, earlier(40), ['A', 'B'])
      expect(stations.refused).toEqual([{ rank: 3 }])
      expect(open(own.refused)).toEqual(['A'])
      expect(() => open([{ site: 'Z' }])).toThrow('refused terminal "Z" is not known')
    })

    it('keeps the terminals of an earlier plan in front with place, ports and cost', () => {
      const [a, b] = earlier(40)
      const keep = [
        { ...b, ports: 7, costCny: 99_000 },
        { ...a, rank: 43 },
      ]
      const again = plan({ keep })
      expect(again.proposals.map((p) => [p.extends, p.ports, p.costCny])).toEqual([
        [null, 7, 99_000],
        ['A', 1, DEFAULT_FIBRE_COSTS.portCny],
      ])
      expect(again).toMatchObject({ kept: 2, gainHouseholds: first.gainHouseholds })
      expect(again.after.city.covered).toBe(first.after.city.covered)
      expect(plan({ keep: earlier(40) }).proposals).toEqual(first.proposals)
      expect(plan({ keep, keepRanks: [[1, 42]] })).toMatchObject({ kept: 1 })
      const lost = plan({ keep, refused: [{ lon: b.lon, lat: b.lat }] })
      expect(lost).toMatchObject({ kept: 1 })
      expect(sentences(lost.warnings).join(' ')).toMatch(
        /1 fibre terminal of the earlier plan is refused or lies in forbidden/,
      )
      expect(sentences(plan({ keep: [{ ...a, extends: 'gone' }] }).warnings).join(' ')).toMatch(
        /1 fibre terminal .* stands no more/,
      )
      expect(() => plan({ keep, target: 1 })).toThrow('2 kept fibre terminals are 1 more than the fibre target of 1')
      expect(() => plan({ keep, budgetCny: 100_000 })).toThrow('cost 102000 CNY, 2000 more than the fibre budget')
    })
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
