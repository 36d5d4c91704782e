import type { Core, Region } from '../core/core'
import {
  SWEEP_TABLE_DIRECTIONS,
  SWEEP_TABLE_ENTRIES,
  SWEEP_TABLE_ENTRY_BYTES,
  SWEEP_TABLE_HEADER_BYTES,
  SWEEP_TABLE_MOST,
  SWEEP_TABLE_RADIUS,
  SWEEP_TABLE_RAYS,
  SWEEP_TABLE_RECEIVERS,
  SWEEP_TABLE_STARTS,
} from '../core/layout'

/** Where a site stands in its cell, in cells from the cell's centre, each within ±0.5. */
export interface CellOffset {
  columns: number
  rows: number
}

/**
 * The rays of a sweep and the cells that lie on each: one ray per cell of the disc's rim, and every cell on its nearest ray.
 * They depend on the radius in cells only, so all sites of a radius share them (and all cell sizes do).
 *
 * @param radiusCells 1 … 32,000
 * @param offset where in its cell the site stands, the centre by default. With tables for the centre a site elsewhere in its cell
 *   has its cells' distances and azimuths wrong by up to that offset, though its rays still start where it stands.
 * @returns a region of the core's arena, to be released with the caller's mark
 * @throws RangeError for a radius outside the range
 */
export function sweepTables(
  core: Core,
  radiusCells: number,
  offset: CellOffset = { columns: 0, rows: 0 },
): Region<Uint32Array> {
  if (!Number.isInteger(radiusCells) || radiusCells < 1 || radiusCells > 32_000) {
    throw new RangeError(`radiusCells is ${radiusCells}: expected a whole number from 1 to 32000`)
  }
  const rays = 4 * Math.ceil((2 * Math.PI * radiusCells) / 4)
  const side = 2 * radiusCells + 1
  const perRadian = rays / (2 * Math.PI)

  // First by distance (quarter cells), then, keeping that order, by ray.
  const bins = 4 * (radiusCells + 1)
  const binCount = new Uint32Array(bins + 1)
  const inside = (column: number, row: number): number => {
    const distance = Math.hypot(column - offset.columns, row - offset.rows)
    return distance <= radiusCells ? distance : -1
  }
  for (let row = -radiusCells; row <= radiusCells; row++) {
    for (let column = -radiusCells; column <= radiusCells; column++) {
      const distance = inside(column, row)
      if (distance >= 0) binCount[Math.floor(distance * 4) + 1]++
    }
  }
  for (let bin = 0; bin < bins; bin++) binCount[bin + 1] += binCount[bin]
  const receivers = binCount[bins]
  const byDistance = new Uint32Array(receivers)
  const rayOf = new Uint32Array(receivers)
  const starts = new Uint32Array(rays + 1)
  for (let row = -radiusCells; row <= radiusCells; row++) {
    for (let column = -radiusCells; column <= radiusCells; column++) {
      const distance = inside(column, row)
      if (distance < 0) continue
      const at = binCount[Math.floor(distance * 4)]++
      const azimuth = Math.atan2(row - offset.rows, column - offset.columns)
      const ray = (Math.round(azimuth * perRadian) + rays) % rays
      byDistance[at] = (row + radiusCells) * side + column + radiusCells
      rayOf[at] = ray
      starts[ray + 1]++
    }
  }
  let most = 0
  for (let ray = 0; ray < rays; ray++) {
    most = Math.max(most, starts[ray + 1])
    starts[ray + 1] += starts[ray]
  }

  const directionBytes = rays * 8
  const startBytes = Math.ceil(((rays + 1) * 4) / 8) * 8
  const entriesAt = SWEEP_TABLE_HEADER_BYTES + directionBytes + startBytes
  const region = core.arena.u32((entriesAt + receivers * SWEEP_TABLE_ENTRY_BYTES) / 4)
  const words = region.view
  const reals = new Float32Array(words.buffer, words.byteOffset, words.length)
  words[SWEEP_TABLE_RAYS] = rays
  words[SWEEP_TABLE_RADIUS] = radiusCells
  words[SWEEP_TABLE_RECEIVERS] = receivers
  words[SWEEP_TABLE_DIRECTIONS] = SWEEP_TABLE_HEADER_BYTES
  words[SWEEP_TABLE_STARTS] = SWEEP_TABLE_HEADER_BYTES + directionBytes
  words[SWEEP_TABLE_ENTRIES] = entriesAt
  words[SWEEP_TABLE_MOST] = most
  for (let ray = 0; ray < rays; ray++) {
    const at = SWEEP_TABLE_HEADER_BYTES / 4 + (ray >> 2) * 8 + (ray & 3)
    reals[at] = Math.cos(ray / perRadian)
    reals[at + 4] = Math.sin(ray / perRadian)
  }
  words.set(starts, (SWEEP_TABLE_HEADER_BYTES + directionBytes) / 4)
  const next = starts.slice()
  for (let i = 0; i < receivers; i++) {
    const at = entriesAt / 4 + 2 * next[rayOf[i]]++
    const row = Math.floor(byDistance[i] / side)
    const column = byDistance[i] % side
    words[at] = byDistance[i]
    reals[at + 1] = inside(column - radiusCells, row - radiusCells)
  }
  sortWithinRays(words, reals, starts, entriesAt / 4)
  return region
}

/** Within a ray the order is that of quarter cells: a step of insertion here and there makes it exact. */
function sortWithinRays(words: Uint32Array, reals: Float32Array, starts: Uint32Array, entries: number): void {
  for (let ray = 0; ray + 1 < starts.length; ray++) {
    for (let i = starts[ray] + 1; i < starts[ray + 1]; i++) {
      const cell = words[entries + 2 * i]
      const distance = reals[entries + 2 * i + 1]
      let j = i
      for (; j > starts[ray] && reals[entries + 2 * j - 1] > distance; j--) {
        words[entries + 2 * j] = words[entries + 2 * j - 2]
        reals[entries + 2 * j + 1] = reals[entries + 2 * j - 1]
      }
      words[entries + 2 * j] = cell
      reals[entries + 2 * j + 1] = distance
    }
  }
}
