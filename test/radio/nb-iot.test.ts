import { describe, expect, it } from 'vitest'
import { couplingLossDb, coverageLevel, maximumCouplingLossDb, noiseDbm, nrsEpreDbm } from '../../src/radio/nb-iot'

// The budgets of TR 45.820 as stated there, rounded to 0.1 dB.
describe('NB-IoT', () => {
  it('has an uplink of 164 dB: 23 dBm on one 15 kHz tone', () => {
    expect(noiseDbm(15000, 3)).toBeCloseTo(-129.2, 1)
    expect(
      Math.abs(maximumCouplingLossDb({ powerDbm: 23, bandwidthHz: 15000, noiseFigureDb: 3, sinrDb: -11.8 }) - 164),
    ).toBeLessThan(0.1)
  })

  it('has a downlink of 164 dB, stand-alone and in-band', () => {
    expect(noiseDbm(180000, 5)).toBeCloseTo(-116.4, 1)
    expect(
      Math.abs(maximumCouplingLossDb({ powerDbm: 43, bandwidthHz: 180000, noiseFigureDb: 5, sinrDb: -4.6 }) - 164),
    ).toBeLessThan(0.1)
    expect(
      Math.abs(maximumCouplingLossDb({ powerDbm: 35, bandwidthHz: 180000, noiseFigureDb: 5, sinrDb: -12.6 }) - 164),
    ).toBeLessThan(0.1)
  })

  it('has a reference signal of 32.2 dBm at 43 dBm', () => {
    expect(nrsEpreDbm(43)).toBeCloseTo(32.2, 1)
    expect(couplingLossDb(nrsEpreDbm(43), -121.8)).toBeCloseTo(154, 1)
  })

  it('sorts losses into levels, limits included', () => {
    expect([100, 144, 144.1, 154, 160, 164, 164.1, NaN].map(coverageLevel)).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
  })
})
