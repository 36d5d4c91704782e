import type { Core, Region } from '../core/core'
import { namedTask } from '../core/named-task'
import { isGeographic } from '../formats/crs'
import type { GeoRaster } from '../formats/rasters/geo-raster'
import type { Grid } from '../grid/grid'
import { KIND_ORDER, kindNumbers } from '../terrain/land-cover'
import type { LandCover } from '../terrain/read-land-cover'
import { MESH_STEP, meshOf } from './mesh'
import { strideOf } from './tiles'

const ROWS_PER_TASK = 32
const TALLY_BYTES = 1024
/** A cell is sampled at the most so often along each side: the kind of most of it is sure long before. */
const MOST_SAMPLES = 8
const METRES_PER_DEGREE = 111_320

/** Kinds of land on the grid, in the core. */
export interface GridLandCover {
  /** Number of the kind (`KIND_ORDER`), 0 where not known; rows of `strideOf(grid)` values. */
  kinds: Region<Uint8Array>
  /** Cells of the grid of which nothing is known. */
  unknownCells: number
}

/**
 * Lays land cover on the grid: each cell gets the kind that most of it has; where tiles overlap the earlier one stands.
 * The region stays in the arena: release it with the arena's mark.
 */
export async function landCoverOnGrid(core: Core, grid: Grid, { tiles, scheme }: LandCover): Promise<GridLandCover> {
  const { arena } = core
  const stride = strideOf(grid)
  const kinds = arena.u8(stride * grid.rows)
  kinds.view.fill(0)
  const start = arena.mark()
  const numbers = arena.put(kindNumbers(scheme))
  for (const tile of tiles.toReversed()) {
    const mark = arena.mark()
    const source = arena.put(codesOf(tile))
    const mesh = meshOf(core, grid, tile)
    const pixelM = tile.pixelHeight * (isGeographic(tile.crs) ? METRES_PER_DEGREE : 1)
    const samples = Math.min(MOST_SAMPLES, Math.max(1, Math.ceil(grid.cellSizeM / pixelM)))
    const tasks = []
    for (let row = 0; row < grid.rows; row += ROWS_PER_TASK) {
      const args = {
        source: source.ptr,
        width: tile.width,
        height: tile.height,
        kinds: numbers.ptr,
        samples,
        mesh: mesh.nodes.ptr,
        meshColumns: mesh.columns,
        meshStep: MESH_STEP,
        columns: grid.columns,
        stride,
        rowFrom: row,
        rowTo: Math.min(grid.rows, row + ROWS_PER_TASK),
        out: kinds.ptr,
      }
      tasks.push(namedTask('classRows', args, 'tally'))
    }
    await core.run(tasks, { scratchBytes: TALLY_BYTES })
    arena.release(mark)
  }
  arena.release(start)
  let unknownCells = 0
  const view = kinds.view
  for (let row = 0; row < grid.rows; row++) {
    for (let i = row * stride; i < row * stride + grid.columns; i++) if (view[i] === 0) unknownCells++
  }
  return { kinds, unknownCells }
}

/** Pixel codes as bytes; those that no byte holds, and nodata, as 0, which no classification uses. */
function codesOf({ data, nodata }: GeoRaster): Uint8Array {
  if (data instanceof Uint8Array && (nodata === null || nodata === 0)) return data
  return Uint8Array.from(data, (code) => (code === nodata || !(code >= 0 && code <= 255) ? 0 : code))
}

/** A raster of values by kind, NaN-free; 0 where the kind is not known. Rows as those of `kinds`. */
export function rasterByKind(
  core: Core,
  { kinds }: GridLandCover,
  valueFor: (id: string) => number,
): Region<Float32Array> {
  const { arena, kernels } = core
  const out = arena.f32(kinds.length)
  const mark = arena.mark()
  const table = new Float32Array(256)
  KIND_ORDER.forEach(({ id }, i) => {
    table[i + 1] = valueFor(id)
  })
  kernels.valuesByClass(kinds.ptr, kinds.length, arena.put(table).ptr, out.ptr)
  arena.release(mark)
  return out
}

/** Water not higher than this is the sea, m above sea level: higher lies a lake, a river or a reservoir. */
const SEA_LEVEL_M = 1

/** A sea mask (u8, 1 = sea) from land cover and elevation; rows as those of `kinds`. */
export function seaOf(core: Core, { kinds }: GridLandCover, heightM: Region<Float32Array>): Region<Uint8Array> {
  const sea = core.arena.u8(kinds.length)
  const water = 1 + KIND_ORDER.findIndex(({ id }) => id === 'water')
  core.kernels.seaCells(kinds.ptr, heightM.ptr, kinds.length, water, SEA_LEVEL_M, sea.ptr)
  return sea
}
