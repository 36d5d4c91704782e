import type { Lang } from '../../output/summary'
import { sayerOf } from '../messages'
import type { ReportModel } from '../model'
import { counted } from '../numbers'
import { periodsOf } from '../periods'
import { across, CHART, chart, element, filled, fitting, line, type Points, text } from './svg'

const COLUMNS = 3
const PITCH = 66
const GAP = 18
/** Counties beyond this many gain least, and are left to the table. */
const MOST = 18

/**
 * Residents gained in each county, quarter by quarter: a small curve for each, to the county's own total, those that gain most
 * first. Years are parted by lines.
 */
export function countyQuartersChart(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const periods = periodsOf(model.proposals)
  const curves = Object.entries(model.summary.plan?.byCountyQuarter ?? {})
    .map(([name, phases]) => ({ name, sums: phases.map(({ cumulativePeople }) => cumulativePeople) }))
    .filter(({ sums }) => (sums.at(-1) ?? 0) >= 1)
    .sort((a, b) => b.sums.at(-1)! - a.sums.at(-1)!)
    .slice(0, MOST)
  if (curves.length < 2 || periods.length < 2) return ''
  const [left, right] = [12, CHART.width - 12]
  const width = (right - left - GAP * (COLUMNS - 1)) / COLUMNS
  const count = curves[0].sums.length
  const plots = curves.map(({ name, sums }, i) => {
    const total = sums.at(-1)!
    const x0 = left + (i % COLUMNS) * (width + GAP)
    const top = 22 + Math.floor(i / COLUMNS) * PITCH
    const base = top + PITCH - 26
    const x = across(0, count, x0, x0 + width)
    const y = (value: number): number => base - (Math.max(0, value) / total) * (base - top - 4)
    const points: Points = [[x(0), base], ...sums.map((sum, q): [number, number] => [x(q + 1), y(sum)])]
    const years = Array.from({ length: Math.max(0, count / 4 - 1) }, (_, k) => x(4 * (k + 1)))
    const sum = counted(total, lang)
    return (
      years.map((at) => line(at, top, at, base, 'grid')).join('') +
      filled(points, base) +
      line(x0, base, x0 + width, base, 'axis') +
      text(x0, top - 4, fitting(name, width - 7.5 * sum.length - 8), 'start', 'tick') +
      text(x0 + width, top - 4, sum, 'end', 'strong')
    )
  })
  const rows = Math.ceil(curves.length / COLUMNS)
  const height = 22 + rows * PITCH + 4
  const ends = element('g', {}, text(right, height - 4, say('chart.countyQuarters.x', { count }), 'end', 'axis-name'))
  const list = curves.map(({ name, sums }) => `${name} ${counted(sums.at(-1), lang)}`).join(lang === 'zh' ? '；' : '; ')
  const described = `${say('chart.countyQuarters.text')} ${list}`
  return chart('countyQuarters', say('chart.countyQuarters'), described, plots.join('') + ends, height)
}
