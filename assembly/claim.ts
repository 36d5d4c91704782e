import { silence } from './demand-row'
import { MAST_COLUMN, MAST_RADIUS, MAST_ROW, MAST_STRIDE } from './layout'
import { linkRow } from './link'
import { exp2, LOG2E } from './math'

/** Φ(x) by Abramowitz & Stegun 7.1.26, |error| ≤ 1.5e-7: the probability that `finishMap` writes. */
function normalCdf(x: f64): f64 {
  const a = abs(x) * 0.7071067811865476
  const t = 1 / (1 + a * 0.3275911)
  const p = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const tail = 0.5 * p * exp2(-a * a * LOG2E)
  return x < 0 ? tail : 1 - tail
}

/**
 * Builds masts one after another on the rows `rowFrom … rowTo` of a finished map and says what each adds to those before it:
 * three f64 per mast at `gains`: residents covered hard (level ≥ `cellDbm`), residents by probability Φ((level − threshold)/σ),
 * cells of villages (`zone` ≠ 0) covered hard. `rsrp` (packed rows, NaN where no cell reaches) becomes the map with them, and
 * `server` names, where it changes, `number` + the index of the mast.
 * Point p of row r, `pointRow[r] ≤ p < pointRow[r + 1]`, gets in `passedBy` the same of the first mast that brings it to
 * `pointDbm`. A cell that it first covers hard gets in `coveredAtRank` (u16, packed rows) `rank` + the index of the mast, 65535 at
 * most: that is the land that the gains count. `scratch` holds one row of levels (`stride` f32).
 */
export function claimRows(
  rowFrom: i32,
  rowTo: i32,
  columns: i32,
  stride: i32,
  cellSizeM: f32,
  masts: usize,
  sectors: usize,
  from: i32,
  to: i32,
  terrain: usize,
  zone: usize,
  people: usize,
  floorDbm: f32,
  cellDbm: f32,
  thresholdDbm: f64,
  sigmaDb: f64,
  rsrp: usize,
  server: usize,
  pointRow: usize,
  pointColumn: usize,
  pointDbm: f32,
  number: u32,
  passedBy: usize,
  coveredAtRank: usize,
  rank: u32,
  scratch: usize,
  gains: usize,
): i32 {
  for (let i = from; i < to; i++) {
    const mast = masts + <usize>i * MAST_STRIDE
    const middle = load<f32>(mast, MAST_ROW)
    const centre = load<f32>(mast, MAST_COLUMN)
    const radius = load<f32>(mast, MAST_RADIUS)
    const left = max<i32>(0, <i32>floor<f32>(centre - radius)) & ~3
    const right = min<i32>(columns, <i32>ceil<f32>(centre + radius))
    const padded = min<i32>(stride, (right + 3) & ~3)
    const first = max<i32>(rowFrom, <i32>floor<f32>(middle - radius))
    const last = min<i32>(rowTo, <i32>ceil<f32>(middle + radius))
    let hard: f64 = 0
    let expected: f64 = 0
    let cells: f64 = 0
    for (let row = first; row < last; row++) {
      silence(scratch, left, padded)
      const line = (<usize>(row * stride)) << 2
      linkRow(mast, sectors, row, left, right, cellSizeM, terrain, line, scratch, 0, 0, 0, 0)
      const packed = (<usize>(row * columns)) << 2
      for (let column = left; column < right; column++) {
        const level = load<f32>(scratch + ((<usize>column) << 2))
        if (level < floorDbm) continue
        const at = packed + ((<usize>column) << 2)
        const before = load<f32>(rsrp + at)
        if (level <= before) continue
        store<f32>(rsrp + at, level)
        store<u32>(server + at, number + <u32>i)
        const residents = <f64>load<f32>(people + at)
        if (residents > 0) {
          expected += residents * normalCdf((<f64>level - thresholdDbm) / sigmaDb)
          if (before == before) expected -= residents * normalCdf((<f64>before - thresholdDbm) / sigmaDb)
        }
        if (level >= cellDbm && !(before >= cellDbm)) {
          hard += residents
          store<u16>(coveredAtRank + (at >> 1), <u16>min<u32>(65535, rank + <u32>i))
          if (load<u32>(zone + at)) cells++
        }
      }
      const end = load<u32>(pointRow + ((<usize>row) << 2), 4)
      for (let p = load<u32>(pointRow + ((<usize>row) << 2)); p < end; p++) {
        const passed = passedBy + ((<usize>p) << 2)
        const column = load<u32>(pointColumn + ((<usize>p) << 2))
        if (load<u32>(passed) == 0 && load<f32>(rsrp + packed + ((<usize>column) << 2)) >= pointDbm) {
          store<u32>(passed, number + <u32>i)
        }
      }
    }
    const out = gains + (<usize>i) * 24
    store<f64>(out, hard)
    store<f64>(out, expected, 8)
    store<f64>(out, cells, 16)
  }
  return 0
}

/** Adds each cell's `people` (f32) to `sums[server]` (f64, one per network cell and one, at 0, for none). */
export function sumByServer(server: usize, people: usize, cells: i32, sums: usize): i32 {
  for (let i = 0; i < cells; i++) {
    const at = (<usize>i) << 2
    const sum = sums + ((<usize>load<u32>(server + at)) << 3)
    store<f64>(sum, load<f64>(sum) + <f64>load<f32>(people + at))
  }
  return 0
}
