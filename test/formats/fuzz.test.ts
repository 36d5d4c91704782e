import fc from 'fast-check'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readPopulation } from '../../src/area/read-population'
import { readVillages } from '../../src/area/read-villages'
import { writeCog } from '../../src/formats/cog'
import { InputError } from '../../src/formats/input-error'
import { kmlText, kmzBytes } from '../../src/formats/kml-writer'
import { topojsonText } from '../../src/formats/topojson-writer'
import { writeWorkbook } from '../../src/formats/xlsx-writer'
import { readSites } from '../../src/network/read-sites'
import { readTerrain } from '../../src/terrain/read-terrain'
import { tinyShapefile } from './tiny-shapefile'

/** Milliseconds that each target runs; longer by FUZZ_MS. */
const RUN_MS = Number(process.env.FUZZ_MS ?? 1500)

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
})
