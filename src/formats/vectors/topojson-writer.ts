import type { Feature, FeatureCollection } from 'geojson'
import { topology } from 'topojson-server'
import { rounded } from './geojson-writer'

/**
 * Features as TopoJSON: shared boundaries are stored once, positions quantised on a lattice.
 * @param objects collections by object name, longitude and latitude
 * @param quantization positions per axis; 1e5 by default, some 2 m over a city
 */
export function topojsonText(
  objects: Readonly<Record<string, readonly Feature[]>>,
  {
    quantization = 1e5,
    place,
    members = {},
  }: {
    quantization?: number
    place?: (lon: number, lat: number) => [number, number]
    /** Further members of the topology, such as `{ synthetic: true }`. */
    members?: Readonly<Record<string, unknown>>
  } = {},
): string {
  const collections: Record<string, FeatureCollection> = {}
  for (const [name, features] of Object.entries(objects)) {
    collections[name] = {
      type: 'FeatureCollection',
      // topojson-server works in place: give it geometries of its own.
      features: features.map((feature) => ({
        ...feature,
        geometry: feature.geometry && rounded(feature.geometry, 9, place),
      })),
    }
  }
  return `${JSON.stringify({ ...topology(collections, quantization), ...members })}\n`
}
