import { expect, test } from 'vitest'
import { resourceBlocksOf, BANDS as TABLE } from '../../src/network/bands'
import { multiServerProbability, pointProbability } from '../../src/radio/coverage-probability'
import {
  cellRadiusM,
  downlinkMaplDb,
  eprePowerDbm,
  noiseDbm,
  rateMbps,
  sinrForRateDb,
  uplinkMaplDb,
  wattsToDbm,
} from '../../src/radio/link-budget'
import { rmaNlosDb, umaNlosDb } from '../../src/radio/tr38901'

// The worked table of the planning handbook: M_SF 8.7 dB, cable 0.5 dB, threshold −105 dBm, RMa at 35 m, UMa at 25 m.
const BANDS = [
  { band: 'n28', watts: 240, mhz: 30, spacing: 15, gain: 15, ghz: 0.773, mapl: 131.8, rma: 2369, uma: 1209 },
  { band: 'n1', watts: 320, mhz: 40, spacing: 15, gain: 17.5, ghz: 2.1325, mapl: 134.2, rma: 1621, uma: 831 },
  { band: 'n78', watts: 320, mhz: 100, spacing: 30, gain: 20, ghz: 3.5, mapl: 135.7, rma: 1370, uma: 703 },
] as const

test.each(BANDS)('$band: link budget and radius as in the worked example', (row) => {
  const maplDb = downlinkMaplDb({
    epreDbm: eprePowerDbm(wattsToDbm(row.watts), resourceBlocksOf(row.spacing === 15 ? TABLE.n28 : TABLE.n78, row.mhz)),
    gainDbi: row.gain,
    cableLossDb: 0.5,
    shadowMarginDb: 8.7,
    rsrpDbm: -105,
  })
  expect(Math.abs(maplDb - row.mapl)).toBeLessThan(0.06)
  expect(Math.abs(cellRadiusM((d) => rmaNlosDb(d, row.ghz, 35, 1.5), maplDb) / row.rma - 1)).toBeLessThan(0.005)
  expect(Math.abs(cellRadiusM((d) => umaNlosDb(d, row.ghz, 25, 1.5), maplDb) / row.uma - 1)).toBeLessThan(0.005)
})

test('EPRE, noise and rate', () => {
  expect(eprePowerDbm(40, 273)).toBeCloseTo(4.85, 2)
  expect(noiseDbm(15_000, 7)).toBeCloseTo(-125.24, 2)
  expect(noiseDbm(30_000, 7)).toBeCloseTo(-122.23, 2)
  const sinrDb = sinrForRateDb(1, 10, 15, { overhead: 0.3 })
  expect(rateMbps(sinrDb, (10 * 12 * 15) / 1000, { overhead: 0.3 })).toBeCloseTo(1, 9)
  expect(sinrForRateDb(1000, 1, 15)).toBe(Number.POSITIVE_INFINITY)
})

test('more granted blocks ask for less SINR, and the uplink budget adds up', () => {
  expect(sinrForRateDb(1, 20, 15)).toBeLessThan(sinrForRateDb(1, 5, 15))
  const mapl = uplinkMaplDb({
    userPowerDbm: 23,
    blocks: 1,
    spacingKhz: 15,
    baseNoiseFigureDb: 3,
    sinrDb: 0,
    baseGainDbi: 15,
    cableLossDb: 0.5,
    interferenceMarginDb: 2,
    shadowMarginDb: 8.7,
    bodyLossDb: 3,
  })
  expect(mapl).toBeCloseTo(23 - 3 + 174 - 10 * Math.log10(180_000) - 3 + 15 - 0.5 - 2 - 8.7, 9)
})

test('several servers cover at least as well as the best of them, less when they fade together', () => {
  const single = pointProbability(-108, -105, 8)
  const two = (rho: number) => multiServerProbability([-108, -108], -105, 8, rho)
  expect(multiServerProbability([-108], -105, 8, 0.5)).toBeCloseTo(single, 6)
  expect(two(0)).toBeCloseTo(1 - (1 - single) ** 2, 6)
  expect(two(0.5)).toBeLessThan(two(0))
  expect(two(0.5)).toBeGreaterThan(single)
  expect(two(1)).toBe(single)
})
