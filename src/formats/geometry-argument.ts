import { badArgument, objectArgument } from './argument'

/** How deep the positions of each kind lie. */
const DEPTH: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

/**
 * A GeoJSON geometry of an argument: of one of some types, with positions where they belong. One without any position is empty.
 * @throws InputError `bad-argument` with the path of what is wrong
 */
export function geometryArgument(given: unknown, path: string, types: readonly string[] = Object.keys(DEPTH)): void {
  const wanted = `a ${types.join(' or ')}`
  const { type, coordinates } = objectArgument(given, path, wanted)
  if (!types.includes(type as string)) throw badArgument(`${path}.type`, type, wanted)
  if (Array.isArray(coordinates) && coordinates.length === 0 && type !== 'Point') return
  positionsArgument(coordinates, `${path}.coordinates`, DEPTH[type as string])
}

function positionsArgument(value: unknown, path: string, depth: number): void {
  if (!Array.isArray(value) || (depth > 0 && value.length === 0)) {
    throw badArgument(path, value, depth > 0 ? 'a list that is not empty' : '[longitude, latitude]')
  }
  if (depth > 0) {
    for (let i = 0; i < value.length; i++) positionsArgument(value[i], `${path}[${i}]`, depth - 1)
    return
  }
  const [lon, lat] = value as unknown[]
  if (!(isNumber(lon) && isNumber(lat) && Math.abs(lat) <= 90)) throw badArgument(path, value, '[longitude, latitude]')
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
