import placeholder from '../../data/costs/placeholder-2024.json'
import { BANDS } from '../network/bands'

/** Unit costs, CNY; dated data (data/costs/). */
export interface Costs {
  id: string
  date: string
  source: string
  radioLowBandCny: number
  radioMidBandCny: number
  /** Work on an existing structure. */
  retrofitCny: number
  newTowerCny: number
  powerLeadCny: number
  fibreCnyPerKm: number
}

/** Placeholder unit costs: every plan says so until local ones are given. */
export const DEFAULT_COSTS: Costs = placeholder

/**
 * Cost of one station, CNY: radio and retrofit on an existing structure; else radio, tower, power lead and backhaul fibre to
 * the nearest site, whose route is taken as 1.4 times the straight line. Where no site stands (Infinity) the fibre is not counted.
 */
export function stationCostCny(costs: Costs, band: string, shared: boolean, nearestSiteM: number): number {
  const radio = (BANDS[band]?.frequencyMhz ?? 0) < 1000 ? costs.radioLowBandCny : costs.radioMidBandCny
  if (shared) return radio + costs.retrofitCny
  const routeKm = Number.isFinite(nearestSiteM) ? (1.4 * nearestSiteM) / 1000 : 0
  return Math.round(radio + costs.newTowerCny + costs.powerLeadCny + costs.fibreCnyPerKm * routeKm)
}
