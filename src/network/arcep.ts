import type { Table, TableRow } from '../formats/tables/table'

/** Bands of the columns `site_5g_700_m_hz` …, by their megahertz. */
const BANDS_5G: Readonly<Record<string, string>> = { 700: 'n28', 800: 'n20', 1800: 'n3', 2100: 'n1', 3500: 'n78' }
const GENERATIONS = ['2g', '3g', '4g', '5g']

/**
 * A table of mobile sites as ARCEP publishes it (one row a site, a column of 0 and 1 for each technology, and for each band of 5G)
 * as one row per site and technology, and band of 5G. Rows keep their numbers. Where it gives only `x_lambert_93` and `y_lambert_93` these are
 * its positions. Any other table comes back as it is.
 */
export function withoutArcepFlags(table: Table): Table {
  const at = new Map(table.headers.map((header, i) => [header.toLowerCase(), i]))
  const flags = GENERATIONS.flatMap((rat) => {
    const column = at.get(`site_${rat}`)
    return column === undefined ? [] : [{ rat, column }]
  })
  if (flags.length === 0 || (!at.has('x_lambert_93') && !at.has('nom_op'))) return table
  const bands = Object.entries(BANDS_5G).flatMap(([mhz, band]) => {
    const column = at.get(`site_5g_${mhz}_m_hz`)
    return column === undefined ? [] : [{ band, column }]
  })
  const projected = !at.has('latitude') && !at.has('lat')
  const headers = table.headers.map((header) => {
    if (!projected) return header
    return header.toLowerCase() === 'x_lambert_93' ? 'x' : header.toLowerCase() === 'y_lambert_93' ? 'y' : header
  })
  const isSet = (fields: string[], column: number): boolean => fields[column]?.trim() === '1'
  const split = ({ row, fields }: TableRow): TableRow[] =>
    flags.flatMap(({ rat, column }) => {
      if (!isSet(fields, column)) return []
      const own = rat === '5g' ? bands.filter((band) => isSet(fields, band.column)) : []
      const cells = own.length > 0 ? own.map(({ band }) => band) : ['']
      const whole = [...fields, ...Array<string>(Math.max(0, headers.length - fields.length)).fill('')]
      return cells.map((band) => ({ row, fields: [...whole, rat, band] }))
    })
  return {
    ...table,
    headers: [...headers, 'rat', 'band'],
    crs: projected ? 'EPSG:2154' : table.crs,
    async *blocks() {
      for await (const block of table.blocks()) {
        const rows = block.flatMap(split)
        if (rows.length > 0) yield rows
      }
    },
  }
}
