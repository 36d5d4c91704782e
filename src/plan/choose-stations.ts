import type { Candidate } from '../candidates/candidate'
import { type CandidatePool, candidatePool, exclusionsOf } from '../candidates/candidate-pool'
import { candidatesOf } from '../candidates/candidates'
import { configure } from '../candidates/configure'
import { demandOf } from '../candidates/demand'
import { shareFirst } from '../candidates/share-first'
import { standingIn } from '../candidates/standing'
import { villageAt } from '../candidates/village-at'
import type { PlanSettings } from '../constraints/plan-settings'
import type { Core } from '../core/core'
import { modelOfMap, propagationOn, surfaceOf } from '../coverage/propagation'
import type { LongTask } from '../formats/progress'
import { boundAtOnce } from './bound-at-once'
import { type BuildOrder, buildOrder } from './build-order'
import { type CoverChoice, chooseCover } from './choose-cover'
import { type Claims, openClaims } from './claim'
import type { CoverStage } from './cover-stage'
import { ifPossible } from './if-possible'
import type { Plan, RefusalCost } from './plan'
import type { PlanInput } from './plan-input'
import type { YearChoice } from './plan-year'
import { frontsOf, planYears } from './plan-years'
import { offeredToOperators, type QuotaGroups, quotaGroupsOf } from './quota-groups'
import { refusalCost } from './refusal-cost'

/** What is chosen, in the order of building, and the proof. */
export interface StationsChosen extends Pick<CoverStage, 'upperBound' | 'boundMethod'> {
  groups: QuotaGroups[]
  pool: CandidatePool
  candidates: Candidate[]
  years: YearChoice[]
  order: BuildOrder
  refusals: RefusalCost | null
  free: Plan['free']
}

/** Finds candidates, gives each its configuration and footprint, and chooses among them. The footprints go when it ends: the map after the plan needs the room. */
export async function chooseStations(
  core: Core,
  input: PlanInput,
  settings: PlanSettings,
  task: LongTask,
): Promise<StationsChosen> {
  const { coverage } = input
  const { villages, places, weights, costs, bands, licences } = settings
  const { grid } = coverage
  const mark = core.arena.mark()
  const { propagation } = await propagationOn(core, grid, { ...modelOfMap(coverage), ...surfaceOf(input) })
  const demand = demandOf(core, coverage, villages, weights, places)
  const standing = standingIn(coverage)
  const exclusions = exclusionsOf(coverage, settings, standing)
  const groups = quotaGroupsOf(settings.quotas, coverage, villages)
  const sources = {
    coverage,
    villages,
    standing,
    mayBuildAt: exclusions.mayBuildAt,
    demand: demand.mask,
    terrainM: propagation.terrain?.heightM,
    bands,
    licences,
    costs,
    weights,
    candidateSpacingM: settings.candidateSpacingM,
    pointDbm: demand.pointDbm,
  }
  const found = await candidatesOf(core, sources, task)
  const pool = candidatePool(coverage, settings, standing, exclusions, found)
  const configured = await configure(
    core,
    {
      coverage,
      propagation,
      demand,
      costs,
      candidates: pool.candidates,
      keepIdle: Object.keys(settings.quotas).length > 0,
      classOf: (candidate) => {
        const county = villageAt(coverage, villages, candidate.x, candidate.y)?.county
        return `${county} ${candidate.operator} ${exclusions.refusalOf(candidate) !== undefined}`
      },
    },
    task,
  )
  const { candidates, spans } = offeredToOperators(
    groups,
    configured.candidates,
    configured.spans,
    pool.fixed,
    standing,
    settings,
  )
  const refused = Uint8Array.from(candidates, (candidate) => (exclusions.refusalOf(candidate) ? 1 : 0))
  const everyFixed = Array.from({ length: pool.fixed }, (_, i) => i)
  const fixed = everyFixed.filter((i) => !refused[i])
  const offer = { candidates, spans, forbidden: shareFirst(candidates, spans, demand.weights, refused) }
  const context = { core, coverage, propagation, demand, candidates }
  let opened: Claims | undefined
  const claims = (): Claims => (opened ??= openClaims(core, coverage, propagation, demand))
  const years = await planYears(
    {
      ...context,
      settings,
      standing,
      groups,
      mayBuildAt: exclusions.mayBuildAt,
      claims,
    },
    offer,
    frontsOf(candidates, fixed, settings.years.length),
    task,
  )
  const [{ cover, coverStations }] = years
  const order = await buildOrder(
    years,
    { spans, demand, places },
    settings.quarterCapacity,
    groups,
    claims(),
    () => openClaims(core, coverage, propagation, demand),
    task,
  )
  const free = (): Promise<CoverChoice> => {
    const [front] = frontsOf(candidates, everyFixed, settings.years.length)
    const forbidden = shareFirst(candidates, spans, demand.weights, new Uint8Array(candidates.length))
    return chooseCover(core, settings, demand, candidates, spans, { fixed: front, forbidden, groups }, task)
  }
  /** The same choice as if nothing had to be kept. */
  const withoutKept = async (): Promise<Plan['free']> => {
    const must = fixed.filter((c) => candidates[c].origin !== 'kept')
    const rules = { fixed: must, forbidden: offer.forbidden, groups }
    const choice = await ifPossible(() => chooseCover(core, settings, demand, candidates, spans, rules, task))
    if (!choice) return null
    const { objective, upperBound } = choice.cover
    // What was kept is one such plan too.
    const [kept] = years
    return { objective: Math.max(kept.objective, objective), upperBound: Math.max(kept.objective, upperBound) }
  }
  const refusals = settings.refused.length > 0 && {
    places: settings.refused.length,
    candidatesLost: refused.reduce((sum, flag) => sum + flag, 0),
    keptLost: pool.fixed - fixed.length,
    ...(await refusalCost(context, { cover, gains: years[0].gains.slice(0, coverStations) }, free, task)),
  }
  const { upperBound, boundMethod } =
    years.length > 1 ? await boundAtOnce(core, settings, demand, groups, offer, fixed, years, task) : cover
  const freed = settings.keep.length > 0 && years.length === 1 ? await withoutKept() : null
  core.arena.release(mark)
  return { groups, pool, candidates, years, order, refusals: refusals || null, upperBound, boundMethod, free: freed }
}
