import type { Shadowing } from '../shadowing38901'

/** What surrounds an antenna: decides the scenario of TR 38.901 and the environment of the Hata family. */
export type Surroundings = 'town' | 'country'

/** One antenna position on one frequency, and the receiver: all that a model knows beside distance and terrain. */
export interface ModelLink {
  /** Antenna above its own ground, m. */
  heightM: number
  frequencyMhz: number
  surroundings: Surroundings
  /** Receiver above ground, m. */
  rxHeightM: number
}

/** Median basic transmission loss, dB, at a ground distance in metres (from 1 m on). */
export type LossOverDistance = (distanceM: number) => number

/**
 * How the sweep of the terrain enters a model's loss. Loss = table over distance + what the sweep says of each receiver.
 * - `knife-edge`: the model's own loss + `share` (K4) · the dominant knife edge (P.526-15 §4.1, k = 4/3). With `atHeightM` the loss
 *   changes by what the formula gives for the antenna's effective height toward the receiver (over the mean ground of 3 to 15 km,
 *   `MOST_EFFECTIVE_M` at the most) less what it gives for its own; never below free space.
 * - `delta-bullington`: free space + the diffraction of P.526-15 §4.5.3.
 * - `p1812`, `itm`: the sweep gives the whole loss.
 * - `los-tables`: the terrain decides which of two tables a receiver gets.
 */
export type OverTerrain =
  | { sweep: 'knife-edge'; share: number; atHeightM?: (heightM: number) => LossOverDistance }
  | { sweep: 'delta-bullington' }
  | { sweep: 'p1812' | 'itm' }
  | { sweep: 'los-tables'; seen: LossOverDistance; hidden: LossOverDistance }

/** What land cover at the receiver adds to a model's loss. Masts whose terms have one key share a raster. */
export interface ClutterTerm {
  key: string
  /** dB for the id of a kind of land (`data/land-cover/`). */
  offsetDb(kind: string): number
}

/** The range that a model was made for; outside it the formula is continued. */
export interface Validity {
  frequencyMhz: [least: number, most: number]
  /** Antenna height, m. */
  heightM: [least: number, most: number]
  distanceM: [least: number, most: number]
}

/**
 * A path-loss model: everything that the map, footprints and the plan ask of it. `name`, `source` and `loss` make a model of
 * your own for `computeCoverage({ model })`; the other fields are what it may add.
 */
export interface PathModel<Name extends string = string> {
  name: Name
  /** Where the formula stands. */
  source: string
  validity?: Validity
  /** Median loss where no elevation is known; prepared once per antenna, then asked at many distances. */
  loss(link: ModelLink): LossOverDistance
  /** How elevation enters. Absent: it does not change the loss. */
  terrain?(link: ModelLink): OverTerrain
  /**
   * Path-specific models only: what stands in where there is no elevation: flat ground at sea level, or the probability of
   * line of sight. Absent for site-general models.
   */
  withoutElevation?: 'flat' | 'probability'
  /** Obstacles and the sea stand on the swept profile: land cover enters there, and not at the receiver. */
  obstaclesOnProfile?: true
  /** What land cover at the receiver adds. Absent, or undefined for a link: nothing. */
  clutter?(link: ModelLink, overTerrain: boolean): ClutterTerm | undefined
  /** Shadowing over distance, for `sigmaDb: 'model'`. Absent: one spread of 8 dB. */
  shadowing?(link: ModelLink): (distanceM: number) => Shadowing
  /** Standard deviation of its error where measurements gave one, dB. Absent: 8 dB. */
  sigmaDb?: number
  /** False for a frequency that the model has no fit for. Absent: all frequencies are the formula's. */
  fits?(frequencyMhz: number): boolean
}

/** True for a model that needs the terrain along each path. */
export function isPathSpecific(model: PathModel): boolean {
  return model.withoutElevation !== undefined
}

/** The same spread with line of sight and without. */
export function oneSigma(sigmaDb: number): () => Shadowing {
  return () => ({ clear: 1, gapDb: 0, sigmaLosDb: sigmaDb, sigmaNlosDb: sigmaDb })
}

/** Distance at which the map's formulas begin, m: nearer places get its loss (TR 38.901 begins at 10 m). */
export const NEAREST_M = 10

/** Antennas are 30 to 200 m high in Hata's formula (Hata 1980) and its extension (ERC Report 68): greater heights are not believed. */
export const MOST_EFFECTIVE_M = 200
/** Below it the extended formula has another term: 20·lg(h/30). */
export const KINK_M = 30

/** K4: how much of the diffraction loss is added to an empirical loss, which holds some already (SPM practice: 0.5 to 1). */
export const K4 = 0.75
