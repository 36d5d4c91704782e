import { type Datum, datumConverter } from '../../area/datum'
import { InputError, type Rejection } from '../../formats/input-error'
import type { InputFile } from '../../formats/input-file'
import type { LongTask } from '../../formats/progress'
import {
  columnsOf,
  headerTest,
  type NamedColumns,
  type ReadReport,
  requireNamed,
  type TableColumns,
} from '../../formats/tables/columns'
import { parseNumber, plainText } from '../../formats/tables/number'
import { openTable, type TableRow } from '../../formats/tables/table'
import { parseCoordinate } from '../../formats/vectors/coordinate'
import { type Warning, warn } from '../../formats/warning'
import { parseIdentity } from '../../network/cell-identity'
import type { Network, Rat } from '../../network/network'
import type { Measurement } from './samples'

/** Columns of drive-test and measurement-report tables, and what exporters call them. */
export const MEASUREMENT_COLUMNS: TableColumns = {
  table: 'measurements',
  specs: [
    { key: 'lon', aliases: ['经度', 'LONGITUDE', 'lng', 'long', 'x', 'GPS Longitude', '采样点经度', '栅格经度'] },
    { key: 'lat', aliases: ['纬度', 'LATITUDE', 'y', 'GPS Latitude', '采样点纬度', '栅格纬度'] },
    {
      key: 'rsrp',
      aliases: [
        'SS-RSRP',
        'NR SS-RSRP',
        'SSB RSRP',
        'NR RSRP',
        'rsrp_dbm',
        'srs_rsrp',
        'MR.NRScSSRSRP',
        'Serving RSRP',
        'PCell RSRP',
        '平均RSRP',
        '电平',
        '参考信号接收功率',
        'level',
        'signal',
      ],
    },
    {
      key: 'cell',
      aliases: [
        'cell_id',
        'CellID',
        'NCGI',
        'CGI',
        'NCI',
        'ECI',
        '小区标识',
        '小区ID',
        '小区CGI',
        '服务小区',
        '主服小区',
        'Serving Cell',
        'Cell Name',
        '小区名称',
        '小区名',
      ],
    },
    {
      key: 'station',
      aliases: ['station_id', 'gNodeBID', 'gNBID', 'gNB_ID', 'eNodeBID', 'eNBID', '基站标识', '基站ID', '基站号'],
    },
    { key: 'indoor', aliases: ['室内', '室内外', 'indoor_outdoor', 'environment', '隧道', 'tunnel'] },
    { key: 'cover', aliases: ['land_cover', 'landcover', 'clutter', '地物', '地物类型'] },
    { key: 'diffraction', aliases: ['diffraction_db', '绕射损耗'] },
  ],
}

const INDOOR = /^(1|true|yes|y|in|indoor|室内|是|隧道|tunnel)$/i

/** Measured levels as a table gives them. */
export interface Measurements extends ReadReport {
  measurements: Measurement[]
  rejected: Rejection[]
  warnings: Warning[]
}

interface Row {
  row: number
  lon: number
  lat: number
  level: number
  text: string
  cell: string
  indoor: boolean
  landCover?: string
  diffractionDb?: number
}

/**
 * Finds cells as measurement tables name them: by their id; by station and cell number in two columns; by CGI, NCI or ECI;
 * or by the cell number alone where only one station has it.
 */
function cellFinder(network: Network): (cell: string, station: string) => string | undefined {
  const key = (text: string) => plainText(text).toLowerCase()
  const byId = new Map<string, string>()
  const byNumber = new Map<string, string | null>()
  const rats = new Set<Rat>()
  for (const cell of network.cells) {
    const station = network.stations[cell.station]
    rats.add(station.rat)
    byId.set(key(cell.id), cell.id)
    if (!cell.id.startsWith(`${station.id}-`)) continue
    const number = key(cell.id.slice(station.id.length + 1))
    byNumber.set(number, byNumber.has(number) ? null : cell.id)
  }
  return (cell, station) => {
    const found = byId.get(key(cell)) ?? (station ? byId.get(`${key(station)}-${key(cell)}`) : undefined)
    if (found !== undefined) return found
    for (const rat of rats) {
      const identity = parseIdentity(cell, rat)
      if (!identity || typeof identity === 'string') continue
      const parsed = byId.get(`${identity.station}-${identity.cell}`)
      if (parsed !== undefined) return parsed
    }
    return byNumber.get(key(cell)) ?? undefined
  }
}

/** What numbers in the level column mean: dBm, hundredths of dBm, or report indices of TS 38.133. */
function levelScale(levels: number[]): { toDbm: (value: number) => number; warning?: Warning } {
  const sorted = [...levels].sort((a, b) => a - b)
  const middle = sorted[sorted.length >> 1] ?? Number.NaN
  if (middle <= -1000) return { toDbm: (value) => value / 100, warning: warn('levels-hundredths') }
  if (sorted[0] >= 0 && sorted[sorted.length - 1] <= 127)
    return {
      toDbm: (value) => value - 156.5,
      warning: warn('levels-indices'),
    }
  return { toDbm: (value) => value }
}

/**
 * Reads a drive test or measurement reports: CSV or XLSX with longitude, latitude, level and the cell that was measured
 * (its id in the network's table). Levels may be dBm, hundredths of dBm or the indices of TS 38.133.
 * @param network whose cell ids the rows name; a row whose cell is not among them is rejected
 * @throws InputError `columns-missing`, `no-measurements`, and those of `openTable`
 */
export async function readMeasurements(
  file: InputFile,
  network: Network,
  {
    datum = 'wgs84',
    sheet,
    columns: given,
    signal,
    onProgress,
  }: { datum?: Datum; sheet?: string; columns?: NamedColumns } & LongTask = {},
): Promise<Measurements> {
  const table = await openTable(file, headerTest(MEASUREMENT_COLUMNS, given), sheet)
  requireNamed([table], given)
  const map = columnsOf(table, MEASUREMENT_COLUMNS, given)
  const missing = ['lon', 'lat', 'rsrp', 'cell'].filter((key) => !map.index.has(key))
  if (missing.length > 0)
    throw new InputError(
      'columns-missing',
      table.name,
      `${table.name} has no column for ${missing.join(', ')}; its columns are ${table.headers.slice(0, 12).join(', ')}. Expected lon, lat, rsrp (SS-RSRP), cell (the id in the table of sites).`,
    )
  const convert = datumConverter(datum, table.name)
  const cellOf = cellFinder(network)
  const rejected: Rejection[] = []
  const rows: Row[] = []

  const take = ({ row, fields }: TableRow) => {
    const text = (key: string) => fields[map.index.get(key) ?? -1] ?? ''
    const reject = (field: string, reason: string) =>
      rejected.push({ file: table.name, row, field, value: text(field), reason })
    const lon = parseCoordinate(text('lon'), 'lon', table.decimalComma)
    const lat = parseCoordinate(text('lat'), 'lat', table.decimalComma)
    if (!lon) return reject('lon', 'no longitude')
    if (!lat) return reject('lat', 'no latitude')
    const level = parseNumber(text('rsrp'), table.decimalComma)
    if (level === undefined) return reject('rsrp', 'no level; expected SS-RSRP in dBm')
    const cell = cellOf(text('cell'), text('station'))
    if (cell === undefined) return reject('cell', 'no cell of that id in the table of sites')
    const [x, y] = convert(lon.value, lat.value)
    const cover = plainText(text('cover')).toLowerCase()
    rows.push({
      row,
      lon: x,
      lat: y,
      level,
      text: text('rsrp'),
      cell,
      indoor: INDOOR.test(plainText(text('indoor'))),
      ...(cover ? { landCover: cover } : {}),
      diffractionDb: parseNumber(text('diffraction'), table.decimalComma),
    })
  }
  let done = 0
  for await (const block of table.blocks()) {
    signal?.throwIfAborted()
    block.forEach(take)
    done += block.length
    onProgress?.({ stage: 'read', done, total: 0 })
  }

  const scale = levelScale(rows.map((row) => row.level))
  const measurements: Measurement[] = []
  for (const { row, level, text, ...rest } of rows) {
    const rsrpDbm = scale.toDbm(level)
    if (rsrpDbm >= -157 && rsrpDbm <= -29) measurements.push({ ...rest, rsrpDbm })
    else
      rejected.push({
        file: table.name,
        row,
        field: 'rsrp',
        value: text,
        reason: `${rsrpDbm} dBm is no SS-RSRP; expected −156 to −31`,
      })
  }
  if (measurements.length === 0)
    throw new InputError(
      'no-measurements',
      table.name,
      rejected.length > 0
        ? `${table.name}: none of ${rejected.length} rows can be used. First (row ${rejected[0].row}): ${rejected[0].reason}, "${rejected[0].value}".`
        : `${table.name} holds no row below its headers; expected measured levels.`,
    )
  return {
    measurements,
    rejected,
    warnings: [...table.warnings, ...(scale.warning ? [scale.warning] : [])],
    columns: map.columns,
    unused: map.unused,
    formats: [table.format],
    systems: [],
  }
}
