import { InputError } from '../formats/input-error'
import type { InputFile } from '../formats/input-file'
import { type ColumnMap, type ColumnSpec, headerTest, mapColumns } from '../formats/tables/columns'
import { openTables } from '../formats/tables/point-tables'
import type { Table, TableRow } from '../formats/tables/table'
import { requirePosition } from '../network/position'

/** One row of a fibre table as text, with the place where it stands. */
export interface FibreRow {
  /** 1-based row (a header is row 1) or feature number. */
  row: number
  fields: Record<string, string>
}

/** Columns of a fibre table and what tables call them. */
export const FIBRE_COLUMNS: ColumnSpec[] = [
  { key: 'id', aliases: ['olt_id', 'olt', 'name', '编号', '名称', 'OLT名称', '局站'] },
  { key: 'lon', aliases: ['lng', 'longitude', 'x', '经度'] },
  { key: 'lat', aliases: ['latitude', 'y', '纬度'] },
  { key: 'operator', aliases: ['运营商', '电信企业'] },
  { key: 'pon_class', aliases: ['class', 'odn_class', '光模块等级', 'PON等级'] },
  { key: 'port_kind', aliases: ['kind', '端口类型'] },
  { key: 'ports', aliases: ['pon_ports', '端口数', 'PON端口数'] },
  { key: 'ports_10g', aliases: ['10g_ports', '10g_pon', '10G端口数', '10GPON端口数'] },
  { key: 'split', aliases: ['splits', '分光比', '分光'] },
  { key: 'take_up', aliases: ['实装率', '占用率'] },
  { key: 'synthetic', aliases: ['合成'] },
]

/**
 * Tables of terminals: CSV in any usual encoding, XLSX, or points of any vector format.
 * @throws InputError `no-position`, `no-ports-column`, and those of `openTables`
 */
export async function openFibreTables(
  files: InputFile[],
  { sheet, ignoreCrs }: { sheet?: string; ignoreCrs: boolean },
): Promise<{ table: Table; map: ColumnMap }[]> {
  const tables = await openTables(files, headerTest(FIBRE_COLUMNS), 'terminals', { sheet, ignoreCrs })
  return tables.map((table) => {
    const map = mapColumns(table.headers, FIBRE_COLUMNS)
    requirePosition(table, map)
    if (!map.index.has('ports') && !map.index.has('ports_10g')) {
      const known = FIBRE_COLUMNS.slice(0, 10).map(({ key }) => key)
      throw new InputError(
        'no-ports-column',
        `${table.name}:ports`,
        `${table.name} has no column "ports" (or 端口数); found ${table.headers.join(', ')}. Expected ${known.join(', ')}.`,
      )
    }
    return { table, map }
  })
}

/** The fields of a row by the keys of `FIBRE_COLUMNS`; absent columns are left out. */
export function fibreRow(map: ColumnMap, { row, fields }: TableRow): FibreRow {
  const named = [...map.index].map(([key, at]) => [key, (fields[at] ?? '').trim()])
  return { row, fields: Object.fromEntries(named) }
}
