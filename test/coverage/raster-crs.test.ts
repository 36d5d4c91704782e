import { describe, expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { elevationOnGrid } from '../../src/coverage/elevation'
import { landCoverOnGrid } from '../../src/coverage/land-cover-grid'
import { peopleOnGrid } from '../../src/coverage/people'
import { strideOf } from '../../src/coverage/tiles'
import { zonesOfOutlines } from '../../src/coverage/zones'
import { fromLonLatTo, isGeographic } from '../../src/formats/crs'
import type { GeoRaster } from '../../src/formats/rasters/geo-raster'
import { projection, utmCrsAt } from '../../src/grid/projection'
import { elevationAt } from '../../src/grid/terrain-profile'
import { outlinesInCells, villageInCells } from './shapes'

const core = await openCore()

/** A code that a raster may stand in, and a place where it is used. */
const SYSTEMS: [code: number, lon: number, lat: number][] = [
  ...[4326, 4490, 4258, 4269, 3824, 4283, 7844, 6668, 4171, 4617, 3857].map(
    (code) => [code, 118.6, 24.9] as [number, number, number],
  ),
  [32650, 118.6, 24.9],
  [32718, -77, -12],
  [25832, 10.9, 49.9],
  [26910, -121.85, 37.85],
  [2056, 7.4, 47.3],
  [2154, 3, 46.5],
  [2169, 6.1, 49.6],
  [3035, 10, 50],
  [3826, 121.5, 25],
  [27700, -2, 52.5],
  [28992, 5.4, 52.2],
  [31370, 4.4, 50.8],
  [32145, -72.5, 44],
  [4547, 114, 24.9],
  [4526, 114, 24.9],
  [4507, 105, 24.9],
  [4496, 105, 24.9],
]

/** A raster of 60 × 60 pixels of about 100 m around a place, each of the same value. */
function rasterAt(code: number, lon: number, lat: number, value: number): GeoRaster {
  const crs = `EPSG:${code}`
  const [x, y] = fromLonLatTo(crs, 'made.tif')(lon, lat)
  const pixel = isGeographic(crs) ? 0.001 : 100
  return {
    name: 'made.tif',
    crs,
    width: 60,
    height: 60,
    originX: x - 30 * pixel,
    originY: y + 30 * pixel,
    pixelWidth: pixel,
    pixelHeight: pixel,
    data: new Uint8Array(3600).fill(value),
    nodata: null,
  }
}

describe('every coordinate system that is read can be laid on the map', () => {
  test.each(SYSTEMS)('EPSG:%i: elevation, land cover, people', async (code, lon, lat) => {
    const crs = utmCrsAt(lon, lat)
    const [x, y] = projection(crs).forward(lon, lat)
    const grid = { crs, originX: x - 500, originY: y + 500, cellSizeM: 50, columns: 20, rows: 20 }
    const mark = core.arena.mark()
    const { heightM, voidCells } = await elevationOnGrid(core, grid, [rasterAt(code, lon, lat, 77)])
    expect(voidCells).toBe(0)
    expect(heightM.view[10 * strideOf(grid) + 10]).toBe(77)
    const cover = { tiles: [rasterAt(code, lon, lat, 50)], scheme: 'worldcover' as const, name: '', warnings: [] }
    expect((await landCoverOnGrid(core, grid, cover)).unknownCells).toBe(0)
    core.arena.release(mark)
    const square: [number, number][] = [
      [0, 0],
      [20, 0],
      [20, 20],
      [0, 20],
      [0, 0],
    ]
    const zones = zonesOfOutlines(core, grid, outlinesInCells([[[square]]]))
    const people = peopleOnGrid(
      core,
      zones,
      [villageInCells([], { population: Number.NaN })],
      rasterAt(code, lon, lat, 9),
    )
    expect(people.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(100)
    expect(elevationAt({ tiles: [rasterAt(code, lon, lat, 77)], synthetic: false, warnings: [] })(lon, lat)).toBe(77)
  })

  test('a raster in a system that is not known is named, not the grid', async () => {
    const raster = { ...rasterAt(4326, 118, 25, 1), crs: 'EPSG:999999' }
    const grid = { crs: 'EPSG:32650', originX: 0, originY: 0, cellSizeM: 50, columns: 2, rows: 2 }
    await expect(elevationOnGrid(core, grid, [raster])).rejects.toMatchObject({ code: 'crs-unknown', path: 'made.tif' })
  })
})
