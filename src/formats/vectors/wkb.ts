import type { Geometry, LineString, Point, Polygon, Position } from 'geojson'

/** A geometry of collections within collections is no map's. */
const MAX_DEPTH = 8

/**
 * Well-known binary (OGC 06-103r4 §8; also with Z and M as ISO 19125 or PostGIS write them) to GeoJSON. Z and M are dropped.
 * @returns null for an empty geometry
 * @throws RangeError where the bytes end early or claim more than they hold, TypeError for curves and surfaces
 */
export function readWkb(bytes: Uint8Array): Geometry | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  let little = true

  const count = (bytesEach: number): number => {
    const n = view.getUint32(at, little)
    at += 4
    if (n * bytesEach > bytes.length - at) throw new RangeError(`${n} parts are claimed, more than the bytes hold`)
    return n
  }
  const many = <T>(bytesEach: number, read: () => T): T[] => Array.from({ length: count(bytesEach) }, read)

  function geometry(depth: number): Geometry | null {
    if (depth > MAX_DEPTH) throw new RangeError('collections are nested too deep')
    little = view.getUint8(at) === 1
    const code = view.getUint32(at + 1, little)
    at += 5
    // ISO adds 1000 for Z, 2000 for M; PostGIS sets the highest bits, and one for a reference system.
    const kind = (code & 0x0fffffff) % 1000
    const iso = Math.floor((code & 0x0fffffff) / 1000)
    const dimensions = 2 + (iso & 1) + (iso >> 1) + (code >>> 31) + ((code >>> 30) & 1)
    if (code & 0x20000000) at += 4
    const position = (): Position => {
      const xy = [view.getFloat64(at, little), view.getFloat64(at + 8, little)]
      at += 8 * dimensions
      return xy
    }
    const line = () => many(8 * dimensions, position)
    const rings = () => many(4, line)
    const parts = <T extends Geometry>() => {
      const found = many(5, () => geometry(depth + 1))
      return found.filter((part) => part !== null) as T[]
    }
    switch (kind) {
      case 1: {
        const coordinates = position()
        return coordinates.some(Number.isNaN) ? null : { type: 'Point', coordinates }
      }
      case 2:
        return { type: 'LineString', coordinates: line() }
      case 3:
        return { type: 'Polygon', coordinates: rings() }
      case 4:
        return { type: 'MultiPoint', coordinates: parts<Point>().map((part) => part.coordinates) }
      case 5:
        return { type: 'MultiLineString', coordinates: parts<LineString>().map((part) => part.coordinates) }
      case 6:
        return { type: 'MultiPolygon', coordinates: parts<Polygon>().map((part) => part.coordinates) }
      case 7:
        return { type: 'GeometryCollection', geometries: parts() }
      default:
        throw new TypeError(`geometry type ${code} is none of point, line, polygon and their collections`)
    }
  }
  return geometry(0)
}
