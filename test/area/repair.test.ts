import fc from 'fast-check'
import type { MultiPolygon, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { noRepairs, repair, repairWarnings, unusable } from '../../src/area/repair'
import { hasCrossing, type Ring, signedArea2, workOf } from '../../src/area/rings'
import { sentences } from '../sentences'

const polygon = (...rings: Ring[]): Polygon => ({ type: 'Polygon', coordinates: rings })
const area2 = (geometry: Polygon | MultiPolygon | undefined) =>
  !geometry
    ? 0
    : (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)
        .flat()
        .reduce((sum, ring) => sum + signedArea2(ring), 0)

const square = (x: number, y: number, side: number): Ring => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]

describe('repair', () => {
  it('leaves a valid polygon as it is', () => {
    const valid = polygon(square(118, 25, 0.1), square(118.02, 25.02, 0.01).reverse())
    const counts = noRepairs()
    expect(repair(valid, counts)).toEqual(valid)
    expect(counts).toEqual(noRepairs())
    expect(sentences(repairWarnings(counts, 'a.geojson'))).toEqual([])
  })

  it('keeps both lobes of a bow-tie', () => {
    const counts = noRepairs()
    const bowTie = polygon([
      [118, 25],
      [118.1, 25.1],
      [118.1, 25],
      [118, 25.1],
      [118, 25],
    ])
    const repaired = repair(bowTie, counts)
    expect(repaired?.type).toBe('MultiPolygon')
    expect(repaired?.coordinates).toHaveLength(2)
    expect(area2(repaired) / 2).toBeCloseTo(0.005, 8)
    expect(counts.selfIntersecting).toBe(1)
    expect(sentences(repairWarnings(counts, 'a.geojson'))).toEqual([
      'a.geojson: repaired 1 self-intersecting boundary.',
    ])
  })

  it('drops repeated vertices, closes rings and turns them', () => {
    const counts = noRepairs()
    const ring: Ring = [
      [118, 25],
      [118, 25],
      [118, 25.1],
      [118.1, 25.1],
      [118.1, 25],
    ]
    expect(repair(polygon(ring), counts)).toEqual(
      polygon([
        [118, 25],
        [118.1, 25],
        [118.1, 25.1],
        [118, 25.1],
        [118, 25],
      ]),
    )
    expect(counts).toMatchObject({ duplicateVertices: 1, unclosed: 1, winding: 1 })
  })

  it('drops slivers and keeps a second shell of a ring list', () => {
    const counts = noRepairs()
    const sliver = square(118.5, 25, 0.000001)
    const geometry: MultiPolygon = {
      type: 'MultiPolygon',
      coordinates: [[square(118, 25, 0.1), square(118.5, 25.5, 0.01).reverse()], [sliver]],
    }
    expect(area2(repair(geometry, counts)) / 2).toBeCloseTo(0.0101, 8)
    expect(counts).toMatchObject({ slivers: 1, severalShells: 1 })
    expect(repair(polygon(sliver), noRepairs())).toBeUndefined()
    expect(sentences(repairWarnings(counts, 'a.geojson'))).toEqual([
      'a.geojson: repaired 1 sliver, 1 polygon of several shells.',
    ])
  })

  /** Land of ring lists in square degrees, as OGR's MakeValid gives it (GDAL 3.6). */
  it.each<[string, Ring[][], number]>([
    ['a hole around its shell', [[square(118, 25, 0.01), square(117.9, 24.9, 0.21)]], 0.0441 - 0.0001],
    ['an island in a hole', [[square(118, 25, 0.1), square(118.01, 25.01, 0.05), square(118.02, 25.02, 0.01)]], 0.0076],
    ['a hole that sticks out', [[square(118, 25, 0.02), square(118.01, 25.01, 0.02)]], 0.0006],
    ['a ring walked twice', [[[...square(118, 25, 0.02), ...square(118, 25, 0.02).slice(1)]]], 0.0004],
    ['a sliver before the shell', [[square(117, 25, 1e-7), square(118, 25, 0.02)]], 0.0004],
  ])('takes apart %s', (_, coordinates, squareDegrees) => {
    expect(area2(repair({ type: 'MultiPolygon', coordinates }, noRepairs())) / 2).toBeCloseTo(squareDegrees, 9)
  })

  it('joins a part that lies in another, and one that stands twice', () => {
    const outer = [square(118, 25, 0.1)]
    for (const inner of [[square(118.02, 25.02, 0.01)], [square(118, 25, 0.1)]]) {
      expect(area2(repair({ type: 'MultiPolygon', coordinates: [outer, inner] }, noRepairs())) / 2).toBeCloseTo(0.01, 9)
    }
  })

  it('keeps a hole along an edge of its shell, and joins squares that overlap along their edges', () => {
    const hole = square(118, 25.02, 0.02)
    expect(area2(repair(polygon(square(118, 25, 0.1), hole), noRepairs())) / 2).toBeCloseTo(0.01 - 0.0004, 9)
    const parts = [[square(118, 25, 0.1)], [square(118.05, 25, 0.1)]]
    expect(area2(repair({ type: 'MultiPolygon', coordinates: parts }, noRepairs())) / 2).toBeCloseTo(0.015, 9)
  })

  it('keeps a bay whose mouth is one vertex a bay', () => {
    // OGR's default method (LINEWORK) fills it; a second survey of the same coast (Fengze) is 0.08 % from the bay, 0.34 % from that.
    const bay: Ring = [
      [118, 25],
      [118.1, 25],
      [118.1, 25.1],
      [118.05, 25.1],
      [118.07, 25.05],
      [118.03, 25.05],
      [118.05, 25.1],
      [118, 25.1],
      [118, 25],
    ]
    expect(area2(repair(polygon(bay), noRepairs())) / 2).toBeCloseTo(0.01 - 0.001, 9)
  })

  it('leaves parts and holes that only touch as they are', () => {
    const counts = noRepairs()
    const beside: MultiPolygon = {
      type: 'MultiPolygon',
      coordinates: [[square(118, 25, 0.1)], [square(118.1, 25, 0.1)]],
    }
    expect(repair(structuredClone(beside), counts)).toEqual(beside)
    expect(counts.selfIntersecting).toBe(0)
  })

  it('gives up on a tangle, and says so', () => {
    const star = (n: number): Ring =>
      Array.from({ length: n + 1 }, (_, i) => {
        const angle = (2 * Math.PI * i * ((n - 1) / 2)) / n
        return [118 + Math.cos(angle) / 10, 25 + Math.sin(angle) / 10]
      })
    const work = workOf()
    expect(repair(polygon(star(151)), noRepairs(), work)).toBeDefined()
    expect(work.tangled).toBe(false)
    for (const n of [501, 2001]) {
      expect(repair(polygon(star(n)), noRepairs(), work)).toBeUndefined()
      expect(unusable(work)).toMatch(/crosses itself too often/)
    }
  })

  it('joins parts that overlap', () => {
    const counts = noRepairs()
    const repaired = repair(
      { type: 'MultiPolygon', coordinates: [[square(118, 25, 0.1)], [square(118.05, 25.05, 0.1)]] },
      counts,
    )
    expect(repaired?.type).toBe('Polygon')
    expect(area2(repaired) / 2).toBeCloseTo(0.0175, 6)
    expect(counts.selfIntersecting).toBe(1)
  })

  it('makes any ring valid: no crossings, shells counter-clockwise, area at most that of the bounds', () => {
    const position = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
    fc.assert(
      fc.property(fc.array(position, { minLength: 1, maxLength: 70 }), (positions) => {
        const ring = positions.map(([x, y]) => [118 + x / 1000, 25 + y / 1000])
        const repaired = repair(polygon(ring), noRepairs())
        if (!repaired) return
        const polygons = repaired.type === 'Polygon' ? [repaired.coordinates] : repaired.coordinates
        for (const [shell, ...holes] of polygons) {
          expect(signedArea2(shell)).toBeGreaterThan(0)
          for (const hole of holes) expect(signedArea2(hole)).toBeLessThan(0)
        }
        expect(area2(repaired) / 2).toBeGreaterThan(0)
        expect(area2(repaired) / 2).toBeLessThanOrEqual(0.0036 + 1e-9)
      }),
    )
  })

  it('sees crossings in long rings', () => {
    const circle: Ring = []
    for (let i = 0; i <= 500; i++) {
      const angle = (2 * Math.PI * (i % 500)) / 500
      circle.push([118 + Math.cos(angle) / 10, 25 + Math.sin(angle) / 10])
    }
    expect(hasCrossing([circle])).toBe(false)
    const crossed = circle.map((p) => [...p])
    crossed[250] = [118.2, 25.01]
    expect(hasCrossing([crossed])).toBe(true)
  })
})
