/** A column that a reader knows, and what tables call it. Earlier aliases win. */
export interface ColumnSpec {
  key: string
  aliases: readonly string[]
}

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
  /** Unit in brackets behind the header of a known column, in lower case: `W`, `dBm`, `0.1dBm` …, by key. */
  units: Map<string, string>
}

/** What the readers tell about an input besides its records. */
export interface ReadReport {
  columns: ColumnUse[]
  unused: string[]
  /** Formats met, such as `geojson` or `csv (gb18030, ";")`. */
  formats: string[]
}

/** No header is longer; what is goes on without being looked at. */
const LONGEST_HEADER = 1000

/** A header as it is compared: plain width, lower case, without spaces, dashes, underlines, dots and bracketed units. */
export function headerKey(header: string): string {
  return header
    .slice(0, LONGEST_HEADER)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（[【][^)）\]】]*[)）\]】]/g, '')
    .replace(/[\s_\-./:：*#"'“”°]+/g, '')
}

function unitOf(header: string): string | undefined {
  const match = /[([【]([^)\]】]*)[)\]】]\s*$/.exec(header.slice(-LONGEST_HEADER).normalize('NFKC').toLowerCase())
  return (
    match?.[1].trim() ?? /(0\.1\s*dbm|dbm|\bkw\b|\bw\b)\s*$/i.exec(header.slice(-LONGEST_HEADER).toLowerCase())?.[1]
  )
}

/** Finds the known columns among the headers. Each header serves once, each key takes its best alias. */
export function mapColumns(headers: readonly string[], specs: readonly ColumnSpec[]): ColumnMap {
  const byKey = new Map<string, number[]>()
  headers.forEach((header, i) => {
    const key = headerKey(header)
    if (key === '') return
    const same = byKey.get(key)
    if (same) same.push(i)
    else byKey.set(key, [i])
  })
  const used = new Set<number>()
  const map: ColumnMap = { columns: [], unused: [], index: new Map(), units: new Map() }
  for (const { key, aliases } of specs) {
    for (const alias of [key, ...aliases]) {
      const at = byKey.get(headerKey(alias))?.find((i) => !used.has(i))
      if (at === undefined) continue
      used.add(at)
      map.index.set(key, at)
      const unit = unitOf(headers[at])
      if (unit) map.units.set(key, unit)
      break
    }
  }
  const name = new Map([...map.index].map(([key, i]) => [i, key]))
  headers.forEach((header, i) => {
    const to = name.get(i)
    if (to !== undefined) map.columns.push({ from: header.trim(), to })
    else if (header.trim() !== '') map.unused.push(header.trim())
  })
  return map
}

/** A test for single headers against a list of columns, to find the row of a table that holds the headers. */
export function headerTest(specs: readonly ColumnSpec[]): (header: string) => boolean {
  const known = new Set(specs.flatMap(({ key, aliases }) => [key, ...aliases].map(headerKey)))
  return (header) => known.has(headerKey(header))
}
