/**
 * Frames of the demo. Plane coordinates are integers of 1e-5 degree (about 1.0 m east, 1.1 m north): boundaries are cut, simplified and
 * stored on that lattice, so that neighbours share their vertices exactly. Metres come from one equirectangular scale: good to
 * 0.4 % over the city, which is all that placing things needs.
 */
export const unitsPerDegree = 100_000
export const centreLat = 25.15
export const eastMetresPerUnit = (111_320 * Math.cos((centreLat * Math.PI) / 180)) / unitsPerDegree
export const northMetresPerUnit = 110_800 / unitsPerDegree
export const originLon = 118.3

export const toUnits = (degrees: number) => Math.round(degrees * unitsPerDegree)
export const toDegrees = (units: number) => Number((units / unitsPerDegree).toFixed(5))

/** Metres east of 118.3° E. */
export const eastM = (lon: number) => (lon - originLon) * unitsPerDegree * eastMetresPerUnit
/** Metres north of 25.15° N. */
export const northM = (lat: number) => (lat - centreLat) * unitsPerDegree * northMetresPerUnit
export const lonOf = (xM: number) => originLon + xM / eastMetresPerUnit / unitsPerDegree
export const latOf = (yM: number) => centreLat + yM / northMetresPerUnit / unitsPerDegree

/** Even-odd test of a point against closed or open rings. */
export function insideRings(rings: number[][][], x: number, y: number): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i]
      const [xj, yj] = ring[j]
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
    }
  }
  return inside
}

/** Twice the signed area of a ring in its own units, counter-clockwise positive. */
export function doubleArea(ring: number[][]): number {
  let sum = 0
  const [x0, y0] = ring[0]
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += (ring[j][0] - x0) * (ring[i][1] - y0) - (ring[i][0] - x0) * (ring[j][1] - y0)
  }
  return sum
}
