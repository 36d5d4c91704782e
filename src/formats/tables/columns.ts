import { InputError } from '../input-error'
import { type Warning, warn } from '../warning'
import type { TableLayout } from './table'
import { headerWithoutUnit, LONGEST_HEADER, type Quantity, UNITS, type Unit, unitCalled, unitOfHeader } from './unit'

/** A column that a reader knows, and what tables call it. Earlier aliases win. */
export interface ColumnSpec {
  key: string
  aliases: readonly string[]
  /** What its figures measure; its units are honoured then, in the header, in a column of units and in the cells. */
  quantity?: Quantity
  /** Headers that look like it: one that is not used is told. */
  like?: RegExp
}

/** Names of a column, apart by commas. */
export const named = (text: string): string[] => text.split(/,\s*/)

/** The columns of one kind of table. */
export interface TableColumns {
  /** As `--columns` names it: `sites`. */
  table: string
  specs: readonly ColumnSpec[]
  /** Layouts of registers that come without headers. */
  layoutOf?: TableLayout
}

/** Headers that the user gave for columns, by key; `KEY.unit` gives the unit of its figures. */
export type NamedColumns = Readonly<Record<string, string>>

/** One column of the input and what it was taken as. */
export interface ColumnUse {
  from: string
  to: string
}

/** Which columns of a table were understood as what; `gigaplan check` prints it. */
export interface ColumnMap {
  columns: ColumnUse[]
  unused: string[]
  /** Position of each known column, by key. */
  index: Map<string, number>
  /** Unit that a column states for its figures, by key. */
  units: Map<string, Unit>
  /** Position of the column that holds a column's units, by key. */
  unitColumns: Map<string, number>
}

/** What the readers tell about an input besides its records. */
export interface ReadReport {
  columns: ColumnUse[]
  unused: string[]
  /** Formats met, such as `geojson` or `csv (gb18030, ";")`. */
  formats: string[]
  /** What the coordinates of each file were measured against, as it was used: `wgs84`, `EPSG:2056` …; nothing where there are none. */
  systems: string[]
}

/** A header as it is compared: plain width, lower case, without spaces, dashes, underlines, dots and bracketed units. */
export function headerKey(header: string): string {
  return header
    .slice(0, LONGEST_HEADER)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（[【][^)）\]】]*[)）\]】]/g, '')
    .replace(/[\s_\-./:：*#"'“”°]+/g, '')
}

/** A column of units: `Height Unit`, `功率单位` → what it is the unit of. */
function unitHeader(header: string): string | undefined {
  return /^(.+?)[\s_-]*(?:units?|uom|单位)$/i.exec(header.slice(0, LONGEST_HEADER).normalize('NFKC').trim())?.[1]
}

/** Headers by what they are compared by, for one list of columns. */
function headerIndex(headers: readonly string[]): {
  find(alias: string, used: Set<number>): number | undefined
  bare: Map<string, number[]>
} {
  const bare = new Map<string, number[]>()
  headers.forEach((header, i) => {
    const key = headerKey(header)
    if (key === '') return
    const same = bare.get(key)
    if (same) same.push(i)
    else bare.set(key, [i])
  })
  return { bare, find: (alias, used) => bare.get(headerKey(alias))?.find((i) => !used.has(i)) }
}

/** Finds the known columns among the headers. Each header serves once, each key takes its best alias; what the user named wins. */
function mapColumns(
  file: string,
  headers: readonly string[],
  { table, specs }: TableColumns,
  given: NamedColumns,
): ColumnMap {
  const { find } = headerIndex(headers)
  const used = new Set<number>()
  const map: ColumnMap = { columns: [], unused: [], index: new Map(), units: new Map(), unitColumns: new Map() }
  const take = (key: string, at: number): void => {
    used.add(at)
    map.index.set(key, at)
  }
  for (const { key } of specs) {
    const header = given[key]
    if (header === undefined) continue
    const exact = headers.findIndex((one) => one.trim() === header.trim())
    const at = exact >= 0 ? exact : find(header, used)
    if (at !== undefined) take(key, at)
  }
  const units = headers.map((header) => unitHeader(header))
  const isKnown = headerTest({ table, specs })
  units.forEach((of, i) => {
    const spec =
      of === undefined || used.has(i)
        ? undefined
        : specs.find((one) => one.quantity && aliasesOf(one).has(headerKey(of)))
    if (!spec || isKnown(headers[i]) || map.unitColumns.has(spec.key)) return
    map.unitColumns.set(spec.key, i)
    used.add(i)
  })
  for (const spec of specs) {
    if (map.index.has(spec.key)) continue
    const at = bestAlias(spec, headers, find, used)
    if (at !== undefined) take(spec.key, at)
  }
  for (const { key, quantity } of specs) {
    const at = map.index.get(key)
    if (at === undefined || !quantity) continue
    const stated = given[`${key}.unit`]
    const unit =
      stated === undefined ? unitOfHeader(headers[at], quantity) : { text: stated, known: unitCalled(stated, quantity) }
    if (!unit) continue
    if (!unit.known) throw unknownUnit(file, headers[at], unit.text, quantity, `${table}.${key}`)
    map.units.set(key, unit.known)
  }
  const name = new Map([...map.index].map(([key, i]) => [i, key]))
  for (const [key, i] of map.unitColumns) name.set(i, `${key}.unit`)
  headers.forEach((header, i) => {
    const to = name.get(i)
    if (to !== undefined) map.columns.push({ from: header.trim(), to })
    else if (header.trim() !== '') map.unused.push(header.trim())
  })
  return map
}

/** The best alias first; where none stands alone, one with a unit behind it (`agl_ft`). */
function bestAlias(
  { key, aliases, quantity }: ColumnSpec,
  headers: readonly string[],
  find: (alias: string, used: Set<number>) => number | undefined,
  used: Set<number>,
): number | undefined {
  for (const alias of [key, ...aliases]) {
    const at = find(alias, used)
    if (at !== undefined) return at
  }
  if (!quantity) return undefined
  const keys = headers.map((header, i) => (used.has(i) ? '' : headerKey(headerWithoutUnit(header, quantity) ?? '')))
  for (const alias of [key, ...aliases]) {
    const at = keys.indexOf(headerKey(alias))
    if (at >= 0) return at
  }
  return undefined
}

function aliasesOf({ key, aliases }: ColumnSpec): Set<string> {
  return new Set([key, ...aliases].map(headerKey))
}

function unknownUnit(file: string, header: string, unit: string, quantity: Quantity, key: string): InputError {
  const known = UNITS[quantity].map(({ name }) => name).join(', ')
  return new InputError(
    'column-unit',
    `${file}: ${header}`,
    `${file}: the column "${header}" states the unit "${unit}"; expected ${known}. Correct the header, or name the unit as column ${key}.unit.`,
  )
}

/**
 * Finds the columns of a table, and notes on it what looks like one and is not used.
 * @param given headers that the user gave, by key
 * @throws InputError `column-unit` where a header states a unit that is not known
 */
export function columnsOf(
  table: { name: string; headers: readonly string[]; warnings: Warning[] },
  columns: TableColumns,
  given: NamedColumns = {},
): ColumnMap {
  const map = mapColumns(table.name, table.headers, columns, given)
  const alike = map.unused.flatMap((header) => {
    const spec = columns.specs.find(({ like }) => like?.test(header.slice(0, LONGEST_HEADER)))
    return spec ? [{ header, key: spec.key }] : []
  })
  if (alike.length > 0) {
    const keys = [...new Set(alike.map(({ key }) => key))]
    table.warnings.push(
      warn('columns-look-used', {
        file: table.name,
        columns: alike.map(({ header }) => header),
        keys,
        example: `${columns.table}.${alike[0].key}=${alike[0].header}`,
      }),
    )
  }
  return map
}

/** A test for single headers against a list of columns, to find the row of a table that holds the headers. */
export function headerTest(
  { specs }: Pick<TableColumns, 'specs'> & { table?: string },
  given: NamedColumns = {},
): (header: string) => boolean {
  const known = new Set(specs.flatMap(({ key, aliases }) => [key, ...aliases].map(headerKey)))
  for (const { key } of specs) if (given[key] !== undefined) known.add(headerKey(given[key]))
  const quantities = [...new Set(specs.flatMap(({ quantity }) => quantity ?? []))]
  const withUnit = new Map(
    quantities.map((quantity) => [
      quantity,
      new Set(specs.filter((spec) => spec.quantity === quantity).flatMap((spec) => [...aliasesOf(spec)])),
    ]),
  )
  return (header) => {
    if (known.has(headerKey(header))) return true
    return quantities.some((quantity) => {
      const rest = headerWithoutUnit(header.slice(0, LONGEST_HEADER), quantity)
      return rest !== undefined && withUnit.get(quantity)?.has(headerKey(rest))
    })
  }
}

/**
 * Every header that the user named stands in one of the tables.
 * @throws InputError `column-missing`
 */
export function requireNamed(
  tables: readonly { name: string; headers: readonly string[] }[],
  given: NamedColumns = {},
): void {
  for (const [key, header] of Object.entries(given)) {
    if (key.endsWith('.unit')) continue
    const wanted = headerKey(header)
    if (tables.some(({ headers }) => headers.some((one) => one.trim() === header.trim() || headerKey(one) === wanted)))
      continue
    const names = tables.map(({ name }) => name).join(', ')
    throw new InputError(
      'column-missing',
      `--columns ${key}`,
      `${names} has no column "${header}", which is named for ${key}; its columns are ${tables
        .flatMap(({ headers }) => headers)
        .slice(0, 40)
        .join(', ')}.`,
    )
  }
}
