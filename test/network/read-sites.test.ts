import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/formats/input-error'
import { epre } from '../../src/network/bands'
import { stationsOutside } from '../../src/network/outside'
import { readSites } from '../../src/network/read-sites'
import { sentences } from '../sentences'

const csv = (text: string, name = 'sites.csv') => ({ name, bytes: strToU8(text) })
const HEADER = '基站名称,基站ID,小区ID,经度,纬度,方位角,机械下倾角,电子下倾角,天线挂高,频段,制式,功率(W),运营商'
const ROW = '湖头,1559436,503,118.0101,25.2202,120,2,4,35,700M,5G,240,中国移动'
const row = (changes: Record<string, string>) => {
  const keys = HEADER.split(',')
  const fields = ROW.split(',')
  for (const [key, value] of Object.entries(changes)) fields[keys.indexOf(key)] = value
  return fields.join(',')
}
const table = (...rows: string[]) => csv([HEADER, ...rows].join('\n'))
async function errorOf(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await call
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return { code: (error as InputError).code, message: (error as InputError).message }
  }
  throw new Error('no error was thrown')
}

describe('readSites', () => {
  it('keeps the width of a carrier that is not the usual one: 20 MHz at 700 MHz are 106 resource blocks', async () => {
    const wide = (mhz: string) => csv([`${HEADER},带宽(MHz)`, `${ROW},${mhz}`].join('\n'))
    const cellOf = async (mhz: string) => (await readSites(wide(mhz))).cells[0]
    expect(await cellOf('20')).toMatchObject({ resourceBlocks: 106, epreDbm: epre(240, 106) })
    expect((await cellOf('30')).resourceBlocks).toBeUndefined()
    expect((await cellOf('')).resourceBlocks).toBeUndefined()
  })

  it('groups the rows of an engineering-parameter table into sites, stations and cells', async () => {
    const network = await readSites(
      table(
        ROW,
        row({ 小区ID: '504', 方位角: '240' }),
        row({ 基站ID: '77', 运营商: '中国联通', 频段: '900M', 方位角: '360' }),
      ),
    )
    expect(network.sites).toEqual([{ id: 'S1', lon: 118.0101, lat: 25.2202 }])
    expect(network.stations).toEqual([
      { id: '1559436', site: 0, rat: '5g', operator: 'CMCC', built: Number.NaN },
      { id: '77', site: 0, rat: '5g', operator: 'CUCC', built: Number.NaN },
    ])
    expect(network.cells.map(({ id, station, band, azimuthDeg }) => [id, station, band, azimuthDeg])).toEqual([
      ['1559436-503', 0, 'n28', 120],
      ['1559436-504', 0, 'n28', 240],
      ['77-503', 1, 'n8', 0],
    ])
    expect(network.cells[0]).toMatchObject({
      frequencyMhz: 773,
      mechanicalTiltDeg: 2,
      electricalTiltDeg: 4,
      heightM: 35,
      epreDbm: epre(240, 160),
      gainDbi: 15,
      indoor: false,
    })
    expect(network.columns.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      '基站名称 → site_name',
      '基站ID → station_id',
      '小区ID → cell_id',
      '经度 → lon',
      '纬度 → lat',
      '方位角 → azimuth',
      '机械下倾角 → tilt_m',
      '电子下倾角 → tilt_e',
      '天线挂高 → height',
      '频段 → band',
      '制式 → rat',
      '功率(W) → power',
      '运营商 → operator',
    ])
    expect(sentences(network.warnings)).toEqual([
      'sites.csv: 3 of 3 rows give no antenna gain; the default of the band was taken.',
    ])
    expect(network.rejected).toEqual([])
  })

  it('reads a vendor export: tab-separated, blanks as "-", identity in the CGI', async () => {
    const header =
      'tac\t站点号\t小区号\t基站中文名\t小区名\t网管IP\tPCI\tPRACH\t经度\t纬度\t覆盖类型\t频段\t下行频点\t方向角\t制式\tCGI\t天线挂高'
    const line =
      '1\t1559436\t503\t湖头\t湖头-1\t-\t88\t-\t118.01\t25.22\t室外\t-\t504990\t90\tNR\t460-00-1559436-503\t32'
    const indoor = '1\t1559437\t1\t湖上\t湖上-1\t-\t89\t-\t118.02\t25.22\t室分\tn41\t504990\t-\tNR\t460-00-1559437-1\t-'
    const { cells, stations, warnings } = await readSites(csv(`${header}\r\n${line}\r\n${indoor}\r\n`, 'export.txt'))
    expect(cells[0]).toMatchObject({
      id: '1559436-503',
      band: 'n41',
      frequencyMhz: expect.closeTo(2524.95, 6),
      azimuthDeg: 90,
      heightM: 32,
    })
    expect(cells[1]).toMatchObject({ id: '1559437-1', indoor: true, azimuthDeg: Number.NaN })
    expect(stations[0].operator).toBe('CMCC')
    expect(sentences(warnings)).toContain('export.txt: 1 of 2 rows is an indoor cell; it does not cover the outdoors.')
  })

  it('takes station and cell out of an ECI or NCI', async () => {
    const { cells } = await readSites(
      csv('lon,lat,制式,ECI,band\n118.1,25.1,4G,257570856,FDD1800\n118.2,25.2,5G,6387450359,2.6G'),
    )
    expect(cells.map((cell) => cell.id)).toEqual(['1006136-40', '1559436-503'])
  })

  it('reads three azimuths of a station-level row as three cells', async () => {
    const { cells } = await readSites(table(row({ 方位角: '0/120/240' })))
    expect(cells.map((cell) => [cell.id, cell.azimuthDeg])).toEqual([
      ['1559436-503', 0],
      ['1559436-503#2', 120],
      ['1559436-503#3', 240],
    ])
  })

  it('keeps the antennas of one cell and says so; rejects plain repetitions', async () => {
    const { cells, warnings, rejected } = await readSites(table(ROW, row({ 方位角: '300' }), ROW))
    expect(cells.map((cell) => cell.id)).toEqual(['1559436-503', '1559436-503#2'])
    expect(sentences(warnings)).toContain(
      'sites.csv: 1 of 3 rows repeats a cell with another antenna (first: 1559436-503); each antenna was kept.',
    )
    expect(rejected[0]).toMatchObject({
      row: 4,
      field: 'cell_id',
      reason: 'row 4 repeats the cell 1559436-503 with the same band, azimuth and height; expected every cell once',
    })
  })

  it('reads points of GeoJSON', async () => {
    const point = {
      type: 'Feature',
      properties: { band: 'n78', azimuth: [0, 120], height_m: 25 },
      geometry: { type: 'Point', coordinates: [118.6, 24.9] },
    }
    const network = await readSites(
      csv(JSON.stringify({ type: 'FeatureCollection', features: [point] }), 'sites.geojson'),
    )
    expect(network.sites[0]).toMatchObject({ lon: 118.6, lat: 24.9 })
    expect(network.cells.map((cell) => cell.azimuthDeg)).toEqual([0, 120])
  })

  it('reads OpenCelliD: LTE sites from cell >> 8 at the weighted mean, 2G and 3G by position', async () => {
    const { sites, stations, cells, warnings } = await readSites(
      csv(
        'radio,mcc,net,area,cell,unit,lon,lat,range,samples,changeable,created,updated,averageSignal\n' +
          'LTE,270,1,5,25601,0,6.10,49.60,1000,3,1,1,1,0\nLTE,270,1,5,25602,0,6.14,49.64,1000,1,1,1,1,0\n' +
          'GSM,270,77,5,9,0,6.2,49.7,1000,1,1,1,1,0\nLTE,270,1,5,25601,0,6.10,49.60,1000,3,1,1,1,0\n',
      ),
    )
    expect(stations.map(({ id, rat, operator }) => [id, rat, operator])).toEqual([
      ['270-01-100', '4g', '270-01'],
      ['270-77-2g-2', '2g', '270-77'],
    ])
    expect(sites[0]).toMatchObject({ lon: expect.closeTo(6.11, 9), lat: expect.closeTo(49.61, 9) })
    expect(cells).toHaveLength(3)
    expect(sentences(warnings).join('\n')).toContain(
      'give no antenna height; the default of the band and scene was taken.',
    )
  })

  it('leaves out what is not on air', async () => {
    const { cells, warnings } = await readSites(csv('lon,lat,状态\n118,25,开通\n118.1,25,规划\n118.2,25,退网'))
    expect(cells).toHaveLength(1)
    expect(sentences(warnings)).toContain(
      'sites.csv: 2 of 3 rows are planned, under construction or retired (first: 规划); they were left out.',
    )
  })

  it.each([
    ['an empty file', '', 'file-empty', 'sites.csv is empty (0 bytes); expected data in it.'],
    ['headers alone', HEADER, 'no-sites', 'sites.csv holds no row below its headers; expected base stations.'],
    [
      'a table without positions',
      'a,b\n1,2',
      'no-position',
      'sites.csv has no column for longitude and latitude (lon, lat, 经度, 纬度 …); its columns are a, b.',
    ],
    [
      'rows that can all not be used',
      'lon,lat\nwest,north',
      'no-sites',
      'sites.csv: none of 1 rows can be used. First (row 2): lon is "west"; expected degrees, such as 118.6757.',
    ],
  ])('refuses %s', async (_, text, code, message) => {
    expect(await errorOf(readSites(csv(text)))).toEqual({ code, message })
  })

  it('tells stations outside the area', async () => {
    const network = await readSites(csv('lon,lat\n118.6,24.9\n24.9,68.6'))
    const { stations, warning } = stationsOutside(network, [117.5, 24.3, 119, 26])
    expect(stations).toEqual([1])
    expect(sentences([warning!])).toEqual([
      '1 of 2 stations stands outside the area (first: S2 at 24.9, 68.6; the area reaches from 117.5, 24.3 to 119, 26).',
    ])
    expect(stationsOutside(network, [20, 20, 120, 70])).toEqual({ stations: [], warning: undefined })
  })

  it('never fails but with an InputError, whatever the table', async () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('118.6', '25', '', '-', '1e9', 'n78', '0/120', '6.3E+09', '__proto__'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(text, { minLength: 13, maxLength: 13 }), { maxLength: 5 }), async (rows) => {
        const quoted = rows.map((fields) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(','))
        try {
          const { cells, stations, sites } = await readSites(table(...quoted))
          for (const cell of cells) {
            expect(sites[stations[cell.station].site]).toBeDefined()
            expect(Number.isFinite(cell.epreDbm)).toBe(true)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
        }
      }),
    )
  })

  it('never fails but with an InputError, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        try {
          await readSites({ name: 'sites.csv', bytes })
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
        }
      }),
    )
  })
})

describe('real tables', () => {
  const data = new URL('../../../shared/data/', import.meta.url)
  const read = (path: string) => ({
    name: path.split('/').pop()!,
    bytes: new Uint8Array(readFileSync(new URL(path, data))),
  })

  it.skipIf(!existsSync(data))('OpenCelliD of Luxembourg: 21,195 cells, 1,146 eNBs of three networks', async () => {
    const { cells, stations, rejected } = await readSites(read('luxembourg/opencellid-270.csv'))
    expect(cells.length + rejected.length).toBe(21195)
    const enbs = stations.filter((station) => station.rat === '4g' && !station.id.includes('/'))
    expect(enbs).toHaveLength(1146)
  })

  it.skipIf(!existsSync(data))(
    'antennas of Brussels: heights, powers in dBm, negative downtilts, one power of 0.0',
    async () => {
      const { cells, warnings } = await readSites(read('brussels/antennas.csv'))
      expect(cells).toHaveLength(26)
      expect(cells[1]).toMatchObject({
        band: 'n78',
        heightM: 29.67,
        azimuthDeg: 150,
        electricalTiltDeg: 6,
        gainDbi: 20,
      })
      expect(cells[1].epreDbm).toBeCloseTo(36.8 - 35.15, 1)
      expect(sentences(warnings)).toContain(
        'antennas.csv: 1 of 26 rows gives no power; the default of the band was taken.',
      )
      expect(sentences(warnings)).toContain(
        'antennas.csv: All tilts are 0 or below; 25 of 26 rows were turned to positive downward.',
      )
    },
  )
})
