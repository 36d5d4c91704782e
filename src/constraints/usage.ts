import placeholder from '../../data/usage/placeholder-2024.json'
import { BANDS } from '../network/bands'
import { carrierOf, downlinkMbps, hasRates } from '../radio/carrier'
import type { Surroundings } from '../radio/models/path-model'

/** What residents ask of the network in the busy hour, and what a cell gives them; dated data (data/usage/). */
export interface Usage {
  id: string
  date: string
  source: string
  /** Mobile data of one subscription, GB a month. */
  gigabytesPerMonth: number
  subscriptionsPerResident: number
  /** Share of a day's data in its busiest hour. */
  busyHourShare: number
  /** What usage is multiplied with to plan ahead. */
  growth: number
  /** Usage of a resident in town and in the country, times the mean. */
  scenes: Readonly<Record<Surroundings, number>>
  /** SINR of a typical user, dB, and the layers that a cell sends at once. */
  sinrDb: number
  layers: Readonly<Record<'FDD' | 'TDD', number>>
  /** Share of a cell's rate above which it is extended. */
  utilisation: number
  /** Where each figure comes from and how sure it is, for the record. */
  grades?: Readonly<Record<string, string>>
}

/** Placeholder usage: every plan that relieves a site by it says so. */
export const DEFAULT_USAGE: Usage = placeholder

/** Busy-hour demand of one resident, Mbit/s: GB·8000·subscriptions·share/(30 days · 3600 s), times scene and growth. */
export function busyHourMbps(usage: Usage, surroundings: Surroundings): number {
  const { gigabytesPerMonth, subscriptionsPerResident, busyHourShare, growth, scenes } = usage
  const mean = (gigabytesPerMonth * 8000 * subscriptionsPerResident * busyHourShare) / (30 * 3600)
  return mean * scenes[surroundings] * growth
}

/**
 * Downlink that one cell of a band carries before it is extended, Mbit/s: layers · `downlinkMbps` of the unloaded carrier at the
 * typical SINR · utilisation. 0 for a band without such rates (2G, 3G, NB-IoT).
 */
export function cellMbps(usage: Usage, bandId: string): number {
  const band = BANDS[bandId]
  if (!hasRates(bandId)) return 0
  return usage.layers[band.duplex] * downlinkMbps(carrierOf(band), usage.sinrDb, 0) * usage.utilisation
}
