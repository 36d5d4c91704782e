import { MAST_COLUMN, MAST_RADIUS, MAST_ROW, STATUS_CAPACITY } from './layout'
import { linkRow } from './link'

/**
 * What one candidate mast would cover, as ranges of demand.
 *
 * Demand is numbered along the raster: `rank[cell]` is the number of demand cells before `cell` (one more entry closes the
 * last), so that any run of cells in a row is one range `[rank[a], rank[b])` whatever lies between, and runs that hold no
 * demand vanish. Test points are numbered after the cells, from `pointBase`: row r has `pointRow[r] … pointRow[r+1]`, at
 * columns `pointColumn`; they need `pointDbm`, cells need `cellDbm`.
 *
 * Writes disjoint pairs of u32 to `out`, row by row, and returns their number. `scratch` holds one row of levels (`stride` f32).
 */
export function footprint(
  mast: usize,
  sectors: usize,
  columns: i32,
  rows: i32,
  stride: i32,
  cellSizeM: f32,
  terrain: usize,
  cellDbm: f32,
  pointDbm: f32,
  rank: usize,
  pointRow: usize,
  pointColumn: usize,
  pointBase: u32,
  scratch: usize,
  out: usize,
  capacity: i32,
): i32 {
  const middle = load<f32>(mast, MAST_ROW)
  const centre = load<f32>(mast, MAST_COLUMN)
  const radius = load<f32>(mast, MAST_RADIUS)
  const top = max<i32>(0, <i32>floor<f32>(middle - radius))
  const bottom = min<i32>(rows, <i32>ceil<f32>(middle + radius))
  const left = max<i32>(0, <i32>floor<f32>(centre - radius)) & ~3
  const right = min<i32>(columns, <i32>ceil<f32>(centre + radius))
  let count = 0
  for (let row = top; row < bottom; row++) {
    silence(scratch, left, min<i32>(stride, (right + 3) & ~3))
    const line = (<usize>(row * stride)) << 2
    linkRow(mast, sectors, row, left, right, cellSizeM, terrain, line, scratch, 0, 0, 0, 0)
    const ranks = rank + ((<usize>(row * columns)) << 2)
    let column = left
    while (column < right) {
      if (load<f32>(scratch + ((<usize>column) << 2)) < cellDbm) {
        column++
        continue
      }
      const from = load<u32>(ranks + ((<usize>column) << 2))
      do column++
      while (column < right && load<f32>(scratch + ((<usize>column) << 2)) >= cellDbm)
      const to = load<u32>(ranks + ((<usize>column) << 2))
      if (to > from) {
        if (count >= capacity) return STATUS_CAPACITY
        writePair(out, count++, from, to)
      }
    }
    const pointEnd = load<u32>(pointRow + ((<usize>row) << 2), 4)
    for (let p = load<u32>(pointRow + ((<usize>row) << 2)); p < pointEnd; p++) {
      const at = <i32>load<u32>(pointColumn + ((<usize>p) << 2))
      if (at < left || at >= right || load<f32>(scratch + ((<usize>at) << 2)) < pointDbm) continue
      if (count >= capacity) return STATUS_CAPACITY
      writePair(out, count++, pointBase + p, pointBase + p + 1)
    }
  }
  return count
}

function writePair(out: usize, index: i32, from: u32, to: u32): void {
  const at = out + ((<usize>index) << 3)
  store<u32>(at, from)
  store<u32>(at, to, 4)
}

/** Columns `from` to `to` (multiples of 4) of a row of levels set to −1000 dBm. */
export function silence(row: usize, from: i32, to: i32): void {
  const silent = f32x4.splat(-1000)
  for (let column = from; column < to; column += 4) v128.store(row + ((<usize>column) << 2), silent)
}

/** Numbers the demand: `rank[i]` = cells before i with `demand` (u8) not 0, and one more entry; returns how many there are. */
export function rankCells(demand: usize, cells: i32, rank: usize): i32 {
  let before: u32 = 0
  for (let i = 0; i < cells; i++) {
    store<u32>(rank + ((<usize>i) << 2), before)
    before += load<u8>(demand + <usize>i) != 0 ? 1 : 0
  }
  store<u32>(rank + ((<usize>cells) << 2), before)
  return before
}

/**
 * Marks the demand, where a cell is not covered hard (`rsrp` < `cellDbm` or NaN): u8 2 where `extra` people (f32 per cell, 0 for
 * none) lie on it, else 1 where it lies in a village (`zone` ≠ 0). Writes its weight to `weights` in rank order and returns the
 * count: `peopleWeight · (people + extra)`, in a village `+ areaWeight`, rounded, at least 1.
 */
export function markDemand(
  rsrp: usize,
  zone: usize,
  people: usize,
  extra: usize,
  cells: i32,
  cellDbm: f32,
  peopleWeight: f64,
  areaWeight: f64,
  demand: usize,
  weights: usize,
): i32 {
  let count = 0
  for (let i = 0; i < cells; i++) {
    const at = (<usize>i) << 2
    const inVillage = load<u32>(zone + at) != 0
    const more = extra ? <f64>load<f32>(extra + at) : 0
    const open = (inVillage || more > 0) && !(load<f32>(rsrp + at) >= cellDbm)
    store<u8>(demand + <usize>i, open ? (more > 0 ? 2 : 1) : 0)
    if (!open) continue
    const land = inVillage ? areaWeight : 0
    const weight = nearest((<f64>load<f32>(people + at) + more) * peopleWeight + land)
    store<u32>(weights + ((<usize>count) << 2), <u32>max(weight, 1))
    count++
  }
  return count
}
