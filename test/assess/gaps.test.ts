import type { MultiPolygon, Polygon } from 'geojson'
import { expect, test } from 'vitest'
import { assess } from '../../src/assess/assess'
import { findGaps, type Gap, surveyGaps } from '../../src/assess/gaps'
import { openCore } from '../../src/core/core'
import type { Grid } from '../../src/grid/grid'
import { projection } from '../../src/grid/projection'
import { ringArea } from '../core/polygon-twin'
import { GRID, villageInCells } from '../coverage/shapes'
import { lonLatOf, mapOf, networkAt } from './sample-map'

const core = await openCore()

/** Two villages side by side, 12 columns each. */
const villages = [
  villageInCells(
    [
      [
        [
          [0, 0],
          [12, 0],
          [12, 18],
          [0, 18],
        ],
      ],
    ],
    { code: 'west', population: 2160 },
  ),
  villageInCells(
    [
      [
        [
          [12, 0],
          [24, 0],
          [24, 18],
          [12, 18],
        ],
      ],
    ],
    { code: 'east', population: 216 },
  ),
]

/** RSRP by a picture: `.` covered, `w` weak, `#` no signal. */
const picture = (lines: string[]) => (column: number, row: number) => {
  const sign = lines[row]?.[column] ?? '.'
  return sign === '#' ? Number.NaN : sign === 'w' ? -104 : -80
}

const areaKm2 = ({ geometry }: Gap, grid: Grid = GRID): number => {
  const { forward } = projection(grid.crs)
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  let area = 0
  for (const rings of polygons) {
    rings.forEach((ring, r) => {
      area += (r === 0 ? 1 : -1) * ringArea(ring.slice(1).map(([lon, lat]) => forward(lon, lat)))
    })
  }
  return area / 1e6
}

test('gaps by class, with their people, area, villages, middle and distance', async () => {
  const lines = [
    '........................',
    '.#######................',
    '.#######...wwwwww.......',
    '.#######...wwwwww.......',
    '.#######...wwwwww....##.',
    '.............www........',
  ]
  const network = networkAt([
    [4.5, 12.5],
    [22, 16],
  ])
  const map = mapOf(core, villages, picture(lines), { network })
  const { gaps, leftOut } = await surveyGaps(map, villages, { core })
  expect(gaps.map(({ id, class: kind, cells, villages: own }) => [id, kind, cells, own])).toEqual([
    ['gap-1', 'hole', 28, ['west']],
    ['gap-2', 'weak', 21, ['east', 'west']],
  ])
  expect(gaps[0].areaKm2).toBeCloseTo(0.07, 6)
  expect(gaps[0].population).toBeCloseTo(280, 2)
  expect(gaps[1].population).toBeCloseTo(30 + 18, 2)
  expect(leftOut.count).toBe(1)
  expect(leftOut.areaKm2).toBeCloseTo(0.005, 6)
  expect(leftOut.population).toBeCloseTo(2, 3)
  // The middle of columns 1…7, rows 1…4 lies between two rows: the upper one; ten cells to the site at (4.5, 12.5).
  const middle = lonLatOf(4.5, 2.5)
  expect(gaps[0].lon).toBeCloseTo(middle.lon, 9)
  expect(gaps[0].lat).toBeCloseTo(middle.lat, 9)
  expect(gaps[0].nearestSiteM).toBeCloseTo(500, 3)
})

test('gaps and what was left out are the uncovered area and people of the assessment', async () => {
  const map = mapOf(core, villages, (c, r) => ((c * 7 + r * 13 + ((c * r) % 5)) % 3 === 0 ? -80 : -104))
  const { gaps, leftOut } = await surveyGaps(map, villages, { core, minAreaKm2: 0.02 })
  const { city } = await assess(map, villages, { core })
  const sum = (value: (gap: Gap) => number): number => gaps.reduce((a, gap) => a + value(gap), 0)
  expect(sum((gap) => gap.areaKm2) + leftOut.areaKm2).toBeCloseTo(city.gap_area_km2, 6)
  expect(sum((gap) => gap.population!) + leftOut.population!).toBeCloseTo(city.gap_population!, 2)
})

test('the outline of a large gap has its area, exteriors anticlockwise, holes clockwise', async () => {
  const lines = Array.from({ length: 18 }, (_, row) =>
    Array.from({ length: 24 }, (_, column) =>
      Math.hypot(column - 11.5, row - 8.5) < 8 && Math.hypot(column - 11.5, row - 8.5) > 4 ? '#' : '.',
    ).join(''),
  )
  const [gap, ...others] = await findGaps(mapOf(core, villages, picture(lines)), villages, { core, minAreaKm2: 0.01 })
  expect(others).toEqual([])
  expect(gap.geometry.type).toBe('Polygon')
  const [exterior, hole] = (gap.geometry as Polygon).coordinates
  const turn = (ring: number[][]): number =>
    ring.slice(1).reduce((a, [x, y], i) => a + ring[i][0] * y - x * ring[i][1], 0)
  expect(turn(exterior)).toBeGreaterThan(0)
  expect(turn(hole)).toBeLessThan(0)
  expect(exterior[0]).toEqual(exterior.at(-1))
  expect(Math.abs(areaKm2(gap) / gap.areaKm2 - 1)).toBeLessThan(0.05)
  // A hole of 48 cells is filled where the least area is larger.
  const [filled] = await findGaps(mapOf(core, villages, picture(lines)), villages, { core, minAreaKm2: 0.2 })
  expect((filled.geometry as Polygon).coordinates.length).toBe(1)
  expect(filled.cells).toBe(gap.cells)
})

test('cells that touch by a corner are one gap of two parts, or two', async () => {
  const lines = ['####....', '####....', '....####', '....####']
  const map = mapOf(core, villages, picture(lines))
  const [one] = await findGaps(map, villages, { core, minAreaKm2: 0.02 })
  expect(one.cells).toBe(16)
  expect((one.geometry as MultiPolygon).coordinates.length).toBe(2)
  const two = await findGaps(map, villages, { core, minAreaKm2: 0.02, connectivity: 4 })
  expect(two.map(({ cells, geometry }) => [cells, geometry.type])).toEqual([
    [8, 'Polygon'],
    [8, 'Polygon'],
  ])
})

test('a gap ends where its township does, and says which that is', async () => {
  const lines = ['.##########.....', '.##########.....', '.#######........', '.##############.', '.##############.']
  const cut = [
    { ...villages[0], townshipCode: 'T1', township: 'West', county: 'C' },
    { ...villages[1], townshipCode: 'T2', township: 'East', county: 'C' },
  ]
  const whole = await findGaps(mapOf(core, villages, picture(lines)), villages, { core, minAreaKm2: 0.01 })
  expect(whole.map(({ cells, villages: own }) => [cells, own])).toEqual([[55, ['west', 'east']]])
  const map = mapOf(core, cut, picture(lines))
  const { gaps } = await surveyGaps(map, cut, { core, minAreaKm2: 0.01 })
  expect(gaps.map(({ cells, township, villages: own }) => [cells, township, own])).toEqual([
    [49, 'West', ['west']],
    [6, 'East', ['east']],
  ])
  expect(gaps.reduce((sum, gap) => sum + gap.areaKm2, 0)).toBeCloseTo(whole[0].areaKm2, 9)
  expect(gaps.reduce((sum, gap) => sum + gap.population!, 0)).toBeCloseTo(whole[0].population!, 6)
  for (const gap of gaps) {
    const { forward } = projection(GRID.crs)
    const ring = gap.geometry.coordinates[0] as number[][]
    // Township border at column 12: the outline keeps to its own side.
    const columns = ring.map(([lon, lat]) => (forward(lon, lat)[0] - GRID.originX) / GRID.cellSizeM)
    if (gap.township === 'West') expect(Math.max(...columns)).toBeLessThanOrEqual(12.001)
    else expect(Math.min(...columns)).toBeGreaterThanOrEqual(11.999)
  }
})

test('equal gaps come in the order of the raster; a mask of wanted cells cuts them', async () => {
  const lines = ['##..##', '##..##']
  const map = mapOf(core, villages, picture(lines))
  const all = await findGaps(map, villages, { core, minAreaKm2: 0.005 })
  expect(all.map((gap) => gap.cells)).toEqual([4, 4])
  expect(all[0].lon).toBeLessThan(all[1].lon)
  const wanted = Uint8Array.from(map.people, (_, i) => Number(i % GRID.columns >= 5))
  expect((await findGaps(map, villages, { core, minAreaKm2: 0.004, wanted })).map((gap) => gap.cells)).toEqual([2])
})

test('no gap where all is covered, one where nothing is, none outside villages', async () => {
  expect(
    await findGaps(
      mapOf(core, villages, () => -80),
      villages,
    ),
  ).toEqual([])
  const [gap, ...others] = await findGaps(
    mapOf(core, villages.slice(0, 1), () => Number.NaN, { network: networkAt([]) }),
    villages.slice(0, 1),
  )
  expect(others).toEqual([])
  expect(gap).toMatchObject({ class: 'hole', villages: ['west'], nearestSiteM: null })
  expect(gap.areaKm2).toBeCloseTo(0.54, 4)
  expect(gap.population).toBeCloseTo(2160, 1)
})
