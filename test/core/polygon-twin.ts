// Plain twins of the zone kernels: polygons as rings of [x, y] in cells, y down.

export type Ring = [number, number][]

/** The part of a ring inside the unit cell at (column, row), as a ring (Sutherland and Hodgman 1974). */
function clipToCell(ring: Ring, column: number, row: number): Ring {
  const sides: [axis: 0 | 1, limit: number, sign: 1 | -1][] = [
    [0, column, 1],
    [0, column + 1, -1],
    [1, row, 1],
    [1, row + 1, -1],
  ]
  let points = ring
  for (const [axis, limit, sign] of sides) {
    const inside = (p: [number, number]): boolean => (p[axis] - limit) * sign >= 0
    const kept: Ring = []
    points.forEach((b, i) => {
      const a = points[(i + points.length - 1) % points.length]
      if (inside(a) !== inside(b)) {
        const t = (limit - a[axis]) / (b[axis] - a[axis])
        kept.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])])
      }
      if (inside(b)) kept.push(b)
    })
    points = kept
  }
  return points
}

/** Area of a ring, above 0 whichever way it runs. */
export function ringArea(ring: Ring): number {
  let sum = 0
  ring.forEach(([x1, y1], i) => {
    const [x0, y0] = ring[(i + ring.length - 1) % ring.length]
    sum += x0 * y1 - x1 * y0
  })
  return Math.abs(sum) / 2
}

/** Share of a cell that polygons (exterior, then holes) cover. */
export function cellFraction(polygons: Ring[][], column: number, row: number): number {
  let sum = 0
  for (const rings of polygons) {
    rings.forEach((ring, r) => {
      sum += (r === 0 ? 1 : -1) * ringArea(clipToCell(ring, column, row))
    })
  }
  return sum
}

/** True where a point lies in polygons (even-odd). */
export function contains(polygons: Ring[][], x: number, y: number): boolean {
  let inside = false
  for (const rings of polygons) {
    for (const ring of rings) {
      ring.forEach(([x1, y1], i) => {
        const [x0, y0] = ring[(i + ring.length - 1) % ring.length]
        if (y1 > y !== y0 > y && x < x1 + ((y - y1) / (y0 - y1)) * (x0 - x1)) inside = !inside
      })
    }
  }
  return inside
}
