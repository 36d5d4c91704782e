import { Clipper, ClipType, FillRule, type Paths64, type PolyPath64, PolyTree64 } from 'clipper2-ts'
import type { MultiPolygon, Polygon } from 'geojson'
import { metresPerDegree } from '../formats/crs'
import { hasCrossing, hasPinch, insideRing, type Ring, signedArea2 } from './rings'

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
  /** Holes outside their shell, dropped. */
  strayHoles: number
}

export const noRepairs = (): RepairCounts => ({
  selfIntersecting: 0,
  duplicateVertices: 0,
  slivers: 0,
  unclosed: 0,
  winding: 0,
  strayHoles: 0,
})

const SLIVER_AREA_M2 = 1
const SLIVER_WIDTH_M = 0.5
/** Clipper works on integers; millimetres hold a continent. */
const UNITS_PER_M = 1000

/**
 * Makes a polygon valid: rings closed and wound as RFC 7946 says, without repeated positions, slivers or crossings. A polygon
 * that is valid keeps its coordinates as they are. Crossing rings are resolved by the even-odd rule (Clipper2), so that a
 * bow-tie becomes its two triangles and no lobe is lost; parts that overlap are joined.
 * @param geometry longitude, latitude in degrees
 * @param counts added to
 * @returns undefined where nothing of any area is left
 */
export function repair(geometry: Polygon | MultiPolygon, counts: RepairCounts): Polygon | MultiPolygon | undefined {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const cleaned: Ring[][] = []
  for (const rings of polygons) {
    const kept = cleanPolygon(rings, counts)
    if (kept) cleaned.push(kept)
  }
  if (cleaned.length === 0) return undefined
  const crossing =
    cleaned.some((rings) => hasCrossing(rings) || rings.some(hasPinch)) ||
    (cleaned.length > 1 && hasCrossing(cleaned.flat()))
  if (crossing) counts.selfIntersecting++
  const valid = crossing ? resolve(cleaned, counts) : cleaned
  if (valid.length === 0) return undefined
  return valid.length === 1 ? { type: 'Polygon', coordinates: valid[0] } : { type: 'MultiPolygon', coordinates: valid }
}

/** One polygon with its rings closed, without repeats and slivers, wound right; undefined where the shell is nothing. */
function cleanPolygon(rings: Ring[], counts: RepairCounts): Ring[] | undefined {
  const kept: Ring[] = []
  for (let i = 0; i < rings.length; i++) {
    const ring = cleanRing(rings[i], counts)
    if (!ring) {
      counts.slivers++
      if (i === 0) return undefined
      continue
    }
    const counterClockwise = signedArea2(ring) > 0
    if (counterClockwise !== (i === 0)) {
      ring.reverse()
      if (!hasCrossing([ring])) counts.winding++
    }
    if (
      i > 0 &&
      !ring.some(([x, y]) => insideRing(x, y, kept[0])) &&
      !kept[0].some(([x, y]) => insideRing(x, y, ring))
    ) {
      // A hole that only touches its shell's edge has its middle inside.
      const middle = ring.reduce(([x, y], p) => [x + p[0] / ring.length, y + p[1] / ring.length], [0, 0])
      if (!insideRing(middle[0], middle[1], kept[0])) {
        counts.strayHoles++
        continue
      }
    }
    kept.push(ring)
  }
  return kept.length > 0 ? kept : undefined
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
  const { xPerDeg, yPerDeg } = metresPerDegree(ring[0][1])
  const area = (Math.abs(signedArea2(ring)) / 2) * xPerDeg * yPerDeg
  if (area > 1e4) return false
  let length = 0
  for (let i = 1; i < ring.length; i++) {
    length += Math.hypot((ring[i][0] - ring[i - 1][0]) * xPerDeg, (ring[i][1] - ring[i - 1][1]) * yPerDeg)
  }
  return area < SLIVER_AREA_M2 || (2 * area) / length < SLIVER_WIDTH_M
}

/** Resolves crossings: (union of the shells by even-odd) minus (union of the holes), parts joined. */
function resolve(polygons: Ring[][], counts: RepairCounts): Ring[][] {
  const [lon0, lat0] = polygons[0][0][0]
  const { xPerDeg, yPerDeg } = metresPerDegree(lat0)
  const toUnits = (ring: Ring) =>
    ring.map(([x, y]) => ({
      x: Math.round((x - lon0) * xPerDeg * UNITS_PER_M),
      y: Math.round((y - lat0) * yPerDeg * UNITS_PER_M),
    }))
  const toDegrees = (path: { x: number; y: number }[]): Ring => {
    const ring = path.map(({ x, y }) => [lon0 + x / UNITS_PER_M / xPerDeg, lat0 + y / UNITS_PER_M / yPerDeg])
    ring.push([...ring[0]])
    return ring
  }
  let all: Paths64 = []
  for (const [shell, ...holes] of polygons) {
    let paths = Clipper.union([toUnits(shell)], FillRule.EvenOdd)
    if (holes.length > 0) {
      const cut = Clipper.union(holes.map(toUnits), FillRule.NonZero)
      paths = Clipper.difference(paths, cut, FillRule.NonZero)
    }
    all = all.concat(paths)
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

/** The counts as sentences for the user; none where nothing was repaired. */
export function repairWarnings(counts: RepairCounts, name: string): string[] {
  const say = (n: number, one: string, many: string) => (n > 0 ? [`${n} ${n === 1 ? one : many}`] : [])
  const parts = [
    ...say(counts.selfIntersecting, 'self-intersecting boundary', 'self-intersecting boundaries'),
    ...say(counts.duplicateVertices, 'repeated vertex', 'repeated vertices'),
    ...say(counts.slivers, 'sliver', 'slivers'),
    ...say(counts.unclosed, 'ring that was not closed', 'rings that were not closed'),
    ...say(counts.winding, 'ring wound the wrong way', 'rings wound the wrong way'),
    ...say(counts.strayHoles, 'hole outside its shell', 'holes outside their shells'),
  ]
  return parts.length > 0 ? [`${name}: repaired ${parts.join(', ')}.`] : []
}
