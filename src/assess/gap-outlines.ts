import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { Core } from '../core/core'
import { checkStatus } from '../core/status'
import type { Grid } from '../grid/grid'
import { projection } from '../grid/projection'
import type { LabelledGaps } from './label-gaps'
import { type LatticeRings, simplifyRings } from './simplify-rings'

/** Outlines are simplified by so many half cells. */
const TOLERANCE_HALF_CELLS = 1.2

type Ring = [number, number][]

/**
 * Polygons in degrees of the gaps that `keep` marks. Cell corners are cut at the middle of the cells' sides, staircases become slopes, and
 * a line moves by about half a cell at most in each pass of simplification; polygons stay valid. Parts and holes of fewer than
 * `leastCells` cells are left out of the outline (never the largest part). Gaps of two parts (`partOfSet`) share the line between them
 * before it is simplified, and may differ there by half a cell after.
 * @returns one geometry per set, undefined where not kept
 */
export function gapOutlines(
  core: Core,
  grid: Grid,
  labelled: LabelledGaps,
  keep: Uint8Array,
  leastCells: number,
  partOfSet: Uint32Array,
): (Polygon | MultiPolygon | undefined)[] {
  const { arena, kernels } = core
  const { columns, rows } = grid
  const mark = arena.mark()
  try {
    const runs = labelled.runs
    let kept = 0
    for (const set of labelled.runSet.view) kept += keep[set]
    const visited = arena.u8(columns * rows)
    visited.view.fill(0)
    const capacity = kept * 8 + 8
    const points = arena.i32(capacity * 2)
    const ringEnd = arena.u32(kept + 1)
    const ringSet = arena.u32(kept + 1)
    const rings = checkStatus(
      'gapRings',
      kernels.gapRings(
        labelled.labels.ptr,
        columns,
        rows,
        runs,
        labelled.runStart.ptr,
        labelled.runSet.ptr,
        arena.put(keep).ptr,
        visited.ptr,
        points.ptr,
        capacity,
        ringEnd.ptr,
        ringSet.ptr,
        kept + 1,
      ),
    )
    const large = largeRings(points.view, ringEnd.view.subarray(0, rings), ringSet.view, leastCells)
    const simple = simplifiedByPart(large, partOfSet, 2 * columns + 1, 2 * rows + 1)
    const ringsOf = new Map<number, number[]>()
    large.sets.forEach((set, r) => {
      const list = ringsOf.get(set)
      if (list) list.push(r)
      else ringsOf.set(set, [r])
    })
    const toLonLat = lonLatOf(grid)
    return Array.from(keep, (_, set) => {
      const own = ringsOf.get(set)
      return own && geometryOf(own, simple, large.cells, toLonLat)
    })
  } finally {
    arena.release(mark)
  }
}

/** Simplifies the rings of one part at a time: rings that share points would mislead the check for crossings. */
function simplifiedByPart(
  { points, ends, sets }: LargeRings,
  partOfSet: Uint32Array,
  columns: number,
  rows: number,
): Ring[] {
  const byPart = new Map<number, number[]>()
  sets.forEach((set, r) => {
    const list = byPart.get(partOfSet[set])
    if (list) list.push(r)
    else byPart.set(partOfSet[set], [r])
  })
  const simple = new Array<Ring>(sets.length)
  for (const rings of byPart.values()) {
    const found = simplifyRings(ringsAt(points, ends, rings), columns, rows, TOLERANCE_HALF_CELLS)
    rings.forEach((r, i) => {
      simple[r] = found[i]
    })
  }
  return simple
}

/** Some rings of a list, in a list of their own. */
function ringsAt(points: Int32Array, ends: Uint32Array, chosen: number[]): LatticeRings {
  let count = 0
  const chosenEnds = Uint32Array.from(chosen, (r) => (count += ends[r] - (r > 0 ? ends[r - 1] : 0)))
  const chosenPoints = new Int32Array(count * 2)
  chosen.forEach((r, i) => {
    const from = r > 0 ? ends[r - 1] : 0
    chosenPoints.set(points.subarray(from * 2, ends[r] * 2), i > 0 ? chosenEnds[i - 1] * 2 : 0)
  })
  return { points: chosenPoints, ends: chosenEnds }
}

interface LargeRings extends LatticeRings {
  sets: number[]
  /** Area in cells: above 0 for exteriors, below 0 for holes. */
  cells: number[]
}

/** The rings of at least `leastCells` cells, and the largest part of every set. */
function largeRings(points: Int32Array, ends: Uint32Array, sets: Uint32Array, leastCells: number): LargeRings {
  const cells = Float64Array.from(ends, (to, r) => signedCells(points, r > 0 ? ends[r - 1] : 0, to))
  const largest = new Map<number, number>()
  cells.forEach((size, r) => {
    const best = largest.get(sets[r])
    if (size > (best === undefined ? 0 : cells[best])) largest.set(sets[r], r)
  })
  const chosen = [...ends.keys()].filter((r) => Math.abs(cells[r]) >= leastCells || largest.get(sets[r]) === r)
  return {
    ...ringsAt(points, ends, chosen),
    sets: chosen.map((r) => sets[r]),
    cells: chosen.map((r) => cells[r]),
  }
}

/** Area of a ring in cells, with the half cell that the cut corners take from a part or a hole. */
function signedCells(points: Int32Array, from: number, to: number): number {
  let twice = 0
  for (let p = from, q = to - 1; p < to; q = p++) {
    twice += points[2 * q] * points[2 * p + 1] - points[2 * p] * points[2 * q + 1]
  }
  return twice / 8 + Math.sign(twice) * 0.5
}

function geometryOf(
  own: number[],
  rings: Ring[],
  cells: number[],
  toLonLat: (point: [number, number]) => Position,
): Polygon | MultiPolygon {
  const parts = own.filter((r) => cells[r] > 0).sort((a, b) => cells[b] - cells[a] || a - b)
  const polygons = parts.map((r) => [rings[r]])
  const boxes = parts.map((r) => boxOf(rings[r]))
  for (const hole of own) {
    if (cells[hole] > 0) continue
    const [x, y] = rings[hole][0]
    // Smallest parts first: a hole belongs to the innermost part around it.
    for (let i = parts.length - 1; i >= 0; i--) {
      const [left, top, right, bottom] = boxes[i]
      if (x < left || x > right || y < top || y > bottom || !holds(rings[parts[i]], x, y)) continue
      polygons[i].push(rings[hole])
      break
    }
  }
  const coordinates = polygons.map((polygon) =>
    polygon.map((ring) => {
      // The rings run clockwise on the map around land; GeoJSON wants exteriors anticlockwise.
      const positions = ring.map(toLonLat).reverse()
      positions.push(positions[0])
      return positions
    }),
  )
  return coordinates.length === 1
    ? { type: 'Polygon', coordinates: coordinates[0] }
    : { type: 'MultiPolygon', coordinates }
}

function boxOf(ring: Ring): [left: number, top: number, right: number, bottom: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

function holds(ring: Ring, x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]
    const [xj, yj] = ring[j]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

/** Half-cell lattice points to degrees, to a decimetre. */
function lonLatOf({ crs, originX, originY, cellSizeM }: Grid): (point: [number, number]) => Position {
  const { inverse } = projection(crs)
  const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
  return ([x, y]) => {
    const [lon, lat] = inverse(originX + (x * cellSizeM) / 2, originY - (y * cellSizeM) / 2)
    return [round(lon), round(lat)]
  }
}
