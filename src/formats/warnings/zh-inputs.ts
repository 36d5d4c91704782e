import { few, joined } from './chinese'
import type { inputs as english } from './en-inputs'

const PARTS = { sheets: '工作表', objects: '对象', layers: '图层' } as const
const INPUT = { sites: '基站', villages: '村界' } as const

type Shift = Parameters<(typeof english)['datum-shift']>[0]

const shift = ({ outside, sites, better, shifted, other, metres }: Shift): string =>
  `${sites} 个站址中有 ${outside} 个落在村界之外；若${INPUT[shifted]}数据为 GCJ-02 坐标，则只有 ${better} 个。` +
  `${INPUT[shifted]}与${INPUT[other]}数据疑似相互偏移约 ${metres} m。`

/** A repaired fault with its count; empty where there was none. */
const repaired = (count: number, unit: string, what: string): string => (count > 0 ? `${what} ${count} ${unit}` : '')

/** Notes of the readers of files, in Chinese. */
export const inputs: typeof english = {
  'several-parts': ({ file, what, read, others }) =>
    `${file} 含 ${others.length + 1} 个${PARTS[what]}，读取的是“${read}”。其余：${few(others.slice(0, 5), others.length)}（如需读取其一，请写 ${file}:${others[0]}）。`,
  'no-dbf': ({ file }) => `${file} 缺少同名 .dbf，没有名称和编码。`,
  'no-header': ({ file, layout }) => `${file} 没有表头，各列按 ${layout} 的格式读取。`,
  'no-cpg': ({ file }) => `${file} 缺少同名 .cpg，文字按 GBK 编码读取。`,
  'no-prj': ({ file }) => `${file} 缺少同名 .prj，坐标按原值读取。`,
  'antenna-gain-unit': ({ file, gain }) => `${file}：GAIN ${gain} 未注明单位，按该格式的约定作为 dBd 读取。`,
  repaired: (of) =>
    `${of.file}：已修复${joined([
      repaired(of.selfIntersecting, '处', '自相交边界'),
      repaired(of.duplicateVertices, '个', '重复顶点'),
      repaired(of.slivers, '个', '狭长碎面'),
      repaired(of.unclosed, '个', '未闭合的环'),
      repaired(of.winding, '个', '绕向错误的环'),
      repaired(of.severalShells, '个', '含多个外环的面'),
    ])}。`,
  'villages-overlap': ({ count, hectares, worst }) =>
    `相邻村界有 ${count} 处重叠，合计 ${hectares} 公顷（最严重：${worst.join('与')}）；重叠部分由各村分摊。`,
  'villages-overlap-more': () => '相互重叠的村过多，未能逐对检查；实际重叠多于下面的数字。',
  'villages-repeated': ({ count, first }) =>
    `${count} 个村与前面某村的边界完全相同（首例：${first}）；其土地由各村分摊。`,
  'villages-apart': ({ count, hectares }) => `相邻村界之间有 ${count} 处空隙，合计 ${hectares} 公顷，不属于任何村。`,
  'villages-no-code': ({ file, count, total, by }) =>
    `${file}：共 ${total} 个村，其中 ${count} 个没有编码，以${by === 'name' ? '名称' : '顺序号'}代替。`,
  'villages-joined': ({ file, count, total, into }) =>
    `${file}：共 ${total} 个要素，其中 ${count} 个按编码和名称属于 ${into} 个村的不同部分，已合并。`,
  'villages-false-code': ({ file, column, count, example }) =>
    `${file}：列 ${column} 在 ${count} 个要素中重复（如 ${example}），未作为编码。`,
  'villages-no-name': ({ file, count, total }) => `${file}：共 ${total} 个村，其中 ${count} 个没有名称，以编码代替。`,
  'villages-swapped': ({ file, count, total }) => `${file}：共 ${total} 个村，其中 ${count} 个的经纬度写反，已调换。`,
  'villages-no-point': ({ file, count, total }) =>
    `${file}：共 ${total} 个村，其中 ${count} 个没有公共场所点位，以面内点代替村委会位置。`,
  'columns-look-used': ({ file, columns, keys, example }) =>
    `${file}：列 ${few(columns, columns.length)} 看起来是 ${keys.join('、')}，但没有使用。请用 --columns ${example} 指明。`,
  'population-year': ({ file, year }) => `${file}：常住人口取表中最近年份 ${year} 年的数据。`,
  'population-zeros': ({ count }) => `人口表：${count} 个编码丢失了前导零，已补回。请把该列设为文本格式。`,
  'population-no-row': ({ count, total, names }) =>
    `人口表：共 ${total} 个村，其中 ${count} 个在表中找不到对应行：${few(names, count)}。`,
  'population-no-village': ({ count, total, names }) =>
    `人口表：共 ${total} 行，其中 ${count} 行找不到对应的村：${few(names, count)}。`,
  'stations-outside': ({ count, total, first, lon, lat, west, south, east, north }) =>
    `${total} 个基站中有 ${count} 个位于规划区外（首例：${first}，位于 ${lon}, ${lat}；规划区范围 ${west}, ${south} 至 ${east}, ${north}）。`,
  'datum-shift-both': (of) =>
    `${shift(of)}两者都声明为 GCJ-02，而${INPUT[of.other]}数据疑为 WGS-84：请用 --datum ${of.shifted}=gcj02,${of.other}=wgs84。`,
  'datum-shift-declared': (of) =>
    `${shift(of)}${INPUT[of.other]}数据声明为 GCJ-02，但疑为 WGS-84：请去掉该声明，或同时声明${INPUT[of.shifted]}数据。`,
  'datum-shift': (of) =>
    `${shift(of)}${INPUT[of.shifted]}数据可能来自国内网络地图：请用 --datum ${of.shifted}=gcj02 声明。`,
  'terrain-voids': ({ file, count, total, percent }) =>
    `${file}：共 ${total} 个采样点，其中 ${count} 个（${percent} %）为空值，用周围的值填补。`,
  'terrain-unit': ({ file, unit }) => `${file}：高程单位为 ${unit}，已换算为米。`,
  'crs-off': ({ file, system, metres }) =>
    `${file}：坐标系为 ${system}，缺少其到 WGS-84 的精确转换，位置可能偏差 ${metres} m。`,
  'crs-off-unknown': ({ file, system }) =>
    `${file}：坐标系为 ${system}，没有其基准到 WGS-84 的转换参数，位置可能偏差达数百米。请先转换（ogr2ogr -t_srs EPSG:4326）。`,
  'input-outside': ({ file, lon, lat }) =>
    `${file}：与村庄范围不相交，首个坐标为 ${lon}, ${lat}。是否为其他区域的文件，或坐标系不同？`,
  'degrees-in-metres': ({ file, declared, taken }) =>
    `${file}：坐标为度，而不是 ${declared} 的米；按 ${taken === 'WGS-84' ? 'WGS-84' : taken} 读取。`,
  'datum-over-file': ({ file, declared, own }) => `${file} 自带坐标系 ${own}；按声明的 ${declared} 读取。`,
  'raster-outside': ({ file }) => `${file}：不在规划区域内，未使用。`,
  'terrain-odd': ({ file, count }) =>
    `${file}：${count} 个采样点低于 −500 m 或高于 9,000 m，应为海拔（米）。若为空值，请声明文件的 nodata 值。`,
  'terrain-corner': ({ file, x, y }) => `${file}：角点 ${x}, ${y} 超出经度 ±180、纬度 ±90 的范围。`,
  'heights-like-ground': ({ count, total, aboveM, first }) =>
    `${total} 个挂高超过 ${aboveM} m 的小区中，有 ${count} 个的天线挂高等于地面海拔（首例：${first}）；挂高应为离地高度，而不是海拔。`,
  'land-cover-codes': ({ scheme, codes }) => `地物分类：${scheme} 中没有代码 ${codes.join('、')}，按未知处理。`,
  'no-stations': () => '未提供基站数据（--sites），按没有现网基站规划。',
  'plan-changed': ({ file, rows }) =>
    `${file} 与同目录运行所写的规划${rows === undefined ? '' : `（${rows} 行）`}不一致，以文件的现有内容为准。`,
  'terminals-left-out': ({ count }) => `未提供 OLT 数据（--fibre），上一版规划中的 ${count} 处 OLT 未计入。`,
  'levels-hundredths': () => '电平单位为 0.01 dBm，已除以 100。',
  'levels-indices': () => '电平为 TS 38.133 的上报索引（0 至 127），取每 1 dB 档的中值，即索引 − 156.5 dBm。',
  'fibre-pon-class': ({ taken, count, total }) =>
    `光纤：共 ${total} 个 OLT，其中 ${count} 个的光功率等级取默认值 ${taken}。`,
  'fibre-port-kind': ({ taken, count, total }) =>
    `光纤：共 ${total} 个 OLT，其中 ${count} 个的端口类型取默认值 ${taken}。`,
  'fibre-split': ({ taken, count, total }) => `光纤：共 ${total} 个 OLT，其中 ${count} 个的分光比取默认值 1:${taken}。`,
  'fibre-take-up': ({ taken, count, total }) => `光纤：共 ${total} 个 OLT，其中 ${count} 个的实装率取默认值 ${taken}。`,
}
