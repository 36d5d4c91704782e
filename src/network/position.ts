import { type Datum, datumConverter, isProjected } from '../area/datum'
import type { ToLonLat } from '../formats/crs'
import { InputError } from '../formats/input-error'
import type { ColumnMap } from '../formats/tables/columns'
import { isBlank, parseNumber } from '../formats/tables/number'
import type { Table } from '../formats/tables/table'
import { excerpt } from '../formats/text'
import { looksSwapped, parseCoordinate, suggestCrs } from '../formats/vectors/coordinate'
import { note, type Tally } from './tally'

/** Why a row cannot be used: the column it lies in and a sentence. */
export interface Fault {
  field: string
  value: string
  reason: string
}

/** What the positions of a table's rows are read with. */
export interface TableContext {
  map: ColumnMap
  convert: ToLonLat
  datum: Datum
  decimalComma: boolean
  tally: Tally
}

/**
 * What a table's positions are measured against and how they come to WGS-84: as declared, else as the file says, else WGS-84.
 * @param written what a column `datum` says, as the tables of a run with another output datum have it
 * @throws InputError `datum-unknown`, `crs-unknown`
 */
export function frameOf(table: Table, declared: Datum, written = ''): Pick<TableContext, 'datum' | 'convert'> {
  // A vector file was opened with what is declared, and kept its degrees where that cannot be.
  const datum = table.opened
    ? ((table.crs ?? 'wgs84') as Datum)
    : declared !== 'wgs84'
      ? declared
      : ((written || table.crs || 'wgs84') as Datum)
  return { datum, convert: datumConverter(datum, table.name) }
}

/** The text of a column in a row; empty where there is none or it is one of the many blanks. */
export function textAt(context: TableContext, fields: string[], key: string): string {
  const at = context.map.index.get(key)
  const text = at === undefined ? undefined : fields[at]
  return text === undefined || isBlank(text) ? '' : text.trim()
}

/** Longitude and latitude of a row in WGS-84, or what is wrong with them. */
export function positionOf(context: TableContext, fields: string[]): [lon: number, lat: number] | Fault {
  const { map, tally } = context
  const rawLon = fields[map.index.get('lon') ?? -1] ?? ''
  const rawLat = fields[map.index.get('lat') ?? -1] ?? ''
  for (const [field, raw] of [
    ['lon', rawLon],
    ['lat', rawLat],
  ]) {
    if (isBlank(raw))
      return {
        field,
        value: raw,
        reason: `${field} is empty; expected degrees, such as ${field === 'lon' ? '118.6757' : '24.8741'}`,
      }
  }
  const metric = isProjected(context.datum)
  const inDegrees = metric && areDegrees(rawLon, rawLat, context)
  if (inDegrees) note(tally, 'rows-degrees-in-metres', `${context.datum}: ${rawLon.trim()}, ${rawLat.trim()}`)
  const projected = metric && !inDegrees
  const lon = projected ? metres(rawLon, context) : parseCoordinate(rawLon, 'lon', context.decimalComma)
  const lat = projected ? metres(rawLat, context) : parseCoordinate(rawLat, 'lat', context.decimalComma)
  if (!lon || !lat) {
    const [field, raw] = lon ? ['lat', rawLat] : ['lon', rawLon]
    return {
      field,
      value: raw,
      reason: `${field} is "${excerpt(raw)}"; expected degrees, such as ${field === 'lon' ? '118.6757' : '24.8741'}`,
    }
  }
  if (lon.value === 0 && lat.value === 0) {
    return {
      field: 'lon',
      value: `${rawLon}, ${rawLat}`,
      reason: 'the position is 0, 0; expected degrees of a real place',
    }
  }
  let [x, y] = [lon.value, lat.value]
  if (!projected) {
    if (lon.form === 'metres' || lat.form === 'metres') {
      const crs = suggestCrs(x, y)
      return {
        field: 'lon',
        value: `${rawLon}, ${rawLat}`,
        reason: `the position ${rawLon}, ${rawLat} is not in degrees${crs ? `; if these are metres, declare them, such as --datum ${crs}` : '; expected longitude and latitude'}`,
      }
    }
    for (const [{ form }, raw] of [
      [lon, rawLon],
      [lat, rawLat],
    ] as const) {
      if (form !== 'degrees' && form !== 'metres') note(tally, `rows-${form}`, raw.trim())
    }
    if (looksSwapped(x, y)) {
      note(tally, 'rows-swapped', `${rawLon}, ${rawLat}`)
      ;[x, y] = [y, x]
    }
  }
  const [east, north] = inDegrees ? [x, y] : context.convert(x, y)
  if (!(Math.abs(east) <= 180 && Math.abs(north) <= 90)) {
    return {
      field: 'lon',
      value: `${rawLon}, ${rawLat}`,
      reason: `the position ${rawLon}, ${rawLat} is outside longitude ±180, latitude ±90; expected degrees`,
    }
  }
  return [east, north]
}

/** No place of a projection is within 200 m of its origin: such figures are degrees, and so are letters and signs of degrees. */
function areDegrees(rawLon: string, rawLat: string, { decimalComma }: TableContext): boolean {
  const [x, y] = [rawLon, rawLat].map((raw) => parseNumber(raw, decimalComma))
  if (x !== undefined && y !== undefined) return Math.abs(x) <= 180 && Math.abs(y) <= 90
  return [rawLon, rawLat].every((raw) => /[°′″度分秒NSEWnsew]/.test(raw))
}

function metres(raw: string, context: TableContext): { value: number; form: 'degrees' } | undefined {
  const value = parseNumber(raw, context.decimalComma)
  return value === undefined ? undefined : { value, form: 'degrees' }
}

/** @throws InputError `no-position` where a table has no column for longitude or latitude */
export function requirePosition(table: Table, map: ColumnMap): void {
  if (!map.index.has('lon') || !map.index.has('lat')) {
    const missing = map.index.has('lon')
      ? 'latitude (lat, 纬度 …)'
      : map.index.has('lat')
        ? 'longitude (lon, 经度 …)'
        : 'longitude and latitude (lon, lat, 经度, 纬度 …)'
    throw new InputError(
      'no-position',
      table.name,
      `${table.name} has no column for ${missing}; its columns are ${
        excerpt(
          table.headers
            .filter((header) => header !== '')
            .slice(0, 12)
            .join(', '),
          160,
        ) || 'unnamed'
      }.`,
    )
  }
}
