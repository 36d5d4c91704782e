import type { Feature, Geometry, Position } from 'geojson'

export interface GeojsonOptions {
  /** Decimals of a degree; 6 by default, 0.1 m. */
  decimals?: number
  /** Moves each position on its way out, for another datum. */
  place?: (lon: number, lat: number) => [number, number]
  /** Further members of the collection, such as `{ synthetic: true }`. */
  members?: Readonly<Record<string, unknown>>
}

/**
 * Features as GeoJSON (RFC 7946), one per line, in pieces that are to be written one after the other, so that no file is too large for one string.
 * NaN and infinite numbers in properties become null.
 */
export function* geojsonPieces(
  features: Iterable<Feature>,
  { decimals = 6, place, members = {} }: GeojsonOptions = {},
): Generator<string> {
  const extra = Object.entries(members).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},`)
  yield `{"type":"FeatureCollection",${extra.join('')}"features":[\n`
  let first = true
  for (const { id, properties, geometry } of features) {
    const parts = [
      '"type":"Feature"',
      ...(id === undefined ? [] : [`"id":${JSON.stringify(id)}`]),
      `"properties":${JSON.stringify(properties ?? {})}`,
      `"geometry":${JSON.stringify(geometry && rounded(geometry, decimals, place))}`,
    ]
    yield `${first ? '' : ',\n'}{${parts.join(',')}}`
    first = false
  }
  yield '\n]}\n'
}

/** The same as one string. */
export function geojsonText(features: Iterable<Feature>, options: GeojsonOptions = {}): string {
  return [...geojsonPieces(features, options)].join('')
}

/** A geometry with its positions moved and rounded; positions that fall together after rounding are written once. */
export function rounded(
  geometry: Geometry,
  decimals: number,
  place?: (lon: number, lat: number) => [number, number],
): Geometry {
  const factor = 10 ** decimals
  const one = (position: Position): Position => {
    const [lon, lat] = place ? place(position[0], position[1]) : position
    return [Math.round(lon * factor) / factor, Math.round(lat * factor) / factor, ...position.slice(2)]
  }
  const line = (positions: Position[], least: number): Position[] => {
    const out = positions.map(one)
    const kept = out.filter((p, i) => i === 0 || p[0] !== out[i - 1][0] || p[1] !== out[i - 1][1])
    return kept.length >= least ? kept : out
  }
  switch (geometry.type) {
    case 'Point':
      return { ...geometry, coordinates: one(geometry.coordinates) }
    case 'MultiPoint':
      return { ...geometry, coordinates: geometry.coordinates.map(one) }
    case 'LineString':
      return { ...geometry, coordinates: line(geometry.coordinates, 2) }
    case 'MultiLineString':
      return { ...geometry, coordinates: geometry.coordinates.map((part) => line(part, 2)) }
    case 'Polygon':
      return { ...geometry, coordinates: geometry.coordinates.map((ring) => line(ring, 4)) }
    case 'MultiPolygon':
      return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map((ring) => line(ring, 4))) }
    default:
      return { ...geometry, geometries: geometry.geometries.map((part) => rounded(part, decimals, place)) }
  }
}
