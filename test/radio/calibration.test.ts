import { expect, test } from 'vitest'
import type { Network } from '../../src/network/network'
import { calibrate, heldOut } from '../../src/radio/calibration/calibrate'
import { calibratedLoss, readCalibratedModel } from '../../src/radio/calibration/calibrated-model'
import { robustFit } from '../../src/radio/calibration/robust-fit'
import { CALIBRATION_FILTERS, localVector, samplesOf } from '../../src/radio/calibration/samples'
import { driveNetwork, driveTest, type Truth } from './drive-test'

const TRUTH: Truth = {
  k1: 25,
  k2: 41,
  landCoverDb: { farmland: -1, village: 4, forest: 12, suburban: 6 },
  shadowDb: 6.5,
  noiseDb: 1.5,
  azimuthDeg: {},
  seed: 1,
}

function azimuthOf(network: Network, id: string): number {
  return network.cells.find((cell) => cell.id === id)!.azimuthDeg
}

/** Two azimuths surveyed wrong, one pair of feeders swapped. */
function planted(network: Network): Record<string, number> {
  return {
    'S5-1': azimuthOf(network, 'S5-1') + 90,
    'S9-2': azimuthOf(network, 'S9-2') - 60,
    'S6-1': azimuthOf(network, 'S6-3'),
    'S6-3': azimuthOf(network, 'S6-1'),
  }
}

test('finds what was planted, and nothing else, and recovers the truth', () => {
  for (const seed of [1, 2]) {
    const network = driveNetwork()
    const measurements = driveTest(network, { ...TRUTH, seed, azimuthDeg: planted(network) })
    const { faults, bands, model } = calibrate({ network, measurements, date: '2024-05-01' })

    const found = faults.map(({ cell, kind, partner }) => `${cell} ${kind} ${partner ?? ''}`.trim()).sort()
    expect(found).toEqual([
      'S5-1 wrong-azimuth',
      'S6-1 swapped-feeder S6-3',
      'S6-3 swapped-feeder S6-1',
      'S9-2 wrong-azimuth',
    ])
    for (const fault of faults) {
      const off = Math.abs(((fault.likelyAzimuthDeg - planted(network)[fault.cell] + 540) % 360) - 180)
      expect(off).toBeLessThanOrEqual(15)
    }

    const [fit] = bands
    expect(Math.abs(fit.coefficients.k2 - TRUTH.k2)).toBeLessThan(4)
    // Offsets are known up to a constant that K1 takes up: they are compared to one another.
    const offset = (kind: string) => fit.landCoverDb[kind] - fit.landCoverDb.farmland
    expect(Math.abs(offset('forest') - 13)).toBeLessThan(1.5)
    expect(Math.abs(offset('village') - 5)).toBeLessThan(1.5)
    expect(Math.abs(offset('suburban') - 7)).toBeLessThan(1.5)
    // The level in the middle of the range is what a planner lives on.
    const trueLoss = TRUTH.k1 + TRUTH.k2 * 3 + 5.83 * Math.log10(30) - 6.55 * 3 * Math.log10(30) + 12
    const link = { distanceM: 1000, txHeightM: 30, rxHeightM: 1.5, landCover: 'forest' }
    expect(Math.abs(calibratedLoss(model!, 'n41', link).lossDb - trueLoss)).toBeLessThan(1.5)
    expect(fit.before.rmsDb).toBeGreaterThan(10)
    expect(fit.after.rmsDb).toBeLessThan(7.5)
    expect(Math.abs(fit.holdOut.meanDb)).toBeLessThan(2)
    expect(fit.accepted).toBe(true)
  }
})

test('a sound network has no faults, seen by a scanner or by a handset', () => {
  for (const servingOnly of [false, true]) {
    const network = driveNetwork()
    const measurements = driveTest(network, { ...TRUTH, seed: 7, servingOnly })
    const { faults, warnings } = calibrate({ network, measurements, date: '2024-05-01' })
    expect(faults).toEqual([])
    expect(warnings.some(({ code }) => code === 'measured-serving-only')).toBe(servingOnly)
  }
})

test('one row in twenty far off does not move the fit', () => {
  const network = driveNetwork()
  const clean = driveTest(network, TRUTH)
  const dirty = clean.map((row, i) => (i % 20 === 0 ? { ...row, rsrpDbm: -60 } : row))
  const fitted = (measurements: typeof clean) => calibrate({ network, measurements, date: '2024-05-01' }).bands[0]
  expect(Math.abs(fitted(dirty).coefficients.k2 - fitted(clean).coefficients.k2)).toBeLessThan(3)
})

test('a worse or implausible fit is not blessed', () => {
  const network = driveNetwork()
  const rows = driveTest(network, TRUTH)
  // Levels that have nothing to do with distance: measured elsewhere, joined by mistake.
  const shuffled = rows.map((row, i) => ({ ...row, rsrpDbm: rows[(i * 7919) % rows.length].rsrpDbm }))
  const nonsense = calibrate({ network, measurements: shuffled, date: '2024-05-01' })
  expect(nonsense.model).toBeNull()
  expect(nonsense.bands[0].reasons.join()).toMatch(/K2|correlation|σ/)
  const rising = calibrate({
    network,
    measurements: driveTest(network, { ...TRUTH, k1: 140, k2: 5 }),
    date: '2024-05-01',
  })
  expect(rising.bands[0].accepted).toBe(false)
  const few = rows.filter((row) => row.cell.startsWith('S1-'))
  const { bands } = calibrate({ network, measurements: few, date: '2024-05-01' })
  expect(bands[0].reasons.join()).toContain('expected 6 or more')
  expect(() => calibrate({ network, measurements: [{ ...rows[0], cell: 'nowhere' }], date: '2024-05-01' })).toThrow(
    'unknownCell 1',
  )
})

test('filters: distance, level, indoor, main lobe, thinning to medians', () => {
  const network = driveNetwork()
  const site = network.sites[0]
  const at = (north: number, rsrpDbm: number, extra = {}) => ({
    lon: site.lon,
    lat: site.lat + north / 111_195,
    rsrpDbm,
    cell: 'S0-1', // azimuth 0
    ...extra,
  })
  const rows = [
    at(500, -80),
    at(500, -90),
    at(500, -82),
    at(-500, -95), // behind
    at(50, -60),
    at(9000, -100),
    at(600, -130),
    at(600, -80, { indoor: true }),
    at(600, 500),
    at(600, -80, { cell: 'none' }),
  ]
  const { samples, excluded } = samplesOf(network, rows, CALIBRATION_FILTERS, 1.5)
  expect(samples.map((sample) => [sample.rsrpDbm, sample.inLobe])).toEqual([
    [-82, true],
    [-95, false],
  ])
  expect(excluded).toMatchObject({ thinned: 2, distance: 2, level: 1, indoor: 1, invalid: 1, unknownCell: 1 })
})

test('the model file is read back, and a broken one is told by field', () => {
  const network = driveNetwork()
  const { model } = calibrate({ network, measurements: driveTest(network, TRUTH), date: '2024-05-01', id: 'spring' })
  const file = (value: unknown) => ({ name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(value)) })
  expect(readCalibratedModel(file(model))).toEqual(model)
  expect(model).toMatchObject({ kind: 'gigaplan-model', id: 'spring', date: '2024-05-01' })
  expect(() => readCalibratedModel(file({}))).toThrow('expected gigaplan-model')
  const broken = structuredClone(model!)
  broken.bands.n41.coefficients.k2 = Number.NaN
  expect(() => readCalibratedModel(file(broken))).toThrow('k2 of band n41 is missing')
  expect(() => calibratedLoss(model!, 'n78', { distanceM: 500, txHeightM: 30, rxHeightM: 1.5 })).toThrow('it has n41')
  const far = calibratedLoss(model!, 'n41', { distanceM: 50_000, txHeightM: 30, rxHeightM: 1.5 })
  expect(far.warnings.join()).toContain('were measured')
})

test('about one cell in five is held out, always the same ones', () => {
  const ids = Array.from({ length: 1000 }, (_, i) => `S${i % 333}-${(i % 3) + 1}`)
  const share = ids.filter(heldOut).length / ids.length
  expect(share).toBeGreaterThan(0.15)
  expect(share).toBeLessThan(0.25)
})

test('robust fit: exact without noise, held by its prior where data are silent', () => {
  const x = [1, 2, 3, 4, 5, 6, 7, 8]
  const y = x.map((value) => 3 + 2 * value)
  y[3] = 500
  const design = Float64Array.from(x.flatMap((value) => [1, value, 0]))
  const ones = x.map(() => 1)
  const { parameters } = robustFit(design, y, ones, [
    { value: 0, weight: 1e-9 },
    { value: 0, weight: 1e-9 },
    { value: 7, weight: 1 },
  ])
  expect(parameters[0]).toBeCloseTo(3, 2)
  expect(parameters[1]).toBeCloseTo(2, 2)
  expect(parameters[2]).toBe(7)
})

test('bearings and distances', () => {
  const { distanceM, bearingDeg } = localVector(118, 25, 118.01, 25)
  expect(bearingDeg).toBeCloseTo(90, 6)
  expect(distanceM).toBeCloseTo(111_195 * 0.01 * Math.cos((25 * Math.PI) / 180), 1)
  expect(localVector(179.999, 60, -179.999, 60).distanceM).toBeCloseTo(111.195, 0)
})
