import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { peopleOnGrid } from '../../src/coverage/people'
import { type Zones, zonesOf, zonesOfOutlines } from '../../src/coverage/zones'
import { projection } from '../../src/grid/projection'
import type { Ring } from '../core/polygon-twin'
import { GRID, outlinesInCells, partition, star, villageInCells } from './shapes'

const core = await openCore()

function peopleOf(zones: Zones, people: Float32Array, v: number): number {
  let sum = 0
  for (let s = zones.spans.offsets[v]; s < zones.spans.offsets[v + 1]; s++) {
    for (let i = zones.spans.start[s]; i < zones.spans.end[s]; i++) sum += people[i]
  }
  for (let e = zones.edges.offsets[v]; e < zones.edges.offsets[v + 1]; e++) sum += zones.edges.people![e]
  return sum
}

/** A raster of people per pixel over the grid in its own CRS, `pixel` cells wide; values by pixel column and row. */
const raster = (pixel: number, value: (column: number, row: number) => number) => {
  const width = Math.ceil(GRID.columns / pixel)
  const height = Math.ceil(GRID.rows / pixel)
  return {
    crs: GRID.crs,
    width,
    height,
    originX: GRID.originX,
    originY: GRID.originY,
    pixelWidth: pixel * GRID.cellSizeM,
    pixelHeight: pixel * GRID.cellSizeM,
    data: Float32Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))),
    nodata: -999,
  }
}

test('every village has its residents, spread evenly or by a raster', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 40, maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 20, maxLength: 20 }),
      fc.boolean(),
      (shifts, residents, byRaster) => {
        const shapes = partition(GRID.columns, GRID.rows, 5, 4, shifts)
        const zones = zonesOfOutlines(core, GRID, outlinesInCells(shapes))
        const villages = residents.map((population) => villageInCells([], { population }))
        const people = peopleOnGrid(
          core,
          zones,
          villages,
          byRaster ? raster(3, (c, r) => (c * 7 + r * 3) % 5) : undefined,
        )
        let total = 0
        for (const value of people) total += value
        const wanted = residents.reduce((a, b) => a + b)
        expect(Math.abs(total - wanted)).toBeLessThanOrEqual(wanted * 1e-6)
        residents.forEach((population, v) => {
          expect(Math.abs(peopleOf(zones, people, v) - population)).toBeLessThanOrEqual(population * 1e-6)
        })
      },
    ),
    { numRuns: 40 },
  )
})

test('an even spread gives each cell its share of the village', () => {
  const village = villageInCells(
    [
      [
        [
          [2, 2],
          [6, 2],
          [6, 4.5],
          [2, 4.5],
        ],
      ],
    ],
    { population: 100 },
  )
  const people = peopleOnGrid(core, zonesOf(core, GRID, [village]), [village])
  expect(people[3 * GRID.columns + 3]).toBeCloseTo(10, 3)
  expect(people[4 * GRID.columns + 3]).toBeCloseTo(5, 3)
  expect(people[3 * GRID.columns + 7]).toBe(0)
})

test('a raster moves residents to where it has them; nodata, NaN and negative values have none', () => {
  const rectangle = (left: number, right: number): Ring => [
    [left, 0],
    [right, 0],
    [right, 4],
    [left, 4],
  ]
  const zones = zonesOfOutlines(core, GRID, outlinesInCells([[[rectangle(0, 8)]]]))
  const weights = raster(4, (column) => [30, 10, -999, Number.NaN, -5, 0][column])
  const people = peopleOnGrid(core, zones, [villageInCells([], { population: 80 })], weights)
  expect(people[0]).toBeCloseTo(60 / 16, 4)
  expect(people[4]).toBeCloseTo(20 / 16, 4)
  const elsewhere = zonesOfOutlines(core, GRID, outlinesInCells([[[rectangle(8, 24)]]]))
  const even = peopleOnGrid(core, elsewhere, [villageInCells([], { population: 64 })], weights)
  expect(even[8]).toBeCloseTo(1, 4)
})

test('unknown residents are what the raster counts, and none without one', () => {
  const zones = zonesOfOutlines(core, GRID, outlinesInCells([[[star(12, 9, [6, 6, 6, 6, 6, 6])]]]))
  const unknown = [villageInCells([], { population: Number.NaN })]
  expect(peopleOnGrid(core, zones, unknown).every((value) => value === 0)).toBe(true)
  for (const pixel of [0.5, 1, 4]) {
    const people = peopleOnGrid(
      core,
      zones,
      unknown,
      raster(pixel, () => 10 * pixel * pixel),
    )
    const area = (6 * 36 * Math.sqrt(3)) / 4
    expect(people.reduce((a, b) => a + b) / (10 * area)).toBeCloseTo(1, 4)
  }
})

test('a raster in degrees lands where its pixels lie', () => {
  const { inverse } = projection(GRID.crs)
  const [lon, lat] = inverse(GRID.originX + 10.5 * GRID.cellSizeM, GRID.originY - 7.5 * GRID.cellSizeM)
  const size = 1 / 2400
  const data = new Float32Array(40 * 40)
  data[20 * 40 + 20] = 5
  const pixels = {
    crs: 'EPSG:4326',
    width: 40,
    height: 40,
    originX: lon - 20.5 * size,
    originY: lat + 20.5 * size,
    pixelWidth: size,
    pixelHeight: size,
    data,
    nodata: null,
  }
  const village = villageInCells(
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
    { population: 7 },
  )
  const people = peopleOnGrid(core, zonesOf(core, GRID, [village]), [village], pixels)
  expect(people[7 * GRID.columns + 10]).toBeGreaterThan(1)
  people.forEach((value, i) => {
    if (value > 0) {
      expect(Math.abs((i % GRID.columns) - 10)).toBeLessThanOrEqual(1)
      expect(Math.abs(Math.floor(i / GRID.columns) - 7)).toBeLessThanOrEqual(1)
    }
  })
})
