import type { Village } from '../area/village'
import type { Core } from '../core/core'
import { computeCoverage } from '../coverage/compute-coverage'
import type { CoverageMap } from '../coverage/coverage-map'
import { type Surface, surfaceOf } from '../coverage/propagation'
import type { LongTask } from '../formats/progress'
import { type Placed, withProposals } from './with-proposals'

/** The map with all proposals built: what `computeCoverage` makes of the network with them, by the settings of the map before. */
export async function mapAfter(
  core: Core,
  coverage: CoverageMap,
  villages: Village[],
  placed: Placed[],
  surface: Surface,
  task: LongTask,
): Promise<CoverageMap> {
  const { grid, rule, model, pathModel, sigmaDb, sigmaByModel, load, gigabit } = coverage
  const after = await computeCoverage({
    grid,
    network: withProposals(coverage, placed),
    villages,
    ...surfaceOf(surface),
    rule,
    model: pathModel ?? model,
    ground: coverage,
    sigmaDb: sigmaByModel ? 'model' : sigmaDb,
    load,
    core,
    signal: task.signal,
    onProgress: (progress) => task.onProgress?.({ ...progress, stage: 'plan' }),
  })
  return { ...after, gigabit }
}
