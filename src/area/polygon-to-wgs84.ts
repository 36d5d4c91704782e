import type { MultiPolygon, Polygon } from 'geojson'
import type { ToLonLat } from '../formats/crs'
import { excerpt } from '../formats/text'
import { looksSwapped, suggestCrs } from '../formats/vectors/coordinate'

/**
 * Brings the positions of a polygon to WGS-84, in place.
 * @returns `swapped` where every position had latitude before longitude and was turned round, or what is wrong with them
 */
export function polygonToWgs84(
  geometry: Polygon | MultiPolygon,
  convert: ToLonLat,
): 'placed' | 'swapped' | { value: string; reason: string } {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  if (!Array.isArray(polygons) || !polygons.every((rings) => Array.isArray(rings) && rings.every(Array.isArray))) {
    return { value: '', reason: 'the coordinates are not rings of positions; expected [[[lon, lat], …]]' }
  }
  let swapped = 0
  let impossible = 0
  let total = 0
  for (const rings of polygons) {
    for (const ring of rings) {
      for (const position of ring) {
        const [x, y] = Array.isArray(position) ? position : [undefined, undefined]
        if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
          return {
            value: JSON.stringify(position) ?? '',
            reason: `the position ${excerpt(JSON.stringify(position) ?? 'nothing')} is not two finite numbers; expected [longitude, latitude]`,
          }
        }
        const [lon, lat] = convert(x, y).map(onGlobe) as [number, number]
        position.length = 2
        position[0] = lon
        position[1] = lat
        total++
        if (Math.abs(lat) > 90) impossible++
        if (looksSwapped(lon, lat)) swapped++
        else if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return outside(x, y)
      }
    }
  }
  if (total > 0 && swapped === total) {
    for (const rings of polygons) for (const ring of rings) for (const position of ring) position.reverse()
    return 'swapped'
  } else if (impossible > 0) {
    // Where some only look it, they are the islands of the far north: Franz Josef Land beside the rest of Russia.
    return {
      value: '',
      reason: 'some positions have latitude before longitude; expected [longitude, latitude] throughout',
    }
  }
  for (const rings of polygons) for (const ring of rings) unwrap(ring)
  return 'placed'
}

/**
 * Lets a ring that steps over the antimeridian (179.9, then −179.9) run on beyond ±180°. A ring around a pole, which does not come back to
 * where it began, stays.
 */
function unwrap(ring: number[][]): void {
  const turns: number[] = []
  let turn = 0
  for (let i = 0; i < ring.length; i++) {
    const step = i === 0 ? 0 : ring[i][0] - ring[i - 1][0]
    if (Math.abs(step) > 180 && Math.abs(step) < 360) turn -= Math.sign(step) * 360
    turns.push(turn)
  }
  if (turn !== 0 || turns.every((own) => own === 0)) return
  ring.forEach((position, i) => {
    position[0] += turns[i]
  })
}

/** Degrees by which positions leave the globe for want of digits: 180.00000000000006. */
const ROUNDING_DEG = 1e-9

function onGlobe(degrees: number): number {
  for (const edge of [90, 180]) {
    const over = Math.abs(degrees) - edge
    if (over > 0 && over < ROUNDING_DEG) return Math.sign(degrees) * edge
  }
  return degrees
}

function outside(x: number, y: number): { value: string; reason: string } {
  const crs = Math.abs(x) > 360 || Math.abs(y) > 360 ? suggestCrs(x, y) : undefined
  return {
    value: `${x}, ${y}`,
    reason: `the position ${x}, ${y} is outside longitude ±180, latitude ±90${crs ? `; if these are metres, declare them, such as --datum ${crs}` : ''}`,
  }
}
