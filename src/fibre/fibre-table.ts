import { InputError } from '../formats/input-error'
import type { InputFile } from '../formats/input-file'
import { type ColumnMap, columnsOf, type NamedColumns, named, type TableColumns } from '../formats/tables/columns'
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
export const FIBRE_COLUMNS: TableColumns = {
  table: 'fibre',
  specs: [
    {
      key: 'id',
      aliases:
        named(`olt_id, olt, name, 编号, 名称, OLT名称, OLT编号, OLT编码, OLT设备名称, OLT ID, OLT Name, 设备名称, 网元名称, 局站, 局站名称, 机房名称, 端局, 局点,
        central_office, CO, exchange, node, node_id, cabinet, cabinet_id, pop_name`),
    },
    {
      key: 'lon',
      aliases: named(`lng, long, longitude, x, 经度, OLT经度, 机房经度, 局站经度, 设备经度, 东经, x_coord, easting`),
      like: /经度|longitude|\blon\b/i,
    },
    {
      key: 'lat',
      aliases: named(`latitude, y, 纬度, OLT纬度, 机房纬度, 局站纬度, 设备纬度, 北纬, y_coord, northing`),
      like: /纬度|latitude|\blat\b/i,
    },
    {
      key: 'operator',
      aliases: named(`运营商, 电信企业, 所属运营商, 归属, 归属运营商, provider, isp, carrier, company, owner`),
    },
    {
      key: 'pon_class',
      aliases:
        named(`class, odn_class, 光模块等级, PON等级, 光模块类型, 光模块, PON类型, PON制式, PON技术, PON技术类型, PON模式, 接入方式, 接入类型, 接入技术, 技术类型, 板卡类型,
        PON type, PON technology, PON standard, technology, tech, access_technology, optics, optical module, module class, transceiver, sfp`),
      like: /pon.?(class|type|tech|等级|类型|制式)|光模块/i,
    },
    { key: 'port_kind', aliases: named(`kind, 端口类型, 端口类别, port_type`) },
    {
      key: 'ports',
      aliases:
        named(`pon_ports, 端口数, PON端口数, PON口数, PON口总数, PON口数量, PON端口总数, PON端口数量, PON数, 端口总数, 端口数量, 总端口数, 下联端口数, port_count, num_ports,
        number of ports, total_ports, PON ports, pon_port_count, pon count`),
      like: /端口|PON口|ports?\b/i,
    },
    {
      key: 'ports_10g',
      aliases:
        named(`10g_ports, 10g_pon, 10G端口数, 10GPON端口数, 10G PON端口数, 10G-PON端口数, 10G PON口数, 10GPON口数, 10G口数, 10G PON端口总数, XGPON端口数, XGS-PON端口数, XGSPON口数,
        ports_10gpon, 10g_pon_ports, xgs_pon_ports, xgspon_ports, xgs_ports`),
    },
    {
      key: 'split',
      aliases: named(
        `splits, 分光比, 分光, 总分光比, 分光器规格, 分光方式, split_ratio, split ratio, splitting ratio, splitter`,
      ),
    },
    {
      key: 'take_up',
      aliases: named(
        `实装率, 占用率, 端口占用率, 端口实占率, 实占率, 端口利用率, takeup, take_rate, take rate, utilisation, utilization, occupancy, fill`,
      ),
    },
    { key: 'synthetic', aliases: named(`合成, generated`) },
  ],
}

/**
 * Tables of terminals: CSV in any usual encoding, XLSX, or points of any vector format.
 * @throws InputError `no-position`, `no-ports-column`, and those of `openTables`
 */
export async function openFibreTables(
  files: InputFile[],
  { sheet, declared, given }: { sheet?: string; declared: string; given?: NamedColumns },
): Promise<{ table: Table; map: ColumnMap }[]> {
  const tables = await openTables(files, FIBRE_COLUMNS, 'terminals', { sheet, declared, given })
  return tables.map((table) => {
    const map = columnsOf(table, FIBRE_COLUMNS, given)
    requirePosition(table, map)
    if (!map.index.has('ports') && !map.index.has('ports_10g')) {
      const known = FIBRE_COLUMNS.specs.slice(0, 10).map(({ key }) => key)
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
