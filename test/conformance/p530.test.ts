import { describe, expect, test } from 'vitest'
import { diffractionP530, firstFresnelM } from '../../src/radio/microwave/p530-diffraction'
import { multipathP530 } from '../../src/radio/microwave/p530-multipath'
import { rainAttenuationP530 } from '../../src/radio/microwave/p530-rain'
import { rainCoefficientsP838, rainSpecificP838 } from '../../src/radio/microwave/p838'
import { VECTORS, vectorRows, vectorText } from './reference'

/** Largest relative difference that the printed digits of the vectors leave. */
const PRINTED = 1e-9

function off(value: number, expected: number): number {
  return Math.abs(value - expected) / Math.max(Math.abs(expected), 1e-12)
}

describe.skipIf(!VECTORS)('ITU-R P.838-3 and P.530-18 vectors (skipped where they are absent)', () => {
  test('specific attenuation by rain, 60 rows', () => {
    const rows = vectorRows('p530/p838.csv')
    expect(rows).toHaveLength(60)
    for (const [frequencyGhz, rainMmPerHour, elevationDeg, tiltDeg, k, alpha, expected] of rows) {
      const path = { frequencyGhz, elevationDeg, tiltDeg }
      expect(off(rainCoefficientsP838(path).k, k)).toBeLessThan(PRINTED)
      expect(off(rainCoefficientsP838(path).alpha, alpha)).toBeLessThan(PRINTED)
      expect(off(rainSpecificP838({ ...path, rainMmPerHour }), expected)).toBeLessThan(PRINTED)
    }
  })

  test('attenuation by rain on a hop, 80 rows', () => {
    const rows = vectorRows('p530/p530-rain.csv')
    expect(rows).toHaveLength(80)
    for (const [percent, distanceKm, frequencyGhz, elevationDeg, tiltDeg, rainMmPerHour, expected] of rows) {
      const attenuation = rainAttenuationP530({
        percent,
        distanceKm,
        frequencyGhz,
        elevationDeg,
        tiltDeg,
        rainMmPerHour,
      })
      expect(off(attenuation, expected)).toBeLessThan(PRINTED)
    }
  })

  test('multipath fading, 160 rows: any depth, worst month and year', () => {
    const rows = vectorText('p530/p530-multipath.csv')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
    expect(rows).toHaveLength(160)
    for (const row of rows) {
      const [fadeDb, distanceKm, frequencyGhz, txHeightAslM, rxHeightAslM, terrainHeightM] = row.map(Number)
      const [latitudeDeg, geoclimaticK, dn75] = row.slice(6).map(Number)
      const period = row[9] === 'year' ? 'year' : 'worst-month'
      const hop = { distanceKm, frequencyGhz, txHeightAslM, rxHeightAslM, terrainHeightM }
      const share = multipathP530({ ...hop, fadeDb, latitudeDeg, geoclimaticK, dn75, period })
      expect(off(share, Number(row[11]))).toBeLessThan(1e-7) // the source loses digits in ln(1 − pt)
    }
  })

  test('diffraction over average terrain, 30 rows', () => {
    const rows = vectorRows('p530/p530-diffraction.csv')
    expect(rows).toHaveLength(30)
    for (const [distanceKm, frequencyGhz, firstKm, clearanceM, fresnelM, expected] of rows) {
      const at = { frequencyGhz, firstKm, secondKm: distanceKm - firstKm }
      expect(off(firstFresnelM(at), fresnelM)).toBeLessThan(PRINTED)
      expect(off(diffractionP530({ ...at, clearanceM }), expected)).toBeLessThan(1e-7)
    }
  })
})
