import { expect, test } from 'vitest'
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
  const flat = gains.findLastIndex((gain) => gain >= 50) + 1
  expect(plan).toContain(`beyond rank ${flat}, a station gains fewer than 50`)
  expect(after).toContain('more than 1.19% better')
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
  run.summary.plan!.after.villages.covered = run.summary.coverage['5g'].villages.covered
  expect(findings(reportModel(run), 'en')[4]).not.toContain('villages')
  expect(findings(model, 'en')[4]).toContain('villages from')
})
