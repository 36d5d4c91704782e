import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Network } from '../../src/network/network'
import { readSites } from '../../src/network/read-sites'

const CASES = new URL('../../../shared/data/cases/input/', import.meta.url)
const present = existsSync(CASES)
if (!present) console.warn('columns.test.ts: ../shared/data/cases is absent; the cases of public reports are skipped')

const file = (text: string, name = 't.csv') => ({ name, bytes: new TextEncoder().encode(text) })
const read = (text: string, columns?: Record<string, string>) => readSites(file(text), { columns })
const kept = (name: string) => readSites({ name, bytes: readFileSync(new URL(name, CASES)) })
const tilts = ({ cells }: Network) => cells.map((cell) => cell.mechanicalTiltDeg + cell.electricalTiltDeg)
const codes = ({ warnings }: Network) => warnings.map(({ code }) => code)
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'read',
    (error) => `${error.code}: ${error.message}`,
  )

describe.skipIf(!present)('tables of public reports', () => {
  it('power_w is in watts: 40 and 60 W over 100 resource blocks', async () => {
    const { cells, warnings } = await kept('power_w.csv')
    expect(cells.map((cell) => Math.round(cell.epreDbm * 100) / 100)).toEqual([15.23, 16.99])
    expect(warnings.map(({ code }) => code)).not.toContain('rows-power-unit')
  })

  it('电下倾角 is the electrical tilt', async () => {
    const network = await kept('tilt_dian.csv')
    expect(new Set(tilts(network))).toEqual(new Set([8]))
    expect(network.unused).toEqual([])
    expect(network.cells).toEqual((await kept('tilt_dianzi.csv')).cells)
  })

  it('adds up the tilts of real tables, and leaves planned cells out', async () => {
    const a = await kept('gongcan_A.csv')
    expect(tilts(a)).toEqual([9, 4])
    expect(codes(a)).toContain('rows-inactive')
    expect(tilts(await kept('gongcan_E.csv'))).toEqual([10])
  })

  it('reads the position of the radio unit', async () => {
    const { sites, cells } = await kept('gongcan_C_rru.csv')
    expect(sites.map(({ lon, lat }) => [lon, lat])).toEqual([[118.6, 24.9]])
    expect(cells).toHaveLength(1)
  })

  it('gives every azimuth of a row its own figure', async () => {
    const network = await kept('multi_values.csv')
    const of = (name: string) =>
      network.cells
        .filter((cell) => network.stations[cell.station].id === name)
        .map((cell) => [cell.azimuthDeg, cell.electricalTiltDeg, cell.heightM])
    expect(of('甲站')).toEqual([
      [0, 6, 30],
      [120, 6, 30],
      [240, 8, 30],
    ])
    expect(of('乙站')).toEqual([
      [0, 6, 30],
      [120, 6, 30],
      [240, 6, 30],
    ])
    expect(of('丁')).toEqual([
      [0, 6, 30],
      [120, 6, 30],
      [240, 6, 30],
    ])
    expect(of('戊')).toEqual([
      [0, 6, 32.5],
      [120, 6, 32.5],
      [240, 6, 32.5],
    ])
    expect(network.rejected.map(({ field, value }) => [field, value])).toEqual([['azimuth', 'N0E120']])
    expect(codes(network)).toContain('rows-range')
  })
})

describe('units', () => {
  const table = (header: string, value: string) =>
    read(`site,cell_id,lon,lat,band,azimuth,tilt,"${header}"\nA,1,118.6,24.9,b3,0,3,${value}\n`)
  const dbm = ({ cells }: Network) => Math.round((cells[0].epreDbm + 10 * Math.log10(1200)) * 100) / 100

  it.each([
    ['Height (ft)', '120', 36.576],
    ['height_ft', '120', 36.576],
    ['Antenna Height [feet]', '120', 36.576],
    ['AGL, ft', '100', 30.48],
    ['挂高（米）', '30', 30],
    ['挂高/米', '30', 30],
    ['挂高（0.1m）', '300', 30],
    ['height', '120 ft', 36.576],
    ['height', '30米', 30],
    ['Height (ft)', '30 m', 30],
  ])('%s of %s is %d m', async (header, value, metres) => {
    expect((await table(header, value)).cells[0].heightM).toBeCloseTo(metres, 9)
  })

  it.each([
    ['power (W)', '40', 46.02],
    ['Power (kW)', '0.04', 46.02],
    ['Power (mW)', '40000', 46.02],
    ['Power (dBW)', '16', 46],
    ['Power_dBm', '46', 46],
    ['Max Transmit Power(0.1dBm)', '460', 46],
    ['最大发射功率（瓦）', '40', 46.02],
    ['发射功率', '40W', 46.02],
    ['power', '16 dBW', 46],
    ['Tx Power dBW', '16', 46],
    ['Power (dBW)', '40', 70],
  ])('%s of %s is %d dBm', async (header, value, power) => {
    const network = await table(header, value)
    expect(dbm(network)).toBe(power)
    expect(codes(network)).not.toContain('rows-power-unit')
  })

  it.each([
    ['freq (GHz)', '1.85', 1850],
    ['Frequency (kHz)', '1850000', 1850],
    ['frequency_hz', '1850000000', 1850],
    ['DL Freq MHz', '1850', 1850],
    ['frequency', '1.85 GHz', 1850],
    ['频率（吉赫）', '1.85', 1850],
  ])('%s of %s is %d MHz', async (header, value, megahertz) => {
    expect((await table(header, value)).cells[0].frequencyMhz).toBeCloseTo(megahertz, 9)
  })

  it('a column of units is obeyed', async () => {
    const text =
      'site,cell_id,lon,lat,band,azimuth,tilt,TRANSMITTER_POWER,TRANSMITTER_POWER_UNIT,height,Height Unit\n' +
      'A,1,118.6,24.9,b3,0,3,40,W,100,ft\nA,2,118.6,24.9,b3,120,3,16,dBW,30,m\n'
    const { cells } = await read(text)
    expect(cells.map(({ heightM }) => Math.round(heightM * 100) / 100)).toEqual([30.48, 30])
    expect(cells.map(({ epreDbm }) => Math.round((epreDbm + 10 * Math.log10(1200)) * 100) / 100)).toEqual([46.02, 46])
  })

  it('tilts are in degrees, their tenths, or radians', async () => {
    for (const [header, value] of [
      ['下倾角(0.1°)', '60'],
      ['tilt (rad)', '0.10472'],
      ['tilt (deg)', '6'],
    ]) {
      const network = await read(`site,cell_id,lon,lat,band,azimuth,${header}\nA,1,118.6,24.9,b3,0,${value}\n`)
      expect(tilts(network)[0]).toBeCloseTo(6, 3)
    }
    const tenths = await read(
      'site,cell_id,lon,lat,band,azimuth,mechanicalAntennaTilt,electricalAntennaTilt\nA,1,118.6,24.9,b3,0,30,60\nA,2,118.6,24.9,b3,120,30,60\n',
    )
    expect(tilts(tenths)[0]).toBeCloseTo(9, 9)
    expect(codes(tenths)).toContain('rows-tilt-tenth')
  })

  it('radiated power loses the gain and the feeder', async () => {
    const eirp = await read(
      'site,cell_id,lon,lat,band,azimuth,tilt,gain,feeder_loss,EIRP (dBW)\nA,1,118.6,24.9,b3,0,3,17,1,32\n',
    )
    expect(dbm(eirp)).toBe(46)
    const erp = await read(
      'site,cell_id,lon,lat,band,azimuth,tilt,gain,feeder_loss,ERP (dBm)\nA,1,118.6,24.9,b3,0,3,17,1,59.85\n',
    )
    expect(dbm(erp)).toBe(46)
  })

  it('refuses a unit that is not known, by name', async () => {
    expect(await refusal(table('Height (fathom)', '20'))).toMatch(
      /^column-unit: .*"Height \(fathom\)" states the unit "fathom"; expected m, ft/,
    )
    expect(await refusal(table('Power (hp)', '20'))).toMatch(/"hp"; expected dBm/)
    const network = await read(
      'site,cell_id,lon,lat,band,azimuth,tilt,height\nA,1,118.6,24.9,b3,0,3,20 fathom\nA,2,118.6,24.9,b3,120,3,20\n',
    )
    expect(network.rejected[0].reason).toMatch(/the unit is "fathom"; expected m, ft/)
  })

  it('takes the unit that the user states', async () => {
    const network = await read('site,cell_id,lon,lat,band,azimuth,tilt,Height (fathom)\nA,1,118.6,24.9,b3,0,3,100\n', {
      'height.unit': 'ft',
    })
    expect(network.cells[0].heightM).toBeCloseTo(30.48, 9)
  })

  it('brackets that hold a note are no unit', async () => {
    for (const header of ['Height (AGL)', '挂高(含楼高)', 'height (above ground level)', '挂高(m,含楼高)'])
      expect((await table(header, '31')).cells[0].heightM).toBe(31)
  })

  it('tells a power that no cell on a mast has', async () => {
    const low = await read('site,cell_id,lon,lat,band,azimuth,tilt,height,power (mW)\nA,1,118.6,24.9,n78,0,3,30,40\n')
    expect(codes(low)).toContain('rows-epre-low')
    const high = await read('site,cell_id,lon,lat,band,azimuth,tilt,height,power (kW)\nA,1,118.6,24.9,b3,0,3,30,60\n')
    expect(codes(high)).toContain('rows-epre-high')
  })
})

describe('tilt', () => {
  const tilt = async (headers: string, values: string) =>
    (await read(`site,cell_id,lon,lat,band,azimuth,${headers}\nA,1,118.6,24.9,b3,0,${values}\n`)).cells.map((cell) => [
      cell.mechanicalTiltDeg,
      cell.electricalTiltDeg,
    ])[0]

  it.each([
    ['机械下倾角,电下倾角,内置下倾角', '2,4,3', [2, 7]],
    ['总下倾角,机械下倾角', '8,2', [2, 6]],
    ['总下倾角,电子下倾角', '8,5', [3, 5]],
    ['总下倾角,机械下倾角,电子下倾角', '8,2,6', [2, 6]],
    ['总下倾角,机械下倾角,电子下倾角,预置下倾角', '6,2,4,3', [2, 4]],
    ['Mechanical Downtilt,Electrical Downtilt', '3,5', [3, 5]],
    ['Mech. Tilt,Elec. Tilt', '3,5', [3, 5]],
    ['M-Tilt,RET Tilt', '3,5', [3, 5]],
  ])('%s of %s', async (headers, values, parts) => {
    expect(await tilt(headers, values)).toEqual(parts)
  })
})

describe('columns that the user names', () => {
  const text = '站,扇区代号,E,N,频段,方位角,角A,角B\nA,1,118.6,24.9,n78,0,2,6\n'

  it('are taken', async () => {
    const network = await read(text, {
      site_name: '站',
      cell_id: '扇区代号',
      lon: 'E',
      lat: 'N',
      tilt_m: '角A',
      tilt_e: '角B',
    })
    expect(tilts(network)).toEqual([8])
    expect(network.unused).toEqual([])
  })

  it('win over the names that are known', async () => {
    const network = await read('site,cell_id,lon,lat,band,azimuth,tilt,设计倾角\nA,1,118.6,24.9,b3,0,3,7\n', {
      tilt: '设计倾角',
    })
    expect(tilts(network)).toEqual([7])
    expect(network.unused).toEqual(['tilt'])
  })

  it('are refused where there is none such', async () => {
    expect(await refusal(read(text, { lon: 'E', lat: 'N', tilt: '倾角' }))).toMatch(
      /^column-missing: .*no column "倾角"/,
    )
  })
})

describe('what is not used', () => {
  it.each(['二次倾角', 'tilt2', 'backup power', '设备高度备注', 'Bearing corrected', '工程状态2', '第二方位'])(
    '%s is told',
    async (header) => {
      const network = await read(`site,cell_id,lon,lat,band,azimuth,tilt,${header}\nA,1,118.6,24.9,b3,0,3,7\n`)
      expect(network.warnings.find(({ code }) => code === 'columns-look-used')?.values.columns).toEqual([header])
    },
  )
})

describe('status', () => {
  const standing = async (header: string, words: string[]) => {
    const rows = words.map((word, i) => `S${i},1,${118.6 + i / 100},24.9,b3,0,3,${word}\n`).join('')
    const network = await read(`site,cell_id,lon,lat,band,azimuth,tilt,${header}\nold,1,118,24,b3,0,3,现网\n${rows}`)
    return network.stations.slice(1).map(({ id }) => words[Number(id.slice(1))])
  }

  it('planned, unbuilt and retired rows do not stand', async () => {
    const gone = [
      '规划',
      '在建',
      '待开通',
      '未开通',
      '拆除',
      '退网',
      '停用',
      '去激活',
      '工程态',
      'Planned',
      'under construction',
      'Retired',
      'decommissioned',
      'Proposed',
      'not on air',
      'Expired',
      'projet approuvé',
      'Dismantled',
    ]
    expect(await standing('网元状态', gone)).toEqual([])
    const there = ['现网', '已开通', '规划已开通', 'On Air', 'operational', 'En service', 'Granted', 'Active']
    expect(await standing('Status', there)).toEqual(there)
  })

  it('answers to a question are read as such', async () => {
    expect(await standing('是否开通', ['是', '否', '1', '0'])).toEqual(['是', '1'])
    expect(await standing('是否规划', ['是', '否'])).toEqual(['否'])
    expect(await standing('状态', ['0', '3'])).toEqual(['0', '3'])
  })
})
