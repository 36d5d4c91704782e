import { expect, test } from 'vitest'
import type { BandModel, CalibratedModel } from '../../src/radio/calibration/calibrated-model'
import { freeSpaceLossDb } from '../../src/radio/free-space'
import { modelOf } from '../../src/radio/models/models'
import { SPM_DEFAULTS } from '../../src/radio/spm'
import { lossOverDistance } from './path-models'

const none = { points: 0, meanDb: 0, sigmaDb: 0, rmsDb: 0, correlation: 0 }
const n41: BandModel = {
  frequencyMhz: 2565,
  coefficients: { ...SPM_DEFAULTS, k1: 25, k2: 41 },
  landCoverDb: { forest: 10, farmland: -2 },
  meanLandCoverDb: 3,
  sigmaDb: 6.5,
  cells: 40,
  points: 9000,
  distanceRangeM: [100, 2500],
  before: none,
  after: none,
  holdOut: none,
}
const model: CalibratedModel = {
  kind: 'gigaplan-model',
  version: 1,
  id: 'spring',
  date: '2024-05-01',
  source: 'test',
  bands: { n41 },
}

test('a calibrated model stands for its band, with the mean of its land covers, never below free space', () => {
  expect(modelOf(model)).toBe(modelOf(model))
  expect(modelOf(model).name).toBe('spring')
  const loss = lossOverDistance(model, 'town', 30, 2595)
  const lgH = Math.log10(30)
  expect(loss(1000)).toBeCloseTo(25 + 41 * 3 + 5.83 * lgH - 6.55 * 3 * lgH + 3, 9)
  for (const d of [1, 10, 30]) expect(loss(d)).toBeGreaterThanOrEqual(freeSpaceLossDb(d, 2595))
})

test('bands that it does not know fall to auto', () => {
  expect(modelOf(model).fits!(2600)).toBe(true)
  expect(modelOf(model).fits!(3500)).toBe(false)
  const [own, auto] = [model, 'auto' as const].map((m) => lossOverDistance(m, 'country', 35, 773)(2000))
  expect(own).toBe(auto)
})
