import { existsSync, readFileSync } from 'node:fs'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { expect, test } from 'vitest'
import type { Village } from '../../src/area/village'
import { openCore } from '../../src/core/core'
import { outlinesOf } from '../../src/coverage/outlines'
import { zonesOf } from '../../src/coverage/zones'
import { gridFor } from '../../src/grid/grid-for'
import { projection } from '../../src/grid/projection'
import { ringArea } from '../core/polygon-twin'
import { GRID, star, villageInCells } from './shapes'

const core = await openCore()
const communes = '../shared/data/luxembourg/communes.geojson'

function areaInCells(zones: ReturnType<typeof zonesOf>, v: number): number {
  let area = 0
  for (let s = zones.spans.offsets[v]; s < zones.spans.offsets[v + 1]; s++) {
    area += zones.spans.end[s] - zones.spans.start[s]
  }
  for (let e = zones.edges.offsets[v]; e < zones.edges.offsets[v + 1]; e++) area += zones.edges.fraction[e]
  return area
}

test('a village in degrees covers the cells that its outline in cells covers', () => {
  const ring = star(12, 9, [3, 7, 5, 8, 4, 6, 7])
  const zones = zonesOf(core, GRID, [villageInCells([[ring]])])
  expect(areaInCells(zones, 0) / ringArea(ring)).toBeCloseTo(1, 6)
})

test('a ring counts the same whichever way it runs, closed or not, with repeated points', () => {
  const ring = star(12, 9, [3, 7, 5, 8, 4, 6, 7])
  const village = villageInCells([[ring]])
  const [[closed]] = (village.geometry as MultiPolygon).coordinates
  const areaOf = (positions: number[][]): number =>
    areaInCells(zonesOf(core, GRID, [{ ...village, geometry: { type: 'Polygon', coordinates: [positions] } }]), 0)
  const area = areaOf(closed)
  expect(areaOf([...closed].reverse())).toBeCloseTo(area, 5)
  expect(areaOf(closed.slice(0, -1))).toBeCloseTo(area, 5)
  expect(areaOf(closed.flatMap((position) => [position, position]))).toBeCloseTo(area, 5)
})

test('long edges follow their projection to a centimetre, and neighbours get the same points', () => {
  const box = (west: number, east: number): Village => ({
    ...villageInCells([]),
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, 25],
          [east, 25],
          [east, 26],
          [west, 26],
          [west, 25],
        ],
      ],
    },
  })
  const villages = [box(117, 118), box(118, 119)]
  const grid = gridFor(villages)
  const { forward } = projection(grid.crs)
  const { points, ringOffsets } = outlinesOf(grid, villages)
  expect(ringOffsets[1]).toBeGreaterThan(100)
  for (let r = 0; r < 2; r++) {
    for (let lon = 117 + r; lon < 118 + r; lon += 0.01037) {
      const [x, y] = forward(lon, 25)
      const at = [(x - grid.originX) / grid.cellSizeM, (grid.originY - y) / grid.cellSizeM]
      let least = Infinity
      for (let i = ringOffsets[r] + 1; i < ringOffsets[r + 1]; i++) {
        const [ax, ay, bx, by] = points.subarray(2 * i - 2, 2 * i + 2)
        const t = Math.max(
          0,
          Math.min(1, ((at[0] - ax) * (bx - ax) + (at[1] - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
        )
        least = Math.min(least, Math.hypot(ax + t * (bx - ax) - at[0], ay + t * (by - ay) - at[1]))
      }
      expect(least * grid.cellSizeM).toBeLessThan(0.011)
    }
  }
  const keys = (r: number): Set<string> => {
    const set = new Set<string>()
    for (let i = ringOffsets[r]; i < ringOffsets[r + 1]; i++) set.add(`${points[2 * i]},${points[2 * i + 1]}`)
    return set
  }
  const [west, east] = [keys(0), keys(1)]
  const shared = [...west].filter((key) => east.has(key))
  // The common meridian, 111 km, halved five times: 32 parts.
  expect(shared.length).toBe(33)
})

test.skipIf(!existsSync(communes))('Luxembourg: communes tile the country, each with its own area', () => {
  const { features } = JSON.parse(readFileSync(communes, 'utf8')) as FeatureCollection<Polygon | MultiPolygon>
  const villages = features.map((feature) => ({ ...villageInCells([]), geometry: feature.geometry }))
  const grid = gridFor(villages, { cellSizeM: 100 })
  const zones = zonesOf(core, grid, villages)
  const { points, ringOffsets, ringSigns, villageOffsets } = outlinesOf(grid, villages)
  const sum = new Float64Array(zones.zone.length)
  villages.forEach((_, v) => {
    let area = 0
    for (let r = villageOffsets[v]; r < villageOffsets[v + 1]; r++) {
      let twice = 0
      for (let i = ringOffsets[r], j = ringOffsets[r + 1] - 1; i < ringOffsets[r + 1]; j = i++) {
        twice += points[2 * i] * points[2 * j + 1] - points[2 * j] * points[2 * i + 1]
      }
      area += (twice / 2) * ringSigns[r]
    }
    expect(Math.abs(areaInCells(zones, v) / area - 1)).toBeLessThan(1e-6)
    for (let s = zones.spans.offsets[v]; s < zones.spans.offsets[v + 1]; s++) {
      for (let i = zones.spans.start[s]; i < zones.spans.end[s]; i++) sum[i]++
    }
    for (let e = zones.edges.offsets[v]; e < zones.edges.offsets[v + 1]; e++) {
      sum[zones.edges.cell[e]] += zones.edges.fraction[e]
    }
  })
  let shared = 0
  for (let i = 0; i < sum.length; i++) if (Math.abs(sum[i] - 1) < 1e-3) shared++
  expect((shared * grid.cellSizeM ** 2) / 1e6).toBeGreaterThan(2500)
})
