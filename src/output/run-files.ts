import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../formats/input-error'
import { openCsv } from '../formats/tables/csv'

/** The bytes of a file of a run. @throws InputError `run-missing` */
export function bytesOf(dir: string, name: string): Uint8Array {
  const path = join(dir, name)
  if (!existsSync(path)) {
    throw new InputError('run-missing', path, `There is no ${name} in ${dir}.`, 'Name the folder that a run wrote.')
  }
  return readFileSync(path)
}

/** A JSON file of a run. @throws InputError `run-missing`, `not-json` */
export function jsonOf<T>(dir: string, name: string): T {
  try {
    return JSON.parse(new TextDecoder().decode(bytesOf(dir, name))) as T
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(
      'not-json',
      join(dir, name),
      `${name} is not JSON (${(error as Error).message}).`,
      'Run again to write it whole.',
    )
  }
}

/** Columns that hold text whatever they look like: a code of digits is not a number. */
const TEXT = new Set(['code', 'name', 'county', 'township', 'village', 'id', 'operator', 'rat', 'bands', 'shares_site'])

/** Rows of a CSV that a run wrote; empty cells are null. @throws InputError `run-missing` */
export function tableOf<Row>(dir: string, name: string): Row[] {
  const reader = openCsv({ name, bytes: bytesOf(dir, name) })
  let header: string[] | undefined
  const rows: Row[] = []
  for (const block of reader.blocks()) {
    for (const cells of block.rows) {
      if (!header) header = cells
      else if (cells.some((cell) => cell !== ''))
        rows.push(Object.fromEntries(header.map((key, i) => [key, valueOfCell(key, cells[i])])) as Row)
    }
  }
  return rows
}

function valueOfCell(key: string, text = ''): string | number | boolean | null {
  if (TEXT.has(key)) return /^'[=+\-@]/.test(text) ? text.slice(1) : text
  if (text === '') return null
  if (text === 'true' || text === 'false') return text === 'true'
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}
