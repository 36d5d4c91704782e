import KDBush from 'kdbush'
import type { PlanWeights } from '../constraints/plan-weights'
import type { Core, Region } from '../core/core'
import { namedTask } from '../core/named-task'
import type { CoverageMap } from '../coverage/coverage-map'
import { receiverOf } from '../coverage/rule'
import { sweepOptions, sweepTask } from '../coverage/sweep'
import { sweepTables } from '../coverage/sweep-tables'
import { strideOf } from '../coverage/tiles'
import type { LongTask } from '../formats/progress'
import { BANDS } from '../network/bands'

/** A hill is the highest ground within this distance in row and column, m: half the usual spacing of candidates in gaps. */
const HILL_M = 250
/** … and stands as far above the lowest ground there as the lowest tower would lift the antennas, m. */
const RISE_M = 30
/** As far as a low band serves a village over flat country, m (usual radius: 1.5 to 4 km; in hills 1 to 2.5 km). */
const VIEW_M = 4000
/** Windows of one batch. */
const BATCH = 256

export interface HighGroundInput {
  coverage: CoverageMap
  /** u8 per cell of the grid: 1 where cover is wanted and missing, 2 where that is so of a key place. */
  demand: Region<Uint8Array>
  /** Elevation, rows of `strideOf(grid)` values. */
  terrainM: Region<Float32Array>
  weights: PlanWeights
  /** Band of new stations in the country: its usual height is where one looks from. */
  band: string
  /** Cells that are candidates already: hills are looked for around them. */
  known: Uint32Array
}

/**
 * Hills with a view of a gap, as cells in raster order of blocks: village land that is the highest within 250 m and rises 30 m, from
 * which antennas at the band's height in the country see enough demand within 4 km to be worth a station (line of sight over
 * the Earth of 4/3 radius). The hill itself may be covered, and lie outside the gap.
 */
export async function highGround(core: Core, input: HighGroundInput, task: LongTask): Promise<number[]> {
  const { coverage, demand, terrainM, weights, band, known } = input
  const { arena, kernels } = core
  const { grid, people, zones } = coverage
  const { columns, rows, cellSizeM } = grid
  if (known.length === 0) return []
  const mark = arena.mark()
  const stride = strideOf(grid)
  const reach = Math.max(1, Math.round(HILL_M / cellSizeM))
  const blocks = Math.ceil(columns / (reach + 1)) * Math.ceil(rows / (reach + 1))
  const summits = arena.u32(blocks)
  const zone = arena.put(zones.zone)
  const found = kernels.summitCells(terrainM.ptr, zone.ptr, columns, rows, stride, reach, RISE_M, summits.ptr)
  const radius = Math.max(1, Math.round(VIEW_M / cellSizeM))
  const hills = hillsNear(summits.view.slice(0, found), known, columns, radius)
  arena.release(mark)

  const residents = arena.put(people)
  const tables = sweepTables(core, radius)
  const rxHeightM = receiverOf(coverage.rule).heightM
  const options = arena.put(sweepOptions('line-of-sight'))
  const side = 2 * radius + 1
  const windows = Array.from({ length: Math.min(BATCH, hills.length) }, () => arena.f32(side * side).ptr)
  const scratchBytes = kernels.sweepScratchBytes(tables.ptr)
  const views: number[] = []
  for (let from = 0; from < hills.length; from += BATCH) {
    const batch = hills.slice(from, from + BATCH)
    const sweeps = batch.map((cell, i) =>
      sweepTask({
        mode: 'line-of-sight',
        demPtr: terrainM.ptr,
        grid,
        stride,
        siteColumn: (cell % columns) + 0.5,
        siteRow: Math.floor(cell / columns) + 0.5,
        antennaHeightM: BANDS[band].heightM.rural,
        rxHeightM,
        frequencyMhz: BANDS[band].frequencyMhz,
        radiusCells: radius,
        tablesPtr: tables.ptr,
        outPtr: windows[i],
        optionsPtr: options.ptr,
      }),
    )
    await core.run(sweeps, { scratchBytes, stage: 'plan', signal: task.signal })
    const sums = batch.map((cell, i) =>
      namedTask('seenDemand', {
        window: windows[i],
        radius,
        siteColumn: cell % columns,
        siteRow: Math.floor(cell / columns),
        columns,
        rows,
        demand: demand.ptr,
        people: residents.ptr,
        landPeople: (weights.areaPeoplePerKm2 * cellSizeM ** 2) / 1e6,
        placePeople: (weights.roadPeoplePerKm * cellSizeM) / 1e3,
      }),
    )
    views.push(...(await core.run(sums, { stage: 'plan', signal: task.signal })))
  }
  arena.release(mark)
  return hills.filter((_, i) => views[i] >= Math.max(weights.leastGainPeople, Number.MIN_VALUE))
}

/** The summits that are no candidates yet and have one within the radius, in cells. */
function hillsNear(summits: Uint32Array, known: Uint32Array, columns: number, radius: number): number[] {
  const taken = new Set(known)
  const index = new KDBush(known.length)
  for (const cell of known) index.add(cell % columns, Math.floor(cell / columns))
  index.finish()
  return Array.from(summits).filter(
    (cell) => !taken.has(cell) && index.within(cell % columns, Math.floor(cell / columns), radius).length > 0,
  )
}
