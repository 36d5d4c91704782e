import { describe, expect, test } from 'vitest'
import { mapFigures } from '../../src/output/summary'
import { findings } from '../../src/report/findings'
import { reportModel } from '../../src/report/model'
import { counted, percent, plain } from '../../src/report/numbers'
import { madeUpRun } from './made-up-run'

const data = madeUpRun({ side: 6, cellSizeM: 200, proposals: 60 })
const model = reportModel(data)
const rows = data.villages.features.map(({ properties }) => properties)

test('the sentences say what the tables hold', () => {
  const [villages, coverage, gaps, plan, after] = findings(model, 'en')
  const passing = rows.filter(({ has_5g }) => has_5g).length
  expect(villages).toContain(
    `Of ${rows.length} villages and communities, ${passing} (${percent(passing / rows.length)}) pass`,
  )
  expect(villages).toContain(`${rows.length - passing} do not`)
  expect(villages).toContain('China 5G drive test, −105 dBm')
  const people = rows.reduce((sum, row) => sum + row.population!, 0)
  const covered = rows.reduce((sum, row) => sum + row.population! * row.population_hard!, 0)
  expect(coverage).toContain(`${percent(covered / people)} of ${counted(people, 'en')} residents`)
  const largest = data.gaps.features
    .map(({ properties }) => properties)
    .sort((a, b) => b.population! - a.population!)[0]
  expect(gaps).toContain(`holds ${plain(largest.population)} residents`)
  expect(gaps).toContain(rows.find(({ code }) => code === largest.villages[0])!.name)
  const gains = data.plan.features.map(({ properties }) => properties.gain_people)
  const total = gains.reduce((sum, gain) => sum + gain, 0)
  const first = gains.slice(0, 6).reduce((sum, gain) => sum + gain, 0)
  expect(plan).toContain(`The first 6 of 60 proposed stations bring ${percent(first / total, 0)}`)
  // Every one of these gains 50 or more: nothing flattens.
  expect(gains.every((gain) => gain >= 50)).toBe(true)
  expect(plan).not.toContain('eyond rank')
  expect(plan).toContain(`The last one still gains ${Math.floor(gains.at(-1)!)}`)
  expect(after).toContain('gains at most 1.20% more')
})

test('without a plan, people, fibre or gaps the sentences still stand', () => {
  const bare = madeUpRun({ side: 3, cellSizeM: 200, proposals: 0 })
  bare.summary.plan = null
  bare.summary.coverage.gigabit = null
  bare.summary.inputs.population = 0
  bare.gaps.features = []
  bare.summary.gaps = { count: 0, areaKm2: 0, population: 0 }
  for (const lang of ['en', 'zh'] as const) {
    const sentences = findings(reportModel(bare), lang)
    expect(sentences.length).toBe(5)
    for (const sentence of sentences) expect(sentence).not.toMatch(/NaN|undefined|\{\w+\}|–/)
  }
})

test('where the plan wins no village, the sentence does not count them', () => {
  const run = madeUpRun({ side: 6, cellSizeM: 200 })
  run.summary.plan!.after.villages.covered = mapFigures(run.summary).villages.covered
  expect(findings(reportModel(run), 'en')[4]).not.toContain('villages')
  expect(findings(model, 'en')[4]).toContain('villages from')
})

describe('sentences at their ends', () => {
  const findingsOf = (edit: (run: ReturnType<typeof madeUpRun>) => void, lang: 'en' | 'zh' = 'en'): string => {
    const run = madeUpRun({ side: 6, proposals: 6 })
    edit(run)
    return findings(reportModel(run), lang).join('\n')
  }
  const gain = (run: ReturnType<typeof madeUpRun>, gains: number[]): void => {
    let sum = 0
    run.plan.features = run.plan.features.slice(0, gains.length)
    run.plan.features.forEach(({ properties }, i) => {
      sum += gains[i]
      Object.assign(properties, { gain_people: gains[i], cumulative_people: sum })
    })
  }

  test.each([
    ['all gain more', [900, 800, 700], undefined, 'The last one still gains 700'],
    ['the last gains less', [900, 800, 7], 'Beyond rank 2, a station gains fewer than 50', undefined],
    ['only the first gains more', [900, 8, 7], 'Beyond rank 1,', undefined],
    ['one station', [900], undefined, 'The first 1 of 1 proposed station brings 100% of the 900 residents gained.'],
    ['none gains enough', [8, 7], undefined, '2 stations are proposed, with 15 residents gained together.'],
    ['one that gains one', [1], undefined, '1 station is proposed, with 1 resident gained together.'],
  ])('%s', (_, gains, beyond, other) => {
    const text = findingsOf((run) => gain(run, gains))
    if (beyond) expect(text).toContain(beyond)
    else expect(text).not.toContain('eyond rank')
    if (other) expect(text).toContain(other)
  })

  test('a map of 4G is called 4G, in both languages, and nothing on it 5G', () => {
    for (const lang of ['en', 'zh'] as const) {
      const text = findingsOf((run) => {
        const { coverage } = run.summary
        coverage['4g'] = { ...coverage['5g']!, rat: '4g' }
        coverage['5g'] = null
      }, lang)
      expect(text).toContain('4G')
      // The name of the rule is the rule's own.
      expect(text.replaceAll(/“[^”]*”/g, '')).not.toContain('5G')
    }
  })

  test('residents that nobody counted are not 0', () => {
    for (const lang of ['en', 'zh'] as const) {
      const text = findingsOf((run) => {
        run.summary.inputs.population = null
        run.summary.gaps.population = null
        for (const figures of [run.summary.coverage['5g']!, run.summary.plan!.after]) {
          figures.population = { hard: null, expected: null }
        }
        for (const { properties } of [...run.villages.features, ...run.gaps.features]) properties.population = null
      }, lang)
      expect(text).toContain(lang === 'en' ? 'not known' : '未知')
      expect(text).not.toMatch(/\b0 residents|–|(?<!\d)0人/)
    }
  })

  test('what holds only given kept stations says so and stands beside what holds without', () => {
    const text = findingsOf((run) => {
      const plan = run.summary.plan!
      plan.constraints = { ...plan.constraints!, kept: 50 }
      Object.assign(plan, { objective: 1000, upperBound: 1000, free: { objective: 1158, upperBound: 1160 } })
    })
    expect(text).toContain(
      'Given the 50 kept stations, any other plan with as many stations for cover gains at most 0.00% more; without keeping them, a plan that gains 15.80% more was found, and none gains more than 16.00% more.',
    )
  })
})
