import type { Core } from '../core/core'
import { namedTask } from '../core/named-task'
import type { LongTask } from '../formats/progress'
import type { Grid } from '../grid/grid'
import type { CellWindow } from './cell-window'
import type { QualityLayers } from './coverage-map'
import { type Mast, placeMasts } from './masts'
import type { Propagation } from './propagation'
import { qualityPlanes } from './quality-planes'
import { strideOf, tilesOf } from './tiles'

/** One frequency's masts and its noise. */
export interface FrequencyLayer {
  masts: Mast[]
  /** Thermal noise per resource element with the receiver's noise figure, dBm. */
  noiseDbm: number
}

export interface BestServerOptions extends LongTask {
  propagation: Propagation
  /** Levels below are no signal, dBm. */
  floorDbm: number
  maxRadiusM: number
  /** Load of interfering cells, 0…1. */
  load: number
  thresholdDbm: number
  sigmaDb: number
  /** Records of `serviceTable` by server number; needed for `testsService` and `quality`. */
  services?: Float32Array
  /** The rule is tested on the service level in place of RSRP. */
  testsService?: boolean
  /** Computes the quality layers too. */
  quality?: boolean
  /** Only this part of the grid: the layers hold its cells alone, and they are those of the whole map, bit for bit. */
  window?: CellWindow
}

/** The layers of a coverage map, row-major from the north-west (see CoverageMap). */
export interface CoverageLayers {
  rsrpDbm: Float32Array
  server: Uint32Array
  sinrDb: Float32Array
  probability: Float32Array
  serviceDbm?: Float32Array
  quality?: QualityLayers
}

/** The layers, copied out of the core. */
export interface BestServer extends CoverageLayers {
  /** Pairs of mast and cell of the grid that were evaluated, times the mast's sectors: the work done. */
  evaluations: number
}

/**
 * The strongest cell, its level, SINR and probability of coverage in every grid cell. Frequency by frequency, so that
 * interference is summed over cells of the same frequency only; within a frequency, tile by tile over the workers.
 */
export async function bestServer(
  core: Core,
  grid: Grid,
  layers: FrequencyLayer[],
  options: BestServerOptions,
): Promise<BestServer> {
  const { kernels, arena } = core
  const { propagation, floorDbm, maxRadiusM, load, thresholdDbm, sigmaDb, signal, onProgress } = options
  const { terrain } = propagation
  const start = arena.mark()
  try {
    const stride = strideOf(grid)
    const window = options.window ?? { columnFrom: 0, columnTo: grid.columns, rowFrom: 0, rowTo: grid.rows }
    const [columns, rows] = [window.columnTo - window.columnFrom, window.rowTo - window.rowFrom]
    const count = stride * rows
    // Kernels count rows from the grid's first: the window's rows lie where they would, had the rows above it a place.
    const above = 4 * stride * window.rowFrom
    const result = [arena.f32(count), arena.u32(count), arena.f32(count)]
    const layer = [arena.f32(count), arena.u32(count), arena.f32(count)] as const
    for (const region of [...result, ...layer]) kernels.fillF32(region.ptr, count, 0)
    for (const region of [result[0], layer[0]]) kernels.fillF32(region.ptr, count, -1000)
    const extras = qualityPlanes(core, count, options)

    const total = layers.reduce((sum, { masts }) => sum + masts.length, 0)
    let done = 0
    let evaluations = 0
    for (const { masts, noiseDbm } of layers) {
      const mark = arena.mark()
      const placed = placeMasts(core, grid, propagation, masts, { floorDbm, maxRadiusM })
      const column = masts.map((mast) => (mast.x - grid.originX) / grid.cellSizeM)
      const row = masts.map((mast) => (grid.originY - mast.y) / grid.cellSizeM)
      for (let from = 0; from < masts.length; ) {
        const to = terrain ? Math.min(masts.length, from + terrain.batch(placed.radiusCells, from)) : masts.length
        const inner = arena.mark()
        await terrain?.run(masts, placed, from, to, { signal })
        const select = Array.from({ length: to - from }, (_, i) => from + i)
        const tiles = tilesOf(grid, column, row, placed.radiusCells, select, window)
        const lists = arena.put(Uint32Array.from(tiles.flatMap((tile) => Array.from(tile.masts))))
        let at = lists.ptr
        const tasks = tiles.map((tile) => {
          const list = at
          at += tile.masts.length * 4
          return namedTask('linkTile', {
            columnFrom: tile.columnFrom,
            columnTo: tile.columnTo,
            rowFrom: tile.rowFrom,
            rowTo: tile.rowTo,
            stride,
            cellSizeM: grid.cellSizeM,
            masts: placed.masts.ptr,
            sectors: placed.sectors.ptr,
            list,
            count: tile.masts.length,
            terrain: terrain?.heightM.ptr ?? 0,
            best: layer[0].ptr - above,
            server: layer[1].ptr - above,
            sum: layer[2].ptr - above,
            runners: extras.runners ? extras.runners.ptr - above : 0,
            plane: count * 4,
          })
        })
        await core.run(tasks, {
          signal,
          onProgress: ({ done: part, total: parts }) =>
            onProgress?.({ stage: 'coverage', done: done + (part / parts) * (to - from), total }),
        })
        for (const i of select) evaluations += Math.PI * placed.radiusCells[i] ** 2 * masts[i].sectors.length
        done += to - from
        from = to
        arena.release(inner)
      }
      extras.merge(result[0].ptr, layer, 10 ** (noiseDbm / 10))
      kernels.mergeLayer(
        ...(result.map((region) => region.ptr) as [number, number, number]),
        ...(layer.map((region) => region.ptr) as [number, number, number]),
        count,
        load,
        10 ** (noiseDbm / 10),
      )
      arena.release(mark)
    }

    const cells = columns * rows
    // The layer's planes are free now, and have room for the map without its padding.
    const out = [...layer, arena.f32(cells)] as const
    const first = 4 * window.columnFrom
    kernels.finishMap(
      result[0].ptr + first,
      (extras.tested?.ptr ?? result[0].ptr) + first,
      result[1].ptr + first,
      result[2].ptr + first,
      columns,
      rows,
      stride,
      floorDbm,
      thresholdDbm,
      sigmaDb,
      out[0].ptr,
      out[1].ptr,
      out[2].ptr,
      out[3].ptr,
    )
    const map = {
      rsrpDbm: out[0].view.slice(0, cells),
      server: out[1].view.slice(0, cells),
      sinrDb: out[2].view.slice(0, cells),
      probability: out[3].view.slice(),
      evaluations,
    }
    return { ...map, ...extras.finish({ columns, rows, stride, first }, result[0].ptr, out[2].ptr, out[3]) }
  } finally {
    arena.release(start)
  }
}
