import type { Lang } from '../../output/summary'
import { mapFigures } from '../../output/summary'
import { sayerOf } from '../messages'
import type { ReportModel } from '../model'
import { counted, plain } from '../numbers'
import { across, BASE, bar, CHART, chart, line, text, upwards, xAxis, yAxis } from './svg'

/** Land by signal level, with the rule's threshold and the threshold with margin. */
export function histogramChart(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const { histogram } = model
  if (!histogram) return ''
  const { rsrpDbm, marginDb = 0 } = mapFigures(model.summary)
  const whole = [histogram.noneKm2, ...histogram.areaKm2]
  const used = histogram.areaKm2.map((km2, i) => (km2 > 0 ? i : -1)).filter((i) => i >= 0)
  const first = Math.min(used[0] ?? 0, 4)
  const last = Math.max(used.at(-1) ?? 19, first + 8)
  const edge = (bin: number) => histogram.fromDbm + bin * histogram.stepDb
  const noneWidth = 26
  const x = across(edge(first), edge(last + 1), CHART.left + noneWidth + 30)
  const y = upwards(Math.max(...whole) * 1.02)
  const bars = histogram.areaKm2
    .map((km2, bin) => {
      if (bin < first || bin > last) return ''
      const weak = rsrpDbm !== undefined && edge(bin + 1) <= rsrpDbm
      return bar(x(edge(bin)) + 1, y(km2), x(edge(bin + 1)) - x(edge(bin)) - 2, weak ? 'bar-weak' : 'bar')
    })
    .join('')
  const none =
    bar(CHART.left + 4, y(histogram.noneKm2), noneWidth, 'bar-weak') +
    text(CHART.left + 4 + noneWidth / 2, BASE + 18, say('chart.histogram.none'), 'middle')
  const mark = (level: number, label: string, side: 'start' | 'end') =>
    line(x(level), CHART.top - 8, x(level), BASE, 'threshold') +
    text(x(level) + (side === 'start' ? 5 : -5), CHART.top - 2, `${label} ${plain(level, 1)}`, side, 'bound-text')
  const marks =
    rsrpDbm === undefined
      ? ''
      : mark(rsrpDbm, say('chart.threshold'), 'end') +
        (marginDb > 0 ? mark(rsrpDbm + marginDb, say('chart.withMargin'), 'start') : '')
  const body =
    yAxis(y, (value) => plain(value, 1)) +
    xAxis(x, 6, (value) => plain(value), say('chart.histogram.x')) +
    bars +
    none +
    marks +
    text(6, 12, say('chart.histogram.y'), 'start', 'axis-name')
  return chart('histogram', say('chart.histogram'), say('chart.histogram.text', { step: histogram.stepDb }), body)
}

/** Residents (villages where residents are not known) by distance to the nearest station. */
export function distanceChart(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const { distances } = model
  if (!distances) return ''
  const byPeople = distances.people.some((people) => people > 0)
  const values = byPeople ? distances.people : distances.villages
  const x = across(0, values.length)
  const y = upwards(Math.max(...values, 1) * 1.05)
  const label = (bin: number) => {
    const km = (metres: number) => plain(metres / 1000, 2)
    if (bin === 0) return `< ${km(distances.edgesM[0])}`
    if (bin === distances.edgesM.length) return `> ${km(distances.edgesM[bin - 1])}`
    return `${km(distances.edgesM[bin - 1])}–${km(distances.edgesM[bin])}`
  }
  const bars = values
    .map(
      (value, bin) =>
        bar(x(bin) + 4, y(value), x(bin + 1) - x(bin) - 8, 'bar') +
        text((x(bin) + x(bin + 1)) / 2, BASE + 18, label(bin), 'middle', 'tick small') +
        (value > 0
          ? text((x(bin) + x(bin + 1)) / 2, y(value) - 5, plain(distances.villages[bin]), 'middle', 'tick small')
          : ''),
    )
    .join('')
  const body =
    yAxis(y, (value) => counted(value, lang)) +
    bars +
    text(CHART.width - CHART.right, CHART.height - 6, say('chart.distances.x'), 'end', 'axis-name') +
    text(6, 12, say('chart.distances.y'), 'start', 'axis-name')
  return chart('distances', say('chart.distances'), say('chart.distances.text'), body)
}
