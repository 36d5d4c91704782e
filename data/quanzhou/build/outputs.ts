import type { Counties } from './counties'
import { toDegrees, toUnits } from './frame'
import { polygonsByKey } from './topology'
import type { DemoVillages } from './villages'

const corner: [number, number] = [toUnits(117.5), toUnits(24.4)]

/** Villages as TopoJSON: arcs shared, on a lattice of 1e-5 degree (about 1 m). */
export function villageTopology(demo: DemoVillages, counties: Counties) {
  const polygons = polygonsByKey(demo.topology, (label) => label)
  const geometries = demo.villages.map((v, index) => {
    const { arcs } = polygons.get(index) as { arcs: number[][][] }
    const township = demo.townships[v.township]
    const properties = {
      code: v.code,
      name: v.name,
      kind: v.kind,
      township: township.name,
      township_code: township.code,
      county: counties.facts[v.county].name,
      county_code: counties.facts[v.county].code,
      population: v.population,
      households: v.households,
      urban: v.urban,
      // A made-up place like the outline itself: said by `estimated`.
      public_points: [{ type: 'committee', lon: v.committee.lon, lat: v.committee.lat, estimated: true }],
      synthetic: true,
    }
    return arcs.length === 1
      ? { type: 'Polygon', arcs: arcs[0], properties }
      : { type: 'MultiPolygon', arcs, properties }
  })
  return {
    type: 'Topology',
    transform: { scale: [0.00001, 0.00001], translate: [117.5, 24.4] },
    objects: { villages: { type: 'GeometryCollection', geometries } },
    arcs: demo.topology.arcs.map((line) => {
      let [x, y] = corner
      return line.map(([px, py]) => {
        const delta = [px - x, py - y]
        x = px
        y = py
        return delta
      })
    }),
  }
}

/** County outlines as GeoJSON: exactly the union of each county's villages. */
export function countyCollection(demo: DemoVillages, counties: Counties) {
  const polygons = polygonsByKey(demo.topology, (label) => demo.villages[label].county)
  return {
    type: 'FeatureCollection',
    features: counties.facts.map((facts, c) => {
      const { rings } = polygons.get(c) as { rings: number[][][][] }
      const coordinates = rings.map((polygon) =>
        polygon.map((ring) => [...ring, ring[0]].map(([x, y]) => [toDegrees(x), toDegrees(y)])),
      )
      return {
        type: 'Feature',
        properties: { adcode: Number(facts.code), name: facts.name },
        geometry:
          coordinates.length === 1 ? { type: 'Polygon', coordinates: coordinates[0] } : { type: 'MultiPolygon', coordinates },
      }
    }),
  }
}
