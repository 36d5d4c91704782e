import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { bestServer } from '../../src/coverage/best-server'
import { landCoverOnGrid } from '../../src/coverage/land-cover-grid'
import { linkOf, type Mast, peakDbm } from '../../src/coverage/masts'
import { propagationOn } from '../../src/coverage/propagation'
import { sweepSite } from '../../src/coverage/sweep'
import { strideOf } from '../../src/coverage/tiles'
import { writeCog } from '../../src/formats/rasters/cog'
import type { GeoRaster } from '../../src/formats/rasters/geo-raster'
import type { Grid } from '../../src/grid/grid'
import { landCoverAt } from '../../src/grid/land-cover-at'
import { projection } from '../../src/grid/projection'
import type { CalibratedModel } from '../../src/radio/calibration/calibrated-model'
import { MODELS, type ModelInput, modelOf } from '../../src/radio/models/models'
import { heightGainLoss } from '../../src/radio/p2108'
import { SPM_DEFAULTS } from '../../src/radio/spm'
import { KIND_ORDER, LAND_COVER_KINDS } from '../../src/terrain/land-cover'
import { readLandCover } from '../../src/terrain/read-land-cover'
import { sentences } from '../sentences'
import { RX_HEIGHT_M } from './path-models'

const grid: Grid = { crs: 'EPSG:32650', originX: 500000, originY: 2700000, cellSizeM: 60, columns: 61, rows: 53 }

/** Codes of ESA WorldCover, pixels aligned with the grid or smaller. */
function tileOf(pixelM: number, code: (x: number, y: number) => number, scale = 1): GeoRaster {
  const [width, height] = [grid.columns, grid.rows].map((n) => Math.ceil((n * grid.cellSizeM * scale) / pixelM))
  return {
    name: 'worldcover.tif',
    crs: grid.crs,
    width,
    height,
    originX: grid.originX,
    originY: grid.originY,
    pixelWidth: pixelM,
    pixelHeight: pixelM,
    data: Uint8Array.from({ length: width * height }, (_, i) => code(i % width, Math.floor(i / width))),
    nodata: 0,
  }
}

const landCoverOf = (...tiles: GeoRaster[]) => ({ tiles, scheme: 'worldcover' as const, name: 'test', warnings: [] })
const kindIndex = (id: string): number => 1 + KIND_ORDER.findIndex((kind) => kind.id === id)

describe('land cover on the grid', () => {
  test('a cell gets the kind of most of its pixels', async () => {
    const core = await openCore()
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.constantFrom(0, 10, 10, 40, 50, 80, 7)), async (codes) => {
        const tile = tileOf(20, () => codes.next().value as number) // 3 × 3 pixels a cell
        const mark = core.arena.mark()
        const { kinds, unknownCells } = await landCoverOnGrid(core, grid, landCoverOf(tile))
        const view = kinds.view.slice()
        core.arena.release(mark)
        const ids: Record<number, string> = { 10: 'forest', 40: 'farmland', 50: 'suburban', 80: 'water' }
        let unknown = 0
        for (let row = 0; row < grid.rows; row++) {
          for (let column = 0; column < grid.columns; column++) {
            const counts = new Map<number, number>()
            for (let j = 0; j < 9; j++) {
              const at = (3 * row + Math.floor(j / 3)) * tile.width + 3 * column + (j % 3)
              const id = ids[tile.data[at]]
              if (id) counts.set(kindIndex(id), (counts.get(kindIndex(id)) ?? 0) + 1)
            }
            const best = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0
            expect(view[row * strideOf(grid) + column]).toBe(best)
            if (best === 0) unknown++
          }
        }
        expect(unknownCells).toBe(unknown)
      }),
      { numRuns: 5 },
    )
  })

  test('of overlapping tiles the earlier stands; outside them nothing is known', async () => {
    const core = await openCore()
    const small = tileOf(60, () => 80, 0.3)
    const large = tileOf(60, () => 10, 0.6)
    const { kinds, unknownCells } = await landCoverOnGrid(core, grid, landCoverOf(small, large))
    const at = (column: number, row: number): number => kinds.view[row * strideOf(grid) + column]
    expect(at(5, 5)).toBe(kindIndex('water'))
    expect(at(30, 25)).toBe(kindIndex('forest'))
    expect(at(50, 25)).toBe(0)
    expect(unknownCells).toBe(61 * 53 - 37 * 32)
  })

  test('a place and its cell have one kind', () => {
    const tile = tileOf(60, (x, y) => ((x + y) % 2 ? 10 : 80))
    const [lon, lat] = projection(grid.crs).inverse(grid.originX + 4.5 * 60, grid.originY - 7.5 * 60)
    expect(landCoverAt(landCoverOf(tile))(lon, lat)).toBe('forest')
    expect(landCoverAt(landCoverOf(tile))(lon + 1, lat)).toBeUndefined()
  })
})

const none = { points: 0, meanDb: 0, sigmaDb: 0, rmsDb: 0, correlation: 0 }
const calibrated: CalibratedModel = {
  kind: 'gigaplan-model',
  version: 1,
  id: 'hills',
  date: '2024-05-01',
  source: 'test',
  bands: {
    n28: {
      frequencyMhz: 773,
      coefficients: { ...SPM_DEFAULTS, k1: 10.4, k4: 0.6 },
      landCoverDb: { forest: 9, water: -4 },
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

const mast: Mast = {
  x: grid.originX + 27.5 * grid.cellSizeM,
  y: grid.originY - 22.5 * grid.cellSizeM,
  heightM: 35,
  frequencyMhz: 773,
  surroundings: 'country',
  sectors: [
    {
      server: 1,
      cell: {
        azimuthDeg: Number.NaN,
        mechanicalTiltDeg: 0,
        electricalTiltDeg: 0,
        epreDbm: 20,
        gainDbi: 15,
        horizontalBeamwidthDeg: 360,
        verticalBeamwidthDeg: 1e6,
        lossDb: 0.5,
      },
    },
  ],
}

const clutterAt = (model: ModelInput, at: typeof mast, overTerrain: boolean) =>
  modelOf(model).clutter?.(linkOf(at, RX_HEIGHT_M), overTerrain)

describe('what land cover adds', () => {
  test('nothing twice: where a model is made for a kind of land, that kind adds nothing; no kind takes anything off', () => {
    const of = (model: ModelInput, surroundings: 'town' | 'country', id: string, overTerrain = true) =>
      clutterAt(model, { ...mast, surroundings }, overTerrain)?.offsetDb(id)
    expect(of('auto', 'country', 'village')).toBe(0)
    expect(of('auto', 'country', 'farmland')).toBe(0)
    expect(of('auto', 'country', 'forest')).toBe(4)
    expect(of('auto', 'town', 'suburban')).toBe(0)
    expect(of('auto-2026', 'country', 'forest')).toBe(5)
    expect(of('auto-2026', 'town', 'urban')).toBe(0)
    expect(of('auto-2026', 'town', 'dense-urban')).toBe(4)
    expect(of('hata', 'country', 'forest')).toBe(11)
    expect(of('p1812', 'country', 'forest')).toBeUndefined()
    expect(of('delta-bullington', 'country', 'forest')).toBeUndefined()
    const clutter = { frequencyGhz: 0.773, terminalHeightM: 1.5, clutter: 'forest', clutterHeightM: 15 } as const
    expect(of('itm', 'country', 'forest')).toBe(heightGainLoss(clutter).lossDb)
    expect(of('p1812', 'country', 'forest', false)).toBe(heightGainLoss(clutter).lossDb)
    expect(of('free-space', 'town', 'water')).toBe(0)
    expect(of(calibrated, 'country', 'forest')).toBe(7)
    expect(of(calibrated, 'country', 'water')).toBe(-6)
    for (const model of MODELS) {
      for (const surroundings of ['town', 'country'] as const) {
        for (const id of LAND_COVER_KINDS.keys()) {
          expect(of(model, surroundings, id, false)).toBeGreaterThanOrEqual(0)
        }
      }
    }
  })

  test('a fit that knew no land cover stands with its mean', () => {
    const blind = structuredClone(calibrated)
    blind.bands.n28.landCoverDb = { unknown: 0 }
    expect(clutterAt(blind, mast, true)).toBeUndefined()
  })

  const hills = Float32Array.from({ length: grid.columns * grid.rows }, (_, i) =>
    Math.max(0, 160 * Math.sin((i % grid.columns) / 7) * Math.cos(Math.floor(i / grid.columns) / 9) + 60),
  )
  const terrain = { tiles: [{ ...tileOf(60, () => 0), data: hills, nodata: null }], synthetic: true, warnings: [] }
  const stripes = landCoverOf(tileOf(60, (x, y) => (x < 9 ? 0 : [10, 40, 50, 80][(x + 2 * y) % 4])))

  const lossOnMap = async (model: ModelInput, landCover?: typeof stripes) => {
    const core = await openCore()
    const { propagation } = await propagationOn(core, grid, { model, rxHeightM: RX_HEIGHT_M, terrain, landCover })
    const options = { propagation, floorDbm: -250, maxRadiusM: 3000, load: 0, thresholdDbm: -105, sigmaDb: 8 }
    const map = await bestServer(core, grid, [{ masts: [mast], noiseDbm: -125 }], options)
    return map.rsrpDbm.map((level) => peakDbm(mast.sectors[0].cell) - level)
  }

  test.each([...MODELS.filter((model) => model !== 'p1812' && model !== 'delta-bullington'), calibrated])(
    'receiver by receiver on the map: %j',
    async (model) => {
      const [bare, covered] = [await lossOnMap(model), await lossOnMap(model, stripes)]
      const offset = clutterAt(model, mast, true)!.offsetDb
      const ids = ['forest', 'farmland', 'suburban', 'water']
      let compared = 0
      for (let i = 0; i < bare.length; i++) {
        if (Number.isNaN(bare[i])) continue
        const [column, row] = [i % grid.columns, Math.floor(i / grid.columns)]
        const expected = column < 9 ? 0 : offset(ids[(column + 2 * row) % 4])
        expect(Math.abs(covered[i] - bare[i] - expected)).toBeLessThan(1e-3)
        compared++
      }
      expect(compared).toBeGreaterThan(2000)
    },
  )

  test('a mast reaches as far as land that helps carries it', async () => {
    const core = await openCore()
    const water = landCoverOf(tileOf(60, () => 80))
    const wide = { ...mast, x: grid.originX + 30, y: grid.originY - 30 }
    const levels = async (floorDbm: number) => {
      const { propagation } = await propagationOn(core, grid, {
        model: calibrated,
        rxHeightM: RX_HEIGHT_M,
        landCover: water,
      })
      const options = { propagation, floorDbm, maxRadiusM: 5000, load: 0, thresholdDbm: -105, sigmaDb: 8 }
      return (await bestServer(core, grid, [{ masts: [wide], noiseDbm: -125 }], options)).rsrpDbm
    }
    const all = await levels(-250)
    const floorDbm = [...all].sort((a, b) => a - b)[Math.floor(all.length / 3)]
    const kept = await levels(floorDbm)
    const above = all.reduce((sum, level) => sum + Number(level >= floorDbm), 0)
    expect(above).toBeGreaterThan(1000)
    expect(kept.reduce((sum, level, i) => sum + Number(level === all[i] && level >= floorDbm), 0)).toBe(above)
  })

  test('P.1812 takes obstacles and the sea into the profile', async () => {
    const [bare, covered] = [await lossOnMap('p1812'), await lossOnMap('p1812', stripes)]
    const core = await openCore()
    const cells = Array.from(hills, (_, i) => [i % grid.columns, Math.floor(i / grid.columns)])
    const ids = ['forest', 'farmland', 'suburban', 'water']
    const idOf = ([x, y]: number[]) => (x < 9 ? undefined : ids[(x + 2 * y) % 4])
    const window = await sweepSite(core, {
      mode: 'p1812',
      grid,
      heightM: hills,
      clutterHeightM: Float32Array.from(cells, (cell) => LAND_COVER_KINDS.get(idOf(cell) ?? '')?.heightM ?? 0),
      sea: Uint8Array.from(cells, (cell, i) => (idOf(cell) === 'water' && hills[i] <= 1 ? 1 : 0)),
      x: mast.x,
      y: mast.y,
      antennaHeightM: 35,
      rxHeightM: 1.5,
      frequencyMhz: 773,
      radiusM: 56 * grid.cellSizeM,
      latitudeDeg: 24.4,
    })
    let [compared, raised] = [0, 0]
    for (let i = 0; i < bare.length; i++) {
      if (Number.isNaN(bare[i])) continue
      const value = window.values[(cells[i][1] - window.row) * window.side + cells[i][0] - window.column]
      if (Number.isNaN(value)) continue
      expect(Math.abs(covered[i] - value)).toBeLessThan(1e-3)
      compared++
      if (covered[i] > bare[i] + 3) raised++
    }
    expect(compared).toBeGreaterThan(2000)
    expect(raised).toBeGreaterThan(compared / 4)
  })
})

test('codes of no known classification are refused; strange ones among known are told', async () => {
  const file = async (codes: number[]) => {
    const data = Float32Array.from({ length: 64 }, (_, i) => codes[i % codes.length])
    const frame = { crs: 'EPSG:32650', originX: 500000, originY: 2700000, pixelWidth: 10, pixelHeight: 10 }
    const bytes = await writeCog({ ...frame, width: 8, height: 8, bands: [{ name: 'class', data }] })
    return { name: 'cover.tif', bytes }
  }
  const read = await readLandCover(await file([10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100, 33]))
  expect(read.scheme).toBe('worldcover')
  expect(sentences(read.warnings)[0]).toContain('33')
  await expect(readLandCover(await file([77, 78, 79]))).rejects.toThrow('expected those of ESA WorldCover')
  await expect(readLandCover(await file([1, 2, 3]))).rejects.toThrow("The raster's codes fit corine")
})
