import Table from 'cli-table3'
import type { ComparedProposal } from '../output/compare-proposals'
import type { Compared, ComparedArea, ComparedYear, Comparison } from '../output/compare-runs'
import type { Lang } from '../output/summary'
import type { RefusalCost } from '../plan/plan'
import { sayValue } from '../report/messages'
import { COMPARISON_WORDS, type ComparisonWords } from './comparison-words'

const FIRST = 10
const STYLE = { head: [], border: [], compact: true }

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
const points = (change: number): string => `${(100 * change).toFixed(2)}`
const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
const signed = (change: number, text: (value: number) => string): string => {
  const written = text(Math.abs(change))
  return /^0(\.0+)?$/.test(written) ? '0' : `${change > 0 ? '+' : '−'}${written}`
}
const cell = (value: number | null, text: (value: number) => string): string => (value === null ? '–' : text(value))

/** A comparison in words and tables, for a terminal. */
export function comparisonText(comparison: Comparison, lang: Lang): string {
  const text = COMPARISON_WORDS[lang]
  const { a, b, planned, city, counties, proposals, indicators, settings, cnyPerPerson } = comparison
  const state = (has: boolean): string => (has ? text.states.planned : text.states.today)
  const lines = [text.run('A', a, state(planned.a)), text.run('B', b, state(planned.b)), '']
  const table = new Table({ head: ['', 'A', 'B', text.change], style: STYLE })
  const row = (label: string, value: Compared, write = whole, difference = write): void => {
    table.push([label, cell(value.a, write), cell(value.b, write), cell(value.change, (c) => signed(c, difference))])
  }
  const [areaHard, areaExpected, peopleHard, peopleExpected, people, villages, stations, cost] = text.figures
  row(areaHard, city.area.hard, percent, points)
  row(areaExpected, city.area.expected, percent, points)
  row(peopleHard, city.population.hard, percent, points)
  row(peopleExpected, city.population.expected, percent, points)
  row(people, city.people)
  row(`${villages} / ${whole(city.villagesTotal)}`, city.villages)
  if (planned.a || planned.b) {
    row(stations, city.stations)
    row(cost, city.costCny)
    row(text.perPerson, cnyPerPerson)
    const [objective, gap, ends, enough] = text.proof
    row(objective, comparison.proof.objective)
    row(gap, comparison.proof.optimalityGap, percent, points)
    row(ends, comparison.proof.coverageEndsAtRank)
    row(enough, comparison.proof.enough)
  }
  lines.push(table.toString())
  lines.push(...moneySentence(city, text))
  lines.push(...refusalSentence('A', comparison.refusals.a, text), ...refusalSentence('B', comparison.refusals.b, text))
  if (comparison.years.length > 0) lines.push('', yearTable(comparison.years, text.years))
  const changed = counties.filter(differs)
  if (changed.length > 0) lines.push('', countyTable(changed, text.counties))
  if (planned.a || planned.b) {
    const { both, moved, onlyA, onlyB } = proposals
    lines.push('', text.plans(whole(both.length), whole(moved), whole(onlyA.length), whole(onlyB.length)))
    if (planned.a) lines.push(...listed('A', onlyA, lang))
    if (planned.b) lines.push(...listed('B', onlyB, lang))
  }
  if (indicators.length > 0) {
    const board = new Table({ head: ['', 'A', 'B', ''], style: STYLE })
    for (const { code, name, value, passA, passB } of indicators) {
      const figure = (n: number): string => (Math.abs(n) >= 1000 ? whole(n) : String(Math.round(n * 1e4) / 1e4))
      board.push([
        `${code} ${name[lang]}`,
        cell(value.a, figure),
        cell(value.b, figure),
        `${text.verdict(passA)} → ${text.verdict(passB)}`,
      ])
    }
    lines.push('', text.indicators, board.toString())
  }
  if (settings.length > 0) {
    const named = (setting: string): string => {
      const [group, weight] = setting.split('.')
      return weight ? `${text.setting[group]} ${weight}` : text.setting[group]
    }
    lines.push('', text.settings, ...settings.map(({ setting, a, b }) => `  ${named(setting)}: ${a} → ${b}`))
  }
  const same =
    !differs(city) && changed.length + proposals.onlyA.length + proposals.onlyB.length + indicators.length === 0
  if (same && settings.length === 0) lines.push('', text.nothing)
  return lines.join('\n')
}

function differs({ area, population, villages, stations, costCny }: ComparedArea): boolean {
  return [area.hard, area.expected, population.hard, population.expected, villages, stations, costCny].some(
    ({ a, b }) => a !== b,
  )
}

/** What the difference in residents costs. */
function moneySentence({ people, costCny }: ComparedArea, text: ComparisonWords): string[] {
  const [more, dearer] = [people.change, costCny.change]
  if (more === null || dearer === null || Math.abs(more) < 0.5) return []
  const [residents, cny, each] = [Math.abs(more), Math.abs(dearer), Math.abs(dearer / more)].map(whole)
  if (more > 0) return [dearer >= 0 ? text.more(each) : text.saves(residents, cny)]
  return [dearer < 0 ? text.less(residents, cny, each) : text.worse(residents, cny)]
}

/** What the refusals of a run cost it. */
function refusalSentence(letter: string, refusals: RefusalCost | null, text: ComparisonWords): string[] {
  if (!refusals?.without) return []
  const { places, with: own, without } = refusals
  const lost = without.objective - own.objective
  if (lost < 0.5) return [text.refusedFree(letter, whole(places))]
  const change = (of: 'people' | 'villages' | 'costCny'): string => signed(own[of] - without[of], whole)
  const share = percent(lost / without.objective)
  return [
    text.refused(letter, whole(places), whole(lost), share, change('people'), change('villages'), change('costCny')),
  ]
}

function yearTable(years: ComparedYear[], head: string[]): string {
  const table = new Table({ head, style: STYLE })
  const pair = ({ a, b }: Compared, write = whole): string => `${cell(a, write)} → ${cell(b, write)}`
  for (const { year, stations, people, villages, costCny, optimalityGap } of years)
    table.push([year, pair(stations), pair(people), pair(villages), pair(costCny), pair(optimalityGap, percent)])
  return table.toString()
}

function countyTable(counties: ComparedArea[], head: string[]): string {
  const table = new Table({ head, style: STYLE })
  for (const { name, area, population, villages, stations, costCny } of counties) {
    const share = ({ a, b, change }: Compared): string[] => [
      `${cell(a, percent)} → ${cell(b, percent)}`,
      cell(change, (c) => signed(c, points)),
    ]
    table.push([
      name || '–',
      ...share(area.hard),
      ...share(population.hard),
      `${cell(villages.a, whole)} → ${cell(villages.b, whole)}`,
      cell(villages.change, (c) => signed(c, whole)),
      `${cell(stations.a, whole)} → ${cell(stations.b, whole)}`,
      cell(costCny.change, (c) => signed(c, whole)),
    ])
  }
  return table.toString()
}

function listed(letter: 'A' | 'B', proposals: ComparedProposal[], lang: Lang): string[] {
  const text = COMPARISON_WORDS[lang]
  const first = proposals.slice(0, FIRST)
  if (first.length === 0) return []
  const table = new Table({ head: text.columns, style: STYLE })
  for (const p of first) {
    const [rank, cost] = letter === 'A' ? [p.rankA, p.costCnyA] : [p.rankB, p.costCnyB]
    const reason = sayValue(lang, 'reason', p.reason)
    table.push([rank, p.county, p.township, p.village, reason, p.band, cell(cost, whole)])
  }
  return [text.only(letter, first.length), table.toString()]
}
