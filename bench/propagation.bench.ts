import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
// A 20 km sweep of one site over 30 m mountains, mast 30 m, receivers at 1.5 m, 700 MHz: ns per receiver in the raster.
// Baselines: `oracle`, the f64 TypeScript of src/radio, a profile per receiver (what src/radio serves single paths with); `C`,
// the same kernels as C, compiled in the same run with -O3 -msse4.1.
import { type Core, openCore } from '../src/core/core'
import { type Mast, placeMasts } from '../src/coverage/masts'
import {
  DELTA_N_FOUR_THIRDS,
  SWEEP_MODES,
  type SweepMode,
  type SweepOptions,
  sweepOptions,
  sweepTask,
} from '../src/coverage/sweep'
import { sweepTables } from '../src/coverage/sweep-tables'
import { strideOf, tilesOf } from '../src/coverage/tiles'
import { deltaBullington } from '../src/radio/delta-bullington'
import { pathLossItm } from '../src/radio/itm/itm'
import { auto } from '../src/radio/models/auto'
import { medianEffectiveRadiusKm } from '../src/radio/p1812/earth'
import { pathLossP1812 } from '../src/radio/p1812/p1812'
import { diffractionSurface } from '../src/radio/p1812/path-analysis'
import { clearanceM, dominantEdgeDb, raysOf, samplesOf, type TwinLink } from '../test/core/ray-twin'
import { compileTwin, type Twin } from './c-twin'
import { type Benchmark, checksumOf, leastNs, type Row } from './measure'
import { type FractalTerrain, fractalTerrain } from './terrain'

const RADIUS = 666
const SITE = 667.5
const MHZ = 700
const MAST_M = 30
const RX_M = 1.5
const TABLE_STEPS = 8
/** Parts of the circle that are timed one by one: short samples find quiet moments on a shared machine. */
const SLICES = 8

const terrains = new Map<number, FractalTerrain>()
/** Mountains of 17°, or the same squeezed to gentle ground. */
function terrainOf(slopeDeg: number): FractalTerrain {
  let terrain = terrains.get(slopeDeg)
  if (!terrain) {
    terrain = fractalTerrain({ slopeDeg })
    terrains.set(slopeDeg, terrain)
  }
  return terrain
}

/** A loss that grows by `slope` dB a decade, at TABLE_STEPS entries per cell. */
function lossTable(slope: number): Float32Array {
  return Float32Array.from(
    { length: (RADIUS + 2) * TABLE_STEPS },
    (_, i) => 30 + slope * Math.log10(Math.max(10, (i * 30) / TABLE_STEPS)),
  )
}

interface Case {
  name: string
  mode: SweepMode
  slopeDeg?: number
  options?: SweepOptions
}

/** Parts of ray tables: headers that point at every SLICES-th run of rays of the whole. */
function sliceTables(core: Core, whole: number, words: Uint32Array): number[] {
  const rays = words[0]
  const perSlice = 4 * Math.ceil(rays / 4 / SLICES)
  const headers: number[] = []
  for (let from = 0; from < rays; from += perSlice) {
    const header = core.arena.u32(8)
    const view = header.view
    // Offsets wrap at 2^32, so that they may point back.
    const back = whole - header.ptr
    view.set(words.subarray(0, 8))
    view[0] = Math.min(perSlice, rays - from)
    view[3] = words[3] + back + from * 8
    view[4] = words[4] + back + from * 4
    view[5] = words[5] + back
    headers.push(header.ptr)
  }
  return headers
}

let twin: Twin | undefined | null = null

async function sweepRow({ name, mode, slopeDeg = 17, options: chosen = {} }: Case): Promise<Row[]> {
  const { grid, heightM } = terrainOf(slopeDeg)
  const core = await openCore()
  const { arena, kernels } = core
  const dem = arena.put(heightM)
  const tables = sweepTables(core, RADIUS)
  const out = arena.f32((2 * RADIUS + 1) ** 2)
  const scratch = arena.bytes(kernels.sweepScratchBytes(tables.ptr))
  const losses = mode === 'los-tables' ? [38, 55].map(lossTable) : []
  const options = sweepOptions(mode, { ...chosen, tableSteps: TABLE_STEPS })
  const [losTablePtr, nlosTablePtr] = losses.map((table) => arena.put(table).ptr)
  const placed = sweepOptions(mode, { ...chosen, losTablePtr, nlosTablePtr, tableSteps: TABLE_STEPS })
  const task = sweepTask({
    mode,
    demPtr: dem.ptr,
    grid,
    siteColumn: SITE,
    siteRow: SITE,
    antennaHeightM: MAST_M,
    rxHeightM: RX_M,
    frequencyMhz: MHZ,
    radiusCells: RADIUS,
    tablesPtr: tables.ptr,
    outPtr: out.ptr,
    optionsPtr: arena.put(placed).ptr,
  })
  task.args[task.scratchArg!] = scratch
  const headers = sliceTables(core, tables.ptr, tables.view)
  const sweep = (tablesPtr: number): number => {
    const args = task.args.slice()
    args[12] = tablesPtr
    return kernels.sweepLoss(...(args as Parameters<typeof kernels.sweepLoss>))
  }
  const cells = sweep(tables.ptr)
  const checksum = checksumOf(out.view)
  // Short modes whole, long ones in slices whose least times are added (each pays for clearing the whole window).
  let ns = 0
  if (mode === 'bullington' || mode === 'delta-bullington' || mode === 'p1812' || mode === 'itm') {
    for (const header of headers) ns += await leastNs(() => sweep(header), 1000)
  } else ns = await leastNs(() => sweep(tables.ptr), 1500)
  const nsPerUnit = ns / cells

  const ratios: Record<string, number> = {}
  const words = tables.view.slice()
  ratios.oracle = (await oracleNs(mode, terrainOf(slopeDeg), words, chosen)) / nsPerUnit
  if (twin === null) twin = compileTwin()
  if (twin) {
    const head = Float64Array.of(
      SWEEP_MODES[mode],
      grid.columns,
      grid.rows,
      grid.cellSizeM,
      SITE,
      SITE,
      MAST_M,
      RX_M,
      MHZ,
      RADIUS,
      words.byteLength,
      mode === 'line-of-sight' || mode === 'knife-edge' || mode === 'los-tables' ? 40 : 4,
      losses[0]?.byteLength ?? 0,
      0,
      0,
      0,
    )
    const native = twin.run(
      Buffer.concat(
        [head, heightM, words, options, ...losses].map((part) => Buffer.from(part.buffer, 0, part.byteLength)),
      ),
    )
    ratios.C = native.nsPerUnit / nsPerUnit
    const apart = Math.abs(native.checksum - checksum) / cells
    if (!(apart < 1e-4)) process.stderr.write(`${name}: the C twin differs by ${apart} on average\n`)
  }
  await core.close()
  const memory = name === 'p1812' ? { memoryMib: memoryMib() } : {}
  return [{ name, unit: 'receiver', nsPerUnit, checksum, ratios, ...memory }]
}

/** Time of the f64 oracle for one receiver: the same samples, a maximum over the whole profile each time. */
async function oracleNs(
  mode: SweepMode,
  terrain: FractalTerrain,
  words: Uint32Array,
  chosen: SweepOptions,
): Promise<number> {
  const { grid, heightM } = terrain
  const rays = raysOf(words)
  const link: TwinLink = {
    stepM: grid.cellSizeM,
    antennaHeightM: MAST_M,
    rxHeightM: RX_M,
    frequencyMhz: MHZ,
    radiusM: medianEffectiveRadiusKm(DELTA_N_FOUR_THIRDS) * 1000,
  }
  const cases = Array.from({ length: 40 }, (_, i) => {
    const ray = rays[(i * 1103) % rays.length]
    const { distance } = ray.receivers[Math.floor(ray.receivers.length * ((i + 0.5) / 40))]
    return { ray, distance: Math.max(2, Math.round(distance)) }
  })
  let sink = 0
  const one = ({ ray, distance }: (typeof cases)[number]): void => {
    const samples = samplesOf({ data: heightM, columns: grid.columns, rows: grid.rows }, SITE, SITE, ray, distance)
    if (mode === 'line-of-sight' || mode === 'los-tables') sink += clearanceM(samples, distance, link)
    else if (mode === 'knife-edge') sink += dominantEdgeDb(samples, distance, link)
    else if (mode === 'itm') {
      sink += pathLossItm(
        { stepM: grid.cellSizeM, heightM: samples },
        {
          txHeightM: MAST_M,
          rxHeightM: RX_M,
          frequencyMhz: MHZ,
          polarization: 'vertical',
          epsilon: 15,
          sigma: 0.005,
          n0: 301,
          climate: 5,
          mdvar: 12,
          timePercent: 50,
          locationPercent: 50,
          situationPercent: 50,
        },
      ).lossDb
    } else {
      const distanceKm = samples.map((_, s) => (s * grid.cellSizeM) / 1000)
      const ends = { txAmslM: samples[0] + MAST_M, rxAmslM: samples[distance] + RX_M }
      if (mode === 'p1812') {
        sink += pathLossP1812(
          { distanceKm, heightM: samples },
          {
            frequencyGhz: MHZ / 1000,
            timePercent: chosen.timePercent ?? 50,
            txHeightM: MAST_M,
            rxHeightM: RX_M,
            polarization: 'vertical',
            txLon: 0,
            txLat: 25,
            rxLon: 0.1,
            rxLat: 25,
          },
        ).lossDb
      } else {
        const surface = diffractionSurface({ distanceKm, heightM: samples }, ends.txAmslM, ends.rxAmslM)
        sink += deltaBullington(
          { distanceKm, heightM: samples },
          {
            ...ends,
            txSmoothM: surface.txM,
            rxSmoothM: surface.rxM,
            frequencyGhz: MHZ / 1000,
            effectiveRadiusKm: medianEffectiveRadiusKm(DELTA_N_FOUR_THIRDS),
            seaFraction: 0,
            polarization: 'vertical',
          },
        ).lossDb
      }
    }
  }
  const ns = await leastNs(() => cases.forEach(one), 300)
  if (Number.isNaN(sink)) process.stderr.write('the oracle has no value\n')
  return ns / cases.length
}

/** Two sites on one and on two workers: how much faster, and whether every byte is the same. */
async function workersRow(): Promise<Row[]> {
  const { grid, heightM } = terrainOf(17)
  // Short samples: on a busy machine only these find both cores free at once.
  const radiusCells = 64
  const measured: { ns: number; values: Float32Array }[] = []
  for (const workers of [1, 2]) {
    const core = await openCore({ workers })
    const { arena, kernels } = core
    const dem = arena.put(heightM)
    const tables = sweepTables(core, radiusCells)
    const side = 2 * radiusCells + 1
    const sites = 8
    const out = arena.f32(sites * side * side)
    const options = arena.put(sweepOptions('p1812')).ptr
    const tasks = Array.from({ length: sites }, (_, i) =>
      sweepTask({
        mode: 'p1812',
        demPtr: dem.ptr,
        grid,
        siteColumn: 200.5 + 120 * i,
        siteRow: 300.5 + 90 * i,
        antennaHeightM: MAST_M,
        rxHeightM: RX_M,
        frequencyMhz: MHZ,
        radiusCells,
        tablesPtr: tables.ptr,
        outPtr: out.ptr + i * side * side * 4,
        optionsPtr: options,
      }),
    )
    const scratchBytes = kernels.sweepScratchBytes(tables.ptr)
    const ns = await leastNs(() => core.run(tasks, { scratchBytes }), 6000)
    measured.push({ ns: ns / (sites * tables.view[2]), values: out.view.slice() })
    await core.close()
  }
  const [one, two] = measured
  const same = one.values.every((value, i) => Object.is(value, two.values[i]))
  if (!same) throw new Error('two workers wrote other bytes than one')
  return [
    {
      name: 'p1812-workers',
      unit: 'receiver, two workers',
      nsPerUnit: two.ns,
      checksum: checksumOf(two.values),
      ratios: { 'one worker': one.ns / two.ns },
    },
  ]
}

/** How much memory one site of 20 km takes beyond that of Node, MiB: a process of its own, grown by no more than this. */
function memoryMib(): number {
  const { grid, heightM } = terrainOf(17)
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan-bench-'))
  try {
    const file = join(folder, 'heights.f32')
    writeFileSync(file, new Uint8Array(heightM.buffer, heightM.byteOffset, heightM.byteLength))
    const script = fileURLToPath(new URL('./one-site.ts', import.meta.url))
    const numbers = [grid.columns, grid.rows, grid.cellSizeM, RADIUS * grid.cellSizeM].map(String)
    return Number(execFileSync(process.execPath, ['--import', 'tsx', script, file, ...numbers], { encoding: 'utf8' }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** One sector over a map, best server and interference sum as the coverage step asks for: table of distance, 3D pattern, no terrain. */
async function siteGeneralRow(): Promise<Row[]> {
  const { grid } = terrainOf(17)
  const core = await openCore()
  const { arena, kernels } = core
  const stride = strideOf(grid)
  const cell = {
    azimuthDeg: 40,
    mechanicalTiltDeg: 2,
    electricalTiltDeg: 3,
    epreDbm: 20,
    gainDbi: 15,
    horizontalBeamwidthDeg: 65,
    verticalBeamwidthDeg: 9,
    lossDb: 0.5,
  }
  const mast: Mast = {
    x: grid.originX + SITE * grid.cellSizeM,
    y: grid.originY - SITE * grid.cellSizeM,
    heightM: MAST_M,
    frequencyMhz: MHZ,
    surroundings: 'country',
    sectors: [{ cell, server: 1 }],
  }
  const radiusM = RADIUS * grid.cellSizeM
  const placed = placeMasts(core, grid, { model: auto, rxHeightM: 1.5 }, [mast], {
    floorDbm: -500,
    maxRadiusM: radiusM,
  })
  const layers = Array.from({ length: 3 }, () => arena.f32(stride * grid.rows))
  const tiles = tilesOf(grid, [SITE], [SITE], placed.radiusCells, [0])
  const list = arena.put(Uint32Array.of(0))
  const link = (): void => {
    for (const tile of tiles) {
      kernels.linkTile(
        tile.columnFrom,
        tile.columnTo,
        tile.rowFrom,
        tile.rowTo,
        stride,
        grid.cellSizeM,
        placed.masts.ptr,
        placed.sectors.ptr,
        list.ptr,
        1,
        0,
        layers[0].ptr,
        layers[1].ptr,
        layers[2].ptr,
        0,
        0,
      )
    }
  }
  const clear = (): void => {
    for (const [i, { ptr, length }] of layers.entries()) kernels.fillF32(ptr, length, i === 0 ? -1000 : 0)
  }
  const cells = Math.PI * placed.radiusCells[0] ** 2
  let least = Number.POSITIVE_INFINITY
  for (let sample = 0; sample < 40; sample++) {
    clear()
    const start = performance.now()
    link()
    least = Math.min(least, performance.now() - start)
  }
  const levels = layers[0].view.filter((dbm) => dbm > -1000)
  await core.close()
  return [
    {
      name: 'site-general',
      unit: 'receiver',
      nsPerUnit: (least * 1e6) / cells,
      checksum: checksumOf(levels),
      ratios: {},
    },
  ]
}

const cases: Case[] = [
  { name: 'los', mode: 'line-of-sight' },
  { name: 'los-38901', mode: 'los-tables' },
  { name: 'knife-edge', mode: 'knife-edge' },
  { name: 'bullington', mode: 'bullington' },
  { name: 'delta-bullington', mode: 'delta-bullington' },
  { name: 'p1812', mode: 'p1812' },
  { name: 'p1812-flat', mode: 'p1812', slopeDeg: 0.5 },
  { name: 'p1812-p10', mode: 'p1812', options: { timePercent: 10 } },
  { name: 'itm', mode: 'itm' },
]

export const benchmarks: Benchmark[] = [
  { name: 'site-general', run: siteGeneralRow },
  ...cases.map((one) => ({ name: one.name, run: () => sweepRow(one) })),
  { name: 'p1812-workers', run: workersRow },
]
