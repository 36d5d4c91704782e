import type { Indicator, Lang } from '../../output/summary'
import { type Say, sayerOf, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { percent, plain } from '../numbers'
import { across, CHART, chart, element, line, text } from './svg'

const PITCH = 37
/** Bars end here; figures stand beside them. */
const BAR_END = 284

const SHARES = /_share$|_cov$|_5g$/
const isShare = ({ unit, code }: Indicator): boolean => (unit ? unit === 'share' : SHARES.test(code))
const shown = (indicator: Indicator, value: number | null): string =>
  isShare(indicator) ? percent(value !== null && value > 3.5 ? value / 100 : value) : plain(value, 2)

/** The verdict on today's figure and, where the plan changes it, on that with the plan: each stands beside its own. */
function verdictOf(indicator: Indicator, say: Say): string {
  const { value, pass, after } = indicator
  if (value === null) return `– ${say('indicator.missing')}`
  if (pass === null) return `– ${say('indicator.noThreshold')}`
  const now = pass ? `✓ ${say('indicator.pass')}` : `✗ ${say('indicator.fail')}`
  const then = passesAfter(indicator)
  if (then === null || after === value) return now
  return `${now} → ${then ? `✓ ${say('indicator.passAfter')}` : `✗ ${say('indicator.failAfter')}`}`
}

/** Whether the figure with the plan reaches what is asked for; null where there is none. */
function passesAfter({ after, threshold, atLeast }: Indicator): boolean | null {
  if (typeof after !== 'number' || threshold === null) return null
  return after >= threshold ? true : atLeast ? null : false
}

/** `27.25 → 32.88 (≥ 26)`: the value today, with the plan where that differs, and what is asked for. */
function figuresOf(indicator: Indicator): string {
  const { value, after, threshold, atLeast } = indicator
  const now = value === null ? '–' : `${atLeast ? '≥ ' : ''}${shown(indicator, value)}`
  const then = typeof after === 'number' && after !== value ? ` → ${shown(indicator, after)}` : ''
  return now + then + (threshold === null ? '' : ` (≥ ${shown(indicator, threshold)})`)
}

/** Each indicator as value against threshold; never clipped at the threshold. */
export function indicatorChart(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const rows = model.summary.indicators ?? []
  if (rows.length === 0) return ''
  const nameOf = ({ name, code }: Indicator) => name?.[lang] ?? sayValue(lang, 'indicator', code)
  const body = rows.map((indicator, i) => {
    const y = 18 + i * PITCH
    const { value, threshold, pass, after } = indicator
    const then = typeof after === 'number' ? after : null
    const x = across(0, Math.max(value ?? 0, threshold ?? 0, then ?? 0) * 1.05 || 1, 8, BAR_END)
    const bar = (width: number, kind: string) =>
      element('rect', { x: 8, y: y + 7, width, height: 7, rx: 3.5, class: kind })
    return (
      text(8, y, nameOf(indicator)) +
      text(CHART.width - 8, y, verdictOf(indicator, say), 'end', pass === false ? 'bound-text' : 'tick') +
      bar(BAR_END - 8, 'track') +
      (value === null ? '' : bar(Math.max(3, x(value) - 8), pass === false ? 'fail' : 'pass')) +
      (then === null || then === value ? '' : line(x(then), y + 5, x(then), y + 16, 'strong')) +
      (threshold === null ? '' : line(x(threshold), y + 4, x(threshold), y + 17, 'threshold')) +
      text(CHART.width - 8, y + 15, figuresOf(indicator), 'end', 'strong small')
    )
  })
  const met = rows.filter(({ pass }) => pass === true).length
  const failed = rows.filter(({ pass }) => pass === false).length
  const described = say('chart.indicators.text', { met, failed, unknown: rows.length - met - failed })
  return chart('indicators', say('chart.indicators'), described, body.join(''), rows.length * PITCH + 8)
}
