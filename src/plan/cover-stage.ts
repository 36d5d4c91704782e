import type { Core } from '../core/core'
import type { LongTask } from '../formats/progress'
import type { Candidate } from './candidate'
import type { Demand } from './demand'
import type { Spans } from './footprints'
import type { PlanSettings } from './plan-input'
import { shareFirst } from './share-first'
import { solveSpanCover } from './span-cover'

/** What the coverage stage chose, with the proof of how good it is. Objective and bound in people. */
export interface CoverStage {
  /** Indices of candidates, in the order of building. */
  chosen: number[]
  objective: number
  upperBound: number
  boundMethod: string
  /** True where money ended before gain did. */
  outOfBudget: boolean
}

/** Candidates in the order in which they add most weighted demand, until the target, the budget, or too little is gained. */
export async function coverStage(
  core: Core,
  settings: PlanSettings,
  demand: Demand,
  candidates: Candidate[],
  spans: Spans,
  task: LongTask,
): Promise<CoverStage> {
  const { target, budgetCny, weights, minSpacingM, seed } = settings
  if (candidates.length === 0 || target === 0 || demand.weights.length === 0) {
    return { chosen: [], objective: 0, upperBound: 0, boundMethod: 'none', outOfBudget: false }
  }
  const cover = await solveSpanCover(
    core,
    { weights: demand.weights, lineStarts: demand.lineStarts, spans },
    {
      choose: target,
      costs: candidates.map(({ costCny }) => costCny),
      budget: budgetCny,
      xM: Float64Array.from(candidates, ({ x }) => x),
      yM: Float64Array.from(candidates, ({ y }) => y),
      minSpacingM,
      forbidden: shareFirst(candidates, spans, demand.weights),
      seed,
      ...task,
    },
  )
  const worth = weights.leastGainPeople * demand.scale
  const objective = cover.gains.reduce((sum, gain) => sum + (gain >= worth ? gain : 0), 0) / demand.scale
  return {
    chosen: Array.from(cover.chosen).filter((_, i) => cover.gains[i] >= worth),
    objective,
    upperBound: Math.max(objective, cover.upperBound / demand.scale),
    boundMethod: cover.boundMethod,
    outOfBudget: cover.stoppedBecause === 'budget',
  }
}
