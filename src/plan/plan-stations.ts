import { openCore } from '../core/core'
import { propagationOn, surfaceOf } from '../coverage/propagation'
import { projection } from '../grid/projection'
import { type Candidate, candidateLonLat } from './candidate'
import { candidatePool, exclusionsOf } from './candidate-pool'
import { candidatesOf } from './candidates'
import { type CoverChoice, chooseCover } from './choose-cover'
import { type Gain, openClaims } from './claim'
import { configure } from './configure'
import { type Costs, DEFAULT_COSTS } from './cost'
import type { CoverStage } from './cover-stage'
import { demandOf } from './demand'
import { mapAfter } from './map-after'
import type { Pick } from './pick'
import { placesServed } from './places-served'
import type { Plan, ProposalReason, Saturation, StopReason } from './plan'
import { constraintsOf, constraintWarnings } from './plan-constraints'
import { type PlanInput, settingsOf } from './plan-input'
import { proposalsOf } from './proposal-rows'
import { offeredToOperators, quotaGroupsOf } from './quota-groups'
import { refusalCost } from './refusal-cost'
import { type ReliefPicks, reliefPicks } from './relief-picks'
import { shareFirst } from './share-first'
import { standingIn } from './standing'
import { DEFAULT_USAGE } from './usage'
import { villageAt } from './village-at'
import type { Placed } from './with-proposals'

/**
 * Where to build next. First cover: weighted maximal covering of people, land, failing villages, key places and roads over candidate places whose
 * footprints come from the same propagation as the map, until the target, the budget, or too little is gained; then capacity:
 * more stations at sites with too many residents per station. Every plan comes with an upper bound.
 * Quotas, zones, spacing, budget, must-haves, kept and refused proposals hold for every stage.
 * @throws InputError `bad-target`, `bad-budget` and those of the other settings; where no plan can obey the rules (`quota-unmet`,
 *   `budget-too-small`, `zones-cover-all`, `fixed-exceed` …) which one, and by how much; the signal's reason when aborted
 */
export async function planStations(input: PlanInput): Promise<Plan> {
  const settings = settingsOf(input)
  const { coverage, signal, onProgress } = input
  const { villages, places, target, weights, costs, usage, bands } = settings
  const { grid } = coverage
  const task = { signal, onProgress }
  const core = input.core ?? (await openCore({ workers: input.workers }))
  try {
    const mark = core.arena.mark()
    const model = coverage.calibrated ?? coverage.model
    const { propagation } = await propagationOn(core, grid, { model, ...surfaceOf(input) })
    const demand = demandOf(core, coverage, villages, weights, places)
    const standing = standingIn(coverage)
    const exclusions = exclusionsOf(coverage, settings, standing)
    const groups = quotaGroupsOf(settings.quotas, coverage, villages)
    const found = candidatesOf(core, {
      coverage,
      villages,
      standing,
      mayBuildAt: exclusions.mayBuildAt,
      demand: demand.mask,
      terrainM: propagation.terrain?.heightM,
      bands,
      costs,
      candidateSpacingM: settings.candidateSpacingM,
      pointDbm: demand.pointDbm,
    })
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
    )
    const refused = Uint8Array.from(candidates, (candidate) => (exclusions.refusalOf(candidate) ? 1 : 0))
    const fixed = Array.from({ length: pool.fixed }, (_, i) => i).filter((i) => !refused[i])
    const choose = (front: number[], blocked: Uint8Array): Promise<CoverChoice> => {
      const forbidden = shareFirst(candidates, spans, demand.weights, blocked)
      return chooseCover(core, settings, demand, candidates, spans, { fixed: front, forbidden, groups }, task)
    }
    const { must, cover } = await choose(fixed, refused)
    const claims = openClaims(core, coverage, propagation, demand)
    const picks = cover.chosen.map((c): Pick => pickOf(candidates[c]))
    const gains = await claims.build(
      picks.map(({ candidate }) => candidate),
      task,
    )
    const served = placesServed(demand.placeParts, spans, cover.chosen)
    picks.forEach((pick, i) => {
      pick.places = served[i].map((index) => places[index])
      pick.reason = reasonOf(pick, gains[i], i >= fixed.length && i < must.chosen.length)
    })
    const coverageEndsAtRank = picks.length
    const rules = {
      standing,
      groups,
      mayBuildAt: exclusions.mayBuildAt,
      fillers: cover.fillers.map((c) => candidates[c]),
    }
    const relief = reliefPicks(coverage, settings, claims.peopleBySite(), picks, rules)
    const rest = [
      ...relief.picks,
      ...relief.fillers.map((candidate): Pick => ({ candidate, reason: 'quota', reliefPeople: 0 })),
    ]
    gains.push(
      ...(await claims.build(
        rest.map(({ candidate }) => candidate),
        task,
      )),
    )
    picks.push(...rest)
    const everyFixed = Array.from({ length: pool.fixed }, (_, i) => i)
    const free = (): Promise<CoverChoice> => choose(everyFixed, new Uint8Array(candidates.length))
    const context = { core, coverage, propagation, demand, candidates }
    const refusals = settings.refused.length > 0 && {
      places: settings.refused.length,
      candidatesLost: refused.reduce((sum, flag) => sum + flag, 0),
      keptLost: pool.fixed - fixed.length,
      ...(await refusalCost(context, { cover, gains: gains.slice(0, coverageEndsAtRank) }, free, task)),
    }
    core.arena.release(mark)

    const placed = placedIn(coverage, picks)
    const after = await mapAfter(core, coverage, villages, placed, input, task)
    const proposals = proposalsOf(coverage, villages, picks, gains, placed, settings.quarterCapacity)
    const stoppedBecause: StopReason =
      proposals.length === target
        ? 'target'
        : relief.outOfBudget || cover.outOfBudget
          ? 'budget'
          : candidates.length === 0
            ? 'no-candidates'
            : cover.outOfQuota
              ? 'quotas'
              : 'saturated'
    const count = (origin: Candidate['origin']): number => candidates.filter((c) => c.origin === origin).length
    const { objective, upperBound, boundMethod } = cover
    const constraints = constraintsOf(settings, groups, pool, picks, proposals, refusals || null)
    const warnings = [
      ...pool.warnings,
      ...constraintWarnings(constraints, proposals.length),
      ...must.warnings,
      ...relief.warnings,
      ...costWarnings(candidates, costs),
    ]
    if (relief.busyHourStations > 0 && usage === DEFAULT_USAGE) {
      warnings.push(`Busy-hour demand and rates are the placeholders ${usage.id}; give local ones.`)
    }
    return {
      target,
      proposals,
      objective,
      upperBound,
      optimalityGap: upperBound > 0 ? (upperBound - objective) / upperBound : 0,
      boundMethod,
      costCny: proposals.at(-1)?.cumulativeCostCny ?? 0,
      stoppedBecause,
      mustCover: { ...must.figures, passing: proposals.at(-1)?.cumulativeVillages ?? 0 },
      saturation: saturationOf(coverageEndsAtRank, cover.later, relief),
      coverageEndsAtRank,
      candidates: {
        structure: count('structure'),
        'public-point': count('public-point'),
        lattice: count('lattice'),
        listed: count('listed'),
        kept: count('kept'),
      },
      constraints,
      weights,
      costsId: costs.id,
      usageId: usage.id,
      after,
      warnings,
    }
  } finally {
    if (!input.core) await core.close()
  }
}

function saturationOf(now: number, later: CoverStage['later'], relief: ReliefPicks): Saturation {
  const coverageStations = now + later.stations
  return {
    coverageStations,
    laterStations: later.stations,
    laterObjective: later.objective,
    capacityStations: relief.busyHourStations,
    densityStations: relief.picks.filter(({ reason }) => reason === 'density').length,
    enough: coverageStations + relief.busyHourStations,
  }
}

/** A chosen candidate; what it is for shows when the gains are known. */
function pickOf(candidate: Candidate): Pick {
  return { candidate, reason: 'coverage', reliefPeople: candidate.kept?.reliefPeople ?? 0 }
}

/** What a pick of the first stages is for. A kept station for capacity or density stays one. */
function reasonOf({ candidate: { kept, listed } }: Pick, gain: Gain, forVillages: boolean): ProposalReason {
  if (forVillages || gain.villages.length > 0) return 'village'
  if (kept?.reason === 'capacity' || kept?.reason === 'density') return kept.reason
  return listed?.wish === 'must' && gain.people < 0.5 && gain.areaKm2 === 0 ? 'must-have' : 'coverage'
}

/** Where the picks stand in degrees. */
function placedIn({ grid, network }: PlanInput['coverage'], picks: { candidate: Candidate }[]): Placed[] {
  const { inverse } = projection(grid.crs)
  return picks.map(({ candidate }) => {
    const [lon, lat] = candidateLonLat(candidate, network, inverse)
    return { candidate, lon, lat }
  })
}

function costWarnings(candidates: Candidate[], costs: Costs): string[] {
  const warnings: string[] = []
  if (costs.id === DEFAULT_COSTS.id) warnings.push(`Unit costs are the placeholders ${costs.id}; give local ones.`)
  if (candidates.some(({ nearestSiteM }) => nearestSiteM === Number.POSITIVE_INFINITY)) {
    warnings.push('No site stands in the area: the backhaul fibre of new ones is not in the costs.')
  }
  return warnings
}
