import type { Datum } from '../area/datum'
import { InputError, type Rejection } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import type { NamedColumns } from '../formats/tables/columns'
import { isBlank, parseNumber } from '../formats/tables/number'
import { originalOf } from '../formats/tables/original'
import { type Warning, type WarningCode, warn } from '../formats/warning'
import { frameOf, positionOf } from '../network/position'
import { newTally, tallyWarnings } from '../network/tally'
import { fibreRow, openFibreTables } from './fibre-table'
import { SPLITTER_LOSS_DB } from './odn-budget'
import { PON_CLASSES, ponClassOf } from './pon-class'
import { PORT_KINDS, type PortKind, sumPorts } from './port-kind'
import { DEFAULT_SPLIT, DEFAULT_TAKE_UP, type Fibre, type Terminal } from './terminal'

export interface ReadFibreOptions {
  /** What the coordinates are measured against; by default what the file declares, else WGS-84. */
  datum?: Datum
  /** Sheet of a workbook: name, or number from 1. */
  sheet?: string
  /** Headers of columns by key (see `FIBRE_COLUMNS`), such as `{ ports: 'PON口数' }`. */
  columns?: NamedColumns
}

/**
 * Reads terminals from CSV in any usual encoding, XLSX, or points of any vector format: columns
 * `id, lon, lat, operator, pon_class, port_kind, ports, ports_10g, split, take_up`
 * (Chinese names too). `split` is `64`, `8x8` or `1:4+1:16`. Absent columns take defaults, said in `warnings`: class N1, `olt_pon_port`, all ports of
 * a 10G class are 10G, split 64, take-up 0.5. Rows that cannot be used go to `rejected`.
 * @throws InputError `no-position`, `no-ports-column`, `no-terminals`, `mixed-port-kinds` (kinds are never added up), those of the formats
 */
export async function readFibre(
  files: InputFile | InputFile[],
  { datum = 'wgs84', sheet, columns: given }: ReadFibreOptions = {},
): Promise<Fibre> {
  const terminals: Terminal[] = []
  const rejected: Rejection[] = []
  const warnings: Warning[] = []
  const rowOf: string[] = []
  const defaults: Defaults = new Map()
  let synthetic = false
  const list = asFiles(files)
  for (const { table, map } of await openFibreTables(list, {
    sheet,
    given,
    declared: datum,
  })) {
    const { name, decimalComma } = table
    const context = { map, decimalComma, tally: newTally(), ...frameOf(table, datum) }
    let rows = 0
    for await (const block of table.blocks()) {
      for (const one of block) {
        rows++
        const { row, fields } = fibreRow(map, one)
        const place = positionOf(context, one.fields)
        const read = Array.isArray(place) ? terminalOf(fields, place, terminals.length, defaults) : place
        if ('reason' in read) {
          rejected.push({ file: name, row, ...read, original: originalOf(one.fields) })
          continue
        }
        terminals.push(read)
        rowOf.push(`${name}:${row}:port_kind`)
        synthetic ||= /^(true|1|yes|是)$/i.test(fields.synthetic ?? '')
      }
    }
    rejected.push(...table.rejected)
    warnings.push(...table.warnings, ...tallyWarnings(context.tally, name, rows))
  }
  const name = list.map((f) => f.name).join(', ')
  if (terminals.length === 0) {
    const first = rejected[0]
      ? ` First: row ${rejected[0].row}, ${rejected[0].field} "${rejected[0].value}": ${rejected[0].reason}.`
      : ''
    throw new InputError('no-terminals', name, `${name} has no usable terminal.${first}`)
  }
  const odd = terminals.findIndex((t) => t.portKind !== terminals[0].portKind)
  sumPorts(
    terminals.map((t) => ({ kind: t.portKind, count: t.ports })),
    odd < 0 ? name : rowOf[odd],
  )
  for (const [code, { taken, count }] of defaults) warnings.push(warn(code, { taken, count, total: terminals.length }))
  return { terminals, portKind: terminals[0].portKind, rejected, warnings, synthetic }
}

type Fault = Pick<Rejection, 'field' | 'value' | 'reason'>
type DefaultCode = Extract<WarningCode, `fibre-${'pon-class' | 'port-kind' | 'split' | 'take-up'}`>

/** Defaults taken for absent fields, counted. */
type Defaults = Map<DefaultCode, { taken: string | number; count: number }>

function terminalOf(
  fields: Record<string, string>,
  [lon, lat]: [number, number],
  index: number,
  defaults: Defaults,
): Terminal | Fault {
  const note = (code: DefaultCode, taken: string | number) =>
    defaults.set(code, { taken, count: (defaults.get(code)?.count ?? 0) + 1 })
  const numbers: Record<string, number | undefined> = {}
  for (const field of ['ports', 'ports_10g', 'take_up']) {
    const value = fields[field] ?? ''
    numbers[field] = parseNumber(value)
    if (!isBlank(value) && numbers[field] === undefined) return { field, value, reason: 'expected a number' }
  }
  for (const field of ['ports', 'ports_10g', 'take_up']) {
    const reason = 'a negative number; expected 0 or more'
    if ((numbers[field] ?? 0) < 0) return { field, value: fields[field], reason }
  }
  const kind = fields.port_kind || 'olt_pon_port'
  if (!PORT_KINDS.includes(kind as PortKind)) {
    return { field: 'port_kind', value: kind, reason: `unknown port kind; expected ${PORT_KINDS.join(', ')}` }
  }
  const ponClass = fields.pon_class ? ponClassOf(fields.pon_class) : PON_CLASSES.N1
  if (!ponClass) {
    return {
      field: 'pon_class',
      value: fields.pon_class,
      reason: `unknown PON class; expected ${Object.keys(PON_CLASSES).join(', ')}`,
    }
  }
  const splits = fields.split ? splitStages(fields.split) : [DEFAULT_SPLIT]
  if (!splits) {
    return {
      field: 'split',
      value: fields.split,
      reason: 'expected stages of 1, 2, 4, 8, 16, 32, 64 or 128, such as 64, 8x8 or 1:4+1:16',
    }
  }
  const ports = numbers.ports ?? numbers.ports_10g ?? 0
  const tenG = numbers.ports_10g ?? (ponClass.gigabit ? ports : 0)
  if (tenG > ports)
    return { field: 'ports_10g', value: fields.ports_10g, reason: `more 10G ports than ports (${ports})` }
  const takeUp = numbers.take_up ?? DEFAULT_TAKE_UP
  if (takeUp > 1) return { field: 'take_up', value: fields.take_up, reason: 'expected a share from 0 to 1' }
  if (!fields.pon_class) note('fibre-pon-class', 'N1')
  if (!fields.port_kind) note('fibre-port-kind', 'olt_pon_port')
  if (!fields.split) note('fibre-split', DEFAULT_SPLIT)
  if (numbers.take_up === undefined && kind === 'olt_pon_port') note('fibre-take-up', DEFAULT_TAKE_UP)
  return {
    id: fields.id || `olt-${index + 1}`,
    lon,
    lat,
    operator: fields.operator ?? '',
    ponClass: ponClass.id,
    portKind: kind as PortKind,
    ports,
    ports10g: tenG,
    splits,
    takeUp,
  }
}

/** Splitter stages of `64`, `8x8`, `8*8`, `1:4+1:16`; null where a stage is no splitter. */
export function splitStages(text: string): number[] | null {
  const stages = text.split(/[x×*+,;]/i).map((part) => Number(part.trim().replace(/^1\s*[:：]\s*/, '')))
  return stages.every((n) => SPLITTER_LOSS_DB[n] !== undefined) ? stages : null
}
