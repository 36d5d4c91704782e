import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathGeometry, upperHull } from '../../src/radio/path-geometry'
import { evenly, type PathProfileLink, pathProfile } from '../../src/radio/path-profile'
import { terrain } from './profiles'

const link: PathProfileLink = {
  frequencyMhz: 773,
  txHeightM: 35,
  rxHeightM: 1.5,
  polarization: 'vertical',
  txLon: 118.1,
  txLat: 25.1,
  rxLon: 118.2,
  rxLat: 25.2,
}

const ridge = {
  distanceKm: [0, 2, 4, 6, 8, 10],
  heightM: [100, 120, 300, 150, 110, 100],
  clutterHeightM: [15, 15, 15, 10, 10, 10],
}

test('every model answers, each term with its equation', () => {
  const profile = pathProfile(ridge, link)
  expect(profile.losses.map((loss) => loss.model)).toEqual([
    'free-space',
    'knife-edge',
    'deygout',
    'bullington',
    'delta-bullington',
    'p1812',
    'itm',
    'ehata',
    '38901-rma',
    '38901-uma',
    '38901-umi',
    '36873-uma',
    'hata',
    'cost231',
    'extended-hata',
    'spm',
  ])
  for (const loss of profile.losses) {
    expect(loss.source).not.toBe('')
    for (const term of loss.terms) expect(term.equation).not.toBe('')
  }
  const by = Object.fromEntries(profile.losses.map((loss) => [loss.model, loss]))
  expect(by.p1812.terms.length).toBeGreaterThan(40)
  expect(by.p1812.lossDb).toBeGreaterThan(by['free-space'].lossDb)
  expect(by['38901-rma'].warnings.length).toBeGreaterThan(0) // 10 km is beyond its NLOS range
  expect(profile.geometry.los).toBe(false)
  expect(profile.geometry.worst.index).toBe(2)
})

test('the hull touches the ridge and is never below the ground', () => {
  const { geometry } = pathProfile(ridge, link)
  expect(geometry.hull.map((p) => p.distanceKm)).toEqual([0, 4, 10])
  fc.assert(
    fc.property(terrain, (profile) => {
      const shape = pathGeometry(profile, { txHeightM: 10, rxHeightM: 2, frequencyGhz: 1, effectiveRadiusKm: 8500 })
      const hull = shape.hull
      for (const [i, d] of shape.distanceKm.entries()) {
        const j = Math.max(0, hull.findIndex((p) => p.distanceKm >= d) - 1)
        const [a, b] = [hull[j], hull[j + 1]]
        const height = a.heightM + ((b.heightM - a.heightM) * (d - a.distanceKm)) / (b.distanceKm - a.distanceKm)
        if (i > 0 && i < shape.distanceKm.length - 1)
          expect(height).toBeGreaterThanOrEqual(shape.groundM[i] + shape.bulgeM[i] - 1e-6)
      }
      expect(shape.los).toBe(hull.length === 2 || !(shape.worst.nu > 0))
    }),
    { numRuns: 200 },
  )
  expect(upperHull([{ distanceKm: 0, heightM: 0 }])).toHaveLength(1)
})

test('clear ground: line of sight, Fresnel radius widest in the middle, 1 m of bulge where it belongs', () => {
  const flat = { distanceKm: [0, 1, 2, 3, 4], heightM: [0, 0, 0, 0, 0] }
  const { geometry, effectiveRadiusKm } = pathProfile(flat, { ...link, rxHeightM: 35 })
  expect(geometry.los).toBe(true)
  expect(geometry.fresnelM[2]).toBeGreaterThan(geometry.fresnelM[1])
  expect(geometry.bulgeM[2]).toBeCloseTo((500 * 2 * 2) / effectiveRadiusKm, 12)
  expect(geometry.depressionDeg).toBeGreaterThan(0) // the Earth falls away
})

test('a model without a value says why and does not stop the others', () => {
  const { losses } = pathProfile(ridge, { ...link, frequencyMhz: 5900, txHeightM: 0.3 })
  const itm = losses.find((loss) => loss.model === 'itm')!
  expect(itm.lossDb).toBeNaN()
  expect(itm.warnings[0]).toContain('txHeightM is 0.3')
})

test('uneven samples are made even', () => {
  const even = evenly({ distanceKm: [0, 1, 4], heightM: [0, 10, 40] })
  expect(even.stepM).toBe(2000)
  expect([...even.heightM]).toEqual([0, 20, 40])
})
