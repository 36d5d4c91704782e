import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Warning, type WarningCode, warn, warningText } from '../../src/formats/warning'
import { en } from '../../src/formats/warnings/en'
import { zh } from '../../src/formats/warnings/zh'

const CODES = Object.keys(en) as WarningCode[]

const LISTS = new Set(['others', 'worst', 'names', 'codes', 'bands', 'near', 'known', 'columns', 'keys', 'operators'])
const WORDS: Record<string, string> = { what: 'layers', shifted: 'sites', other: 'villages', by: 'name', taken: 'flat' }

/** Values of any warning, and which of them a sentence asks for. */
function asked(): { values: never; names: Set<string> } {
  const names = new Set<string>()
  const values = new Proxy(
    {},
    {
      get(_, name: string) {
        names.add(name)
        if (LISTS.has(name)) return ['Xa', 'Xb']
        return WORDS[name] ?? 2
      },
      ownKeys: () => [],
    },
  )
  return { values: values as never, names }
}

/** A number behind a value that a sentence only takes as text. */
const TEXTUAL = new Set<WarningCode>(['rows-tilt-sum'])

const says = (catalogue: typeof en, code: WarningCode) => {
  const { values, names } = asked()
  const at = TEXTUAL.has(code)
    ? new Proxy(values as object, { get: (of, name) => String(Reflect.get(of, name)) })
    : values
  const text = (catalogue[code] as (of: never) => string)(at as never)
  return { text, names: [...names].sort() }
}

describe.each(CODES)('%s', (code) => {
  test('names the same things in both languages', () => {
    expect(says(zh, code).names).toEqual(says(en, code).names)
  })

  test('is one sentence or more, with nothing left out', () => {
    for (const catalogue of [en, zh]) expect(says(catalogue, code).text).not.toMatch(/undefined|NaN|\[object|\{\w+\}/)
    expect(says(en, code).text).toMatch(/[.?]$/)
    expect(says(zh, code).text).toMatch(/[。？]$/)
  })

  test('is Chinese in Chinese: no run of English words', () => {
    expect(says(zh, code).text).toMatch(/[\u4e00-\u9fff]/)
    expect(says(zh, code).text).not.toMatch(/(?<!-)\b[a-z]{2,} [a-z]{2,}/)
  })
})

test('every code is used in src, and none is used that has no text', () => {
  const used = new Set<string>()
  const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('-bundle.ts') && !/formats[\\/]warnings/.test(name))
    .map((name) => readFileSync(join('src', name), 'utf8'))
    .join('\n')
  for (const [, code] of source.matchAll(/'([a-z][a-z-]*)'/g)) used.add(code)
  // The forms of coordinates are names of notes: `rows-${form}`.
  for (const form of ['dms', 'ddmm', 'point']) used.add(`rows-${form}`)
  // One word is no kebab-case of its own: its call is looked for.
  const missing = CODES.filter((code) => (code.includes('-') ? !used.has(code) : !source.includes(`warn('${code}'`)))
  expect(missing).toEqual([])
})

test('counts of one take the singular in English', () => {
  const one = { file: 'v.geojson', count: 1, total: 3, rows: 3, first: 'x' }
  expect(warningText(warn('villages-no-name', one))).toBe(
    'v.geojson: 1 of 3 villages has no name; the code was taken for it.',
  )
  expect(warningText(warn('rows-power', one))).toBe(
    'v.geojson: 1 of 3 rows gives no power; the default of the band was taken.',
  )
  expect(warningText(warn('fibre-kept', { count: 1 }))).toContain('1 fibre terminal of the earlier plan is kept')
  expect(warningText(warn('fibre-kept', { count: 2 }))).toContain('2 fibre terminals of the earlier plan are kept')
})

test('a warning survives JSON, and a code of a later version is told as it stands', () => {
  const warning = warn('villages-overlap', { count: 2, hectares: 1.5, worst: ['甲村', '乙村'] })
  const read = JSON.parse(JSON.stringify(warning)) as Warning
  expect(warningText(read, 'zh')).toBe('相邻村界有 2 处重叠，合计 1.5 公顷（最严重：甲村与乙村）；重叠部分由各村分摊。')
  expect(warningText({ ...read, code: 'of-tomorrow' as WarningCode }, 'zh')).toBe('of-tomorrow')
})
