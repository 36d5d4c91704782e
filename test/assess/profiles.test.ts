import { expect, it } from 'vitest'
import { profileTable } from '../../src/assess/profiles'
import { cellOf, LEFT_HALF, mapOf, noNetwork, stationOf } from './small-map'

it('holds one map against every profile of its generation', () => {
  const network = { ...noNetwork(), stations: [stationOf('s', 0, '')], cells: [cellOf('c', 0)] }
  const coverage = mapOf(LEFT_HALF, network)
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

it('turns a rate into the level that the serving carrier needs: n28 at 21 dBm gives 1 Mbps up from −106.6 dBm', () => {
  const network = { ...noNetwork(), stations: [stationOf('s', 0, '')], cells: [cellOf('c', 0)] }
  const areaAt = (level: number, rule: string) => {
    const coverage = mapOf(LEFT_HALF, network)
    coverage.rsrpDbm.fill(level)
    coverage.server.fill(1)
    return profileTable(coverage).find((row) => row.rule === rule)!
  }
  // SINR for 1 Mbps in 80 of 160 blocks: −10.2 dB; device 23 − 3 − 2 dB, noise −99.4 dBm, EPRE 21 dBm. Margin 10.3 dB.
  expect(areaAt(-96.5, 'fcc-bdc-5g-7-1').area).toBe(0)
  expect(areaAt(-96.2, 'fcc-bdc-5g-7-1')).toMatchObject({ area: 1, dlMbps: 7, ulMbps: 1 })
  // In a car 9 dB more, and a margin of 12.1 dB.
  expect(areaAt(-85.6, 'fcc-bdc-5g-7-1-vehicle').area).toBe(0)
  expect(areaAt(-85.3, 'fcc-bdc-5g-7-1-vehicle').area).toBe(1)
  expect(areaAt(-85.3, 'cn-5g-dt-105')).toMatchObject({ area: 1, dlMbps: null, ulMbps: null })
})
