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
  it('reads points, lines and polygons with their scenes', () => {
    const { places, rejected } = readPlaces(
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

  it('rejects an unknown scene and a missing geometry, and loses nothing else', () => {
    const { places, rejected } = readPlaces(
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

  it('refuses what is not GeoJSON or holds no place', () => {
    expect(() => readPlaces({ name: 'p.geojson', bytes: new TextEncoder().encode('id,lon') })).toThrow(
      'p.geojson is not valid JSON',
    )
    expect(() => readPlaces(file([]))).toThrow('places.geojson has no usable place.')
  })
})

describe('the scene list', () => {
  it('names every scene once', () => {
    const names = SCENES.flatMap((s) => [s.id, s.name.zh, ...s.aliases])
    expect(new Set(names).size).toBe(names.length)
    expect(sceneOf('Tea garden')?.id).toBe('tea-garden')
  })
})
