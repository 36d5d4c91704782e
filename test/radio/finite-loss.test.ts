import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isolatedRidgeDb } from '../../src/radio/ehata/corrections'
import { pathLossEhata } from '../../src/radio/ehata/ehata'
import { freeSpaceLossDb } from '../../src/radio/free-space'
import { pathLossHata } from '../../src/radio/hata'
import { pathLossItm } from '../../src/radio/itm/itm'
import { pathLossSpm, SPM_DEFAULTS, spmK1 } from '../../src/radio/spm'
import { pathLoss36873 } from '../../src/radio/tr36873'
import { losProbability38901, pathLoss38901 } from '../../src/radio/tr38901'

/** Profiles of every shape: flat, hilly, cliffs, a spike; and links at the ends of what the models take. */
const profile = fc.record({
  heightM: fc.oneof(
    fc.array(fc.double({ min: -400, max: 8000, noNaN: true }), { minLength: 2, maxLength: 60 }),
    fc.array(fc.constantFrom(0, 5, 2500), { minLength: 2, maxLength: 60 }),
  ),
  stepM: fc.constantFrom(3, 10, 30, 90, 300),
})
const link = {
  txHeightM: fc.constantFrom(0.5, 1, 10, 35, 100, 1000, 3000),
  rxHeightM: fc.constantFrom(0.5, 1, 1.5, 10, 30, 3000),
  frequencyMhz: fc.constantFrom(20, 150, 868, 2600, 20_000),
}
const freeSpaceDb = (frequencyMhz: number, distanceM: number): number =>
  32.45 + 20 * Math.log10(frequencyMhz) + 20 * Math.log10(distanceM / 1000)

describe('finite arguments give a finite loss', () => {
  const common = {
    epsilon: 15,
    sigma: 0.005,
    n0: 301,
    climate: 5 as const,
    timePercent: 50,
    locationPercent: 50,
    situationPercent: 50,
  }

  test('the Irregular Terrain Model', () => {
    fc.assert(
      fc.property(
        profile,
        fc.record({
          ...link,
          polarization: fc.constantFrom('horizontal' as const, 'vertical' as const),
          mdvar: fc.constantFrom(0, 1, 2, 3, 12),
        }),
        (terrain, ends) => {
          try {
            expect(pathLossItm(terrain, { ...common, ...ends }).lossDb).toSatisfy(Number.isFinite)
          } catch (error) {
            // Surface refractivity falls out of range on high ground: refused by name.
            expect((error as { code?: string }).code).toBe('out-of-range')
          }
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('horizons nearer than their height, where the diffraction formulas have no value: free space, and said', () => {
    // A wall of 2,500 m beside either end: Vogler's x is negative.
    const heightM = [0, 2500, 0, 0, 2500, 0]
    const ends = { txHeightM: 1000, rxHeightM: 3, frequencyMhz: 150, polarization: 'vertical' as const, mdvar: 2 }
    const { lossDb, warnings } = pathLossItm({ heightM, stepM: 3 }, { ...common, ...ends })
    expect(lossDb).toSatisfy(Number.isFinite)
    if (Math.abs(lossDb - freeSpaceDb(150, 15)) < 1e-6) expect(warnings.join()).toMatch(/have no value/)
  })

  test('extended Hata over terrain, never below free space', () => {
    fc.assert(
      fc.property(
        profile,
        fc.constantFrom(35, 100, 200),
        fc.constantFrom(150, 868, 2600),
        (terrain, baseHeightM, frequencyMhz) => {
          const { lossDb } = pathLossEhata(terrain, {
            frequencyMhz,
            baseHeightM,
            userHeightM: 1.5,
            environment: 'open',
          })
          const distanceM = terrain.stepM * (terrain.heightM.length - 1)
          expect(lossDb).toBeGreaterThanOrEqual(freeSpaceDb(frequencyMhz, distanceM) - 1e-9)
          expect(lossDb).toSatisfy(Number.isFinite)
        },
      ),
      { numRuns: 1500 },
    )
  })
})

test('an isolated ridge is held to the curves of figure 31, 15 to 60 km', () => {
  // At 4 km behind a ridge of 200 m curve C says -15 dB, A -4.5 dB.
  expect(isolatedRidgeDb(15, 4, 200, 'ntia')).toBeCloseTo(-15, 9)
  expect(isolatedRidgeDb(1, 4, 200, 'ntia')).toBeCloseTo(-15, 9)
  expect(isolatedRidgeDb(90, 4, 200, 'ntia')).toBeCloseTo(-4.5, 9)
  // Half way between curves C and B; extrapolated in the editions before.
  expect(isolatedRidgeDb(22.5, 4, 200, 'ntia')).toBeCloseTo(-12.5, 9)
  expect(isolatedRidgeDb(90, 4, 200, 'winnforum')).toBeCloseTo(1, 9)
  // No gain from a ridge far away; near it the figure has one.
  expect(isolatedRidgeDb(60, 12, 200, 'ntia')).toBe(0)
  expect(isolatedRidgeDb(60, 0, 200, 'ntia')).toBeCloseTo(20, 9)
})

test('no probability of line of sight passes 1', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('RMa' as const, 'UMa' as const, 'UMi' as const),
      fc.double({ min: 0, max: 20_000, noNaN: true }),
      fc.double({ min: 1, max: 25, noNaN: true }),
      (scenario, distanceM, userM) => {
        const p = losProbability38901(scenario, distanceM, userM)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
      },
    ),
  )
})

describe('nothing is below free space', () => {
  const anywhere = fc.record({
    distanceM: fc.double({ min: 1, max: 100_000, noNaN: true }),
    frequencyMhz: fc.double({ min: 30, max: 100_000, noNaN: true }),
    baseHeightM: fc.constantFrom(1, 5, 12, 30, 100, 250, 1000, 3000),
    userHeightM: fc.constantFrom(0.5, 1.5, 10, 22),
  })

  test('Hata, COST 231 and extended Hata', () => {
    fc.assert(
      fc.property(
        anywhere,
        fc.constantFrom('hata' as const, 'cost231' as const, 'extended' as const),
        fc.constantFrom('urban' as const, 'suburban' as const, 'open' as const),
        ({ distanceM, ...link }, variant, environment) => {
          const { lossDb } = pathLossHata({ ...link, variant, environment, distanceKm: distanceM / 1000 })
          expect(lossDb).toBeGreaterThanOrEqual(freeSpaceLossDb(distanceM, link.frequencyMhz) - 1e-9)
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('the standard propagation model of a known frequency', () => {
    fc.assert(
      fc.property(anywhere, ({ distanceM, frequencyMhz, baseHeightM, userHeightM }) => {
        const k = { ...SPM_DEFAULTS, k1: spmK1(frequencyMhz) - 20 }
        const link = { distanceM, txHeightM: baseHeightM, rxHeightM: userHeightM }
        const free = freeSpaceLossDb(distanceM, frequencyMhz)
        const held = pathLossSpm(k, { ...link, frequencyMhz })
        expect(held.lossDb).toBe(Math.max(free, pathLossSpm(k, link).lossDb))
        if (held.lossDb === free) expect(held.warnings.join()).toMatch(/below free space; free space stands/)
      }),
      { numRuns: 1000 },
    )
  })

  test('TR 38.901 and TR 36.873: to the digit in range, where the fits fall at most 2 dB short and say so', () => {
    fc.assert(
      fc.property(
        anywhere,
        fc.constantFrom('RMa' as const, 'UMa' as const, 'UMi' as const),
        fc.boolean(),
        ({ distanceM, frequencyMhz, ...heights }, scenario, los) => {
          const link = { los, distance2dM: distanceM, frequencyGhz: frequencyMhz / 1000, ...heights }
          const free = freeSpaceLossDb(
            Math.max(1, Math.hypot(distanceM, heights.baseHeightM - heights.userHeightM)),
            frequencyMhz,
          )
          for (const { lossDb, warnings } of [
            pathLoss38901({ ...link, scenario }),
            pathLoss36873({ ...link, scenario: scenario === 'UMi' ? '3D-UMi' : '3D-UMa' }),
          ]) {
            expect(lossDb).toBeGreaterThanOrEqual(free - 2)
            if (lossDb < free - 0.05) expect(warnings.join()).toMatch(/below free space/)
          }
        },
      ),
      { numRuns: 3000 },
    )
  })
})
