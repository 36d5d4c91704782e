import type { Feature } from 'geojson'
import { type ColumnSpec, headerKey, mapColumns } from '../formats/columns'
import { openCsv } from '../formats/csv'
import { InputError } from '../formats/input-error'
import type { InputFile } from '../formats/input-file'

/** One row of a fibre table as text, with the place where it stands. */
export interface FibreRow {
  /** 1-based row (a header is row 1) or feature number. */
  row: number
  fields: Record<string, string>
  /** Why the row cannot be used whatever its fields say; empty where it can. */
  fault: string
}

/** Columns of a fibre table and what tables call them. */
export const FIBRE_COLUMNS: ColumnSpec[] = [
  { key: 'id', aliases: ['olt_id', 'olt', 'name', '编号', '名称', 'OLT名称', '局站'] },
  { key: 'lon', aliases: ['lng', 'longitude', 'x', '经度'] },
  { key: 'lat', aliases: ['latitude', 'y', '纬度'] },
  { key: 'operator', aliases: ['运营商', '电信企业'] },
  { key: 'pon_class', aliases: ['class', 'odn_class', '光模块等级', 'PON等级'] },
  { key: 'port_kind', aliases: ['kind', '端口类型'] },
  { key: 'ports', aliases: ['pon_ports', '端口数', 'PON端口数'] },
  { key: 'ports_10g', aliases: ['10g_ports', '10g_pon', '10G端口数', '10GPON端口数'] },
  { key: 'split', aliases: ['splits', '分光比', '分光'] },
  { key: 'take_up', aliases: ['实装率', '占用率'] },
  { key: 'synthetic', aliases: ['合成'] },
]

const COLUMN_OF = new Map(
  FIBRE_COLUMNS.flatMap(({ key, aliases }) => [key, ...aliases].map((name) => [headerKey(name), key] as const)),
)

/**
 * Rows of a CSV or GeoJSON table of terminals, columns renamed to the keys of `FIBRE_COLUMNS`.
 * @throws InputError `empty-file`, `not-json`, `not-geojson`, `no-ports-column`
 */
export function fibreRows(file: InputFile): FibreRow[] {
  const { name } = file
  const start = new TextDecoder().decode(file.bytes.subarray(0, 4096)).trim()
  if (start === '') {
    throw new InputError('empty-file', name, `${name} is empty; expected a table of terminals (CSV or GeoJSON points).`)
  }
  const rows = /^[[{]/.test(start) ? fromGeoJson(name, new TextDecoder().decode(file.bytes)) : fromCsv(file)
  if (rows.length > 0 && rows.every((r) => r.fault === '' && !('ports' in r.fields) && !('ports_10g' in r.fields))) {
    throw new InputError(
      'no-ports-column',
      `${name}:ports`,
      `${name} has no column "ports" (or 端口数); found ${Object.keys(rows[0].fields).join(', ')}. Expected ${FIBRE_COLUMNS.slice(
        0,
        10,
      )
        .map(({ key }) => key)
        .join(', ')}.`,
    )
  }
  return rows
}

function fromCsv(file: InputFile): FibreRow[] {
  const rows: FibreRow[] = []
  let headers: string[] | null = null
  for (const { first, rows: block } of openCsv(file).blocks()) {
    block.forEach((fields, i) => {
      if (fields.every((field) => field.trim() === '')) return
      if (headers) {
        const named = headers.flatMap((header, c) => (header === '' ? [] : [[header, (fields[c] ?? '').trim()]]))
        rows.push({ row: first + i, fields: Object.fromEntries(named), fault: '' })
        return
      }
      headers = fields.map((field) => field.trim())
      for (const [key, at] of mapColumns(fields, FIBRE_COLUMNS).index) headers[at] = key
    })
  }
  return rows
}

function fromGeoJson(name: string, text: string): FibreRow[] {
  let json: { type?: string; features?: Feature[] }
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new InputError(
      'not-json',
      name,
      `${name} is not valid JSON: ${(error as Error).message}. Expected a FeatureCollection of points, or CSV.`,
    )
  }
  if (!Array.isArray(json.features)) {
    throw new InputError(
      'not-geojson',
      name,
      `${name} holds "${json.type ?? 'no type'}"; expected a FeatureCollection of points.`,
    )
  }
  return json.features.map((feature, i) => {
    const fields = rename((feature.properties ?? {}) as Record<string, unknown>)
    const type = feature.geometry?.type
    if (feature.geometry?.type === 'Point') {
      fields.lon = String(feature.geometry.coordinates[0])
      fields.lat = String(feature.geometry.coordinates[1])
    }
    const fault = type && type !== 'Point' ? `geometry is a ${type}; a terminal is a Point` : ''
    return { row: i + 1, fields, fault }
  })
}

function rename(record: Record<string, unknown>): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(record)) {
    const column = COLUMN_OF.get(headerKey(name)) ?? name
    if (!(column in fields)) fields[column] = value === null || value === undefined ? '' : String(value).trim()
  }
  return fields
}
