import { levelsOf, nextDemand, nextLevel, stretchEnd } from './demand-row'
import { MAST_COLUMN, MAST_RADIUS, MAST_ROW, STATUS_CAPACITY, STEP_DBM, STEP_NUMBERS, STEP_STRIDE } from './layout'

/**
 * What one candidate mast would cover, as ranges of demand.
 *
 * Cells that lack cover are ranked along the raster: `rank[cell]` is how many lie before `cell` (one more entry closes the
 * last), so that any run of cells in a row is one range `[rank[a], rank[b])` whatever lies between. Each of the `stepCount` records at
 * `steps` (STEP_* in layout.ts) asks for a level and numbers its demand by rank; a run that holds none vanishes. Test points are
 * numbered from `pointBase`: row r has `pointRow[r] … pointRow[r+1]`, at columns `pointColumn`; they need `pointDbm`.
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
  steps: usize,
  stepCount: i32,
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
  const left = max<i32>(0, <i32>floor<f32>(centre - radius))
  const right = min<i32>(columns, <i32>ceil<f32>(centre + radius))
  const stepsEnd = steps + <usize>stepCount * STEP_STRIDE
  let count = 0
  for (let row = top; row < bottom; row++) {
    const ranks = rank + ((<usize>(row * columns)) << 2)
    for (let from = nextDemand(ranks, left, right); from < right; ) {
      const to = stretchEnd(ranks, from, right)
      levelsOf(mast, sectors, row, from, to, stride, cellSizeM, terrain, scratch)
      from = nextDemand(ranks, to, right)
    }
    for (let step = steps; step < stepsEnd; step += STEP_STRIDE) {
      count = stepRow(step, ranks, left, right, scratch, out, count, capacity)
      if (count < 0) return count
    }
    const pointEnd = load<u32>(pointRow + ((<usize>row) << 2), 4)
    for (let p = load<u32>(pointRow + ((<usize>row) << 2)); p < pointEnd; p++) {
      const at = <i32>load<u32>(pointColumn + ((<usize>p) << 2))
      if (at < left || at >= right) continue
      levelsOf(mast, sectors, row, at, at + 1, stride, cellSizeM, terrain, scratch)
      if (load<f32>(scratch + ((<usize>at) << 2)) < pointDbm) continue
      if (count >= capacity) return STATUS_CAPACITY
      writePair(out, count++, pointBase + p, pointBase + p + 1)
    }
  }
  return count
}

/** Appends the ranges of one step in a row of levels; returns how many pairs there are then, or a status. */
function stepRow(
  step: usize,
  ranks: usize,
  left: i32,
  right: i32,
  levels: usize,
  out: usize,
  count: i32,
  capacity: i32,
): i32 {
  const dbm = load<f32>(step, STEP_DBM)
  const numbers = <usize>load<u32>(step, STEP_NUMBERS)
  let open: u32 = 0xffffffff
  for (let from = nextDemand(ranks, left, right); from < right; ) {
    const to = stretchEnd(ranks, from, right)
    for (let column = nextLevel(levels, from, to, dbm, true); column < to; ) {
      let first = load<u32>(ranks + ((<usize>column) << 2))
      column = nextLevel(levels, column, to, dbm, false)
      let end = load<u32>(ranks + ((<usize>column) << 2))
      column = nextLevel(levels, column, to, dbm, true)
      if (numbers) {
        first = load<u32>(numbers + ((<usize>first) << 2))
        end = load<u32>(numbers + ((<usize>end) << 2))
      }
      if (end == first) continue
      if (first == open) {
        // Nothing but cells without demand lies between.
        store<u32>(out + ((<usize>(count - 1)) << 3), end, 4)
      } else {
        if (count >= capacity) return STATUS_CAPACITY
        writePair(out, count++, first, end)
      }
      open = end
    }
    from = nextDemand(ranks, to, right)
  }
  return count
}

function writePair(out: usize, index: i32, from: u32, to: u32): void {
  const at = out + ((<usize>index) << 3)
  store<u32>(at, from)
  store<u32>(at, to, 4)
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

/**
 * The demand of one step of probability: of the cells in `demand` (u8 not 0, in rank order weighing `full`) those that do not reach
 * `dbm` today, each weighing `share` of it, rounded. Writes the weights to `weights`, to `numbers` (by rank, one more entry) `base`
 * plus how many of the step lie before, and returns how many there are.
 */
export function stepDemand(
  rsrp: usize,
  demand: usize,
  cells: i32,
  dbm: f32,
  full: usize,
  share: f64,
  base: u32,
  numbers: usize,
  weights: usize,
): i32 {
  let rank: usize = 0
  let count: u32 = 0
  for (let i = 0; i < cells; i++) {
    if (!load<u8>(demand + <usize>i)) continue
    store<u32>(numbers + (rank << 2), base + count)
    if (!(load<f32>(rsrp + ((<usize>i) << 2)) >= dbm)) {
      store<u32>(weights + ((<usize>count) << 2), <u32>nearest(<f64>load<u32>(full + (rank << 2)) * share))
      count++
    }
    rank++
  }
  store<u32>(numbers + (rank << 2), base + count)
  return count
}
