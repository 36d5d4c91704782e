import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assessNbIot, coverNbIot } from '../../src/assess/nb-iot'
import { coverOperators, networkOf, operatorsOf, operatorTable, sharingOf } from '../../src/assess/operators'
import { townsOf } from '../../src/assess/towns'
import { operatorName, operatorsNamed } from '../../src/network/operator'
import { at, cellOf, GRID, mapOf, noNetwork, stationOf, twoVillages } from './small-map'

const network = {
  ...noNetwork(),
  sites: [
    { id: 'tower', lon: 118.5, lat: 24.9 },
    { id: 'roof', lon: 118.6, lat: 24.9 },
    { id: 'pole', lon: 118.7, lat: 24.9 },
  ],
  stations: [
    stationOf('s1', 0, '移动'),
    stationOf('s2', 0, '电信/联通'),
    stationOf('s3', 1, '移动'),
    stationOf('s4', 2, ''),
  ],
  cells: [cellOf('c1', 0), cellOf('c2', 1), cellOf('c3', 1), cellOf('c4', 2), cellOf('c5', 3)],
}

describe('operators', () => {
  it('are read from the ways in which sharing is written', () => {
    expect(operatorsNamed('电信/联通')).toEqual(['电信', '联通'])
    expect(operatorsNamed(' CT + CU ')).toEqual(['CT', 'CU'])
    expect(operatorsNamed('')).toEqual([])
    expect(operatorsNamed('AT&T')).toEqual(['AT&T'])
    expect(operatorName('电信/联通')).toBe('CTCC/CUCC')
    expect(operatorName('Orange')).toBe('Orange')
    expect(operatorsOf(network)).toEqual(['移动', '电信', '联通'])
  })

  it('use their own cells and the shared ones', () => {
    expect(networkOf(network, '联通').cells.map((c) => c.id)).toEqual(['c2', 'c3'])
    expect(networkOf(network, '移动').cells.map((c) => c.id)).toEqual(['c1', 'c4'])
  })

  it('share sites, stations and cells; what names nobody is left out', () => {
    expect(sharingOf(network)).toEqual({
      sites: { total: 2, shared: 1, rate: 0.5 },
      stations: { total: 3, shared: 1, rate: 1 / 3 },
      cells: { total: 4, shared: 2, rate: 0.5 },
    })
  })

  it('cover together at least what each covers', () => {
    const picture = fc
      .array(fc.constantFrom('#', '.'), { minLength: 100, maxLength: 100 })
      .map((marks) => [marks.join('')])
    fc.assert(
      fc.property(fc.array(picture, { minLength: 1, maxLength: 4 }), (pictures) => {
        const maps = pictures.map((p, i) => ({
          operator: ['移动', '电信', '联通', '广电'][i],
          coverage: mapOf(p, network),
        }))
        const { operators, union } = operatorTable(network, twoVillages(), maps)
        for (const row of operators) {
          expect(union?.area.hard).toBeGreaterThanOrEqual(row.area.hard)
          expect(union?.area.expected).toBeGreaterThanOrEqual(row.area.expected)
          expect(union?.villages.covered).toBeGreaterThanOrEqual(row.villages.covered)
          expect(union?.population.hard).toBeGreaterThanOrEqual(row.population.hard)
          expect(union?.population.expected).toBeGreaterThanOrEqual(row.population.expected)
        }
      }),
      { seed: 8, numRuns: 50 },
    )
  })

  it('are counted with their sites, stations and cells', () => {
    const left = ['#####.....'.repeat(10)]
    const right = ['.....#####'.repeat(10)]
    const { operators, union } = operatorTable(network, twoVillages(), [
      { operator: '移动', coverage: mapOf(left, network) },
      { operator: '联通', coverage: mapOf(right, network) },
    ])
    expect(operators[0]).toMatchObject({
      operator: '移动',
      sites: 2,
      stations: 2,
      cells: 2,
      area: { hard: 0.5 },
      villages: { covered: 1, total: 2 },
    })
    expect(operators[1]).toMatchObject({ operator: '联通', sites: 1, stations: 1, cells: 2 })
    expect(union).toMatchObject({
      operator: '移动+联通',
      sites: 2,
      stations: 3,
      cells: 4,
      area: { hard: 1, expected: 1 },
    })
  })
})

describe('coverOperators and coverNbIot', () => {
  const station = (rat: '5g' | 'nb-iot', operator: string, site: number) => ({
    ...stationOf(`${operator}${rat}`, site, operator),
    rat,
  })
  const [lonW, latW] = at(1, 5)
  const [lonE, latE] = at(9, 5)
  const two = {
    ...noNetwork(),
    sites: [
      { id: 'w', lon: lonW, lat: latW },
      { id: 'e', lon: lonE, lat: latE },
    ],
    stations: [station('5g', '移动', 0), station('5g', '联通', 1), station('nb-iot', '电信', 1)],
    cells: [cellOf('c1', 0), cellOf('c2', 1), { ...cellOf('c3', 2), band: 'n8', frequencyMhz: 948, epreDbm: 32.2 }],
  }

  it('compute one map per operator on the ground', async () => {
    const table = await coverOperators({ grid: GRID, network: two, villages: twoVillages(), workers: 1 })
    expect(table.operators.map((o) => o.operator)).toEqual(['移动', '联通'])
    expect(table.operators[0].area.hard).toBeGreaterThan(0)
    for (const row of table.operators) expect(table.union?.area.expected).toBeGreaterThanOrEqual(row.area.expected)
  })

  it('map NB-IoT by coupling loss', async () => {
    const map = await coverNbIot({ network: two, villages: twoVillages(), cellSizeM: 100, workers: 1 })
    expect(map?.rat).toBe('nb-iot')
    const result = assessNbIot(map!, townsOf(map!.grid, map!.zones.zone, map!.people, twoVillages()))
    expect(result.areaKm2.ce0).toBeCloseTo(result.areaKm2.total, 6)
    expect(result.towns.every((t) => t.continuous)).toBe(true)
    expect(
      await coverNbIot({ network: { ...two, cells: two.cells.slice(0, 2) }, villages: twoVillages(), workers: 1 }),
    ).toBeNull()
  })
})
