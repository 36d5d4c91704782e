import { expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { elevationOnGrid } from '../../src/coverage/elevation'
import { strideOf } from '../../src/coverage/tiles'
import type { GeoRaster } from '../../src/formats/rasters/geo-raster'
import type { Grid } from '../../src/grid/grid'
import { projection } from '../../src/grid/projection'
import { elevationAt } from '../../src/grid/terrain-profile'

/** A tile of 3″ around a place, of smooth hills; unknown east of the middle where asked. */
function tileAt(lon: number, lat: number, holes: boolean): GeoRaster {
  const [width, height] = [400, 300]
  const data = Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return holes && x > 330 ? -32768 : 400 + 120 * Math.sin(x / 23) * Math.cos(y / 31)
  })
  const step = 3 / 3600
  return {
    name: 'tile.tif',
    crs: 'EPSG:4326',
    width,
    height,
    originX: lon - (width / 2) * step,
    originY: lat + (height / 2) * step,
    pixelWidth: step,
    pixelHeight: step,
    data,
    nodata: -32768,
  }
}

test.each([
  ['at 25° north', 118, 25.2, 'EPSG:32650'],
  ['at 60° north, far from the middle of the zone', 29.7, 60.1, 'EPSG:32635'],
  ['at 69° north', 18.9, 69.6, 'EPSG:32634'],
  ['south of the equator', -48.9, -23.4, 'EPSG:32722'],
])('elevation of a grid %s is that of the places of its cells', async (_, lon, lat, crs) => {
  const core = await openCore()
  const tile = tileAt(lon, lat, true)
  const [x, y] = projection(crs).forward(lon, lat)
  const cellSizeM = 60
  const grid: Grid = { crs, cellSizeM, columns: 150, rows: 130, originX: x - 4000, originY: y + 4200 }
  const { heightM, voidCells } = await elevationOnGrid(core, grid, [tile])
  const at = elevationAt({ tiles: [tile], synthetic: false, warnings: [] })
  const { inverse } = projection(crs)
  const values = heightM.view
  let [worst, compared, voids] = [0, 0, 0]
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const value = values[row * strideOf(grid) + column]
      // Where nothing is known the sea stands; the tile's own heights are never 0.
      if (value === 0) {
        voids++
        continue
      }
      const place = inverse(grid.originX + (column + 0.5) * cellSizeM, grid.originY - (row + 0.5) * cellSizeM)
      const expected = at(...place)
      if (Number.isNaN(expected)) continue
      worst = Math.max(worst, Math.abs(value - expected))
      compared++
    }
  }
  expect(compared).toBeGreaterThan(10_000)
  // 0.1 m beside the place on slopes of up to 0.1.
  expect(worst).toBeLessThan(0.05)
  expect(voidCells).toBe(voids)
})
