import { readFileSync } from 'node:fs'
import type { FeatureCollection, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Village } from '../../src/area/village'
import { assignGigabit } from '../../src/fibre/assign-gigabit'
import { readFibre } from '../../src/fibre/read-fibre'
import { readRoutes } from '../../src/fibre/read-routes'

const file = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(`examples/twelve-households/${name}`)) })
const fibre = await readFibre(file('olt.csv'))
const routes = await readRoutes(file('road.geojson'))

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

/*
 *  km     0    1    2    3    4    5    6    7    8    9    10  …  15
 *  home   h1   h2   h3   h4   h5   h6   h7   h8   h9   h10  h11     h12
 *  road   ●────●────●────●────●────●────●────●────●────●────●── … ──●
 *                  A (1.9, 4 homes)                B (8, 5 homes)        both reach 6.25 km
 *
 *  A takes h3 h2 h4 and then h1 (1.9 km) before h5 (2.1 km); B takes h9 h8 h10 and h7 h11. h5 and h6 find all ports used up;
 *  h12 is 7 km from B: 0.75 km, 0.3 dB, too far.
 */
describe('the town of twelve households', () => {
  const result = assignGigabit({ villages: homes, fibre, routes })
  const servedBy = (r = result) => Object.fromEntries(r.villages.map((v) => [v.code, v.terminal || v.reason]))

  it('is served as the picture says', () => {
    expect(servedBy()).toEqual({
      h1: 'A',
      h2: 'A',
      h3: 'A',
      h4: 'A',
      h5: 'ports-used-up',
      h6: 'ports-used-up',
      h7: 'B',
      h8: 'B',
      h9: 'B',
      h10: 'B',
      h11: 'B',
      h12: 'out-of-reach',
    })
    expect(result.city).toMatchObject({
      households: 12,
      covered: 9,
      coveredShare: 0.75,
      villagesCovered: 9,
      villagesTotal: 12,
    })
  })

  it('measures routes along the road: 1.9 km to h1, 20 m of drop included', () => {
    expect(result.terminals[0].farthestHomeM).toBeGreaterThan(1915)
    expect(result.terminals[0].farthestHomeM).toBeLessThan(1940)
  })

  it('counts the homes turned away where ports are used up', () => {
    expect(result.terminals.map((t) => [t.id, t.served, t.turnedAway, t.overCapacity])).toEqual([
      ['A', 4, 2, true], // h5 and h6; h7 was served by B, nearer, before A's turn came
      ['B', 5, 2, true], // h6 and h5
    ])
  })

  it('says what the budget lacks for the home that nobody reaches', () => {
    expect(result.budgetFails).toHaveLength(1)
    expect(result.budgetFails[0]).toMatchObject({ village: 'h12', terminal: 'B', households: 1 })
    expect(result.budgetFails[0].missingDb).toBeCloseTo(0.31, 2)
  })

  it('keeps both rates apart: 9 lines over 12 homes, 9 homes served', () => {
    expect(result.capability).toBe(9)
    expect(result.capabilityRate).toBeCloseTo(0.75, 12)
  })

  it('serves h5, h6 too once a third terminal stands at km 5, and nobody loses', () => {
    const third = { ...fibre.terminals[0], id: 'C', lon: 118.0496148, ports: 3, ports10g: 3 }
    const more = assignGigabit({ villages: homes, fibre: { ...fibre, terminals: [...fibre.terminals, third] }, routes })
    expect(more.villages.filter((v) => !v.hasGigabit).map((v) => v.code)).toEqual(['h12'])
  })

  it('goes straight × 1.4 without the road', () => {
    const straight = assignGigabit({ villages: homes, fibre })
    expect(straight.terminals[0].farthestHomeM).toBeCloseTo(1900 * 1.4, -1)
  })

  it('lets the capability rate pass 100 % and never clips it', () => {
    const many = fibre.terminals.map((t) => ({ ...t, ports10g: 100 }))
    expect(assignGigabit({ villages: homes, fibre: { ...fibre, terminals: many } }).capabilityRate).toBeCloseTo(
      200 / 12,
      9,
    )
  })
})
