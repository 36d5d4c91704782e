import Table from 'cli-table3'
import type { RefusalCost } from '../plan/plan'
import type { ComparedProposal } from '../report/compare-proposals'
import type { Compared, ComparedArea, ComparedYear, Comparison } from '../report/compare-runs'
import { sayValue } from '../report/messages'
import type { Lang } from '../report/summary'

const FIRST = 10
const STYLE = { head: [], border: [], compact: true }

const TEXT = {
  en: {
    states: { planned: 'with its plan built', today: 'as it stands' },
    run: (letter: string, name: string, state: string) => `${letter}  ${name} (${state})`,
    figures: [
      'area, hard',
      'area, expected',
      'people, hard',
      'people, expected',
      'people covered',
      'villages with 5G',
      'stations proposed',
      'cost, CNY',
    ],
    proof: [
      'weighted people reached by stations for cover',
      'at most better',
      'cover ends at rank',
      'stations that it would take',
    ],
    years: ['year', 'stations', 'people', 'villages', 'CNY', 'at most better'],
    refused: (
      letter: string,
      places: string,
      people: string,
      share: string,
      residents: string,
      villages: string,
      cny: string,
    ) =>
      `${letter}: ${places} places refused. Against the same plan without refusals ${people} fewer weighted people (${share}); residents ${residents}, villages ${villages}, CNY ${cny}.`,
    refusedFree: (letter: string, places: string) => `${letter}: ${places} places refused; that costs no cover.`,
    perPerson: 'CNY per newly covered person',
    more: (cny: string) => `Each resident that B covers more than A costs ${cny} CNY more.`,
    saves: (people: string, cny: string) => `B covers ${people} more residents and costs ${cny} CNY less.`,
    less: (people: string, cny: string, each: string) =>
      `B covers ${people} fewer residents and costs ${cny} CNY less: ${each} CNY saved for each of them.`,
    worse: (people: string, cny: string) => `B covers ${people} fewer residents and costs ${cny} CNY more.`,
    change: 'B − A',
    all: 'whole area',
    counties: ['county', 'area, hard', '±', 'people, hard', '±', 'villages', '±', 'stations', 'CNY ±'],
    plans: (both: string, moved: string, a: string, b: string) =>
      `${both} proposals stand in both plans (${moved} with another rank), ${a} in A only, ${b} in B only.`,
    only: (letter: string, n: number) => `The first ${n} in ${letter} only:`,
    columns: ['rank', 'county', 'township', 'village', 'reason', 'band', 'CNY'],
    indicators: 'Indicators that differ:',
    verdict: (pass: boolean | null) => (pass === null ? '–' : pass ? 'met' : 'not met'),
    settings: 'The runs differ in:',
    setting: {
      cellSize: 'cell size',
      rule: 'rule',
      model: 'model',
      villages: 'villages',
      stations: 'stations standing',
      residents: 'residents',
      target: 'target',
      costs: 'unit costs',
      budget: 'budget, CNY',
      weights: 'weight',
      spacing: 'spacing',
      quotas: 'quotas',
      quarterCapacity: 'stations per quarter',
      candidates: 'listed places',
      forbidden: 'forbidden zones',
      keep: 'stations kept of an earlier plan',
      refused: 'refused places',
    } as Record<string, string>,
    nothing: 'Nothing differs.',
  },
  zh: {
    states: { planned: '按规划建成后', today: '现状' },
    run: (letter: string, name: string, state: string) => `${letter}  ${name}（${state}）`,
    figures: [
      '面积覆盖率(硬判)',
      '面积覆盖率(期望)',
      '人口覆盖率(硬判)',
      '人口覆盖率(期望)',
      '覆盖常住人口',
      '通 5G 的村',
      '建议新建站数',
      '投资(元)',
    ],
    proof: ['补覆盖站新增加权人口', '最多再好', '补覆盖止于第几站', '实际需要站数'],
    years: ['年度', '建站', '新增人口', '新增通5G村', '投资(元)', '最多再好'],
    refused: (
      letter: string,
      places: string,
      people: string,
      share: string,
      residents: string,
      villages: string,
      cny: string,
    ) =>
      `${letter}：被否站址 ${places} 处。与没有否决的方案相比，加权人口少 ${people}（${share}）；常住人口 ${residents}，通5G村 ${villages}，投资 ${cny} 元。`,
    refusedFree: (letter: string, places: string) => `${letter}：被否站址 ${places} 处，不影响覆盖。`,
    perPerson: '每新增覆盖一人投资(元)',
    more: (cny: string) => `B 比 A 每多覆盖一人多投资 ${cny} 元。`,
    saves: (people: string, cny: string) => `B 比 A 多覆盖 ${people} 人，投资少 ${cny} 元。`,
    less: (people: string, cny: string, each: string) =>
      `B 比 A 少覆盖 ${people} 人，投资少 ${cny} 元：每少覆盖一人节省 ${each} 元。`,
    worse: (people: string, cny: string) => `B 比 A 少覆盖 ${people} 人，投资反而多 ${cny} 元。`,
    change: 'B − A',
    all: '全区域',
    counties: ['县区', '面积(硬判)', '±', '人口(硬判)', '±', '村', '±', '新建站', '投资增减(元)'],
    plans: (both: string, moved: string, a: string, b: string) =>
      `两方案共有 ${both} 站（其中 ${moved} 站序号不同），仅 A 有 ${a} 站，仅 B 有 ${b} 站。`,
    only: (letter: string, n: number) => `仅 ${letter} 有的前 ${n} 站：`,
    columns: ['序号', '县区', '乡镇', '村', '理由', '频段', '投资(元)'],
    indicators: '有变化的指标：',
    verdict: (pass: boolean | null) => (pass === null ? '–' : pass ? '达标' : '未达标'),
    settings: '两次运行的设置不同：',
    setting: {
      cellSize: '栅格边长',
      rule: '判定规则',
      model: '传播模型',
      villages: '村数',
      stations: '现网站数',
      residents: '常住人口',
      target: '目标站数',
      costs: '单价表',
      budget: '预算(元)',
      weights: '权重',
      spacing: '新建站间距',
      quotas: '建站指标',
      quarterCapacity: '季度建设能力',
      candidates: '自备候选站址',
      forbidden: '禁建区',
      keep: '保留原规划站',
      refused: '被否站址',
    } as Record<string, string>,
    nothing: '没有差别。',
  },
}

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
  const text = TEXT[lang]
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

type Text = (typeof TEXT)[Lang]

/** What the difference in residents costs. */
function moneySentence({ people, costCny }: ComparedArea, text: Text): string[] {
  const [more, dearer] = [people.change, costCny.change]
  if (more === null || dearer === null || Math.abs(more) < 0.5) return []
  const [residents, cny, each] = [Math.abs(more), Math.abs(dearer), Math.abs(dearer / more)].map(whole)
  if (more > 0) return [dearer >= 0 ? text.more(each) : text.saves(residents, cny)]
  return [dearer < 0 ? text.less(residents, cny, each) : text.worse(residents, cny)]
}

/** What the refusals of a run cost it. */
function refusalSentence(letter: string, refusals: RefusalCost | null, text: Text): string[] {
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
  const text = TEXT[lang]
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
