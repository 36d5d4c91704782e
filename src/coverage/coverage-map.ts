import type { Grid } from '../grid/grid'
import type { Network, Rat } from '../network/network'
import type { CalibratedModel } from '../radio/calibration/calibrated-model'
import type { Rule } from './rule'
import type { Zones } from './zones'

/** What was computed on the raster. All arrays have `grid.columns * grid.rows` values, row-major from the north-west. */
export interface CoverageMap {
  grid: Grid
  rule: Rule
  /** Generation whose cells are mapped: the rule's, or the newest of the network where it has none of the rule's. */
  rat: Rat
  /** Name of the propagation model. */
  model: string
  /** The calibrated model, where the map was made with one. */
  calibrated?: CalibratedModel
  /** Standard deviation of the shadowing that the probability is taken with, dB. */
  sigmaDb: number
  /** Levels below this count as no signal, dBm. */
  floorDbm: number
  /** SS-RSRP of the serving cell, dBm; NaN where no cell reaches. */
  rsrpDbm: Float32Array
  /** 1 + index into `network.cells` of the serving cell; 0 where none reaches. */
  server: Uint32Array
  /** SS-SINR at the stated load, dB; NaN where no cell reaches. */
  sinrDb: Float32Array
  /** Load of the interfering cells that SINR was computed at, 0…1. */
  load: number
  /** Probability of RSRP ≥ the rule's threshold: Φ((RSRP − threshold)/σ); 0 where no cell reaches. */
  probability: Float32Array
  /** Villages on the grid. */
  zones: Zones
  /** Residents per cell; 0 outside villages. */
  people: Float32Array
  /** True where people were spread evenly for want of a population raster. */
  peopleEstimated: boolean
  /** 1 where the cell can be given gigabit fibre, 0 where not; null where no fibre table was given. */
  gigabit: Uint8Array | null
  network: Network
  /** Pairs of grid cell and network cell that were evaluated: the work done. */
  evaluations: number
  /** Sentences for the user. */
  warnings: string[]
}
