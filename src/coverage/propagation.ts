import type { Core, Region } from '../core/core'
import type { Grid } from '../grid/grid'
import type { CalibratedModel } from '../radio/calibration/calibrated-model'
import type { Terrain } from '../terrain/terrain'
import { elevationOnGrid } from './elevation'
import type { Mast } from './masts'
import { isPathSpecific, modelOf, type PropagationModel } from './propagation-model'
import { type TerrainLoss, terrainLoss } from './terrain-loss'
import { strideOf } from './tiles'

/** What the level of a mast at a place is computed from, laid out in the core: the same for the map, footprints and the map after the plan. */
export interface Propagation {
  model: PropagationModel
  /** Elevation and the sweeps over it, where it is known: enters the vertical angle too. */
  terrain?: TerrainLoss
  /** Sentences for the user. */
  warnings: string[]
}

export interface PropagationInput {
  /** One of `MODELS`, or a model that a calibration made. */
  model?: string | CalibratedModel
  terrain?: Terrain
}

/**
 * Lays a model and its ground out on the grid; release with the arena's mark.
 * @throws InputError `model-unknown`
 */
export async function propagationOn(core: Core, grid: Grid, input: PropagationInput): Promise<Propagation> {
  const model = modelOf(input.model)
  const warnings: string[] = []
  const elevation = input.terrain && (await elevationOnGrid(core, grid, input.terrain.tiles))
  if (elevation && elevation.voidCells > 0) {
    const share = (100 * elevation.voidCells) / (grid.columns * grid.rows)
    warnings.push(`${share.toFixed(1)} % of the grid has no elevation: taken as sea level.`)
  }
  if (!elevation && isPathSpecific(model)) warnings.push(withoutElevation(model))
  return { model, terrain: elevation && terrainLoss(core, grid, elevation.heightM, model), warnings }
}

function withoutElevation(model: PropagationModel): string {
  const taken =
    model === 'los-38901'
      ? 'whether a receiver sees the antenna is taken from its probability over distance, as "auto" does'
      : 'it is taken over flat ground at sea level'
  return `Model ${model} follows the terrain along each path, and no elevation is given (--terrain): ${taken}.`
}

/** Ground under a mast, metres above sea level: the cell that holds it, or the nearest at the rim; sea level where void or unknown. */
export function groundUnder(grid: Grid, terrain: TerrainLoss | undefined): (mast: Mast) => number {
  const heightM: Region<Float32Array>['view'] | undefined = terrain?.heightM.view
  if (!heightM) return () => 0
  const stride = strideOf(grid)
  return ({ x, y }) => {
    const column = Math.min(grid.columns - 1, Math.max(0, Math.floor((x - grid.originX) / grid.cellSizeM)))
    const row = Math.min(grid.rows - 1, Math.max(0, Math.floor((grid.originY - y) / grid.cellSizeM)))
    const height = heightM[row * stride + column]
    return Number.isNaN(height) ? 0 : height
  }
}
