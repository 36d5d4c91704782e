import type { Lang } from '../../output/summary'
import { mapFigures } from '../../output/summary'
import { type Say, sayerOf } from '../messages'
import type { ReportModel } from '../model'
import { counted, percent, plain, yuan } from '../numbers'
import { type Period, periodName, periodsOf, yearsOf } from '../periods'
import {
  across,
  BASE,
  bar,
  CHART,
  chart,
  element,
  filled,
  line,
  type Points,
  path,
  stairs,
  text,
  upwards,
  xAxis,
  yAxis,
} from './svg'

/** At most `most` points of a long list, the first and the last among them. */
function thinned<Item>(items: Item[], most = 240): Item[] {
  if (items.length <= most) return items
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))])
}

/** Residents without cover today: no plan gains more. The plan's own upper bound is in weighted people, land among them. */
function peopleBound(model: ReportModel): number {
  const { population } = mapFigures(model.summary)
  const residents = model.summary.inputs.population
  const open = residents === null || population.hard === null ? 0 : residents * (1 - population.hard)
  return open > 0 ? open : Number.POSITIVE_INFINITY
}

/** Residents gained (or the objective, where its curve is known) against stations built, under the upper bound. */
export function curveChart(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const { proposals } = model
  const plan = model.summary.plan
  if (!plan || proposals.length === 0) return ''
  const known = plan.curve && plan.curve.rank.length > 1 ? plan.curve : undefined
  const reached: Points = known
    ? known.rank.map((rank, i) => [rank, known.objective[i]])
    : [[0, 0], ...thinned(proposals).map((p): [number, number] => [p.rank, p.cumulative_people])]
  const last = reached.at(-1)!
  const flat = peopleBound(model)
  const bounds: Points = known
    ? known.rank.map((rank, i) => [rank, known.upperBound[i]])
    : Number.isFinite(flat) && flat >= last[1]
      ? [
          [0, flat],
          [last[0], flat],
        ]
      : []
  const x = across(0, last[0])
  const y = upwards(Math.max(last[1], ...bounds.map(([, value]) => value)) * 1.04)
  const place = ([rank, value]: [number, number]): [number, number] => [x(rank), y(value)]
  const boundName = say(known ? 'chart.curve.bound' : 'chart.curve.open')
  const body =
    yAxis(y, (value) => counted(value, lang)) +
    xAxis(x, 5, (value) => plain(value), say('chart.curve.x')) +
    filled(reached.map(place)) +
    yearMarks(model, x, say) +
    (bounds.length
      ? path(bounds.map(place), 'bound') +
        text(
          x(last[0]) - 2,
          y(bounds.at(-1)![1]) - 6,
          `${boundName} ${counted(bounds.at(-1)![1], lang)}`,
          'end',
          'bound-text',
        )
      : '') +
    element('circle', { cx: x(last[0]), cy: y(last[1]), r: 3.5, class: 'pass' }) +
    text(x(last[0]) - 8, y(last[1]) + 18, counted(last[1], lang), 'end', 'strong') +
    element('line', {
      x1: x(0),
      x2: x(0),
      y1: CHART.top,
      y2: BASE,
      class: 'cursor',
      id: 'curve-cursor',
      visibility: 'hidden',
    })
  const alternative = say('chart.curve.text', { gain: counted(last[1], lang), n: plain(last[0]), dashed: boundName })
  return chart(
    'curve',
    say('chart.curve'),
    `${alternative} ${say('chart.curve.boundOnly', { gap: percent(plan.optimalityGap, 2) })}`,
    body,
  )
}

/** Residents gained against money spent. */
export function costChart(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const last = model.proposals.at(-1)
  if (!last || !(last.cumulative_cost_cny > 0)) return ''
  const x = across(0, last.cumulative_cost_cny)
  const y = upwards(last.cumulative_people)
  const points = thinned(model.proposals).map((p): [number, number] => [
    x(p.cumulative_cost_cny),
    y(p.cumulative_people),
  ])
  const body =
    yAxis(y, (value) => counted(value, lang)) +
    xAxis(x, 4, (value) => counted(value, lang), say('chart.cost.x')) +
    filled([[x(0), y(0)], ...points])
  const values = { gain: counted(last.cumulative_people, lang), cost: yuan(last.cumulative_cost_cny, lang) }
  return chart('cost', say('chart.cost'), say('chart.cost.text', values), body)
}

/** Lines where a plan's years meet, each with the year that begins, over an axis of ranks. */
function yearMarks(model: ReportModel, x: (rank: number) => number, say: Say): string {
  const periods = periodsOf(model.proposals)
  const years = [...new Set(periods.map(({ year }) => year))]
  if (years.length < 2) return ''
  return years
    .map((year, i) => {
      const own = periods.filter((period) => period.year === year)
      const [from, to] = [x(own[0].lastRank - own[0].stations), x(own.at(-1)!.lastRank)]
      const begins = i === 0 ? '' : line(from, CHART.top, from, BASE, 'axis')
      // A year of few stations has no room for its name.
      const name = to - from < 44 ? '' : text(from + 5, BASE - 7, say('period.year', { year }), 'start', 'axis-name')
      return begins + name
    })
    .join('')
}

/** Residents gained in each quarter, and their sum; in a plan of several years the quarters of each year stand together. */
export function quarterChart(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const periods = periodsOf(model.proposals)
  if (periods.length < 2) return ''
  const x = across(0, periods.length)
  const total = periods.at(-1)!.cumulative
  const y = upwards(Math.max(1, total))
  const years = yearsOf(periods)
  const middle = (i: number) => (x(i) + x(i + 1)) / 2
  const width = Math.min(64, (x(1) - x(0)) * 0.6)
  const bars = periods.map(({ quarter, stations, people }, i) => {
    const single = years === 1
    return (
      bar(middle(i) - width / 2, y(people), width, 'bar') +
      (single || periods.length <= 12
        ? text(middle(i), BASE + 17, say(single ? 'period.quarter' : 'period.short', { quarter }), 'middle')
        : '') +
      (single
        ? text(middle(i), BASE + 33, say('chart.quarters.stations', { count: plain(stations) }), 'middle', 'axis-name')
        : '')
    )
  })
  const sums: Points = periods.map(({ cumulative }, i) => [x(i), y(cumulative)])
  const body =
    yAxis(y, (value) => counted(value, lang)) +
    bars.join('') +
    (years > 1 ? yearsBelow(periods, x, say) : '') +
    stairs([...sums, [x(periods.length), y(total)]], 'line') +
    text(x(periods.length) - 2, y(total) - 7, say('chart.quarters.sum'), 'end', 'axis-name') +
    text(6, 12, say('chart.people'), 'start', 'axis-name')
  const described = periods.map((period) => `${periodName(say, period, years)}: ${counted(period.people, lang)}`)
  const list = described.join(lang === 'zh' ? '；' : '; ')
  return chart('quarters', say('chart.quarters'), say('chart.quarters.text', { list }), body)
}

/** Under the quarters, which year they belong to and how many stations it builds. */
function yearsBelow(periods: readonly Period[], x: (at: number) => number, say: Say): string {
  const years = [...new Set(periods.map(({ year }) => year))]
  return years
    .map((year) => {
      const first = periods.findIndex((period) => period.year === year)
      const last = periods.findLastIndex((period) => period.year === year)
      const stations = periods.slice(first, last + 1).reduce((sum, period) => sum + period.stations, 0)
      const name = say('chart.quarters.year', { year, count: plain(stations) })
      return (
        (first > 0 ? line(x(first), CHART.top, x(first), BASE + 36, 'axis') : '') +
        text((x(first) + x(last + 1)) / 2, BASE + 34, name, 'middle', 'axis-name')
      )
    })
    .join('')
}
