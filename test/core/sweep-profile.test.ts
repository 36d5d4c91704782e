import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Core, openCore } from '../../src/core/core'
import { SWEEP_MODES, type SweepOptions, sweepOptions } from '../../src/coverage/sweep'
import { bullington } from '../../src/radio/bullington'
import { deltaBullington } from '../../src/radio/delta-bullington'
import { pathLossItm } from '../../src/radio/itm/itm'
import { medianEffectiveRadiusKm } from '../../src/radio/p1812/earth'
import { pathLossP1812 } from '../../src/radio/p1812/p1812'
import { diffractionSurface } from '../../src/radio/p1812/path-analysis'
import { seaFraction, type Zone } from '../../src/radio/p1812/zones'

// The walk along a ray (running maxima, hulls, block bounds, closed forms, fast logarithms) against src/radio, which takes every
// maximum over the whole profile. Both see the same samples; largest difference allowed 1e-6 dB.
const TOLERANCE_DB = 1e-6

let core: Core
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

interface Ray {
  heightM: number[]
  clutterM: number[]
  sea: number[]
  stepM: number
  antennaHeightM: number
  rxHeightM: number
  frequencyMhz: number
  /** Distance in steps from 0.3 and ground height of each receiver. */
  receivers: { steps: number; groundM: number }[]
}

type PathMode = 'bullington' | 'delta-bullington' | 'p1812' | 'itm'

function sweep(mode: PathMode, ray: Ray, options: SweepOptions, uses: { clutter?: boolean; sea?: boolean }) {
  const mark = core.arena.mark()
  const { arena, kernels } = core
  const steps = ray.heightM.length - 1
  const receivers = arena.put(Float64Array.from(ray.receivers.flatMap((r) => [r.steps * ray.stepM, r.groundM])))
  const out = arena.f64(ray.receivers.length)
  const clutter = arena.put(Float64Array.from(ray.clutterM)).ptr
  const sea = arena.put(Float64Array.from(ray.sea)).ptr
  const heights = arena.put(Float64Array.from(ray.heightM)).ptr
  const chosen = arena.put(
    sweepOptions(mode, { ...options, clutterPtr: uses.clutter ? 1 : 0, seaPtr: uses.sea ? 1 : 0 }),
  ).ptr
  const scratch = arena.bytes(kernels.profileScratchBytes(steps, ray.receivers.length))
  const status = kernels.sweepProfile(
    SWEEP_MODES[mode],
    heights,
    clutter,
    sea,
    steps,
    ray.stepM,
    ray.antennaHeightM,
    ray.rxHeightM,
    ray.frequencyMhz,
    receivers.ptr,
    ray.receivers.length,
    out.ptr,
    scratch,
    chosen,
  )
  expect(status).toBe(ray.receivers.length)
  const values = out.view.slice()
  arena.release(mark)
  return values
}

/** The profile of one receiver: the samples at least half a step before it, then its own ground. */
function profileOf(ray: Ray, receiver: Ray['receivers'][number]) {
  const intermediate = Math.max(0, Math.min(Math.floor(receiver.steps - 0.5 + 1e-9), ray.heightM.length - 1))
  const pick = (values: number[], last: number) => [...values.slice(0, intermediate + 1), last]
  const distanceKm = Array.from({ length: intermediate + 1 }, (_, i) => i * ray.stepM * 1e-3)
  distanceKm.push(receiver.steps * ray.stepM * 1e-3)
  return {
    distanceKm,
    heightM: pick(ray.heightM, receiver.groundM),
    clutterHeightM: pick(ray.clutterM, 0),
    sea: pick(ray.sea, ray.sea[intermediate]),
  }
}

function bruteForce(mode: PathMode, ray: Ray, options: SweepOptions, uses: { clutter?: boolean; sea?: boolean }) {
  return ray.receivers.map((receiver) => {
    const profile = profileOf(ray, receiver)
    const { distanceKm, heightM, clutterHeightM } = profile
    const last = heightM.length - 1
    const zone = profile.sea.map((sea) => (uses.sea && sea ? 1 : 4) as Zone)
    const polarization = options.polarization ?? 'vertical'
    const frequencyGhz = ray.frequencyMhz / 1000
    if (mode === 'itm') {
      // The receiver stands on the sample nearest to it.
      const n = Math.min(Math.max(1, Math.floor(receiver.steps + 0.5)), ray.heightM.length - 1)
      return pathLossItm(
        { stepM: ray.stepM, heightM: ray.heightM.slice(0, n + 1) },
        {
          txHeightM: ray.antennaHeightM,
          rxHeightM: ray.rxHeightM,
          frequencyMhz: ray.frequencyMhz,
          polarization,
          epsilon: options.epsilon ?? 15,
          sigma: options.sigma ?? 0.005,
          n0: options.n0 ?? 301,
          climate: options.climate ?? 5,
          mdvar: options.mdvar ?? 12,
          timePercent: options.timePercent ?? 50,
          locationPercent: options.locationPercent ?? 50,
          situationPercent: options.situationPercent ?? 50,
        },
      ).lossDb
    }
    if (mode === 'p1812') {
      // A path eastward whose centre has the latitude that the sweep takes for the whole site.
      const half = distanceKm[last] / 2 / 6371
      const latitude =
        (Math.asin(Math.sin(((options.latitudeDeg ?? 25) * Math.PI) / 180) / Math.cos(half)) * 180) / Math.PI
      return pathLossP1812(
        { distanceKm, heightM, zone, clutterHeightM: uses.clutter ? clutterHeightM : undefined },
        {
          frequencyGhz,
          timePercent: options.timePercent ?? 50,
          locationPercent: options.locationPercent,
          sigmaLocationDb: options.sigmaLocationDb,
          txHeightM: ray.antennaHeightM,
          rxHeightM: ray.rxHeightM,
          polarization,
          txLon: 90,
          rxLon: 90,
          txLat: latitude,
          rxLat: latitude,
          deltaN: options.deltaN,
          n0: options.n0,
          coastDistanceTxKm: options.coastTxKm,
          coastDistanceRxKm: options.coastRxKm,
        },
      ).lossDb
    }
    const covered = {
      distanceKm,
      heightM: heightM.map((h, i) => (uses.clutter && i > 0 && i < last ? h + clutterHeightM[i] : h)),
    }
    const link = {
      txAmslM: heightM[0] + ray.antennaHeightM,
      rxAmslM: heightM[last] + ray.rxHeightM,
      frequencyGhz,
      effectiveRadiusKm: medianEffectiveRadiusKm(157 / 4),
    }
    if (mode === 'bullington') return bullington(covered, link).lossDb
    const surface = diffractionSurface({ distanceKm, heightM }, link.txAmslM, link.rxAmslM)
    return deltaBullington(covered, {
      ...link,
      txSmoothM: surface.txM,
      rxSmoothM: surface.rxM,
      seaFraction: seaFraction(distanceKm, zone),
      polarization,
    }).lossDb
  })
}

/** Terrain of every kind: flat, sea level, gentle, steep, with ravines; steps of 10 to 200 m; up to 400 samples. */
const ray = fc
  .record({
    count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 400 })),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
    roughness: fc.constantFrom(0, 0.002, 0.02, 0.1, 0.3, 1),
    smoothness: fc.constantFrom(0, 0.9, 0.99),
    base: fc.constantFrom(0, 3, 500, 4000),
    stepM: fc.constantFrom(10, 30, 50, 200),
    antennaHeightM: fc.constantFrom(1, 10, 30, 150),
    rxHeightM: fc.constantFrom(1.5, 10),
    frequencyMhz: fc.constantFrom(150, 700, 2600, 6000),
  })
  .map(({ count, seed, roughness, smoothness, base, stepM, ...link }): Ray => {
    let state = seed
    const random = () => {
      state = (state * 48271) % 2147483647
      return state / 2147483647
    }
    const heightM: number[] = []
    const sea: number[] = []
    let h: number = base
    let slope = 0
    for (let i = 0; i <= count; i++) {
      heightM.push(Math.max(0, h))
      sea.push(h <= 0.5 || (i > 0 && sea[i - 1] && random() < 0.9) ? 1 : 0)
      slope = slope * smoothness + (1 - smoothness) * roughness * (random() - 0.5) * 3
      h = Math.max(h + slope * stepM + (smoothness ? 0 : roughness * (random() - 0.5) * stepM * 0.1), -5)
    }
    const receivers: Ray['receivers'] = []
    for (let at = 0.3; at < count + 0.5; at += 0.3 + random() * (count / 20)) {
      const below = heightM[Math.min(count, Math.round(at))]
      receivers.push({ steps: at, groundM: Math.max(0, below + (random() - 0.5) * roughness * stepM) })
    }
    const clutterM = heightM.map(() => (random() < 0.5 ? 0 : Math.round(random() * 25)))
    return { heightM, clutterM, sea, stepM, receivers, ...link }
  })

function check(
  mode: PathMode,
  options: fc.Arbitrary<SweepOptions>,
  uses: fc.Arbitrary<{ clutter?: boolean; sea?: boolean }>,
  numRuns: number,
) {
  fc.assert(
    fc.property(ray, options, uses, (sample, chosen, using) => {
      // The Irregular Terrain Model ends at 150 N-units: with N0 = 280 at 5.9 km above the sea (the oracle refuses).
      fc.pre(mode !== 'itm' || Math.max(...sample.heightM) < 5500)
      const swept = sweep(mode, sample, chosen, using)
      const expected = bruteForce(mode, sample, chosen, using)
      for (const [i, value] of swept.entries()) {
        const error = Math.abs(value - expected[i])
        if (!(error <= TOLERANCE_DB)) {
          throw new Error(
            `receiver ${i} at ${sample.receivers[i].steps} steps: swept ${value}, brute force ${expected[i]} dB`,
          )
        }
      }
    }),
    { numRuns },
  )
}

const anyUse = fc.record({ clutter: fc.boolean(), sea: fc.boolean() })

test('Bullington by hull is the maximum over every sample', () => {
  check('bullington', fc.constant({}), fc.record({ clutter: fc.boolean() }), 300)
})

test('delta-Bullington by hull and prefix sums is the brute force', () => {
  check('delta-bullington', fc.record({ polarization: fc.constantFrom('horizontal', 'vertical') }), anyUse, 300)
})

test('P.1812 for the median is the brute force', () => {
  check(
    'p1812',
    fc.record({ latitudeDeg: fc.constantFrom(0, 25, 60, 75), deltaN: fc.constantFrom(30, 45, 60) }),
    anyUse,
    300,
  )
})

test('P.1812 for small shares of time and large shares of places is the brute force', () => {
  check(
    'p1812',
    fc.record({
      timePercent: fc.constantFrom(1, 5, 10, 49),
      locationPercent: fc.constantFrom(50, 95),
      sigmaLocationDb: fc.constantFrom(0, 5.5),
      latitudeDeg: fc.constantFrom(0, 25, 60),
      coastTxKm: fc.constantFrom(500, 0, 1),
      coastRxKm: fc.constantFrom(500, 2),
      n0: fc.constantFrom(300, 340),
    }),
    anyUse,
    300,
  )
})

test('the Irregular Terrain Model by hull, prefix sums and counted deciles is the brute force', () => {
  check(
    'itm',
    fc.record({
      timePercent: fc.constantFrom(50, 10, 99),
      locationPercent: fc.constantFrom(50, 90),
      situationPercent: fc.constantFrom(50, 5, 95),
      climate: fc.constantFrom(1, 2, 3, 4, 5, 6, 7) as fc.Arbitrary<1 | 2 | 3 | 4 | 5 | 6 | 7>,
      mdvar: fc.constantFrom(0, 1, 2, 3, 12, 13, 21, 30),
      n0: fc.constantFrom(280, 301, 380),
      epsilon: fc.constantFrom(4, 15, 81),
      sigma: fc.constantFrom(0.001, 0.02),
      polarization: fc.constantFrom('horizontal', 'vertical'),
    }),
    fc.constant({}),
    300,
  )
})

test('from either end the loss of delta-Bullington, Bullington and the median of P.1812 is one', () => {
  fc.assert(
    fc.property(ray, fc.constantFrom('bullington', 'delta-bullington', 'p1812' as const), (sample, mode) => {
      // One receiver on the last sample, and the path seen from there.
      const count = sample.heightM.length - 1
      const end = (heightM: number[]) => [{ steps: count, groundM: heightM[count] }]
      const back = sample.heightM.toReversed()
      const there = { ...sample, receivers: end(sample.heightM) }
      const here = {
        ...sample,
        heightM: back,
        clutterM: sample.clutterM.toReversed(),
        antennaHeightM: sample.rxHeightM,
        rxHeightM: sample.antennaHeightM,
        receivers: end(back),
      }
      const [forth, reversed] = [there, here].map((path) => sweep(mode, path, {}, { clutter: true })[0])
      expect(Math.abs(forth - reversed)).toBeLessThan(1e-6)
    }),
    { numRuns: 200 },
  )
})

test('no loss of P.1812 at the median is below free space, no diffraction below nothing, also from a pit', () => {
  fc.assert(
    fc.property(ray, fc.boolean(), anyUse, (sample, inPit, using) => {
      const heightM = inPit ? sample.heightM.map((h, i) => (i === 0 ? 0 : h + 300)) : sample.heightM
      const path = { ...sample, heightM }
      for (const value of sweep('delta-bullington', path, {}, using)) expect(value).toBeGreaterThanOrEqual(0)
      sweep('p1812', path, {}, using).forEach((loss, i) => {
        const distanceM = path.receivers[i].steps * path.stepM
        // P.1812 rounds its constant (eq. 8); its distance is that between the antennas, never shorter.
        const freeSpaceDb = 92.4 + 20 * Math.log10(path.frequencyMhz / 1000) + 20 * Math.log10(distanceM / 1000)
        expect(loss).toBeGreaterThanOrEqual(freeSpaceDb - 1e-9)
      })
    }),
    { numRuns: 200 },
  )
})
