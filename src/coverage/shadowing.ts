import type { Core } from '../core/core'
import {
  LOSS_ENTRIES,
  SHADOW_COLUMN,
  SHADOW_ENTRY,
  SHADOW_ROW,
  SHADOW_SIGMA_NLOS,
  SHADOW_STRIDE,
  SHADOW_TABLE,
} from '../core/layout'
import type { Grid } from '../grid/grid'
import { oneSigma, type PathModel } from '../radio/models/path-model'
import type { Shadowing } from '../radio/shadowing38901'
import type { CoverageLayers } from './best-server'
import { testedDbm } from './coverage-map'
import { squaredDistanceM2 } from './loss-table'
import { linkOf, type Mast } from './masts'

/** Shadowing of models that do not tell line of sight apart: 6–8 dB rural and suburban, 8–10 dB urban outdoors. */
const ONE_SIGMA_DB = 8

/** Shadowing of a model over distance at a mast; one spread where the model states none. */
export function shadowingOver(model: PathModel, mast: Mast, rxHeightM: number): (distanceM: number) => Shadowing {
  return model.shadowing?.(linkOf(mast, rxHeightM)) ?? oneSigma(ONE_SIGMA_DB)
}

/** The probability layer of a map by its model's shadowing at each distance. */
export function shadowedProbability(
  core: Core,
  grid: Grid,
  map: Pick<CoverageLayers, 'rsrpDbm' | 'serviceDbm' | 'server'>,
  options: {
    model: PathModel
    rxHeightM: number
    layers: { masts: Mast[] }[]
    servers: number
    thresholdDbm: number
    penetrationSigmaDb: number
  },
): Float32Array {
  const { arena, kernels } = core
  const { model, rxHeightM, layers, servers, thresholdDbm, penetrationSigmaDb } = options
  const mark = arena.mark()
  try {
    const tables = new Map<string, { ptr: number; sigmaNlosDb: number }>()
    const bytes = new ArrayBuffer((servers + 1) * SHADOW_STRIDE)
    const records = new DataView(bytes)
    for (const { masts } of layers) {
      for (const mast of masts) {
        const key = `${mast.surroundings} ${mast.heightM} ${mast.frequencyMhz}`
        let table = tables.get(key)
        if (!table) tables.set(key, (table = tableOf(core, shadowingOver(model, mast, rxHeightM))))
        for (const { server } of mast.sectors) {
          const at = server * SHADOW_STRIDE
          records.setFloat32(at + SHADOW_COLUMN, (mast.x - grid.originX) / grid.cellSizeM, true)
          records.setFloat32(at + SHADOW_ROW, (grid.originY - mast.y) / grid.cellSizeM, true)
          records.setUint32(at + SHADOW_TABLE, table.ptr, true)
          records.setFloat32(at + SHADOW_SIGMA_NLOS, table.sigmaNlosDb, true)
        }
      }
    }
    const out = arena.f32(map.server.length)
    kernels.shadowedProbability(
      arena.put(testedDbm(map)).ptr,
      arena.put(map.server).ptr,
      grid.columns,
      grid.rows,
      grid.cellSizeM,
      arena.put(new Uint8Array(bytes)).ptr,
      thresholdDbm,
      penetrationSigmaDb,
      out.ptr,
    )
    return out.view.slice()
  } finally {
    arena.release(mark)
  }
}

/** Probability of line of sight, gap and spread with it over squared distance, entries as those of a loss table. */
function tableOf(core: Core, over: (distanceM: number) => Shadowing): { ptr: number; sigmaNlosDb: number } {
  const values = new Float32Array((LOSS_ENTRIES * SHADOW_ENTRY) / 4)
  let sigmaNlosDb = 0
  for (let i = 0; i < LOSS_ENTRIES; i++) {
    const shadowing = over(Math.sqrt(squaredDistanceM2(i)))
    values.set([shadowing.clear, shadowing.gapDb, shadowing.sigmaLosDb], (i * SHADOW_ENTRY) / 4)
    sigmaNlosDb = shadowing.sigmaNlosDb
  }
  return { ptr: core.arena.put(values).ptr, sigmaNlosDb }
}
