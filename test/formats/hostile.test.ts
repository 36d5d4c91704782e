import { gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readVillages } from '../../src/area/read-villages'
import { readSites } from '../../src/network/read-sites'
import { sentences } from '../sentences'
import { tinyShapefile } from './tiny-shapefile'

/** The central directory's sizes of a zip, set to a lie. */
function lying(zip: Uint8Array, size: number): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  for (let i = 0; i + 28 < zip.length; i++)
    if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, size, true)
  return zip
}
const placemark =
  '<Placemark><name>A</name><Polygon><outerBoundaryIs><LinearRing><coordinates>118,25 119,25 119,26 118,25</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>'
const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemark}</Document></kml>`

describe('archives', () => {
  it('reads an honest KMZ', async () => {
    const { villages } = await readVillages({ name: 'a.kmz', bytes: zipSync({ 'doc.kml': strToU8(kml) }) })
    expect(villages.map((village) => village.name)).toEqual(['A'])
  })

  it('refuses names that climb out', async () => {
    for (const name of ['../doc.kml', '/etc/doc.kml', 'a/../../doc.kml', 'C:\\doc.kml', '..\\doc.kml']) {
      await expect(readVillages({ name: 'a.kmz', bytes: zipSync({ [name]: strToU8(kml) }) })).rejects.toMatchObject({
        code: 'zip-name-unsafe',
        message: `a.kmz holds an entry named "${name}" that points outside the archive; expected plain relative names. Pack it again.`,
      })
    }
  })

  it('refuses a zip that unpacks beyond all measure', async () => {
    const bytes = lying(zipSync({ 'a.shp': new Uint8Array(1000) }), 3 * 2 ** 30)
    await expect(readVillages({ name: 'a.zip', bytes })).rejects.toMatchObject({
      code: 'file-too-large',
      message: `a.zip (${bytes.length} bytes) unpacks to more than 2048 MiB; expected an archive of real data. Unpack it yourself if it is meant.`,
    })
  })

  it('refuses a workbook that unpacks beyond all measure', async () => {
    const bytes = lying(
      zipSync({ 'xl/workbook.xml': new Uint8Array(9), 'xl/worksheets/sheet1.xml': new Uint8Array(9) }),
      2 ** 30,
    )
    await expect(readSites({ name: 'a.xlsx', bytes })).rejects.toMatchObject({
      code: 'file-too-large',
      message: `a.xlsx (${bytes.length} bytes) unpacks to 2048 MiB; expected a workbook of real data. Delete its empty rows and save it again.`,
    })
  })

  it('reads a workbook of many empty rows, and refuses more than Excel has', async () => {
    const part = (rows: string) => ({
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
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': strToU8(
        `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
      ),
    })
    const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
    const head = `<row r="1">${cell('A1', 'lon')}${cell('B1', 'lat')}</row>`
    let empty = ''
    for (let row = 2; row <= 60000; row++) empty += `<row r="${row}"/>`
    const last = (row: number) => `<row r="${row}">${cell(`A${row}`, '118')}${cell(`B${row}`, '25')}</row>`
    const honest = await readSites({ name: 'a.xlsx', bytes: zipSync(part(head + empty + last(60001))) })
    expect(honest.sites).toHaveLength(1)
    await expect(readSites({ name: 'a.xlsx', bytes: zipSync(part(head + last(16_000_000))) })).rejects.toMatchObject({
      name: 'InputError',
      code: 'file-too-large',
    })
  })

  it('refuses gzip that unpacks beyond all measure, and gzip that breaks off', async () => {
    const bomb = gzipSync(new Uint8Array(80 * 2 ** 20), { level: 1 })
    await expect(readSites({ name: 'a.csv.gz', bytes: bomb })).rejects.toMatchObject({ code: 'file-too-large' })
    const broken = gzipSync(strToU8('lon,lat\n118,25\n')).subarray(0, 20)
    await expect(readSites({ name: 'a.csv.gz', bytes: broken })).rejects.toMatchObject({
      code: 'file-damaged',
      message: 'a.csv.gz is a damaged gzip file: it breaks off. Copy it again.',
    })
  })
})

describe('XML', () => {
  it('refuses entities', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${kml.replace('<?xml version="1.0"?>', '').replace('>A<', '>&b;<')}`
    await expect(readVillages({ name: 'a.kml', bytes: strToU8(bomb) })).rejects.toMatchObject({
      code: 'xml-doctype',
      message: 'a.kml declares a DOCTYPE or entities; expected plain KML. Save it again from the map program.',
    })
  })

  it('refuses nesting beyond all use', async () => {
    const deep = kml.replace(placemark, '<Folder>'.repeat(5000) + '</Folder>'.repeat(5000))
    await expect(readVillages({ name: 'a.kml', bytes: strToU8(deep) })).rejects.toMatchObject({ code: 'too-deep' })
  })

  it('refuses what is not well-formed', async () => {
    await expect(readVillages({ name: 'a.kml', bytes: strToU8(kml.slice(0, 200)) })).rejects.toMatchObject({
      code: 'not-kml',
    })
  })
})

describe('tables', () => {
  it('refuses a line of 100 MB', async () => {
    const bytes = new Uint8Array(100 * 2 ** 20).fill(97)
    bytes.set(strToU8('lon,lat\n118,25\n'))
    await expect(readSites({ name: 'a.csv', bytes })).rejects.toMatchObject({
      code: 'line-too-long',
      path: 'a.csv:3',
      message: 'a.csv, row 3: the row is longer than 1 MiB; expected a table.',
    })
  })

  it('says where a quotation mark may not be closed', async () => {
    const text = `lon,lat,name\n118,25,"open\n${'119,26,b\n'.repeat(200000)}`
    await expect(readSites({ name: 'a.csv', bytes: strToU8(text) })).rejects.toMatchObject({
      message: 'a.csv, row 2: the row is longer than 1 MiB; expected a table. A quotation mark seems not to be closed.',
    })
  })

  it('is not led astray by headers named after prototypes', async () => {
    const text =
      'lon,lat,__proto__,constructor,toString,band\n118,25,polluted,polluted,x,__proto__\n118,25,polluted,polluted,x,n78\n'
    const { cells, unused, rejected } = await readSites({ name: 'a.csv', bytes: strToU8(text) })
    expect(cells.map(({ band }) => band)).toEqual(['n78'])
    expect(rejected.map(({ value }) => value)).toEqual(['__proto__'])
    expect(unused).toEqual(['__proto__', 'constructor', 'toString'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('Shapefiles', () => {
  const squares: Parameters<typeof tinyShapefile>[0] = [
    [118, 25, 0.1, 'Hutou', '350525100'],
    [118.1, 25, 0.1, 'Anxi', '350524101'],
  ]

  it('reads an honest one, loose and zipped', async () => {
    const { shp, dbf } = tinyShapefile(squares)
    const loose = await readVillages([
      { name: 'v.shp', bytes: shp },
      { name: 'v.dbf', bytes: dbf },
    ])
    expect(loose.villages.map(({ name, code }) => [name, code])).toEqual([
      ['Hutou', '350525100'],
      ['Anxi', '350524101'],
    ])
    expect(sentences(loose.warnings)).toContain(
      'v.shp has no .prj beside it: its coordinates were taken as they stand.',
    )
    const zipped = await readVillages({ name: 'v.zip', bytes: zipSync({ 'x/v.shp': shp, 'x/v.dbf': dbf }) })
    expect(zipped.villages).toEqual(loose.villages)
  })

  it('reads GBK with and without a .cpg', async () => {
    // 湖头 in GBK.
    const { shp, dbf } = tinyShapefile([[118, 25, 0.1, '湖头', '1']], (text) =>
      text === '湖头' ? new Uint8Array([0xba, 0xfe, 0xcd, 0xb7]) : strToU8(text),
    )
    const parts = [
      { name: 'v.shp', bytes: shp },
      { name: 'v.dbf', bytes: dbf },
    ]
    const told = await readVillages([...parts, { name: 'v.cpg', bytes: strToU8('GBK') }])
    expect(told.villages[0].name).toBe('湖头')
    const guessed = await readVillages(parts)
    expect(guessed.villages[0].name).toBe('湖头')
    expect(sentences(guessed.warnings)).toContain('v.dbf has no .cpg beside it: its text was taken as GBK.')
  })

  it('brings the coordinates to WGS-84 by the .prj', async () => {
    const { shp } = tinyShapefile([[13210000, 2860000, 1000, 'a', '1']])
    const prj =
      'PROJCS["WGS 84 / Pseudo-Mercator",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1],EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"]]'
    const { villages } = await readVillages([
      { name: 'v.shp', bytes: shp },
      { name: 'v.prj', bytes: strToU8(prj) },
    ])
    expect(villages[0].publicPoints[0].lon).toBeCloseTo(118.67, 1)
    expect(villages[0].publicPoints[0].lat).toBeCloseTo(24.86, 0)
  })

  it('refuses one that breaks off, and a .dbf alone', async () => {
    const { shp, dbf } = tinyShapefile(squares)
    await expect(readVillages({ name: 'v.shp', bytes: shp.subarray(0, 200) })).rejects.toMatchObject({
      code: 'file-damaged',
      message: `v.shp is a damaged Shapefile: its header speaks of ${shp.length} bytes, there are 200. Copy all of its files again.`,
    })
    await expect(readVillages({ name: 'v.dbf', bytes: dbf })).rejects.toMatchObject({
      code: 'shapefile-incomplete',
      message: 'v.dbf: there is no .shp; expected .shp, .dbf and .prj of one name together, or a zip that holds them.',
    })
  })
})
