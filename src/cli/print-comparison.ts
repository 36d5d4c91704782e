import Table from 'cli-table3'
import type { ComparedProposal } from '../report/compare-proposals'
import type { Compared, ComparedArea, Comparison } from '../report/compare-runs'
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
    perPerson: 'CNY per newly covered person',
    more: (cny: string) => `Each resident that B covers more than A costs ${cny} CNY more.`,
    saves: (people: string, cny: string) => `B covers ${people} more residents and costs ${cny} CNY less.`,
    change: 'B − A',
    all: 'whole area',
    counties: ['county', 'area, hard', '', 'people, hard', '', 'villages', '', 'stations', 'CNY'],
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
    perPerson: '每新增覆盖一人投资(元)',
    more: (cny: string) => `B 比 A 每多覆盖一人多投资 ${cny} 元。`,
    saves: (people: string, cny: string) => `B 比 A 多覆盖 ${people} 人，投资少 ${cny} 元。`,
    change: 'B − A',
    all: '全区域',
    counties: ['县区', '面积(硬判)', '', '人口(硬判)', '', '村', '', '新建站', '投资(元)'],
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
  }
  lines.push(table.toString())
  const { cnyPerPersonMore } = comparison
  if (cnyPerPersonMore !== null && city.costCny.change !== null && city.people.change !== null) {
    lines.push(
      cnyPerPersonMore >= 0
        ? text.more(whole(cnyPerPersonMore))
        : text.saves(whole(city.people.change), whole(-city.costCny.change)),
    )
  }
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
    lines.push('', text.settings, ...settings.map(({ setting, a, b }) => `  ${text.setting[setting]}: ${a} → ${b}`))
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
