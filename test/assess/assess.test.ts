import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PublicPoint, Village } from '../../src/area/village'
import { assess } from '../../src/assess/assess'
import { reasonSentence } from '../../src/assess/reason'
import { AREA_COLUMNS, VILLAGE_COLUMNS } from '../../src/assess/rows'
import { openCore } from '../../src/core/core'
import { GRID, partition, villageInCells } from '../coverage/shapes'
import { lonLatOf, mapOf, networkAt } from './sample-map'

const core = await openCore()
const shifts = [0.2, -0.3, 0.1, 0.35, -0.15, 0.05, -0.25]

const pointAt = (x: number, y: number, type: PublicPoint['type'] = 'committee'): PublicPoint => ({
  type,
  ...lonLatOf(x, y),
  estimated: type !== 'committee',
})

/** Twelve villages in four townships and two counties. */
function villagesOf(fields: (v: number) => Partial<Village> = () => ({})): Village[] {
  return partition(GRID.columns, GRID.rows, 4, 3, shifts).map((polygons, v) =>
    villageInCells(polygons, {
      code: `v${v}`,
      name: `village ${v}`,
      kind: (['village', 'community', 'other'] as const)[v % 3],
      townshipCode: `t${Math.floor(v / 3)}`,
      township: `township ${Math.floor(v / 3)}`,
      countyCode: `c${Math.floor(v / 6)}`,
      county: `county ${Math.floor(v / 6)}`,
      population: 100 * (v + 1),
      households: 36 * (v + 1),
      publicPoints: [pointAt(((v % 4) + 0.5) * 6, (Math.floor(v / 4) + 0.5) * 6)],
      ...fields(v),
    }),
  )
}

const oneCell = (points: PublicPoint[]): Village[] => [
  villageInCells(
    [
      [
        [
          [0, 0],
          [24, 0],
          [24, 18],
          [0, 18],
        ],
      ],
    ],
    { publicPoints: points },
  ),
]

test('shares of a half-covered village, by area and by people', async () => {
  const villages = oneCell([pointAt(3.5, 3.5)])
  const { villages: rows } = await assess(
    mapOf(core, villages, (column) => (column < 6 ? -90 : -105)),
    villages,
    { core },
  )
  // Its 1.2 km edges are straight in degrees, not on the grid.
  expect(rows[0].area_km2).toBeCloseTo((24 * 18 * 2500) / 1e6, 4)
  expect(rows[0].area_hard).toBeCloseTo(0.25, 4)
  expect(rows[0].area_expected).toBeCloseTo(0.25 + 0.75 * 0.5, 4)
  expect(rows[0].population_hard).toBeCloseTo(0.25, 4)
  expect(rows[0]).toMatchObject({ has_5g: true, best_cell: 'cell-0', best_rsrp_dbm: -90, reason: '', points: 1 })
})

test('hard cover needs the margin of the rule, to the last bit of the threshold', async () => {
  const villages = oneCell([])
  const shareAt = async (level: number): Promise<number> =>
    (
      await assess(
        mapOf(core, villages, () => level),
        villages,
        { core },
      )
    ).city.area_hard
  expect(await shareAt(-96.3)).toBe(1)
  expect(await shareAt(-96.31)).toBe(0)
})

test.each([
  ['weak-at-committee', -106, 'The signal at the village committee is weak: RSRP −106.0 dBm, below −105 dBm.'],
  [
    'uncertain-at-committee',
    -101,
    'uncertain: RSRP −101.0 dBm reaches −105 dBm with a probability of 70 %; 90 % is asked for.',
  ],
  ['no-signal-at-committee', Number.NaN, 'No cell reaches the village committee.'],
] as const)('a village without 5G says why: %s', async (reason, level, sentence) => {
  const villages = oneCell([pointAt(3.5, 3.5)])
  const map = mapOf(core, villages, () => level)
  const { villages: rows, points } = await assess(map, villages, { core })
  expect(rows[0]).toMatchObject({ has_5g: false, reason, best_rsrp_dbm: Number.isNaN(level) ? null : level })
  expect(reasonSentence(points[0][0], map.rule, 'en')).toContain(sentence)
  expect(reasonSentence(points[0][0], map.rule, 'zh')).toMatch(/^村委会.*。$/)
})

test('the weakest of all public points decides; points beyond the grid fail; without points nothing is known', async () => {
  const levels = (column: number): number => (column < 12 ? -80 : -110)
  const reasonAt = async (points: PublicPoint[]) => {
    const villages = oneCell(points)
    return (await assess(mapOf(core, villages, levels), villages, { core })).villages[0]
  }
  expect(await reasonAt([pointAt(2, 2), pointAt(20, 2, 'school')])).toMatchObject({
    has_5g: false,
    reason: 'weak-at-school',
    points: 2,
    points_estimated: 1,
  })
  expect(await reasonAt([pointAt(2, 2), pointAt(-3, 2, 'clinic')])).toMatchObject({ reason: 'outside-grid-at-clinic' })
  expect(await reasonAt([])).toMatchObject({ has_5g: null, reason: 'no-points', best_cell: '', best_rsrp_dbm: null })
})

test('townships add up to counties and counties to the city', async () => {
  const villages = villagesOf()
  const sites = networkAt([
    [1, 1],
    [7, 7],
    [20, 14],
    [-5, 3],
  ])
  const map = mapOf(core, villages, (c, r) => -80 - ((c * 13 + r * 7) % 40), { network: sites })
  const table = await assess(map, villages, { core })
  expect(table.townships.map((row) => [row.code, row.county])).toEqual([
    ['t0', 'county 0'],
    ['t1', 'county 0'],
    ['t2', 'county 1'],
    ['t3', 'county 1'],
  ])
  for (const rows of [table.townships, table.counties]) {
    const sum = (value: (row: (typeof rows)[number]) => number): number => rows.reduce((a, row) => a + value(row), 0)
    const { city } = table
    expect(sum((row) => row.area_km2)).toBeCloseTo(city.area_km2, 9)
    expect(sum((row) => row.area_km2 * row.area_hard)).toBeCloseTo(city.area_km2 * city.area_hard, 9)
    expect(sum((row) => row.area_km2 * row.area_expected)).toBeCloseTo(city.area_km2 * city.area_expected, 9)
    expect(sum((row) => row.population!)).toBe(7800)
    expect(sum((row) => row.population! * row.population_hard!)).toBeCloseTo(7800 * city.population_hard!, 6)
    expect(sum((row) => row.gap_area_km2)).toBeCloseTo(city.gap_area_km2, 9)
    expect(sum((row) => row.gap_population!)).toBeCloseTo(city.gap_population!, 6)
    for (const field of ['households', 'villages_covered', 'villages_total', 'stations'] as const) {
      expect(sum((row) => row[field]!)).toBe(city[field])
    }
    for (const field of ['administrative_villages_total', 'communities_total'] as const) {
      expect(sum((row) => row[field])).toBe(city[field])
    }
  }
  expect(table.city).toMatchObject({
    stations: 3,
    villages_total: 12,
    administrative_villages_total: 4,
    communities_total: 4,
  })
  expect(table.city.gap_area_km2).toBeCloseTo(table.city.area_km2 * (1 - table.city.area_hard), 9)
  const { village, community, other } = table.byKind
  expect(village.covered + community.covered + other.covered).toBe(table.city.villages_covered)
  expect([village.total, community.total, other.total]).toEqual([4, 4, 4])
})

test('stations count in the township and county whose village holds their site', async () => {
  const villages = villagesOf()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 12 }), async (homes) => {
      // In the middle of a village: borders wander by less than half a cell.
      const network = networkAt(homes.map((v) => [((v % 4) + 0.5) * 6, (Math.floor(v / 4) + 0.5) * 6]))
      const table = await assess(
        mapOf(core, villages, () => -80, { network }),
        villages,
        { core },
      )
      const within = (size: number, group: number) => homes.filter((v) => Math.floor(v / size) === group).length
      expect(table.townships.map((row) => row.stations)).toEqual([0, 1, 2, 3].map((t) => within(3, t)))
      expect(table.counties.map((row) => row.stations)).toEqual([0, 1].map((c) => within(6, c)))
    }),
    { numRuns: 20 },
  )
})

test('townships and counties without a code are told apart by name', async () => {
  const villages = villagesOf(() => ({ townshipCode: '', countyCode: '' }))
  const table = await assess(
    mapOf(core, villages, () => -80),
    villages,
    { core },
  )
  expect(table.townships.map((row) => [row.code, row.name])).toEqual([0, 1, 2, 3].map((t) => ['', `township ${t}`]))
  expect(table.counties.map((row) => row.name)).toEqual(['county 0', 'county 1'])
})

test('unknown residents stay unknown and do not count', async () => {
  const villages = villagesOf((v) => (v < 6 ? { population: Number.NaN, households: Number.NaN } : {}))
  const table = await assess(
    mapOf(core, villages, () => -80),
    villages,
    { core },
  )
  expect(table.villages[0]).toMatchObject({ population: null, households: null, population_hard: null, area_hard: 1 })
  expect(table.counties[0]).toMatchObject({ population: null, households: null, gap_population: null })
  expect(table.city).toMatchObject({ population: 5700, population_hard: 1 })
})

test('gigabit comes from the mask at the public points, or as given', async () => {
  const villages = villagesOf()
  const map = mapOf(core, villages, () => -80)
  expect((await assess(map, villages, { core })).city.gigabit_villages_covered).toBe(null)
  map.gigabit = Uint8Array.from(map.people, (_, i) => (i % GRID.columns < 6 ? 1 : 0))
  const table = await assess(map, villages, { core })
  expect(table.villages.map((row) => row.has_gigabit)).toEqual(villages.map((_, v) => v % 4 === 0))
  expect(table.city.gigabit_villages_covered).toBe(3)
  const given = await assess(map, villages, { core, gigabit: villages.map((_, v) => v < 5) })
  expect(given.city.gigabit_villages_covered).toBe(5)
})

test('rows have the columns of the files, in their order, and no others', async () => {
  const villages = villagesOf()
  const table = await assess(
    mapOf(core, villages, () => -80),
    { villages, rejected: [], warnings: [] },
  )
  expect(Object.keys(table.villages[0])).toEqual([...VILLAGE_COLUMNS])
  expect(Object.keys(table.city)).toEqual([...AREA_COLUMNS])
})

test('other villages than those of the map are refused', async () => {
  const villages = villagesOf()
  const map = mapOf(core, villages, () => -80)
  await expect(assess(map, villages.slice(1), { core })).rejects.toThrow('11 villages were given')
})
