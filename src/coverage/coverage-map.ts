import type { Warning } from '../formats/warning'
import type { Grid } from '../grid/grid'
import type { Network, Rat } from '../network/network'
import type { PathModel } from '../radio/models/path-model'
import type { Rule } from './rule'
import type { Zones } from './zones'

/** Quality of service in each grid cell; arrays as in CoverageMap, NaN where no cell reaches. */
export interface QualityLayers {
  /** SS-RSRQ of the serving cell at the stated load, dB (TS 38.215 §5.1.3). */
  rsrqDb: Float32Array
  /** Level of the serving cell over the second strongest of its frequency, dB; 99 where there is no other. */
  dominanceDb: Float32Array
  /** Cells of the server's frequency within 6 dB of it, the server counted: 1 to 4, 4 meaning four or more; 0 where no cell reaches. */
  overlap: Uint8Array
  /** Rates of one user at the stated load, the largest over the frequencies that reach there, Mbit/s. */
  dlMbps: Float32Array
  ulMbps: Float32Array
}

/** What was computed on the raster. All arrays have `grid.columns * grid.rows` values, row-major from the north-west. */
export interface CoverageMap {
  grid: Grid
  rule: Rule
  /** Generation whose cells are mapped: the rule's, or the newest of the network where it has none of the rule's. */
  rat: Rat
  /** Name of the propagation model. */
  model: string
  /** The model itself; absent where it is the built-in one of that name. */
  pathModel?: PathModel
  /** Name of the land-cover classification that the map was made with. */
  landCover?: string
  /** Standard deviation of the shadowing, dB; the probability is taken with it, and with that of the wall or car where the rule's receiver is behind one. */
  sigmaDb: number
  /** True where the probability is by the model's shadowing at each distance in place of `sigmaDb`. */
  sigmaByModel?: true
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
  /** Probability that the rule's test is met: Φ((level − threshold)/σ), level as `testedDbm` gives it; 0 where no cell reaches. */
  probability: Float32Array
  /**
   * The level that a rule with rates or a receiver indoors is tested on, dBm: threshold + the least spare of level, SINR, downlink and uplink
   * on the best frequency; absent where the rule tests RSRP outdoors.
   */
  serviceDbm?: Float32Array
  /** Where asked for. */
  quality?: QualityLayers
  /** Villages on the grid. */
  zones: Zones
  /** Residents per cell; 0 outside villages. */
  people: Float32Array
  /** True where people were spread evenly for want of a population raster. */
  peopleEstimated: boolean
  /** What terrain does to the level (`terrainEffect`), dB; absent where not asked for. */
  terrainEffectDb?: Float32Array
  /** 1 where the cell can be given gigabit fibre, 0 where not; null where no fibre table was given. */
  gigabit: Uint8Array | null
  network: Network
  /** Pairs of grid cell and network cell that were evaluated: the work done. */
  evaluations: number
  /** What the user should know of the map. */
  warnings: Warning[]
}

/** The level that the rule is tested on against its threshold: RSRP, or the service level of a rule with rates. */
export function testedDbm({ serviceDbm, rsrpDbm }: Pick<CoverageMap, 'serviceDbm' | 'rsrpDbm'>): Float32Array {
  return serviceDbm ?? rsrpDbm
}
