import { reasonText } from '../reason-text'
import type { coverage as english } from './en-coverage'

/** Notes on the coverage map, a path, a calibration and the threads, in Chinese. */
export const coverage: typeof english = {
  'generation-missing': ({ wanted, shown, count }) =>
    `网络中没有 ${wanted} 基站：覆盖图显示的是现有 ${count} 个 ${shown} 基站，仍按所选规则的门限判定。`,
  'indoor-left-out': ({ count }) => `${count} 个室分小区未计入：只覆盖室内，不参与室外覆盖图。`,
  'model-no-fit': ({ model, bands }) => `模型 ${model} 没有 ${bands.join('、')} 的校正结果，这些频段改用 auto 模型。`,
  'model-no-elevation': ({ model, taken }) =>
    `模型 ${model} 需要沿路径的地形，但未提供高程数据（--terrain）：${
      taken === 'flat' ? '按海平面上的平地计算' : '接收点与天线是否视距改按距离概率判断，与 auto 模型相同'
    }。`,
  'grid-no-elevation': ({ percent }) => `${percent} % 的栅格没有高程数据，按海平面计算。`,
  'grid-no-land-cover': ({ percent }) => `${percent} % 的栅格没有地物分类，不加地物损耗。`,
  'antenna-models-unknown': ({ count, models, names }) =>
    `${count} 个小区的天线型号（共 ${models} 种，如 ${names.join('、')}）没有对应的天线方向图文件，取所在频段的默认方向图。`,
  'antenna-models-unnamed': ({ count }) => `${count} 个小区未写明天线型号，取所在频段的默认方向图。`,
  'threads-over-limit': ({ asked, perProcessor, used }) =>
    `要求 ${asked} 个线程，超过每个处理器 ${perProcessor} 个的上限，实际使用 ${used} 个。`,
  'threads-not-started': ({ wanted, started }) =>
    `要求 ${wanted} 个线程，${started > 0 ? `只启动了 ${started} 个` : '一个也未能启动'}：系统不允许更多线程。`,
  'path-flat': () => '未提供高程数据（--terrain），按海平面上的平地计算。',
  'path-voids': ({ count, total }) => `剖面共 ${total} 个采样点，其中 ${count} 个没有高程，按海平面计算。`,
  'measured-serving-only': () =>
    '测试数据只有服务小区：各小区只在信号较强处有采样，拟合出的斜率会偏缓。建议使用扫频仪数据或含邻区的数据。',
  'measured-short': ({ count, measured, cells }) =>
    `全网 ${cells} 个小区中有 ${measured} 个测到数据，其中 ${count} 个的采样距离跨度不足十倍。`,
  'measured-rejected': ({ count, row, reason }) =>
    `${count} 行未通过检查。首例（第 ${row} 行）：${reasonText(reason, 'zh')}。`,
}
