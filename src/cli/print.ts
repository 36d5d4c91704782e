import { resolve } from 'node:path'
import Table from 'cli-table3'
import type { CoverageFigures } from '../output/summary'
import { generationName, mapFigures } from '../output/summary'
import { boundFinding } from '../report/findings'
import { sayer, sayValue } from '../report/messages'
import type { Results } from '../run/execute'
import { colours } from './tell'

const FIRST = 10
const { out } = colours

const TEXT = {
  en: {
    report: 'Report',
    before: 'before',
    after: 'after',
    area: 'area, hard',
    areaExpected: 'area, expected',
    population: 'people, hard',
    populationExpected: 'people, expected',
    villages: (rat: string) => `villages and communities with ${rat}`,
    administrative: (rat: string) => `administrative villages with ${rat}`,
    gaps: (n: number, km2: string, people: string) =>
      `${n} ${n === 1 ? 'gap' : 'gaps'}, ${km2} km², ${people === '–' ? 'residents without cover not known' : `${people} residents without cover`}`,
    plan: (n: number, target: number, why: string) => `${n} stations proposed of ${target} asked for (stopped: ${why})`,
    years: ['year', 'stations', 'for cover', 'people', 'villages', 'CNY', 'at most better'],
    first: (n: number) => `The first ${n}:`,
    columns: ['rank', 'county', 'township', 'village', 'reason', 'band', 'shares', 'people', 'CNY'],
    rejected: (n: number) => `${n} rows were rejected: see rejected.csv`,
    synthetic: (what: string) => `Synthetic input: ${what}.`,
    relief: 'relief',
    fibre: (share: string, rate: string) => `Gigabit fibre: ${share} of households have a port; capability ${rate}`,
    fibrePlan: (n: number, homes: string, cny: string) =>
      `${n} fibre terminals proposed for ${homes} households, ${cny} CNY`,
    board: (met: number, not: number, missing: number) =>
      `Board: ${met} indicators met, ${not} not, ${missing} without input (indicators.csv)`,
  },
  zh: {
    report: '报告',
    before: '规划前',
    after: '规划后',
    area: '面积覆盖率(硬判)',
    areaExpected: '面积覆盖率(期望)',
    population: '人口覆盖率(硬判)',
    populationExpected: '人口覆盖率(期望)',
    villages: (rat: string) => `通 ${rat} 的村和社区`,
    administrative: (rat: string) => `通 ${rat} 的行政村`,
    gaps: (n: number, km2: string, people: string) =>
      `覆盖空洞 ${n} 处，${km2} 平方公里，未覆盖常住人口${people === '–' ? '未知' : ` ${people}`}`,
    plan: (n: number, target: number, why: string) => `建议新建 ${n} 站（目标 ${target}，停止原因：${why}）`,
    years: ['年度', '建站', '其中补覆盖', '新增人口', '新增达标村', '投资(元)', '最多再好'],
    first: (n: number) => `前 ${n} 个：`,
    columns: ['序号', '县区', '乡镇', '村', '理由', '频段', '共址', '新增人口', '投资(元)'],
    rejected: (n: number) => `${n} 行未通过检查，见 rejected.csv`,
    synthetic: (what: string) => `合成数据：${what}。`,
    relief: '分流',
    fibre: (share: string, rate: string) => `千兆光纤：${share} 的家庭有可用端口；家庭千兆覆盖率（能力）${rate}`,
    fibrePlan: (n: number, homes: string, cny: string) =>
      `建议新建或扩容 OLT ${n} 处，惠及 ${homes} 户，投资 ${cny} 元`,
    board: (met: number, not: number, missing: number) =>
      `指标：达标 ${met} 项，未达标 ${not} 项，缺数据 ${missing} 项（indicators.csv）`,
  },
}

const percent = (share: number | null): string => (share === null ? '–' : `${(100 * share).toFixed(2)} %`)
const whole = (value: number | null): string => (value === null ? '–' : Math.round(value).toLocaleString('en-US'))

/** What a planner wants to see at the end of a run, on stdout. */
export function printSummary(dir: string, { summary, plan }: Results): void {
  const text = TEXT[summary.lang]
  const lines: string[] = []
  const now = mapFigures(summary)
  const later = summary.plan?.after
  const table = new Table({ head: later ? ['', text.before, text.after] : ['', text.before], style: STYLE })
  const row = (label: string, value: (figures: CoverageFigures) => string): void => {
    table.push(later ? [label, value(now), value(later)] : [label, value(now)])
  }
  const count = ({ covered, total }: { covered: number; total: number }): string =>
    `${whole(covered)} / ${whole(total)}`
  row(text.area, ({ area }) => percent(area.hard))
  row(text.areaExpected, ({ area }) => percent(area.expected))
  row(text.population, ({ population }) => percent(population.hard))
  row(text.populationExpected, ({ population }) => percent(population.expected))
  const rat = generationName(summary)
  row(text.villages(rat), ({ villages }) => count(villages))
  row(text.administrative(rat), ({ villages }) => count(villages.byKind?.village ?? { covered: 0, total: 0 }))
  lines.push(table.toString())
  const { gaps } = summary
  lines.push(text.gaps(gaps.count, gaps.areaKm2.toFixed(1), whole(gaps.population)))
  if (summary.plan && plan) {
    lines.push(
      '',
      text.plan(
        summary.plan.proposed,
        summary.plan.target,
        sayValue(summary.lang, 'stop', summary.plan.stoppedBecause),
      ),
    )
    if (summary.plan.objective > 0) lines.push(boundFinding({ summary }, sayer(summary.lang, rat)))
    const years = summary.plan.years ?? []
    if (years.length > 1) {
      const byYear = new Table({ head: text.years, style: STYLE })
      for (const { year, stations, coverageStations, people, villages, costCny, optimalityGap } of years) {
        const figures = [stations, coverageStations, people, villages, costCny].map(whole)
        byYear.push([year, ...figures, percent(optimalityGap)])
      }
      lines.push(byYear.toString())
    }
    const proposals = plan.plan.proposals.slice(0, FIRST)
    if (proposals.length > 0) {
      lines.push(text.first(proposals.length))
      const first = new Table({ head: text.columns, style: STYLE })
      for (const p of proposals) {
        const people =
          summary.inputs.population === null
            ? '–'
            : p.reliefPeople > 0
              ? `${text.relief} ${whole(p.reliefPeople)}`
              : whole(p.gainPeople)
        const place = [p.county, p.township, p.village]
        first.push([
          p.rank,
          ...place,
          sayValue(summary.lang, 'reason', p.reason),
          p.band,
          p.sharesSite ?? '–',
          people,
          whole(p.costCny),
        ])
      }
      lines.push(first.toString())
    }
  }
  if (summary.fibre) {
    const { coveredShare, capabilityRate, plan: built } = summary.fibre
    lines.push(text.fibre(percent(coveredShare), percent(capabilityRate)))
    if (built?.proposed) lines.push(text.fibrePlan(built.proposed, whole(built.gainHouseholds), whole(built.costCny)))
  }
  const board = summary.indicators ?? []
  if (board.length > 0) {
    const count = (holds: (i: (typeof board)[number]) => boolean): number => board.filter(holds).length
    lines.push(
      text.board(
        count((i) => i.pass === true),
        count((i) => i.pass === false),
        count((i) => i.value === null),
      ),
    )
  }
  if (summary.inputs.rejected > 0) lines.push(out.yellow(text.rejected(summary.inputs.rejected)))
  if (summary.inputs.syntheticInputs?.length) lines.push(text.synthetic(summary.inputs.syntheticInputs.join(', ')))
  lines.push(`${text.report}: ${out.bold(resolve(dir, 'report.html'))}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}

const STYLE = { head: [], border: [], compact: true }
