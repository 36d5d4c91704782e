import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Core, openCore } from '../../src/core/core'
import { type SiteSweep, sweepOptions, sweepSite, sweepTask } from '../../src/coverage/sweep'
import { sweepTables } from '../../src/coverage/sweep-tables'
import { deltaBullington } from '../../src/radio/delta-bullington'
import { medianEffectiveRadiusKm } from '../../src/radio/p1812/earth'
import { pathLossP1812 } from '../../src/radio/p1812/p1812'
import { diffractionSurface } from '../../src/radio/p1812/path-analysis'
import { clearanceM, dominantEdgeDb, raysOf, samplesOf, type TwinLink, type TwinRay } from './ray-twin'

let core: Core
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

/** Hills by a walk over both axes, with pits of nodata. */
function hills(columns: number, rows: number, seed: number, roughM: number, nodataShare = 0): Float32Array {
  let state = seed
  const random = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  const data = new Float32Array(columns * rows)
  for (let i = 0; i < data.length; i++) {
    const west = i % columns ? data[i - 1] : (data[i - columns] ?? 100)
    const north = i >= columns ? data[i - columns] : west
    data[i] = Math.max(0, (west + north) / 2 + (random() - 0.5) * roughM)
  }
  for (let i = 0; i < data.length; i++) if (random() < nodataShare) data[i] = Number.NaN
  return data
}

interface Scene {
  heightM: Float32Array
  columns: number
  rows: number
  cellSizeM: number
  siteColumn: number
  siteRow: number
  radiusCells: number
  antennaHeightM: number
  frequencyMhz: number
}

const scene = fc
  .record({
    columns: fc.integer({ min: 2, max: 70 }),
    rows: fc.integer({ min: 2, max: 70 }),
    seed: fc.integer({ min: 1, max: 1e9 }),
    roughM: fc.constantFrom(0, 1, 10, 60),
    nodataShare: fc.constantFrom(0, 0, 0.05, 1),
    cellSizeM: fc.constantFrom(10, 30, 100),
    east: fc.double({ min: 0, max: 0.999, noNaN: true }),
    south: fc.double({ min: 0, max: 0.999, noNaN: true }),
    radiusCells: fc.integer({ min: 1, max: 60 }),
    antennaHeightM: fc.constantFrom(2, 30, 100),
    frequencyMhz: fc.constantFrom(150, 700, 3500),
  })
  .map(({ seed, roughM, nodataShare, east, south, ...rest }): Scene => {
    return {
      ...rest,
      heightM: hills(rest.columns, rest.rows, seed, roughM, nodataShare),
      siteColumn: east * rest.columns,
      siteRow: south * rest.rows,
    }
  })

const RX_M = 1.5

/** Sweeps a scene and hands each cell's value with its ray to `check`, which returns the expected value, or undefined to let it pass. */
async function checkScene(
  mode: SiteSweep['mode'],
  sample: Scene,
  expected: (ray: TwinRay, receiver: TwinRay['receivers'][number], groundM: number) => number | undefined,
  toleranceDb: number,
): Promise<void> {
  const grid = {
    // A grid as it lies at 60° north: the sweep works in its metres, wherever it is.
    crs: 'EPSG:32635',
    originX: 300_000,
    originY: 6_660_000,
    columns: sample.columns,
    rows: sample.rows,
    cellSizeM: sample.cellSizeM,
  }
  const window = await sweepSite(core, {
    mode,
    grid,
    heightM: sample.heightM,
    x: grid.originX + sample.siteColumn * sample.cellSizeM,
    y: grid.originY - sample.siteRow * sample.cellSizeM,
    antennaHeightM: sample.antennaHeightM,
    rxHeightM: RX_M,
    frequencyMhz: sample.frequencyMhz,
    radiusM: sample.radiusCells * sample.cellSizeM,
    latitudeDeg: 60,
  })
  const mark = core.arena.mark()
  // The tables as the sweep saw them: positions to metres and back lose the last bits.
  const column = (grid.originX + sample.siteColumn * sample.cellSizeM - grid.originX) / grid.cellSizeM
  const row = (grid.originY - (grid.originY - sample.siteRow * sample.cellSizeM)) / grid.cellSizeM
  const tables = sweepTables(core, sample.radiusCells, {
    columns: column - Math.floor(column) - 0.5,
    rows: row - Math.floor(row) - 0.5,
  })
  const rays = raysOf(tables.view.slice())
  core.arena.release(mark)
  let inside = 0
  for (const ray of rays) {
    for (const receiver of ray.receivers) {
      const c = window.column + (receiver.cell % window.side)
      const r = window.row + Math.floor(receiver.cell / window.side)
      const value = window.values[receiver.cell]
      if (c < 0 || r < 0 || c >= sample.columns || r >= sample.rows) {
        expect(value).toBeNaN()
        continue
      }
      inside++
      const ground = sample.heightM[r * sample.columns + c]
      const target = expected(ray, receiver, Number.isNaN(ground) ? 0 : ground)
      if (target !== undefined && !(Math.abs(value - target) <= toleranceDb)) {
        throw new Error(`cell ${c}, ${r} at ${receiver.distance} cells: swept ${value}, twin ${target}`)
      }
    }
  }
  expect(window.values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)).toBe(inside)
}

const EARTH_4_3 = medianEffectiveRadiusKm(157 / 4)
const linkOf = (sample: Scene): TwinLink => ({
  stepM: sample.cellSizeM,
  antennaHeightM: sample.antennaHeightM,
  rxHeightM: RX_M,
  frequencyMhz: sample.frequencyMhz,
  radiusM: EARTH_4_3 * 1000,
})
const nearestStep = (distance: number) => Math.max(1, Math.trunc(Math.fround(distance + 0.5)))
const samplesFor = (sample: Scene, ray: TwinRay) =>
  samplesOf(
    { data: sample.heightM, columns: sample.columns, rows: sample.rows },
    sample.siteColumn,
    sample.siteRow,
    ray,
    sample.radiusCells,
  )

test('line of sight is that of the f64 twin wherever it is decided by more than a millimetre', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (sample) => {
      const link = linkOf(sample)
      await checkScene(
        'line-of-sight',
        sample,
        (ray, { distance }) => {
          const clearance = clearanceM(samplesFor(sample, ray), nearestStep(distance), link)
          return Math.abs(clearance) < 1e-3 ? undefined : clearance > 0 ? 1 : 0
        },
        0,
      )
    }),
    { numRuns: 40 },
  )
})

test('knife-edge loss is within 0.05 dB of the f64 twin', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (sample) => {
      const link = linkOf(sample)
      await checkScene(
        'knife-edge',
        sample,
        (ray, { distance }) => dominantEdgeDb(samplesFor(sample, ray), nearestStep(distance), link),
        0.05,
      )
    }),
    { numRuns: 40 },
  )
})

/** The receiver's profile: the ray's samples at least half a step before it, then its own ground. */
function profileFor(sample: Scene, ray: TwinRay, distance: number, groundM: number) {
  const steps = Math.max(distance, 0.25)
  const samples = samplesFor(sample, ray).slice(0, Math.max(0, Math.floor(steps - 0.5 + 1e-9)) + 1)
  const stepKm = sample.cellSizeM / 1000
  return { distanceKm: [...samples.map((_, i) => i * stepKm), steps * stepKm], heightM: [...samples, groundM] }
}

test('delta-Bullington of the raster is the f64 brute force on the same samples, to f32 rounding', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (sample) => {
      await checkScene(
        'delta-bullington',
        sample,
        (ray, { distance }, groundM) => {
          const profile = profileFor(sample, ray, distance, groundM)
          const txAmslM = profile.heightM[0] + sample.antennaHeightM
          const rxAmslM = groundM + RX_M
          const surface = diffractionSurface(profile, txAmslM, rxAmslM)
          return deltaBullington(profile, {
            txAmslM,
            rxAmslM,
            txSmoothM: surface.txM,
            rxSmoothM: surface.rxM,
            frequencyGhz: sample.frequencyMhz / 1000,
            effectiveRadiusKm: EARTH_4_3,
            seaFraction: 0,
            polarization: 'vertical',
          }).lossDb
        },
        2e-5,
      )
    }),
    { numRuns: 20 },
  )
})

test('P.1812 of the raster is the f64 brute force on the same samples, to f32 rounding', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (sample) => {
      await checkScene(
        'p1812',
        sample,
        (ray, { distance }, groundM) => {
          const profile = profileFor(sample, ray, distance, groundM)
          return pathLossP1812(profile, {
            frequencyGhz: sample.frequencyMhz / 1000,
            timePercent: 50,
            txHeightM: sample.antennaHeightM,
            rxHeightM: RX_M,
            polarization: 'vertical',
            txLon: 90,
            txLat: 60,
            rxLon: 90,
            rxLat: 60,
          }).lossDb
        },
        2e-5,
      )
    }),
    { numRuns: 20 },
  )
})

test.each([1, 2])('four sites on %i workers give the same bytes', async (workers) => {
  const columns = 80
  const heightM = hills(columns, columns, 7, 40)
  const sweepAll = async (count: number) => {
    const threads = await openCore({ workers: count })
    try {
      const { arena, kernels } = threads
      const radiusCells = 30
      const tables = sweepTables(threads, radiusCells)
      const dem = arena.put(heightM)
      const options = arena.put(sweepOptions('p1812'))
      const side = 2 * radiusCells + 1
      const out = arena.f32(4 * side * side)
      const tasks = [20, 35, 50, 70].map((at, i) =>
        sweepTask({
          mode: 'p1812',
          demPtr: dem.ptr,
          grid: { crs: 'EPSG:32650', originX: 0, originY: 0, columns, rows: columns, cellSizeM: 50 },
          siteColumn: at + 0.5,
          siteRow: 90.5 - at,
          antennaHeightM: 25,
          rxHeightM: RX_M,
          frequencyMhz: 700,
          radiusCells,
          tablesPtr: tables.ptr,
          outPtr: out.ptr + i * side * side * 4,
          optionsPtr: options.ptr,
        }),
      )
      const written = await threads.run(tasks, { scratchBytes: kernels.sweepScratchBytes(tables.ptr) })
      return { written: [...written], bytes: new Uint8Array(out.view.slice().buffer) }
    } finally {
      await threads.close()
    }
  }
  const reference = await sweepAll(1)
  expect(reference.written[1]).toBeGreaterThan(2500)
  expect(await sweepAll(workers)).toEqual(reference)
})

test('a loss table per state of sight: between its entries by straight lines', async () => {
  const { arena, kernels } = core
  const mark = arena.mark()
  const columns = 40
  const data = hills(columns, columns, 3, 50)
  const dem = arena.put(data)
  const tables = sweepTables(core, 15)
  const call = (mode: 'los-tables' | 'line-of-sight') => {
    const steps = 4
    const table = (base: number) =>
      arena.put(Float32Array.from({ length: 17 * steps }, (_, i) => base + (i / steps) ** 2)).ptr
    const out = arena.f32(31 * 31)
    const options = sweepOptions(mode, { losTablePtr: table(0), nlosTablePtr: table(1000), tableSteps: steps })
    const task = sweepTask({
      mode,
      demPtr: dem.ptr,
      grid: { crs: 'EPSG:32650', originX: 0, originY: 0, columns, rows: columns, cellSizeM: 30 },
      siteColumn: 20.5,
      siteRow: 20.5,
      antennaHeightM: 10,
      rxHeightM: RX_M,
      frequencyMhz: 2600,
      radiusCells: 15,
      tablesPtr: tables.ptr,
      outPtr: out.ptr,
      optionsPtr: arena.put(options).ptr,
    })
    task.args[task.scratchArg!] = arena.bytes(kernels.sweepScratchBytes(tables.ptr))
    expect(kernels.sweepLoss(...(task.args as Parameters<typeof kernels.sweepLoss>))).toBeGreaterThan(700)
    return out.view.slice()
  }
  const seen = call('line-of-sight')
  const losses = call('los-tables')
  expect(new Set(seen.filter((value) => !Number.isNaN(value)))).toEqual(new Set([0, 1]))
  for (let row = 0; row < 31; row++) {
    for (let column = 0; column < 31; column++) {
      const at = row * 31 + column
      const d2 = (row - 15) ** 2 + (column - 15) ** 2
      if (d2 > 225) expect(losses[at]).toBeNaN()
      // Entries a quarter apart: the chord lies at most (1/8)² = 0.0156 over the parabola.
      else expect(Math.abs(losses[at] - (seen[at] ? 0 : 1000) - d2)).toBeLessThan(0.016)
    }
  }
  arena.release(mark)
})

test('arguments that no sweep can have are refused', async () => {
  const grid = { crs: 'EPSG:32650', originX: 0, originY: 0, columns: 3, rows: 3, cellSizeM: 30 }
  const site: SiteSweep = {
    mode: 'p1812',
    grid,
    heightM: new Float32Array(9),
    x: 40,
    y: -40,
    antennaHeightM: 0,
    rxHeightM: 1.5,
    frequencyMhz: 700,
    radiusM: 60,
  }
  await expect(sweepSite(core, site)).rejects.toThrow(/antennaHeightM|0: expected a positive/)
  const mast = { ...site, antennaHeightM: 20 }
  await expect(sweepSite(core, { ...mast, heightM: new Float32Array(8) })).rejects.toThrow('expected 9')
  await expect(sweepSite(core, { ...mast, timePercent: 60 })).rejects.toThrow('1 to 50 %')
  expect((await sweepSite(core, mast)).values.filter((value) => Number.isFinite(value)).length).toBe(9)
})
