import { InputError } from '../formats/input-error'
import { type InputFile, unpacked } from '../formats/input-file'
import { nearestNames } from '../formats/nearest-names'
import { decodeText, excerpt } from '../formats/text'
import { BANDS } from '../network/bands'
import type { Costs } from './cost'
import { TENANT_DISCOUNTS, TOWER_RENT_DEFAULTS, type TowerRent } from './tower-rent'

const AMOUNTS = [
  'radioLowBandCny',
  'radioMidBandCny',
  'retrofitCny',
  'newTowerCny',
  'rooftopCny',
  'powerLeadCny',
  'fibreCnyPerKm',
] as const
const KEYS = ['id', 'date', 'source', 'currency', ...AMOUNTS, 'radioCny', 'rent']
const RENT_KEYS = ['years', 'standardCosts', ...Object.keys(TOWER_RENT_DEFAULTS)]

/**
 * Reads unit costs of stations from dated JSON with the keys of data/costs/placeholder-2024.json, all CNY: `id`, `date`, `source`,
 * `radioLowBandCny`, `radioMidBandCny`, `retrofitCny`, `newTowerCny`, `rooftopCny`, `powerLeadCny`, `fibreCnyPerKm`; and, where wanted,
 * `radioCny` by band and `rent` (see `TowerRent`; its `discounts` may be `2018-2022` or `2023-2027`).
 * @throws InputError `not-json`, `bad-costs` with the key, what stands there and what was expected
 */
export function readCosts(packed: InputFile): Costs {
  const file = unpacked(packed)
  let content: unknown
  try {
    content = JSON.parse(decodeText(file.bytes))
  } catch (error) {
    throw new InputError('not-json', file.name, `${file.name} is not JSON: ${(error as Error).message}`)
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content)) {
    throw new InputError(
      'bad-costs',
      file.name,
      `${file.name} is no table of costs; expected an object with ${KEYS.slice(0, 6).join(', ')} …`,
    )
  }
  const given = content as Record<string, unknown>
  refuseUnknown(given, KEYS, file.name)
  const missing = ['id', 'date', ...AMOUNTS].filter((key) => given[key] === undefined)
  if (missing.length > 0) {
    throw new InputError(
      'bad-costs',
      `${file.name}:${missing[0]}`,
      `${file.name} lacks ${missing.join(', ')}; data/costs/placeholder-2024.json has them all.`,
    )
  }
  if (given.currency !== undefined && given.currency !== 'CNY') {
    throw new InputError(
      'bad-costs',
      `${file.name}:currency`,
      `The currency is ${excerpt(JSON.stringify(given.currency))}; expected CNY.`,
    )
  }
  if (typeof given.date !== 'string' || Number.isNaN(Date.parse(given.date)) || !/^\d{4}-\d\d-\d\d$/.test(given.date)) {
    throw new InputError(
      'bad-costs',
      `${file.name}:date`,
      `The date is ${excerpt(JSON.stringify(given.date))}; expected such as 2024-03-01.`,
    )
  }
  const amounts = Object.fromEntries(AMOUNTS.map((key) => [key, amount(given[key], `${file.name}:${key}`)]))
  const costs = {
    id: String(given.id),
    date: given.date,
    source: String(given.source ?? file.name),
    ...amounts,
  } as unknown as Costs
  if (given.radioCny !== undefined) costs.radioCny = radioOf(given.radioCny, `${file.name}:radioCny`)
  if (given.rent !== undefined) costs.rent = rentOf(given.rent, `${file.name}:rent`)
  return costs
}

function refuseUnknown(given: object, known: readonly string[], path: string): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key))
  if (unknown === undefined) return
  throw new InputError(
    'bad-costs',
    `${path}:${unknown}`,
    `There is no cost "${unknown}"; ${nearestNames(unknown, known)}`,
  )
}

function amount(value: unknown, path: string, wanted = 'CNY, a number of 0 or more'): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw new InputError(
    'bad-costs',
    path,
    `${excerpt(JSON.stringify(value) ?? 'nothing')} is no amount; expected ${wanted}.`,
  )
}

function objectAt(value: unknown, path: string, wanted: string): Record<string, unknown> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  throw new InputError(
    'bad-costs',
    path,
    `${excerpt(JSON.stringify(value) ?? 'nothing')} stands there; expected ${wanted}.`,
  )
}

function radioOf(value: unknown, path: string): Record<string, number> {
  const byBand = objectAt(value, path, 'an amount by band, such as { "n79": 200000 }')
  refuseUnknown(byBand, Object.keys(BANDS), path)
  return Object.fromEntries(Object.entries(byBand).map(([band, cny]) => [band, amount(cny, `${path}:${band}`)]))
}

function rentOf(value: unknown, path: string): TowerRent {
  const given = objectAt(value, path, 'years, standardCosts …')
  refuseUnknown(given, RENT_KEYS, path)
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
      const part = objectAt(item, at, '{ "costCny": 280000, "years": 10 }')
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
  const given = objectAt(value, path, '{ "anchor": [0, 0.374, 0.474], "others": [0, 0.324, 0.424] }')
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
