import { describe, expect, it } from 'vitest'
import { readFibre, splitStages } from '../../src/fibre/read-fibre'
import { readRoutes } from '../../src/fibre/read-routes'
import { InputError } from '../../src/formats/input-error'
import { writeWorkbook } from '../../src/formats/tables/xlsx-writer'
import { sentences } from '../sentences'

const csv = (text: string) => ({ name: 'fibre.csv', bytes: new TextEncoder().encode(text) })
const HEAD = 'id,lon,lat,operator,pon_class,port_kind,ports,ports_10g,split,take_up\n'
const GOOD = 'A,118.5,24.9,电信,XGS-PON N1,olt_pon_port,16,8,8x8,0.5\n'

async function faultOf(run: () => Promise<unknown>): Promise<InputError> {
  try {
    await run()
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('readFibre', () => {
  it('reads a table', async () => {
    expect(await readFibre(csv(HEAD + GOOD))).toMatchObject({
      portKind: 'olt_pon_port',
      rejected: [],
      warnings: [],
      terminals: [
        {
          id: 'A',
          lon: 118.5,
          lat: 24.9,
          operator: '电信',
          ponClass: 'N1',
          ports: 16,
          ports10g: 8,
          splits: [8, 8],
          takeUp: 0.5,
        },
      ],
    })
  })

  it('reads Chinese headings and says which defaults it took', async () => {
    const fibre = await readFibre(csv('编号,经度,纬度,端口数\nA,118.5,24.9,16\n'))
    expect(fibre.terminals[0]).toMatchObject({
      id: 'A',
      ponClass: 'N1',
      portKind: 'olt_pon_port',
      ports10g: 16,
      splits: [64],
      takeUp: 0.5,
    })
    expect(sentences(fibre.warnings)[0]).toBe('Fibre: class N1 taken for 1 of 1 terminals.')
  })

  it('reads GeoJSON points', async () => {
    const point = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [118.5, 24.9] },
      properties: { id: 'A', ports: 4 },
    }
    const line = {
      type: 'Feature',
      geometry: {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 1],
        ],
      },
      properties: { id: 'B', ports: 4 },
    }
    const fibre = await readFibre(csv(JSON.stringify({ type: 'FeatureCollection', features: [point, line] })))
    expect(fibre.terminals).toHaveLength(1)
    expect(fibre.rejected).toEqual([
      {
        file: 'fibre.csv',
        row: 2,
        field: 'geometry',
        value: 'LineString',
        reason: 'the geometry is LineString; expected terminals as Point',
      },
    ])
  })

  it('reads GBK, and a chosen sheet of a workbook, in the datum that is declared', async () => {
    // 经度,纬度,端口数 in GBK.
    const head = [0xbe, 0xad, 0xb6, 0xc8, 44, 0xce, 0xb3, 0xb6, 0xc8, 44, 0xb6, 0xcb, 0xbf, 0xda, 0xca, 0xfd, 10]
    const gbk = Uint8Array.from([...head, ...new TextEncoder().encode('118.680247,24.871192,16\n')])
    const fibre = await readFibre({ name: 'olt.csv', bytes: gbk }, { datum: 'gcj02' })
    expect(fibre.terminals[0].lon).toBeCloseTo(118.6757, 5)
    const columns = ['经度', '纬度', '端口数'].map((key) => ({ key, header: key }))
    const row = { 经度: 118.5, 纬度: 24.9, 端口数: 8 }
    const bytes = await writeWorkbook([
      { name: '说明', columns, rows: [] },
      { name: 'OLT', columns, rows: [row] },
    ])
    const sheet = await readFibre({ name: 'olt.xlsx', bytes, part: 'OLT' })
    expect(sheet.terminals[0]).toMatchObject({ lon: 118.5, ports: 8 })
  })

  const bad: [string, string, string, string, string][] = [
    ['negative ports', 'B,118.5,24.9,,N1,olt_pon_port,-4,,64,', 'ports', '-4', 'a negative number; expected 0 or more'],
    [
      'an unknown port kind',
      'B,118.5,24.9,,N1,sockets,4,,64,',
      'port_kind',
      'sockets',
      'unknown port kind; expected olt_pon_port, household_capability, ftth_subscriber_port',
    ],
    ['no location', 'B,,,,N1,olt_pon_port,4,,64,', 'lon', '', 'lon is empty; expected degrees, such as 118.6757'],
    [
      'a split of 0',
      'B,118.5,24.9,,N1,olt_pon_port,4,,0,',
      'split',
      '0',
      'expected stages of 1, 2, 4, 8, 16, 32, 64 or 128, such as 64, 8x8 or 1:4+1:16',
    ],
    ['text for a number', 'B,118.5,24.9,,N1,olt_pon_port,many,,64,', 'ports', 'many', 'expected a number'],
    [
      'an unknown class',
      'B,118.5,24.9,,Z9,olt_pon_port,4,,64,',
      'pon_class',
      'Z9',
      'unknown PON class; expected B+, C+, N1, N2, E1, E2',
    ],
    [
      'more 10G ports than ports',
      'B,118.5,24.9,,N1,olt_pon_port,4,5,64,',
      'ports_10g',
      '5',
      'more 10G ports than ports (4)',
    ],
    [
      'a place of no degrees',
      'B,x,24.9,,N1,olt_pon_port,4,,64,',
      'lon',
      'x',
      'lon is "x"; expected degrees, such as 118.6757',
    ],
  ]
  for (const [what, line, field, value, reason] of bad) {
    it(`rejects ${what} and loses nothing else`, async () => {
      const fibre = await readFibre(csv(`${HEAD}${GOOD}${line}\n${GOOD}`))
      expect(fibre.terminals).toHaveLength(2)
      expect(fibre.rejected).toEqual([{ file: 'fibre.csv', row: 3, field, value, reason, original: line }])
    })
  }

  it('refuses ports of two kinds', async () => {
    const error = await faultOf(() => readFibre(csv(`${HEAD}${GOOD}B,118.5,24.9,,N1,household_capability,400,,64,\n`)))
    expect([error.code, error.path]).toEqual(['mixed-port-kinds', 'fibre.csv:3:port_kind'])
    expect(error.message).toBe(
      'Ports of two kinds in one sum: olt_pon_port and household_capability. Expected one kind; convert the counts to one kind, or plan the kinds in separate files.',
    )
  })

  it('tells an empty file, a file without ports and a file without a usable row', async () => {
    expect((await faultOf(() => readFibre(csv('')))).message).toBe('fibre.csv is empty (0 bytes); expected data in it.')
    expect((await faultOf(() => readFibre(csv('id,lon,lat\nA,118,25\n')))).message).toContain(
      'fibre.csv has no column "ports" (or 端口数); found id, lon, lat.',
    )
    expect((await faultOf(() => readFibre(csv(`${HEAD}A,,,,N1,olt_pon_port,4,,64,\n`)))).message).toBe(
      'fibre.csv has no usable terminal. First: row 2, lon "": lon is empty; expected degrees, such as 118.6757.',
    )
    expect((await faultOf(() => readFibre(csv('{"type": nonsense')))).code).toBe('not-geojson')
  })

  it('reads splitter stages as people write them', async () => {
    expect(['64', '8x8', '1:4+1:16', '1:8 × 1:8'].map(splitStages)).toEqual([[64], [8, 8], [4, 16], [8, 8]])
    expect(splitStages('12')).toBeNull()
  })
})

describe('readRoutes', () => {
  const geo = (features: unknown[]) => ({
    name: 'roads.geojson',
    bytes: new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features })),
  })
  const line = {
    type: 'Feature',
    properties: {},
    geometry: {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    },
  }
  const polygon = {
    type: 'Feature',
    properties: {},
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    },
  }

  it('rejects polygons and keeps the lines', async () => {
    const routes = await readRoutes(geo([polygon, line]))
    expect(routes.lines).toHaveLength(1)
    expect(routes.rejected).toEqual([
      {
        file: 'roads.geojson',
        row: 1,
        field: 'geometry',
        value: 'Polygon',
        reason: 'a route is a LineString or MultiLineString',
      },
    ])
  })

  it('refuses a file of polygons only', async () => {
    expect((await faultOf(() => readRoutes(geo([polygon])))).message).toBe(
      'roads.geojson holds no line: its 1 features are Polygon. Expected LineString or MultiLineString features.',
    )
  })
})
