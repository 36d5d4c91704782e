import { existsSync } from 'node:fs'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it, test } from 'vitest'
import { codePageLabel, languageLabel } from '../../src/formats/code-page'
import { openCsv } from '../../src/formats/tables/csv'
import { encodingOf } from '../../src/formats/text'
import { readSites, readVillages } from '../../src/node'

it.each([
  ['CP936', 'gb18030'],
  ['936', 'gb18030'],
  ['GBK', 'gbk'],
  ['950', 'big5'],
  ['cp932', 'shift_jis'],
  ['949', 'euc-kr'],
  ['ANSI 1252', 'windows-1252'],
  ['1251', 'windows-1251'],
  ['866', 'ibm866'],
  ['OEM 866', 'ibm866'],
  ['KOI8-R', 'koi8-r'],
  ['20866', 'koi8-r'],
  ['ISO-8859-2', 'iso-8859-2'],
  ['ISO 88592', 'iso-8859-2'],
  ['28592', 'iso-8859-2'],
  ['UTF-8', 'utf-8'],
  ['65001', 'utf-8'],
  ['utf8\0', 'utf-8'],
  ['martian', undefined],
])('the code page %s is %s', (name, label) => {
  expect(codePageLabel(name)).toBe(label)
})

it('dBASE language bytes', () => {
  expect([0x4d, 0x7b, 0xc9, 0x65, 0x57, 0].map(languageLabel)).toEqual([
    'gb18030',
    'shift_jis',
    'windows-1251',
    'ibm866',
    undefined,
    undefined,
  ])
})

describe('which encoding bytes are in', () => {
  const western = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  it.each(['34\u00b014\'20.70"N', 'Caf\u00e9 du Mar\u00e9chal, Li\u00e8ge', 'M\u00fcnchen, Stra\u00dfe'])(
    '%s is Western',
    (text) => {
      expect(encodingOf(western(text))).toBe('windows-1252')
    },
  )
  it('Chinese stays Chinese', () => {
    // 基站名称,经度 in GBK.
    expect(
      encodingOf(Uint8Array.of(0xbb, 0xf9, 0xd5, 0xbe, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbe, 0xad, 0xb6, 0xc8)),
    ).toBe('gb18030')
  })
})

const rowsOf = (text: string): string[][] =>
  [...openCsv({ name: 't.csv', bytes: new TextEncoder().encode(text) }).blocks()].flatMap(({ rows }) => rows)

test('a quotation mark within a field swallows no row', () => {
  expect(rowsOf('a,b\n"C" St,1\nTower 6 ft 5",2\nMain "Old" St,3\n"un\nclosed,4\n')).toEqual([
    ['a', 'b'],
    ['C St', '1'],
    ['Tower 6 ft 5"', '2'],
    ['Main "Old" St', '3'],
    ['"un'],
    ['closed', '4'],
  ])
})

test('what a writer writes is read as it was', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '村', '1') })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(table, (rows) => {
      // The first row settles the separator.
      const all = [['x', 'y', 'z'], ...rows]
      expect(rowsOf(Papa.unparse(all, { quotes: true, newline: '\n' }))).toEqual(all)
    }),
  )
})

const INPUT = '../shared/data/cases/input'
describe.skipIf(!existsSync(INPUT))('files that came out wrong', () => {
  it('quoted_word.csv has six cells', async () => {
    expect((await readSites(`${INPUT}/quoted_word.csv`)).cells).toHaveLength(6)
  })
  it('fcc_dms_cp1252.csv has its two places', async () => {
    const { sites } = await readSites(`${INPUT}/fcc_dms_cp1252.csv`, { defaultBands: ['n28'] })
    expect(sites.map(({ lon, lat }) => [lon.toFixed(6), lat.toFixed(6)])).toEqual([
      ['-118.569861', '34.239083'],
      ['-121.798056', '37.761111'],
    ])
  })
  it('villages_cp936.zip has its names and residents', async () => {
    const { villages } = await readVillages(`${INPUT}/villages_cp936.zip`)
    const truth = await readVillages(`${INPUT}/villages_gbk_truth.zip`)
    expect(villages.map(({ code, name }) => [code, name])).toEqual(truth.villages.map(({ code, name }) => [code, name]))
    expect(villages.reduce((sum, { population }) => sum + population, 0)).toBe(165_370)
  })
  it('ocid_noheader.csv has its forty cells', async () => {
    const { cells, stations, warnings } = await readSites(`${INPUT}/ocid_noheader.csv`)
    expect(cells).toHaveLength(40)
    expect(stations[0].operator).toContain('425')
    expect(warnings.map(({ code }) => code)).toContain('no-header')
  })
})
