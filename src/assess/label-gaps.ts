import type { Core, Region } from '../core/core'
import { GAP_STRIDE, STATUS_CAPACITY } from '../core/layout'
import { type CoverageMap, testedDbm } from '../coverage/coverage-map'

/** Cells hang together by sides (4), or by corners as well (8). */
export type Connectivity = 4 | 8

/** Connected sets of uncovered, wanted cells, in the arena: valid until the caller releases its mark. */
export interface LabelledGaps {
  sets: number
  runs: number
  /** Runs of cells [start, end) in raster order, and the set of each. */
  runStart: Region<Uint32Array>
  runEnd: Region<Uint32Array>
  runSet: Region<Uint32Array>
  /** Per cell 1 + set, 0 none. */
  labels: Region<Uint32Array>
  /** Per set the seven sums of GAP_STRIDE. */
  sums: Float64Array
}

/** An area of one set in one village. */
export interface GapPairs {
  set: Uint32Array
  village: Uint32Array
  /** Cells, boundary cells by their share. */
  area: Float64Array
}

export interface LabelOptions {
  connectivity: Connectivity
  blindDbm: number
  wanted?: Uint8Array
  /** The part of each zone, 1 … n and 0 for zone 0 (outside): gaps end where their part does. */
  parts: Uint32Array
}

/** Labels the gaps of a map. The arena holds the result: mark before, release after. */
export function labelGaps(
  { arena, kernels }: Core,
  coverage: CoverageMap,
  { connectivity, blindDbm, wanted, parts }: LabelOptions,
): LabelledGaps {
  const { grid, rule, zones, people } = coverage
  const { columns, rows } = grid
  const rsrp = arena.put(testedDbm(coverage))
  const residents = arena.put(people)
  const rowOffsets = arena.u32(rows + 1)
  const labels = arena.u32(columns * rows)
  // The parts are read before labels are written: one region serves both.
  labels.view.set(zones.zone)
  kernels.gapParts(labels.ptr, columns * rows, arena.put(parts).ptr)
  const mask = wanted ? arena.put(wanted).ptr : 0
  const hardDbm = rule.rsrpDbm + rule.marginDb
  const find = (start: number, end: number): number =>
    kernels.gapRuns(rsrp.ptr, labels.ptr, mask, columns, rows, hardDbm, rowOffsets.ptr, start, end)
  const runs = find(0, 0)
  const runStart = arena.u32(runs)
  const runEnd = arena.u32(runs)
  const runSet = arena.u32(runs)
  if (runs > 0) find(runStart.ptr, runEnd.ptr)
  const reach = connectivity === 8 ? 1 : 0
  const sets = kernels.gapLabels(rowOffsets.ptr, runStart.ptr, runEnd.ptr, columns, rows, reach, runSet.ptr, labels.ptr)
  const sums = arena.f64((sets * GAP_STRIDE) / 8)
  sums.view.fill(0)
  kernels.gapSums(
    rowOffsets.ptr,
    runStart.ptr,
    runEnd.ptr,
    columns,
    rows,
    runSet.ptr,
    rsrp.ptr,
    residents.ptr,
    blindDbm,
    sums.ptr,
  )
  return { sets, runs, runStart, runEnd, runSet, labels, sums: sums.view.slice() }
}

/** Which village holds how much of which set, in the order of the villages. */
export function gapPairs(
  { arena, kernels }: Core,
  { zones }: CoverageMap,
  { sets, runs, labels }: LabelledGaps,
): GapPairs {
  const { spans, edges } = zones
  const villages = spans.offsets.length - 1
  const mark = arena.mark()
  try {
    const shared = [spans.offsets, spans.start, spans.end, edges.offsets, edges.cell, edges.fraction].map(
      (array) => arena.put(array).ptr,
    )
    const seen = arena.u32(sets * 2)
    // A pair begins in a piece of a run: where villages do not overlap there are at most so many.
    for (let capacity = runs + spans.start.length + edges.cell.length; ; capacity *= 2) {
      const inner = arena.mark()
      const set = arena.u32(capacity)
      const village = arena.u32(capacity)
      const area = arena.f64(capacity)
      seen.view.fill(0)
      const [spanOffsets, spanStart, spanEnd, edgeOffsets, edgeCell, edgeFraction] = shared
      const pairs = kernels.gapVillages(
        labels.ptr,
        villages,
        spanOffsets,
        spanStart,
        spanEnd,
        edgeOffsets,
        edgeCell,
        edgeFraction,
        seen.ptr,
        set.ptr,
        village.ptr,
        area.ptr,
        capacity,
      )
      if (pairs !== STATUS_CAPACITY) {
        return {
          set: set.view.slice(0, pairs),
          village: village.view.slice(0, pairs),
          area: area.view.slice(0, pairs),
        }
      }
      arena.release(inner)
    }
  } finally {
    arena.release(mark)
  }
}
