import type { rows as english, RowsNoticed } from './en-rows'

type Sentence = (values: RowsNoticed) => string

/** `t.csv：共 9 行，其中 2 行……` */
const some =
  (rest: (first: string) => string): Sentence =>
  ({ file, count, rows, first }) =>
    `${file}：共 ${rows} 行，其中 ${count} 行${rest(first)}`

/** Counts over the rows of a table, in Chinese. */
export const rows: { [C in keyof typeof english]: Sentence } = {
  'rows-dms': some((first) => `的坐标为度分秒（首例：${first}），已换算为十进制度。`),
  'rows-ddmm': some((first) => `的坐标疑为度分连写（首例：${first}），已按度分换算。`),
  'rows-degrees-in-metres': some((first) => `声明为米制坐标，实为度（${first}），按 WGS-84 处理。`),
  'rows-point': some((first) => `的坐标疑似丢失小数点（首例：${first}），已补回。`),
  'rows-swapped': some((first) => `的经纬度写反（首例：${first}），已调换。`),
  'rows-zero-lost': some((first) => `的移动网络号（MNC）只有一位（首例：${first}）：前导零被电子表格去掉，已补回。`),
  'rows-rat': some((first) => `未写明制式，按 ${first} 处理。`),
  'rows-band': some((first) => `未写明频段和频率，按 ${first} 处理；这会改变全部电平，请用 --default-band 指明频段。`),
  'rows-band-unknown': some((first) => `的频段无法识别（首例：${first}），也未写明频率，取默认频段。`),
  'rows-band-frequency': some(
    (first) => `的频率不在所写频段内（首例：${first}），以频率为准，默认值取该频率所在频段。`,
  ),
  'rows-frequency-outside': some(
    (first) => `的频率不属于该制式的任何频段（首例：${first}），按所写频率计算，默认值取最近的频段。`,
  ),
  'rows-frequency-uplink': some((first) => `的频率为上行频率（首例：${first}），已换算为对应的下行频率。`),
  'rows-frequency-channel': some((first) => `的频率列填的是频点号（首例：${first}），已换算为 MHz。`),
  'rows-channel': some((first) => `的频率或频点号不属于任何频段（首例：${first}），未采用。`),
  'rows-azimuth': some(() => '未写明方位角，按全向天线处理。'),
  'rows-height': some(() => '未写明天线挂高，取该频段和场景的默认值。'),
  'rows-power': some(() => '未写明发射功率，取该频段的默认值。'),
  'rows-tilt': some(() => '未写明下倾角，取该频段和场景的默认值。'),
  'rows-gain': some(() => '未写明天线增益，取该频段的默认值。'),
  'rows-power-unit': ({ file, count, rows, first }) =>
    `${file}：功率列未注明单位；共 ${rows} 行，其中 ${count} 行按 ${first === 'tenths of a dBm' ? '0.1 dBm' : first} 处理。请在表头注明单位，例如“功率(W)”。`,
  'rows-eirp-unit': some(
    (first) => `的辐射功率未注明单位（首例：${first}），按 dBm 处理。请在表头注明单位，例如“EIRP(dBW)”。`,
  ),
  'rows-epre-low': some(
    (first) =>
      `的功率低于任何铁塔小区（首例每资源元素功率与挂高：${first}）。单位可能是 dBW（多 30 dB）或 W，请在表头注明。`,
  ),
  'rows-epre-high': some(
    (first) =>
      `的功率高于任何铁塔小区（首例每资源元素功率与挂高：${first}）。单位可能是 mW（少 30 dB）、0.1 dBm，或填的是 EIRP，请在表头注明。`,
  ),
  'rows-power-tenth': some((first) => `的参考信号功率以 0.1 dBm 为单位（首例：${first}），已除以 10。`),
  'rows-traffic-gain': some((first) => `填的是业务波束增益（高于 22 dBi，首例：${first}），参考信号按 20 dBi 计算。`),
  'rows-tilt-sign': ({ file, count, rows }) =>
    `${file}：下倾角全部不大于 0；共 ${rows} 行，其中 ${count} 行已改为向下为正。`,
  'rows-tilt-tenth': some(() => '的下倾角以 0.1° 为单位（中位数大于 25），已除以 10。'),
  'rows-tilt-no-mechanical': some(() => '只有电子下倾角，没有机械下倾角，机械下倾角按 0 处理。'),
  'rows-tilt-no-electrical': some(() => '只有机械下倾角，没有电子下倾角，电子下倾角按 0 处理。'),
  'rows-tilt-sum': some(
    (first) =>
      `的总下倾角与机械、电子下倾角之和相差超过 0.5°（首例：${first.replace(' against ', ' 对 ')}），以分项为准。`,
  ),
  'rows-tilt-range': some((first) => `的下倾角大于 25° 或小于 −10°（首例：${first}），请核实。`),
  'rows-height-high': some((first) => `的天线挂高超过 150 m（首例：${first}）；应为离地高度，而不是海拔。`),
  'rows-height-altitude': some((first) => `的天线挂高与海拔相同（首例：${first}）；挂高应为离地高度。`),
  'rows-height-structure': some((first) => `只有塔或支撑物高度（首例：${first} m），按天线挂高处理。`),
  'rows-range': some((first) => `填的是区间而不是数值（首例：${first}），取其中点。`),
  'rows-sub-antenna': some((first) => `是同一小区的另一副天线（首例：${first}），每副天线都已保留。`),
  'rows-remote': some((first) => `距所属基站超过 2 km（首例：${first}），各作为独立基站保留。`),
  'rows-indoor': ({ file, count, rows }) => `${file}：共 ${rows} 行，其中 ${count} 行为室分小区，不参与室外覆盖。`,
  'rows-inactive': some((first) => `为规划、在建或退网状态（首例：${first}），未计入现网。`),
  'rows-status-unknown': some((first) => `的状态无法识别（首例：${first}），按现网处理。`),
  'rows-centroid': ({ file, count, rows }) =>
    `${file}：共 ${rows} 个小区，其中 ${count} 个的位置由手机上报推定（OpenCelliD）；LTE 和 NR 站址取其各小区位置的平均值。`,
}
