import type { Lang } from '../../output/summary'
import { sayerOf } from '../messages'
import type { ReportModel } from '../model'
import { percent } from '../numbers'
import { across, CHART, chart, element, fitting, line, text } from './svg'

/** Share of each county's residents covered with the plan, 0…1; NaN where not known. */
export function sharesAfter({ counties, countyAfter }: ReportModel): number[] {
  return counties.map((_, i) => countyAfter[i] ?? Number.NaN)
}

/** Share of residents covered, today and with the plan, county by county. */
export function countyChart(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const after = sharesAfter(model)
  const withPlan = after.length > 0 && after.every(Number.isFinite)
  const rows = model.counties
    .map((county, i) => ({ name: county.name, before: county.population_hard ?? county.area_hard, after: after[i] }))
    .filter(({ before }) => Number.isFinite(before))
    .sort((a, b) => a.before - b.before)
    .slice(0, 20)
  if (rows.length === 0) return ''
  const pitch = rows.length > 13 ? 19 : 22
  const height = CHART.top + 8 + rows.length * pitch + 26
  const left = 104
  const least = Math.min(...rows.map(({ before }) => before))
  const from = least > 0.6 ? Math.floor(least * 10 - 1) / 10 : 0
  const x = across(from, 1, left, CHART.width - 84)
  const bars = rows.map((row, i) => {
    const y = CHART.top + 14 + i * pitch
    return (
      text(left - 8, y + 4, fitting(row.name, left - 12), 'end') +
      element('line', { x1: x(from), x2: x(1), y1: y, y2: y, class: 'grid' }) +
      (withPlan ? element('line', { x1: x(row.before), x2: x(row.after), y1: y, y2: y, class: 'line' }) : '') +
      element('circle', { cx: x(row.before), cy: y, r: 4.5, class: 'bar-before' }) +
      (withPlan ? element('circle', { cx: x(row.after), cy: y, r: 4.5, class: 'bar-after' }) : '') +
      text(CHART.width - 72, y + 4, percent(withPlan ? row.after : row.before), 'start')
    )
  })
  const legend =
    element('circle', { cx: left + 5, cy: 10, r: 4.5, class: 'bar-before' }) +
    text(left + 14, 14, say('chart.before')) +
    (withPlan
      ? element('circle', { cx: left + 95, cy: 10, r: 4.5, class: 'bar-after' }) +
        text(left + 104, 14, say('chart.after'))
      : '')
  const list = rows.map(
    ({ name, before, after }) => `${name} ${percent(before)}${withPlan ? ` → ${percent(after)}` : ''}`,
  )
  const described = `${say(withPlan ? 'chart.counties.text' : 'chart.counties.textNow')} ${list.join(lang === 'zh' ? '；' : '; ')}`
  const axis = x
    .ticks(4)
    .map(
      (value) =>
        text(x(value), height - 8, percent(value, 0), 'middle') +
        line(x(value), CHART.top, x(value), height - 24, 'grid'),
    )
  return chart('counties', say('chart.counties'), described, axis.join('') + legend + bars.join(''), height)
}
