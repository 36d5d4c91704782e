import { openCore } from '../core/core'
import { processors } from '../core/module'
import { objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import { type CoverRows, demandRuns } from './demand-runs'
import { solveSpanCover } from './span-cover'

export interface MaximalCoverOptions extends LongTask {
  /** Weight of each demand, finite and ≥ 0. */
  weights: ArrayLike<number>
  /** Compressed rows: candidate i covers demand[offsets[i] … offsets[i+1]). Duplicates count once. */
  rows: CoverRows
  /** Most candidates to choose. */
  choose: number
  /** Cost of each candidate, ≥ 0; with `budget`. */
  costs?: ArrayLike<number>
  /** Most that the chosen ones may cost together. */
  budget?: number
  /** 1 by default: the same seed gives the same plan on machines that keep up with `timeLimitMs`. */
  seed?: number
  /** Time to search and bound, ms; by default 5,000 to 15,000 by size. Ends early where the optimum is proven. */
  timeLimitMs?: number
  /** Threads for large instances; by default as many as there are processors, 4 at the most. The answer does not depend on them. */
  workers?: number
}

/** Pairs of candidate and demand from which on threads are worth starting. */
const MANY_PAIRS = 3e6
const MOST_WORKERS = 4

export interface MaximalCover {
  /** Candidates in order of what each adds. Fewer than `choose` where nothing more is gained. */
  chosen: Uint32Array
  /** Weight of all demands that a chosen one covers. */
  objective: number
  /** No choice covers more. */
  upperBound: number
  /** Newly covered weight of each, in the order of `chosen`. */
  gains: Float64Array
}

/** What each of `chosen` adds to those before it, in the weights as given. */
function gainsOf(weights: ArrayLike<number>, { offsets, demand }: CoverRows, chosen: Uint32Array): Float64Array {
  const covered = new Uint8Array(weights.length)
  return Float64Array.from(chosen, (candidate) => {
    let gain = 0
    for (let k = offsets[candidate]; k < offsets[candidate + 1]; k++) {
      if (covered[demand[k]]) continue
      covered[demand[k]] = 1
      gain += weights[demand[k]]
    }
    return gain
  })
}

/**
 * Maximal covering location problem (Church and ReVelle 1974): chooses candidates so that the weight of the demands that at
 * least one of them covers is as large as it can be made, and says how much more any choice could reach.
 * The solver beneath `planStations`: equal demands merged, then lazy greedy, interchange, annealing, a linear-programming bound, and
 * for small instances the exact solver HiGHS on a thread of its own (in Node): docs/placement.md.
 * @throws InputError for an empty candidate list, arrays that do not fit, weights or costs that are negative or no numbers, and
 *   a budget below the cheapest candidate.
 */
export async function maximalCover(options: MaximalCoverOptions): Promise<MaximalCover> {
  objectArgument(options, 'options', 'an object of type MaximalCoverOptions')
  const { weights, rows, choose, costs, budget, seed, signal, onProgress } = options
  if (!(options.timeLimitMs === undefined || options.timeLimitMs >= 0)) {
    throw new InputError(
      'bad-argument',
      'timeLimitMs',
      `timeLimitMs is ${options.timeLimitMs}, expected milliseconds, 0 or more`,
    )
  }
  const { cover, scale, shortfall } = demandRuns(weights, rows)
  const timeLimitMs = options.timeLimitMs ?? Math.min(15_000, 5000 + rows.demand.length / 1000)
  const workers = rows.demand.length > MANY_PAIRS ? (options.workers ?? Math.min(MOST_WORKERS, await processors())) : 1
  const core = await openCore({ workers })
  try {
    const solved = await solveSpanCover(core, cover, {
      choose,
      costs,
      budget,
      seed,
      timeLimitMs,
      signal,
      onProgress,
      improve: 'anneal',
      bound: 'pdhg',
      exact: true,
    })
    const gains = gainsOf(weights, rows, solved.chosen)
    const objective = gains.reduce((sum, gain) => sum + gain, 0)
    const upperBound = Math.max(objective, ((solved.upperBound + shortfall) / scale) * (shortfall > 0 ? 1 + 1e-12 : 1))
    return { chosen: solved.chosen, objective, upperBound, gains }
  } finally {
    await core.close()
  }
}
