// Connected sets of uncovered, wanted cells: runs of cells per row, joined over rows by union-find (the smallest run of a set is
// its root, so that labels follow the order of the raster), and the outlines of the sets.

import {
  GAP_BLIND, GAP_CELLS, GAP_COLUMN, GAP_PEOPLE, GAP_PEOPLE_COLUMN, GAP_PEOPLE_ROW, GAP_ROW, GAP_STRIDE,
} from './layout'

/**
 * Replaces the zone of each cell by the part that the zone belongs to.
 * @param zone u32 per cell; @param part u32 per zone, that of zone 0 (outside) is 0
 */
export function gapParts(zone: usize, cells: u32, part: usize): i32 {
  const end = zone + ((<usize>cells) << 2)
  for (let at = zone; at < end; at += 4) store<u32>(at, load<u32>(part + ((<usize>load<u32>(at)) << 2)))
  return 0
}

/**
 * Finds the runs of cells that lie in one part, are wanted and are not covered (RSRP not ≥ `hardDbm`; NaN is not).
 * @param part u32 per cell, 0 outside all
 * @param wanted u8 per cell, or 0 where every cell of a part is
 * @param rowOffsets u32, rows + 1: runs before each row, written
 * @param runStart runEnd u32 cell indices [start, end), or 0 to count only
 * @returns number of runs
 */
export function gapRuns(
  rsrp: usize, part: usize, wanted: usize, columns: i32, rows: i32, hardDbm: f32, rowOffsets: usize, runStart: usize,
  runEnd: usize,
): i32 {
  let runs: u32 = 0
  let cell: u32 = 0
  for (let r = 0; r < rows; r++) {
    store<u32>(rowOffsets + ((<usize>r) << 2), runs)
    let within: u32 = 0
    for (let c = 0; c < columns; c++, cell++) {
      const at = (<usize>cell) << 2
      let own = load<u32>(part + at)
      if (load<f32>(rsrp + at) >= hardDbm || (wanted && load<u8>(wanted + cell) == 0)) own = 0
      if (own == within) continue
      if (within) {
        if (runStart) store<u32>(runEnd + ((<usize>runs) << 2), cell)
        runs++
      }
      if (own && runStart) store<u32>(runStart + ((<usize>runs) << 2), cell)
      within = own
    }
    if (within) {
      if (runStart) store<u32>(runEnd + ((<usize>runs) << 2), cell)
      runs++
    }
  }
  store<u32>(rowOffsets + ((<usize>rows) << 2), runs)
  return runs
}

// @ts-ignore: decorator
@inline
function rootOf(parent: usize, run: u32): u32 {
  let at = run
  while (true) {
    const up = load<u32>(parent + ((<usize>at) << 2))
    if (up == at) return at
    const above = load<u32>(parent + ((<usize>up) << 2))
    store<u32>(parent + ((<usize>at) << 2), above)
    at = above
  }
}

/** Makes a run and one in the row above members of one set where they are of one part and touch. */
function joinRuns(
  runStart: usize, runEnd: usize, columns: i32, reach: u32, label: usize, part: usize, above: u32, run: u32,
): void {
  const first = load<u32>(runStart + ((<usize>above) << 2))
  // Both in cells of the lower row.
  const from = first + <u32>columns
  const to = load<u32>(runEnd + ((<usize>above) << 2)) + <u32>columns
  const start = load<u32>(runStart + ((<usize>run) << 2))
  const end = load<u32>(runEnd + ((<usize>run) << 2))
  if (from >= end + reach || start >= to + reach) return
  if (load<u32>(part + ((<usize>first) << 2)) != load<u32>(part + ((<usize>start) << 2))) return
  const a = rootOf(label, above)
  const b = rootOf(label, run)
  if (a < b) store<u32>(label + ((<usize>b) << 2), a)
  else store<u32>(label + ((<usize>a) << 2), b)
}

/**
 * Joins runs of one part that touch: by a side, and with `reach` 1 by a corner as well.
 * @param label u32 per run, written: index of the run's set, counted in raster order of the sets' first cells
 * @param labels u32 per cell: the part of the cell before, 1 + that index in cells of a set after and 0 elsewhere
 * @returns number of sets
 */
export function gapLabels(
  rowOffsets: usize, runStart: usize, runEnd: usize, columns: i32, rows: i32, reach: u32, label: usize, labels: usize,
): i32 {
  const runs = load<u32>(rowOffsets + ((<usize>rows) << 2))
  for (let i: u32 = 0; i < runs; i++) store<u32>(label + ((<usize>i) << 2), i)
  for (let r = 1; r < rows; r++) {
    let above = load<u32>(rowOffsets + ((<usize>(r - 1)) << 2))
    let run = load<u32>(rowOffsets + ((<usize>r) << 2))
    const aboveEnd = run
    const runLast = load<u32>(rowOffsets + ((<usize>r) << 2), 4)
    while (above < aboveEnd && run < runLast) {
      const to = load<u32>(runEnd + ((<usize>above) << 2)) + <u32>columns
      const end = load<u32>(runEnd + ((<usize>run) << 2))
      joinRuns(runStart, runEnd, columns, reach, label, labels, above, run)
      if (to < end) above++
      else {
        // Where both end at one column the next run above may begin there, and touch this one by its corner.
        if (to == end && above + 1 < aboveEnd) joinRuns(runStart, runEnd, columns, reach, label, labels, above + 1, run)
        run++
      }
    }
  }
  for (let i: u32 = 0; i < runs; i++) store<u32>(label + ((<usize>i) << 2), rootOf(label, i))
  memory.fill(labels, 0, ((<usize>columns) * (<usize>rows)) << 2)
  let sets: u32 = 0
  for (let i: u32 = 0; i < runs; i++) {
    const root = load<u32>(label + ((<usize>i) << 2))
    const own = root == i ? sets++ : load<u32>(label + ((<usize>root) << 2))
    store<u32>(label + ((<usize>i) << 2), own)
    const end = load<u32>(runEnd + ((<usize>i) << 2))
    for (let cell = load<u32>(runStart + ((<usize>i) << 2)); cell < end; cell++) {
      store<u32>(labels + ((<usize>cell) << 2), own + 1)
    }
  }
  return sets
}

/**
 * Sums over the cells of each set, into `out` (GAP_STRIDE bytes each, zero before): cells, cells with RSRP NaN or below
 * `blindDbm`, residents, and the sums of column and row (cell centres) plain and weighted by residents.
 */
export function gapSums(
  rowOffsets: usize, runStart: usize, runEnd: usize, columns: i32, rows: i32, label: usize, rsrp: usize, people: usize,
  blindDbm: f32, out: usize,
): i32 {
  for (let r = 0; r < rows; r++) {
    const y = <f64>r + 0.5
    const first = <u32>r * <u32>columns
    const last = load<u32>(rowOffsets + ((<usize>r) << 2), 4)
    for (let i = load<u32>(rowOffsets + ((<usize>r) << 2)); i < last; i++) {
      const start = load<u32>(runStart + ((<usize>i) << 2))
      const end = load<u32>(runEnd + ((<usize>i) << 2))
      let blind: f64 = 0
      let residents: f64 = 0
      let residentsX: f64 = 0
      for (let cell = start; cell < end; cell++) {
        const q = <f64>load<f32>(people + ((<usize>cell) << 2))
        residents += q
        residentsX += q * (<f64>(cell - first) + 0.5)
        if (!(load<f32>(rsrp + ((<usize>cell) << 2)) >= blindDbm)) blind += 1
      }
      const cells = <f64>(end - start)
      const row = out + <usize>load<u32>(label + ((<usize>i) << 2)) * GAP_STRIDE
      store<f64>(row, load<f64>(row, GAP_CELLS) + cells, GAP_CELLS)
      store<f64>(row, load<f64>(row, GAP_BLIND) + blind, GAP_BLIND)
      store<f64>(row, load<f64>(row, GAP_PEOPLE) + residents, GAP_PEOPLE)
      store<f64>(row, load<f64>(row, GAP_COLUMN) + cells * 0.5 * <f64>(start - first + end - first), GAP_COLUMN)
      store<f64>(row, load<f64>(row, GAP_ROW) + cells * y, GAP_ROW)
      store<f64>(row, load<f64>(row, GAP_PEOPLE_COLUMN) + residentsX, GAP_PEOPLE_COLUMN)
      store<f64>(row, load<f64>(row, GAP_PEOPLE_ROW) + residents * y, GAP_PEOPLE_ROW)
    }
  }
  return 0
}

/**
 * Area of each set in each village, boundary cells by their share: one pair per village and set that meet, in order of villages.
 * @param labels u32 per cell: 1 + set, 0 none
 * @param seen two u32 per set, zero before: 1 + village of its last pair, and that pair
 * @returns number of pairs, or STATUS_CAPACITY
 */
export function gapVillages(
  labels: usize, villages: i32, spanOffsets: usize, spanStart: usize, spanEnd: usize, edgeOffsets: usize, edgeCell: usize,
  edgeFraction: usize, seen: usize, pairSet: usize, pairVillage: usize, pairArea: usize, capacity: u32,
): i32 {
  let pairs: u32 = 0
  for (let v = 0; v < villages; v++) {
    const vAt = (<usize>v) << 2
    const spanLast = load<u32>(spanOffsets + vAt, 4)
    const edgeLast = load<u32>(edgeOffsets + vAt, 4)
    for (let pass = 0; pass < 2; pass++) {
      const last = pass == 0 ? spanLast : edgeLast
      for (let i = load<u32>((pass == 0 ? spanOffsets : edgeOffsets) + vAt); i < last; i++) {
        const iAt = (<usize>i) << 2
        let cell = load<u32>((pass == 0 ? spanStart : edgeCell) + iAt)
        const end = pass == 0 ? load<u32>(spanEnd + iAt) : cell + 1
        while (cell < end) {
          const label = load<u32>(labels + ((<usize>cell) << 2))
          let next = cell + 1
          while (next < end && load<u32>(labels + ((<usize>next) << 2)) == label) next++
          if (label != 0) {
            const slot = seen + ((<usize>(label - 1)) << 3)
            if (load<u32>(slot) != <u32>v + 1) {
              if (pairs == capacity) return -1
              store<u32>(slot, <u32>v + 1)
              store<u32>(slot, pairs, 4)
              store<u32>(pairSet + ((<usize>pairs) << 2), label - 1)
              store<u32>(pairVillage + ((<usize>pairs) << 2), v)
              store<f64>(pairArea + ((<usize>pairs) << 3), 0)
              pairs++
            }
            const at = pairArea + ((<usize>load<u32>(slot, 4)) << 3)
            const area = pass == 0 ? <f64>(next - cell) : <f64>load<f32>(edgeFraction + iAt)
            store<f64>(at, load<f64>(at) + area)
          }
          cell = next
        }
      }
    }
  }
  return pairs
}

// @ts-ignore: decorator
@inline
function inSet(labels: usize, columns: i32, rows: i32, x: i32, y: i32, label: u32): bool {
  if (x < 0 || y < 0 || x >= columns || y >= rows) return false
  return load<u32>(labels + ((<usize>y * <usize>columns + <usize>x) << 2)) == label
}

/**
 * Outlines of the sets that `keep` marks. A ring runs with its set on the right hand (y down), around cells that hang together by
 * sides; it joins the middles of the cell sides on its way, so that corners are cut, rings never touch, and one ring differs from the
 * outline of its cells by half a cell of area; points on a straight line are left out.
 * @param keep u8 per set; @param visited u8 per cell, zero before
 * @param points i32 x, y pairs in half cells; @param ringEnd u32: points before the end of each ring; @param ringSet u32
 * @returns number of rings, or STATUS_CAPACITY
 */
export function gapRings(
  labels: usize, columns: i32, rows: i32, runs: u32, runStart: usize, label: usize, keep: usize, visited: usize,
  points: usize, pointCapacity: u32, ringEnd: usize, ringSet: usize, ringCapacity: u32,
): i32 {
  let rings: u32 = 0
  let count: u32 = 0
  for (let i: u32 = 0; i < runs; i++) {
    const set = load<u32>(label + ((<usize>i) << 2))
    if (load<u8>(keep + set) == 0) continue
    const first = load<u32>(runStart + ((<usize>i) << 2))
    if (load<u8>(visited + first) != 0) continue
    if (rings == ringCapacity) return -1
    const own = set + 1
    const startX = <i32>(first % <u32>columns)
    const startY = <i32>(first / <u32>columns)
    // Directions: 0 up, 1 right, 2 down, 3 left. The first side is the left one of the run's first cell, walked up.
    let x = startX
    let y = startY
    let direction = 0
    let middleX = 2 * x
    let middleY = 2 * y + 1
    let lastX = 0
    let lastY = 0
    let firstX = 0
    let firstY = 0
    let begun = false
    store<u8>(visited + first, 1)
    while (true) {
      let leftX = x
      let leftY = y
      let rightX = x
      let rightY = y
      if (direction == 0) {
        leftX = x - 1
        leftY = y - 1
        rightY = y - 1
      } else if (direction == 1) {
        leftY = y - 1
      } else if (direction == 2) {
        rightX = x - 1
      } else {
        leftX = x - 1
        rightX = x - 1
        rightY = y - 1
      }
      if (!inSet(labels, columns, rows, rightX, rightY, own)) direction = (direction + 1) & 3
      else if (inSet(labels, columns, rows, leftX, leftY, own)) direction = (direction + 3) & 3
      const dx = direction == 1 ? 1 : direction == 3 ? -1 : 0
      const dy = direction == 2 ? 1 : direction == 0 ? -1 : 0
      const nextX = 2 * x + dx
      const nextY = 2 * y + dy
      const stepX = nextX - middleX
      const stepY = nextY - middleY
      if (!begun) {
        begun = true
        firstX = stepX
        firstY = stepY
      } else if (stepX != lastX || stepY != lastY) {
        if (count == pointCapacity) return -1
        store<i32>(points + ((<usize>count) << 3), middleX)
        store<i32>(points + ((<usize>count) << 3), middleY, 4)
        count++
      }
      lastX = stepX
      lastY = stepY
      middleX = nextX
      middleY = nextY
      x += dx
      y += dy
      if (direction == 0) {
        if (x == startX && y == startY) break
        store<u8>(visited + (<usize>y * <usize>columns + <usize>x), 1)
      }
    }
    if (lastX != firstX || lastY != firstY) {
      if (count == pointCapacity) return -1
      store<i32>(points + ((<usize>count) << 3), middleX)
      store<i32>(points + ((<usize>count) << 3), middleY, 4)
      count++
    }
    store<u32>(ringEnd + ((<usize>rings) << 2), count)
    store<u32>(ringSet + ((<usize>rings) << 2), set)
    rings++
  }
  return rings
}
