import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readUsage } from '../../src/constraints/read-usage'
import { busyHourMbps, cellMbps, DEFAULT_USAGE } from '../../src/constraints/usage'

const placeholder = JSON.parse(readFileSync('data/usage/placeholder-2024.json', 'utf8'))
const file = (content: unknown) => ({
  name: 'usage.json',
  bytes: new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)),
})

test('a file of usage is read whole, and every figure of the placeholder says where it comes from', () => {
  expect(readUsage(file(placeholder))).toEqual(DEFAULT_USAGE)
  const { id, date, source, grades, ...figures } = placeholder
  expect(Object.keys(grades)).toEqual(Object.keys(figures))
  for (const text of Object.values(grades)) expect(text).toMatch(/^(A|B|C|assumption): /)
  const own = readUsage(file({ id: 'own', date: '2026-01-01', ...figures, growth: 3, scenes: { town: 1, country: 1 } }))
  expect(own).toMatchObject({ id: 'own', source: 'usage.json', growth: 3 })
  // 16.85 GB · 8000 Mbit/GB · 1.225 · 0.07 / (30 days · 3600 s) = 0.107 Mbit/s, three times that.
  expect(busyHourMbps(own, 'country')).toBeCloseTo(3 * 0.10703, 4)
  expect(cellMbps({ ...own, utilisation: 1 }, 'n41')).toBeCloseTo(2 * cellMbps(own, 'n41'), 9)
})

test.each([
  ['no JSON', '{', /usage\.json/, /not JSON/],
  ['a list', [], /usage\.json/, /no table of usage; expected an object with id, date/],
  ['a key missing', { ...placeholder, growth: undefined }, /usage\.json:growth/, /lacks growth; data\/usage/],
  ['a key misspelt', { ...placeholder, busyHourShar: 1 }, /busyHourShar/, /did you mean busyHourShare/],
  [
    'text',
    { ...placeholder, gigabytesPerMonth: '17GB' },
    /gigabytesPerMonth/,
    /"17GB" stands there; expected GB a month/,
  ],
  [
    'per cent',
    { ...placeholder, busyHourShare: 7 },
    /busyHourShare/,
    /7 stands there; expected a share .* 0\.07 for 7 %/,
  ],
  ['nothing', { ...placeholder, utilisation: 0 }, /utilisation/, /0 stands there; .* above 0/],
  ['no scene', { ...placeholder, scenes: { town: 1 } }, /scenes:country/, /nothing stands there; expected a factor/],
  ['another scene', { ...placeholder, scenes: { town: 1, country: 1, sea: 1 } }, /scenes:sea/, /no usage figure "sea"/],
  ['one number for two', { ...placeholder, layers: 2 }, /layers/, /2 stands there; expected FDD and TDD/],
  ['no date', { ...placeholder, date: '2024' }, /date/, /expected such as 2024-03-01/],
  ['a grade of nothing', { ...placeholder, grades: { rain: 'x' } }, /grades:rain/, /no usage figure "rain"/],
])('%s is refused by key', (_, content, path, message) => {
  try {
    readUsage(file(content))
    expect.unreachable()
  } catch (error) {
    expect((error as { path: string }).path).toMatch(path)
    expect((error as Error).message).toMatch(message)
  }
})
