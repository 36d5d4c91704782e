import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DEFAULT_COSTS, stationCostCny } from '../../src/constraints/cost'
import { readCosts } from '../../src/constraints/read-costs'
import { TENANT_DISCOUNTS, TOWER_RENT_DEFAULTS, type TowerRent, towerRentCny } from '../../src/constraints/tower-rent'

const placeholder = JSON.parse(readFileSync('data/costs/placeholder-2024.json', 'utf8'))
const file = (content: unknown) => ({
  name: 'costs.json',
  bytes: new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)),
})
const rent: TowerRent = { ...TOWER_RENT_DEFAULTS, years: 5, standardCosts: [{ costCny: 100_000, years: 10 }] }

test('each part of a station is paid for once', () => {
  const costs = DEFAULT_COSTS
  expect(stationCostCny(costs, 'n28', 'structure', 0)).toBe(60_000 + 35_000)
  expect(stationCostCny(costs, 'n28', 'tower', 1000)).toBe(60_000 + 250_000 + 50_000 + 1.4 * 20_000)
  expect(stationCostCny(costs, 'n78', 'rooftop', 0)).toBe(160_000 + 55_000 + 50_000)
  expect(stationCostCny(costs, 'n28', 'tower', Number.POSITIVE_INFINITY)).toBe(360_000)
  expect(stationCostCny({ ...costs, radioCny: { n79: 1 } }, 'n79', 'structure', 0)).toBe(1 + 35_000)
})

test('the rent discounts of 2023–2027 and 2018–2022 by tenants', () => {
  // Base: 100,000 / 10 years · 1.02 · 1.10 = 11,220 a year.
  const base = 11_220
  const shares = (discounts: TowerRent['discounts']) =>
    [1, 2, 3, 4].map((tenants) =>
      [true, false].map((anchor) => 1 - towerRentCny({ ...rent, discounts }, tenants, anchor) / base),
    )
  const near = (table: number[][]) => table.map((row) => row.map((share) => expect.closeTo(share, 12)))
  expect(shares(TENANT_DISCOUNTS['2023-2027'])).toEqual(
    near([
      [0, 0],
      [0.374, 0.324],
      [0.474, 0.424],
      [0.474, 0.424],
    ]),
  )
  expect(shares(TENANT_DISCOUNTS['2018-2022'])).toEqual(
    near([
      [0, 0],
      [0.35, 0.3],
      [0.45, 0.4],
      [0.45, 0.4],
    ]),
  )
  expect(towerRentCny({ ...rent, earlyOrderDiscount: 0.024, siteFeeCny: 3000 }, 1, true)).toBeCloseTo(
    11_220 * 0.976 + 3000,
  )
})

test('where towers are rented, rent stands in place of tower, mast and power lead', () => {
  const costs = { ...DEFAULT_COSTS, rent }
  expect(stationCostCny(costs, 'n28', 'tower', 0)).toBe(60_000 + 5 * 11_220)
  // The second tenant of a structure is no anchor: 32.4 % off.
  expect(stationCostCny(costs, 'n28', 'structure', 0)).toBe(Math.round(95_000 + 5 * 11_220 * 0.676))
})

test('a file of costs is read whole', () => {
  expect(readCosts(file(placeholder))).toEqual(DEFAULT_COSTS_WITHOUT_CURRENCY)
  const own = readCosts(
    file({
      ...placeholder,
      id: 'local',
      radioCny: { n79: 210_000 },
      rent: { years: 5, standardCosts: [{ costCny: 280_000, years: 10 }], discounts: '2018-2022', siteFeeCny: 8000 },
    }),
  )
  expect(own).toMatchObject({ id: 'local', radioCny: { n79: 210_000 } })
  expect(own.rent).toMatchObject({ markup: 0.1, siteFeeCny: 8000, discounts: TENANT_DISCOUNTS['2018-2022'] })
})
const { currency: _, ...DEFAULT_COSTS_WITHOUT_CURRENCY } = placeholder

test.each([
  ['no JSON', '{', /costs\.json/, /not JSON/],
  ['a key missing', { ...placeholder, retrofitCny: undefined }, /costs\.json:retrofitCny/, /lacks retrofitCny/],
  ['a key misspelt', { ...placeholder, newTowrCny: 1 }, /newTowrCny/, /did you mean newTowerCny/],
  ['text', { ...placeholder, newTowerCny: '25万' }, /newTowerCny/, /"25万" is no amount; expected CNY/],
  ['below 0', { ...placeholder, newTowerCny: -1 }, /newTowerCny/, /-1 is no amount/],
  ['another currency', { ...placeholder, currency: 'USD' }, /currency/, /"USD".*expected CNY/],
  ['no date', { ...placeholder, date: '2024' }, /date/, /expected such as 2024-03-01/],
  ['an unknown band', { ...placeholder, radioCny: { n999: 1 } }, /radioCny:n999/, /no cost "n999"/],
  ['rent of nothing', { ...placeholder, rent: { years: 5 } }, /rent:standardCosts/, /what is built/],
  [
    'a discount above 1',
    {
      ...placeholder,
      rent: { years: 5, standardCosts: [{ costCny: 1, years: 1 }], discounts: { anchor: [37.4], others: [0] } },
    },
    /discounts:anchor/,
    /\[37\.4\].*shares from 0 to 1/,
  ],
])('%s is refused by key', (_, content, path, message) => {
  try {
    readCosts(file(content))
    expect.unreachable()
  } catch (error) {
    expect((error as { path: string }).path).toMatch(path)
    expect((error as Error).message).toMatch(message)
  }
})
