import figures from './figures.json'

type Value = number | string | boolean

/** One row of a table of published or independently computed figures, by column name. */
export type Row = Record<string, Value>

/** The rows of a table in `figures.json`. */
export function rowsOf(table: keyof typeof figures): Row[] {
  const { columns, rows } = figures[table] as { columns: string[]; rows: Value[][] }
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])))
}

/** The largest absolute difference over the rows of a table, and the row where it stands. */
export function largestError(table: keyof typeof figures, error: (row: Row) => number): { error: number; row: Row } {
  let worst = { error: -1, row: {} as Row }
  for (const row of rowsOf(table)) {
    const value = Math.abs(error(row))
    if (!(value <= worst.error)) worst = { error: value, row }
  }
  return worst
}
