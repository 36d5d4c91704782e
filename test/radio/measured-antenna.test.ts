import { expect, test } from 'vitest'
import type { AntennaPattern } from '../../src/formats/antenna-pattern'
import { BEAM_SETS, beamSetGainDbi, beamSetOf } from '../../src/radio/beam-set'
import { cutLossDb, measuredGainDb } from '../../src/radio/measured-antenna'

const off = (a: number, b: number) => Math.min(Math.abs(a - b), 360 - Math.abs(a - b))
const angleDeg = Array.from({ length: 360 }, (_, a) => a)
const pattern: AntennaPattern = {
  name: 'test',
  make: '',
  frequencyMhz: 1940,
  gainDbi: 17.5,
  electricalTiltDeg: 4,
  polarization: '',
  horizontal: { angleDeg, lossDb: angleDeg.map((a) => Math.min(12 * (off(a, 0) / 65) ** 2, 28)) },
  vertical: { angleDeg, lossDb: angleDeg.map((a) => Math.min(12 * (off(a, 4) / 8) ** 2, 24)) },
  warnings: [],
}

test('a cut is interpolated around the circle, also where samples are missing', () => {
  const coarse = { angleDeg: [0, 90, 180, 270], lossDb: [0, 10, 20, 10] }
  expect(cutLossDb(coarse, 45)).toBe(5)
  expect(cutLossDb(coarse, -45)).toBe(5)
  expect(cutLossDb(coarse, 359)).toBeCloseTo(10 / 90, 9)
  expect(cutLossDb({ angleDeg: [10], lossDb: [3] }, 200)).toBe(3)
})

test('in front it is the vertical cut, on the horizon of an untilted antenna the horizontal one', () => {
  const mounting = { mechanicalTiltDeg: 0 }
  for (const depression of [-30, 0, 4, 10]) {
    const vertical = -cutLossDb(pattern.vertical, depression)
    expect(measuredGainDb(pattern, mounting, 0, depression)).toBeCloseTo(vertical, 9)
  }
  // A vertical cut that agrees with the horizontal one in front and behind.
  const agreeing = { angleDeg, lossDb: angleDeg.map((a) => (off(a, 0) < 90 ? 0 : 28)) }
  const level = { ...pattern, electricalTiltDeg: 0, vertical: agreeing }
  for (const azimuth of [0, 32, 120, 180])
    expect(measuredGainDb(level, mounting, azimuth, 0)).toBeCloseTo(-cutLossDb(pattern.horizontal, azimuth), 9)
})

test('electrical tilt moves the beam at every azimuth, mechanical tilt in front only', () => {
  const electrical = { mechanicalTiltDeg: 0, electricalTiltDeg: 10 }
  expect(measuredGainDb(pattern, electrical, 0, 10)).toBeCloseTo(0, 9)
  expect(measuredGainDb(pattern, electrical, 60, 10)).toBeCloseTo(
    measuredGainDb(pattern, { mechanicalTiltDeg: 0 }, 60, 4),
    9,
  )
  const mechanical = { mechanicalTiltDeg: 6 }
  expect(measuredGainDb(pattern, mechanical, 0, 10)).toBeCloseTo(0, 6)
  expect(measuredGainDb(pattern, mechanical, 90, 4)).toBeCloseTo(
    measuredGainDb(pattern, { mechanicalTiltDeg: 0 }, 90, 4),
    0,
  )
  expect(measuredGainDb(pattern, mechanical, 180, -10)).toBeCloseTo(
    measuredGainDb(pattern, { mechanicalTiltDeg: 0 }, 180, -4),
    6,
  )
})

test('a sweep of beams covers its width more evenly and with more gain than one wide beam', () => {
  const tilt = { mechanicalTiltDeg: 0, electricalTiltDeg: 6 }
  const at = (id: string, azimuth: number) => beamSetGainDbi(beamSetOf(id), tilt, azimuth, 6)
  expect(at('row-7', 0)).toEqual({ gainDbi: 21, beam: 3 })
  expect(at('row-7', 45).beam).toBe(6)
  for (let azimuth = -50; azimuth <= 50; azimuth++) {
    expect(at('row-7', azimuth).gainDbi).toBeGreaterThanOrEqual(21 - 3.01)
    expect(at('row-7', azimuth).gainDbi).toBeGreaterThan(at('wide', azimuth).gainDbi)
  }
  expect(BEAM_SETS.map((set) => set.beams.length)).toEqual([1, 7, 8, 8])
  expect(() => beamSetOf('row-9')).toThrow('expected one of wide, row-7')
})
