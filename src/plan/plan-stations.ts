import { openCore } from '../core/core'
import { propagationOn, surfaceOf } from '../coverage/propagation'
import { projection } from '../grid/projection'
import { boundAtOnce } from './bound-at-once'
import { buildOrder } from './build-order'
import { type Candidate, candidateLonLat } from './candidate'
import { candidatePool, exclusionsOf } from './candidate-pool'
import { candidatesOf } from './candidates'
import { type CoverChoice, chooseCover } from './choose-cover'
import { type Claims, openClaims } from './claim'
import { configure } from './configure'
import { type Costs, DEFAULT_COSTS } from './cost'
import { demandOf } from './demand'
import { mapAfter } from './map-after'
import type { Plan } from './plan'
import { constraintsOf, constraintWarnings } from './plan-constraints'
import { type PlanInput, settingsOf } from './plan-input'
import { frontsOf, planYears, saturationOf, yearRows } from './plan-years'
import { proposalsOf } from './proposal-rows'
import { offeredToOperators, quotaGroupsOf, unknownOperators } from './quota-groups'
import { refusalCost } from './refusal-cost'
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
  const { villages, places, weights, costs, usage, bands } = settings
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
    const sources = {
      coverage,
      villages,
      standing,
      mayBuildAt: exclusions.mayBuildAt,
      demand: demand.mask,
      terrainM: propagation.terrain?.heightM,
      bands,
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
    )
    const refused = Uint8Array.from(candidates, (candidate) => (exclusions.refusalOf(candidate) ? 1 : 0))
    const everyFixed = Array.from({ length: pool.fixed }, (_, i) => i)
    const fixed = everyFixed.filter((i) => !refused[i])
    const offer = { candidates, spans, forbidden: shareFirst(candidates, spans, demand.weights, refused) }
    const context = { core, coverage, propagation, demand, candidates }
    let claims: Claims | undefined
    const years = await planYears(
      {
        ...context,
        settings,
        standing,
        groups,
        mayBuildAt: exclusions.mayBuildAt,
        claims: () => (claims ??= openClaims(core, coverage, propagation, demand)),
      },
      offer,
      frontsOf(candidates, fixed, settings.years.length),
      task,
    )
    const [{ must, cover, coverStations }] = years
    const { picks, gains, quarters, plannedIn } = await buildOrder(
      years,
      { spans, demand, places },
      settings.quarterCapacity,
      groups,
      () => openClaims(core, coverage, propagation, demand),
      task,
    )
    const free = (): Promise<CoverChoice> => {
      const [front] = frontsOf(candidates, everyFixed, settings.years.length)
      const forbidden = shareFirst(candidates, spans, demand.weights, new Uint8Array(candidates.length))
      return chooseCover(core, settings, demand, candidates, spans, { fixed: front, forbidden, groups }, task)
    }
    const refusals = settings.refused.length > 0 && {
      places: settings.refused.length,
      candidatesLost: refused.reduce((sum, flag) => sum + flag, 0),
      keptLost: pool.fixed - fixed.length,
      ...(await refusalCost(context, { cover, gains: years[0].gains.slice(0, coverStations) }, free, task)),
    }
    const { upperBound, boundMethod } =
      years.length > 1 ? await boundAtOnce(core, settings, demand, groups, offer, fixed, years, task) : cover
    core.arena.release(mark)

    const placed = placedIn(coverage, picks)
    const after = await mapAfter(core, coverage, villages, placed, input, task)
    const proposals = proposalsOf(coverage, villages, picks, gains, placed, quarters)
    const rows = yearRows(settings, groups, years, picks, proposals, plannedIn)
    const count = (origin: Candidate['origin']): number => candidates.filter((c) => c.origin === origin).length
    const objective = rows.reduce((sum, year) => sum + year.objective, 0)
    const saturation = saturationOf(years)
    const { relief } = years[years.length - 1]
    const constraints = constraintsOf(settings, pool, picks, rows, refusals || null)
    const warnings = [
      ...pool.warnings,
      ...unknownOperators(settings.quotas, coverage, settings.candidates),
      ...constraintWarnings(constraints, proposals.length, rows.length),
      ...must.warnings,
      ...relief.warnings,
      ...costWarnings(candidates, costs),
    ]
    if (saturation.capacityStations > 0 && usage === DEFAULT_USAGE) {
      warnings.push(`Busy-hour demand and rates are the placeholders ${usage.id}; give local ones.`)
    }
    return {
      target: rows.reduce((sum, year) => sum + year.target, 0),
      proposals,
      years: rows,
      objective,
      upperBound,
      optimalityGap: upperBound > 0 ? (upperBound - objective) / upperBound : 0,
      boundMethod,
      costCny: proposals.at(-1)?.cumulativeCostCny ?? 0,
      stoppedBecause: rows.findLast((year) => year.stoppedBecause !== 'target')?.stoppedBecause ?? 'target',
      mustCover: { ...must.figures, passing: proposals.at(-1)?.cumulativeVillages ?? 0 },
      saturation,
      coverageEndsAtRank: rows.findLast((year) => year.coverageEndsAtRank !== null)?.coverageEndsAtRank ?? 0,
      candidates: {
        structure: count('structure'),
        'public-point': count('public-point'),
        lattice: count('lattice'),
        hill: count('hill'),
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
