import type { Candidate } from '../candidates/candidate'
import { yearOf } from '../candidates/candidate-pool'
import { configure } from '../candidates/configure'
import type { Spans } from '../candidates/footprints'
import type { PlanSettings } from '../constraints/plan-settings'
import type { Propagation } from '../coverage/propagation'
import type { LongTask } from '../formats/progress'
import type { Pick } from './pick'
import type { PlanYear, Proposal, Saturation } from './plan'
import { type Built, type Offer, planYear, type YearChoice, type YearContext } from './plan-year'
import { openQuotaBook, type QuotaGroups, quotaRows } from './quota-groups'

/**
 * Plans one year after the other from the same candidates. The first is planned as if there were no other; in each later one all
 * stations of the years before stand in front, with all that they cover.
 * @param offer candidates with what they reach; 1 for each that no year may take
 * @param fronts candidates that each year builds in any case, first
 */
export async function planYears(
  context: YearContext & { propagation: Propagation },
  offer: Offer,
  fronts: readonly (readonly number[])[],
  task: LongTask,
): Promise<YearChoice[]> {
  const years: YearChoice[] = []
  let now = offer
  let before: Built = { picks: [], chosen: [] }
  for (const [y, front] of fronts.entries()) {
    const forbidden = now.forbidden.slice()
    for (const c of fronts.slice(y + 1).flat()) forbidden[c] = 1
    const choice = await planYear(context, { ...now, forbidden }, before, front, y + 1, task)
    years.push(choice)
    if (y + 1 === fronts.length) break
    const grown = await withRelief(context, now, choice, task)
    const fillers = choice.cover.fillers.filter((c) => choice.relief.fillers.includes(now.candidates[c]))
    const relief = choice.relief.picks.map((_, i) => now.candidates.length + i)
    before = {
      picks: [...before.picks, ...choice.picks],
      chosen: [...choice.cover.chosen, ...relief, ...fillers],
    }
    now = grown
  }
  return years
}

/** The offer with a year's stations for relief behind the others: they cover too what later years need not. */
async function withRelief(
  { core, coverage, propagation, demand, settings }: YearContext & { propagation: Propagation },
  { candidates, spans, forbidden }: Offer,
  { relief }: YearChoice,
  { signal }: LongTask,
): Promise<Offer> {
  const stations = relief.picks.map(({ candidate }) => candidate)
  if (stations.length === 0) return { candidates, spans, forbidden }
  const reached = await configure(
    core,
    {
      coverage,
      propagation,
      demand,
      costs: settings.costs,
      candidates: stations,
      keepIdle: true,
      asTheyAre: true,
      classOf: () => '',
    },
    { signal },
  )
  const longer = new Uint8Array(candidates.length + stations.length)
  longer.set(forbidden)
  return { candidates: [...candidates, ...stations], spans: joined(spans, reached.spans), forbidden: longer }
}

function joined(a: Spans, b: Spans): Spans {
  const concat = (x: Uint32Array, y: Uint32Array): Uint32Array => {
    const both = new Uint32Array(x.length + y.length)
    both.set(x)
    both.set(y, x.length)
    return both
  }
  const last = a.offsets[a.offsets.length - 1]
  return {
    offsets: concat(
      a.offsets,
      b.offsets.subarray(1).map((offset) => last + offset),
    ),
    start: concat(a.start, b.start),
    end: concat(a.end, b.end),
  }
}

/** Candidates that are part of the plan in any case, by the year that builds them: kept ones in theirs, as far as it is planned for. */
export function frontsOf(candidates: readonly Candidate[], fixed: readonly number[], years: number): number[][] {
  const fronts = Array.from({ length: years }, (): number[] => [])
  for (const c of fixed) fronts[yearOf(candidates[c], years) - 1].push(c)
  return fronts
}

/**
 * What each year brings, in the words of the plan.
 * @param picks, proposals in the order of building
 * @param plannedIn index of the year that plans each
 */
export function yearRows(
  settings: PlanSettings,
  groups: readonly QuotaGroups[],
  years: readonly YearChoice[],
  picks: readonly Pick[],
  proposals: readonly Proposal[],
  plannedIn: readonly number[],
): PlanYear[] {
  return years.map((choice, y) => {
    const { coverStations, objective, upperBound, cover, stoppedBecause } = choice
    const own = proposals.filter((_, i) => plannedIn[i] === y)
    const isLate = ({ year }: Proposal): boolean => year > y + 1
    const sum = (of: (proposal: Proposal) => number): number => own.reduce((total, one) => total + of(one), 0)
    const [book, late] = [openQuotaBook(groups), openQuotaBook(groups)]
    for (const proposal of own) {
      const { candidate } = picks[proposal.rank - 1]
      book.add(candidate)
      if (isLate(proposal)) late.add(candidate)
    }
    const { target, budgetCny } = settings.years[y]
    const row: PlanYear = {
      year: y + 1,
      target,
      budgetCny: Number.isFinite(budgetCny) ? budgetCny : null,
      stations: own.length,
      firstRank: own[0]?.rank ?? null,
      lastRank: own.at(-1)?.rank ?? null,
      builtLater: own.filter(isLate).length,
      coverageStations: coverStations,
      coverageEndsAtRank: own.findLast(({ rank }) => picks[rank - 1].cover)?.rank ?? null,
      costCny: sum(({ costCny }) => costCny),
      people: sum(({ gainPeople }) => gainPeople),
      expectedPeople: sum(({ gainExpectedPeople }) => gainExpectedPeople),
      areaKm2: sum(({ gainAreaKm2 }) => gainAreaKm2),
      villages: sum(({ gainVillages }) => gainVillages),
      objective,
      upperBound,
      optimalityGap: upperBound > 0 ? (upperBound - objective) / upperBound : 0,
      boundMethod: cover.boundMethod,
      stoppedBecause,
      quotas: quotaRows(groups, book.counts, late.counts),
    }
    return row
  })
}

/** How many stations would do, over all years: what was built for cover and capacity, and what the last year leaves. */
export function saturationOf(years: readonly YearChoice[]): Saturation {
  const { cover, relief } = years[years.length - 1]
  const sum = (of: (year: YearChoice) => number, some = years): number =>
    some.reduce((total, one) => total + of(one), 0)
  const count = (reason: 'capacity' | 'density') => (year: YearChoice) =>
    year.relief.picks.filter((pick) => pick.reason === reason).length
  const coverageStations = sum((year) => year.coverStations) + cover.later.stations
  const capacityStations = sum(count('capacity'), years.slice(0, -1)) + relief.busyHourStations
  return {
    coverageStations,
    laterStations: cover.later.stations,
    laterObjective: cover.later.objective,
    capacityStations,
    densityStations: sum(count('density')),
    enough: coverageStations + capacityStations,
  }
}
