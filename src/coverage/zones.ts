import type { Village } from '../area/village'
import type { Core } from '../core/core'
import { checkStatus } from '../core/status'
import type { Grid } from '../grid/grid'
import { type Outlines, outlinesOf } from './outlines'

/** Accumulator cells of one window; a larger village goes in strips of rows. */
const WINDOW_CELLS = 1 << 20

/**
 * Which village covers which cell, and by how much.
 *
 * A village is a list of whole cells (spans) and of boundary cells with the exact share of the cell's area that lies in the village
 * (edges). Where villages tile the plane their shares of a cell add up to 1; where they overlap, each one has its full share,
 * the ground counts for both, and the shares of a cell add up to more than 1.
 */
export interface Zones {
  grid: Grid
  /** Codes of the villages, in their order: what reads the map is given the same ones. */
  codes?: readonly string[]
  /** Per cell 1 + index of the village with the largest share (the earlier one of equals), 0 outside all villages. */
  zone: Uint32Array
  /** Whole cells of village v: index ranges [start, end) for offsets[v] ≤ i < offsets[v + 1], row-major, each within a row. */
  spans: { offsets: Uint32Array; start: Uint32Array; end: Uint32Array }
  /** Boundary cells of village v, row-major; `fraction` of the cell's area, above 0 and below 1. */
  edges: {
    offsets: Uint32Array
    cell: Uint32Array
    fraction: Float32Array
    /** The village's own residents in the boundary cell; written by peopleOnGrid. */
    people?: Float32Array
  }
}

/**
 * Rasterises villages: whole cells as spans, boundary cells by exact area fraction.
 * Polygons may lie partly or wholly outside the grid; a village smaller than a cell still counts in it.
 * @param villages rings in degrees, WGS-84; the first ring of a polygon is its exterior, the others are holes
 * @throws InputError `crs-unknown`
 */
export function zonesOf(core: Core, grid: Grid, villages: Village[]): Zones {
  return { ...zonesOfOutlines(core, grid, outlinesOf(grid, villages)), codes: villages.map(({ code }) => code) }
}

/** The same for rings already in cells of the grid. */
export function zonesOfOutlines(core: Core, grid: Grid, outlines: Outlines): Zones {
  const { arena, kernels } = core
  const { points, ringOffsets, ringSigns, villageOffsets } = outlines
  const { columns, rows } = grid
  const count = villageOffsets.length - 1
  const mark = arena.mark()
  try {
    const cells = columns * rows
    const zone = arena.u32(cells)
    const best = arena.f32(cells)
    zone.view.fill(0)
    best.view.fill(0)
    const capacity = boundaryCells(outlines, grid)
    const spanStart = arena.u32(capacity)
    const spanEnd = arena.u32(capacity)
    const edgeCell = arena.u32(capacity)
    const edgeFraction = arena.f32(capacity)
    const counts = arena.u32(2)
    counts.view.fill(0)
    const ring = arena.put(points)
    const acc = arena.f64(Math.max(WINDOW_CELLS, columns + 2))
    acc.view.fill(0)
    const spanOffsets = new Uint32Array(count + 1)
    const edgeOffsets = new Uint32Array(count + 1)
    for (let v = 0; v < count; v++) {
      const [firstRing, endRing] = [villageOffsets[v], villageOffsets[v + 1]]
      const box = windowOf(points, ringOffsets[firstRing], ringOffsets[endRing], grid)
      if (box) {
        const width = box.right - box.left
        const stripRows = Math.max(1, Math.floor(WINDOW_CELLS / (width + 2)))
        for (let row = box.top; row < box.bottom; row += stripRows) {
          const height = Math.min(stripRows, box.bottom - row)
          for (let r = firstRing; r < endRing; r++) {
            const length = ringOffsets[r + 1] - ringOffsets[r]
            const at = ring.ptr + ringOffsets[r] * 16
            kernels.addRing(at, length, ringSigns[r], box.left, row, width, height, acc.ptr)
          }
          checkStatus(
            'zoneCells',
            kernels.zoneCells(
              acc.ptr,
              box.left,
              row,
              width,
              height,
              columns,
              v + 1,
              zone.ptr,
              best.ptr,
              spanStart.ptr,
              spanEnd.ptr,
              capacity,
              edgeCell.ptr,
              edgeFraction.ptr,
              capacity,
              counts.ptr,
            ),
          )
        }
      }
      const written = counts.view
      spanOffsets[v + 1] = written[0]
      edgeOffsets[v + 1] = written[1]
    }
    const [spans, edges] = [spanOffsets[count], edgeOffsets[count]]
    return {
      grid,
      zone: zone.view.slice(),
      spans: { offsets: spanOffsets, start: spanStart.view.slice(0, spans), end: spanEnd.view.slice(0, spans) },
      edges: { offsets: edgeOffsets, cell: edgeCell.view.slice(0, edges), fraction: edgeFraction.view.slice(0, edges) },
    }
  } finally {
    arena.release(mark)
  }
}

/** The cells that points [from, to) may touch, clipped to the grid; undefined where they lie outside. */
function windowOf(points: Float64Array, from: number, to: number, { columns, rows }: Grid) {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = from * 2; i < to * 2; i += 2) {
    minX = Math.min(minX, points[i])
    maxX = Math.max(maxX, points[i])
    minY = Math.min(minY, points[i + 1])
    maxY = Math.max(maxY, points[i + 1])
  }
  const left = Math.max(0, Math.floor(minX))
  const top = Math.max(0, Math.floor(minY))
  const right = Math.min(columns, Math.ceil(maxX))
  const bottom = Math.min(rows, Math.ceil(maxY))
  return left < right && top < bottom ? { left, top, right, bottom } : undefined
}

/** A bound on the boundary cells of all rings, and so on the spans between them: lattice lines crossed, plus one per point. */
function boundaryCells({ points, ringOffsets }: Outlines, { columns, rows }: Grid): number {
  const clampX = (x: number): number => Math.floor(Math.max(-1, Math.min(columns, x)))
  const clampY = (y: number): number => Math.floor(Math.max(-1, Math.min(rows, y)))
  let bound = 16
  for (let r = 0; r + 1 < ringOffsets.length; r++) {
    const [from, to] = [ringOffsets[r] * 2, ringOffsets[r + 1] * 2]
    if (from === to) continue
    let x0 = clampX(points[to - 2])
    let y0 = clampY(points[to - 1])
    for (let i = from; i < to; i += 2) {
      const x1 = clampX(points[i])
      const y1 = clampY(points[i + 1])
      bound += Math.abs(x1 - x0) + Math.abs(y1 - y0) + 1
      x0 = x1
      y0 = y1
    }
    bound += 4
  }
  return bound
}
