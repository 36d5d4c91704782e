import { describe, expect, it } from 'vitest'
import { readVillages } from '../../src/area/read-villages'
import { gridFor, lonLatBounds } from '../../src/grid/grid-for'
import { utmCrsAt } from '../../src/grid/projection'
import { stationsOutside } from '../../src/network/outside'
import { readSites } from '../../src/network/read-sites'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const ring = (west: number, east: number) => [
  [west, -17],
  [east, -17],
  [east, -16.9],
  [west, -16.9],
  [west, -17],
]
const villagesOf = async (...rings: number[][][]) => {
  const features = rings.map((one, i) => ({
    type: 'Feature',
    properties: { code: String(i), name: `V${i}` },
    geometry: { type: 'Polygon', coordinates: [one] },
  }))
  const text = JSON.stringify({ type: 'FeatureCollection', features })
  return (await readVillages({ name: 'fiji.geojson', bytes: bytesOf(text) }, { checkNeighbours: false })).villages
}

describe('an area on both sides of the antimeridian', () => {
  it('has its own zone and a small grid', async () => {
    const villages = await villagesOf(ring(179.9, 179.98), ring(-179.98, -179.9))
    expect(lonLatBounds(villages).map((degrees) => Math.round(degrees * 100) / 100)).toEqual([179.9, -17, 180.1, -16.9])
    const grid = gridFor(villages)
    expect(grid.crs).toBe('EPSG:32760')
    // 0.2° of longitude at 17° S are 21.3 km.
    expect(Math.abs(grid.columns * 50 - 21_300)).toBeLessThan(300)
    const sites = 'name,lon,lat\nA,179.94,-16.95\nB,-179.94,-16.95\nC,-120,-16.95\n'
    const network = await readSites({ name: 's.csv', bytes: bytesOf(sites) })
    expect(stationsOutside(network, lonLatBounds(villages)).stations).toEqual([2])
  })

  it('takes a ring that steps over it for the small land that it is', async () => {
    const [village] = await villagesOf([
      [179.95, -17],
      [-179.95, -17],
      [-179.95, -16.9],
      [179.95, -16.9],
      [179.95, -17],
    ])
    const grid = gridFor([village])
    expect(Math.abs(grid.columns * 50 - 10_650)).toBeLessThan(300)
    expect(village.publicPoints[0].lon).toBeCloseTo(180, 1)
  })

  it('has zones that begin again', () => {
    expect([179, 180, 181, -179].map((lon) => utmCrsAt(lon, 1))).toEqual([
      'EPSG:32660',
      'EPSG:32660',
      'EPSG:32601',
      'EPSG:32601',
    ])
  })
})
