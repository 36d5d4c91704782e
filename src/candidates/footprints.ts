import type { Core, Region } from '../core/core'
import {
  CONFIGURED_AZIMUTHS_DEG,
  CONFIGURED_BYTES,
  CONFIGURED_TILT_DEG,
  CONFIGURED_WEIGHT,
  DEMAND_CELL_SIZE_M,
  DEMAND_COLUMNS,
  DEMAND_POINT_BASE,
  DEMAND_POINT_COLUMN,
  DEMAND_POINT_DBM,
  DEMAND_POINT_ROW,
  DEMAND_RANK,
  DEMAND_ROW_STRIDE,
  DEMAND_ROWS,
  DEMAND_STEP_COUNT,
  DEMAND_STEPS,
  DEMAND_STRIDE,
  DEMAND_TERRAIN,
  MAST_STRIDE,
  STEP_STRIDE,
  TRY_AZIMUTHS,
  TRY_NOTHING,
  TRY_TILTS,
} from '../core/layout'
import { namedTask } from '../core/named-task'
import type { Mast, PlacedMasts } from '../coverage/masts'
import type { Propagation } from '../coverage/propagation'
import { strideOf } from '../coverage/tiles'
import type { LongTask } from '../formats/progress'
import type { Grid } from '../grid/grid'

/** Demand as the kernels read it, in the arena. */
export interface PlacedDemand {
  /** Cells before each cell that are demand, cells + 1 entries. */
  rank: Region<Uint32Array>
  /** First test point of each raster row, rows + 1 entries; columns of the points. */
  pointRow: Region<Uint32Array>
  pointColumn: Region<Uint32Array>
  /** Number of the first test point: the count of demand cells. */
  pointBase: number
  /** Steps of probability (STEP_* of assembly/layout.ts), the hard level first. */
  steps: Region<Uint8Array>
}

/** Ranges of demand per candidate: candidate i covers `[start[k], end[k])` for k in `offsets[i] … offsets[i+1]`. */
export interface Spans {
  offsets: Uint32Array
  start: Uint32Array
  end: Uint32Array
}

/** What of a station is free to choose: nothing, its azimuths, or its tilt besides. */
export type Free = 'nothing' | 'azimuths' | 'tilts'

const TRIES: Record<Free, number> = { nothing: TRY_NOTHING, azimuths: TRY_AZIMUTHS, tilts: TRY_TILTS }

/** A station to turn and tilt. */
export interface Turnable {
  /** Its first sector has no direction; the others are the station's, three where anything is free. No sector is tilted mechanically. */
  mast: Mast
  free: Free
  /** The usual tilt, degrees: that of the sectors. */
  tiltDeg: number
  beamwidthDeg: number
}

/** How a station reaches most. */
export interface Turned {
  /** Weight that it reaches. */
  weight: number
  tiltDeg: number
  /** Ascending; undefined where the sectors stay as they are. */
  azimuthsDeg?: number[]
  /** Address of its ranges, pairs of u32, start and end, and their count: they stand there until the arena is used again. */
  pairs: number
  count: number
}

export interface FootprintOptions extends LongTask {
  grid: Grid
  demand: PlacedDemand
  /** Weight of all demand before each, one more entry. */
  before: Region<Float64Array>
  terrain: Propagation['terrain']
  /** Level that a test point needs, dBm. */
  pointDbm: number
}

/** Weight that each candidate covers. */
export function coveredWeight({ weights }: { weights: Uint32Array }, { offsets, start, end }: Spans): Float64Array {
  const before = weightBefore(weights)
  const covers = new Float64Array(offsets.length - 1)
  for (let c = 0; c < covers.length; c++) {
    for (let k = offsets[c]; k < offsets[c + 1]; k++) covers[c] += before[end[k]] - before[start[k]]
  }
  return covers
}

/** Sums of the weights before each, and of all. */
export function weightBefore(weights: Uint32Array): Float64Array {
  const before = new Float64Array(weights.length + 1)
  for (let j = 0; j < weights.length; j++) before[j + 1] = before[j] + weights[j]
  return before
}

/**
 * Turns and tilts stations to where they reach most weighted demand and gives what they reach, by the same levels as the map.
 * @param placed the masts laid out, with their windows of terrain loss
 */
export async function turnToDemand(
  core: Core,
  stations: Turnable[],
  placed: PlacedMasts,
  { grid, demand, before, terrain, pointDbm, signal }: FootprintOptions,
): Promise<Turned[]> {
  const { arena, kernels } = core
  const record = demandRecord(core, grid, demand, terrain, pointDbm)
  const stride = strideOf(grid)
  let scratchBytes = 0
  const outs: number[] = []
  const tasks = stations.map(({ mast, free, tiltDeg, beamwidthDeg }, i) => {
    const { columns, rows, points, pairs } = extentOf(grid, demand, mast, placed.radiusCells[i])
    scratchBytes = Math.max(scratchBytes, kernels.configureScratchBytes(columns, rows, points, stride, pairs))
    const out = arena.bytes(CONFIGURED_BYTES + 8 * pairs)
    outs.push(out)
    const args = {
      demand: record,
      before: before.ptr,
      mast: placed.masts.ptr + i * MAST_STRIDE,
      sectors: placed.sectors.ptr,
      tries: TRIES[free],
      tiltDeg,
      beamwidthDeg,
      columns,
      rows,
      points,
      out,
      capacity: pairs,
    }
    return namedTask('configureMast', args, 'scratch')
  })
  const counts = await core.run(tasks, { scratchBytes, signal, stage: 'plan' })
  const results = new DataView(arena.memory.buffer)
  return outs.map((out, i): Turned => {
    const azimuth = (s: number): number => results.getFloat64(out + CONFIGURED_AZIMUTHS_DEG + 8 * s, true)
    return {
      weight: results.getFloat64(out + CONFIGURED_WEIGHT, true),
      tiltDeg: results.getFloat64(out + CONFIGURED_TILT_DEG, true),
      azimuthsDeg: Number.isNaN(azimuth(0)) ? undefined : [0, 1, 2].map(azimuth).sort((a, b) => a - b),
      pairs: out + CONFIGURED_BYTES,
      count: counts[i],
    }
  })
}

/** Lays the demand out as the kernel reads it; returns the record's address. */
function demandRecord(
  { arena }: Core,
  grid: Grid,
  demand: PlacedDemand,
  terrain: Propagation['terrain'],
  pointDbm: number,
): number {
  const ptr = arena.bytes(DEMAND_STRIDE)
  const record = new DataView(arena.memory.buffer, ptr, DEMAND_STRIDE)
  const words: [offset: number, value: number][] = [
    [DEMAND_COLUMNS, grid.columns],
    [DEMAND_ROWS, grid.rows],
    [DEMAND_ROW_STRIDE, strideOf(grid)],
    [DEMAND_TERRAIN, terrain?.heightM.ptr ?? 0],
    [DEMAND_STEPS, demand.steps.ptr],
    [DEMAND_STEP_COUNT, demand.steps.length / STEP_STRIDE],
    [DEMAND_RANK, demand.rank.ptr],
    [DEMAND_POINT_ROW, demand.pointRow.ptr],
    [DEMAND_POINT_COLUMN, demand.pointColumn.ptr],
    [DEMAND_POINT_BASE, demand.pointBase],
  ]
  for (const [offset, value] of words) record.setUint32(offset, value, true)
  record.setFloat32(DEMAND_CELL_SIZE_M, grid.cellSizeM, true)
  record.setFloat32(DEMAND_POINT_DBM, pointDbm, true)
  return ptr
}

/**
 * Columns and rows within a mast's radius, test points in these rows, and the most ranges that a footprint can fall into: every second
 * cell of each row (terrain leaves islands) at each step, and every test point.
 */
function extentOf(grid: Grid, { pointRow, steps }: PlacedDemand, mast: Mast, radiusCells: number) {
  const row = (grid.originY - mast.y) / grid.cellSizeM
  const top = Math.min(grid.rows, Math.max(0, Math.floor(row - radiusCells)))
  const bottom = Math.max(top, Math.min(grid.rows, Math.ceil(row + radiusCells)))
  const columns = Math.min(grid.columns, Math.ceil(2 * radiusCells) + 2)
  const view = pointRow.view
  const points = view[bottom] - view[top]
  const pairs = (bottom - top) * Math.ceil(columns / 2) * (steps.length / STEP_STRIDE) + points
  return { columns, rows: bottom - top, points, pairs }
}
