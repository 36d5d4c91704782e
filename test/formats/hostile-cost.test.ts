import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readPopulation } from '../../src/area/read-population'
import { readVillages } from '../../src/area/read-villages'
import { readQuotas } from '../../src/constraints/quota-file'
import { InputError } from '../../src/formats/input-error'
import type { InputFile } from '../../src/formats/input-file'
import { readSites } from '../../src/network/read-sites'
import { readTerrain } from '../../src/terrain/read-terrain'

/** Seconds of processor time that a file below 5 MB may take; twice that of the promise, for busy machines that also run tests beside. */
const MOST_SECONDS = 10

/** Reads a file and says what came of it; anything but an InputError is a fault. Processor time is measured loosely. */
async function outcome(work: () => unknown): Promise<string> {
  const before = process.cpuUsage()
  let result = 'read'
  try {
    await work()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    result = error.code
  }
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS)
  return result
}

const text = (name: string, content: string): InputFile => ({ name, bytes: strToU8(content) })
const collection = (features: unknown[]) => text('v.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
const polygon = (rings: number[][][], properties: unknown = {}) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: rings },
})
const square = (x: number, y: number, side = 0.01) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]
const star = (n: number) =>
  Array.from({ length: n + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i * ((n - 1) / 2)) / n
    return [118 + Math.cos(angle) / 10, 25 + Math.sin(angle) / 10]
  })
/** Long teeth without a crossing. */
const comb = (n: number, slant = 0) =>
  Array.from({ length: n }, (_, i) => [118 + i / n, 25 + (i % 2) * (0.5 + slant * (i / n))]).concat([[118, 25]])
const arcs = (content: Record<string, unknown>) =>
  text('v.topojson', JSON.stringify({ type: 'Topology', objects: { v: { type: 'Polygon', arcs: [[0]] } }, ...content }))
const parts = (sheet: string, strings = '') => ({
  '[Content_Types].xml': strToU8(
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  ),
  '_rels/.rels': strToU8(
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  ),
  'xl/workbook.xml': strToU8(
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
  ),
  'xl/_rels/workbook.xml.rels': strToU8(
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
  ),
  'xl/sharedStrings.xml': strToU8(
    `<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings}</sst>`,
  ),
  'xl/worksheets/sheet1.xml': strToU8(
    `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
  ),
})
const xlsx = (sheet: string, strings = ''): InputFile => ({ name: 's.xlsx', bytes: zipSync(parts(sheet, strings)) })
const far = '<row r="1"><c r="A1" t="inlineStr"><is><t>lon</t></is></c></row>'
const kml = (inner: string) =>
  text('v.kml', `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inner}</Document></kml>`)
const table = 'lon,lat,name\n118,25,a\n118.1,25.1,b\n118.2,25.2,c\n'

const VILLAGES: [what: string, file: () => InputFile][] = [
  ['a star of 501', () => collection([polygon([star(501)])])],
  ['a star of 2001', () => collection([polygon([star(2001)])])],
  ['60 stars of 1001', () => collection(Array.from({ length: 60 }, () => polygon([star(1001)])))],
  ['200 stars of 151', () => collection(Array.from({ length: 200 }, (_, i) => polygon([star(151)], { code: `${i}` })))],
  ['a comb of 60,000 teeth', () => collection([polygon([comb(60_000)])])],
  ['a slanted comb of 60,000', () => collection([polygon([comb(60_000, 0.4)])])],
  ['two combs across', () => collection([polygon([comb(2000), comb(2000).map(([x, y]) => [y + 93, x - 93])])])],
  [
    '20,000 nested rings',
    () =>
      collection([
        polygon(Array.from({ length: 20_000 }, (_, i) => square(118 + i * 1e-6, 25 + i * 1e-6, 0.05 - i * 2e-6))),
      ]),
  ],
  [
    '20,000 nested parts',
    () =>
      collection([
        {
          type: 'Feature',
          properties: {},
          geometry: {
            type: 'MultiPolygon',
            coordinates: Array.from({ length: 20_000 }, (_, i) => [
              square(118 + i * 1e-6, 25 + i * 1e-6, 0.05 - i * 2e-6),
            ]),
          },
        },
      ]),
  ],
  [
    '3,000 identical squares',
    () => collection(Array.from({ length: 3000 }, (_, i) => polygon([square(118, 25)], { code: `${i}` }))),
  ],
  [
    '3,000 squares a metre apart',
    () => collection(Array.from({ length: 3000 }, (_, i) => polygon([square(118 + i * 1e-5, 25)], { code: `${i}` }))),
  ],
  [
    'a column of its own in each of 20,000 features',
    () => collection(Array.from({ length: 20_000 }, (_, i) => polygon([square(118 + i * 0.01, 25)], { [`k${i}`]: 1 }))),
  ],
  ['arcs that lie', () => arcs({ arcs: [{ length: 9e7 }] })],
  [
    'one arc a million times',
    () => arcs({ arcs: [square(118, 25)], objects: { v: { type: 'MultiPolygon', arcs: Array(500_000).fill([[0]]) } } }),
  ],
  [
    'geometries that are null',
    () => arcs({ arcs: [], objects: { v: { type: 'GeometryCollection', geometries: null } } }),
  ],
  [
    'a KMZ of empty tags',
    () => ({ name: 'v.kmz', bytes: zipSync({ 'doc.kml': kml('<a/>'.repeat(4_000_000)).bytes }) }),
  ],
  ['a KML of empty tags', () => kml('<a/>'.repeat(1_200_000))],
  [
    'objects for texts',
    () => collection([polygon([square(118, 25)], { name: { toString: null }, code: { valueOf: null } })]),
  ],
  [
    'an object for a type',
    () => collection([{ type: 'Feature', properties: {}, geometry: { type: { toString: null } } }]),
  ],
  ['a deep list', () => text('v.geojson', `{"type":"FeatureCollection","features":[${'['.repeat(4e6)}`)],
]
const SITES: [what: string, file: () => InputFile][] = [
  ['20 MiB of line feeds', () => ({ name: 's.csv.gz', bytes: gzipSync(strToU8(table + '\n'.repeat(20 * 2 ** 20))) })],
  ['24,000 columns of one name', () => text('s.csv', `lon,lat${',name'.repeat(24_000)}\n118,25\n`)],
  ['a header of 50,000 brackets', () => text('s.csv', `lon,lat,${'('.repeat(50_000)}\n118,25,1\n`)],
  [
    'a column that ends in XFD',
    () =>
      xlsx(
        far +
          Array.from({ length: 20_000 }, (_, i) => `<row r="${i + 2}"><c r="XFD${i + 2}"><v>1</v></c></row>`).join(''),
      ),
  ],
  ['shared strings without end', () => xlsx(far, '<si><t>a</t></si>'.repeat(3_000_000))],
  ['a gzip of 512 MiB', () => ({ name: 's.csv.gz', bytes: gzipSync(new Uint8Array(2 ** 29).fill(10), { level: 1 }) })],
  [
    'points without coordinates',
    () =>
      collection(
        Array.from({ length: 20_000 }, () => ({ type: 'Feature', properties: {}, geometry: { type: 'Point' } })),
      ),
  ],
  [
    'points, each with a column of its own',
    () =>
      collection(
        Array.from({ length: 20_000 }, (_, i) => ({
          type: 'Feature',
          properties: { [`k${i}`]: 1 },
          geometry: { type: 'Point', coordinates: [118, 25] },
        })),
      ),
  ],
]

describe('files below 5 MB end soon, whatever they hold', () => {
  it.each(VILLAGES)('villages: %s', { timeout: 60_000 }, async (_, file) => {
    const made = file()
    await outcome(() => readVillages(made))
  })

  it.each(SITES)('sites: %s', { timeout: 60_000 }, async (_, file) => {
    const made = file()
    await outcome(() => readSites(made))
  })

  it('quotas of 100,000 counties', { timeout: 60_000 }, async () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `c${i}`)
    const yaml = `county:\n${names.map((name) => `  ${name}: { min: 1 }`).join('\n')}\n`
    const json = JSON.stringify({ county: Object.fromEntries(names.map((name) => [name, { min: 1 }])) })
    expect(await outcome(() => readQuotas(text('q.json', json)))).toBe('read')
    await outcome(() => readQuotas(text('q.yaml', yaml)))
    expect(await outcome(() => readQuotas(text('q.yaml', 'county:\n  a: { min: 1 }\n  a: { min: 2 }\n')))).toBe(
      'bad-quota',
    )
  })
})

const hostile = new URL('../../../shared/data/cases/hostile/', import.meta.url)
describe.skipIf(!existsSync(hostile))('the collected hostile files', () => {
  const names = existsSync(hostile) ? readdirSync(hostile) : []
  it.each(names)('%s', { timeout: 60_000 }, async (name) => {
    const file = () => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, hostile))) })
    for (const read of [readVillages, readSites, readPopulation, readTerrain]) await outcome(() => read(file()))
  })

  it('reads three cells between 20 MiB of line feeds', async () => {
    const bytes = new Uint8Array(readFileSync(new URL('b.csv.gz', hostile)))
    expect((await readSites({ name: 'b.csv.gz', bytes })).cells).toHaveLength(3)
  })
})
