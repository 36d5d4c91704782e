import { openCore } from '../core/core'
import { MAX_RADIUS_M } from '../coverage/compute-coverage'
import { propagationOn, surfaceOf } from '../coverage/propagation'
import { projection } from '../grid/projection'
import { type Candidate, testedMast } from './candidate'
import { candidatesOf } from './candidates'
import { openClaims } from './claim'
import { type Costs, DEFAULT_COSTS } from './cost'
import { type CoverStage, coverStage } from './cover-stage'
import { demandOf } from './demand'
import { footprintsOf } from './footprints'
import { mapAfter } from './map-after'
import { mustCoverStage } from './must-cover'
import type { Pick } from './pick'
import type { Plan, Saturation, StopReason } from './plan'
import { type PlanInput, settingsOf } from './plan-input'
import { proposalsOf } from './proposal-rows'
import { type ReliefPicks, reliefPicks } from './relief-picks'
import { shareFirst } from './share-first'
import { standingIn } from './standing'
import { DEFAULT_USAGE } from './usage'
import type { Placed } from './with-proposals'

/**
 * Where to build next. First cover: weighted maximal covering of people, land and failing villages over candidate places whose
 * footprints come from the same propagation as the map, until the target, the budget, or too little is gained; then capacity:
 * more stations at sites with too many residents per station. Every plan comes with an upper bound.
 * @throws InputError `bad-target`, `bad-budget`; the signal's reason when aborted
 */
export async function planStations(input: PlanInput): Promise<Plan> {
  const settings = settingsOf(input)
  const { coverage, signal, onProgress } = input
  const { villages, target, weights, costs, usage, bands } = settings
  const { grid } = coverage
  const task = { signal, onProgress }
  const core = input.core ?? (await openCore({ workers: input.workers }))
  try {
    const mark = core.arena.mark()
    const model = coverage.calibrated ?? coverage.model
    const { propagation } = await propagationOn(core, grid, { model, ...surfaceOf(input) })
    const demand = demandOf(core, coverage, villages, weights)
    const { cellDbm, pointDbm } = demand
    const candidates = candidatesOf(core, {
      coverage,
      villages,
      standing: standingIn(coverage),
      demand: demand.mask,
      terrainM: propagation.terrain?.heightM,
      bands,
      costs,
      pointDbm,
    })
    const spans = await footprintsOf(core, {
      grid,
      propagation,
      masts: candidates.map((candidate) => testedMast(candidate, coverage)),
      demand: demand.placed,
      cellDbm,
      pointDbm,
      maxRadiusM: MAX_RADIUS_M,
      ...task,
    })
    const forbidden = shareFirst(candidates, spans, demand.weights)
    const must = await mustCoverStage(settings, demand, candidates, spans, forbidden, task)
    const cover = await coverStage(core, settings, demand, candidates, spans, { fixed: must.chosen, forbidden }, task)
    const claims = openClaims(core, coverage, propagation, demand)
    const picks: Pick[] = cover.chosen.map((c) => ({ candidate: candidates[c], reason: 'coverage', reliefPeople: 0 }))
    const gains = await claims.build(
      picks.map(({ candidate }) => candidate),
      task,
    )
    picks.forEach((pick, i) => {
      if (i < must.chosen.length || gains[i].villages.length > 0) pick.reason = 'village'
    })
    const coverageEndsAtRank = picks.length
    const relief = reliefPicks(coverage, settings, claims.peopleBySite(), picks)
    gains.push(
      ...(await claims.build(
        relief.picks.map(({ candidate }) => candidate),
        task,
      )),
    )
    picks.push(...relief.picks)
    core.arena.release(mark)

    const placed = placedIn(coverage, picks)
    const after = await mapAfter(core, coverage, villages, placed, input, task)
    const proposals = proposalsOf(coverage, villages, picks, gains, placed)
    const stoppedBecause: StopReason =
      proposals.length === target
        ? 'target'
        : relief.outOfBudget || cover.outOfBudget
          ? 'budget'
          : candidates.length === 0
            ? 'no-candidates'
            : 'saturated'
    const count = (origin: Candidate['origin']): number => candidates.filter((c) => c.origin === origin).length
    const { objective, upperBound, boundMethod } = cover
    const warnings = [...must.warnings, ...relief.warnings, ...costWarnings(candidates, costs)]
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
      candidates: { structure: count('structure'), 'public-point': count('public-point'), lattice: count('lattice') },
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

/** Where the picks stand in degrees. */
function placedIn({ grid, network }: PlanInput['coverage'], picks: { candidate: Candidate }[]): Placed[] {
  const { inverse } = projection(grid.crs)
  return picks.map(({ candidate }) => {
    const { site, x, y } = candidate
    const [lon, lat] = site >= 0 ? [network.sites[site].lon, network.sites[site].lat] : inverse(x, y)
    return { candidate, lon, lat }
  })
}

function costWarnings(candidates: Candidate[], costs: Costs): string[] {
  const warnings: string[] = []
  if (costs === DEFAULT_COSTS) warnings.push(`Unit costs are the placeholders ${costs.id}; give local ones.`)
  if (candidates.some(({ nearestSiteM }) => nearestSiteM === Number.POSITIVE_INFINITY)) {
    warnings.push('No site stands in the area: the backhaul fibre of new ones is not in the costs.')
  }
  return warnings
}
