/**
 * Why a row or feature was left out, in Chinese, by the English sentence. `{}` stands for what the sentence names; a part that is
 * itself listed is said in Chinese too. The first that fits counts, so narrow ones stand before wide ones.
 */
export const reasons: ReadonlyArray<readonly [english: string, chinese: string]> = [
  // Numbers and words of tables.
  [
    'the row states neither band nor frequency; expected a band such as {}, or a default band for such rows',
    '该行未写明频段和频率；应写明频段（如 {}），或指定默认频段',
  ],
  [
    'band is "{}", no downlink band of its technology, and no frequency is stated; expected a band such as {}, or a default band for such rows',
    '频段“{}”不是该制式的下行频段，也未写明频率；应写明频段（如 {2}），或指定默认频段',
  ],
  ['{} of a fibre terminal is "{}"; expected the number that the run wrote', 'OLT 的 {} 为“{}”；应为运行时写出的数字'],
  [
    '{} is "{}": Excel kept only the first digits; expected the whole number. Format the column as text and export again',
    '{} 为“{}”：Excel 只保留了前几位数字，应为完整的数字；请把该列设为文本格式后重新导出',
  ],
  [
    '{} is "{}": Excel turned it into a date; expected mcc-mnc-station-cell. Format the column as text and export again',
    '{} 为“{}”：被 Excel 转成了日期，应为 mcc-mnc-station-cell；请把该列设为文本格式后重新导出',
  ],
  ['the unit is "{}"; expected {}', '单位为“{}”；应为 {}'],
  ['{} is "{}"; expected {}', '{} 为“{}”；{}'],
  ['{} is empty; expected degrees, such as {}', '{} 为空；应为度数，例如 {}'],
  [
    '{} lists {} values, "{}", for {} azimuths; expected one, or one for each',
    '{} 列出了 {} 个值“{}”，而方位角有 {} 个；应为一个值，或与方位角一一对应',
  ],
  ['{} is {}; expected more than 0 W and less than 100 kW', '{} 为 {}；应大于 0 W 且小于 100 kW'],
  ['azimuths are "{}"; expected such as 0;120;240', '方位角为“{}”；应形如 0;120;240'],
  ['height is {}; expected metres above ground from 0 to 1000', '天线挂高为 {}；应为离地高度，0 至 1000 米'],
  ['the position is 0, 0; expected degrees of a real place', '位置为 0, 0；应为真实地点的经纬度'],
  [
    'the position {} is not in degrees; if these are metres, declare them, such as --datum {}',
    '位置 {} 不是度数；若单位为米，请声明坐标系，例如 --datum {}',
  ],
  ['the position {} is not in degrees; expected longitude and latitude', '位置 {} 不是度数；应为经度和纬度'],
  [
    'the position {} is outside longitude ±180, latitude ±90; if these are metres, declare them, such as --datum {}',
    '位置 {} 超出经度 ±180、纬度 ±90；若单位为米，请声明坐标系，例如 --datum {}',
  ],
  [
    'the position {} is outside longitude ±180, latitude ±90; expected degrees',
    '位置 {} 超出经度 ±180、纬度 ±90；应为度数',
  ],
  ['the position {} is outside longitude ±180, latitude ±90', '位置 {} 超出经度 ±180、纬度 ±90'],
  ['the cell {} stands in the table twice; expected every cell once', '小区 {} 在表中出现两次；每个小区只应出现一次'],
  [
    'row {} repeats the cell {} with the same band, azimuth and height; expected every cell once',
    '第 {} 行重复了小区 {}，频段、方位角和挂高均相同；每个小区只应出现一次',
  ],
  ['the code {} was already used by {}; expected every village once', '编码 {} 已用于 {}；每个村只应出现一次'],
  [
    'the id {} stands in row {} already; expected every candidate once',
    '编号 {} 已在第 {} 行出现；每个候选点只应出现一次',
  ],
  [
    'the least height, {} m, is above the greatest, {} m; exchange or correct them',
    '最低高度 {} m 大于最高高度 {} m；请对调或更正',
  ],
  ['the row says both must and must not; leave one of them empty', '该行同时要求必建和不可建；请清空其中一项'],
  [
    'the row names no place; expected lon and lat, or rank, or site',
    '该行没有指明地点；应给出 lon 和 lat，或 rank，或 site',
  ],
  ['band "{}" is not known; expected n28, 700M, n41 / n78 …', '频段“{}”无法识别；应为 n28、700M、n41 / n78 等'],
  ['band "{}" is not known; expected such as n28', '频段“{}”无法识别；应形如 n28'],
  [
    'type "{}" is not known; expected tower, rooftop or structure',
    '类型“{}”无法识别；应为 tower、rooftop 或 structure',
  ],
  ['expected a number of 0 or more', '应为不小于 0 的数字'],
  ['expected a number', '应为数字'],
  ['a negative number; expected 0 or more', '为负数；应不小于 0'],
  ['unknown port kind; expected {}', '端口类型无法识别；应为 {} 之一'],
  ['unknown PON class; expected {}', '光功率等级无法识别；应为 {} 之一'],
  ['unknown scene; expected one of {}', '场景无法识别；应为 {} 之一'],
  [
    'expected stages of 1, 2, 4, 8, 16, 32, 64 or 128, such as 64, 8x8 or 1:4+1:16',
    '应为各级分光比 1、2、4、8、16、32、64 或 128，例如 64、8x8 或 1:4+1:16',
  ],
  ['more 10G ports than ports ({})', '10G 端口多于端口总数（{}）'],
  ['expected a share from 0 to 1', '应为 0 至 1 之间的比例'],
  ['no longitude', '没有经度'],
  ['no latitude', '没有纬度'],
  ['no level; expected SS-RSRP in dBm', '没有电平；应为 SS-RSRP（dBm）'],
  ['no cell of that id in the table of sites', '基站表中没有该编号的小区'],
  ['{} dBm is no SS-RSRP; expected −156 to −31', '{} dBm 不是有效的 SS-RSRP；应为 −156 至 −31'],
  // Features.
  [
    'the geometry\'s type is {}; expected a name, such as "Point" or "Polygon"',
    '几何类型为 {}；应为类型名称，例如 "Point" 或 "Polygon"',
  ],
  ['the GeometryCollection has no list of geometries', 'GeometryCollection 中没有几何列表'],
  [
    'the position {} of the {} is not two finite numbers; expected [longitude, latitude]',
    '{2} 的位置 {1} 不是两个有效数字；应为 [经度, 纬度]',
  ],
  [
    'the position {} is not two finite numbers; expected [longitude, latitude]',
    '位置 {} 不是两个有效数字；应为 [经度, 纬度]',
  ],
  [
    'the geometry of feature {} cannot be read: {}; expected points, lines or polygons',
    '第 {} 个要素的几何无法读取（{}）；应为点、线或面',
  ],
  ['feature {} is not JSON: {}', '第 {} 个要素不是有效的 JSON：{}'],
  ['feature {} has the type {}; expected "Feature"', '第 {} 个要素的类型为 {}；应为 "Feature"'],
  ['the geometry is {}; expected Polygon or MultiPolygon', '几何为 {}；应为 Polygon 或 MultiPolygon'],
  ['the geometry is {}; expected {} as Point', '几何为 {}；应为点（Point）'],
  [
    'the coordinates are not rings of positions; expected [[[lon, lat], …]]',
    '坐标不是由位置组成的环；应为 [[[经度, 纬度], …]]',
  ],
  [
    'some positions have latitude before longitude; expected [longitude, latitude] throughout',
    '部分位置纬度在前；应全部为 [经度, 纬度]',
  ],
  [
    'the boundary crosses itself too often to be resolved; expected a boundary with few crossings, mend it in a map program (QGIS: Fix geometries)',
    '边界自相交过多，无法处理；请先在地图软件中修复（QGIS：修复几何图形）',
  ],
  [
    'the polygon has no area; expected at least three positions that span one',
    '面的面积为零；至少应有三个不共线的位置',
  ],
  ['expected points, lines or polygons', '应为点、线或面'],
  ['the coordinates are not those of a {}', '坐标与几何类型 {} 不符'],
  ['no coordinates; expected longitude and latitude in degrees', '没有坐标；应为以度为单位的经度和纬度'],
  ['a line is not a list of positions', '线不是由位置组成的列表'],
  ['a route is a LineString or MultiLineString', '路由应为 LineString 或 MultiLineString'],
  [
    'a forbidden zone is a Polygon or MultiPolygon; a point or line has no inside',
    '禁建区应为 Polygon 或 MultiPolygon；点和线没有内部',
  ],
]

/** What was expected, or a part of a sentence, in Chinese by the English words. */
export const parts: ReadonlyArray<readonly [english: string, chinese: string]> = [
  ['a number of 0 or more, such as {}', '应为不小于 0 的数字，例如 {}'],
  ['degrees, such as {}', '应为度数，例如 {}'],
  ['0 to 360 degrees, or 全向 or -1 for omnidirectional', '应为 0 至 360 度，全向天线填“全向”或 -1'],
  ['metres above ground, such as {}', '应为离地高度（米），例如 {}'],
  ['CNY, 0 or more, such as {}', '应为不小于 0 的金额（元），例如 {}'],
  ['the rank of a proposal, such as {}', '应为规划序号，例如 {}'],
  ['metres, 0 or more', '应为不小于 0 的米数'],
  ['the number that the run wrote', '应为运行时写出的数字'],
  ['yes, no or must-not', '应为 yes、no 或 must-not'],
  ['yes, no', '应为 yes 或 no'],
  ['GSM, UMTS, CDMA, LTE or NR', '应为 GSM、UMTS、CDMA、LTE 或 NR'],
  ['a whole number', '应为整数'],
  ['mcc-mnc-station-cell, such as {}, or one whole number', '应形如 {} 的 mcc-mnc-station-cell，或一个整数'],
  ['a gain in dBi, such as {}', '应为增益（dBi），例如 {}'],
  ['a bandwidth in MHz, such as {}', '应为带宽（MHz），例如 {}'],
  ['a power in dBm, such as {}', '应为功率（dBm），例如 {}'],
  ['a power in W or dBm, such as {}', '应为功率（W 或 dBm），例如 {}'],
  ['missing', '空'],
  ['nothing', '空'],
  ['feature {} of {}', '{2} 的第 {1} 个要素'],
]
