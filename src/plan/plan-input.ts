import type { Village, Villages } from '../area/village'
import type { Core } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import type { Rat } from '../network/network'
import type { Terrain } from '../terrain/terrain'
import { type Costs, DEFAULT_COSTS } from './cost'
import { DEFAULT_WEIGHTS, type PlanWeights } from './plan'

/** What is planned for, and within which limits. */
export interface PlanInput extends LongTask {
  coverage: CoverageMap
  villages: Village[] | Villages
  /** Stations to propose at the most. */
  target: number
  /** CNY for all of them; no limit where absent. */
  budgetCny?: number
  terrain?: Terrain
  weights?: Partial<PlanWeights>
  costs?: Costs
  /** Bands of new stations: by default a low band in the country and a mid band in town, of the generation that the map shows. */
  bands?: { country: string; town: string }
  /** New stations are at least so far from each other, m. */
  minSpacingM?: number
  seed?: number
  workers?: number
  core?: Core
}

/** Bands of new stations by generation: the lowest in use for reach, one with room for rate. */
const NEW_BANDS: Readonly<Record<Rat, { country: string; town: string }>> = {
  '5g': { country: 'n28', town: 'n41' },
  '4g': { country: 'b28', town: 'b3' },
  '3g': { country: 'u900', town: 'u2100' },
  '2g': { country: 'g900', town: 'g1800' },
  'nb-iot': { country: 'nb8', town: 'nb8' },
}

/** Least distance between two new stations where none is asked for, m. */
const MIN_SPACING_M = 300

/** A plan's settings, checked and completed with defaults: what the stages work by. */
export interface PlanSettings {
  villages: Village[]
  target: number
  /** CNY; Infinity where there is no limit. */
  budgetCny: number
  weights: PlanWeights
  costs: Costs
  bands: { country: string; town: string }
  minSpacingM: number
  seed: number
}

/** @throws InputError `bad-target`, `bad-budget` */
export function settingsOf(input: PlanInput): PlanSettings {
  const { target, budgetCny = Number.POSITIVE_INFINITY } = input
  if (!(Number.isInteger(target) && target >= 0)) {
    throw new InputError(
      'bad-target',
      'target',
      `The target is ${target}; expected a whole number of stations, such as 5000.`,
    )
  }
  if (!(budgetCny >= 0)) {
    throw new InputError('bad-budget', 'budget', `The budget is ${budgetCny}; expected CNY, 0 or more.`)
  }
  return {
    villages: Array.isArray(input.villages) ? input.villages : input.villages.villages,
    target,
    budgetCny,
    weights: { ...DEFAULT_WEIGHTS, ...input.weights },
    costs: input.costs ?? DEFAULT_COSTS,
    bands: input.bands ?? NEW_BANDS[input.coverage.rat],
    minSpacingM: input.minSpacingM ?? MIN_SPACING_M,
    seed: input.seed ?? 1,
  }
}
