import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wgs84ToGcj02 } from '../../src/area/datum'
import { readForbidden, zoneFinder } from '../../src/constraints/forbidden-zones'

const ring = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const file = (features: object[], name = 'zones.geojson') => ({
  name,
  bytes: new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features })),
})
const feature = (geometry: object, properties: object = {}) => ({ type: 'Feature', properties, geometry })

test('zones are named, holes are outside, other geometries are told', async () => {
  const read = await readForbidden(
    file([
      feature({ type: 'Polygon', coordinates: [ring(118, 25, 1), ring(118.4, 25.4, 0.2)] }, { 名称: '水库' }),
      feature({ type: 'Point', coordinates: [118, 25] }),
    ]),
  )
  const zoneAt = zoneFinder(read.zones)
  expect(zoneAt(118.1, 25.1)).toBe('水库')
  expect(zoneAt(118.5, 25.5)).toBeUndefined()
  expect(zoneAt(117.9, 25.1)).toBeUndefined()
  expect(read.rejected).toEqual([
    expect.objectContaining({ file: 'zones.geojson', row: 2, field: 'geometry', value: 'Point' }),
  ])
})

test('the datum is honoured', async () => {
  const moved = ring(118, 25, 1).map(([x, y]) => wgs84ToGcj02(x, y))
  const { zones } = await readForbidden(file([feature({ type: 'Polygon', coordinates: [moved] })]), { datum: 'gcj02' })
  const [west] = (zones[0].geometry.coordinates as number[][][])[0][0]
  expect(west).toBeCloseTo(118, 7)
})

test('a file without a polygon is refused', async () => {
  await expect(readForbidden(file([feature({ type: 'Point', coordinates: [118, 25] })]))).rejects.toThrow(
    /no usable forbidden zone.*feature 1/,
  )
})

test('the finder agrees with looking at every zone', () => {
  const square = fc.record({
    x: fc.integer({ min: 0, max: 90 }),
    y: fc.integer({ min: 0, max: 90 }),
    size: fc.integer({ min: 1, max: 30 }),
  })
  fc.assert(
    fc.property(fc.array(square, { maxLength: 20 }), fc.integer(), fc.integer(), (squares, a, b) => {
      const [lon, lat] = [(Math.abs(a) % 120) + 0.5, (Math.abs(b) % 120) + 0.5]
      const zones = squares.map(({ x, y, size }, i) => ({
        name: String(i),
        geometry: { type: 'Polygon' as const, coordinates: [ring(x, y, size)] },
      }))
      const expected = squares.findIndex(({ x, y, size }) => lon > x && lon < x + size && lat > y && lat < y + size)
      expect(zoneFinder(zones)(lon, lat)).toBe(expected < 0 ? undefined : String(expected))
    }),
  )
})

test('an empty geometry forbids nothing', () => {
  for (const type of ['Polygon', 'MultiPolygon'] as const) {
    const empty = { name: 'none', geometry: { type, coordinates: [] } }
    expect(zoneFinder([empty])(118, 25)).toBeUndefined()
  }
})
