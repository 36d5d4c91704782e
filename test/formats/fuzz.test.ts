import fc from 'fast-check'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readPlaces } from '../../src/area/places'
import { readPopulation } from '../../src/area/read-population'
import { readVillages } from '../../src/area/read-villages'
import { readEarlierPlan } from '../../src/constraints/earlier-plan'
import { readForbidden } from '../../src/constraints/forbidden-zones'
import { readCandidates } from '../../src/constraints/read-candidates'
import { readRefused } from '../../src/constraints/refusals'
import { readRule } from '../../src/coverage/read-rule'
import { ruleOf } from '../../src/coverage/rule'
import { readFibre } from '../../src/fibre/read-fibre'
import { readRoutes } from '../../src/fibre/read-routes'
import { readAntennaPattern } from '../../src/formats/antenna-pattern'
import { InputError } from '../../src/formats/input-error'
import type { InputFile } from '../../src/formats/input-file'
import { writeCog } from '../../src/formats/rasters/cog'
import { writeWorkbook } from '../../src/formats/tables/xlsx-writer'
import { kmlText, kmzBytes } from '../../src/formats/vectors/kml-writer'
import { topojsonText } from '../../src/formats/vectors/topojson-writer'
import { readSites } from '../../src/network/read-sites'
import { readMeasurements } from '../../src/radio/calibration/read-measurements'
import { readTerrain } from '../../src/terrain/read-terrain'
import { tinyShapefile } from './tiny-shapefile'

/** Milliseconds that each target runs; longer by FUZZ_MS. */
const RUN_MS = Number(process.env.FUZZ_MS ?? 400)

/** Bytes of a good file with some changed, cut out, doubled or cut off. */
function damaged(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat(good.length - 1)
  const change = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), at, to: fc.nat(255) }),
    fc.record({ kind: fc.constant('cut' as const), at, to: fc.nat(40) }),
    fc.record({ kind: fc.constant('double' as const), at, to: fc.nat(40) }),
    fc.record({ kind: fc.constant('end' as const), at, to: fc.constant(0) }),
  )
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    let bytes = good.slice()
    for (const { kind, at: place, to } of changes) {
      if (kind === 'set') bytes[place] = to
      else if (kind === 'cut') bytes = new Uint8Array([...bytes.subarray(0, place), ...bytes.subarray(place + to)])
      else if (kind === 'double') bytes = new Uint8Array([...bytes.subarray(0, place + to), ...bytes.subarray(place)])
      else bytes = bytes.slice(0, Math.max(1, place))
    }
    return bytes
  })
}

/** Runs a reader on damaged copies of a good file: it reads them or says why not, and nothing else. */
async function fuzz(
  name: string,
  good: Uint8Array,
  read: (file: { name: string; bytes: Uint8Array }) => Promise<unknown>,
) {
  await read({ name, bytes: good.slice() })
  await fc.assert(
    fc.asyncProperty(damaged(good), async (bytes) => {
      try {
        await read({ name, bytes })
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        expect(error.message).not.toBe('')
      }
    }),
    { numRuns: 100_000, interruptAfterTimeLimit: RUN_MS },
  )
}

const square = (x: number) => ({
  type: 'Feature' as const,
  properties: { code: `c${x}`, name: '湖头', population: 12 },
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [x, 25],
        [x + 0.1, 25],
        [x + 0.1, 25.1],
        [x, 25.1],
        [x, 25],
      ],
    ],
  },
})
const table =
  'lon,lat,band,azimuth,height,power (W),CGI,制式\n118.01,25.02,700M,0/120/240,35,240,460-00-1559436-503,5G\n118°1′,25.1,n78,-1,"2,5",200,,\n'
const features = [square(118), square(118.1)]
const { shp, dbf } = tinyShapefile([[118, 25, 0.1, 'Hutou', '350525100']])

describe('damaged files', () => {
  it.each([
    ['v.geojson', strToU8(JSON.stringify({ type: 'FeatureCollection', features }))],
    ['v.ndjson', strToU8(features.map((feature) => JSON.stringify(feature)).join('\n'))],
    ['v.topojson', strToU8(topojsonText({ villages: features }))],
    [
      'v.kml',
      strToU8(kmlText('v', [], [{ name: 'f', features: features.map(({ geometry }) => ({ name: 'a', geometry })) }])),
    ],
    ['v.kmz', kmzBytes(kmlText('v', [], [{ name: 'f', features: [{ name: 'a', geometry: square(118).geometry }] }]))],
    ['v.shp', shp],
    ['v.zip', zipSync({ 'v.shp': shp, 'v.dbf': dbf }, { level: 0 })],
    ['v.geojson.gz', gzipSync(strToU8(JSON.stringify(square(118))))],
  ])('%s: villages', (name, good) => fuzz(name, good, (file) => readVillages(file)))

  it('v.dbf beside a good v.shp: villages', () =>
    fuzz('v.dbf', dbf, (file) => readVillages([{ name: 'v.shp', bytes: shp.slice() }, file])))

  it('t.csv: stations', () => fuzz('t.csv', strToU8(table), (file) => readSites(file)))

  it('t.xlsx: stations', async () => {
    const columns = ['lon', 'lat', 'band'].map((key) => ({ key, header: key }))
    const good = await writeWorkbook([{ name: 's', columns, rows: [{ lon: '118', lat: '25', band: 'n78' }] }])
    await fuzz('t.xlsx', good, (file) => readSites(file))
  })

  it('p.csv: residents', () =>
    fuzz('p.csv', strToU8('Year,"2019","2020"\nA,1,2\nB,3,4\n'), (file) => readPopulation(file)))

  it('e.tif: elevation', async () => {
    const good = await writeCog({
      crs: 'EPSG:4326',
      width: 5,
      height: 4,
      originX: 118,
      originY: 26,
      pixelWidth: 0.01,
      pixelHeight: 0.01,
      bands: [{ name: 'elevation', data: Float32Array.from({ length: 20 }, (_, i) => i) }],
    })
    await fuzz('e.tif', good, (file) => readTerrain(file))
  })

  it('N24E118.hgt.zip: elevation', async () => {
    const tile = new Uint8Array(1201 * 1201 * 2)
    await fuzz('N24E118.hgt.zip', zipSync({ 'N24E118.hgt': tile }, { level: 6 }), (file) => readTerrain(file))
  })

  const network = readSites({ name: 't.csv', bytes: strToU8('lon,lat,gNBID,cell_id\n118,25,7,1\n') })
  const point = { type: 'Feature', geometry: { type: 'Point', coordinates: [118, 25] } }
  const line = {
    type: 'LineString',
    coordinates: [
      [118, 25],
      [118.1, 25.1],
    ],
  }
  const collection = (...list: unknown[]) => strToU8(JSON.stringify({ type: 'FeatureCollection', features: list }))
  const plan =
    'rank,lon,lat,kind,county,township,village,village_code,reason,band,height_m,azimuths,shares_site,gain_people,gain_villages,relief_people,cost_cny,quarter\n1,118,25,station,a,b,c,d,village,n28,40,0;120;240,,995,2,0,507694,1\n'
  const angles = Array.from({ length: 360 }, (_, angle) => `${angle} ${Math.min(30, angle / 6)}\n`).join('')
  it.each<[string, Uint8Array, (file: InputFile) => unknown]>([
    ['olt.csv', strToU8('id,lon,lat,ports,split\nA,118,25,16,8x8\nB,118.1,25.1,8,64\n'), (file) => readFibre(file)],
    ['routes.geojson', collection({ type: 'Feature', properties: {}, geometry: line }), (file) => readRoutes(file)],
    [
      'places.geojson',
      collection({ ...point, properties: { scene: 'school', name: '一中' } }),
      (file) => readPlaces(file),
    ],
    [
      'drive.csv',
      strToU8('lon,lat,rsrp,cell\n118,25,-95,7-1\n118.001,25,-99.5,7-1\n'),
      async (file) => readMeasurements(file, await network),
    ],
    [
      'candidates.csv',
      strToU8('lon,lat,name,cost_cny,must\n118,25,A,300000,1\n118.1,25.1,B,,\n'),
      (file) => readCandidates(file),
    ],
    ['plan.csv', strToU8(plan), (file) => readEarlierPlan(file)],
    ['refused.csv', strToU8('lon,lat,radius_m,reason\n118,25,200,业主拒绝\n'), (file) => readRefused(file)],
    [
      'zones.geojson',
      collection({ type: 'Feature', properties: { reason: 'airport' }, geometry: square(118).geometry }),
      (file) => readForbidden(file),
    ],
    ['rule.json', strToU8(JSON.stringify(ruleOf(undefined))), (file) => readRule(file)],
    [
      'a.msi',
      strToU8(`NAME a\nFREQUENCY 700\nGAIN 15 dBi\nHORIZONTAL 360\n${angles}VERTICAL 360\n${angles}`),
      (file) => readAntennaPattern(file),
    ],
  ])('%s', (name, good, read) => fuzz(name, good, async (file) => read(file)))

  it('v.gpkg: villages', async () => {
    const { default: initSqlJs } = await import('sql.js')
    const SQL = await initSqlJs()
    const database = new SQL.Database(new Uint8Array()) as unknown as { run(sql: string): void; export(): Uint8Array }
    database.run('CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INT)')
    database.run(
      'CREATE TABLE gpkg_spatial_ref_sys (srs_id INT, organization TEXT, organization_coordsys_id INT, definition TEXT)',
    )
    database.run("INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326, '')")
    database.run("INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 4326)")
    database.run('CREATE TABLE v (fid INTEGER, name TEXT, geom BLOB)')
    // A triangle: header, polygon of one ring of four positions.
    const ring = [118, 25, 119, 25, 119, 26, 118, 25]
    const hex = [...new Uint8Array(Float64Array.from(ring).buffer)]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
    database.run(`INSERT INTO v VALUES (1, 'A', x'47500001e6100000010300000001000000${'04000000'}${hex}')`)
    await fuzz('v.gpkg', database.export(), (file) => readVillages(file))
  })
})
