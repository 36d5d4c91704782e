import fc from 'fast-check'
import { expect, test } from 'vitest'
import { erf, erfc, inverseNormalCdf, normalCdf } from '../../src/radio/normal'

test('erf and erfc at tabulated points (Abramowitz and Stegun table 7.1, DLMF 7.23)', () => {
  expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 15)
  expect(erf(1)).toBeCloseTo(0.8427007929497149, 15)
  expect(erf(2.5)).toBeCloseTo(0.999593047982555, 15)
  expect(erfc(3) / 2.209049699858544e-5).toBeCloseTo(1, 12)
  expect(erfc(5) / 1.5374597944280349e-12).toBeCloseTo(1, 12)
  expect(erf(-1)).toBe(-erf(1))
})

test('the inverse undoes the distribution', () => {
  expect(inverseNormalCdf(0.5)).toBe(0)
  expect(inverseNormalCdf(0.975)).toBeCloseTo(1.959963984540054, 14)
  expect(inverseNormalCdf(1e-8)).toBeCloseTo(-5.612001244174789, 12)
  expect(inverseNormalCdf(0)).toBe(Number.NEGATIVE_INFINITY)
  expect(inverseNormalCdf(1.5)).toBeNaN()
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-9, noNaN: true }), (p) => {
      expect(Math.abs(normalCdf(inverseNormalCdf(p)) / p - 1)).toBeLessThan(1e-10)
    }),
  )
})
