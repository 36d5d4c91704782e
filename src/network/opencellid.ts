import type { ColumnMap } from '../formats/tables/columns'
import { parseNumber } from '../formats/tables/number'
import { ratOf } from './cell-row'
import type { Rat } from './network'
import { operatorOfPlmn } from './operator'

/** True for a dump of OpenCelliD or the Mozilla Location Service: radio, mcc, net, area, cell, lon, lat. */
export function isOpencellid(headers: readonly string[]): boolean {
  const names = new Set(headers.map((header) => header.trim().toLowerCase()))
  return ['radio', 'mcc', 'net', 'area', 'cell', 'lon', 'lat'].every((name) => names.has(name))
}

/** Columns of a dump of OpenCelliD, in their order. */
const DUMP = [
  ...['radio', 'mcc', 'net', 'area', 'cell', 'unit', 'lon', 'lat', 'range', 'samples'],
  ...['changeable', 'created', 'updated', 'averageSignal'],
]

/** Dumps of single countries come without headers: a technology, a country of three figures, whole numbers, then a place. */
export function opencellidLayout(fields: readonly string[]): { name: string; headers: readonly string[] } | undefined {
  const [radio, mcc, net, area, cell, , lon, lat] = fields.map((field) => field.trim())
  const isDump =
    fields.length >= 10 &&
    fields.length <= DUMP.length &&
    /^(GSM|UMTS|LTE|NR|CDMA|NBIOT)$/i.test(radio) &&
    /^[2-7]\d\d$/.test(mcc) &&
    [net, area, cell].every((number) => /^\d+$/.test(number)) &&
    [lon, lat].every((degrees) => /^-?\d+(\.\d+)?$/.test(degrees))
  return isDump ? { name: 'OpenCelliD', headers: DUMP.slice(0, fields.length) } : undefined
}

/** Positions in a row of the columns that OpenCelliD has beside those of other tables. */
export interface OpencellidColumns {
  mcc: number
  net: number
  area: number
  cell: number
  radio: number
  samples: number
}

export function opencellidColumns(headers: readonly string[], map: ColumnMap): OpencellidColumns {
  const at = (name: string) => headers.findIndex((header) => header.trim().toLowerCase() === name)
  const columns = {
    mcc: at('mcc'),
    net: at('net'),
    area: at('area'),
    cell: at('cell'),
    radio: at('radio'),
    samples: at('samples'),
  }
  const used = new Set(['mcc', 'net', 'area', 'cell', 'samples'])
  map.unused = map.unused.filter((header) => !used.has(header.toLowerCase()))
  map.columns = map.columns.filter((column) => !used.has(column.from.toLowerCase()))
  for (const [from, to] of [
    ['mcc', 'operator'],
    ['net', 'operator'],
    ['area', 'cell_id'],
    ['cell', 'cell_id'],
    ['samples', 'weight'],
  ]) {
    if (at(from) >= 0) map.columns.push({ from, to })
  }
  return columns
}

/** Who a row of OpenCelliD is. */
export interface OpencellidRow {
  rat: Rat
  operator: string
  /** Station number for LTE (`eNB = cell >> 8`) and NR (`gNB = NCI >> 12`); empty for 2G and 3G, whose numbers do not tell. */
  station: string
  cellId: string
  samples: number
}

/** Reads the identity of a row; a sentence where it cannot be read. */
export function opencellidRow(fields: string[], columns: OpencellidColumns): OpencellidRow | string {
  const rat = ratOf(fields[columns.radio] ?? '')
  if (!rat) return `radio is "${(fields[columns.radio] ?? '').slice(0, 20)}"; expected GSM, UMTS, CDMA, LTE or NR`
  const cell = parseNumber(fields[columns.cell] ?? '')
  if (cell === undefined || cell < 0)
    return `cell is "${(fields[columns.cell] ?? '').slice(0, 20)}"; expected a whole number`
  const mcc = (fields[columns.mcc] ?? '').trim()
  const net = (fields[columns.net] ?? '').trim()
  const station = rat === '4g' ? String(Math.floor(cell / 256)) : rat === '5g' ? String(Math.floor(cell / 4096)) : ''
  return {
    rat,
    operator: operatorOfPlmn(mcc, net),
    station,
    cellId: `${mcc}-${net}-${(fields[columns.area] ?? '').trim()}-${cell}`,
    samples: Math.max(1, parseNumber(fields[columns.samples] ?? '') ?? 1),
  }
}
