// A 20 km sweep of one site over 30 m mountains, mast 30 m, receivers at 1.5 m, 700 MHz: ns per receiver in the raster.
import { openCore } from '../src/core/core'
import { type SweepMode, type SweepOptions, sweepOptions, sweepTask } from '../src/coverage/sweep'
import { sweepTables } from '../src/coverage/sweep-tables'
import { type Benchmark, checksumOf, leastNs, type Row } from './measure'
import { type FractalTerrain, fractalTerrain } from './terrain'

const RADIUS = 666
const FREQUENCY_MHZ = 700
const MAST_M = 30
const RECEIVER_M = 1.5

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

async function sweepRow(name: string, mode: SweepMode, slopeDeg = 17, chosen: SweepOptions = {}): Promise<Row[]> {
  const { grid, heightM } = terrainOf(slopeDeg)
  const core = await openCore()
  const { arena, kernels } = core
  const dem = arena.put(heightM)
  const tables = sweepTables(core, RADIUS)
  const out = arena.f32((2 * RADIUS + 1) ** 2)
  const scratch = arena.bytes(kernels.sweepScratchBytes(tables.ptr))
  const tableSteps = 8
  const losses = mode === 'los-tables' ? [38, 55].map((slope) => arena.put(lossTable(slope, tableSteps))) : []
  const task = sweepTask({
    mode,
    demPtr: dem.ptr,
    grid,
    siteColumn: 667.5,
    siteRow: 667.5,
    antennaHeightM: MAST_M,
    rxHeightM: RECEIVER_M,
    frequencyMhz: FREQUENCY_MHZ,
    radiusCells: RADIUS,
    tablesPtr: tables.ptr,
    outPtr: out.ptr,
    optionsPtr: arena.put(
      sweepOptions(mode, {
        ...chosen,
        losTablePtr: losses[0]?.ptr,
        nlosTablePtr: losses[1]?.ptr,
        tableSteps,
      }),
    ).ptr,
  })
  task.args[task.scratchArg!] = scratch
  const sweep = () => kernels.sweepLoss(...(task.args as Parameters<typeof kernels.sweepLoss>))
  const cells = sweep()
  const ns = await leastNs(sweep)
  const values = out.view
  await core.close()
  return [{ name, unit: 'receiver', nsPerUnit: ns / cells, checksum: checksumOf(values), ratios: {} }]
}

/** A loss that grows by `slope` dB a decade, at `steps` entries per cell. */
function lossTable(slope: number, steps: number): Float32Array {
  return Float32Array.from(
    { length: (RADIUS + 2) * steps },
    (_, i) => 30 + slope * Math.log10(Math.max(10, (i * 30) / steps)),
  )
}

export const benchmarks: Benchmark[] = [
  { name: 'los', run: () => sweepRow('los', 'line-of-sight') },
  { name: 'los-38901', run: () => sweepRow('los-38901', 'los-tables') },
  { name: 'knife-edge', run: () => sweepRow('knife-edge', 'knife-edge') },
  { name: 'bullington', run: () => sweepRow('bullington', 'bullington') },
  { name: 'delta-bullington', run: () => sweepRow('delta-bullington', 'delta-bullington') },
  { name: 'p1812', run: () => sweepRow('p1812', 'p1812') },
  { name: 'p1812-flat', run: () => sweepRow('p1812-flat', 'p1812', 0.5) },
  { name: 'p1812-p10', run: () => sweepRow('p1812-p10', 'p1812', 17, { timePercent: 10 }) },
]
