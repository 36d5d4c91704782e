import type { Core, Region } from '../core/core'
import { type Warning, warn } from '../formats/warning'
import { type Grid, nearestCell } from '../grid/grid'
import { type ModelInput, modelOf } from '../radio/models/models'
import type { PathModel } from '../radio/models/path-model'
import { LAND_COVER_KINDS } from '../terrain/land-cover'
import type { LandCover } from '../terrain/read-land-cover'
import type { Terrain } from '../terrain/terrain'
import type { Antennas } from './antennas'
import type { CoverageMap } from './coverage-map'
import { elevationOnGrid } from './elevation'
import { type GridLandCover, landCoverOnGrid, rasterByKind, seaOf } from './land-cover-grid'
import type { Mast } from './masts'
import { receiverOf } from './rule'
import { type TerrainLoss, terrainLoss } from './terrain-loss'
import { strideOf } from './tiles'

/** What the level of a mast at a place is computed from, laid out in the core: the same for the map, footprints and the map after the plan. */
export interface Propagation {
  model: PathModel
  /** Receiver above ground, m. */
  rxHeightM: number
  /** Elevation and the sweeps over it, where it is known: enters the vertical angle too. */
  terrain?: TerrainLoss
  /** Kinds of land, where they are known: what they add at the receiver is in `clutterOffset`. */
  landCover?: GridLandCover
  /** Antennas in place of the bands' default patterns. */
  antennas?: Antennas
}

/** What the loss at a place depends on beside the model. A plan is given what its map was made with. */
export interface Surface {
  terrain?: Terrain
  /** What stands on the ground: clutter at the receiver and along the profile (`clutterOffset`). */
  landCover?: LandCover
  /** Measured antennas and beam sets in place of the bands' default patterns. */
  antennas?: Antennas
}

export interface PropagationInput extends Surface {
  /** One of `MODELS`, a model that a calibration made, or your own. */
  model?: ModelInput
  /** Receiver above ground, m. */
  rxHeightM: number
}

/** The model and the receiver that a map was made with: what is computed against it takes the same. */
export function modelOfMap({ pathModel, model, rule }: Pick<CoverageMap, 'pathModel' | 'model' | 'rule'>) {
  return { model: pathModel ?? model, rxHeightM: receiverOf(rule).heightM }
}

/** The surface among other inputs. */
export function surfaceOf({ terrain, landCover, antennas }: Surface): Surface {
  return { terrain, landCover, antennas }
}

/**
 * Lays a model, its ground and what stands on it out on the grid; release with the arena's mark.
 * @returns with what the user should know
 * @throws InputError `model-unknown`
 */
export async function propagationOn(
  core: Core,
  grid: Grid,
  input: PropagationInput,
): Promise<{ propagation: Propagation; warnings: Warning[] }> {
  const model = modelOf(input.model)
  const warnings: Warning[] = []
  const elevation = input.terrain && (await elevationOnGrid(core, grid, input.terrain.tiles))
  if (elevation && elevation.voidCells > 0) {
    const share = (100 * elevation.voidCells) / (grid.columns * grid.rows)
    warnings.push(warn('grid-no-elevation', { percent: share.toFixed(1) }))
  }
  if (!elevation && model.withoutElevation) {
    warnings.push(warn('model-no-elevation', { model: model.name, taken: model.withoutElevation }))
  }
  const landCover = input.landCover && (await landCoverOnGrid(core, grid, input.landCover))
  if (landCover && landCover.unknownCells > 0) {
    const share = (100 * landCover.unknownCells) / (grid.columns * grid.rows)
    warnings.push(warn('grid-no-land-cover', { percent: share.toFixed(1) }))
  }
  const { antennas, rxHeightM } = input
  if (!elevation) return { propagation: { model, rxHeightM, landCover, antennas }, warnings }
  const { heightM } = elevation
  const obstacles = landCover && model.obstaclesOnProfile ? onProfiles(core, landCover, heightM) : undefined
  const terrain = terrainLoss(core, grid, heightM, { model, rxHeightM }, obstacles)
  return { propagation: { model, rxHeightM, terrain, landCover, antennas }, warnings }
}

/** Obstacle heights (P.1812-8 table 2) and the sea as the sweeps read them. */
function onProfiles(core: Core, landCover: GridLandCover, heightM: Region<Float32Array>) {
  const clutterPtr = rasterByKind(core, landCover, (id) => LAND_COVER_KINDS.get(id)!.heightM).ptr
  return { clutterPtr, seaPtr: seaOf(core, landCover, heightM).ptr }
}

/** Ground under a mast, metres above sea level: the cell that holds it, or the nearest at the rim; sea level where void or unknown. */
export function groundUnder(grid: Grid, terrain: TerrainLoss | undefined): (mast: Mast) => number {
  const heightM: Region<Float32Array>['view'] | undefined = terrain?.heightM.view
  if (!heightM) return () => 0
  const stride = strideOf(grid)
  return ({ x, y }) => {
    const { column, row } = nearestCell(grid, x, y)
    const height = heightM[row * stride + column]
    return Number.isNaN(height) ? 0 : height
  }
}
