import type { Village, Villages } from '../area/village'
import { type Core, withCore } from '../core/core'
import type { LongTask } from '../formats/progress'
import type { GeoRaster } from '../formats/rasters/geo-raster'
import { type Warning, warn } from '../formats/warning'
import type { Grid } from '../grid/grid'
import { BANDS } from '../network/bands'
import type { Network, Rat } from '../network/network'
import { noiseDbm } from '../radio/link-budget'
import { type ModelInput, modelOf } from '../radio/models/models'
import type { PathModel } from '../radio/models/path-model'
import { antennaWarnings } from './antennas'
import { bestServer, type CoverageLayers } from './best-server'
import type { CoverageMap } from './coverage-map'
import { coverageInputGiven } from './given-coverage'
import type { Mast } from './masts'
import { networkMasts } from './network-masts'
import { peopleOnGrid } from './people'
import { propagationOn, type Surface, surfaceOf } from './propagation'
import { type Rule, receiverOf, ruleOf } from './rule'
import { serviceTable, testSigmaDb, testsService, UE_NOISE_FIGURE_DB } from './service'
import { shadowedProbability } from './shadowing'
import { zonesOf } from './zones'

/** Shadowing, dB: 6–8 rural and suburban, 8–10 urban outdoors. */
const SIGMA_DB = 8
/** Load of interfering cells, 0…1 (FCC BDC asks for at least 0.5). */
const LOAD = 0.5
/** A level this far under the rule's threshold is no signal: it neither covers nor disturbs noticeably. */
const FLOOR_BELOW_THRESHOLD_DB = 10
/** No cell is computed farther than this, m. */
export const MAX_RADIUS_M = 20_000

export interface CoverageInput extends LongTask, Surface {
  grid: Grid
  network: Network
  villages: Village[] | Villages
  /** Residents or any weight per pixel; spread evenly over each village where absent. */
  population?: GeoRaster
  /** Name of a built-in profile, or a profile. */
  rule?: string | Rule
  /** One of `MODELS`, a model that a calibration made, or your own (`PathModel`). */
  model?: ModelInput
  /** A map of the same grid and villages: its zones and people are taken over instead of being laid out again. */
  ground?: Pick<CoverageMap, 'zones' | 'people' | 'peopleEstimated'>
  /**
   * Standard deviation of shadowing, dB, 8 where not set (a calibrated model's own); or `'model'`: that of the model at each distance, with line of
   * sight and without (TR 38.901), for the probability; margins and plans keep the 8 dB.
   */
  sigmaDb?: number | 'model'
  /** Load of interfering cells, 0…1. */
  load?: number
  /** Computes RSRQ, dominance, overlap and rates too: five more layers. */
  quality?: boolean
  /** Layers that an earlier run made from the same inputs: nothing is computed again but villages and people on the grid. */
  layers?: CoverageLayers
  workers?: number
  /** An open core to compute in; opened and closed here where absent. */
  core?: Core
}

/**
 * The coverage map of a network: RSRP, serving cell, SINR and probability on the grid, for the cells of the generation that
 * the rule asks for.
 * @throws InputError `bad-argument`, `unknown-option`, `model-unknown`, `rule-unknown`, `rule-invalid`; the signal's reason when aborted
 */
export async function computeCoverage(input: CoverageInput): Promise<CoverageMap> {
  const checked = coverageInputGiven(input)
  return withCore(checked, (core) => coverageOn(core, checked))
}

async function coverageOn(core: Core, input: CoverageInput): Promise<CoverageMap> {
  const { grid, network, load = LOAD, signal, onProgress } = input
  const villages = Array.isArray(input.villages) ? input.villages : input.villages.villages
  const rule = ruleOf(input.rule)
  const model = modelOf(input.model)
  const sigmaByModel = input.sigmaDb === 'model'
  const given = input.sigmaDb === 'model' ? undefined : input.sigmaDb
  const sigmaDb = given ?? model.sigmaDb ?? SIGMA_DB
  const rxHeightM = receiverOf(rule).heightM
  const mark = core.arena.mark()
  try {
    const zones = input.ground?.zones ?? zonesOf(core, grid, villages)
    const people = input.ground?.people ?? peopleOnGrid(core, zones, villages, input.population)
    const warnings: Warning[] = []
    const rat = generationOf(network, rule.rat, warnings)
    const { layers, indoorCells } = networkMasts(grid, network, rat)
    if (indoorCells > 0) warnings.push(warn('indoor-left-out', { count: indoorCells }))
    warnings.push(...withoutFit(model, layers))
    const { propagation, warnings: told } = await propagationOn(
      core,
      grid,
      input.layers ? { model, rxHeightM } : { model, rxHeightM, ...surfaceOf(input) },
    )
    if (!input.layers) warnings.push(...told, ...antennaWarnings(input.antennas, network))
    const services =
      input.quality || testsService(rule) ? serviceTable(layers, network.cells.length, rule, load) : undefined
    const map = input.layers
      ? { ...input.layers, evaluations: 0 }
      : await bestServer(
          core,
          grid,
          layers.map(({ band, masts }) => ({
            masts,
            noiseDbm: noiseDbm((BANDS[band]?.subcarrierKhz ?? 15) * 1000, UE_NOISE_FIGURE_DB),
          })),
          {
            propagation,
            floorDbm: rule.rsrpDbm - FLOOR_BELOW_THRESHOLD_DB,
            maxRadiusM: MAX_RADIUS_M,
            load,
            thresholdDbm: rule.rsrpDbm,
            sigmaDb: testSigmaDb({ rule, sigmaDb }),
            services,
            testsService: testsService(rule),
            quality: input.quality,
            signal,
            onProgress,
          },
        )
    if (sigmaByModel && !input.layers) {
      map.probability = shadowedProbability(core, grid, map, {
        model,
        rxHeightM,
        layers,
        servers: network.cells.length,
        thresholdDbm: rule.rsrpDbm,
        penetrationSigmaDb: testSigmaDb({ rule, sigmaDb: 0 }),
      })
    }
    return {
      grid,
      rule,
      rat,
      model: model.name,
      landCover: input.landCover?.name,
      pathModel: model,
      sigmaDb,
      ...(sigmaByModel && { sigmaByModel }),
      load,
      floorDbm: rule.rsrpDbm - FLOOR_BELOW_THRESHOLD_DB,
      ...map,
      zones,
      people,
      peopleEstimated: input.ground?.peopleEstimated ?? input.population === undefined,
      gigabit: null,
      network,
      warnings,
    }
  } finally {
    core.arena.release(mark)
  }
}

/** Tells the bands of the network that a model has no fit for. */
function withoutFit({ name, fits }: PathModel, layers: { band: string; masts: Mast[] }[]): Warning[] {
  const without = layers.filter(({ masts }) => masts[0] && fits?.(masts[0].frequencyMhz) === false)
  if (without.length === 0) return []
  return [warn('model-no-fit', { model: name, bands: without.map(({ band }) => band) })]
}

const NEWEST_FIRST: Rat[] = ['5g', '4g', '3g', '2g']

/** The generation to map: the rule's, or, where the network has none of it, the newest there is, and says so. */
function generationOf(network: Network, wanted: Rat, warnings: Warning[]): Rat {
  const has = (rat: Rat): number => network.stations.filter((station) => station.rat === rat).length
  if (has(wanted) > 0) return wanted
  const newest = NEWEST_FIRST.find((rat) => has(rat) > 0)
  if (!newest || newest === wanted) return wanted
  warnings.push(
    warn('generation-missing', { wanted: wanted.toUpperCase(), shown: newest.toUpperCase(), count: has(newest) }),
  )
  return newest
}
