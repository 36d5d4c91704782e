import { expect, it } from 'vitest'
import { profileTable } from '../../src/assess/profiles'
import { LEFT_HALF, mapOf } from './small-map'

it('holds one map against every profile of its generation', () => {
  const coverage = mapOf(LEFT_HALF)
  // Upper half of the covered cells at −100 dBm, lower half at −112 dBm.
  coverage.rsrpDbm.forEach((v, i) => {
    coverage.rsrpDbm[i] = Number.isNaN(v) ? NaN : i < 50 ? -100 : -112
  })
  const rows = Object.fromEntries(profileTable(coverage).map((r) => [r.rule, r.area]))
  expect(rows['itu-sdg-9c1-5g']).toBe(0.5)
  expect(rows['ofcom-5g-high']).toBe(0.25)
  expect(rows['ofcom-5g-very-high']).toBe(0.25)
  expect(rows['cn-5g-dt-105']).toBe(0)
  expect(rows['cn-rural-110']).toBe(0.25)
  expect(rows['fcc-bdc-5g-7-1']).toBe(0)
  expect(rows['ofcom-4g-outdoor']).toBeUndefined()
  expect(rows['nb-iot-ce1']).toBeUndefined()
})
