import { Clipper, FillRule, type Paths64 } from 'clipper2-ts'
import Flatbush from 'flatbush'
import { listArgument } from '../formats/argument'
import { metresPerDegree } from '../formats/crs'
import { type Warning, warn } from '../formats/warning'
import { insideRing, type Ring } from './rings'
import type { Village } from './village'

/** Overlaps and gaps below this are digitising noise, m². */
const LEAST_AREA_M2 = 100
/** Gaps above this share of the median village are lakes, seas and other land, not faults. */
const LARGEST_GAP = 0.5

/** Where the boundaries of neighbours disagree. */
export interface NeighbourFaults {
  overlaps: { count: number; areaM2: number; worst: [a: string, b: string] | undefined }
  gaps: { count: number; areaM2: number }
  /** Sentences for the user. */
  warnings: Warning[]
}

/**
 * Counts overlaps between neighbouring villages and slits between them. The map shares overlapping land fairly and leaves
 * slits out; nothing is changed here.
 * @param villages with repaired geometry, WGS-84 degrees
 */
export function neighbourFaults(villages: readonly Village[]): NeighbourFaults {
  listArgument(villages, 'villages', 'a list of villages', 'readVillages')
  const faults: NeighbourFaults = {
    overlaps: { count: 0, areaM2: 0, worst: undefined },
    gaps: { count: 0, areaM2: 0 },
    warnings: [],
  }
  if (villages.length < 2) return faults
  const all = villages.map(shapeOf)
  const kept = firstOfEach(all)
  const shapes = kept.map((i) => all[i])
  if (kept.length < all.length) {
    const first = new Set(kept)
    const repeated = villages.findIndex((_, i) => !first.has(i))
    faults.warnings.push(warn('villages-repeated', { count: all.length - kept.length, first: villages[repeated].name }))
  }
  const plane = planeOf(shapes)
  const whole = overlapsOf(
    shapes,
    kept.map((i) => villages[i]),
    plane,
    faults,
  )
  gapsOf(shapes, plane, faults)
  const { overlaps, gaps } = faults
  if (!whole) {
    faults.warnings.push(warn('villages-overlap-more'))
  }
  const hectares = (areaM2: number) => Math.round(areaM2 / 1e3) / 10
  if (overlaps.count > 0) {
    faults.warnings.push(
      warn('villages-overlap', {
        count: overlaps.count,
        hectares: hectares(overlaps.areaM2),
        worst: overlaps.worst ?? [],
      }),
    )
  }
  if (gaps.count > 0) {
    faults.warnings.push(warn('villages-apart', { count: gaps.count, hectares: hectares(gaps.areaM2) }))
  }
  return faults
}

interface Shape {
  polygons: Ring[][]
  box: [west: number, south: number, east: number, north: number]
}

interface Plane {
  lon0: number
  lat0: number
  xPerDeg: number
  yPerDeg: number
}

/** Decimetres: fine enough for boundaries, small enough for areas in exact integers. */
const UNITS_PER_M = 10

function shapeOf({ geometry }: Village): Shape {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const box: Shape['box'] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [shell] of polygons) {
    for (const [x, y] of shell) {
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
    }
  }
  return { polygons, box }
}

function planeOf(shapes: Shape[]): Plane {
  const lat0 = shapes.reduce((sum, { box }) => sum + (box[1] + box[3]) / 2, 0) / shapes.length
  return { lon0: shapes[0].box[0], lat0, ...metresPerDegree(lat0) }
}

function pathsOf({ polygons }: Shape, { lon0, lat0, xPerDeg, yPerDeg }: Plane): Paths64 {
  return polygons.flat().map((ring) =>
    ring.map(([x, y]) => ({
      x: Math.round((x - lon0) * xPerDeg * UNITS_PER_M),
      y: Math.round((y - lat0) * yPerDeg * UNITS_PER_M),
    })),
  )
}

/** The first of each shape: those with the same positions are one. */
function firstOfEach(shapes: Shape[]): number[] {
  const byKey = new Map<string, number[]>()
  const kept: number[] = []
  shapes.forEach(({ box, polygons }, i) => {
    const size = polygons.reduce((sum, rings) => sum + rings.reduce((n, ring) => n + ring.length, 0), 0)
    const key = `${box.join()},${size}`
    const alike = byKey.get(key)
    if (alike?.some((j) => samePositions(shapes[j].polygons, polygons))) return
    if (alike) alike.push(i)
    else byKey.set(key, [i])
    kept.push(i)
  })
  return kept
}

function samePositions(a: Ring[][], b: Ring[][]): boolean {
  return (
    a.length === b.length &&
    a.every(
      (rings, p) =>
        rings.length === b[p].length &&
        rings.every(
          (ring, r) =>
            ring.length === b[p][r].length && ring.every(([x, y], i) => x === b[p][r][i][0] && y === b[p][r][i][1]),
        ),
    )
  )
}

/** Positions of pairs that are compared at most: seconds of work. Real neighbours take thousands. */
const MOST_COMPARED = 1e7

/** @returns false where there were too many pairs to look at all */
function overlapsOf(
  shapes: Shape[],
  villages: readonly Village[],
  plane: Plane,
  { overlaps }: NeighbourFaults,
): boolean {
  const sizes = shapes.map(({ polygons }) => polygons.reduce((sum, [shell]) => sum + shell.length, 0))
  let compared = 0

  const index = new Flatbush(shapes.length)
  for (const { box } of shapes) index.add(...box)
  index.finish()
  let worst = 0
  for (let a = 0; a < shapes.length; a++) {
    for (const b of index.search(...shapes[a].box)) {
      if (b <= a) continue
      compared += sizes[a] + sizes[b]
      if (compared > MOST_COMPARED) return false
      if (!mayOverlap(shapes[a], shapes[b])) continue
      // Clipping costs far more than looking.
      compared += 20 * (sizes[a] + sizes[b])
      const common = Clipper.intersect(pathsOf(shapes[a], plane), pathsOf(shapes[b], plane), FillRule.NonZero)
      const areaM2 = Math.abs(Clipper.areaPaths(common)) / UNITS_PER_M ** 2
      if (areaM2 < LEAST_AREA_M2) continue
      overlaps.count++
      overlaps.areaM2 += areaM2
      if (areaM2 > worst) {
        worst = areaM2
        overlaps.worst = [villages[a].name, villages[b].name]
      }
    }
  }
  return true
}

/** True where a corner of one, not shared with the other, lies inside the other. Neighbours with exact common edges fail fast. */
function mayOverlap(a: Shape, b: Shape): boolean {
  return cornerInside(a, b) || cornerInside(b, a)
}

function cornerInside(a: Shape, b: Shape): boolean {
  const [west, south, east, north] = b.box
  const corners = a.polygons.flatMap(([shell]) =>
    shell.filter(([x, y]) => x >= west && x <= east && y >= south && y <= north),
  )
  if (corners.length === 0) return false
  const shared = new Set(b.polygons.flat(2).map(([x, y]) => x * 7919.1357 + y))
  return corners.some(
    ([x, y]) =>
      !shared.has(x * 7919.1357 + y) &&
      b.polygons.some(([shell, ...holes]) => insideRing(x, y, shell) && !holes.some((hole) => insideRing(x, y, hole))),
  )
}

/** Gaps are the small holes of all villages joined; a hole as large as a village is a lake or somebody else's land. */
function gapsOf(shapes: Shape[], plane: Plane, { gaps }: NeighbourFaults): void {
  const all: Paths64 = []
  const areas: number[] = []
  for (const shape of shapes) {
    const paths = pathsOf(shape, plane)
    areas.push(Math.abs(Clipper.areaPaths(paths)) / UNITS_PER_M ** 2)
    all.push(...paths)
  }
  areas.sort((x, y) => x - y)
  const limit = areas[areas.length >> 1] * LARGEST_GAP
  for (const path of Clipper.union(all, FillRule.NonZero)) {
    const areaM2 = -Clipper.area(path) / UNITS_PER_M ** 2
    if (areaM2 < LEAST_AREA_M2 || areaM2 > limit) continue
    gaps.count++
    gaps.areaM2 += areaM2
  }
}
