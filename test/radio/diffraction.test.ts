import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bullington, wavelengthM } from '../../src/radio/bullington'
import { deltaBullington } from '../../src/radio/delta-bullington'
import { diffractionParameter, fresnelRadiusM, knifeEdge } from '../../src/radio/knife-edge'
import { diffractionSurface } from '../../src/radio/p1812/path-analysis'
import { sphericalEarthLossDb } from '../../src/radio/spherical-earth'
import { reversed, terrain } from './profiles'

const height = fc.double({ min: 1, max: 100, noNaN: true })
const frequency = fc.double({ min: 0.1, max: 6, noNaN: true })

test('knife edge: 0 below the cut-off, 6.03 dB at grazing, monotone', () => {
  expect(knifeEdge(-0.78)).toBe(0)
  expect(knifeEdge(Number.NaN)).toBe(0)
  expect(knifeEdge(0)).toBeCloseTo(6.0329, 4)
  fc.assert(
    fc.property(fc.double({ min: -0.77, max: 50, noNaN: true }), (nu) => {
      expect(knifeEdge(nu + 0.1)).toBeGreaterThan(knifeEdge(nu))
    }),
  )
})

test('an obstacle at the Fresnel radius has ν = √2', () => {
  const lambda = wavelengthM(1)
  expect(diffractionParameter(fresnelRadiusM(3, 7, lambda), 3, 7, lambda)).toBeCloseTo(Math.SQRT2, 12)
})

test('Bullington is reciprocal, finite and not negative', () => {
  fc.assert(
    fc.property(terrain, height, height, frequency, (profile, tx, rx, frequencyGhz) => {
      const last = profile.heightM.length - 1
      const link = {
        txAmslM: profile.heightM[0] + tx,
        rxAmslM: profile.heightM[last] + rx,
        frequencyGhz,
        effectiveRadiusKm: 8931,
      }
      const there = bullington(profile, link)
      const back = bullington(reversed(profile), { ...link, txAmslM: link.rxAmslM, rxAmslM: link.txAmslM })
      expect(Number.isFinite(there.lossDb)).toBe(true)
      expect(there.lossDb).toBeGreaterThanOrEqual(0)
      expect(Math.abs(there.lossDb - back.lossDb)).toBeLessThan(1e-6)
    }),
    { numRuns: 500 },
  )
})

test('a single knife edge: Bullington is J(ν) with the distance term', () => {
  const profile = { distanceKm: [0, 5, 10], heightM: [0, 100, 0] }
  const link = { txAmslM: 30, rxAmslM: 30, frequencyGhz: 1, effectiveRadiusKm: 1e12 }
  const nu = diffractionParameter(70, 5, 5, wavelengthM(1))
  const edge = knifeEdge(nu)
  expect(bullington(profile, link).nu).toBeCloseTo(nu, 6)
  expect(bullington(profile, link).lossDb).toBeCloseTo(edge + (1 - Math.exp(-edge / 6)) * 10.2, 6)
})

test('a path without intermediate points meets no obstacle', () => {
  const link = { txAmslM: 10, rxAmslM: 20, frequencyGhz: 1, effectiveRadiusKm: 8931 }
  expect(bullington({ distanceKm: [0, 1], heightM: [0, 0] }, link).lossDb).toBe(0)
})

test('delta-Bullington: at least the Bullington loss, at least the spherical excess, finite', () => {
  fc.assert(
    fc.property(
      terrain,
      height,
      height,
      frequency,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (profile, tx, rx, f, sea) => {
        const last = profile.heightM.length - 1
        const txAmslM = profile.heightM[0] + tx
        const rxAmslM = profile.heightM[last] + rx
        const surface = diffractionSurface(profile, txAmslM, rxAmslM)
        const result = deltaBullington(profile, {
          txAmslM,
          rxAmslM,
          txSmoothM: surface.txM,
          rxSmoothM: surface.rxM,
          frequencyGhz: f,
          effectiveRadiusKm: 8931,
          seaFraction: sea,
          polarization: 'vertical',
        })
        expect(Number.isFinite(result.lossDb)).toBe(true)
        expect(result.lossDb).toBeGreaterThanOrEqual(result.actualDb)
        expect(result.lossDb).toBeGreaterThanOrEqual(result.sphericalDb - result.smoothDb)
        expect(txAmslM - surface.txM).toBeGreaterThan(0)
      },
    ),
    { numRuns: 500 },
  )
})

test('spherical Earth: none nearby, grows beyond the horizon, less for higher antennas', () => {
  const at = (distanceKm: number, txHeightM = 30) =>
    sphericalEarthLossDb({
      distanceKm,
      txHeightM,
      rxHeightM: 10,
      frequencyGhz: 1,
      effectiveRadiusKm: 8500,
      seaFraction: 0,
      polarization: 'horizontal',
    })
  expect(at(1)).toBe(0)
  for (let d = 20; d < 200; d += 10) expect(at(d + 10)).toBeGreaterThan(at(d))
  expect(at(60, 100)).toBeLessThan(at(60, 30))
})
