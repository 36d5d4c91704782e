import { objectArgument } from '../formats/argument'
/**
 * Rent of a place on a tower (产品价格): what the tower company asks of one operator, CNY a year, and for how many years a plan counts it.
 * Where rent is given, the tower and its power lead are the tower company's and not part of a station's cost.
 */
export interface TowerRent {
  /** Years of rent counted in a station's cost. */
  years: number
  /** What is built and over how many years it is written off: tower, room, supporting equipment. */
  standardCosts: { costCny: number; years: number }[]
  maintenanceCny: number
  /** Added to the standard costs for loss: 0.02. */
  lossRate: number
  /** Added to all for the tower company: 0.10 since 2018 (0.15 before). */
  markup: number
  /** Off the base by the number of tenants, 1, 2, 3 and more: for the one for whom it was built, and for those who came later. */
  discounts: TenantDiscounts
  /** Off the base of orders placed before 2023: 0.024; 0 for new ones. */
  earlyOrderDiscount: number
  siteFeeCny: number
  powerFeeCny: number
}

export interface TenantDiscounts {
  anchor: readonly number[]
  others: readonly number[]
}

/** Discounts by agreement with the tower company, 2018–2022 and 2023–2027. */
export const TENANT_DISCOUNTS: Readonly<Record<'2018-2022' | '2023-2027', TenantDiscounts>> = {
  '2018-2022': { anchor: [0, 0.35, 0.45], others: [0, 0.3, 0.4] },
  '2023-2027': { anchor: [0, 0.374, 0.474], others: [0, 0.324, 0.424] },
}

/** What a rent is made of where a file of costs does not say it: rates of the agreement of 2023–2027, new orders, no fees. */
export const TOWER_RENT_DEFAULTS = {
  maintenanceCny: 0,
  lossRate: 0.02,
  markup: 0.1,
  discounts: TENANT_DISCOUNTS['2023-2027'],
  earlyOrderDiscount: 0,
  siteFeeCny: 0,
  powerFeeCny: 0,
} as const satisfies Partial<TowerRent>

/**
 * Rent of one operator, CNY a year: `(Σ costᵢ/yearsᵢ · (1 + loss) + maintenance) · (1 + markup) · (1 − discount) + fees`.
 * @param tenants operators on the tower, this one included; three and more pay the same
 * @param anchor true for the operator for whom the tower was built
 */
export function towerRentCny(rent: TowerRent, tenants: number, anchor: boolean): number {
  objectArgument(rent, 'rent', 'an object of type TowerRent')
  const written = rent.standardCosts.reduce((sum, { costCny, years }) => sum + costCny / years, 0)
  const base = (written * (1 + rent.lossRate) + rent.maintenanceCny) * (1 + rent.markup) * (1 - rent.earlyOrderDiscount)
  const { [anchor ? 'anchor' : 'others']: byTenants } = rent.discounts
  const discount = byTenants[Math.min(Math.max(1, tenants), byTenants.length) - 1] ?? 0
  return base * (1 - discount) + rent.siteFeeCny + rent.powerFeeCny
}
