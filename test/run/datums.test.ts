import { describe, expect, it } from 'vitest'
import { datumFor, datumsOf } from '../../src/run/datums'

describe('--datum', () => {
  it('is for all inputs, or for single ones, which win', () => {
    const datums = datumsOf('gcj02,villages=epsg:4547', '--datum')
    expect(datumFor(datums, 'villages')).toBe('EPSG:4547')
    expect(datumFor(datums, 'sites')).toBe('gcj02')
    expect(datumFor(undefined, 'sites')).toBeUndefined()
    expect(datumFor(datumsOf({ sites: 'bd09' }, 'p.yaml: datum'), 'sites')).toBe('bd09')
    expect(datumFor(datumsOf({ sites: 'bd09' }, 'p.yaml: datum'), 'villages')).toBeUndefined()
  })

  it.each([
    [
      'towers=gcj02',
      '"towers" is no input with coordinates; expected NAME for all of them, or INPUT=NAME with villages, sites, fibre, routes, candidates, places, forbidden, keep, refused, measurements, such as sites=gcj02.',
    ],
    ['mars', 'The datum is "mars"; expected wgs84, gcj02, bd09 or EPSG:n, such as EPSG:4547.'],
    [
      'sites=EPSG:99999',
      '--datum: the coordinate system "EPSG:99999" is not known; expected WGS-84 degrees, UTM (EPSG:326zz), CGCS2000 (EPSG:4490–4554), Web Mercator (EPSG:3857) or a national frame in the list of the manual. Convert the file to EPSG:4326.',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => datumsOf(text, '--datum')).toThrow(message)
  })
})
