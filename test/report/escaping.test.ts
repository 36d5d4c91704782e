import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapFigures } from '../../src/output/summary'
import { reportCharts } from '../../src/report/charts/charts'
import { detailsMarkup } from '../../src/report/client/details'
import { legendMarkup } from '../../src/report/client/legend'
import { findVillages } from '../../src/report/client/search'
import type { MapState, Pin } from '../../src/report/client/state'
import { csvOf } from '../../src/report/client/tables'
import { escaped } from '../../src/report/escaped'
import { sayer } from '../../src/report/messages'
import { type ReportModel, reportModel } from '../../src/report/model'
import { reportFiles } from '../../src/report/report-files'
import { reportBody } from '../../src/report/sections/body'
import { reportTables, tableBody } from '../../src/report/sections/tables'
import { madeUpRun } from './made-up-run'

const HOSTILE = `"'><img src=x onerror=alert(1)></script><!--`

/** A run whose every text is hostile. */
function hostileRun() {
  const data = madeUpRun({ side: 3, cellSizeM: 200, proposals: 12 })
  const poison = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(poison)
      : value && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, poison(inner)]))
        : typeof value === 'string'
          ? HOSTILE + value
          : value
  for (const { properties } of data.villages.features) Object.assign(properties, poison(properties))
  for (const { properties } of data.gaps.features) Object.assign(properties, poison(properties))
  for (const { properties } of data.plan.features) Object.assign(properties, poison(properties), { kind: 'station' })
  data.counties = poison(data.counties) as typeof data.counties
  data.townships = poison(data.townships) as typeof data.townships
  data.stations = poison(data.stations) as typeof data.stations
  const { summary } = data
  summary.inputs.warnings = [{ code: 'no-dbf' as const, values: { file: HOSTILE }, text: HOSTILE }]
  summary.inputs.syntheticInputs = [HOSTILE]
  summary.area = { en: HOSTILE, zh: HOSTILE }
  mapFigures(summary).rule = HOSTILE
  mapFigures(summary).model = HOSTILE
  summary.plan!.stoppedBecause = HOSTILE
  summary.indicators = summary.indicators!.map((row) => ({ ...row, code: HOSTILE, name: { en: HOSTILE, zh: HOSTILE } }))
  return data
}

const data = hostileRun()
const model: ReportModel = reportModel(data)
const state = (picture: MapState['picture']): MapState => ({
  picture,
  fill: 'passes',
  show: { gaps: true, stations: true, proposals: true, labels: true },
  stationsBy: 'operator',
  proposalsBy: 'quarter',
  stepBy: 'station',
  rank: 12,
  pin: null,
})
/** The hostile text may stand in text and attributes only with its signs written as references. */
const isHarmless = (markup: string): void => {
  expect(markup).toContain('&lt;img src=x')
  expect(markup).not.toMatch(/<img|<\/script><!--|"'>/)
}

test.each(['en', 'zh'] as const)('no text of the data becomes markup: page, charts (%s)', (lang) => {
  isHarmless(reportBody(model, lang))
  for (const { id, svg } of reportCharts(model, lang)) {
    expect(svg).not.toMatch(/<img|<\/script|"'>/)
    if (id === 'counties' || id === 'indicators') isHarmless(svg)
  }
})

test('nor in files: the page keeps to its two scripts, SVG files hold no element from a name', async () => {
  const files = await reportFiles(data)
  const page = files.find(({ name }) => name === 'report.html')!.content as string
  expect(page.match(/<script[ >]/g)?.length).toBe(2)
  expect(page.replace(/<script>[\s\S]*<\/script>/, '')).not.toMatch(/<img/)
  for (const { name, content } of files) if (name.endsWith('.svg')) expect(content).not.toMatch(/<img|"'>/)
})

test('nor in what the page writes when it is used: details, legend, rows', () => {
  const say = sayer('en', '5G')
  for (const kind of ['village', 'gap', 'proposal', 'station'] as const) {
    const pin: Pin = { kind, index: 0 }
    if (kind === 'gap' && model.gaps.length === 0) continue
    isHarmless(detailsMarkup(model, pin, say, 'en'))
  }
  for (const picture of ['none', 'cover', 'rsrp', 'order'] as const) {
    isHarmless(legendMarkup(model, state(picture), say, 'en'))
  }
  for (const table of reportTables(model)) {
    if (table.rows.length > 0) expect(tableBody(table, table.rows, 'en')).not.toMatch(/<img|"'>/)
  }
})

test('escaped text never opens or closes anything', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(escaped(text)).not.toMatch(/[<>"']/)
    }),
  )
})

test('copied CSV: cells with separators are quoted, formulas are defused', () => {
  const [table] = reportTables(model)
  const row = { name: '=HYPERLINK("x")', population: -5 }
  const [, line] = csvOf(table, [row], ['a']).split('\r\n')
  expect(line.startsWith(`"'=HYPERLINK(""x"")",-5,`)).toBe(true)
})

test('search takes text as text', () => {
  expect(findVillages(model, '<img').length).toBeGreaterThan(0)
  expect(findVillages(model, '(', 99).length).toBe(model.villages.filter(({ name }) => name.includes('(')).length)
})
