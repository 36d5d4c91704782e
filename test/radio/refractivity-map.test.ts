import { expect, test } from 'vitest'
import { readRefractivityMap } from '../../src/radio/p1812/refractivity-map'

// A made-up map: the value is latitude plus a thousandth of the longitude.
const lines = Array.from({ length: 121 }, (_, j) =>
  Array.from({ length: 241 }, (_, i) => (90 - 1.5 * j + 0.001 * 1.5 * i).toFixed(4)).join(' '),
)
const file = (text: string) => ({ name: 'DN50.TXT', bytes: new TextEncoder().encode(text) })

test('bilinear between nodes, around the globe and at the poles', () => {
  const map = readRefractivityMap(file(lines.join('\r\n')))
  expect(map(118.6, 24.9)).toBeCloseTo(24.9 + 0.1186, 3)
  expect(map(-0.75, 10)).toBeCloseTo(10 + 0.35925, 3)
  expect(map(0, 90)).toBe(90)
  expect(map(10, -90)).toBeCloseTo(-90 + 0.01, 3)
})

test('another file is refused', () => {
  expect(() => readRefractivityMap(file('1 2 3'))).toThrow('holds 3 numbers')
})
