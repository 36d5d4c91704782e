/** A closed ring of [longitude, latitude]; first and last position equal. */
export type Ring = number[][]

/** Twice the signed area of a ring in square degrees; above 0 where it runs counter-clockwise. */
export function signedArea2(ring: Ring): number {
  let sum = 0
  const [x0, y0] = ring[0] ?? [0, 0]
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1]
    const [x2, y2] = ring[i]
    sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
  }
  return sum
}

/** True where two segments cross each other in the inside of both. */
function cross(a: number[], b: number[], c: number[], d: number[]): boolean {
  const side = (p: number[], q: number[], r: number[]) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  const d1 = side(c, d, a)
  const d2 = side(c, d, b)
  if (!((d1 > 0 && d2 < 0) || (d1 < 0 && d2 > 0))) return false
  const d3 = side(a, b, c)
  const d4 = side(a, b, d)
  return (d3 > 0 && d4 < 0) || (d3 < 0 && d4 > 0)
}

/** True where any two segments of the rings cross. */
export function hasCrossing(rings: readonly Ring[], work: RepairWork = workOf()): boolean {
  return countCrossings(rings, 1, work) > 0
}

/**
 * How often segments of the rings cross each other, up to a limit. Segments are binned on a lattice of about one segment per bin, and
 * only in the bins that they pass, so that rings of 100,000 positions take milliseconds.
 * @param work what may be spent; where it runs out the limit is returned and `steps` is below 0
 */
export function countCrossings(rings: readonly Ring[], limit: number, work: RepairWork): number {
  const segments: [number[], number[]][] = []
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      segments.push([ring[i - 1], ring[i]])
      west = Math.min(west, ring[i][0])
      east = Math.max(east, ring[i][0])
      south = Math.min(south, ring[i][1])
      north = Math.max(north, ring[i][1])
    }
  }
  const n = segments.length
  work.touching = false
  if (n < 4) return 0
  const side = n <= 48 ? 1 : Math.ceil(Math.sqrt(n))
  const width = (east - west) / side || 1
  const height = (north - south) / side || 1
  const column = (x: number) => Math.min(side - 1, Math.max(0, Math.floor((x - west) / width)))
  const row = (y: number) => Math.min(side - 1, Math.max(0, Math.floor((y - south) / height)))
  const bins = new Map<number, number[]>()
  const boxes = boxesOf(segments)
  let count = 0
  for (let i = 0; i < n; i++) {
    const [a, b] = segments[i]
    const own = 4 * i
    const [x0, y0, x9, y9] = [boxes[own], boxes[own + 1], boxes[own + 2], boxes[own + 3]]
    const [low, high] = a[1] < b[1] ? [a, b] : [b, a]
    const slope = high[1] > low[1] ? (high[0] - low[0]) / (high[1] - low[1]) : 0
    const last = row(high[1])
    for (let r = row(low[1]); r <= last; r++) {
      // The part of the segment in this row of bins, and a hair more.
      const from = Math.max(low[1], south + r * height)
      const to = Math.min(high[1], south + (r + 1) * height)
      const [x1, x2] =
        high[1] > low[1] ? [low[0] + (from - low[1]) * slope, low[0] + (to - low[1]) * slope] : [low[0], high[0]]
      const right = column(Math.max(x1, x2) + width * 1e-6)
      for (let c = column(Math.min(x1, x2) - width * 1e-6); c <= right; c++) {
        const key = r * side + c
        const bin = bins.get(key)
        work.steps -= 1 + (bin?.length ?? 0)
        if (work.steps < 0) return limit
        if (!bin) {
          bins.set(key, [i])
          continue
        }
        for (const j of bin) {
          const at = 4 * j
          if (boxes[at] > x9 || boxes[at + 2] < x0 || boxes[at + 1] > y9 || boxes[at + 3] < y0) continue
          const [p, q] = segments[j]
          if (!work.touching && (liesOn(a, p, q) || liesOn(p, a, b))) work.touching = true
          if (!cross(a, b, p, q)) continue
          if (limit > 1 && side > 1 && !meetIn(a, b, p, q, r, c, row, column)) continue
          if (++count >= limit) return count
        }
        bin.push(i)
      }
    }
  }
  return count
}

/** Bounds of segments: west, south, east, north of each, and a hair more. */
function boxesOf(segments: readonly [number[], number[]][]): Float64Array {
  const boxes = new Float64Array(4 * segments.length)
  segments.forEach(([a, b], i) => {
    boxes[4 * i] = Math.min(a[0], b[0]) - TOUCH_DEG
    boxes[4 * i + 1] = Math.min(a[1], b[1]) - TOUCH_DEG
    boxes[4 * i + 2] = Math.max(a[0], b[0]) + TOUCH_DEG
    boxes[4 * i + 3] = Math.max(a[1], b[1]) + TOUCH_DEG
  })
  return boxes
}

/** Degrees within which a vertex lies on a segment, some micrometres. */
const TOUCH_DEG = 1e-10

/** True where a vertex lies on a segment, but not at its end: there the next segment begins. */
function liesOn([x, y]: number[], [x1, y1]: number[], [x2, y2]: number[]): boolean {
  if (x < (x1 < x2 ? x1 : x2) - TOUCH_DEG || x > (x1 > x2 ? x1 : x2) + TOUCH_DEG) return false
  if (y < (y1 < y2 ? y1 : y2) - TOUCH_DEG || y > (y1 > y2 ? y1 : y2) + TOUCH_DEG) return false
  if (Math.abs(x - x2) <= TOUCH_DEG && Math.abs(y - y2) <= TOUCH_DEG) return false
  const [dx, dy] = [x2 - x1, y2 - y1]
  return Math.abs((x - x1) * dy - (y - y1) * dx) <= TOUCH_DEG * Math.hypot(dx, dy)
}

/** True where the crossing of two segments lies in a bin, so that each is counted once. */
function meetIn(
  a: number[],
  b: number[],
  p: number[],
  q: number[],
  r: number,
  c: number,
  row: (y: number) => number,
  column: (x: number) => number,
): boolean {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const [ex, ey] = [q[0] - p[0], q[1] - p[1]]
  const t = ((p[0] - a[0]) * ey - (p[1] - a[1]) * ex) / (dx * ey - dy * ex)
  return row(a[1] + t * dy) === r && column(a[0] + t * dx) === c
}

/** What looking for crossings and resolving them may still cost: a file of 5 MB is to end within seconds, whatever it holds. */
export interface RepairWork {
  /** Pairs of segments compared, and edges walked in the sweep that resolves crossings. */
  steps: number
  /** Crossings that are resolved. */
  crossings: number
  /** The polygon looked at last would have cost too much. */
  tangled: boolean
  /** A vertex of the rings whose crossings were counted last lies on another segment. */
  touching: boolean
}

/** Enough for millions of real positions. */
export const workOf = (): RepairWork => ({ steps: 1.5e8, crossings: 60_000, tangled: false, touching: false })

/** Edges that a sweep over the rings walks: for each edge the number of heights that it spans. */
export function sweepSteps(rings: readonly Ring[]): number {
  const heights = Float64Array.from(new Set(rings.flatMap((ring) => ring.map(([, y]) => y)))).sort()
  const rank = new Map<number, number>()
  heights.forEach((y, i) => {
    rank.set(y, i)
  })
  let steps = 0
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) steps += Math.abs(rank.get(ring[i][1])! - rank.get(ring[i - 1][1])!)
  }
  return steps
}

/** True where a point lies inside a ring (even-odd). */
export function insideRing(x: number, y: number, ring: Ring): boolean {
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1]
    const [x2, y2] = ring[i]
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

/** True where a ring passes through the same position twice (a pinch): it touches itself and is two rings in one. */
export function hasPinch(ring: Ring): boolean {
  const seen = new Set<number>()
  for (let i = 1; i < ring.length; i++) {
    // One number per position; two positions with the same one are only sent through the repair without need.
    const key = ring[i][0] * 7919.1357 + ring[i][1]
    if (seen.has(key)) return true
    seen.add(key)
  }
  return false
}
