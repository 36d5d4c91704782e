import { detectFormat } from '../detect'
import { InputError, type Rejection } from '../input-error'
import { assertNotEmpty, type InputFile, unpacked } from '../input-file'
import { textOf } from '../text'
import { openFeatures } from '../vectors/features'
import { headerTest, type NamedColumns, requireNamed, type TableColumns } from './columns'
import { openTable, type Table, type TableRow } from './table'

/** Properties of one vector file that become columns: a file may give every feature one of its own. */
const MOST_COLUMNS = 1000

/**
 * Opens files of places: tables of text and workbooks as they are; vector files as tables of their properties with the points'
 * coordinates in `lon` and `lat`.
 * @param columns those that the caller knows
 * @param what the points mean, for messages: `base stations`
 * @param sheet name or number from 1 of the sheet of a workbook
 * @param given headers that the user named for columns
 * @param declared what the caller says that the coordinates are measured against
 * @throws InputError `file-empty`, `format-unknown`, `wrong-geometry`, `column-missing`, and those of each format
 */
export async function openTables(
  files: InputFile[],
  columns: TableColumns,
  what: string,
  { sheet, given, declared }: { sheet?: string; given?: NamedColumns; declared?: string } = {},
): Promise<Table[]> {
  const known = headerTest(columns, given)
  const tables: Table[] = []
  const vectors: InputFile[] = []
  for (const packed of files) {
    assertNotEmpty(packed)
    const file = unpacked(packed)
    const format = detectFormat(file)
    if (format === 'csv' || format === 'xlsx') tables.push(await openTable(file, known, sheet, columns.layoutOf))
    else if (
      ['geojson', 'topojson', 'shapefile', 'dbf', 'kml', 'kmz', 'gpkg'].includes(format) ||
      /\.(prj|cpg|shx)$/i.test(file.name)
    )
      vectors.push(file)
    else tables.push(await openTable(file, known, sheet, columns.layoutOf))
  }
  if (vectors.length > 0) {
    for (const source of await openFeatures(vectors, { declared })) {
      const rows: TableRow[] = []
      const headers: string[] = ['lon', 'lat']
      const seen = new Set(headers)
      const rejected: Rejection[] = []
      for (const { row, feature } of source.features) {
        const { geometry } = feature
        if (geometry?.type !== 'Point') {
          const found = geometry?.type ?? ''
          const reason = `the geometry is ${found || 'missing'}; expected ${what} as Point`
          rejected.push({ file: source.name, row, field: 'geometry', value: found, reason })
          continue
        }
        const properties = (feature.properties ?? {}) as Record<string, unknown>
        for (const key of Object.keys(properties)) {
          if (seen.has(key) || headers.length >= MOST_COLUMNS) continue
          seen.add(key)
          if (!/^(lon|lat|longitude|latitude|lng|经度|纬度)$/i.test(key)) headers.push(key)
        }
        const [x, y] = geometry.coordinates
        const others = headers.slice(2).map((header) => fieldOf(properties, header))
        rows.push({ row, fields: [String(x ?? ''), String(y ?? ''), ...others] })
      }
      if (rows.length === 0 && rejected.length > 0) {
        throw new InputError(
          'wrong-geometry',
          source.name,
          `${source.name} has no point among its ${rejected.length} features; expected ${what} as Point.`,
        )
      }
      tables.push({
        name: source.name,
        crs: source.crs,
        opened: true,
        headers,
        format: source.format,
        decimalComma: false,
        warnings: source.warnings,
        rejected: [...source.rejected, ...rejected],
        async *blocks() {
          yield rows
        },
      })
    }
  }
  requireNamed(tables, given)
  return tables
}

function fieldOf(properties: Record<string, unknown>, key: string): string {
  const value = Object.hasOwn(properties, key) ? properties[key] : undefined
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.join('/') : typeof value === 'object' ? '' : textOf(value)
}
