import fc from 'fast-check'
import { expect, test } from 'vitest'
import { counted, distance, percent, plain, yuan } from '../../src/report/numbers'

test('counts as people say them: million and billion, 万 and 亿', () => {
  expect([888, 99_994, 8_880_000, 4_700_000_000].map((value) => counted(value, 'en'))).toEqual([
    '888',
    '99,994',
    '8.88 million',
    '4.7 billion',
  ])
  expect([888, 99_994, 583_473, 8_880_000, 4_700_000_000].map((value) => counted(value, 'zh'))).toEqual([
    '888',
    '99,994',
    '58.35万',
    '888万',
    '47亿',
  ])
  expect(yuan(1_273_005_362, 'zh')).toBe('12.73亿元')
  expect(yuan(1_273_005_362, 'en')).toBe('CNY 1.27 billion')
  expect([distance(850, 'zh'), distance(3210, 'zh'), distance(3210, 'en')]).toEqual(['850米', '3.2公里', '3.2 km'])
  expect([counted(null, 'en'), plain(Number.NaN), percent(undefined)]).toEqual(['–', '–', '–'])
})

test('a share is never said to be whole or nothing where it is not', () => {
  expect([percent(1), percent(0), percent(0.99996), percent(0.00001), percent(0.934)]).toEqual([
    '100%',
    '0.0%',
    '>99.9%',
    '<0.1%',
    '93.4%',
  ])
  fc.assert(
    fc.property(
      fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
      fc.integer({ min: 0, max: 2 }),
      (share, digits) => {
        const text = percent(share, digits)
        expect(text).not.toMatch(/^100(\.0+)?%$/)
        expect(text).not.toMatch(/^0(\.0+)?%$/)
        expect(Math.abs(Number.parseFloat(text.replace(/[<>]/, '')) / 100 - share)).toBeLessThanOrEqual(
          0.0101 / 10 ** digits,
        )
      },
    ),
  )
})

test('what is said of a count is within half of its last digit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000_000_000 }), (value) => {
      const text = counted(value, 'zh')
      const unit = text.endsWith('亿') ? 1e8 : text.endsWith('万') ? 1e4 : 1
      const said = Number.parseFloat(text.replaceAll(',', ''))
      const last = unit === 1 || said >= 1000 ? 1 : said >= 100 ? 0.1 : 0.01
      expect(Math.abs(said - value / unit)).toBeLessThanOrEqual(last / 2 + 1e-9)
    }),
  )
})
