import { detectFormat } from '../detect'
import { InputError, type Rejection } from '../input-error'
import { assertNotEmpty, type InputFile, unpacked } from '../input-file'
import { formatError } from '../vectors/features'
import { type Warning, warn } from '../warning'
import { openCsv } from './csv'
import { openXlsx } from './xlsx'

/** Rows looked at in search of the headers. */
const HEAD_ROWS = 12

/** One row of a table: its fields and its number as a user counts it (a header in the first line is row 1). */
export interface TableRow {
  row: number
  fields: string[]
}

/** A table of any kind, its headers found. */
export interface Table {
  name: string
  headers: string[]
  /** What was read, such as `csv (gb18030, ";")` or `xlsx (sheet 5G)`. */
  format: string
  /** True where a lone comma in a number is a decimal sign. */
  decimalComma: boolean
  /** What the file itself says that its coordinates are measured against: `EPSG:n`, `gcj02`; undefined where it says nothing. */
  crs?: string
  /** True where the table is a vector file, whose `crs` is what the caller declared where that can be. */
  opened?: true
  /** Rows below the headers, in blocks; rows without any text are left out. */
  blocks(): AsyncGenerator<TableRow[]>
  warnings: Warning[]
  /** What could not become a row: features of a vector file that are no points or cannot be read. */
  rejected: Rejection[]
}

/** What a first row that is no header says of the columns; undefined where it is one, or of no layout that is known. */
export type TableLayout = (fields: readonly string[]) => { name: string; headers: readonly string[] } | undefined

/**
 * Opens a table: CSV, TSV or the like in any usual encoding, or a sheet of an Excel workbook. The headers are the row (or the
 * two rows, where a merged header spans two) among the first in which most columns are known; lines above are titles.
 * @param known tells whether a text is a header that the caller knows
 * @param sheet name or number from 1 of the sheet of a workbook
 * @param layoutOf tells a table without headers by its first row
 * @throws InputError `file-empty`, `format-unknown`, `no-rows`, and those of each format
 */
export async function openTable(
  packed: InputFile,
  known: (header: string) => boolean,
  sheet?: string,
  layoutOf?: TableLayout,
): Promise<Table> {
  assertNotEmpty(packed)
  const file = unpacked(packed)
  const kind = detectFormat(file)
  const warnings: Warning[] = []
  let source: () => AsyncGenerator<{ first: number; rows: string[][] }>
  let format: string
  let decimalComma = false
  if (kind === 'xlsx') {
    const reader = await openXlsx(file, file.part ?? sheet)
    source = reader.blocks
    format = `xlsx (sheet ${reader.sheet})`
    if ((file.part ?? sheet) === undefined && reader.sheets.length > 1) {
      const others = reader.sheets.filter((name) => name !== reader.sheet)
      warnings.push(warn('several-parts', { file: file.name, what: 'sheets', read: reader.sheet, others: others }))
    }
  } else if (kind === 'csv') {
    const reader = openCsv(file)
    source = async function* () {
      yield* reader.blocks()
    }
    decimalComma = reader.separator === ';'
    format = `csv (${reader.encoding}, ${reader.separator === '\t' ? 'tab' : `"${reader.separator}"`})`
  } else throw formatError(file, kind, 'a table: CSV or XLSX')

  const head: TableRow[] = []
  for await (const { first, rows } of source()) {
    rows.forEach((fields, i) => {
      if (head.length < HEAD_ROWS && fields.some((field) => field.trim() !== '')) head.push({ row: first + i, fields })
    })
    if (head.length >= HEAD_ROWS) break
  }
  if (head.length === 0) throw new InputError('file-empty', file.name, `${file.name} holds no text; expected a table.`)
  const layout = layoutOf?.(head[0].fields)
  if (layout) warnings.push(warn('no-header', { file: file.name, layout: layout.name }))
  const { headers, lastRow } = layout ? { headers: [...layout.headers], lastRow: 0 } : findHeaders(head, known)
  const first = head.find(({ row }) => row > lastRow)?.fields
  return {
    name: file.name,
    crs: first?.[headers.findIndex((header) => header.toLowerCase() === 'datum')]?.trim() || undefined,
    headers,
    format,
    decimalComma,
    warnings,
    rejected: [],
    async *blocks() {
      for await (const { first, rows } of source()) {
        const block: TableRow[] = []
        for (let i = 0; i < rows.length; i++) {
          const fields = rows[i]
          if (first + i > lastRow && fields.some((field) => field !== '' && field.trim() !== '')) {
            block.push({ row: first + i, fields })
          }
        }
        if (block.length > 0) yield block
      }
    },
  }
}

function findHeaders(head: TableRow[], known: (header: string) => boolean): { headers: string[]; lastRow: number } {
  const score = (fields: string[]) =>
    fields.reduce((sum, field) => sum + (field.trim() !== '' && known(field) ? 1 : 0), 0)
  let best = { headers: head[0].fields, lastRow: head[0].row, points: score(head[0].fields) }
  for (let i = 0; i < head.length; i++) {
    const alone = score(head[i].fields)
    if (alone > best.points) best = { headers: head[i].fields, lastRow: head[i].row, points: alone }
    const next = head[i + 1]
    if (!next) continue
    const both = merged(head[i].fields, next.fields, known)
    const points = score(both)
    if (points > best.points) best = { headers: both, lastRow: next.row, points }
  }
  return { headers: best.headers.map((header) => header.trim()), lastRow: best.lastRow }
}

/** Two rows of headers as one: the lower text where it is known or alone, the upper where the lower is empty, else both. */
function merged(upper: string[], lower: string[], known: (header: string) => boolean): string[] {
  const out: string[] = []
  let above = ''
  for (let i = 0; i < Math.max(upper.length, lower.length); i++) {
    const top = upper[i]?.trim() ?? ''
    const bottom = lower[i]?.trim() ?? ''
    if (top !== '') above = top
    if (bottom === '') out.push(top)
    else if (known(bottom) || above === '') out.push(bottom)
    else if (known(above + bottom)) out.push(above + bottom)
    else out.push(bottom)
  }
  return out
}
