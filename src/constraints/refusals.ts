import type { Datum } from '../area/datum'
import { InputError, type Rejection } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import { columnsOf, type NamedColumns, type TableColumns } from '../formats/tables/columns'
import { parseNumber } from '../formats/tables/number'
import { openTables } from '../formats/tables/point-tables'
import { excerpt } from '../formats/text'
import type { Warning } from '../formats/warning'
import { type Fault, frameOf, positionOf, type TableContext, textAt } from '../network/position'
import { newTally } from '../network/tally'

/** A place where a station was refused: by its rank in an earlier plan, by the id of a site or candidate, or by where it lies. */
export interface Refusal {
  /** Rank in the earlier plan. */
  rank?: number
  /** What was refused there, where the list says it: a station or a fibre terminal. */
  kind?: 'station' | 'olt'
  /** Id of a site of the network, of a listed candidate, or `plan-RANK`. */
  site?: string
  /** Degrees, WGS-84. */
  lon?: number
  lat?: number
  /** Nothing is proposed within this distance of the place, m; 100 by default. */
  radiusM?: number
  /** Why, for the record. */
  reason?: string
}

/** A list of refusals as it was read. */
export interface Refusals {
  refusals: Refusal[]
  rejected: Rejection[]
  warnings: Warning[]
}

export const REFUSAL_COLUMNS: TableColumns = {
  table: 'refused',
  specs: [
    { key: 'rank', aliases: ['序号', '排名', '规划序号'] },
    { key: 'site', aliases: ['site_id', 'id', '编号', '站址编码', '候选点编号', '站点编号', 'candidate', 'proposal'] },
    { key: 'lon', aliases: ['经度', 'longitude', 'lng', 'x'] },
    { key: 'lat', aliases: ['纬度', 'latitude', 'y'] },
    { key: 'radius_m', aliases: ['radius', '半径', '范围', '拒绝半径'], quantity: 'metres' },
    { key: 'kind', aliases: ['类型'] },
    { key: 'reason', aliases: ['原因', '拒绝原因', '备注', 'remark'] },
  ],
}

/**
 * Reads refused proposals and sites: CSV, XLSX or points with `lon, lat`, or `rank`, or `site`; `radius_m` and `reason` where known. The
 * lines of an earlier plan.csv that were refused are such a list. A row that names no place goes to `rejected`.
 * @param options.datum of the coordinates; WGS-84 by default
 * @throws InputError `no-refusals` (no usable row), those of the formats
 */
export async function readRefused(
  files: InputFile | InputFile[],
  { datum = 'wgs84', columns: given }: { datum?: Datum; columns?: NamedColumns } = {},
): Promise<Refusals> {
  const read: Refusals = { refusals: [], rejected: [], warnings: [] }
  for (const table of await openTables(asFiles(files), REFUSAL_COLUMNS, 'refused places', {
    given,
    declared: datum,
  })) {
    const map = columnsOf(table, REFUSAL_COLUMNS, given)
    const context: TableContext = {
      map,
      ...frameOf(table, datum),
      decimalComma: table.decimalComma,
      tally: newTally(),
    }
    for await (const block of table.blocks()) {
      for (const { row, fields } of block) {
        const one = refusalOf(context, fields)
        if ('value' in one) read.rejected.push({ file: table.name, row, ...one })
        else read.refusals.push(one)
      }
    }
    read.rejected.push(...table.rejected)
    read.warnings.push(...table.warnings)
  }
  if (read.refusals.length === 0) {
    const name = asFiles(files)
      .map((file) => file.name)
      .join(', ')
    const first = read.rejected[0]
    const why = first ? `First (row ${first.row}): ${first.reason}.` : 'It holds no row below its headers.'
    throw new InputError('no-refusals', name, `${name} names no refused place. ${why}`)
  }
  return read
}

function refusalOf(context: TableContext, fields: string[]): Refusal | Fault {
  const text = (key: string): string => textAt(context, fields, key)
  const refusal: Refusal = {}
  for (const [column, key] of [
    ['rank', 'rank'],
    ['radius_m', 'radiusM'],
  ] as const) {
    const stated = text(column)
    if (stated === '') continue
    const value = parseNumber(stated.replace(/(米|m)$/i, ''), context.decimalComma)
    if (value === undefined || value < 0 || (key === 'rank' && !Number.isInteger(value))) {
      const wanted = key === 'rank' ? 'the rank of a proposal, such as 17' : 'metres, 0 or more'
      return { field: column, value: stated, reason: `${column} is "${excerpt(stated)}"; expected ${wanted}` }
    }
    refusal[key] = value
  }
  const kind = text('kind').toLowerCase()
  if (kind === 'station' || kind === 'olt') refusal.kind = kind
  if (text('site') !== '') refusal.site = text('site')
  if (text('reason') !== '') refusal.reason = text('reason')
  if (text('lon') !== '' || text('lat') !== '') {
    const position = positionOf(context, fields)
    if (!Array.isArray(position)) return position
    ;[refusal.lon, refusal.lat] = position
  }
  if (refusal.rank === undefined && refusal.site === undefined && refusal.lon === undefined) {
    return { field: 'lon', value: '', reason: 'the row names no place; expected lon and lat, or rank, or site' }
  }
  return refusal
}
