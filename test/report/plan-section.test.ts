import { describe, expect, test } from 'vitest'
import { countyQuartersChart } from '../../src/report/charts/county-quarters-chart'
import { quarterChart } from '../../src/report/charts/plan-charts'
import { proposalKinds } from '../../src/report/client/kinds'
import { findings } from '../../src/report/findings'
import { sayer } from '../../src/report/messages'
import { reportModel } from '../../src/report/model'
import { periodsOf } from '../../src/report/periods'
import { planSection } from '../../src/report/sections/plan-section'
import { reportTables } from '../../src/report/sections/tables'
import { madeUpRun } from './made-up-run'
import { twoYears } from './two-years'

const small = { side: 6, cellSizeM: 200, proposals: 60 }
const one = reportModel(madeUpRun(small))
const two = reportModel(twoYears(madeUpRun(small)))

/** Text of markup, one line per cell or sentence. */
const textOf = (markup: string): string => markup.replace(/<[^>]+>/g, '\n').replace(/\n+/g, '\n')

describe('the section on the plan', () => {
  test.each(['en', 'zh'] as const)('in %s has every value filled in, and no word of the other language', (lang) => {
    for (const model of [one, two]) {
      const text = textOf(planSection(model, lang))
      expect(text).not.toMatch(/NaN|undefined|\{\w+\}/)
      if (lang === 'zh') expect(text.match(/[A-Za-z]{4,}/g)).toBeNull()
    }
  })

  test('says the proof, where cover ends, the years and every rule', () => {
    const text = textOf(planSection(two, 'en'))
    expect(text).toContain('The 57 stations for cover reach')
    expect(text).toMatch(
      /all 2 years together, no 57 stations .* more than [\d,]+: going year by year gives away 1.19%/,
    )
    expect(text).toContain('10 more stations would be worth building and add 640 weighted people')
    expect(text).toContain('It takes 78 stations: 66 for cover and 12 for the busy hour. That is 18 more')
    expect(text).toMatch(/year 2\n30 of 35\n31–60\n26\n/)
    expect(text).toContain('CNY 6 million of 8 million')
    expect(text).toContain('the budget is spent')
    expect(text).toContain(
      'Quota of 示例县1\n5 to 30 stations, 4 a quarter\n30 / 14 stations, year by year; 3 are built after',
    )
    expect(text).toContain('207 candidates fell away, 2 of them stations of the earlier plan')
    expect(text).toContain('300 fewer weighted people (1.96%); residents −250, villages −1, cost +CNY 100,000')
    expect(text).toContain('7 / 8 / 8 / 4\n3 stations exceed their year')
  })

  test('without later years and rules it says the proof alone; without a plan nothing', () => {
    const text = planSection(one, 'en')
    expect(text).toContain('id="plan"')
    expect(text).not.toContain('<table')
    expect(planSection(reportModel(madeUpRun({ ...small, proposals: 0 })), 'en')).toBe('')
  })

  test('a proven plan is called proven, an online bound by its name', () => {
    const run = twoYears(madeUpRun(small))
    Object.assign(run.summary.plan!, { upperBound: run.summary.plan!.objective, optimalityGap: 0 })
    expect(planSection(reportModel(run), 'en')).toContain('proven to be the most that 57 stations')
    Object.assign(run.summary.plan!, { optimalityGap: 0.02, boundMethod: 'online' })
    expect(planSection(reportModel(run), 'en')).toContain('the largest gains that candidates still have')
  })
})

describe('the years of a plan', () => {
  test('have quarters of their own in charts, legend, tables and findings', () => {
    const periods = periodsOf(two.proposals)
    expect(periods.map(({ year, quarter }) => `${year}.${quarter}`)).toEqual([
      ...['1.1', '1.2', '1.3', '1.4'],
      ...['2.1', '2.2', '2.3', '2.4'],
    ])
    expect(quarterChart(two, 'en')).toContain('year 2: 30 built')
    expect(quarterChart(one, 'en')).not.toContain('year')
    expect(countyQuartersChart(two, 'zh')).toContain('8个季度')
    expect(proposalKinds(two, 'quarter', sayer('zh', '5G'), 'zh').names[4]).toBe('第2年第1季度')
    const columns = (model: typeof one) => reportTables(model).find(({ id }) => id === 'proposals')!.columns
    expect(columns(two).map(({ key }) => key)).toContain('year')
    expect(columns(one).map(({ key }) => key)).not.toContain('year')
    expect(findings(two, 'en')[3]).toContain('Year by year: year 1 30 stations for')
  })
})
