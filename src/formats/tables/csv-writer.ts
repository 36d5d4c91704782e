import Papa from 'papaparse'

export interface CsvOptions {
  /** Columns in order; those of the first row where absent. */
  columns?: string[]
  /** Begin with a byte order mark, by which Excel knows UTF-8. */
  bom?: boolean
}

/** What a spreadsheet takes for a formula, also where more lines follow. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * Rows as CSV: UTF-8, comma, line feed. Null, undefined and NaN become empty; lists are joined by `;`. A text that a spreadsheet
 * would run as a formula (begins with `=`, `+`, `-`, `@`, tab or return) gets an apostrophe in front; numbers are left alone.
 */
export function csvText(rows: Record<string, unknown>[], { columns, bom = false }: CsvOptions = {}): string {
  const fields = columns ?? Object.keys(rows[0] ?? {})
  const data = rows.map((row) => fields.map((field) => plain(row[field])))
  const text = Papa.unparse({ fields, data }, { newline: '\n', escapeFormulae: FORMULA })
  return `${bom ? '\ufeff' : ''}${rows.length > 0 ? text : text.trimEnd()}\n`
}

function plain(value: unknown): unknown {
  if (value === null || value === undefined || Number.isNaN(value)) return ''
  return Array.isArray(value) ? value.join(';') : value
}
