import { EndType, FillRule, inflatePaths, JoinType, type Paths64, union } from 'clipper2-ts'
import { collectShapes } from './frame'
import type { Shapes } from './shapes'

/** Villages' outlines may miss each other by a few metres: grown by so many units before they are joined, shrunk after. */
const SEAM_UNITS = 3

/**
 * Outlines of groups of features (townships of villages, counties of townships).
 * @param groups for each result feature, the indices of the features it is made of
 * @param smallest rings of fewer square units are seams, not land, and are left out
 */
export function bordersOf(shapes: Shapes, groups: number[][], smallest: number): Shapes {
  return collectShapes(
    groups.map((members) => {
      const rings: Paths64 = members.flatMap((feature) => ringsOf(shapes, feature))
      if (rings.length === 0) return []
      const grown = inflatePaths(union(rings, FillRule.NonZero), SEAM_UNITS, JoinType.Miter, EndType.Polygon)
      const joined = inflatePaths(union(grown, FillRule.NonZero), -SEAM_UNITS, JoinType.Miter, EndType.Polygon)
      return joined
        .filter((ring) => Math.abs(ringArea(ring)) >= smallest)
        .map((ring) => ring.map((point): [number, number] => [clamp(Number(point.x)), clamp(Number(point.y))]))
    }),
  )
}

const clamp = (value: number): number => Math.min(65535, Math.max(0, Math.round(value)))

/** Rings of a feature as Clipper wants them, all in the sense that fills by the non-zero rule. */
function ringsOf(shapes: Shapes, feature: number): Paths64 {
  const rings: Paths64 = []
  for (let ring = shapes.featureStart[feature]; ring < shapes.featureStart[feature + 1]; ring++) {
    const points = []
    for (let i = shapes.ringStart[ring]; i < shapes.ringStart[ring + 1]; i++) {
      points.push({ x: shapes.x[i], y: shapes.y[i] })
    }
    if (ringArea(points) < 0) points.reverse()
    rings.push(points as Paths64[number])
  }
  return rings
}

function ringArea(points: { x: number | bigint; y: number | bigint }[]): number {
  let twice = 0
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    twice += Number(points[j].x) * Number(points[i].y) - Number(points[i].x) * Number(points[j].y)
  }
  return twice / 2
}
