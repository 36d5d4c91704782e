import type { MultiPolygon, Polygon } from 'geojson'
import polylabel from 'polylabel'
import { signedArea2 } from './rings'
import type { PublicPoint } from './village'

const TYPES: ReadonlySet<string> = new Set(['committee', 'school', 'clinic', 'square'])

/**
 * The inside point of an area: the point of its largest part that is farthest from the edge, to a hundredth of the part's
 * size. Longitude, latitude in degrees.
 */
export function insidePoint(geometry: Polygon | MultiPolygon): [lon: number, lat: number] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  let largest = polygons[0]
  for (const rings of polygons) if (signedArea2(rings[0]) > signedArea2(largest[0])) largest = rings
  // Degrees of longitude are shorter than those of latitude: stretch to a plane first.
  const stretch = Math.cos((largest[0][0][1] * Math.PI) / 180)
  const plane = largest.map((ring) => ring.map(([x, y]) => [x * stretch, y]))
  const precision = Math.sqrt(Math.abs(signedArea2(plane[0])) / 2) / 100
  const [x, y] = polylabel(plane, precision || 1e-6)
  return [x / stretch, y]
}

/**
 * The public points that a file gives (a list of `{type, lon, lat}`, or its JSON text); entries that are none are passed over.
 * @param place brings a position to WGS-84
 */
export function givenPoints(value: unknown, place: (lon: number, lat: number) => [number, number]): PublicPoint[] {
  let list = value
  if (typeof value === 'string') {
    try {
      list = JSON.parse(value)
    } catch {
      return []
    }
  }
  if (!Array.isArray(list)) return []
  return list.flatMap((entry) => {
    if (typeof entry?.lon !== 'number' || typeof entry?.lat !== 'number' || !TYPES.has(entry.type)) return []
    const [lon, lat] = place(entry.lon, entry.lat)
    return [{ type: entry.type, lon, lat, estimated: entry.estimated === true }]
  })
}
