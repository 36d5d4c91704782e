import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../../src/formats/input-error'
import { type ItmLink, pathLossItm, pathLossItmArea } from '../../src/radio/itm/itm'

const link: ItmLink = {
  txHeightM: 35,
  rxHeightM: 2,
  frequencyMhz: 773,
  polarization: 'vertical',
  epsilon: 15,
  sigma: 0.005,
  n0: 301,
  climate: 5,
  mdvar: 12,
  timePercent: 50,
  locationPercent: 50,
  situationPercent: 50,
}

const heights = fc.array(fc.double({ min: 0, max: 800, noNaN: true }), { minLength: 2, maxLength: 200 })

test('the loss is finite, above free space at the median of locations, and grows with the time percentage', () => {
  fc.assert(
    fc.property(heights, fc.double({ min: 10, max: 200, noNaN: true }), (heightM, stepM) => {
      const at = (timePercent: number) => pathLossItm({ stepM, heightM }, { ...link, timePercent }).lossDb
      const result = pathLossItm({ stepM, heightM }, link)
      expect(Number.isFinite(result.lossDb)).toBe(true)
      expect(result.terms.A_ref).toBeGreaterThanOrEqual(0)
      expect(at(90)).toBeGreaterThanOrEqual(at(50))
      expect(at(50)).toBeGreaterThanOrEqual(at(10))
    }),
    { numRuns: 300 },
  )
})

test('reliability and confidence are time and situation at the median of locations', () => {
  const {
    timePercent: _t,
    locationPercent: _l,
    situationPercent: _s,
    ...common
  } = link as ItmLink & {
    timePercent: number
    locationPercent: number
    situationPercent: number
  }
  const profile = { stepM: 100, heightM: Float64Array.from({ length: 60 }, (_, i) => 50 + 40 * Math.sin(i / 5)) }
  const byConfidence = pathLossItm(profile, { ...common, reliabilityPercent: 95, confidencePercent: 70 })
  const byTime = pathLossItm(profile, { ...link, timePercent: 95, locationPercent: 50, situationPercent: 70 })
  expect(byConfidence.lossDb).toBe(byTime.lossDb)
})

test('what the model has no value for is refused; what it doubts is warned about', () => {
  const profile = { stepM: 100, heightM: [0, 10, 0, 0] }
  expect(() => pathLossItm(profile, { ...link, frequencyMhz: 25_000 })).toThrow(InputError)
  expect(() => pathLossItm(profile, { ...link, mdvar: 5 })).toThrow('mdvar is 5')
  expect(() => pathLossItm({ stepM: 100, heightM: [0] }, link)).toThrow('expected 2 or more')
  expect(() => pathLossItm({ stepM: 100, heightM: [0, Number.NaN] }, link)).toThrow('heightM[1] is NaN')
  expect(() => pathLossItm({ stepM: 100, heightM: [9000, 9000, 9000] }, link)).toThrow('surface refractivity')
  expect(pathLossItm(profile, link).warnings.join()).toContain('distance 0.3 km is outside 1 to 1000 km')
  expect(pathLossItm(profile, { ...link, timePercent: 99.999, mdvar: 13 }).warnings.join()).toContain('extreme')
})

test('area mode: rougher ground and farther paths lose more', () => {
  const at = (distanceKm: number, irregularityM: number) =>
    pathLossItmArea({ ...link, distanceKm, irregularityM, txSiting: 'careful', rxSiting: 'random' }).lossDb
  expect(at(20, 90)).toBeGreaterThan(at(10, 90))
  expect(at(20, 200)).toBeGreaterThan(at(20, 30))
})
