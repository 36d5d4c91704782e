import type { Place } from '../area/places'
import type { Demand } from '../candidates/demand'
import type { Spans } from '../candidates/footprints'
import { placesServed } from '../candidates/places-served'
import type { Quarter } from '../constraints/quarters'
import type { LongTask } from '../formats/progress'
import type { Claims, Gain } from './claim'
import type { Pick } from './pick'
import { reasonOf, type YearChoice } from './plan-year'
import type { QuotaGroups } from './quota-groups'
import { scheduleQuarters } from './schedule-quarters'

/** Picks in the order of building, what each adds to those before it, and when it is built. */
export interface BuildOrder {
  picks: Pick[]
  gains: Gain[]
  quarters: Quarter[]
  /** Index of the year that plans each. */
  plannedIn: number[]
  /** Per cell of the grid the rank of the first of them that covers it hard; 0 where none does or where it is covered today. */
  coveredAtRank: Uint16Array
}

/**
 * Puts the stations of all years in quarters under what can be built in each, in all and per county and operator. Where that
 * changes their order, gains are claimed anew on the map as it stands, so that they are those of the plan as it is built.
 * @param asPlanned the books in which the years were claimed
 * @param afresh opens the books on the map as it stands
 */
export async function buildOrder(
  years: readonly YearChoice[],
  { spans, demand, places }: { spans: Spans; demand: Demand; places: readonly Place[] },
  capacity: number | readonly number[] | undefined,
  groups: readonly QuotaGroups[],
  asPlanned: Claims,
  afresh: () => Claims,
  task: LongTask,
): Promise<BuildOrder> {
  const byWorth = years.flatMap(({ picks }) => picks)
  const plannedBy = years.flatMap(({ picks }, y) => picks.map(() => y))
  const limits = groups.map(({ bounds, groupOf }) => ({
    group: byWorth.map(({ candidate }) => groupOf(candidate)),
    most: bounds.map(({ maxPerQuarter = Number.POSITIVE_INFINITY }) => maxPerQuarter),
  }))
  const counts = years.map(({ picks }) => picks.length)
  const { order, quarters } = scheduleQuarters(counts, capacity, limits)
  const picks = order.map((i) => byWorth[i])
  const plannedIn = order.map((i) => plannedBy[i])
  if (order.every((from, at) => from === at)) {
    const gains = years.flatMap((year) => year.gains)
    return { picks, gains, quarters, plannedIn, coveredAtRank: asPlanned.coveredAtRank() }
  }
  const claims = afresh()
  const gains = await claims.build(
    picks.map(({ candidate }) => candidate),
    task,
  )
  const covering = picks.flatMap(({ cover }, at) => (cover ? [{ at, index: cover.index }] : []))
  const served = placesServed(
    demand.placeParts,
    spans,
    covering.map(({ index }) => index),
  )
  covering.forEach(({ at }, k) => {
    picks[at].places = served[k].map((index) => places[index])
    picks[at].reason = reasonOf(picks[at], gains[at])
  })
  return { picks, gains, quarters, plannedIn, coveredAtRank: claims.coveredAtRank() }
}
