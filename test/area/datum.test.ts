import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bd09ToWgs84,
  type Datum,
  fromWgs84,
  gcj02ToWgs84,
  isMainlandChina,
  toWgs84,
  wgs84ToBd09,
  wgs84ToGcj02,
} from '../../src/area/datum'
import { InputError } from '../../src/formats/input-error'

/** Published test vectors of the offset: WGS-84 to GCJ-02, [lat, lon]. */
const VECTORS = [
  [31.1774276, 121.5272106, 31.17530398364597, 121.531541859215],
  [22.543847, 113.912316, 22.540796131694766, 113.9171764808363],
  [24.8741, 118.6757, 24.871191634008227, 118.6802467409996],
]

describe('GCJ-02', () => {
  it.each(VECTORS)('agrees with the published vector at %f, %f', (lat, lon, gcjLat, gcjLon) => {
    const [x, y] = wgs84ToGcj02(lon, lat)
    expect(Math.abs(x - gcjLon)).toBeLessThan(1e-9)
    expect(Math.abs(y - gcjLat)).toBeLessThan(1e-9)
    const [backLon, backLat] = gcj02ToWgs84(gcjLon, gcjLat)
    expect(Math.abs(backLon - lon)).toBeLessThan(1e-9)
    expect(Math.abs(backLat - lat)).toBeLessThan(1e-9)
  })

  it('leaves places outside mainland China alone', () => {
    const places = {
      Taipei: [121.56, 25.04],
      Kinmen: [118.36, 24.44],
      Matsu: [119.94, 26.16],
      'Hong Kong': [114.16, 22.29],
      Macao: [113.55, 22.19],
      Luxembourg: [6.13, 49.61],
      Seoul: [126.98, 37.57],
      Hanoi: [105.85, 21.03],
    }
    for (const [lon, lat] of Object.values(places)) {
      expect(isMainlandChina(lon, lat)).toBe(false)
      expect(gcj02ToWgs84(lon, lat)).toEqual([lon, lat])
    }
  })

  it('knows cities of the mainland, also near its edges', () => {
    const places = {
      Quanzhou: [118.6757, 24.8741],
      Weitou: [118.56, 24.52],
      'Quangang coast': [118.98, 25.12],
      Xiamen: [118.09, 24.48],
      Shenzhen: [114.06, 22.55],
      Zhuhai: [113.5, 22.25],
      Shanghai: [121.47, 31.23],
      Mohe: [122.5, 53.0],
      Kashgar: [75.99, 39.47],
      Sanya: [109.5, 18.25],
      Ruili: [97.85, 24.01],
      Hunchun: [130.36, 42.86],
    }
    for (const [lon, lat] of Object.values(places)) expect(isMainlandChina(lon, lat)).toBe(true)
  })

  it('comes back from GCJ-02 within 1e-9° and from BD-09 within 2e-6° (the public inverse of BD-09 is an approximation)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 114, max: 117.5, noNaN: true }),
        fc.double({ min: 25, max: 31, noNaN: true }),
        (lon, lat) => {
          const gcj = gcj02ToWgs84(...wgs84ToGcj02(lon, lat))
          const bd = bd09ToWgs84(...wgs84ToBd09(lon, lat))
          expect(Math.hypot(gcj[0] - lon, gcj[1] - lat)).toBeLessThan(1e-9)
          expect(Math.hypot(bd[0] - lon, bd[1] - lat)).toBeLessThan(2e-6)
        },
      ),
    )
  })
})

describe('toWgs84', () => {
  it('takes CGCS2000 geographic as WGS-84', () => {
    expect(toWgs84(118.5, 24.9, 'EPSG:4490')).toEqual([118.5, 24.9])
  })

  it('finds the central meridian of CGCS2000 zones by the code', () => {
    // 3° zone by meridian 117 (4548), with zone number 39 (4527); 6° zone by meridian 117 (4509), zone 20 (4498).
    for (const [code, easting] of [
      [4548, 500000],
      [4527, 39500000],
      [4509, 500000],
      [4498, 20500000],
    ]) {
      const [lon, lat] = toWgs84(easting, 2755000, `EPSG:${code}`)
      expect(lon).toBeCloseTo(117, 9)
      expect(lat).toBeGreaterThan(24.8)
      expect(lat).toBeLessThan(25)
    }
  })

  it('reads UTM and Web Mercator', () => {
    const [lon, lat] = toWgs84(500000, 0, 'EPSG:32650')
    expect(lon).toBeCloseTo(117, 9)
    expect(lat).toBeCloseTo(0, 9)
    const [webLon, webLat] = toWgs84(13210918.6, 2857692.6, 'EPSG:3857')
    expect(webLon).toBeCloseTo(118.6757, 3)
    expect(webLat).toBeCloseTo(24.84, 1)
  })

  it('says which datums there are', () => {
    const call = () => toWgs84(1, 2, 'wgs85' as Datum)
    expect(call).toThrow(InputError)
    expect(call).toThrow('The datum is "wgs85"; expected wgs84, gcj02, bd09 or EPSG:n, such as EPSG:4547.')
    expect(() => toWgs84(1, 2, 'EPSG:99999')).toThrow(/coordinate system "EPSG:99999" is not known/)
  })

  it('goes out in the datum asked for', () => {
    expect(fromWgs84(118.6757, 24.8741, 'wgs84')).toEqual([118.6757, 24.8741])
    expect(fromWgs84(118.6757, 24.8741, 'gcj02')[0]).toBeCloseTo(118.6802467, 6)
  })
})
