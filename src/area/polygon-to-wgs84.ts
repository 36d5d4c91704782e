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
        const [lon, lat] = convert(x, y)
        position.length = 2
        position[0] = lon
        position[1] = lat
        total++
        if (looksSwapped(lon, lat)) swapped++
        else if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return outside(x, y)
      }
    }
  }
  if (total > 0 && swapped === total) {
    for (const rings of polygons) for (const ring of rings) for (const position of ring) position.reverse()
    return 'swapped'
  } else if (swapped > 0) {
    return {
      value: '',
      reason: 'some positions have latitude before longitude; expected [longitude, latitude] throughout',
    }
  }
  return 'placed'
}

function outside(x: number, y: number): { value: string; reason: string } {
  const crs = Math.abs(x) > 360 || Math.abs(y) > 360 ? suggestCrs(x, y) : undefined
  return {
    value: `${x}, ${y}`,
    reason: `the position ${x}, ${y} is outside longitude ±180, latitude ±90${crs ? `; if these are metres, declare them, such as --datum ${crs}` : ''}`,
  }
}
