import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { type Zones, zonesOfOutlines } from '../../src/coverage/zones'
import { GRID, outlinesInCells, partition, star } from '../coverage/shapes'
import { cellFraction, contains, type Ring, ringArea } from './polygon-twin'

const core = await openCore()
const zonesInCells = (villages: Ring[][][], grid = GRID): Zones =>
  zonesOfOutlines(core, grid, outlinesInCells(villages))

/** Fractions of one village as a dense raster. */
function fractions(zones: Zones, v: number): Float64Array {
  const { spans, edges, zone } = zones
  const dense = new Float64Array(zone.length)
  for (let s = spans.offsets[v]; s < spans.offsets[v + 1]; s++) {
    for (let i = spans.start[s]; i < spans.end[s]; i++) dense[i] += 1
  }
  for (let e = edges.offsets[v]; e < edges.offsets[v + 1]; e++) dense[edges.cell[e]] += edges.fraction[e]
  return dense
}

const radii = fc.array(fc.double({ min: 0.05, max: 9, noNaN: true }), { minLength: 3, maxLength: 14 })
const middle = fc.tuple(fc.double({ min: -4, max: 28, noNaN: true }), fc.double({ min: -4, max: 22, noNaN: true }))

test('a cell has the share that clipping the polygon to it gives, to 1e-6, on the grid and across its border', () => {
  fc.assert(
    fc.property(middle, radii, ([x, y], r) => {
      const polygons = [[star(x, y, r)]]
      const dense = fractions(zonesInCells([polygons]), 0)
      for (let i = 0; i < dense.length; i++) {
        const [column, row] = [i % GRID.columns, Math.floor(i / GRID.columns)]
        expect(Math.abs(dense[i] - cellFraction(polygons, column, row))).toBeLessThan(1e-6)
      }
    }),
    { numRuns: 150 },
  )
})

test('holes and several parts count by their area, wherever the corners lie, even on the lattice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 6, maxLength: 12 }),
      fc.boolean(),
      (r, whole) => {
        const scale = whole ? 0.5 : 0.437
        const outer = star(
          11,
          9,
          r.map((radius) => (radius / 4 + 3) * scale * 2),
        )
        const hole = star(
          11,
          9,
          r.map((radius) => (radius / 16 + 0.5) * scale),
        )
        const part: Ring = [
          [20, 1],
          [23, 1],
          [23, 4],
          [20, 4],
        ]
        const polygons = [[outer, hole.reverse()], [part]]
        const zones = zonesInCells([polygons])
        const dense = fractions(zones, 0)
        const area = ringArea(outer) - ringArea(hole) + 9
        expect(Math.abs(dense.reduce((a, b) => a + b) / area - 1)).toBeLessThan(1e-6)
        for (let i = 0; i < dense.length; i++) {
          const [column, row] = [i % GRID.columns, Math.floor(i / GRID.columns)]
          expect(Math.abs(dense[i] - cellFraction(polygons, column, row))).toBeLessThan(1e-6)
          if (dense[i] === 0 || dense[i] === 1) {
            expect(contains(polygons, column + 0.5013, row + 0.4987)).toBe(dense[i] === 1)
          }
        }
      },
    ),
    { numRuns: 100 },
  )
})

test('the villages of a partition share every cell: their fractions add up to 1', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 40, maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      (shifts, across, down) => {
        const villages = partition(GRID.columns, GRID.rows, across, down, shifts)
        const zones = zonesInCells(villages)
        const sum = new Float64Array(zones.zone.length)
        const best = new Float64Array(zones.zone.length)
        const owner = new Uint32Array(zones.zone.length)
        villages.forEach((_, v) => {
          const dense = fractions(zones, v)
          dense.forEach((fraction, i) => {
            sum[i] += fraction
            if (fraction > best[i]) {
              best[i] = fraction
              owner[i] = v + 1
            }
          })
        })
        for (const total of sum) expect(Math.abs(total - 1)).toBeLessThan(1e-6)
        expect(zones.zone).toEqual(owner)
      },
    ),
    { numRuns: 60 },
  )
})

test('a wide village goes in strips and comes out the same', () => {
  const grid = { ...GRID, columns: 3000, rows: 900 }
  const ring: Ring = [
    [-50, 10.25],
    [2990.5, 300],
    [2950, 899.75],
    [100, 880],
  ]
  const zones = zonesInCells([[[ring]]], grid)
  const clipped: Ring = [
    [0, 10.25 + (50 * 289.75) / 3040.5],
    [2990.5, 300],
    [2950, 899.75],
    [100, 880],
    [0, 880 - (100 * 869.75) / 150],
  ]
  let area = 0
  const { spans, edges } = zones
  spans.start.forEach((start, s) => {
    area += spans.end[s] - start
  })
  for (const fraction of edges.fraction) area += fraction
  expect(Math.abs(area / ringArea(clipped) - 1)).toBeLessThan(1e-9)
  for (let s = 1; s < spans.start.length; s++) expect(spans.start[s]).toBeGreaterThanOrEqual(spans.end[s - 1])
})

test('a village smaller than a cell counts in it', () => {
  const tiny: Ring = [
    [5.2, 5.2],
    [5.21, 5.2],
    [5.21, 5.21],
    [5.2, 5.21],
  ]
  const zones = zonesInCells([[[tiny]]])
  expect(zones.edges.cell).toEqual(Uint32Array.of(5 * GRID.columns + 5))
  expect(zones.edges.fraction[0]).toBeCloseTo(1e-4, 9)
  expect(zones.zone[5 * GRID.columns + 5]).toBe(1)
})

test('a village outside the grid has no cell, one that holds the grid has all', () => {
  const zones = zonesInCells([
    [[star(-40, 5, [3, 3, 3, 3])]],
    [
      [
        [
          [-9, -9],
          [90, -9],
          [90, 90],
          [-9, 90],
        ],
      ],
    ],
  ])
  expect(zones.spans.offsets).toEqual(Uint32Array.of(0, 0, GRID.rows))
  expect(zones.edges.cell.length).toBe(0)
  expect(zones.zone.every((z) => z === 2)).toBe(true)
})

test('overlapping villages have their full share each; the earlier one owns the cells that are wholly in both', () => {
  const a: Ring = [
    [2, 2],
    [6, 2],
    [6, 6],
    [2, 6],
  ]
  const b: Ring = [
    [4, 2],
    [8, 2],
    [8, 6],
    [4, 6],
  ]
  const zones = zonesInCells([[[a]], [[b]]])
  const sum = (dense: Float64Array): number => dense.reduce((x, y) => x + y)
  expect([sum(fractions(zones, 0)), sum(fractions(zones, 1))]).toEqual([16, 16])
  expect([...zones.zone.slice(3 * GRID.columns, 3 * GRID.columns + 9)]).toEqual([0, 0, 1, 1, 1, 1, 2, 2, 0])
})
