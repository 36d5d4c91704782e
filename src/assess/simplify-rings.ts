/** From a point to the side a … b: the tip of a narrow tongue is near the line of its neighbours, and far from the side between them. */
function distanceToSide(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

/** Rings of lattice points: x, y pairs; ring r holds the points [ends[r − 1], ends[r]). */
export interface LatticeRings {
  points: Int32Array
  ends: Uint32Array
}

const PASSES = 4
/** Triangles over more lattice points than this are not searched, and their point stays. */
const MOST_SEARCHED = 4096

/**
 * Leaves out points that lie within `tolerance` of the side between their neighbours, without changing how rings lie to each other or to
 * themselves: a point goes only where the triangle that its going cuts off or fills holds no other point of any ring, so no two lines
 * can come to cross. No ring falls below four points. A point moves the outline by at most `tolerance` in each of four passes.
 * @param columns number of lattice columns (largest x + 1); @param rows number of lattice rows
 * @returns the points that stay, ring by ring
 */
export function simplifyRings({ points, ends }: LatticeRings, columns: number, rows: number, tolerance: number) {
  const occupied = new Uint32Array(Math.ceil((columns * rows) / 32))
  const count = points.length / 2
  for (let p = 0; p < count; p++) {
    const at = points[2 * p + 1] * columns + points[2 * p]
    occupied[at >>> 5] |= 1 << (at & 31)
  }

  /** True where the closed triangle a, b, c holds no other point. */
  function isEmpty(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean {
    const [left, right] = [Math.min(ax, bx, cx), Math.max(ax, bx, cx)]
    const [top, bottom] = [Math.min(ay, by, cy), Math.max(ay, by, cy)]
    if ((right - left + 1) * (bottom - top + 1) > MOST_SEARCHED) return false
    const turn = Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const at = y * columns + x
        if ((occupied[at >>> 5] & (1 << (at & 31))) === 0) continue
        if ((x === ax && y === ay) || (x === bx && y === by) || (x === cx && y === cy)) continue
        if (
          turn * ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) >= 0 &&
          turn * ((cx - bx) * (y - by) - (cy - by) * (x - bx)) >= 0 &&
          turn * ((ax - cx) * (y - cy) - (ay - cy) * (x - cx)) >= 0
        ) {
          return false
        }
      }
    }
    return true
  }

  const next = new Uint32Array(count)
  const previous = new Uint32Array(count)
  const gone = new Uint8Array(count)
  for (let r = 0, from = 0; r < ends.length; from = ends[r++]) {
    const to = ends[r]
    for (let p = from; p < to; p++) {
      next[p] = p + 1 < to ? p + 1 : from
      previous[p] = p > from ? p - 1 : to - 1
    }
    let left = to - from
    let start = from
    for (let pass = 0; pass < PASSES && left > 4; pass++) {
      const before = left
      let p = start
      let visits = left
      for (let step = 0; step < visits && left > 4; step++) {
        const [a, b] = [previous[p], next[p]]
        const [ax, ay, x, y, bx, by] = [
          points[2 * a],
          points[2 * a + 1],
          points[2 * p],
          points[2 * p + 1],
          points[2 * b],
          points[2 * b + 1],
        ]
        if (distanceToSide(x, y, ax, ay, bx, by) <= tolerance && isEmpty(ax, ay, x, y, bx, by)) {
          next[a] = b
          previous[b] = a
          gone[p] = 1
          occupied[(y * columns + x) >>> 5] &= ~(1 << ((y * columns + x) & 31))
          left--
          start = a
          // Not two in a row within a pass, or the outline would creep; the last visited is beside the first.
          if (step === 0) visits--
          p = next[b]
          step++
        } else p = b
      }
      if (left === before) break
    }
  }
  return Array.from(ends, (to, r) => {
    const ring: [number, number][] = []
    for (let p = r > 0 ? ends[r - 1] : 0; p < to; p++) {
      if (gone[p] === 0) ring.push([points[2 * p], points[2 * p + 1]])
    }
    return ring
  })
}
