import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../../src/formats/input-error'
import { locationSigmaDb } from '../../src/radio/p1812/location-variability'
import { type P1812Link, pathLossP1812 } from '../../src/radio/p1812/p1812'
import { longestLandKm, seaFraction, zonesFromSea } from '../../src/radio/p1812/zones'
import { terrain } from './profiles'

const link: P1812Link = {
  frequencyGhz: 0.773,
  timePercent: 50,
  locationPercent: 50,
  sigmaLocationDb: 5.5,
  txHeightM: 35,
  rxHeightM: 1.5,
  polarization: 'vertical',
  txLon: 118.1,
  txLat: 25.1,
  rxLon: 118.2,
  rxLat: 25.2,
}

test('the loss is finite, grows with the share of time and of locations, and stays above line of sight', () => {
  fc.assert(
    fc.property(
      terrain,
      fc.double({ min: 0.03, max: 6, noNaN: true }),
      fc.double({ min: 1, max: 40, noNaN: true }),
      (profile, frequencyGhz, timePercent) => {
        const at = (change: Partial<P1812Link>) => pathLossP1812(profile, { ...link, frequencyGhz, ...change })
        const result = at({ timePercent })
        expect(Object.values(result.terms).filter((value) => Number.isNaN(value))).toEqual([])
        expect(Number.isFinite(result.lossDb)).toBe(true)
        expect(result.lossDb).toBeGreaterThanOrEqual(result.terms.Lb0p)
        expect(at({ timePercent, locationPercent: 90 }).lossDb).toBeGreaterThanOrEqual(result.lossDb)
      },
    ),
    { numRuns: 300 },
  )
})

test('typed arrays and plain arrays give the same bits; clutter at the ends is ignored', () => {
  const distanceKm = [0, 0.25, 0.5, 0.75, 1, 1.25]
  const heightM = [10, 12, 14, 90, 14, 10]
  const clutterHeightM = [15, 10, 10, 10, 10, 15]
  const zone = [4, 4, 4, 4, 4, 4] as const
  const plain = pathLossP1812({ distanceKm, heightM, clutterHeightM, zone }, link)
  const typed = pathLossP1812(
    {
      distanceKm: Float64Array.from(distanceKm),
      heightM: Float64Array.from(heightM),
      clutterHeightM: Float64Array.from([0, 10, 10, 10, 10, 0]),
      zone: Array.from(zone),
    },
    link,
  )
  expect(typed).toEqual(plain)
  expect(pathLossP1812({ distanceKm, heightM }, link).lossDb).toBeLessThan(plain.lossDb)
})

test('very short profiles, sea paths and masts in a pit give numbers, with warnings', () => {
  expect(pathLossP1812({ distanceKm: [0, 0.03], heightM: [5, 5] }, link).warnings).toHaveLength(2)
  const sea = pathLossP1812(
    { distanceKm: [0, 5, 10, 15, 20, 25], heightM: [0, 0, 0, 0, 0, 0], zone: [1, 1, 1, 1, 1, 1] },
    link,
  )
  expect(sea.terms.w).toBe(1)
  expect(sea.terms.Lloc).toBe(0)
  expect(Number.isFinite(sea.lossDb)).toBe(true)
  const pit = pathLossP1812({ distanceKm: [0, 1, 2, 3, 4, 5], heightM: [-50, 900, 900, 900, 900, -20] }, link)
  expect(pit.lossDb).toBeGreaterThan(150)
})

test('faults of the caller are told by field', () => {
  const profile = { distanceKm: [0, 1, 2], heightM: [0, 0, 0] }
  expect(() => pathLossP1812({ distanceKm: [0, 1, 1], heightM: [0, 0, 0] }, link)).toThrow(InputError)
  expect(() => pathLossP1812({ distanceKm: [1, 2, 3], heightM: [0, 0, 0] }, link)).toThrow(
    'expected 0, the transmitter',
  )
  expect(() => pathLossP1812({ ...profile, heightM: [0, Number.NaN, 0] }, link)).toThrow('heightM[1] is NaN')
  expect(() => pathLossP1812({ ...profile, zone: [4, 2 as 1, 4] }, link)).toThrow('zone[1] is 2')
  expect(() => pathLossP1812(profile, { ...link, timePercent: 0 })).toThrow('timePercent is 0')
  expect(() => pathLossP1812(profile, { ...link, deltaN: 160 })).toThrow('below 157')
  expect(pathLossP1812(profile, { ...link, timePercent: 90 }).warnings.join()).toContain('outside 1 to 50 %')
})

test('zones: sea share reaches half way to the neighbours; coast within 50 km under 100 m', () => {
  const distanceKm = [0, 1, 2, 3, 4]
  expect(seaFraction(distanceKm, [4, 4, 1, 4, 4])).toBe(0.25)
  expect(longestLandKm(distanceKm, [4, 3, 1, 4, 4])).toEqual({ landKm: 1.5, inlandKm: 1.5 })
  expect(zonesFromSea([0, 10, 20, 70, 80], [0, 50, 200, 20, 20], [true, false, false, false, false])).toEqual([
    1, 3, 4, 4, 4,
  ])
})

test('location variability: §4.8 at 700 MHz on 100 m squares; gone 10 m above the clutter', () => {
  expect(locationSigmaDb(0.7, 100, 1.5, 10)).toBeCloseTo((0.52 + 0.0168) * 100 ** 0.28, 12)
  expect(locationSigmaDb(0.7, 100, 20, 10)).toBe(0)
})
