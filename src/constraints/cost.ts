import placeholder from '../../data/costs/placeholder-2024.json'
import { BANDS } from '../network/bands'
import { type TowerRent, towerRentCny } from './tower-rent'

/** Unit costs, CNY; dated data (data/costs/). */
export interface Costs {
  id: string
  date: string
  source: string
  /** Radio set of a station below 1 GHz, and above. */
  radioLowBandCny: number
  radioMidBandCny: number
  /** Radio set by band where it differs from those: `{ n79: 200000 }`. */
  radioCny?: Record<string, number>
  /** Work on an existing structure. */
  retrofitCny: number
  /** What an operator's first station on a structure where others stand costs more: own cabinet, power and line. 0 where absent. */
  newTenantCny?: number
  /** New ground tower. */
  newTowerCny: number
  /** New mast on a roof. */
  rooftopCny: number
  powerLeadCny: number
  fibreCnyPerKm: number
  /** Where towers are rented instead of bought. */
  rent?: TowerRent
}

/** Placeholder unit costs: every plan says so until local ones are given. */
export const DEFAULT_COSTS: Costs = placeholder

/** What a new tenant costs more than one that stands there already, CNY. */
export function newTenantCny(costs: Costs, isNewTenant: boolean): number {
  return isNewTenant ? (costs.newTenantCny ?? 0) : 0
}

/** Height that the unit cost of a new tower is meant for, m. */
const TOWER_M = 40

/**
 * What a ground tower of one height costs more than one of another, CNY: in proportion to height, a placeholder for price lists by
 * height class; 0 where towers are rented.
 */
export function towerExtraCny(costs: Costs, heightM: number, thanM: number): number {
  return costs.rent ? 0 : Math.round((costs.newTowerCny * (heightM - thanM)) / TOWER_M)
}

/** What carries the antennas: a structure that stands already, a new ground tower, a new mast on a roof. */
export type StructureKind = 'structure' | 'tower' | 'rooftop'

/** Fibre runs along roads: so many times the straight line. */
const DETOUR = 1.4

/**
 * Cost of one station, CNY: radio and retrofit on an existing structure; else radio, tower or roof mast, power lead and backhaul
 * fibre to the nearest site, whose route is taken as 1.4 times the straight line. Where no site stands (Infinity) the fibre is
 * not counted. Where towers are rented, their rent over the agreed years stands in place of tower, mast and power lead.
 * @param nearestSiteM straight line to the nearest site, m
 * @param tenants operators already on the structure (0 on a new one)
 */
export function stationCostCny(
  costs: Costs,
  band: string,
  kind: StructureKind,
  nearestSiteM: number,
  tenants = kind === 'structure' ? 1 : 0,
): number {
  const low = (BANDS[band]?.frequencyMhz ?? 0) < 1000
  const radio = costs.radioCny?.[band] ?? (low ? costs.radioLowBandCny : costs.radioMidBandCny)
  const rent = costs.rent ? costs.rent.years * towerRentCny(costs.rent, tenants + 1, tenants === 0) : 0
  if (kind === 'structure') return Math.round(radio + costs.retrofitCny + rent)
  const routeKm = Number.isFinite(nearestSiteM) ? (DETOUR * nearestSiteM) / 1000 : 0
  const mast = kind === 'rooftop' ? costs.rooftopCny : costs.newTowerCny
  return Math.round(radio + (costs.rent ? rent : mast + costs.powerLeadCny) + costs.fibreCnyPerKm * routeKm)
}
