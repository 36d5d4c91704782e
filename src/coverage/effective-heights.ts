import type { Core, Region } from '../core/core'
import { RISE_AZIMUTHS, RISE_FIRST_AZIMUTH } from '../core/layout'
import type { Grid } from '../grid/grid'
import { KINK_M, MOST_EFFECTIVE_M } from '../radio/models/path-model'
import { linkOf, type Mast } from './masts'
import type { Propagation } from './propagation'
import { strideOf } from './tiles'

/**
 * The effective heights of masts whose model asks for them (`OverTerrain.atHeightM`), by the mast's place in the list: three heights
 * between which the loss is taken as linear in lg h, then one for each of RISE_AZIMUTHS directions, m. Masts outside the grid have none.
 */
export function effectiveHeights(
  core: Core,
  grid: Grid,
  { model, rxHeightM, terrain }: Pick<Propagation, 'model' | 'rxHeightM' | 'terrain'>,
  masts: Mast[],
): Map<number, Region<Float32Array>> {
  const rise = new Map<number, Region<Float32Array>>()
  // Antennas of one site stand on one ground.
  const grounds = new Map<string, Float32Array>()
  if (!terrain) return rise
  for (const [i, mast] of masts.entries()) {
    const asks = model.terrain?.(linkOf(mast, rxHeightM))
    if (asks?.sweep !== 'knife-edge' || !asks.atHeightM || mast.heightM >= MOST_EFFECTIVE_M) continue
    const column = (mast.x - grid.originX) / grid.cellSizeM
    const row = (grid.originY - mast.y) / grid.cellSizeM
    if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) continue
    const record = core.arena.f32(RISE_FIRST_AZIMUTH + RISE_AZIMUTHS)
    const place = `${column} ${row}`
    let over = grounds.get(place)
    if (!over) {
      const { ptr } = terrain.heightM
      const at = record.ptr + 4 * RISE_FIRST_AZIMUTH
      core.kernels.groundRise(ptr, grid.columns, grid.rows, strideOf(grid), grid.cellSizeM, column, row, at)
      over = record.view.slice(RISE_FIRST_AZIMUTH, RISE_FIRST_AZIMUTH + RISE_AZIMUTHS)
      grounds.set(place, over)
    }
    const own = mast.heightM
    record.view.set([own, Math.max(own, KINK_M), MOST_EFFECTIVE_M])
    record.view.set(
      over.map((ground) => Math.min(MOST_EFFECTIVE_M, own + Math.max(0, ground))),
      RISE_FIRST_AZIMUTH,
    )
    rise.set(i, record)
  }
  return rise
}
