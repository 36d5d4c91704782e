import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvText } from '../../../src/formats/tables/csv-writer'

test('empty values, lists, quotes and formulas', () => {
  const rows = [{ a: '=1+1', b: -3, c: null, d: ['x', 'y'], e: 'say "hi", 你好', f: Number.NaN }]
  expect(csvText(rows)).toBe(`a,b,c,d,e,f\n"'=1+1",-3,,x;y,"say ""hi"", 你好",\n`)
})

test('a byte order mark on request; columns without rows', () => {
  expect(csvText([], { columns: ['a', 'b'], bom: true })).toBe('\ufeffa,b\n')
})

test('any text comes back through a parser, but for the apostrophe before a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (texts) => {
      const rows = texts.map((text) => ({ n: 1, text }))
      const back = Papa.parse<string[]>(csvText(rows).slice(0, -1)).data.slice(1)
      expect(back.map((row) => row[1])).toEqual(texts.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)))
    }),
  )
})
