import fc from 'fast-check'
import { expect, test } from 'vitest'
import { multipathP530 } from '../../src/radio/microwave/p530-multipath'
import { rainAttenuationP530 } from '../../src/radio/microwave/p530-rain'
import { rainSpecificP838 } from '../../src/radio/microwave/p838'

const path = { frequencyGhz: 18, elevationDeg: 0, tiltDeg: 90 }
const rain = { ...path, percent: 0.01, distanceKm: 8, rainMmPerHour: 80 }
const hop = { distanceKm: 20, frequencyGhz: 7, txHeightAslM: 240, rxHeightAslM: 180, terrainHeightM: 60 }
const clear = { ...hop, latitudeDeg: 25, geoclimaticK: 2e-5, dn75: 60, fadeDb: 20, period: 'year' as const }

test('γ at 10 GHz and 30 mm/h by the coefficients that P.838-3 table 5 prints', () => {
  // table 5, 10 GHz: k_H 0.01217, α_H 1.2571; k_V 0.01129, α_V 1.2156
  const at = { frequencyGhz: 10, elevationDeg: 0, rainMmPerHour: 30 }
  expect(rainSpecificP838({ ...at, tiltDeg: 0 })).toBeCloseTo(0.01217 * 30 ** 1.2571, 3)
  expect(rainSpecificP838({ ...at, tiltDeg: 90 })).toBeCloseTo(0.01129 * 30 ** 1.2156, 3)
})

// On longer hops and below 6 GHz r leaves its limit as rain grows, so the formula itself falls a little.
test('no rain takes nothing; from 6 GHz and up to 25 km more rain and rarer rain take more', () => {
  expect(rainSpecificP838({ ...path, rainMmPerHour: 0 })).toBe(0)
  expect(rainAttenuationP530({ ...rain, rainMmPerHour: 0 })).toBe(0)
  fc.assert(
    fc.property(
      fc.double({ min: 6, max: 100, noNaN: true }),
      fc.double({ min: 0.05, max: 25, noNaN: true }),
      fc.double({ min: 1, max: 150, noNaN: true }),
      fc.constantFrom(0, 45, 90),
      (frequencyGhz, distanceKm, rainMmPerHour, tiltDeg) => {
        const input = { ...rain, frequencyGhz, distanceKm, rainMmPerHour, tiltDeg }
        const usual = rainAttenuationP530(input)
        expect(usual).toBeGreaterThan(0)
        expect(rainAttenuationP530({ ...input, rainMmPerHour: rainMmPerHour * 1.1 })).toBeGreaterThan(usual)
        expect(rainAttenuationP530({ ...input, percent: 0.001 })).toBeGreaterThan(usual)
      },
    ),
  )
})

test('the path factor stops at 2.5 on short hops', () => {
  const km = rainAttenuationP530({ ...rain, distanceKm: 0.1 }) / 0.1
  expect(km / rainAttenuationP530({ ...rain, distanceKm: 0.01 })).toBeCloseTo(100, 9)
})

test('a deeper fade is rarer, and a share lies between 0 and 100 %', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 100, noNaN: true }),
      fc.double({ min: -5.5, max: -3, noNaN: true }),
      fc.double({ min: 0, max: 60, noNaN: true }),
      fc.constantFrom('worst-month' as const, 'year' as const),
      (distanceKm, lgK, fadeDb, period) => {
        const input = { ...clear, distanceKm, geoclimaticK: 10 ** lgK, period }
        const share = multipathP530({ ...input, fadeDb: fadeDb + 30 })
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(100)
        expect(multipathP530({ ...input, fadeDb: fadeDb + 40 })).toBeLessThanOrEqual(share)
      },
    ),
  )
})

test('a figure that cannot be is refused by name', () => {
  expect(() => rainSpecificP838({ ...path, rainMmPerHour: -1 })).toThrow('rainMmPerHour is -1; expected 0 or more')
  expect(() => rainSpecificP838({ ...path, frequencyGhz: 0.5, rainMmPerHour: 1 })).toThrow('expected 1 to 1000')
  expect(() => rainAttenuationP530({ ...rain, percent: 5 })).toThrow('percent is 5; expected 0.001 to 1')
  expect(() => rainAttenuationP530({ ...rain, distanceKm: Number.NaN })).toThrow('distanceKm')
  expect(() => multipathP530({ ...clear, latitudeDeg: 91 })).toThrow('latitudeDeg')
  expect(() => multipathP530({ ...clear, period: 'month' as 'year' })).toThrow('expected one of worst-month, year')
})
