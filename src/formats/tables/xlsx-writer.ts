import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx'

/** How a column's values are written and shown. */
export type ColumnKind = 'text' | 'integer' | 'decimal' | 'share' | 'money' | 'degrees' | 'flag'

export interface SheetColumn {
  key: string
  header: string
  kind?: ColumnKind
  /** Characters; by default what the first rows need, 8 to 40. */
  width?: number
}

/** One sheet: rows are records by column key. */
export interface SheetData {
  name: string
  columns: readonly SheetColumn[]
  rows: readonly Readonly<Record<string, unknown>>[]
}

const FORMATS: Partial<Record<ColumnKind, string>> = {
  integer: '#,##0',
  decimal: '0.00',
  share: '0.0%',
  money: '#,##0',
  degrees: '0.000000',
}

/** Rows of a sheet in Excel, the header's included. */
const MAX_ROWS = 1_048_576
/** The time that workbooks bear, so that the same tables make the same bytes: the first that zip knows. */
const EPOCH = new Date('1980-01-01T00:00:00Z')

/**
 * An Excel workbook: numbers as numbers, shares as percentages, texts as texts (a leading `=` stays text and never becomes a
 * formula), header bold and frozen, filters on, widths fitted. Null, undefined and NaN are empty cells; lists are joined
 * by `;`. The same tables make the same bytes. Sheet names are cut to what Excel takes (31 characters, none of `\ / ? * [ ] :`); rows beyond Excel's limit go to a
 * second sheet.
 */
export async function writeWorkbook(sheets: readonly SheetData[]): Promise<Uint8Array> {
  const names = new Set<string>()
  const out: WriteSheet[] = []
  for (const sheet of sheets) {
    for (let from = 0; from === 0 || from < sheet.rows.length; from += MAX_ROWS - 1) {
      out.push(sheetOf(sheet, sheet.rows.slice(from, from + MAX_ROWS - 1), uniqueName(sheet.name, names)))
    }
  }
  const bytes = await writeXlsx({
    sheets: out,
    defaultFont: { name: 'Calibri', size: 11 },
    properties: { created: EPOCH, modified: EPOCH },
  })
  return timeless(bytes)
}

function sheetOf({ columns }: SheetData, rows: SheetData['rows'], name: string): WriteSheet {
  const values = rows.map((row) => columns.map((column) => cellOf(row[column.key], column.kind)))
  const header = columns.map((column) => column.header)
  return {
    name,
    columns: columns.map((column, i) => ({ width: column.width ?? fittedWidth(column, values, i) })),
    rows: [header, ...values],
    cells: styles(columns, values.length),
    freezePane: { rows: 1 },
    autoFilter: columns.length > 0 ? { range: `A1:${letters(columns.length - 1)}${values.length + 1}` } : undefined,
  }
}

/** Number formats per cell; the header bold on grey. */
function styles(columns: readonly SheetColumn[], count: number): WriteSheet['cells'] {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  const head = {
    font: { bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7ECF1' } },
  } as const
  columns.forEach((column, i) => {
    cells.set(`0,${i}`, { style: head })
    const numFmt = column.kind && FORMATS[column.kind]
    if (!numFmt) return
    const style = { numFmt }
    for (let row = 1; row <= count; row++) cells.set(`${row},${i}`, { style })
  })
  return cells
}

function cellOf(value: unknown, kind: ColumnKind = 'text'): CellValue {
  if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return null
  if (typeof value === 'number' || typeof value === 'boolean') return kind === 'text' ? String(value) : value
  if (value instanceof Date) return value
  // XML 1.0 knows no control characters; Excel would call the file damaged.
  const text = [...(Array.isArray(value) ? value.join(';') : String(value))]
    .filter((char) => char >= ' ' || char === '\n' || char === '\t')
    .join('')
  // Longest text of a cell in Excel.
  return text.slice(0, 32767)
}

/** Characters that a column needs: Chinese ones count double. */
function fittedWidth({ header }: SheetColumn, values: CellValue[][], column: number): number {
  let widest = widthOf(header) + 3
  for (let row = 0; row < Math.min(values.length, 200); row++) {
    const value = values[row][column]
    if (value !== null) widest = Math.max(widest, typeof value === 'number' ? 9 : widthOf(String(value)))
  }
  return Math.min(40, Math.max(8, widest + 1))
}

function widthOf(text: string): number {
  let width = 0
  for (const char of text) width += char > '\u2e7f' ? 2 : 1
  return width
}

function letters(index: number): string {
  return (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}

function uniqueName(wanted: string, taken: Set<string>): string {
  const plain =
    wanted
      .replace(/[\\/?*[\]:]/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet'
  let name = plain
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain.slice(0, 28)} ${n}`
  taken.add(name.toLowerCase())
  return name
}

/** Sets the times in a zip's headers (local and central, found by the central directory) to the first that zip knows. */
function timeless(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  let end = zip.length - 22
  while (end > 0 && view.getUint32(end, true) !== 0x06054b50) end--
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const date = (1 << 5) | 1
  for (let i = 0; i < count && view.getUint32(at, true) === 0x02014b50; i++) {
    const local = view.getUint32(at + 42, true)
    view.setUint32(at + 12, date << 16, true)
    view.setUint32(local + 10, date << 16, true)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return zip
}
