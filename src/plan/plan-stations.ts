import { openCore } from '../core/core'
import { MAX_RADIUS_M } from '../coverage/compute-coverage'
import { propagationOn } from '../coverage/propagation'
import { projection } from '../grid/projection'
import { type Candidate, testedMast } from './candidate'
import { candidatesOf } from './candidates'
import { claim } from './claim'
import { type Costs, DEFAULT_COSTS } from './cost'
import { coverStage } from './cover-stage'
import { demandOf } from './demand'
import { footprintsOf } from './footprints'
import { mapAfter } from './map-after'
import type { Plan, StopReason } from './plan'
import { type PlanInput, settingsOf } from './plan-input'
import { proposalsOf } from './proposal-rows'
import { reliefPicks } from './relief-picks'
import { standingIn } from './standing'
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
  const { villages, target, weights, costs, bands } = settings
  const { grid } = coverage
  const task = { signal, onProgress }
  const core = input.core ?? (await openCore({ workers: input.workers }))
  try {
    const mark = core.arena.mark()
    const model = coverage.calibrated ?? coverage.model
    const propagation = await propagationOn(core, grid, { model, terrain: input.terrain })
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
    const cover = await coverStage(core, settings, demand, candidates, spans, task)
    const picks = claim(core, demand, spans, candidates, cover.chosen)
    const coverageEndsAtRank = picks.length
    const relief = reliefPicks(core, coverage, settings, picks)
    picks.push(...relief.picks)
    core.arena.release(mark)

    const placed = placedIn(coverage, picks)
    const after = await mapAfter(core, coverage, villages, placed, input.terrain, task)
    const proposals = proposalsOf(coverage, villages, picks, placed)
    const stoppedBecause: StopReason =
      proposals.length === target
        ? 'target'
        : relief.stoppedByBudget || cover.outOfBudget
          ? 'budget'
          : candidates.length === 0
            ? 'no-candidates'
            : 'saturated'
    const count = (origin: Candidate['origin']): number => candidates.filter((c) => c.origin === origin).length
    const { objective, upperBound, boundMethod } = cover
    return {
      target,
      proposals,
      objective,
      upperBound,
      optimalityGap: upperBound > 0 ? (upperBound - objective) / upperBound : 0,
      boundMethod,
      costCny: proposals.at(-1)?.cumulativeCostCny ?? 0,
      stoppedBecause,
      coverageEndsAtRank,
      candidates: { structure: count('structure'), 'public-point': count('public-point'), lattice: count('lattice') },
      weights,
      costsId: costs.id,
      after,
      warnings: [...relief.warnings, ...costWarnings(candidates, costs)],
    }
  } finally {
    if (!input.core) await core.close()
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
