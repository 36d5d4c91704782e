import { beforeAll, describe, expect, test } from 'vitest'
import { type Core, openCore } from '../../src/core/core'
import { bestServer } from '../../src/coverage/best-server'
import type { Mast } from '../../src/coverage/masts'
import { peakDbm } from '../../src/coverage/masts'
import { propagationOn } from '../../src/coverage/propagation'
import { type SweepWindow, sweepSite } from '../../src/coverage/sweep'
import type { GeoRaster } from '../../src/formats/rasters/geo-raster'
import type { Grid } from '../../src/grid/grid'
import type { CalibratedModel } from '../../src/radio/calibration/calibrated-model'
import { freeSpaceLossDb } from '../../src/radio/free-space'
import { MODELS, type ModelInput, modelOf } from '../../src/radio/models/models'
import { isPathSpecific } from '../../src/radio/models/path-model'
import { loss38901 } from '../../src/radio/models/scenario-38901'
import { SPM_DEFAULTS } from '../../src/radio/spm'
import { sentences } from '../sentences'
import { lossOverDistance, RX_HEIGHT_M } from './path-models'

const grid: Grid = { crs: 'EPSG:32650', originX: 500000, originY: 2700000, cellSizeM: 60, columns: 61, rows: 53 }
const height = (column: number, row: number): number =>
  Math.max(0, 260 * Math.sin(column / 7) * Math.cos(row / 9) + 120 + 9 * Math.sin(column * 3.1 + row * 1.7))
const heightM = Float32Array.from({ length: grid.columns * grid.rows }, (_, i) =>
  height(i % grid.columns, Math.floor(i / grid.columns)),
)
/** The ground as a file whose pixels are the grid's cells. */
const tile: GeoRaster = {
  name: 'hills.tif',
  crs: grid.crs,
  width: grid.columns,
  height: grid.rows,
  originX: grid.originX,
  originY: grid.originY,
  pixelWidth: grid.cellSizeM,
  pixelHeight: grid.cellSizeM,
  data: heightM,
  nodata: null,
}
const terrain = { tiles: [tile], synthetic: true, warnings: [] }

const FREQUENCY_MHZ = 773
const omni = {
  azimuthDeg: Number.NaN,
  mechanicalTiltDeg: 0,
  electricalTiltDeg: 0,
  epreDbm: 20,
  gainDbi: 15,
  horizontalBeamwidthDeg: 360,
  // So wide that the level is peak less loss.
  verticalBeamwidthDeg: 1e6,
  lossDb: 0.5,
}
const mastAt = (column: number, row: number): Mast => ({
  x: grid.originX + (column + 0.5) * grid.cellSizeM,
  y: grid.originY - (row + 0.5) * grid.cellSizeM,
  heightM: 35,
  frequencyMhz: FREQUENCY_MHZ,
  surroundings: 'country',
  sectors: [{ cell: omni, server: 1 }],
})
const mast = mastAt(27, 22)

const none = { points: 0, meanDb: 0, sigmaDb: 0, rmsDb: 0, correlation: 0 }
const calibrated: CalibratedModel = {
  kind: 'gigaplan-model',
  version: 1,
  id: 'hills',
  date: '2024-05-01',
  source: 'test',
  bands: {
    n28: {
      frequencyMhz: FREQUENCY_MHZ,
      coefficients: { ...SPM_DEFAULTS, k1: 10.4, k4: 0.6 },
      landCoverDb: {},
      meanLandCoverDb: 2,
      sigmaDb: 7,
      cells: 20,
      points: 4000,
      distanceRangeM: [100, 5000],
      before: none,
      after: none,
      holdOut: none,
    },
  },
}

let core: Core
beforeAll(async () => {
  core = await openCore()
})

/** Loss in every cell as the map has it, dB; NaN where no signal is left. */
async function lossOnMap(
  model: ModelInput,
  from = mast,
  ground: typeof terrain | null = terrain,
  change?: (heights: Float32Array) => void,
) {
  const mark = core.arena.mark()
  const { propagation, warnings } = await propagationOn(core, grid, {
    model,
    rxHeightM: RX_HEIGHT_M,
    terrain: ground ?? undefined,
  })
  if (change) change(propagation.terrain!.heightM.view)
  const options = { floorDbm: -250, maxRadiusM: 3000, load: 0, thresholdDbm: -105, sigmaDb: 8 }
  const map = await bestServer(core, grid, [{ masts: [from], noiseDbm: -125 }], { propagation, ...options })
  core.arena.release(mark)
  return { lossDb: map.rsrpDbm.map((level) => peakDbm(omni) - level), warnings }
}

/** The sweep of the library for the same mast, over as many rays: the map rounds 50 cells up to 56. */
function swept(mode: Parameters<typeof sweepSite>[1]['mode']): Promise<SweepWindow> {
  const { x, y, heightM: antennaHeightM, frequencyMhz } = mast
  const site = { x, y, antennaHeightM, rxHeightM: RX_HEIGHT_M, frequencyMhz, radiusM: 56 * grid.cellSizeM }
  return sweepSite(core, { mode, grid, heightM, latitudeDeg: 24.4, ...site })
}

/** Cells of the grid within 2.9 km of the mast: index, distance, and where they stand in a window around it. */
function* receivers(window: SweepWindow): Generator<{ i: number; distanceM: number; value: number }> {
  for (let i = 0; i < heightM.length; i++) {
    const [column, row] = [i % grid.columns, Math.floor(i / grid.columns)]
    const distanceM = Math.hypot(column - 27, row - 22) * grid.cellSizeM
    if (distanceM > 2900 || distanceM === 0) continue
    yield { i, distanceM, value: window.values[(row - window.row) * window.side + column - window.column] }
  }
}

/** Height of the mast over the mean ground toward a cell, m: the raster ends before 3 km, so from a fifth of the way to its rim. */
function heightTowardM(i: number, aside: number): number {
  const angle = Math.atan2(Math.floor(i / grid.columns) - 22, (i % grid.columns) - 27)
  const turn = (angle + aside) / (2 * Math.PI)
  const position = ((turn + 1) % 1) * 36
  const [low, high] = [Math.floor(position) % 36, (Math.floor(position) + 1) % 36].map(overMeanM)
  return low + (position % 1) * (high - low)
}

const MEANS = new Map<number, number>()
function overMeanM(azimuth: number): number {
  const known = MEANS.get(azimuth)
  if (known !== undefined) return known
  const [x, y] = [Math.cos((azimuth * Math.PI) / 18), Math.sin((azimuth * Math.PI) / 18)]
  const to = (from: number, along: number, size: number): number =>
    along > 1e-9 ? (size - from) / along : along < -1e-9 ? -from / along : Number.POSITIVE_INFINITY
  const rim = Math.min(to(27.5, x, grid.columns), to(22.5, y, grid.rows))
  // By stretches of 100 m, each by the ground in its middle; the last one is shorter.
  const stretch = 100 / grid.cellSizeM
  let sum = 0
  for (let from = 0.2 * rim; from < rim; from += stretch) {
    const part = Math.min(stretch, rim - from)
    sum += part * between(27 + (from + part / 2) * x, 22 + (from + part / 2) * y)
  }
  const overM = Math.min(200, Math.max(35, height(27, 22) + 35 - sum / (0.8 * rim)))
  MEANS.set(azimuth, overM)
  return overM
}

/** Ground between cell centres, that of the rim beyond them, m. */
function between(column: number, row: number): number {
  const x = Math.min(Math.max(column, 0), grid.columns - 1)
  const y = Math.min(Math.max(row, 0), grid.rows - 1)
  const [west, north] = [Math.min(Math.floor(x), grid.columns - 2), Math.min(Math.floor(y), grid.rows - 2)]
  const at = (c: number, r: number) => heightM[r * grid.columns + c]
  const upper = at(west, north) + (x - west) * (at(west + 1, north) - at(west, north))
  const lower = at(west, north + 1) + (x - west) * (at(west + 1, north + 1) - at(west, north + 1))
  return upper + (y - north) * (lower - upper)
}

/** What each model's loss is made of: the sweep that it takes, and how the sweep's value and the distance become loss. */
const MADE_OF: Record<
  string,
  { mode: Parameters<typeof swept>[0]; loss: (d: number, value: number, i: number, aside?: number) => number }
> = {
  ...Object.fromEntries(
    MODELS.filter((model) => !isPathSpecific(modelOf(model))).map((model) => {
      const base = lossOverDistance(model, 'country', 35, FREQUENCY_MHZ)
      const share = model === 'free-space' ? 1 : 0.75
      const over = modelOf(model).terrain?.({ ...mast, rxHeightM: RX_HEIGHT_M })
      if (over?.sweep === 'knife-edge' && over.atHeightM) {
        const { atHeightM } = over
        const loss = (d: number, edge: number, i: number, aside = 0) => {
          // The sweep takes what the height changes at the step nearest to the receiver.
          const at = Math.max(1, Math.round(d / grid.cellSizeM)) * grid.cellSizeM
          const risen = atHeightM(heightTowardM(i, aside))(at) - atHeightM(35)(at)
          return base(d) + Math.max(risen, Math.min(0, freeSpaceLossDb(at, FREQUENCY_MHZ) - base(at))) + share * edge
        }
        return [model, { mode: 'knife-edge', loss }]
      }
      return [model, { mode: 'knife-edge', loss: (d: number, edge: number) => base(d) + share * edge }]
    }),
  ),
  p1812: { mode: 'p1812', loss: (_, loss) => loss },
  itm: { mode: 'itm', loss: (_, loss) => loss },
  'delta-bullington': { mode: 'delta-bullington', loss: (d, excess) => freeSpaceLossDb(d, FREQUENCY_MHZ) + excess },
  'los-38901': {
    mode: 'line-of-sight',
    loss: (d, seen) =>
      loss38901('RMa', seen === 1, { heightM: 35, frequencyMhz: FREQUENCY_MHZ, rxHeightM: RX_HEIGHT_M })(d),
  },
}

describe('loss over terrain on the map', () => {
  test.each(MODELS)('%s is the sweep of the library and the model over distance put together', async (model) => {
    const { mode, loss } = MADE_OF[model]
    const [{ lossDb, warnings }, window] = [await lossOnMap(model), await swept(mode)]
    let worst = 0
    let cells = 0
    let shadowed = 0
    for (const { i, distanceM, value } of receivers(window)) {
      const expected = loss(distanceM, value, i)
      // A cell lies on the nearest ray, which looks half a cell aside at the rim of the disc at the most.
      const aside = [-0.5, 0.5].map((cells) => loss(distanceM, value, i, cells / 56))
      const [low, high] = [Math.min(expected, ...aside), Math.max(expected, ...aside)]
      worst = Math.max(worst, low - lossDb[i], lossDb[i] - high)
      if (expected > freeSpaceLossDb(distanceM, FREQUENCY_MHZ) + 12) shadowed++
      cells++
    }
    expect(cells).toBeGreaterThan(2000)
    expect(shadowed).toBeGreaterThan(cells / 10)
    expect(worst).toBeLessThan(0.05)
    expect(sentences(warnings)).toEqual([])
  })

  test('a calibrated model takes its own K4', async () => {
    const [{ lossDb }, window] = [await lossOnMap(calibrated), await swept('knife-edge')]
    const base = lossOverDistance(calibrated, 'country', 35, FREQUENCY_MHZ)
    for (const { i, distanceM, value } of receivers(window)) {
      expect(Math.abs(lossDb[i] - base(distanceM) - 0.6 * value)).toBeLessThan(0.05)
    }
  })

  test.each(['p1812', 'itm', 'delta-bullington'] as const)(
    '%s without elevation is that over flat ground, and says so; so is that of a mast outside the grid',
    async (model) => {
      const flat = await lossOnMap(model, mast, null)
      expect(flat.warnings).toHaveLength(1)
      expect(sentences(flat.warnings)[0]).toContain('--terrain')
      const i = 22 * grid.columns + 50
      expect(flat.lossDb[i]).toBeCloseTo(lossOverDistance(model, 'country', 35, FREQUENCY_MHZ)(23 * 60), 1)
      const outside = await lossOnMap(model, mastAt(-5, 22))
      expect(outside.lossDb[22 * grid.columns + 15]).toBeCloseTo(
        lossOverDistance(model, 'country', 35, FREQUENCY_MHZ)(20 * 60),
        1,
      )
    },
  )

  test('ground that is not known counts as sea level, under the receiver too', async () => {
    const holes = heightM.map((h, i) => (i % grid.columns > 35 ? Number.NaN : h))
    const ground = { ...terrain, tiles: [{ ...tile, data: holes }] }
    for (const model of ['auto', 'p1812'] as const) {
      const unknown = await lossOnMap(model, mast, ground)
      const known = await lossOnMap(model, mast, ground, (heights) => {
        heights.forEach((h, i) => {
          if (Number.isNaN(h)) heights[i] = 0
        })
      })
      expect(unknown.lossDb[22 * grid.columns + 50]).toBeGreaterThan(60)
      expect(unknown.lossDb).toEqual(known.lossDb)
      expect(sentences(unknown.warnings)[0]).toContain('sea level')
    }
  })

  test('the flat ground of the sweeps and of the formula are one', async () => {
    const level = { ...terrain, tiles: [{ ...tile, data: new Float32Array(heightM.length) }] }
    for (const model of ['p1812', 'itm', 'delta-bullington'] as const) {
      const { lossDb } = await lossOnMap(model, mast, level)
      for (const column of [30, 40, 55]) {
        const expected = lossOverDistance(model, 'country', 35, FREQUENCY_MHZ)((column - 27) * 60)
        expect(lossDb[22 * grid.columns + column]).toBeCloseTo(expected, 1)
      }
    }
  })
})
