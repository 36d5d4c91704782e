import { sayer } from '../messages'
import type { ReportModel } from '../model'
import { counted, percent, plain, yuan } from '../numbers'
import type { ProposalColumns } from '../report-data'
import type { Lang } from '../summary'
import { CHART, chart, element, line, polyline, roundUp, scale, text, ticks, xAxis, yAxis } from './svg'

const BASE = CHART.height - CHART.bottom

/** At most `most` points of a long list, the first and the last among them. */
function thinned<Item>(items: Item[], most = 240): Item[] {
  if (items.length <= most) return items
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))])
}

/** A line with a tint below it. */
function area(points: [number, number][]): string {
  const ends: [number, number][] = [
    [points.at(-1)![0], BASE],
    [points[0][0], BASE],
  ]
  const d = [...points, ...ends].map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)},${y.toFixed(1)}`).join('')
  return element('path', { d: `${d}Z`, class: 'area' }) + polyline(points, 'line')
}

/** Most residents that any choice of as many stations can gain: the plan's upper bound counts them and more. */
function peopleBound(model: ReportModel): number {
  const { population } = model.summary.coverage['5g']
  const open = model.summary.inputs.population * (1 - population.hard)
  const bound = model.summary.plan?.upperBound
  return Math.min(bound && bound > 0 ? bound : Number.POSITIVE_INFINITY, open > 0 ? open : Number.POSITIVE_INFINITY)
}

/** Residents gained (or the objective, where its curve is known) against stations built, under the upper bound. */
export function curveChart(model: ReportModel, lang: Lang): string {
  const say = sayer(lang)
  const { proposals } = model
  const plan = model.summary.plan
  if (!plan || proposals.length === 0) return ''
  const known = plan.curve && plan.curve.rank.length > 1 ? plan.curve : undefined
  const reached: [number, number][] = known
    ? known.rank.map((rank, i) => [rank, known.objective[i]])
    : [[0, 0], ...thinned(proposals).map((p): [number, number] => [p.rank, p.cumulative_people])]
  const last = reached.at(-1)!
  const flat = peopleBound(model)
  const bounds: [number, number][] = known
    ? known.rank.map((rank, i) => [rank, known.upperBound[i]])
    : Number.isFinite(flat) && flat >= last[1]
      ? [
          [0, flat],
          [last[0], flat],
        ]
      : []
  const top = roundUp(Math.max(last[1], ...bounds.map(([, value]) => value)) * 1.04)
  const x = scale(0, last[0], CHART.left, CHART.width - CHART.right)
  const y = scale(0, top, BASE, CHART.top)
  const place = ([rank, value]: [number, number]): [number, number] => [x(rank), y(value)]
  const boundName = say('chart.curve.bound')
  const body =
    yAxis(ticks(0, top, 4), y, (value) => counted(value, lang)) +
    xAxis(ticks(0, last[0], 5), x, (value) => plain(value), say('chart.curve.x')) +
    area(reached.map(place)) +
    (bounds.length
      ? polyline(bounds.map(place), 'bound') +
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
  const alternative = say('chart.curve.text', { gain: counted(last[1], lang), n: plain(last[0]) })
  return chart(
    'curve',
    say('chart.curve'),
    `${alternative} ${say('chart.curve.boundOnly', { n: plain(plan.proposed), gap: percent(plan.optimalityGap, 2) })}`,
    body,
  )
}

/** Residents gained against money spent. */
export function costChart(model: ReportModel, lang: Lang): string {
  const say = sayer(lang)
  const last = model.proposals.at(-1)
  if (!last || !(last.cumulative_cost_cny > 0)) return ''
  const top = roundUp(Math.max(1, last.cumulative_people))
  const x = scale(0, last.cumulative_cost_cny, CHART.left, CHART.width - CHART.right)
  const y = scale(0, top, BASE, CHART.top)
  const points: [number, number][] = [
    [x(0), y(0)],
    ...thinned(model.proposals).map((p: ProposalColumns): [number, number] => [
      x(p.cumulative_cost_cny),
      y(p.cumulative_people),
    ]),
  ]
  const body =
    yAxis(ticks(0, top, 4), y, (value) => counted(value, lang)) +
    xAxis(ticks(0, last.cumulative_cost_cny, 4), x, (value) => yuan(value, lang), say('chart.cost.x')) +
    area(points)
  return chart(
    'cost',
    say('chart.cost'),
    say('chart.cost.text', { gain: counted(last.cumulative_people, lang), cost: yuan(last.cumulative_cost_cny, lang) }),
    body,
  )
}

/** Residents covered with the plan in each county: those of today and what the stations standing there add. 0…1. */
export function sharesAfter(model: ReportModel): number[] {
  const gains = new Map<string, number>()
  for (const { county, gain_people } of model.proposals) gains.set(county, (gains.get(county) ?? 0) + gain_people)
  return model.counties.map((county) => {
    const before = county.population_hard ?? Number.NaN
    if (!county.population) return before
    return Math.min(1, before + (gains.get(county.name) ?? 0) / county.population)
  })
}

/** Share of residents covered, today and with the plan, county by county. */
export function countyChart(model: ReportModel, lang: Lang): string {
  const say = sayer(lang)
  const withPlan = model.proposals.length > 0
  const after = sharesAfter(model)
  const rows = model.counties
    .map((county, i) => ({ name: county.name, before: county.population_hard ?? county.area_hard, after: after[i] }))
    .filter(({ before }) => Number.isFinite(before))
    .sort((a, b) => a.before - b.before)
    .slice(0, 20)
  if (rows.length === 0) return ''
  const pitch = rows.length > 13 ? 19 : 22
  const height = CHART.top + 8 + rows.length * pitch + 26
  const left = 92
  const least = Math.min(...rows.map(({ before }) => before))
  const from = least > 0.6 ? Math.floor(least * 10 - 1) / 10 : 0
  const x = scale(from, 1, left, CHART.width - 84)
  const bars = rows.map((row, i) => {
    const y = CHART.top + 14 + i * pitch
    const name = row.name.length > 13 ? `${row.name.slice(0, 12)}…` : row.name
    return (
      text(left - 8, y + 4, name, 'end') +
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
  const axis = ticks(from, 1, 4).map(
    (value) =>
      text(x(value), height - 8, percent(value, 0), 'middle') +
      line(x(value), CHART.top, x(value), height - 24, 'grid'),
  )
  return chart(
    'counties',
    say('chart.counties'),
    say('chart.counties.text'),
    axis.join('') + legend + bars.join(''),
    height,
  )
}
