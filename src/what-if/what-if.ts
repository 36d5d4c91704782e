import type { Village, Villages } from '../area/village'
import type { Costs } from '../constraints/cost'
import type { EarlierProposal } from '../constraints/earlier-plan'
import type { LicenceChoice } from '../constraints/licences'
import type { PlanWeights } from '../constraints/plan-weights'
import type { Core } from '../core/core'
import type { CellWindow } from '../coverage/cell-window'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Surface } from '../coverage/propagation'
import type { LongTask } from '../formats/progress'
import type { Proposal, ProposalReason } from '../plan/plan'
import type { StationChoice } from './station-choice'
import type { VillageState, WhatIfFigures } from './what-if-villages'

/** What a what-if starts from. */
export interface WhatIfInput extends LongTask, Surface, LicenceChoice {
  /** The map of what stands today; its SINR, serving cells and quality are not looked at. */
  coverage: CoverageMap
  villages: Village[] | Villages
  /** The plan to begin with; none by default. */
  proposals?: readonly Proposal[]
  /** Bands of new stations where none is named: a low band in the country, a mid band in town. */
  bands?: { country: string; town: string }
  weights?: Partial<PlanWeights>
  costs?: Costs
  /** As in `PlanInput`: the quarters of `proposals()` follow it. */
  quarterCapacity?: number | readonly number[]
  /** Years that the plan was made for (`plan.years.length`), 1 by default: a station stays in its year, a new one comes to the last. */
  years?: number
  workers?: number
  /** An open core; opened here and closed by `close` where absent. Until then it takes no second what-if; other calls take turns with it. */
  core?: Core
}

/** A station of the plan that is tried. */
export interface WhatIfStation {
  /** Stays the same while the station is moved or changed. */
  readonly id: number
  readonly lon: number
  readonly lat: number
  readonly band: string
  readonly heightM: number
  readonly azimuthsDeg: readonly number[]
  readonly tiltDeg: number
  readonly surroundings: 'town' | 'country'
  /** Id of the site whose structure is shared; null for a new one. */
  readonly sharesSite: string | null
  readonly costCny: number
  readonly reason: ProposalReason
  /** Rank in the plan that the what-if began with; null for a station that was added. */
  readonly rank: number | null
  /** Year of the plan that builds it. */
  readonly year: number
  /** False where it stands as the plan has it. */
  readonly edited: boolean
}

/** What to try: a new station, another setting for one, or one taken away. */
export interface WhatIfChange {
  /** Id of the station to be changed or, without `station`, taken away. */
  replace?: number
  station?: StationChoice
}

/** A village whose cover a trial changes. */
export interface VillageChange {
  /** Index into the villages. */
  village: number
  before: VillageState
  after: VillageState
}

/** What a change would do. Compared with the accepted plan. */
export interface Trial {
  /** The station as it would stand; null where one is taken away. */
  station: WhatIfStation | null
  /** The accepted plan, the plan without the station that is changed, and the plan with the change. */
  before: WhatIfFigures
  without: WhatIfFigures
  after: WhatIfFigures
  /** Villages whose shares or whose 5G differ, in order. */
  villages: VillageChange[]
  /** Cells that may differ. */
  window: CellWindow | null
  /** The accepted map in that window: RSRP in dBm, row by row. */
  beforeRsrpDbm: Float32Array
  costCny: number
}

/** A plan that is edited by trial: one change at a time, seen on the map at once, then accepted or discarded. */
export interface WhatIf {
  /** Stations of the accepted plan, in order. */
  readonly stations: readonly WhatIfStation[]
  /** The accepted plan in numbers. */
  readonly figures: WhatIfFigures
  /** What stands today in numbers. */
  readonly today: WhatIfFigures
  /** Cost of the accepted plan, CNY. */
  readonly costCny: number
  /** The trial that is open. */
  readonly trial: Trial | null
  /** RSRP with the plan and the open trial built, dBm; NaN where nothing reaches. Read it, and do not keep it. */
  rsrpDbm(): Float32Array
  /**
   * Tries a change in place of an open trial.
   * @throws InputError of `StationChoice`, `station-unknown`
   */
  try(change: WhatIfChange): Promise<Trial>
  accept(): Promise<void>
  discard(): Promise<void>
  /** The accepted plan as proposals: gains counted anew in order, ranks, sums and quarters to match. */
  proposals(task?: LongTask): Promise<Proposal[]>
  /** Stations of the accepted plan, all or some, as `PlanInput.keep` takes them: nothing of what was edited is lost. */
  kept(which?: (station: WhatIfStation) => boolean): Required<EarlierProposal>[]
  close(): Promise<void>
}
