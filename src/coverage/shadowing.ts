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
import { type Shadowing, shadowing38901 } from '../radio/shadowing38901'
import type { CoverageLayers } from './best-server'
import { testedDbm } from './coverage-map'
import { squaredDistanceM2 } from './loss-table'
import type { Mast } from './masts'
import { calibratedBand, type PropagationModel, RX_HEIGHT_M, scenarioOf } from './propagation-model'

/** Shadowing of models that do not tell line of sight apart: 6–8 dB rural and suburban, 8–10 dB urban outdoors. */
const ONE_SIGMA_DB = 8

/**
 * Shadowing of a model over distance. TR 38.901 without a terrain path tells line of sight apart by its probability; a calibrated band has
 * the residual of its fit; every other model has one spread.
 */
export function shadowingOver(model: PropagationModel, mast: Mast): (distanceM: number) => Shadowing {
  const { heightM, frequencyMhz, surroundings } = mast
  const band = typeof model === 'object' ? calibratedBand(model, frequencyMhz) : undefined
  if (typeof model === 'object' && band !== undefined) return oneSigma(model.bands[band].sigmaDb)
  const name = typeof model === 'object' ? 'auto' : model
  if (name !== 'auto' && name !== '38901-rma' && name !== '38901-uma' && name !== '38901-umi') {
    return oneSigma(ONE_SIGMA_DB)
  }
  const scenario = scenarioOf(name, surroundings, heightM)
  return (distanceM) => shadowing38901(scenario, Math.max(10, distanceM), frequencyMhz / 1000, heightM, RX_HEIGHT_M)
}

function oneSigma(sigmaDb: number): () => Shadowing {
  return () => ({ clear: 1, gapDb: 0, sigmaLosDb: sigmaDb, sigmaNlosDb: sigmaDb })
}

/** The probability layer of a map by its model's shadowing at each distance. */
export function shadowedProbability(
  core: Core,
  grid: Grid,
  map: Pick<CoverageLayers, 'rsrpDbm' | 'serviceDbm' | 'server'>,
  options: {
    model: PropagationModel
    layers: { masts: Mast[] }[]
    servers: number
    thresholdDbm: number
    penetrationSigmaDb: number
  },
): Float32Array {
  const { arena, kernels } = core
  const { model, layers, servers, thresholdDbm, penetrationSigmaDb } = options
  const mark = arena.mark()
  try {
    const tables = new Map<string, { ptr: number; sigmaNlosDb: number }>()
    const bytes = new ArrayBuffer((servers + 1) * SHADOW_STRIDE)
    const records = new DataView(bytes)
    for (const { masts } of layers) {
      for (const mast of masts) {
        const key = `${mast.surroundings} ${mast.heightM} ${mast.frequencyMhz}`
        let table = tables.get(key)
        if (!table) tables.set(key, (table = tableOf(core, shadowingOver(model, mast))))
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
