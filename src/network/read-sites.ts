import type { Datum } from '../area/datum'
import { systemName } from '../formats/crs'
import { InputError } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import type { LongTask } from '../formats/progress'
import { columnsOf, type NamedColumns, type ReadReport } from '../formats/tables/columns'
import { originalOf } from '../formats/tables/original'
import { openTables } from '../formats/tables/point-tables'
import type { Table } from '../formats/tables/table'
import { detached, excerpt } from '../formats/text'
import { withoutArcepFlags } from './arcep'
import { bandByAlias } from './band-names'
import { BANDS, type Band, defaultBand } from './bands'
import { parseIdentity } from './cell-identity'
import { cellsOf, listedColumns, type RowContext, rowRat } from './cell-row'
import type { Cell, Network, Rat } from './network'
import {
  addCell,
  cellOf,
  makeIdsUnique,
  type NetworkBuilder,
  nameCells,
  newBuilder,
  stationAt,
} from './network-builder'
import { isOpencellid, opencellidColumns, opencellidRow } from './opencellid'
import { operatorName, operatorOfPlmn } from './operator'
import { type Fault, frameOf, positionOf, requirePosition, textAt } from './position'
import { INFORMATIVE, SITE_COLUMNS } from './site-columns'
import { sniffConventions } from './sniff-conventions'
import { stands } from './standing'
import { newTally, note, tallyWarnings } from './tally'

export interface ReadSitesOptions extends LongTask {
  /** What the coordinates are measured against; WGS-84 by default. */
  datum?: Datum
  /** Sheet of a workbook: name, or number from 1. */
  sheet?: string
  /** Radio technology of rows that name none; 5G by default. */
  rat?: Rat
  /** Headers of columns by key, such as `{ tilt_e: '电下倾角' }`; `KEY.unit` gives a unit. They win over the names that are known. */
  columns?: NamedColumns
  /**
   * Bands of rows that name neither band nor frequency, one for each radio technology (`['n78', 'b3']`). Without one such rows are
   * rejected; a table that has no column for either is read by the usual band of each technology, and told.
   */
  defaultBands?: readonly string[]
}

/**
 * Reads base stations from engineering-parameter tables (工参表): CSV or TSV in any usual encoding, XLSX, GeoJSON and other
 * vector files with points, or OpenCelliD. Columns are found by Chinese and English names; rows are grouped into sites,
 * stations and cells; what a row does not say is taken from the defaults of its band, and told in `warnings`. A row that
 * cannot be used goes to `rejected`.
 * @throws InputError where a file as a whole cannot be used: `file-empty`, `format-unknown`, `no-position`, `no-sites` …
 */
export async function readSites(
  files: InputFile | InputFile[],
  { datum = 'wgs84', sheet, rat = '5g', columns: given, defaultBands = [], signal, onProgress }: ReadSitesOptions = {},
): Promise<Network & ReadReport> {
  const defaults = defaultBands.map(defaultBandOf)
  const builder = newBuilder()
  const { network } = builder
  const report: ReadReport = { columns: [], unused: [], formats: [], systems: [] }
  let done = 0
  const numbered: [from: number, to: number][] = []
  const tables = await openTables(asFiles(files), SITE_COLUMNS, 'base stations', {
    sheet,
    given,
    declared: datum,
  })
  for (const opened of tables) {
    const table = withoutArcepFlags(opened)
    const state = startTable(table, builder, { datum, rat, given, defaults, register: table !== opened })
    const from = network.cells.length
    await sniffConventions(table, state.context)
    for await (const block of table.blocks()) {
      signal?.throwIfAborted()
      for (const { row, fields } of block) takeRow(state, row, fields)
      done += block.length
      onProgress?.({ stage: 'read', done, total: 0 })
    }
    if (state.groups) placeGroups(state)
    else numbered.push([from, network.cells.length])
    const { map, tally } = state.context
    network.rejected.push(...table.rejected)
    network.warnings.push(...table.warnings, ...tallyWarnings(tally, table.name, state.rows))
    report.formats.push(table.format)
    report.systems.push(systemName(state.context.datum))
    report.columns.push(...map.columns)
    report.unused.push(...map.unused)
  }
  makeIdsUnique(network)
  for (const [from, to] of numbered) nameCells(network, from, to)
  if (network.cells.length === 0) {
    const name = asFiles(files)
      .map((file) => file.name)
      .join(', ')
    const first = network.rejected[0]
    throw new InputError(
      'no-sites',
      name,
      first
        ? `${name}: none of ${network.rejected.length} rows can be used. First (row ${first.row}): ${first.reason}.`
        : `${name} holds no row below its headers; expected base stations.`,
    )
  }
  return { ...network, ...report }
}

/** A band that the caller names for rows without one. */
function defaultBandOf(text: string): Band {
  const id = bandByAlias(text)
  if (id) return BANDS[id]
  const expected = 'expected ids such as n78, b3, u2100, g900 or nb8, one for each radio technology'
  throw new InputError('band-unknown', 'defaultBands', `The default band is "${excerpt(text)}"; ${expected}.`)
}

interface TableState {
  table: Table
  builder: NetworkBuilder
  context: RowContext
  rows: number
  rat: Rat
  opencellid: ReturnType<typeof opencellidColumns> | undefined
  /** OpenCelliD stations gathered until their mean position is known. */
  groups: Map<string, Group> | undefined
  /** Further antennas of a cell, or (OpenCelliD) cells that were there already. */
  seen: Map<string, number>
}

interface Group {
  rat: Rat
  operator: string
  station: string
  lon: number
  lat: number
  weight: number
  cells: Cell[]
}

function startTable(
  table: Table,
  builder: NetworkBuilder,
  {
    datum,
    rat,
    given,
    defaults,
    register,
  }: { datum: Datum; rat: Rat; given?: NamedColumns; defaults: Band[]; register: boolean },
): TableState {
  const map = columnsOf(table, SITE_COLUMNS, given)
  requirePosition(table, map)
  // ARCEP's register has bands of 5G alone.
  const tells = !register && ['band', 'frequency', 'arfcn'].some((key) => map.index.has(key))
  const opencellid = isOpencellid(table.headers) ? opencellidColumns(table.headers, map) : undefined
  for (const use of map.columns) if (INFORMATIVE.has(use.to)) use.to = `${use.to} (not used)`
  return {
    table,
    builder,
    rat,
    rows: 0,
    context: {
      map,
      ...frameOf(table, datum),
      decimalComma: table.decimalComma,
      tally: newTally(),
      powerUnit: 'dbm',
      tiltFactor: 1,
      statuses: new Map(),
      listed: listedColumns(map),
      carriers: new Map(),
      defaultBand: (of) => defaults.find((band) => band.rat === of) ?? (tells ? undefined : BANDS[defaultBand(of)]),
    },
    opencellid,
    groups: opencellid ? new Map() : undefined,
    seen: new Map(),
  }
}

function takeRow(state: TableState, row: number, fields: string[]): void {
  const { context, builder, table } = state
  state.rows++
  const reject = ({ field, value, reason }: Fault) =>
    builder.network.rejected.push({
      file: table.name,
      row,
      field,
      value: detached(excerpt(value, 200)),
      reason: detached(reason),
      original: originalOf(fields),
    })
  if (!stands(context, fields)) return
  const position = positionOf(context, fields)
  if (!Array.isArray(position)) {
    reject(position)
    return
  }
  if (state.opencellid) {
    takeOpencellid(state, fields, position, reject)
    return
  }
  let rat = rowRat(context, fields)
  if (!rat) {
    rat = state.rat
    note(context.tally, 'rows-rat', { '5g': '5G', '4g': '4G', '3g': '3G', '2g': '2G', 'nb-iot': 'NB-IoT' }[rat])
  }
  const identity = identityOf(context, fields, rat)
  if ('reason' in identity) {
    reject(identity)
    return
  }
  const cells = cellsOf(context, fields, rat)
  if (!Array.isArray(cells)) {
    reject(cells)
    return
  }
  const siteName = textAt(context, fields, 'site_name')
  const { index, remoteM } = stationAt(builder, {
    lon: position[0],
    lat: position[1],
    rat,
    operator: identity.operator,
    built: yearOf(textAt(context, fields, 'built')),
    siteKey: textAt(context, fields, 'tower'),
    stationKey: identity.station || siteName,
  })
  if (remoteM > 2000)
    note(context.tally, 'rows-remote', `${identity.station || siteName}, ${Math.round(remoteM / 100) / 10} km`)
  if (/^(true|1|yes|是)$/i.test(textAt(context, fields, 'synthetic'))) builder.network.synthetic = true
  placeCells(state, cells, index, identity.cell || textAt(context, fields, 'cell_name'), row, reject)
}

function placeCells(
  state: TableState,
  cells: Cell[],
  station: number,
  stated: string,
  row: number,
  reject: (fault: Fault) => void,
): void {
  const { builder, context, seen } = state
  const { network } = builder
  const own = network.stations[station]
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]
    const number = stated !== '' ? stated : `${cell.band}-${Number.isNaN(cell.azimuthDeg) ? 'omni' : cell.azimuthDeg}`
    const same = cellOf(builder, station, number)
    if (same && i === 0) {
      const id = `${own.id}-${number}`
      if (same.band === cell.band && Object.is(same.azimuthDeg, cell.azimuthDeg) && same.heightM === cell.heightM) {
        const reason = `row ${row} repeats the cell ${excerpt(id)} with the same band, azimuth and height; expected every cell once`
        reject({ field: 'cell_id', value: id, reason })
        return
      }
      note(context.tally, 'rows-sub-antenna', id)
    }
    cell.id = detached(number)
    if (same) {
      const key = `${station}|${number}`
      const count = (seen.get(key) ?? 1) + 1
      seen.set(key, count)
      cell.id = `${cell.id}#${count}`
    }
    cell.station = station
    addCell(builder, cell)
  }
}

/** Operator, station and cell number of a row, from its columns or taken out of its CGI. */
function identityOf(
  context: RowContext,
  fields: string[],
  rat: Rat,
): { operator: string; station: string; cell: string } | Fault {
  const parsed = parseIdentity(textAt(context, fields, 'cgi'), rat)
  if (typeof parsed === 'string')
    return { field: 'cgi', value: textAt(context, fields, 'cgi'), reason: `cgi ${parsed}` }
  if (parsed?.zeroLost) note(context.tally, 'rows-zero-lost', textAt(context, fields, 'cgi'))
  const plmn = /^(\d{3})-?(\d{2,3})$/.exec(textAt(context, fields, 'plmn'))
  const stated = textAt(context, fields, 'operator')
  const operator =
    stated !== ''
      ? operatorName(stated)
      : plmn
        ? operatorOfPlmn(plmn[1], plmn[2])
        : parsed?.mcc
          ? operatorOfPlmn(parsed.mcc, parsed.mnc)
          : ''
  let station = textAt(context, fields, 'station_id')
  let cell = textAt(context, fields, 'cell_id')
  for (const [field, value] of [
    ['station_id', station],
    ['cell_id', cell],
  ]) {
    if (/^\d+(\.\d+)?e\+\d+$/i.test(value)) {
      return {
        field,
        value,
        reason: `${field} is "${value}": Excel kept only the first digits; expected the whole number. Format the column as text and export again`,
      }
    }
  }
  const number = /^\d{5,11}$/.test(cell) ? Number(cell) : 0
  if (number > (rat === '5g' ? 4095 : 255) && (rat === '5g' || rat === '4g')) {
    // A column named 小区号 or CI may hold the whole identity.
    const whole = parseIdentity(cell, rat)
    if (whole && typeof whole === 'object') {
      station ||= whole.station
      cell = whole.cell
    }
  }
  return { operator, station: station || parsed?.station || '', cell: cell || parsed?.cell || '' }
}

function takeOpencellid(
  state: TableState,
  fields: string[],
  [lon, lat]: [number, number],
  reject: (fault: Fault) => void,
): void {
  const { context, opencellid, groups, seen } = state
  if (!opencellid || !groups) return
  const read = opencellidRow(fields, opencellid)
  if (typeof read === 'string') {
    reject({ field: 'radio', value: fields[opencellid.radio] ?? '', reason: read })
    return
  }
  const cells = cellsOf(context, fields, read.rat)
  if (!Array.isArray(cells)) {
    reject(cells)
    return
  }
  if (seen.has(read.cellId + read.rat)) {
    reject({
      field: 'cell',
      value: read.cellId,
      reason: `the cell ${read.cellId} stands in the table twice; expected every cell once`,
    })
    return
  }
  seen.set(detached(read.cellId + read.rat), 1)
  note(context.tally, 'rows-centroid')
  const place = read.station !== '' ? read.station : `${Math.round(lon * 1e3)},${Math.round(lat * 1e3)}`
  const key = `${read.operator}|${read.rat}|${place}`
  let group = groups.get(key)
  if (!group) {
    group = { rat: read.rat, operator: read.operator, station: read.station, lon: 0, lat: 0, weight: 0, cells: [] }
    groups.set(key, group)
  }
  group.lon += lon * read.samples
  group.lat += lat * read.samples
  group.weight += read.samples
  cells[0].id = read.cellId
  group.cells.push(cells[0])
}

function placeGroups({ groups, builder }: TableState): void {
  let number = 0
  for (const group of groups?.values() ?? []) {
    number++
    const { index } = stationAt(builder, {
      lon: group.lon / group.weight,
      lat: group.lat / group.weight,
      rat: group.rat,
      operator: group.operator,
      built: Number.NaN,
      siteKey: '',
      stationKey:
        group.station !== '' ? `${group.operator}-${group.station}` : `${group.operator}-${group.rat}-${number}`,
    })
    for (const cell of group.cells) {
      cell.station = index
      addCell(builder, cell)
    }
  }
}

function yearOf(text: string): number {
  const match = /(?:^|\D)((?:19|20)\d\d)/.exec(text)
  return match ? Number(match[1]) : Number.NaN
}
