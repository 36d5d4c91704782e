import { expect, test } from 'vitest'
import { jakesAreaProbability, jakesMarginDb } from '../../src/radio/coverage-probability'
import { pathLossHata } from '../../src/radio/hata'
import { knifeEdge } from '../../src/radio/knife-edge'
import { normalCdf } from '../../src/radio/normal'
import { wallLoss38901Db } from '../../src/radio/o2i38901'
import { clutterLoss } from '../../src/radio/p2108'
import { buildingEntryLoss } from '../../src/radio/p2109'
import { pathLoss36873 } from '../../src/radio/tr36873'
import {
  breakPointRmaM,
  breakPointUrbanM,
  losProbability38901,
  pathLoss38901,
  type Scenario38901,
} from '../../src/radio/tr38901'
import { largestError, type Row, rowsOf } from './figures'

const TOLERANCE_DB = 1e-3
const number = (row: Row, column: string) => row[column] as number

test.each([
  ['rma', 'RMa'],
  ['uma', 'UMa'],
  ['umi', 'UMi'],
] as const)('TR 38.901 %s: LOS, NLOS, break point and LOS probability', (table, scenario) => {
  const loss = (row: Row, los: boolean) =>
    pathLoss38901({
      scenario,
      los,
      distance2dM: number(row, 'd2D'),
      frequencyGhz: number(row, 'f'),
      baseHeightM: number(row, 'hBS'),
      userHeightM: number(row, 'hUT'),
    }).lossDb
  expect(largestError(table, (row) => loss(row, true) - number(row, 'los')).error).toBeLessThan(TOLERANCE_DB)
  expect(largestError(table, (row) => loss(row, false) - number(row, 'nlos')).error).toBeLessThan(TOLERANCE_DB)
  expect(
    largestError(table, (row) => losProbability38901(scenario, number(row, 'd2D')) - number(row, 'plos')).error,
  ).toBeLessThan(1e-6)
  const breakM = (row: Row) =>
    scenario === 'RMa'
      ? breakPointRmaM(number(row, 'f'), number(row, 'hBS'), number(row, 'hUT')) - number(row, 'dBP')
      : breakPointUrbanM(number(row, 'f'), number(row, 'hBS'), number(row, 'hUT')) - number(row, 'dBPp')
  expect(largestError(table, breakM).error).toBeLessThan(TOLERANCE_DB)
})

test('TR 38.901 points of an independent network simulator', () => {
  const worst = largestError(
    'tr38901_points',
    (row) =>
      pathLoss38901({
        scenario: row.scenario as Scenario38901,
        los: row.los as boolean,
        distance2dM: number(row, 'd2d_m'),
        frequencyGhz: number(row, 'fc_hz') / 1e9,
        baseHeightM: number(row, 'hbs_m'),
        userHeightM: number(row, 'hut_m'),
      }).lossDb - number(row, 'pl_db'),
  )
  expect(rowsOf('tr38901_points')).toHaveLength(24)
  expect(worst.error).toBeLessThan(TOLERANCE_DB)
})

test('TR 38.901 wall losses', () => {
  for (const kind of ['low', 'high'] as const) {
    const worst = largestError('o2i_ptw', (row) => wallLoss38901Db(kind, number(row, 'f')) - number(row, kind))
    expect(worst.error).toBeLessThan(TOLERANCE_DB)
  }
})

test('TR 36.873 3D-UMa NLOS', () => {
  const worst = largestError(
    'uma36873_nlos',
    (row) =>
      pathLoss36873({
        scenario: '3D-UMa',
        los: false,
        distance2dM: number(row, 'd2D'),
        frequencyGhz: number(row, 'f'),
        baseHeightM: 25,
        userHeightM: 1.5,
      }).lossDb - number(row, 'nlos'),
  )
  expect(worst.error).toBeLessThan(TOLERANCE_DB)
})

test('Okumura-Hata and COST 231-Hata', () => {
  const base = (row: Row) => ({
    distanceKm: number(row, 'dkm'),
    frequencyMhz: number(row, 'fMHz'),
    baseHeightM: number(row, 'hb'),
    userHeightM: number(row, 'hm'),
  })
  for (const [column, environment, largeCity] of [
    ['urban', 'urban', false],
    ['urban_large', 'urban', true],
    ['suburban', 'suburban', false],
    ['open', 'open', false],
  ] as const) {
    const worst = largestError(
      'hata',
      (row) => pathLossHata({ variant: 'hata', environment, largeCity, ...base(row) }).lossDb - number(row, column),
    )
    expect(worst.error).toBeLessThan(TOLERANCE_DB)
  }
  for (const [column, largeCity] of [
    ['medium', false],
    ['metro', true],
  ] as const) {
    const worst = largestError(
      'cost231',
      (row) =>
        pathLossHata({ variant: 'cost231', environment: 'urban', largeCity, ...base(row) }).lossDb -
        number(row, column),
    )
    expect(worst.error).toBeLessThan(TOLERANCE_DB)
  }
})

test('Hata worked points', () => {
  const worst = largestError(
    'hata_points',
    (row) =>
      pathLossHata({
        variant: row.model === 'okumura-hata' ? 'hata' : 'cost231',
        environment: row.env as 'urban' | 'suburban' | 'open',
        largeCity: row.city === 'large',
        distanceKm: number(row, 'd_km'),
        frequencyMhz: number(row, 'f_mhz'),
        baseHeightM: number(row, 'hb'),
        userHeightM: number(row, 'hm'),
      }).lossDb - number(row, 'formula_db'),
  )
  expect(worst.error).toBeLessThan(TOLERANCE_DB)
})

test('P.2108 §3.2 and P.2109', () => {
  const clutter = largestError(
    'p2108',
    (row) =>
      clutterLoss({
        frequencyGhz: number(row, 'f'),
        distanceKm: number(row, 'd'),
        locationPercent: number(row, 'p'),
      }) - number(row, 'L'),
  )
  expect(clutter.error).toBeLessThan(TOLERANCE_DB)
  const entry = largestError(
    'p2109',
    (row) =>
      buildingEntryLoss({
        frequencyGhz: number(row, 'f'),
        probabilityPercent: number(row, 'p'),
        building: row.kind === 'trad' ? 'traditional' : 'efficient',
        elevationDeg: number(row, 'theta'),
      }) - number(row, 'L'),
  )
  expect(entry.error).toBeLessThan(TOLERANCE_DB)
})

test('knife edge', () => {
  expect(largestError('knife', (row) => knifeEdge(number(row, 'v')) - number(row, 'J')).error).toBeLessThan(1e-4)
})

test('Jakes: margin for an area probability, and the area probability of an edge', () => {
  const margin = largestError(
    'jakes',
    (row) => jakesMarginDb(number(row, 'area'), number(row, 'sigma'), number(row, 'n')) - number(row, 'margin'),
  )
  expect(margin.error).toBeLessThan(TOLERANCE_DB)
  const edge = largestError(
    'jakes',
    (row) =>
      normalCdf(jakesMarginDb(number(row, 'area'), number(row, 'sigma'), number(row, 'n')) / number(row, 'sigma')) -
      number(row, 'edge'),
  )
  expect(edge.error).toBeLessThan(1e-4)
  // The table's edge probabilities are exact, so the margins come from the bisection of Φ.
  const area = largestError('edge_to_area', (row) => {
    let low = -60
    let high = 60
    const sigma = number(row, 'sigma')
    for (let i = 0; i < 80; i++) {
      const middle = (low + high) / 2
      if (normalCdf(middle / sigma) < number(row, 'edge')) low = middle
      else high = middle
    }
    return jakesAreaProbability(low, sigma, number(row, 'n')) - number(row, 'area')
  })
  expect(area.error).toBeLessThan(1e-5)
})
