import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { writeWorkbook } from '../../src/formats/tables/xlsx-writer'
import { BANDS, epre } from '../../src/network/bands'
import { type ReadSitesOptions, readSites } from '../../src/network/read-sites'
import { sentences } from '../sentences'

/** The traps of engineering-parameter tables, one by one: what is read, what is told, what is refused. */

const bytes = (name: string, data: Uint8Array) => ({ name, bytes: data })
const read = (text: string, options?: ReadSitesOptions) => readSites(bytes('t.csv', strToU8(text)), options)

/** "经度,纬度,基站名称" and a row of 湖头 in GBK, written out. */
const GBK = new Uint8Array([
  0xbe,
  0xad,
  0xb6,
  0xc8,
  0x2c,
  0xce,
  0xb3,
  0xb6,
  0xc8,
  0x2c,
  0xbb,
  0xf9,
  0xd5,
  0xbe,
  0xc3,
  0xfb,
  0xb3,
  0xc6,
  0x0d,
  0x0a,
  ...strToU8('118.0101,25.2202,'),
  0xba,
  0xfe,
  0xcd,
  0xb7,
  0x0d,
  0x0a,
])

describe('encodings and separators', () => {
  const text = '经度,纬度,基站名称\n118.0101,25.2202,湖头\n'
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...[...text].flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8]),
  ])
  it.each([
    ['UTF-8', strToU8(text), 'csv (utf-8, ",")'],
    ['UTF-8 with a mark', strToU8(`\ufeff${text}`), 'csv (utf-8-bom, ",")'],
    ['GBK', GBK, 'csv (gb18030, ",")'],
    ['UTF-16 with a mark', utf16, 'csv (utf-16le, ",")'],
    ['tabs and CRLF', strToU8(text.replaceAll(',', '\t').replaceAll('\n', '\r\n')), 'csv (utf-8, tab)'],
    ['semicolons and decimal commas', strToU8(text.replaceAll(',', ';').replaceAll('.', ',')), 'csv (utf-8, ";")'],
    ['bars', strToU8(text.replaceAll(',', '|')), 'csv (utf-8, "|")'],
    ['full-width commas', strToU8(text.replaceAll(',', '，')), 'csv (utf-8, "，")'],
  ])('reads %s', async (_, data, format) => {
    const { stations, sites, formats } = await readSites(bytes('t.txt', data))
    expect(stations[0].id).toBe('湖头')
    expect(sites[0]).toMatchObject({ lon: 118.0101, lat: 25.2202 })
    expect(formats).toEqual([format])
  })

  it('reads quoted commas, quotes and line breaks', async () => {
    const { stations } = await read('lon,lat,site_name\n118,25,"a, ""b""\nc"\n118.1,25,d\n')
    expect(stations.map((station) => station.id)).toEqual(['a, "b"\nc', 'd'])
  })

  it('reads titles and headers of two rows, as merged cells leave them', async () => {
    const { cells, columns } = await read(
      '泉州市5G工参表,,,,\n基本信息,,位置,,天线\n基站名称,小区ID,经度,纬度,挂高\n湖头,1,118,25,32\n',
    )
    expect(cells[0]).toMatchObject({ id: '湖头-1', heightM: 32 })
    expect(columns.map((column) => column.to)).toEqual(['site_name', 'cell_id', 'lon', 'lat', 'height'])
  })

  it('takes the upper header where the lower is empty', async () => {
    const { sites } = await read('站名,位置,,\n,经度,纬度,方位角\n湖头,118,25,90\n')
    expect(sites[0]).toMatchObject({ lon: 118, lat: 25 })
  })

  it('reads a chosen sheet of a workbook, and says which were not read', async () => {
    const columns = ['lon', 'lat'].map((key) => ({ key, header: key, kind: 'degrees' as const }))
    const workbook = await writeWorkbook([
      { name: '4G', columns, rows: [{ lon: 118, lat: 25 }] },
      {
        name: '5G',
        columns,
        rows: [
          { lon: 119, lat: 26 },
          { lon: 118.5, lat: 26 },
        ],
      },
    ])
    const first = await readSites(bytes('t.xlsx', workbook))
    expect(first.sites).toHaveLength(1)
    expect(sentences(first.warnings)).toContain(
      't.xlsx has 2 sheets; "4G" was read. Others: 5G (write t.xlsx:5G to read that one).',
    )
    expect((await readSites(bytes('t.xlsx', workbook), { sheet: '5G' })).sites).toHaveLength(2)
    await expect(readSites(bytes('t.xlsx', workbook), { sheet: '6G' })).rejects.toMatchObject({
      code: 'sheet-missing',
      message: 't.xlsx has no sheet "6G"; it has 4G, 5G.',
    })
  })

  it('reads full-width digits and signs, and every way to leave a field empty', async () => {
    const { cells, sites } = await read('lon,lat,height,azimuth\n１１８．０１,２５．２２,３５,９０\n')
    expect(sites[0]).toMatchObject({ lon: 118.01, lat: 25.22 })
    expect(cells[0]).toMatchObject({ heightM: 35, azimuthDeg: 90 })
    for (const blank of ['-', '/', 'NULL', '#N/A', '无', '　', '0', 'n/a']) {
      const { cells: one } = await read(`lon,lat,height,azimuth,band\n118,25,${blank},90,n78\n`)
      expect(one[0].heightM).toBe(BANDS.n78.heightM.suburban)
    }
  })
})

describe('damage by Excel', () => {
  it.each([
    [
      '6.38745E+09',
      'cgi is "6.38745E+09": Excel kept only the first digits; expected the whole number. Format the column as text and export again',
    ],
    [
      '2023/4/1',
      'cgi is "2023/4/1": Excel turned it into a date; expected mcc-mnc-station-cell. Format the column as text and export again',
    ],
    [
      '1-Apr',
      'cgi is "1-Apr": Excel turned it into a date; expected mcc-mnc-station-cell. Format the column as text and export again',
    ],
    ['what', 'cgi is "what"; expected mcc-mnc-station-cell, such as 460-00-1559436-503, or one whole number'],
  ])('refuses the identity %s', async (cgi, reason) => {
    const { rejected, cells } = await read(`lon,lat,CGI,制式\n118,25,${cgi},5G\n118.1,25,460-00-1-1,5G\n`)
    expect(cells).toHaveLength(1)
    expect(rejected).toMatchObject([{ file: 't.csv', row: 2, field: 'cgi', value: cgi, reason }])
  })

  it('refuses a station number that lost its digits', async () => {
    const { rejected } = await read('lon,lat,gNBID\n118,25,1.55944E+06\n118,25,7\n')
    expect(rejected[0]).toMatchObject({
      field: 'station_id',
      reason:
        'station_id is "1.55944E+06": Excel kept only the first digits; expected the whole number. Format the column as text and export again',
    })
  })
})

describe('coordinates', () => {
  const place = async (lon: string, lat: string, options?: ReadSitesOptions) => {
    const { sites, warnings, rejected } = await read(
      `lon\tlat\tband\tazimuth\n119\t26\tn78\t0\n${lon}\t${lat}\tn78\t0\n`,
      options,
    )
    const about = (text: string) => !/tilt|height|power|gain/.test(text)
    return { site: sites[1], warning: sentences(warnings).filter(about)[0], reason: rejected[0]?.reason }
  }

  it.each([
    [
      '118°40′32.5″',
      '24°52′26.8″',
      't.csv: 2 of 2 rows give degrees, minutes and seconds (first: 118°40′32.5″); they were converted.',
    ],
    [
      `118°40'32.5"E`,
      `24°52'26.8"N`,
      `t.csv: 2 of 2 rows give degrees, minutes and seconds (first: 118°40'32.5"E); they were converted.`,
    ],
    [
      '118-40-32.5',
      '24-52-26.8',
      't.csv: 2 of 2 rows give degrees, minutes and seconds (first: 118-40-32.5); they were converted.',
    ],
    [
      '118 40.5417',
      '24 52.4467',
      't.csv: 2 of 2 rows give degrees, minutes and seconds (first: 118 40.5417); they were converted.',
    ],
    ['东经118.6757', '北纬24.8741', undefined],
    [
      '11840.5417',
      '2452.4467',
      't.csv: 2 of 2 rows seem to give degrees and minutes run together (first: 11840.5417); they were taken as such.',
    ],
    [
      '118675700',
      '24874100',
      't.csv: 2 of 2 rows seem to have lost the decimal point of a coordinate (first: 118675700); it was put back.',
    ],
    [
      '24.8741',
      '118.6757',
      't.csv: 1 of 2 rows has longitude and latitude swapped (first: 24.8741, 118.6757); they were put right.',
    ],
  ])('reads %s, %s', async (lon, lat, warning) => {
    const { site, warning: told } = await place(lon, lat)
    expect(site.lon).toBeCloseTo(118.6757, 3)
    expect(site.lat).toBeCloseTo(24.8741, 3)
    expect(told).toBe(warning)
  })

  it.each([
    ['0', '0', 'the position is 0, 0; expected degrees of a real place'],
    ['', '25', 'lon is empty; expected degrees, such as 118.6757'],
    ['118', 'N/A', 'lat is empty; expected degrees, such as 24.8741'],
    ['118', 'north', 'lat is "north"; expected degrees, such as 24.8741'],
    [
      '39567000.5',
      '2755000.2',
      'the position 39567000.5, 2755000.2 is not in degrees; if these are metres, declare them, such as --datum EPSG:4527',
    ],
    [
      '20567000.5',
      '2755000.2',
      'the position 20567000.5, 2755000.2 is not in degrees; if these are metres, declare them, such as --datum EPSG:4498',
    ],
    [
      '13210918.6',
      '2857692.6',
      'the position 13210918.6, 2857692.6 is not in degrees; if these are metres, declare them, such as --datum EPSG:3857',
    ],
    ['NaN', 'Infinity', 'lon is empty; expected degrees, such as 118.6757'],
    ['118', '1e999', 'lat is "1e999"; expected degrees, such as 24.8741'],
  ])('refuses %s, %s', async (lon, lat, expected) => {
    const { site, reason } = await place(lon, lat)
    expect(site).toBeUndefined()
    expect(reason).toBe(expected)
  })

  it('reads metres that are declared', async () => {
    const { sites } = await read('lon,lat\n39567000.5,2755000.2\n', { datum: 'EPSG:4527' })
    expect(sites[0].lon).toBeCloseTo(117.664, 2)
    expect(sites[0].lat).toBeCloseTo(24.9, 1)
  })

  it('leaves the far north alone', async () => {
    const { sites } = await read('lon,lat\n15.6,78.2\n25.7,71.1\n')
    expect(sites.map(({ lon, lat }) => [lon, lat])).toEqual([
      [15.6, 78.2],
      [25.7, 71.1],
    ])
  })
})

describe('antennas', () => {
  const antenna = async (changes: Record<string, string>) => {
    const keys = ['lon', 'lat', 'band', 'azimuth', 'height', 'gain', 'power (W)', 'tilt', ...Object.keys(changes)]
    const base: Record<string, string> = {
      lon: '118',
      lat: '25',
      band: 'n28',
      azimuth: '90',
      height: '30',
      gain: '15',
      'power (W)': '240',
      tilt: '5',
    }
    const names = [...new Set(keys)].filter((key) => changes[key] !== 'none')
    const row = names.map((key) => changes[key] ?? base[key])
    const { cells, warnings, rejected } = await read(`${names.join(';')}\n${row.join(';')}\n118,2;25;n28;;;;;\n`)
    return {
      cell: cells[0],
      warning: sentences(warnings).filter((text) => text.includes('first:'))[0],
      reason: rejected[0]?.reason,
    }
  }

  it.each([
    ['360', 0],
    ['-1', Number.NaN],
    ['全向', Number.NaN],
    ['omni', Number.NaN],
    ['', Number.NaN],
    ['90°', 90],
  ])('takes the azimuth "%s" as %d', async (azimuth, expected) => {
    expect((await antenna({ azimuth })).cell.azimuthDeg).toBe(expected)
  })

  it.each([
    [{ azimuth: '400' }, 'azimuth is "400"; expected 0 to 360 degrees, or 全向 or -1 for omnidirectional'],
    [{ azimuth: 'east' }, 'azimuth is "east"; expected 0 to 360 degrees, or 全向 or -1 for omnidirectional'],
    [{ height: 'tall' }, 'height is "tall"; expected metres above ground, such as 35'],
    [{ height: '-4' }, 'height is -4; expected metres above ground from 0 to 1000'],
    [{ 'power (W)': '200000' }, 'power is 83 dBm; expected more than 0 W and less than 100 kW'],
    [{ gain: 'much' }, 'gain is "much"; expected a gain in dBi, such as 15'],
    [{ tilt: 'down' }, 'tilt is "down"; expected degrees, such as 6'],
    [
      { band: 'n999' },
      'band is "n999", no downlink band of its technology, and no frequency is stated; expected a band such as n78, or a default band for such rows',
    ],
    [
      { band: '' },
      'the row states neither band nor frequency; expected a band such as n78, or a default band for such rows',
    ],
  ])('refuses %o', async (changes, expected) => {
    expect((await antenna(changes as unknown as Record<string, string>)).reason).toBe(expected)
  })

  it.each([
    [
      { height: '460' },
      't.csv: 1 of 2 rows gives an antenna height above 150 m (first: 460); it should be metres above ground, not above the sea.',
    ],
    [
      { height: '120', altitude: '120' },
      't.csv: 1 of 2 rows gives the same value for antenna height and altitude (first: 120); height should be metres above ground.',
    ],
    [
      { tilt: '9', tilt_m: '2', tilt_e: '4' },
      't.csv: 1 of 2 rows gives a total tilt that differs by more than 0.5° from mechanical plus electrical (first: 9 against 6); the parts were taken.',
    ],
    [{ tilt: '40' }, 't.csv: 1 of 2 rows gives a tilt above 25° or below −10° (first: 40); please check them.'],
    [
      { 'RS power': '152' },
      't.csv: 1 of 2 rows gives the reference signal power in tenths of a dBm (first: 152); they were divided by ten.',
    ],
    [
      { band: 'n78', gain: '24.5' },
      't.csv: 1 of 2 rows gives the gain of a traffic beam (above 22 dBi, first: 24.5); 20 dBi was taken for the reference signal.',
    ],
  ])('tells %o', async (changes, expected) => {
    expect((await antenna(changes as unknown as Record<string, string>)).warning).toBe(expected)
  })

  it('adds the preset to the electrical tilt', async () => {
    const { cell } = await antenna({ tilt: '9', tilt_m: '2', tilt_e: '4', 预置电下倾: '3' })
    expect(cell).toMatchObject({ mechanicalTiltDeg: 2, electricalTiltDeg: 7 })
  })

  it.each([
    ['power (W)', '200', epre(200, 160)],
    ['power (dBm)', '53', epre(10 ** 2.3, 160)],
    ['power (0.1dBm)', '530', epre(10 ** 2.3, 160)],
    ['参考信号功率(dBm)', '18.2', 18.2],
    ['RSPOWER', '182', 18.2],
  ])('reads %s %s', async (header, value, expected) => {
    const { cells } = await read(`lon,lat,band,${header}\n118,25,n28,${value}\n`)
    expect(cells[0].epreDbm).toBeCloseTo(expected, 6)
  })

  it('tells the unit that it took for a power without one', async () => {
    for (const [value, unit] of [
      ['46', 'dBm'],
      ['240', 'W'],
      ['460', 'tenths of a dBm'],
    ]) {
      const { warnings } = await read(`lon,lat,功率\n118,25,${value}\n`)
      expect(sentences(warnings)).toContain(
        `t.csv: The power column states no unit; 1 of 1 rows was taken as ${unit}. Write the unit into the header, such as "power (W)".`,
      )
    }
  })

  it('sets remote units apart that stand more than 2 km from their station', async () => {
    const { sites, stations, warnings } = await read(
      'lon,lat,gNBID,cell_id\n118,25,7,1\n118.0005,25,7,2\n118.05,25,7,3\n118.05,25,7,4\n',
    )
    expect(sites).toHaveLength(2)
    expect(stations.map((station) => station.id)).toEqual(['7', '7/2'])
    expect(sentences(warnings)).toContain(
      't.csv: 2 of 4 rows stand more than 2 km from their station (first: 7, 5 km); each was kept as a station of its own.',
    )
  })

  it('keeps cells of two operators apart that share a number', async () => {
    const { cells, stations } = await read('lon,lat,gNBID,cell_id,operator\n118,25,7,1,移动\n118,25,7,1,联通\n')
    expect(stations.map(({ id, operator }) => [id, operator])).toEqual([
      ['7', 'CMCC'],
      ['7-CUCC-5g', 'CUCC'],
    ])
    expect(new Set(cells.map((cell) => cell.id)).size).toBe(2)
  })

  it('knows indoor cells', async () => {
    const { cells } = await read('lon,lat,覆盖类型\n118,25,室分\n118.1,25,室外\n118.2,25,室内\n118.3,25,宏站\n')
    expect(cells.map((cell) => cell.indoor)).toEqual([true, false, true, false])
  })

  it('says what radio technology it took where none is named', async () => {
    const { stations, warnings } = await read('lon,lat\n118,25\n', { rat: '4g' })
    expect(stations[0].rat).toBe('4g')
    expect(sentences(warnings)).toContain('t.csv: 1 of 1 rows names no radio technology; 4G was taken.')
  })
})

describe('traps of domain.md §5.3 that stand alone', () => {
  const warnings = async (text: string) => sentences((await read(text)).warnings)

  it('puts back a leading zero that a spreadsheet took', async () => {
    const {
      stations,
      cells,
      warnings: told,
    } = await read('lon,lat,CGI,band,azimuth,height,gain,power (W),tilt\n118,25,460-0-1559436-503,n28,0,30,15,240,5\n')
    expect(stations[0]).toMatchObject({ id: '1559436', operator: 'CMCC' })
    expect(cells[0].id).toBe('1559436-503')
    expect(sentences(told)).toContain(
      't.csv: 1 of 1 rows gives a network code of one digit (first: 460-0-1559436-503): a spreadsheet took the leading zero; it was put back.',
    )
  })

  it('reads a full-width minus and comma', async () => {
    const { cells } = await read('lon\tlat\theight\ttilt\tazimuth\n118．5\t25．2\t３５\t６\t－１\n')
    expect(cells[0]).toMatchObject({ heightM: 35, electricalTiltDeg: 6, azimuthDeg: Number.NaN })
  })

  it.each([
    ['height', '0', 't.csv: 1 of 1 rows gives no antenna height; the default of the band and scene was taken.'],
    ['height', '无', 't.csv: 1 of 1 rows gives no antenna height; the default of the band and scene was taken.'],
    ['tilt', '-12', 't.csv: All tilts are 0 or below; 1 of 1 rows was turned to positive downward.'],
    ['方位角', '', 't.csv: 1 of 1 rows gives no azimuth; their antennas were taken as omnidirectional.'],
    [
      'name',
      'x',
      't.csv: 1 of 1 rows names neither band nor frequency; n78 was taken. It moves every level: name the right band with --default-band.',
    ],
  ])('tells %s "%s"', async (column, value, sentence) => {
    expect(await warnings(`lon,lat,${column}\n118,25,${value}\n`)).toContain(sentence)
  })

  it('does not miss the azimuth of an indoor cell, which has none', async () => {
    const told = await warnings('lon,lat,方位角,覆盖类型\n118,25,,室分\n')
    expect(told.join()).not.toContain('no azimuth')
    expect(told).toContain('t.csv: 1 of 1 rows is an indoor cell; it does not cover the outdoors.')
  })

  it('names the zone of metres without a prefix', async () => {
    const { rejected } = await read('lon,lat\n567000.5,2755000.2\n118,25\n')
    expect(rejected[0].reason).toBe(
      'the position 567000.5, 2755000.2 is not in degrees; if these are metres, declare them, such as --datum EPSG:4548',
    )
  })

  it('refuses a cell number that lost its digits', async () => {
    const { rejected } = await read('lon,lat,gNBID,小区ID\n118,25,7,6.38745E+09\n118.1,25,7,3\n')
    expect(rejected[0].reason).toBe(
      'cell_id is "6.38745E+09": Excel kept only the first digits; expected the whole number. Format the column as text and export again',
    )
  })

  it('keeps the original text of a row that it rejects', async () => {
    const { rejected } = await read('lon,lat,基站名称,备注\n118,25,好,\n0,0,湖头"站",第二行, 多一格\n')
    expect(rejected).toEqual([
      {
        file: 't.csv',
        row: 3,
        field: 'lon',
        value: '0, 0',
        reason: 'the position is 0, 0; expected degrees of a real place',
        original: '0,0,湖头"站",第二行, 多一格',
      },
    ])
  })

  it('finds columns in any order, and takes the first of two with one name', async () => {
    const { cells, unused } = await read('挂高,纬度,方位角,频段,经度,方位角\n30,25,90,700M,118,270\n')
    expect(cells[0]).toMatchObject({ heightM: 30, azimuthDeg: 90, band: 'n28' })
    expect(unused).toEqual(['方位角'])
  })

  it.each([
    ['no row but the headers', 'lon,lat,band\n', 't.csv holds no row below its headers; expected base stations.'],
    ['a blank file', '\n \n', 't.csv holds no text; expected a table.'],
  ])('refuses %s', async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'InputError', message })
  })

  it('knows a workbook called .csv, and a workbook of before 2007', async () => {
    const columns = ['lon', 'lat'].map((key) => ({ key, header: key }))
    const workbook = await writeWorkbook([{ name: 's', columns, rows: [{ lon: '118', lat: '25' }] }])
    const { sites, formats } = await readSites(bytes('t.csv', workbook))
    expect(sites).toHaveLength(1)
    expect(formats).toEqual(['xlsx (sheet s)'])
    const old = new Uint8Array(600)
    old.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    await expect(readSites(bytes('t.xls', old))).rejects.toMatchObject({
      code: 'format-unknown',
      message: 't.xls is an Excel workbook of before 2007 (XLS); expected a table: CSV or XLSX. Save it as .xlsx.',
    })
  })
})
