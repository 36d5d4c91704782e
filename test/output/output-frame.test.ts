import type { Feature } from 'geojson'
import { describe, expect, it } from 'vitest'
import { geojsonText } from '../../src/formats/vectors/geojson-writer'
import { readSites } from '../../src/network/read-sites'
import { featuresFromFrame, geojsonInFrame, outputFrame, rowFromFrame, rowInFrame } from '../../src/output/output-frame'
import { has, runOn } from '../formats/debian'

const row = { rank: 1, lon: 118.6757, lat: 24.8741, band: 'n28' }
const feature: Feature = {
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [row.lon, row.lat] },
  properties: row,
}
const text = (datum: 'gcj02' | 'bd09' | 'EPSG:4547') => {
  const { features, options } = geojsonInFrame([feature], outputFrame(datum))
  return geojsonText(features, options)
}

describe('output in another datum', () => {
  it('leaves everything as it is in WGS-84', () => {
    expect(rowInFrame(row, outputFrame())).toBe(row)
    expect(geojsonInFrame([feature], outputFrame())).toEqual({ features: [feature], options: {} })
  })

  it('moves columns and geometry to GCJ-02, says so, and comes back', () => {
    const moved = rowInFrame(row, outputFrame('gcj02'))
    // The vector of domain.md 5.4: 562 m away.
    expect(moved).toEqual({ rank: 1, lon: 118.680247, lat: 24.871192, band: 'n28', datum: 'gcj02' })
    const read = JSON.parse(text('gcj02'))
    expect(read.datum).toBe('gcj02')
    expect(read.features[0].geometry.coordinates).toEqual([118.680247, 24.871192])
    expect(read.features[0].properties).toEqual(moved)
    const [back] = featuresFromFrame(read.features as Feature[], 'gcj02')
    expect((back.geometry as { coordinates: number[] }).coordinates[0]).toBeCloseTo(row.lon, 5)
    expect(back.properties?.lat).toBeCloseTo(row.lat, 5)
  })

  it('writes metres as x and y', () => {
    const moved = rowInFrame(row, outputFrame('EPSG:4547'))
    expect(Object.keys(moved)).toEqual(['rank', 'x', 'y', 'band', 'datum'])
    expect(moved.x).toBeGreaterThan(900000)
    expect(rowFromFrame(moved, 'EPSG:4547')).toMatchObject({
      lon: expect.closeTo(row.lon, 6),
      lat: expect.closeTo(row.lat, 6),
    })
  })

  it.each(['gcj02', 'bd09', 'EPSG:4547'] as const)(
    'is read back by our own readers from what it says: %s',
    async (datum) => {
      const bytes = new TextEncoder().encode(text(datum))
      const { sites } = await readSites({ name: 'p.geojson', bytes })
      expect(sites[0].lon).toBeCloseTo(row.lon, 5)
      expect(sites[0].lat).toBeCloseTo(row.lat, 5)
      const moved = rowInFrame(row, outputFrame(datum))
      const csv = `${Object.keys(moved).join(',')}\n${Object.values(moved).join(',')}\n`
      const table = await readSites({ name: 'plan.csv', bytes: new TextEncoder().encode(csv) })
      expect(table.sites[0].lon).toBeCloseTo(row.lon, 5)
    },
  )

  it('refuses a datum that is not known', () => {
    expect(() => outputFrame('wgs72' as never)).toThrow('expected wgs84, gcj02, bd09 or EPSG:n')
  })

  it.skipIf(!has('ogrinfo'))('GDAL honours the EPSG code that the file declares', () => {
    const said = runOn('p.geojson', text('EPSG:4547'), 'ogrinfo', ['-ro', '-al', 'FILE'])
    expect(said).toContain('ID["EPSG",4547]')
  })
})
