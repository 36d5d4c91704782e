import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { POPULATION_COLUMNS, VILLAGE_COLUMNS } from '../../src/area/village-columns'
import { CANDIDATE_COLUMNS } from '../../src/constraints/candidate-columns'
import { PLAN_COLUMNS } from '../../src/constraints/earlier-plan'
import { QUOTA_COLUMNS } from '../../src/constraints/quota-file'
import { REFUSAL_COLUMNS } from '../../src/constraints/refusals'
import { FIBRE_COLUMNS } from '../../src/fibre/fibre-table'
import type { TableColumns } from '../../src/formats/tables/columns'
import { UNITS } from '../../src/formats/tables/unit'
import { SITE_COLUMNS } from '../../src/network/site-columns'
import { MEASUREMENT_COLUMNS } from '../../src/radio/calibration/read-measurements'

const PAGE = 'docs/input.md'
const TABLES: [option: string, columns: TableColumns][] = [
  ['--villages', VILLAGE_COLUMNS],
  ['--population', POPULATION_COLUMNS],
  ['--sites', SITE_COLUMNS],
  ['--candidates', CANDIDATE_COLUMNS],
  ['--quotas', QUOTA_COLUMNS],
  ['--keep', PLAN_COLUMNS],
  ['--refused', REFUSAL_COLUMNS],
  ['--fibre', FIBRE_COLUMNS],
  ['--measurements', MEASUREMENT_COLUMNS],
]

/** A cell of a Markdown table. */
const cell = (words: readonly string[]): string =>
  words.map((word) => `\`${word.replaceAll('|', '\\|').replaceAll('`', "'")}\``).join(' ')

function page(): string {
  const lines = [
    '# Columns and units of input tables',
    '',
    'Every column that the readers know by itself, by table. Upper case, spaces, dashes, dots and units in brackets do not matter. Name any',
    'other column by `--columns TABLE.FIELD=HEADER`, or under `columns:` in the project file; `TABLE.FIELD.unit=UNIT` names a unit.',
    'This page is made from the code by `UPDATE_DOCS=1 npx vitest run test/formats/input-page.test.ts`.',
    '',
  ]
  for (const [option, { table, specs }] of TABLES) {
    lines.push(`## ${table} (\`${option}\`)`, '', '| field | measures | headers |', '|---|---|---|')
    for (const { key, aliases, quantity } of specs) {
      lines.push(`| \`${key}\` | ${quantity ?? ''} | ${cell(aliases.filter((alias) => alias !== key))} |`)
    }
    lines.push('')
  }
  lines.push(
    '## Units',
    '',
    'In the header, in a column of units, or behind a figure. An unknown one is refused by name.',
    '',
  )
  lines.push('| measures | unit | written as |', '|---|---|---|')
  for (const [quantity, units] of Object.entries(UNITS)) {
    for (const { name, spellings } of units) lines.push(`| ${quantity} | ${name} | ${cell(spellings)} |`)
  }
  return `${lines.join('\n')}\n`
}

it('docs/input.md lists every column and unit that is understood', () => {
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, page())
  expect(readFileSync(PAGE, 'utf8')).toBe(page())
})
