import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cosineGainDb, mechanicalTilt, type SectorAntenna, sectorGainDb, wrapDeg } from '../../src/radio/antenna'

const sector: SectorAntenna = {
  horizontalBeamwidthDeg: 65,
  verticalBeamwidthDeg: 10,
  mechanicalTiltDeg: 0,
  electricalTiltDeg: 6,
}

test('−3 dB at half the beamwidths, 0 dB on the beam, the floor behind', () => {
  expect(sectorGainDb(sector, 0, 6)).toBeCloseTo(0, 12)
  expect(sectorGainDb(sector, 32.5, 6)).toBe(-3)
  expect(sectorGainDb(sector, -32.5, 6)).toBe(-3)
  expect(sectorGainDb(sector, 0, 11)).toBe(-3)
  expect(sectorGainDb(sector, 180, 6)).toBe(-25)
  expect(sectorGainDb(sector, 0, -80)).toBe(-20)
  expect(sectorGainDb(sector, 370, 6)).toBe(sectorGainDb(sector, 10, 6))
})

test('mechanical tilt lowers the front, raises the back and leaves the sides', () => {
  expect(mechanicalTilt({ azimuthDeg: 0, depressionDeg: 8 }, 8).depressionDeg).toBeCloseTo(0, 12)
  expect(mechanicalTilt({ azimuthDeg: 180, depressionDeg: -8 }, 8).depressionDeg).toBeCloseTo(0, 12)
  expect(mechanicalTilt({ azimuthDeg: 90, depressionDeg: 0 }, 8).depressionDeg).toBeCloseTo(0, 12)
  // The horizon of the tilted antenna lies atan(tan(tilt)·cos φ) below that of the world.
  fc.assert(
    fc.property(
      fc.double({ min: -89, max: 89, noNaN: true }),
      fc.double({ min: 0, max: 20, noNaN: true }),
      (az, tilt) => {
        const rad = Math.PI / 180
        const depressionDeg = Math.atan(Math.tan(tilt * rad) * Math.cos(az * rad)) / rad
        expect(mechanicalTilt({ azimuthDeg: az, depressionDeg }, tilt).depressionDeg).toBeCloseTo(0, 9)
      },
    ),
  )
})

test('a rotation and back is nothing; the gain never exceeds the maximum', () => {
  const angle = fc.double({ min: -179, max: 179, noNaN: true })
  fc.assert(
    fc.property(
      angle,
      fc.double({ min: -80, max: 80, noNaN: true }),
      fc.double({ min: -15, max: 15, noNaN: true }),
      (a, d, t) => {
        const there = mechanicalTilt({ azimuthDeg: a, depressionDeg: d }, t)
        const back = mechanicalTilt(there, -t)
        expect(wrapDeg(back.azimuthDeg - a)).toBeCloseTo(0, 6)
        expect(back.depressionDeg).toBeCloseTo(d, 6)
        const gain = sectorGainDb({ ...sector, mechanicalTiltDeg: t }, a, d)
        expect(gain).toBeLessThanOrEqual(0)
        expect(gain).toBeGreaterThanOrEqual(-25)
      },
    ),
  )
})

test('an omnidirectional antenna has no azimuth; a cosine antenna is 3 dB down at half its beamwidth', () => {
  expect(sectorGainDb(sector, Number.NaN, 6)).toBeCloseTo(0, 12)
  expect(sectorGainDb({ ...sector, electricalTiltDeg: 2, mechanicalTiltDeg: 4 }, Number.NaN, 6)).toBeCloseTo(0, 12)
  expect(cosineGainDb(45, 90)).toBeCloseTo(-3.0103, 4)
  expect(cosineGainDb(120, 90)).toBe(-25)
})
