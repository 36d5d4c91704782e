import type { Candidate } from '../candidates/candidate'
import type { Demand } from '../candidates/demand'
import type { Core } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Propagation } from '../coverage/propagation'
import type { LongTask } from '../formats/progress'
import type { CoverChoice } from './choose-cover'
import { type Gain, openClaims } from './claim'
import type { CoverStage } from './cover-stage'
import { ifPossible } from './if-possible'
import type { CoverOutcome, RefusalCost } from './plan'

/** What the coverage stages of a plan bring. */
function outcomeOf(candidates: Candidate[], { chosen, objective }: CoverStage, gains: Gain[]): CoverOutcome {
  return {
    stations: chosen.length,
    objective,
    people: gains.reduce((sum, { people }) => sum + people, 0),
    villages: gains.reduce((sum, { villages }) => sum + villages.length, 0),
    costCny: chosen.reduce((sum, c) => sum + candidates[c].costCny, 0),
  }
}

/**
 * What refusals cost: the coverage stages with them against the same stages as if nobody had refused. A plan that obeys the
 * refusals may be built without them too, so the second is never below the first.
 * @param choose the stages without refusals
 */
export async function refusalCost(
  {
    core,
    coverage,
    propagation,
    demand,
    candidates,
  }: {
    core: Core
    coverage: CoverageMap
    propagation: Propagation
    demand: Demand
    candidates: Candidate[]
  },
  { cover, gains }: { cover: CoverStage; gains: Gain[] },
  choose: () => Promise<CoverChoice>,
  task: LongTask,
): Promise<Pick<RefusalCost, 'with' | 'without'>> {
  const own = outcomeOf(candidates, cover, gains)
  // The rules may be such that no plan obeys them with the refused proposals in it: then there is nothing to compare with.
  const without = await ifPossible(async () => {
    const free = (await choose()).cover
    const claims = openClaims(core, coverage, propagation, demand)
    const freeGains = await claims.build(
      free.chosen.map((c) => candidates[c]),
      task,
    )
    return outcomeOf(candidates, free, freeGains)
  })
  return { with: own, without: without && without.objective < own.objective ? own : without }
}
