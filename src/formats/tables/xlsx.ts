import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import { excerpt, printable } from '../text'
import { XML_LIMITS, zipEntries } from '../zip'

/** Rows of a sheet in Excel itself. */
const MAX_ROWS = 1_048_576
const MAX_UNPACKED = 2 * 2 ** 30
/** Cells that are read in any case, empty ones in front of a filled one too; beyond, a real one takes some bytes. */
const FREE_CELLS = 2_000_000
const BLOCK_ROWS = 4096

/** Sheets of a workbook and the rows of one of them, as text. */
export interface XlsxReader {
  sheets: string[]
  sheet: string
  blocks(): AsyncGenerator<{ first: number; rows: string[][] }>
}

/**
 * Opens a sheet of an Excel workbook.
 * @param sheet its name, or its number from 1; the first by default
 * @throws InputError `file-damaged`, `file-too-large`, `sheet-missing`
 */
export async function openXlsx(file: InputFile, sheet?: string): Promise<XlsxReader> {
  let size = 0
  for (const entry of zipEntries(file)) size += entry.size
  if (size > MAX_UNPACKED || (size > XML_LIMITS.freeBytes && size > file.bytes.length * XML_LIMITS.maxRatio)) {
    throw new InputError(
      'file-too-large',
      file.name,
      `${file.name} (${file.bytes.length} bytes) unpacks to ${Math.round(size / 2 ** 20)} MiB; expected a workbook of real data. Delete its empty rows and save it again.`,
    )
  }
  const sheets = await guarded(file, async () => {
    const names: string[] = []
    await readXlsx(file.bytes, {
      sheets: (info) => {
        names.push(info.name)
        return false
      },
    })
    return names
  })
  const chosen = sheet === undefined ? sheets[0] : (sheets.find((name) => name === sheet) ?? sheets[Number(sheet) - 1])
  if (chosen === undefined) {
    throw new InputError(
      'sheet-missing',
      file.name,
      `${file.name} has no sheet "${excerpt(sheet ?? '')}"; it has ${sheets.slice(0, 20).join(', ') || 'none'}.`,
    )
  }
  return {
    sheets,
    sheet: chosen,
    async *blocks() {
      let rows: string[][] = []
      let first = 1
      let next = 1
      let cells = 0
      try {
        for await (const row of streamXlsxRows(file.bytes, { sheet: chosen })) {
          cells += row.values.length
          if (cells > FREE_CELLS && cells * 4 > size) throw tooWide(file, chosen)
          const values = row.values.map(cellText)
          const number = row.index + 1
          if (number > MAX_ROWS) throw tooManyRows(file, chosen)
          if (values.every((value) => value === '')) continue
          for (; next < number && rows.length > 0 && next - first < BLOCK_ROWS; next++) rows.push([])
          if (rows.length > 0 && next < number) {
            yield { first, rows }
            rows = []
          }
          if (rows.length === 0) first = number
          rows.push(values)
          next = number + 1
          if (rows.length >= BLOCK_ROWS) {
            yield { first, rows }
            rows = []
          }
        }
      } catch (error) {
        throw error instanceof InputError ? error : damaged(file)
      }
      if (rows.length > 0) yield { first, rows }
    },
  }
}

async function guarded<T>(file: InputFile, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch {
    throw damaged(file)
  }
}

const damaged = (file: InputFile) =>
  new InputError(
    'file-damaged',
    file.name,
    `${file.name} is a damaged Excel workbook. Open it in Excel and save it again.`,
  )

const tooManyRows = (file: InputFile, sheet: string) =>
  new InputError(
    'file-too-large',
    file.name,
    `${file.name}, sheet ${sheet}: there are more than ${MAX_ROWS} rows, more than Excel itself has.`,
  )

const tooWide = (file: InputFile, sheet: string) =>
  new InputError(
    'file-too-large',
    file.name,
    `${file.name}, sheet ${sheet}: its rows reach far to the right with hardly anything in them. Delete the empty columns and save it again.`,
  )

/** A cell as the text that stands in it; dates as 2024-03-01. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return printable(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  return String(value)
}
