import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wavelengthM } from '../../src/radio/bullington'
import { deygout } from '../../src/radio/deygout'
import { diffractionParameter, knifeEdge } from '../../src/radio/knife-edge'
import { reversed, terrain } from './profiles'

test('one edge: J(ν) and the correction term', () => {
  const link = { txAmslM: 30, rxAmslM: 30, frequencyGhz: 1, effectiveRadiusKm: 1e12 }
  const result = deygout({ distanceKm: [0, 5, 10], heightM: [0, 100, 0] }, link)
  const edge = knifeEdge(diffractionParameter(70, 5, 5, wavelengthM(1)))
  expect(result.lossDb).toBeCloseTo(edge + (1 - Math.exp(-edge / 6)) * 10.4, 6)
  expect(result.mainKm).toBe(5)
})

test('three edges are found, and a clear path loses nothing', () => {
  const link = { txAmslM: 20, rxAmslM: 20, frequencyGhz: 1, effectiveRadiusKm: 8500 }
  const ridges = { distanceKm: [0, 2, 5, 8, 10], heightM: [0, 90, 150, 80, 0] }
  const result = deygout(ridges, link)
  expect([result.txSideKm, result.mainKm, result.rxSideKm]).toEqual([2, 5, 8])
  expect(deygout({ distanceKm: [0, 1, 2], heightM: [0, -100, 0] }, link).lossDb).toBe(0)
})

test('reciprocal, finite, not negative', () => {
  fc.assert(
    fc.property(terrain, (profile) => {
      const last = profile.heightM.length - 1
      const link = {
        txAmslM: profile.heightM[0] + 35,
        rxAmslM: profile.heightM[last] + 1.5,
        frequencyGhz: 0.773,
        effectiveRadiusKm: 8500,
      }
      const there = deygout(profile, link).lossDb
      const back = deygout(reversed(profile), { ...link, txAmslM: link.rxAmslM, rxAmslM: link.txAmslM }).lossDb
      expect(there).toBeGreaterThanOrEqual(0)
      expect(Math.abs(there - back)).toBeLessThan(1e-6)
    }),
    { numRuns: 300 },
  )
})
