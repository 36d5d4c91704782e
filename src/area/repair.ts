import { Clipper, ClipType, FillRule, type Paths64, type PolyPath64, PolyTree64 } from 'clipper2-ts'
import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon } from 'geojson'
import { metresPerDegree } from '../formats/crs'
import { type Warning, warn } from '../formats/warning'
import {
  countCrossings,
  hasCrossing,
  hasPinch,
  insideRing,
  type RepairWork,
  type Ring,
  signedArea2,
  sweepSteps,
  workOf,
} from './rings'

/** What was wrong with polygons, counted. */
export interface RepairCounts {
  /** Polygons whose rings crossed or touched themselves, or crossed each other. */
  selfIntersecting: number
  /** Consecutive positions that repeated the one before. */
  duplicateVertices: number
  /** Parts or holes thinner than 0.5 m or smaller than 1 m², dropped. */
  slivers: number
  /** Rings whose ends did not meet, closed. */
  unclosed: number
  /** Outer rings that ran clockwise or holes that ran counter-clockwise (RFC 7946 §3.1.6), turned. */
  winding: number
  /** Polygons whose ring list held several shells, a hole around its shell or islands in holes, taken apart. */
  severalShells: number
}

export const noRepairs = (): RepairCounts => ({
  selfIntersecting: 0,
  duplicateVertices: 0,
  slivers: 0,
  unclosed: 0,
  winding: 0,
  severalShells: 0,
})

const SLIVER_AREA_M2 = 1
const SLIVER_WIDTH_M = 0.5
/** Clipper works on integers; hundred-millionths of a degree, about a millimetre, hold the Earth. */
const UNITS_PER_DEGREE = 1e8
/** Crossings of one polygon that are resolved; digitised boundaries have a handful. */
const MOST_CROSSINGS = 20_000
/** Share by which areas may differ for the rounding to `UNITS_PER_DEGREE`. */
const SAME_AREA = 1e-6
/** Pairs of holes with overlapping boxes that are looked at one by one. */
const MOST_PAIRS = 20_000

/**
 * Makes a polygon valid: rings closed and wound as RFC 7946 says, without repeated positions, slivers or crossings. A polygon
 * that is valid keeps its coordinates as they are. The rings of one polygon are taken by the even-odd rule where they cross, or
 * where they are not one shell with holes (Clipper2; OGR's MakeValid gives the same land): a bow-tie becomes its two triangles, a
 * second shell stays land, a hole around its shell too. Parts of a MultiPolygon that overlap are joined.
 * @param geometry longitude, latitude in degrees
 * @param counts added to
 * @param work what the repairs of a whole file may cost
 * @returns undefined where nothing of any area is left, or where its crossings are too many to resolve (`work.tangled`)
 */
export function repair(
  geometry: Polygon | MultiPolygon,
  counts: RepairCounts,
  work: RepairWork = workOf(),
): Polygon | MultiPolygon | undefined {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const given = { ...counts }
  work.tangled = false
  const cleaned: Ring[][] = []
  for (const rings of polygons) {
    const kept: Ring[] = []
    for (const ring of rings) {
      const clean = cleanRing(ring, counts)
      if (clean) kept.push(clean)
    }
    counts.slivers += rings.length - kept.length
    if (kept.length > 0) cleaned.push(kept)
  }
  if (cleaned.length === 0) return undefined
  const all = cleaned.flat()
  const crossings = countCrossings(all, MOST_CROSSINGS, work)
  const { touching } = work
  work.crossings -= crossings
  if (crossings >= MOST_CROSSINGS || work.crossings < 0) {
    Object.assign(counts, given)
    work.tangled = true
    return undefined
  }
  const crossing = crossings > 0 || all.some(hasPinch) || partsOverlap(cleaned)
  const several = cleaned.filter((rings) => rings.length > 1 && !isShellWithHoles(rings)).length
  if (crossing) counts.selfIntersecting++
  counts.severalShells += several
  if (crossing || several > 0) {
    work.steps -= sweepSteps(all) * (1 + Math.log2(1 + crossings))
    if (work.steps < 0) {
      Object.assign(counts, given)
      work.tangled = true
      return undefined
    }
  }
  if (!crossing && several === 0 && touching) {
    // Rings that only touch may lie on each other all the same, or pass through each other's corners: the area tells.
    work.steps -= sweepSteps(all)
    const land = work.steps < 0 ? [] : resolve(cleaned, noRepairs())
    if (work.steps >= 0 && Math.abs(areaOf(land) / areaOf(cleaned) - 1) > SAME_AREA) {
      counts.selfIntersecting++
      return land.length === 0 ? undefined : asGeometry(land)
    }
  }
  for (const rings of crossing || several > 0 ? [] : cleaned) {
    rings.forEach((ring, i) => {
      if (signedArea2(ring) > 0 === (i === 0)) return
      ring.reverse()
      counts.winding++
    })
  }
  const valid = crossing || several > 0 ? resolve(cleaned, counts) : cleaned
  if (valid.length === 0) return undefined
  return asGeometry(valid)
}

const asGeometry = (polygons: Ring[][]): Polygon | MultiPolygon =>
  polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons }

/** Twice the area of polygons, shells less holes, square degrees. */
const areaOf = (polygons: Ring[][]): number =>
  polygons.reduce(
    (sum, rings) => sum + rings.reduce((own, ring, i) => own + Math.abs(signedArea2(ring)) * (i === 0 ? 1 : -1), 0),
    0,
  )

/** Why `repair` gave nothing, as a reason to reject the feature. */
export function unusable({ tangled }: RepairWork): string {
  return tangled
    ? 'the boundary crosses itself too often to be resolved; expected a boundary with few crossings, mend it in a map program (QGIS: Fix geometries)'
    : 'the polygon has no area; expected at least three positions that span one'
}

/** True where the first ring holds all others and none of these holds another. Rings do not cross. */
function isShellWithHoles(rings: Ring[]): boolean {
  const boxes = rings.map(boxOf)
  const [shell, ...holes] = boxes
  if (!holes.every((box) => box[0] >= shell[0] && box[1] >= shell[1] && box[2] <= shell[2] && box[3] <= shell[3])) {
    return false
  }
  if (!rings.slice(1).every((ring) => liesIn(ring, rings[0]))) return false
  if (holes.length < 2) return true
  const index = new Flatbush(holes.length)
  for (const box of holes) index.add(...box)
  index.finish()
  let pairs = 0
  for (let i = 0; i < holes.length; i++) {
    for (const j of index.search(...holes[i])) {
      if (i === j) continue
      // Where so many boxes overlap the sweep decides.
      if (++pairs > MOST_PAIRS || liesIn(rings[i + 1], rings[j + 1])) return false
    }
  }
  return true
}

/** True where a part of a MultiPolygon may lie on another; none cross. */
function partsOverlap(polygons: Ring[][]): boolean {
  if (polygons.length < 2) return false
  const boxes = polygons.map(([shell]) => boxOf(shell))
  const index = new Flatbush(boxes.length)
  for (const box of boxes) index.add(...box)
  index.finish()
  let pairs = 0
  for (let i = 0; i < boxes.length; i++) {
    for (const j of index.search(...boxes[i])) {
      if (i === j) continue
      const [shell, ...holes] = polygons[j]
      const same = boxes[i].every((value, k) => value === boxes[j][k])
      const over = same || (liesIn(polygons[i][0], shell) && !holes.some((hole) => liesIn(polygons[i][0], hole)))
      if (over || ++pairs > MOST_PAIRS) return true
    }
  }
  return false
}

/** True where a ring that crosses another nowhere lies in it; rings may touch. */
function liesIn(ring: Ring, shell: Ring): boolean {
  let inside = 0
  for (let i = 1; i < ring.length && i < 12; i++) {
    const x = (ring[i - 1][0] + ring[i][0]) / 2
    const y = (ring[i - 1][1] + ring[i][1]) / 2
    inside += insideRing(x, y, shell) ? 1 : -1
    if (Math.abs(inside) > 2) break
  }
  return inside > 0
}

function boxOf(ring: Ring): [west: number, south: number, east: number, north: number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  return [west, south, east, north]
}

function cleanRing(ring: Ring, counts: RepairCounts): Ring | undefined {
  const kept: Ring = []
  for (const [x, y] of ring) {
    const last = kept[kept.length - 1]
    if (last && last[0] === x && last[1] === y) counts.duplicateVertices++
    else kept.push([x, y])
  }
  if (kept.length === 0) return undefined
  const first = kept[0]
  const last = kept[kept.length - 1]
  if (kept.length > 1 && (first[0] !== last[0] || first[1] !== last[1])) {
    kept.push([first[0], first[1]])
    counts.unclosed++
  }
  return kept.length < 4 || (isSliver(kept) && !hasCrossing([kept])) ? undefined : kept
}

function isSliver(ring: Ring): boolean {
  // Where the ring is widest: at a pole, where one may begin, a degree of longitude has no metres.
  const { xPerDeg, yPerDeg } = metresPerDegree(ring.reduce((least, [, lat]) => Math.min(least, Math.abs(lat)), 90))
  const area = (Math.abs(signedArea2(ring)) / 2) * xPerDeg * yPerDeg
  if (area > 1e4) return false
  let length = 0
  for (let i = 1; i < ring.length; i++) {
    length += Math.hypot((ring[i][0] - ring[i - 1][0]) * xPerDeg, (ring[i][1] - ring[i - 1][1]) * yPerDeg)
  }
  return area < SLIVER_AREA_M2 || (2 * area) / length < SLIVER_WIDTH_M
}

/** The land of the rings: those of one polygon by the even-odd rule, polygons joined. */
function resolve(polygons: Ring[][], counts: RepairCounts): Ring[][] {
  const [lon0, lat0] = polygons[0][0][0]
  const toUnits = (ring: Ring) =>
    ring.map(([x, y]) => ({
      x: Math.round((x - lon0) * UNITS_PER_DEGREE),
      y: Math.round((y - lat0) * UNITS_PER_DEGREE),
    }))
  const toDegrees = (path: { x: number; y: number }[]): Ring => {
    const ring = path.map(({ x, y }) => [lon0 + x / UNITS_PER_DEGREE, lat0 + y / UNITS_PER_DEGREE])
    ring.push([...ring[0]])
    return ring
  }
  let all: Paths64 = []
  for (const rings of polygons) {
    const paths = rings.map(toUnits)
    const land = Clipper.union(paths, FillRule.EvenOdd)
    // A ring that is walked twice has no land by that rule.
    all = all.concat(land.length > 0 ? land : Clipper.union(paths, FillRule.NonZero))
  }
  const tree = new PolyTree64()
  Clipper.booleanOpWithPolyTree(ClipType.Union, all, null, tree, FillRule.NonZero)
  const out: Ring[][] = []
  const visit = (node: PolyPath64) => {
    for (let i = 0; i < node.count; i++) {
      const outer = node.child(i)
      const rings: Ring[] = []
      if (outer.poly) rings.push(toDegrees(outer.poly))
      for (let j = 0; j < outer.count; j++) {
        const hole = outer.child(j)
        if (hole.poly) rings.push(toDegrees(hole.poly))
        visit(hole)
      }
      if (rings.length === 0) continue
      if (isSliver(rings[0])) counts.slivers++
      else out.push(wound(rings.filter((ring, k) => k === 0 || !isSliver(ring))))
    }
  }
  visit(tree)
  return out
}

function wound(rings: Ring[]): Ring[] {
  rings.forEach((ring, i) => {
    if (signedArea2(ring) > 0 !== (i === 0)) ring.reverse()
  })
  return rings
}

/** What was repaired, as a warning; none where nothing was. */
export function repairWarnings(counts: RepairCounts, file: string): Warning[] {
  return Object.values(counts).some((count) => count > 0) ? [warn('repaired', { file, ...counts })] : []
}
