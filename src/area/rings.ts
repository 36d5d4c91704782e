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

/**
 * True where any two segments of the rings cross. Segments are binned on a lattice of about one segment per bin, so that
 * rings of 100,000 positions take milliseconds.
 */
export function hasCrossing(rings: Ring[]): boolean {
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
  if (n < 4) return false
  if (n <= 48) {
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++)
        if (cross(segments[i][0], segments[i][1], segments[j][0], segments[j][1])) return true
    }
    return false
  }
  const side = Math.ceil(Math.sqrt(n))
  const width = (east - west) / side || 1
  const height = (north - south) / side || 1
  const column = (x: number) => Math.min(side - 1, Math.max(0, Math.floor((x - west) / width)))
  const row = (y: number) => Math.min(side - 1, Math.max(0, Math.floor((y - south) / height)))
  const bins = new Map<number, number[]>()
  for (let i = 0; i < n; i++) {
    const [a, b] = segments[i]
    const [left, right] = a[0] < b[0] ? [a[0], b[0]] : [b[0], a[0]]
    const [low, high] = a[1] < b[1] ? [a[1], b[1]] : [b[1], a[1]]
    for (let r = row(low); r <= row(high); r++) {
      for (let c = column(left); c <= column(right); c++) {
        const key = r * side + c
        const bin = bins.get(key)
        if (!bin) {
          bins.set(key, [i])
          continue
        }
        for (const j of bin) if (cross(a, b, segments[j][0], segments[j][1])) return true
        bin.push(i)
      }
    }
  }
  return false
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
