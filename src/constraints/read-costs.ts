import { InputError } from '../formats/input-error'
import type { InputFile } from '../formats/input-file'
import { excerpt } from '../formats/text'
import { BANDS } from '../network/bands'
import type { Costs } from './cost'
import { type DatedKind, datedSettings, objectAt, refuseUnknown } from './dated-settings'
import { TENANT_DISCOUNTS, TOWER_RENT_DEFAULTS, type TowerRent } from './tower-rent'

const KIND: DatedKind = {
  code: 'bad-costs',
  plural: 'costs',
  singular: 'cost',
  example: 'data/costs/placeholder-2024.json',
}
const AMOUNTS = [
  'radioLowBandCny',
  'radioMidBandCny',
  'retrofitCny',
  'newTowerCny',
  'rooftopCny',
  'powerLeadCny',
  'fibreCnyPerKm',
] as const
const KEYS = ['id', 'date', 'source', 'currency', ...AMOUNTS, 'newTenantCny', 'radioCny', 'rent']
const RENT_KEYS = ['years', 'standardCosts', ...Object.keys(TOWER_RENT_DEFAULTS)]

/**
 * Reads unit costs of stations from dated JSON with the keys of data/costs/placeholder-2024.json, all CNY: `id`, `date`, `source`,
 * `radioLowBandCny`, `radioMidBandCny`, `retrofitCny`, `newTowerCny`, `rooftopCny`, `powerLeadCny`, `fibreCnyPerKm`; and, where wanted,
 * `newTenantCny`, `radioCny` by band and `rent` (see `TowerRent`; its `discounts` may be `2018-2022` or `2023-2027`).
 * @throws InputError `not-json`, `bad-costs` with the key, what stands there and what was expected
 */
export function readCosts(packed: InputFile): Costs {
  const { name, given, id, date, source } = datedSettings(packed, KIND, KEYS, AMOUNTS)
  return { id, date, source, ...costsFrom(given, name) }
}

/** Unit costs as a program gives them, checked. @throws InputError `bad-costs` */
export function costsGiven(given: unknown, path = 'costs'): Costs {
  const costs = objectAt(given, path, 'costs, as readCosts gives them', KIND)
  refuseUnknown(costs, KEYS, path, KIND)
  const { id, date, source } = costs as unknown as Costs
  return { id, date, source, ...costsFrom(costs, path) }
}

type Amounts = Omit<Costs, 'id' | 'date' | 'source'>

function costsFrom(given: Record<string, unknown>, name: string): Amounts {
  if (given.currency !== undefined && given.currency !== 'CNY') {
    throw new InputError(
      'bad-costs',
      `${name}:currency`,
      `The currency is ${excerpt(JSON.stringify(given.currency))}; expected CNY.`,
    )
  }
  const amounts = Object.fromEntries(AMOUNTS.map((key) => [key, amount(given[key], `${name}:${key}`)]))
  const costs = amounts as unknown as Amounts
  if (given.newTenantCny !== undefined) costs.newTenantCny = amount(given.newTenantCny, `${name}:newTenantCny`)
  if (given.radioCny !== undefined) costs.radioCny = radioOf(given.radioCny, `${name}:radioCny`)
  if (given.rent !== undefined) costs.rent = rentOf(given.rent, `${name}:rent`)
  return costs
}

function amount(value: unknown, path: string, wanted = 'CNY, a number of 0 or more'): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw new InputError(
    'bad-costs',
    path,
    `${excerpt(JSON.stringify(value) ?? 'nothing')} is no amount; expected ${wanted}.`,
  )
}

function radioOf(value: unknown, path: string): Record<string, number> {
  const byBand = objectAt(value, path, 'an amount by band, such as { "n79": 200000 }', KIND)
  refuseUnknown(byBand, Object.keys(BANDS), path, KIND)
  return Object.fromEntries(Object.entries(byBand).map(([band, cny]) => [band, amount(cny, `${path}:${band}`)]))
}

function rentOf(value: unknown, path: string): TowerRent {
  const given = objectAt(value, path, 'years, standardCosts …', KIND)
  refuseUnknown(given, RENT_KEYS, path, KIND)
  const rate = (key: 'lossRate' | 'markup' | 'earlyOrderDiscount'): number => {
    const share = amount(given[key] ?? TOWER_RENT_DEFAULTS[key], `${path}:${key}`, 'a share from 0 to 1')
    if (share <= 1) return share
    throw new InputError('bad-costs', `${path}:${key}`, `${share} is above 1; expected a share: 0.1 for 10 %.`)
  }
  if (!Array.isArray(given.standardCosts) || given.standardCosts.length === 0) {
    throw new InputError(
      'bad-costs',
      `${path}:standardCosts`,
      'Expected what is built, such as [{ "costCny": 280000, "years": 10 }].',
    )
  }
  const fee = (key: 'maintenanceCny' | 'siteFeeCny' | 'powerFeeCny') =>
    amount(given[key] ?? TOWER_RENT_DEFAULTS[key], `${path}:${key}`, 'CNY a year')
  return {
    years: amount(given.years, `${path}:years`, 'years of rent to count'),
    standardCosts: given.standardCosts.map((item, i) => {
      const at = `${path}:standardCosts[${i}]`
      const part = objectAt(item, at, '{ "costCny": 280000, "years": 10 }', KIND)
      const years = amount(part.years, `${at}:years`, 'years above 0')
      if (years === 0) throw new InputError('bad-costs', `${at}:years`, 'The years are 0; expected years above 0.')
      return { costCny: amount(part.costCny, `${at}:costCny`), years }
    }),
    maintenanceCny: fee('maintenanceCny'),
    siteFeeCny: fee('siteFeeCny'),
    powerFeeCny: fee('powerFeeCny'),
    lossRate: rate('lossRate'),
    markup: rate('markup'),
    earlyOrderDiscount: rate('earlyOrderDiscount'),
    discounts: discountsOf(given.discounts, `${path}:discounts`),
  }
}

function discountsOf(value: unknown, path: string): TowerRent['discounts'] {
  if (value === undefined) return TOWER_RENT_DEFAULTS.discounts
  if (typeof value === 'string') {
    const named = TENANT_DISCOUNTS[value as keyof typeof TENANT_DISCOUNTS]
    if (named) return named
    throw new InputError(
      'bad-costs',
      path,
      `"${excerpt(value)}" is no agreement; expected ${Object.keys(TENANT_DISCOUNTS).join(' or ')}.`,
    )
  }
  const given = objectAt(value, path, '{ "anchor": [0, 0.374, 0.474], "others": [0, 0.324, 0.424] }', KIND)
  const list = (key: 'anchor' | 'others'): number[] => {
    const shares = given[key]
    if (Array.isArray(shares) && shares.length > 0 && shares.every((s) => typeof s === 'number' && s >= 0 && s <= 1))
      return shares
    throw new InputError(
      'bad-costs',
      `${path}:${key}`,
      `${excerpt(JSON.stringify(shares) ?? 'nothing')} stands there; expected shares from 0 to 1 by tenants.`,
    )
  }
  return { anchor: list('anchor'), others: list('others') }
}
