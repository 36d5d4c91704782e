import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ruleOf } from '../../src/coverage/rule'
import { filesAt } from '../../src/formats/from-disk'
import { readOwnGeotiff } from '../../src/formats/rasters/geotiff'
import { OPTIONS, type Option, type OptionKey } from '../../src/run/options'
import { coverageKey, NOT_IN_MAP, type RunRecord, reusableLayers, runRecord } from '../../src/run/reuse'
import type { Settings } from '../../src/run/settings'
import { smallRun } from '../browser/small-run'

const rule = ruleOf('cn-5g-dt-105')
const dir = mkdtempSync(join(tmpdir(), 'gigaplan-reuse-'))
const file = (name: string, content: string): string => {
  writeFileSync(join(dir, name), content)
  return join(dir, name)
}
const [one, other] = [file('one.csv', '1'), file('other.csv', '2')]

/** Two values of an option that differ, as a command line could give them. */
function twoValues(key: OptionKey): [unknown, unknown] {
  const option: Option = OPTIONS[key]
  if (option.value?.startsWith('FILE')) return option.value.endsWith('…') ? [[one], [other]] : [one, other]
  if (!option.value) return [undefined, true]
  if (option.kind === 'datums') return [{ all: 'wgs84' }, { all: 'gcj02' }]
  return option.kind === 'number' || option.kind === 'whole' ? [1, 2] : ['a', 'b']
}

describe('the key of a map', () => {
  test.each(Object.keys(OPTIONS) as OptionKey[])('depends on %s, or says why it does not', (key) => {
    const [a, b] = twoValues(key).map((value) => coverageKey({ [key]: value } as Settings, rule))
    // The rule is part of the key as it was read, not as it was named.
    if (key in NOT_IN_MAP || key === 'rule') expect(a).toBe(b)
    else expect(a).not.toBe(b)
  })

  test('is of the contents of files, not of their names; of the parts that are read; and of the rule', () => {
    const key = (settings: Settings) => coverageKey(settings, rule)
    const copy = file('copy.csv', '1')
    expect(key({ sites: [copy] })).toBe(key({ sites: [one] }))
    const book = file('book.xlsx', '1')
    expect(key({ sites: [`${book}:a`] })).not.toBe(key({ sites: [`${book}:b`] }))
    expect(key({ sites: [one, other] })).not.toBe(key({ sites: [other, one] }))
    expect(coverageKey({}, { ...rule, marginDb: rule.marginDb + 1 })).not.toBe(key({}))
    const [model, changed] = [file('model.json', '{"a":1}'), file('changed.json', '{"a":2}')]
    expect(key({ model })).not.toBe(key({ model: changed }))
  })

  test('names no option that there is none of', () => {
    expect(Object.keys(NOT_IN_MAP).filter((key) => !(key in OPTIONS))).toEqual([])
  })
})

test.each((Object.keys(OPTIONS) as OptionKey[]).filter((key) => (OPTIONS[key] as Option).value?.startsWith('FILE')))(
  'run.json names the file of %s so that it is found from any folder',
  (key) => {
    const given = (OPTIONS[key] as Option).value!.endsWith('…') ? ['a.csv'] : 'a.csv'
    const { settings } = runRecord('', { [key]: given } as Settings)
    expect([settings[key]].flat().map((path) => isAbsolute(String(path)))).toEqual([true])
  },
)

test('the map of a run is taken again where its key is the same and its files are whole, and only there', async () => {
  const run = await smallRun()
  const record = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as RunRecord
  const key = record.coverageKey
  const tif = (band: number) => readOwnGeotiff(filesAt(join(run, 'coverage.tif'))[0], band)
  const { crs, originX, originY, width: columns, height: rows, pixelWidth: cellSizeM, data } = await tif(1)
  const grid = { crs, originX, originY, columns, rows, cellSizeM }
  const own = ruleOf(record.settings.rule)
  expect(coverageKey(record.settings, own)).toBe(key)
  const again = await reusableLayers({ dir: run, key }, grid, own)
  expect(again?.rsrpDbm).toEqual(data)
  expect(await reusableLayers({ dir: run, key: coverageKey({ ...record.settings, sigma: 3 }, own) }, grid, own)).toBe(
    undefined,
  )
  expect(await reusableLayers({ dir: run, key }, { ...grid, columns: columns + 1 }, own)).toBe(undefined)
  const bytes = readFileSync(join(run, 'coverage.tif'))
  bytes[bytes.length - 9] ^= 1
  writeFileSync(join(run, 'coverage.tif'), bytes)
  expect(await reusableLayers({ dir: run, key }, grid, own)).toBe(undefined)
})
