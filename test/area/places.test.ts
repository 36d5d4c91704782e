import { describe, expect, it } from 'vitest'
import { measureOf, readPlaces, SCENES, sceneOf } from '../../src/area/places'

const file = (features: unknown) => ({
  name: 'places.geojson',
  bytes: new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features })),
})
const point = (properties: unknown) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [118.6, 24.9] },
})

describe('readPlaces', () => {
  it('reads points, lines and polygons with their scenes', async () => {
    const { places, rejected } = await readPlaces(
      file([
        point({ id: 'h', name: 'First Hospital', scene: 'hospital' }),
        {
          type: 'Feature',
          properties: { 场景: '高速', weight: 3 },
          geometry: {
            type: 'LineString',
            coordinates: [
              [118, 25],
              [119, 25],
            ],
          },
        },
        {
          type: 'Feature',
          properties: { scene: '茶园' },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [118, 25],
                [119, 25],
                [119, 26],
                [118, 25],
              ],
            ],
          },
        },
      ]),
    )
    expect(rejected).toEqual([])
    expect(places.map((p) => [p.id, p.scene, p.weight, measureOf(p.geometry)])).toEqual([
      ['h', 'hospital', 8, 'point'],
      ['place-2', 'motorway', 3, 'length'],
      ['place-3', 'tea-garden', 4, 'area'],
    ])
  })

  it('rejects an unknown scene and a missing geometry, and loses nothing else', async () => {
    const { places, rejected } = await readPlaces(
      file([
        point({ scene: 'castle' }),
        { type: 'Feature', properties: { scene: 'park' }, geometry: null },
        point({ scene: 'farm' }),
      ]),
    )
    expect(places).toHaveLength(1)
    expect(rejected.map((r) => [r.row, r.field, r.value])).toEqual([
      [1, 'scene', 'castle'],
      [2, 'geometry', ''],
    ])
  })

  it('reads KML, in the datum that is declared', async () => {
    const kml =
      '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>泉州一中</name><ExtendedData><Data name="scene"><value>school</value></Data></ExtendedData><Point><coordinates>118.680247,24.871192</coordinates></Point></Placemark></kml>'
    const { places } = await readPlaces({ name: 'p.kml', bytes: new TextEncoder().encode(kml) }, { datum: 'gcj02' })
    expect(places[0]).toMatchObject({ name: '泉州一中', scene: 'school' })
    expect((places[0].geometry as { coordinates: number[] }).coordinates[0]).toBeCloseTo(118.6757, 5)
  })

  it('refuses what is not GeoJSON or holds no place', async () => {
    const text = { name: 'p.geojson', bytes: new TextEncoder().encode('id,lon') }
    await expect(readPlaces(text)).rejects.toThrow('p.geojson is not JSON; it begins with "id,lon".')
    await expect(readPlaces(file([]))).rejects.toThrow('places.geojson has no usable place.')
  })
})

describe('the scene list', () => {
  it('names every scene once', async () => {
    const names = SCENES.flatMap((s) => [s.id, s.name.zh, ...s.aliases])
    expect(new Set(names).size).toBe(names.length)
    expect(sceneOf('Tea garden')?.id).toBe('tea-garden')
  })
})
