import { describe, expect, test } from 'vitest'
import { type ItmLink, pathLossItm, pathLossItmArea, type Siting } from '../../src/radio/itm/itm'
import { VECTORS, vectorRows, vectorText } from './reference'

const SITING: Siting[] = ['random', 'careful', 'very-careful']

describe.skipIf(!VECTORS)('NTIA ITM test vectors (skipped where they are absent)', () => {
  test('point to point, to the two decimals published', () => {
    const profiles = vectorText('itm/pfls.csv')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(',').map(Number))
    const rows = vectorRows('itm/p2p.csv')
    expect(rows).toHaveLength(5)
    expect(profiles).toHaveLength(5)
    for (const [i, row] of rows.entries()) {
      const [tx, rx, epsilon, sigma, n0, f, pol, climate, time, location, situation, mdvar, expected] = row
      const [intervals, stepM, ...heights] = profiles[i]
      const heightM = heights.slice(0, intervals + 1)
      const link: ItmLink = {
        txHeightM: tx,
        rxHeightM: rx,
        epsilon,
        sigma,
        n0,
        frequencyMhz: f,
        polarization: pol === 1 ? 'vertical' : 'horizontal',
        climate: climate as ItmLink['climate'],
        timePercent: time,
        locationPercent: location,
        situationPercent: situation,
        mdvar,
      }
      expect(Math.abs(pathLossItm({ stepM, heightM }, link).lossDb - expected)).toBeLessThan(0.00501)
    }
  })

  test('area, to the one decimal published', () => {
    const rows = vectorRows('itm/area.csv')
    expect(rows).toHaveLength(5)
    for (const row of rows) {
      const [tx, rx, irregularityM, mdvar, distanceKm, txSite, rxSite, epsilon, sigma, n0, f, pol, climate] = row
      const [time, location, situation, expected] = row.slice(13)
      const { lossDb } = pathLossItmArea({
        txHeightM: tx,
        rxHeightM: rx,
        irregularityM,
        mdvar,
        distanceKm,
        txSiting: SITING[txSite],
        rxSiting: SITING[rxSite],
        epsilon,
        sigma,
        n0,
        frequencyMhz: f,
        polarization: pol === 1 ? 'vertical' : 'horizontal',
        climate: climate as ItmLink['climate'],
        timePercent: time,
        locationPercent: location,
        situationPercent: situation,
      })
      expect(Math.abs(lossDb - expected)).toBeLessThan(0.0501)
    }
  })
})
