import { sayer, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { counted, percent, plain } from '../numbers'
import type { Indicator, Lang } from '../summary'
import { CHART, chart, element, line, roundUp, scale, text, ticks, xAxis, yAxis } from './svg'

const BASE = CHART.height - CHART.bottom

/** Land by signal level, with the rule's threshold and the threshold with margin. */
export function histogramChart(model: ReportModel, lang: Lang): string {
  const say = sayer(lang)
  const { histogram } = model
  if (!histogram) return ''
  const { rsrpDbm, marginDb = 0 } = model.summary.coverage['5g']
  const whole = [histogram.noneKm2, ...histogram.areaKm2]
  const used = histogram.areaKm2.map((km2, i) => (km2 > 0 ? i : -1)).filter((i) => i >= 0)
  const first = Math.min(used[0] ?? 0, 4)
  const last = Math.max(used.at(-1) ?? 19, first + 8)
  const edge = (bin: number) => histogram.fromDbm + bin * histogram.stepDb
  const top = roundUp(Math.max(...whole) * 1.05)
  const noneWidth = 26
  const x = scale(edge(first), edge(last + 1), CHART.left + noneWidth + 12, CHART.width - CHART.right)
  const y = scale(0, top, BASE, CHART.top)
  const bars = histogram.areaKm2
    .map((km2, bin) => {
      if (bin < first || bin > last) return ''
      const weak = rsrpDbm !== undefined && edge(bin + 1) <= rsrpDbm
      return element('rect', {
        x: x(edge(bin)) + 1,
        y: y(km2),
        width: x(edge(bin + 1)) - x(edge(bin)) - 2,
        height: BASE - y(km2),
        class: weak ? 'bar-weak' : 'bar',
      })
    })
    .join('')
  const none =
    element('rect', {
      x: CHART.left + 4,
      y: y(histogram.noneKm2),
      width: noneWidth,
      height: BASE - y(histogram.noneKm2),
      class: 'bar-weak',
    }) + text(CHART.left + 4 + noneWidth / 2, BASE + 18, say('chart.histogram.none'), 'middle')
  const mark = (level: number, label: string, row: number) =>
    line(x(level), CHART.top - 8, x(level), BASE, 'threshold') +
    text(x(level) + 5, CHART.top - 2 + row * 15, `${label} ${plain(level, 1)}`, 'start', 'bound-text')
  const marks =
    rsrpDbm === undefined
      ? ''
      : mark(rsrpDbm, say('chart.threshold'), 0) +
        (marginDb > 0 ? mark(rsrpDbm + marginDb, say('chart.withMargin'), 1) : '')
  const body =
    yAxis(ticks(0, top, 4), y, (value) => plain(value, 1)) +
    xAxis(ticks(edge(first) + 6, edge(last + 1), 6), x, (value) => plain(value), say('chart.histogram.x')) +
    bars +
    none +
    marks +
    text(6, 12, say('chart.histogram.y'), 'start', 'axis-name')
  return chart('histogram', say('chart.histogram'), say('chart.histogram.text', { step: histogram.stepDb }), body)
}

/** Residents (villages where residents are not known) by distance to the nearest station. */
export function distanceChart(model: ReportModel, lang: Lang): string {
  const say = sayer(lang)
  const { distances } = model
  if (!distances) return ''
  const byPeople = distances.people.some((people) => people > 0)
  const values = byPeople ? distances.people : distances.villages
  const top = roundUp(Math.max(...values, 1) * 1.05)
  const x = scale(0, values.length, CHART.left, CHART.width - CHART.right)
  const y = scale(0, top, BASE, CHART.top)
  const label = (bin: number) => {
    const km = (metres: number) => plain(metres / 1000, 2)
    if (bin === 0) return `< ${km(distances.edgesM[0])}`
    if (bin === distances.edgesM.length) return `> ${km(distances.edgesM[bin - 1])}`
    return `${km(distances.edgesM[bin - 1])}–${km(distances.edgesM[bin])}`
  }
  const bars = values
    .map(
      (value, bin) =>
        element('rect', {
          x: x(bin) + 4,
          y: y(value),
          width: x(bin + 1) - x(bin) - 8,
          height: BASE - y(value),
          class: 'bar',
        }) +
        text((x(bin) + x(bin + 1)) / 2, BASE + 18, label(bin), 'middle', 'tick small') +
        (value > 0
          ? text((x(bin) + x(bin + 1)) / 2, y(value) - 5, plain(distances.villages[bin]), 'middle', 'tick small')
          : ''),
    )
    .join('')
  const body =
    yAxis(ticks(0, top, 4), y, (value) => counted(value, lang)) +
    bars +
    text(CHART.width - CHART.right, CHART.height - 6, say('chart.distances.x'), 'end', 'axis-name') +
    text(6, 12, say('chart.distances.y'), 'start', 'axis-name')
  return chart('distances', say('chart.distances'), say('chart.distances.text'), body)
}

const SHARES = /_share$|_cov$|_5g$/
const isShare = ({ unit, code }: Indicator): boolean => (unit ? unit === 'share' : SHARES.test(code))
const shown = (indicator: Indicator, value: number | null): string =>
  isShare(indicator) ? percent(value !== null && value > 3.5 ? value / 100 : value) : plain(value, 2)

/** Each indicator as value against threshold; never clipped at the threshold. */
export function indicatorChart(model: ReportModel, lang: Lang): string {
  const say = sayer(lang)
  const rows = model.summary.indicators ?? []
  if (rows.length === 0) return ''
  const pitch = 40
  const height = rows.length * pitch + 14
  const right = CHART.width - 78
  const body = rows
    .map((indicator, i) => {
      const y = 22 + i * pitch
      const { value, threshold, pass } = indicator
      const verdict =
        value === null
          ? say('indicator.missing')
          : pass === null
            ? say('indicator.noThreshold')
            : say(pass ? 'indicator.pass' : 'indicator.fail')
      const mark = value === null || pass === null ? '–' : pass ? '✓' : '✗'
      const now = value === null ? '–' : `${indicator.atLeast ? '≥ ' : ''}${shown(indicator, value)}`
      const figure = typeof indicator.after === 'number' ? `${now} → ${shown(indicator, indicator.after)}` : now
      const most = Math.max(value ?? 0, threshold ?? 0) * 1.05 || 1
      const x = scale(0, most, 8, right)
      return (
        text(8, y, indicator.name?.[lang] ?? sayValue(lang, 'indicator', indicator.code), 'start') +
        text(right, y, figure, 'end', 'strong') +
        element('rect', { x: 8, y: y + 6, width: right - 8, height: 7, rx: 3.5, class: 'track' }) +
        (value === null
          ? ''
          : element('rect', {
              x: 8,
              y: y + 6,
              width: Math.max(2, x(value) - 8),
              height: 7,
              rx: 3.5,
              class: pass === false ? 'fail' : 'pass',
            })) +
        (threshold === null ? '' : line(x(threshold), y + 3, x(threshold), y + 16, 'threshold')) +
        text(right + 10, y, `${mark} ${verdict}`, 'start', pass === false ? 'bound-text' : 'tick') +
        (threshold === null ? '' : text(right + 10, y + 14, `≥ ${shown(indicator, threshold)}`, 'start', 'axis-name'))
      )
    })
    .join('')
  return chart('indicators', say('chart.indicators'), say('chart.indicators.text'), body, height)
}
