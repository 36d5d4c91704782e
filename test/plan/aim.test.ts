import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AIM_BEARINGS, AIM_REACHES } from '../../assembly/layout'
import { aimedAzimuths, aimedTilt } from '../../src/plan/aim'

/** Weights by bearing and reach, then the sums for tilt. */
function roseOf(entries: { bearing: number; reach: number; weight: number }[], dropPerM = 0): Float64Array {
  const rose = new Float64Array(AIM_BEARINGS * AIM_REACHES + 2)
  let total = 0
  for (const { bearing, reach, weight } of entries) {
    rose[bearing * AIM_REACHES + reach] += weight
    total += weight
  }
  rose[rose.length - 2] = dropPerM * total
  rose[rose.length - 1] = total
  return rose
}

/** Weight that sectors reach, the plain way. */
function reachedBy(azimuths: number[], entries: { bearing: number; reach: number; weight: number }[]): number {
  return entries.reduce((sum, { bearing, reach, weight }) => {
    const off = azimuths.map((azimuth) => {
      const turn = Math.abs(azimuth / 10 - bearing) % AIM_BEARINGS
      return Math.min(turn, AIM_BEARINGS - turn)
    })
    return sum + (Math.min(...off) <= reach ? weight : 0)
  }, 0)
}

test('sectors turn to where the demand can only just be reached', () => {
  const entries = [4, 17, 29].map((bearing) => ({ bearing, reach: 0, weight: 5 }))
  expect(aimedAzimuths(roseOf(entries))).toEqual([40, 170, 290])
})

test('aimed sectors reach no less than any regular three, and stay 60° apart', () => {
  const entry = fc.record({
    bearing: fc.integer({ min: 0, max: AIM_BEARINGS - 1 }),
    reach: fc.integer({ min: 0, max: AIM_REACHES - 1 }),
    weight: fc.integer({ min: 1, max: 1000 }),
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
      const azimuths = aimedAzimuths(roseOf(entries))
      for (let turn = 0; turn < 12; turn++) {
        const regular = [turn * 10, turn * 10 + 120, turn * 10 + 240]
        expect(reachedBy(azimuths, entries)).toBeGreaterThanOrEqual(reachedBy(regular, entries))
      }
      azimuths.forEach((azimuth, i) => {
        const gap = (azimuths[(i + 1) % 3] - azimuth + 360) % 360
        expect(gap).toBeGreaterThanOrEqual(60)
      })
    }),
    { numRuns: 200 },
  )
})

test('tilt looks down at the demand as far as an antenna tilts', () => {
  const rose = (dropPerM: number) => roseOf([{ bearing: 0, reach: 3, weight: 2 }], dropPerM)
  expect(aimedTilt(rose(Math.tan((4 * Math.PI) / 180)))).toBe(4)
  expect(aimedTilt(rose(0.9))).toBe(10)
  expect(aimedTilt(rose(-0.2))).toBe(0)
  expect(aimedTilt(roseOf([]))).toBeNaN()
})
