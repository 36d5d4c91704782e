import type { Candidate } from '../candidates/candidate'
import type { Demand } from '../candidates/demand'
import type { Spans } from '../candidates/footprints'
import { placesServed } from '../candidates/places-served'
import type { Standing } from '../candidates/standing'
import type { PlanSettings } from '../constraints/plan-settings'
import type { Core } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import { type CoverChoice, chooseCover } from './choose-cover'
import type { Claims, Gain } from './claim'
import type { Pick } from './pick'
import type { ProposalReason, StopReason } from './plan'
import { afterStations, type QuotaGroups } from './quota-groups'
import { type ReliefPicks, reliefPicks } from './relief-picks'

/** What every year of a plan is planned with. */
export interface YearContext {
  core: Core
  coverage: CoverageMap
  settings: PlanSettings
  demand: Demand
  standing: Standing
  groups: readonly QuotaGroups[]
  mayBuildAt(site: number): boolean
  /** The map as the years before leave it; opened when the first stations are chosen, so that the search has the memory first. */
  claims(): Claims
}

/** What a year chooses from: candidates, what each reaches, and 1 for each that it must not take. */
export interface Offer {
  candidates: Candidate[]
  spans: Spans
  forbidden: Uint8Array
}

/** Stations of the years before, in the order of building: what they are, and which candidates. */
export interface Built {
  picks: readonly Pick[]
  chosen: readonly number[]
}

/** What a year adds. */
export interface YearChoice extends CoverChoice {
  /** Its stations in the order of building: for cover, for relief, and those that only fill a quota. */
  picks: Pick[]
  gains: Gain[]
  relief: ReliefPicks
  /** How many of the first are built for cover. */
  coverStations: number
  /** Weighted people that they add to the years before, and that no choice of as many adds more than. */
  objective: number
  upperBound: number
  stoppedBecause: StopReason
}

/**
 * Plans one year on top of what was built before: cover by the stages of `chooseCover`, then capacity and density. Target, budget
 * and quotas are those of the year alone.
 * @param front candidates that this year builds in any case, first
 * @throws InputError where no plan can obey the rules: which year, which one, and by how much
 */
export async function planYear(
  { core, coverage, settings, demand, standing, groups, mayBuildAt, claims }: YearContext,
  { candidates, spans, forbidden }: Offer,
  before: Built,
  front: readonly number[],
  year: number,
  task: LongTask,
): Promise<YearChoice> {
  const limits = settings.years[year - 1]
  const spent = before.picks.reduce((sum, { candidate }) => sum + candidate.costCny, 0)
  const upToNow: PlanSettings = {
    ...settings,
    target: before.picks.length + limits.target,
    budgetCny: spent + limits.budgetCny,
  }
  const quotas = afterStations(
    groups,
    before.picks.map(({ candidate }) => candidate),
  )
  const rules = { fixed: [...before.chosen, ...front], forbidden, groups: quotas }
  const { must, cover } = await ofYear(year, () => chooseCover(core, upToNow, demand, candidates, spans, rules, task))
  const from = before.chosen.length
  const picks = cover.chosen
    .slice(from)
    .map((c, i) => pickOf(candidates, c, i >= front.length && from + i < must.chosen.length))
  const books = claims()
  const gains = await books.build(
    picks.map(({ candidate }) => candidate),
    task,
  )
  const served = placesServed(demand.placeParts, spans, cover.chosen).slice(from)
  picks.forEach((pick, i) => {
    pick.places = served[i].map((index) => settings.places[index])
    pick.reason = reasonOf(pick, gains[i])
  })
  const relief = reliefPicks(coverage, upToNow, books.peopleBySite(), [...before.picks, ...picks], {
    standing,
    groups: quotas,
    mayBuildAt,
    fillers: cover.fillers.map((c) => candidates[c]),
  })
  const coverStations = picks.length
  const rest = [
    ...relief.picks,
    ...relief.fillers.map((candidate): Pick => ({ candidate, reason: 'quota', reliefPeople: 0 })),
  ]
  picks.push(...rest)
  gains.push(
    ...(await books.build(
      rest.map(({ candidate }) => candidate),
      task,
    )),
  )
  const already = cover.gains.slice(0, from).reduce((sum, gain) => sum + gain, 0)
  const stoppedBecause: StopReason =
    picks.length === limits.target
      ? 'target'
      : relief.outOfBudget || cover.outOfBudget
        ? 'budget'
        : candidates.length === 0
          ? 'no-candidates'
          : cover.outOfQuota
            ? 'quotas'
            : 'saturated'
  return {
    must,
    cover,
    picks,
    gains,
    relief,
    coverStations,
    objective: toMillionth(cover.objective - already),
    upperBound: toMillionth(cover.upperBound - already),
    stoppedBecause,
  }
}

/** A difference without the rounding errors of its parts: to a millionth of a person. */
const toMillionth = (people: number): number => Math.round(people * 1e6) / 1e6

/** Says of a later year's error which year it is. */
async function ofYear<T>(year: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (year === 1 || !(error instanceof InputError)) throw error
    const message = `Year ${year}, counted with the years before: ${error.message}`
    throw new InputError(error.code, error.path, message, error.hint)
  }
}

/** A candidate that the cover stages chose; what it is for shows when the gains are known. */
function pickOf(candidates: Candidate[], index: number, forVillages: boolean): Pick {
  const candidate = candidates[index]
  const reliefPeople = candidate.kept?.reliefPeople ?? 0
  return { candidate, reason: 'coverage', reliefPeople, cover: { index, forVillages } }
}

/** What a pick of the cover stages is for. A kept station for capacity or density stays one. */
export function reasonOf({ candidate: { kept, listed }, cover }: Pick, gain: Gain): ProposalReason {
  if (cover?.forVillages || gain.villages.length > 0) return 'village'
  if (kept?.reason === 'capacity' || kept?.reason === 'density') return kept.reason
  return listed?.wish === 'must' && gain.people < 0.5 && gain.areaKm2 === 0 ? 'must-have' : 'coverage'
}
