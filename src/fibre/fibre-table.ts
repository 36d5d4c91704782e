import type { Feature } from 'geojson'
import Papa from 'papaparse'
import { InputError } from '../formats/input-error'

/** One row of a fibre table as text, with the place where it stands. */
export interface FibreRow {
  /** 1-based data row or feature number. */
  row: number
  fields: Record<string, string>
  /** Why the row cannot be used whatever its fields say; empty where it can. */
  fault: string
}

/** Names under which the columns are found, compared in lower case without blanks, `_` and `-`. */
const ALIASES: Record<string, string[]> = {
  id: ['id', 'oltid', 'olt', 'name', '编号', '名称', 'olt名称', '局站'],
  lon: ['lon', 'lng', 'longitude', 'x', '经度'],
  lat: ['lat', 'latitude', 'y', '纬度'],
  operator: ['operator', '运营商', '电信企业'],
  pon_class: ['ponclass', 'class', 'odnclass', '光模块等级', 'pon等级'],
  port_kind: ['portkind', 'kind', '端口类型'],
  ports: ['ports', 'ponports', '端口数', 'pon端口数'],
  ports_10g: ['ports10g', '10gports', '10gpon', '10g端口数', '10gpon端口数'],
  split: ['split', 'splits', '分光比', '分光'],
  take_up: ['takeup', '实装率', '占用率'],
  synthetic: ['synthetic', '合成'],
}

const COLUMN_OF = new Map(
  Object.entries(ALIASES).flatMap(([column, names]) => names.map((name) => [name, column] as const)),
)

/**
 * Rows of a CSV or GeoJSON table of terminals, columns renamed to `id, lon, lat, operator, pon_class, port_kind, ports, ports_10g, split, take_up`.
 * @throws InputError `empty-file`, `not-json`, `not-geojson`, `no-ports-column`
 */
export function fibreRows(name: string, text: string): FibreRow[] {
  if (text.trim() === '')
    throw new InputError('empty-file', name, `${name} is empty; expected a table of terminals (CSV or GeoJSON points).`)
  const rows = /^\s*[[{]/.test(text) ? fromGeoJson(name, text) : fromCsv(text)
  if (rows.length > 0 && rows.every((r) => r.fault === '' && !('ports' in r.fields) && !('ports_10g' in r.fields))) {
    throw new InputError(
      'no-ports-column',
      `${name}:ports`,
      `${name} has no column "ports" (or 端口数); found ${Object.keys(rows[0].fields).join(', ')}. Expected id, lon, lat, operator, pon_class, port_kind, ports, ports_10g, split, take_up.`,
    )
  }
  return rows
}

function fromCsv(text: string): FibreRow[] {
  const { data } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
  })
  return data.map((record, i) => ({ row: i + 2, fields: rename(record), fault: '' }))
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
    const column = COLUMN_OF.get(name.toLowerCase().replace(/[\s_-]/g, '')) ?? name
    if (!(column in fields)) fields[column] = value === null || value === undefined ? '' : String(value).trim()
  }
  return fields
}
