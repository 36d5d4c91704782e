import { unzipSync } from 'fflate'
import type { Feature } from 'geojson'
import { describe, expect, it } from 'vitest'
import { openTable } from '../../src/formats/tables/table'
import { writeWorkbook } from '../../src/formats/tables/xlsx-writer'
import { geojsonText, rounded } from '../../src/formats/vectors/geojson-writer'
import { readKml } from '../../src/formats/vectors/kml'
import { kmlFeatures, kmlText, kmzBytes } from '../../src/formats/vectors/kml-writer'
import { readTopojson } from '../../src/formats/vectors/topojson'
import { topojsonText } from '../../src/formats/vectors/topojson-writer'
import { TOWER_DEMAND_COLUMNS, towerDemandRows } from '../../src/plan/tower-demand'
import { has, runOn } from './debian'

const square = (x: number): Feature => ({
  type: 'Feature',
  properties: { code: `c${x}`, share: Number.NaN, name: '湖上 & <b>' },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, 25],
        [x + 1, 25],
        [x + 1, 26.123456789],
        [x, 26],
        [x, 25],
      ],
    ],
  },
})

describe('GeoJSON out', () => {
  it('has six decimals, one feature per line, null for NaN, further members', () => {
    const text = geojsonText([square(118)], { members: { synthetic: true } })
    const read = JSON.parse(text)
    expect(read).toMatchObject({ type: 'FeatureCollection', synthetic: true })
    expect(read.features[0].properties).toEqual({ code: 'c118', share: null, name: '湖上 & <b>' })
    expect(read.features[0].geometry.coordinates[0][2]).toEqual([119, 26.123457])
    expect(text.split('\n')).toHaveLength(4)
  })

  it('moves positions to another datum and writes those that fall together once', () => {
    const ring = [
      [0, 0],
      [1, 0],
      [1, 1e-9],
      [1, 1],
      [0, 1],
      [0, 0],
    ]
    expect(rounded({ type: 'Polygon', coordinates: [ring] }, 6, (x, y) => [x + 1, y])).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [1, 0],
          [2, 0],
          [2, 1],
          [1, 1],
          [1, 0],
        ],
      ],
    })
  })
})

describe('TopoJSON out', () => {
  it('comes back, with the shared boundary stored once', () => {
    const plain = (x: number): Feature => ({ ...square(x), geometry: rounded(square(x).geometry, 0) })
    const text = topojsonText({ villages: [plain(118), plain(119)] })
    const bytes = new TextEncoder().encode(text)
    const { features, object } = readTopojson({ name: 'a.json', bytes })
    expect(object).toBe('villages')
    expect(features.map((feature) => feature.properties?.code)).toEqual(['c118', 'c119'])
    expect(JSON.parse(text).arcs).toHaveLength(3)
  })
})

describe('KML out', () => {
  const kml = kmlText(
    'Plan <2024>',
    [{ id: 'q1', color: '#ff8800', opacity: 0.5 }],
    [
      {
        name: '2024 Q1',
        folders: [{ name: 'deep' }],
        features: kmlFeatures(
          [square(118)],
          () => 'A & B',
          () => 'q1',
        ),
      },
    ],
    'synthetic\u0000',
  )

  it('comes back through KMZ with names, data and style', async () => {
    const kmz = kmzBytes(kml)
    expect(Object.keys(unzipSync(kmz))).toEqual(['doc.kml'])
    expect(kmzBytes(kml)).toEqual(kmz)
    const [feature] = await readKml({ name: 'a.kmz', bytes: kmz })
    expect(feature.properties).toMatchObject({ name: 'A & B', code: 'c118', styleUrl: '#q1', fill: '#ff8800' })
    expect(feature.geometry).toMatchObject({ type: 'Polygon' })
  })

  it.skipIf(!has('ogrinfo'))('is read by GDAL', () => {
    const output = runOn('a.kml', kml, 'ogrinfo', ['-ro', '-al', 'FILE'])
    expect(output).toContain('A & B')
    expect(output).toContain('POLYGON')
  })
})

describe('XLSX out', () => {
  const sheet = {
    name: '规划 plan: 2024/Q1 [a very long name of a sheet]',
    columns: [
      { key: 'name', header: '名称' },
      { key: 'people', header: 'people', kind: 'integer' as const },
      { key: 'share', header: 'share', kind: 'share' as const },
      { key: 'list', header: 'azimuths' },
    ],
    rows: [
      { name: '=HYPERLINK("http://x")', people: 1234, share: 0.95, list: [0, 120] },
      { name: '+1\u0001', people: Number.NaN, share: null, list: [] },
    ],
  }

  it('keeps numbers numbers, texts texts, and never writes a formula', async () => {
    const bytes = await writeWorkbook([sheet, sheet])
    const parts = unzipSync(bytes)
    const xml = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])
    expect(xml).not.toContain('<f>')
    expect(xml).toContain('<v>1234</v>')
    expect(xml).toContain('state="frozen"')
    expect(xml).toContain('<autoFilter ref="A1:D3"/>')
    const table = await openTable({ name: 'a.xlsx', bytes }, (header) => header === '名称', '2')
    const rows: string[][] = []
    for await (const block of table.blocks()) rows.push(...block.map((row) => row.fields))
    expect(table.headers).toEqual(['名称', 'people', 'share', 'azimuths'])
    expect(rows).toEqual([['=HYPERLINK("http://x")', '1234', '0.95', '0;120'], expect.arrayContaining(['+1'])])
    expect(table.format).toBe('xlsx (sheet 规划 plan  2024 Q1  a very lon 2)')
  })

  it('makes the same bytes of the same tables at any time', async () => {
    const first = await writeWorkbook([sheet])
    await new Promise((resolve) => setTimeout(resolve, 2100))
    expect(await writeWorkbook([sheet])).toEqual(first)
  })

  it.skipIf(!has('ogrinfo'))('is read by GDAL with types', async () => {
    const bytes = await writeWorkbook([{ ...sheet, name: 'plan' }])
    const output = runOn('a.xlsx', bytes, 'ogrinfo', ['-ro', '-al', 'FILE'])
    expect(output).toMatch(/people: Integer/)
    expect(output).toContain('share (Real) = 0.95')
    expect(output).toContain('=HYPERLINK')
  })
})

describe('the tower-demand sheet', () => {
  it('has the 21 columns of the province, stations only', () => {
    const proposal = {
      rank: 7,
      kind: 'station',
      lon: 118.01234567,
      lat: 25.2,
      county: '安溪县',
      township: '湖头镇',
      village: '湖上村',
      villageCode: '350525100201',
      reason: 'village',
      band: 'n28',
      heightM: 35,
      tiltDeg: 3,
      surroundings: 'country',
      azimuthsDeg: [0, 120, 240],
      sharesSite: null,
      serves: '湖上村',
      gainExpectedPeople: 700.2,
      gainAreaKm2: 1.5,
      gainPeople: 812.4,
      gainVillages: 2,
      reliefPeople: 0,
      costCny: 3e5,
      cumulativePeople: 0,
      cumulativeVillages: 0,
      cumulativeCostCny: 0,
      quarter: 2,
      year: 1,
      operator: '',
      structure: 'tower' as const,
      candidate: '',
      owner: '',
      isNewTenant: false,
    } as const
    const rows = towerDemandRows(
      [
        { ...proposal, azimuthsDeg: [0, 120, 240] },
        { ...proposal, azimuthsDeg: [], kind: 'olt' },
      ],
      { operator: 'CMCC' },
    )
    expect(rows).toHaveLength(1)
    expect(Object.keys(rows[0])).toEqual([...TOWER_DEMAND_COLUMNS])
    expect(rows[0]).toMatchObject({
      需求编号: 'XQ00007',
      电信企业: 'CMCC',
      区县: '安溪县',
      经度: 118.012346,
      '允许偏离半径(米)': 200,
      '交付时间要求(月)': 6,
      天线方向角: '0/120/240',
      '天线挂高范围(m)': '30-40',
      备注: '新建地面塔',
    })
  })
})
