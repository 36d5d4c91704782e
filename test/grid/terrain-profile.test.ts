import { expect, test } from 'vitest'
import type { GeoRaster } from '../../src/formats/rasters/geo-raster'
import { elevationAt, greatCircleKm, terrainPath } from '../../src/grid/terrain-profile'

/** A plane that rises 100 m per degree to the east, 0.01° pixels, from 118 °E 25 °N. */
function plane(extra: Partial<GeoRaster> = {}): GeoRaster {
  const width = 100
  const height = 100
  const data = new Float32Array(width * height)
  for (let j = 0; j < height; j++) for (let i = 0; i < width; i++) data[j * width + i] = (i + 0.5) * 1
  return {
    name: 'plane',
    crs: 'EPSG:4326',
    width,
    height,
    originX: 118,
    originY: 26,
    pixelWidth: 0.01,
    pixelHeight: 0.01,
    data,
    nodata: -9999,
    ...extra,
  }
}
const terrain = (...tiles: GeoRaster[]) => ({ tiles, synthetic: false, warnings: [] })

test('bilinear heights; NaN outside and beside unknown pixels; the earlier tile stands', () => {
  const at = elevationAt(terrain(plane()))
  expect(at(118.5, 25.5)).toBeCloseTo(50, 4)
  expect(at(118.123, 25.5)).toBeCloseTo(12.3, 4)
  expect(at(117.9, 25.5)).toBeNaN()
  const holed = plane()
  holed.data[50 * 100 + 50] = -9999
  expect(elevationAt(terrain(holed))(118.505, 25.495)).toBeNaN()
  expect(elevationAt(terrain(holed, plane()))(118.505, 25.495)).toBeCloseTo(50.5, 4)
})

test('a path: ends exact, evenly sampled, great-circle length', () => {
  const path = terrainPath(terrain(plane()), [118.1, 25.5], [118.9, 25.5], 100)
  const total = greatCircleKm([118.1, 25.5], [118.9, 25.5])
  expect(total).toBeCloseTo(0.8 * 111.195 * Math.cos((25.5 * Math.PI) / 180), 1)
  expect(path.distanceKm[0]).toBe(0)
  expect(path.distanceKm.at(-1)).toBeCloseTo(total, 9)
  expect(path.heightM[0]).toBeCloseTo(10, 4)
  expect(path.heightM.at(-1)).toBeCloseTo(90, 4)
  expect(path.heightM[path.heightM.length >> 1]).toBeCloseTo(50, 0)
  expect(path.voids).toBe(0)
})

test('what lies beyond the tiles is sea level, and counted', () => {
  const path = terrainPath(terrain(plane()), [118.5, 25.5], [119.5, 25.5], 500)
  expect(path.voids).toBeGreaterThan(90)
  expect(path.heightM.at(-1)).toBe(0)
  expect(() => terrainPath(terrain(), [25.5, 118.5], [118, 25])).toThrow('swapped')
  expect(() => terrainPath(terrain(), [118, 25], [118, 25])).toThrow('the same place')
})
