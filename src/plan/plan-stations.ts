import { type Candidate, candidateLonLat } from '../candidates/candidate'
import { type Costs, DEFAULT_COSTS } from '../constraints/cost'
import type { PlanSettings } from '../constraints/plan-settings'
import { DEFAULT_USAGE } from '../constraints/usage'
import { type Core, withCore } from '../core/core'
import { type Warning, warn } from '../formats/warning'
import { projection } from '../grid/projection'
import { chooseStations } from './choose-stations'
import { planInputGiven } from './given-plan'
import { mapAfter } from './map-after'
import type { Plan } from './plan'
import { constraintsOf, constraintWarnings, spectrumWarnings } from './plan-constraints'
import { type PlanInput, settingsOf } from './plan-input'
import { saturationOf, yearRows } from './plan-years'
import { proposalsOf } from './proposal-rows'
import { unknownOperators } from './quota-groups'
import type { Placed } from './with-proposals'

/**
 * Where to build next. First cover: weighted maximal covering of people, land, failing villages, key places and roads over candidate places whose
 * footprints come from the same propagation as the map, until the target, the budget, or too little is gained; then capacity:
 * more stations at sites with too many residents per station. Every plan comes with an upper bound.
 * Quotas, zones, spacing, budget, must-haves, kept and refused proposals hold for every stage.
 * @throws InputError `bad-target`, `bad-budget` and those of the other settings; where no plan can obey the rules (`quota-unmet`,
 *   `budget-too-small`, `zones-cover-all`, `fixed-exceed` …) which one, and by how much; the signal's reason when aborted
 */
export async function planStations(given: PlanInput): Promise<Plan> {
  const input = planInputGiven(given)
  const settings = settingsOf(input)
  return withCore(input, (core) => planOn(core, input, settings))
}

async function planOn(core: Core, input: PlanInput, settings: PlanSettings): Promise<Plan> {
  const { coverage, signal, onProgress } = input
  const { villages, weights, costs, usage } = settings
  const task = { signal, onProgress }
  const { groups, pool, candidates, years, order, refusals, upperBound, boundMethod, free } = await chooseStations(
    core,
    input,
    settings,
    task,
  )
  const [{ must }] = years
  const { picks, gains, quarters, plannedIn, coveredAtRank } = order
  const placed = placedIn(coverage, picks)
  const after = await mapAfter(core, coverage, villages, placed, input, task)
  const proposals = proposalsOf(coverage, villages, picks, gains, placed, quarters)
  const rows = yearRows(settings, groups, years, picks, proposals, plannedIn)
  const count = (origin: Candidate['origin']): number => candidates.filter((c) => c.origin === origin).length
  const objective = rows.reduce((sum, year) => sum + year.objective, 0)
  const saturation = saturationOf(years)
  const { relief } = years[years.length - 1]
  const constraints = constraintsOf(settings, pool, picks, rows, refusals)
  const warnings = [
    ...pool.warnings,
    ...unknownOperators(settings.quotas, coverage, settings.candidates),
    ...constraintWarnings(constraints, proposals.length, rows.length),
    ...must.warnings,
    ...relief.warnings,
    ...spectrumWarnings(settings, coverage, picks),
    ...costWarnings(candidates, costs),
  ]
  if (saturation.capacityStations > 0 && usage === DEFAULT_USAGE) {
    warnings.push(warn('usage-placeholder', { id: usage.id }))
  }
  return {
    target: rows.reduce((sum, year) => sum + year.target, 0),
    proposals,
    years: rows,
    objective,
    upperBound,
    optimalityGap: upperBound > 0 ? (upperBound - objective) / upperBound : 0,
    boundMethod,
    free,
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
    coveredAtRank,
    warnings,
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

function costWarnings(candidates: Candidate[], costs: Costs): Warning[] {
  const warnings: Warning[] = []
  if (costs.id === DEFAULT_COSTS.id) warnings.push(warn('costs-placeholder', { id: costs.id }))
  if (candidates.some(({ nearestSiteM }) => nearestSiteM === Number.POSITIVE_INFINITY)) {
    warnings.push(warn('backhaul-missing'))
  }
  return warnings
}
