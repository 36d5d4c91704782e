import { levelsOf, nextDemand, nextLevel, stretchEnd } from './demand-row'
import { AIM_BEARINGS, AIM_REACHES, MAST_COLUMN, MAST_HEIGHT_M, MAST_RADIUS, MAST_ROW, STATUS_OK } from './layout'

const DEGREES: f32 = 57.29577951308232

/**
 * Where the demand around a mast lies, for choosing azimuths and tilt. `mast` has one sector that radiates alike all round. Each demand
 * (cells that need `cellDbm`, points that need `pointDbm`, numbered as for `footprint`) that it reaches adds its weight at its bearing
 * and at how far off the boresight it could lie and still be reached: 12·(φ/beamwidth)² ≤ margin, in steps of 10°, the last step for
 * margins over `maxAttenuationDb`, which reach all round.
 * Writes AIM_BEARINGS × AIM_REACHES f64, then Σ weight·(drop / distance) and Σ weight, to `out`. `scratch` holds one row of levels.
 */
export function aimDemand(
  mast: usize,
  sectors: usize,
  columns: i32,
  rows: i32,
  stride: i32,
  cellSizeM: f32,
  terrain: usize,
  cellDbm: f32,
  pointDbm: f32,
  beamwidthDeg: f32,
  maxAttenuationDb: f32,
  rank: usize,
  weights: usize,
  pointRow: usize,
  pointColumn: usize,
  pointBase: u32,
  scratch: usize,
  out: usize,
): i32 {
  const middle = load<f32>(mast, MAST_ROW)
  const centre = load<f32>(mast, MAST_COLUMN)
  const radius = load<f32>(mast, MAST_RADIUS)
  const top = max<i32>(0, <i32>floor<f32>(middle - radius))
  const bottom = min<i32>(rows, <i32>ceil<f32>(middle + radius))
  const left = max<i32>(0, <i32>floor<f32>(centre - radius))
  const right = min<i32>(columns, <i32>ceil<f32>(centre + radius))
  for (let i: usize = 0; i < <usize>(AIM_BEARINGS * AIM_REACHES + 2); i++) store<f64>(out + (i << 3), 0)
  for (let row = top; row < bottom; row++) {
    const ground = terrain ? terrain + ((<usize>(row * stride)) << 2) : 0
    const ranks = rank + ((<usize>(row * columns)) << 2)
    for (let from = nextDemand(ranks, left, right); from < right; ) {
      const to = stretchEnd(ranks, from, right)
      levelsOf(mast, sectors, row, from, to, stride, cellSizeM, terrain, scratch)
      for (let column = nextLevel(scratch, from, to, cellDbm, true); column < to; ) {
        const number = load<u32>(ranks + ((<usize>column) << 2))
        if (load<u32>(ranks + ((<usize>column) << 2), 4) != number) {
          const level = load<f32>(scratch + ((<usize>column) << 2))
          const weight = <f64>load<u32>(weights + ((<usize>number) << 2))
          tally(mast, row, column, cellSizeM, ground, level - cellDbm, weight, beamwidthDeg, maxAttenuationDb, out)
        }
        column = nextLevel(scratch, column + 1, to, cellDbm, true)
      }
      from = nextDemand(ranks, to, right)
    }
    const end = load<u32>(pointRow + ((<usize>row) << 2), 4)
    for (let p = load<u32>(pointRow + ((<usize>row) << 2)); p < end; p++) {
      const column = <i32>load<u32>(pointColumn + ((<usize>p) << 2))
      if (column < left || column >= right) continue
      levelsOf(mast, sectors, row, column, column + 1, stride, cellSizeM, terrain, scratch)
      const level = load<f32>(scratch + ((<usize>column) << 2))
      if (level < pointDbm) continue
      const weight = <f64>load<u32>(weights + ((<usize>(pointBase + p)) << 2))
      tally(mast, row, column, cellSizeM, ground, level - pointDbm, weight, beamwidthDeg, maxAttenuationDb, out)
    }
  }
  return STATUS_OK
}

/** Adds one demand to the tables. */
function tally(
  mast: usize,
  row: i32,
  column: i32,
  cellSizeM: f32,
  ground: usize,
  marginDb: f32,
  weight: f64,
  beamwidthDeg: f32,
  maxAttenuationDb: f32,
  out: usize,
): void {
  const east = (<f32>column + 0.5 - load<f32>(mast, MAST_COLUMN)) * cellSizeM
  const south = (<f32>row + 0.5 - load<f32>(mast, MAST_ROW)) * cellSizeM
  const distance = max<f32>(1, sqrt<f32>(east * east + south * south))
  const degrees = <f32>Mathf.atan2(east, -south) * DEGREES
  const bearing = (<i32>nearest<f32>(degrees * (<f32>AIM_BEARINGS / 360)) + AIM_BEARINGS) % AIM_BEARINGS
  let reach = AIM_REACHES - 1
  if (marginDb < maxAttenuationDb) {
    const off = beamwidthDeg * sqrt<f32>(marginDb / 12)
    reach = min<i32>(reach - 1, <i32>(off * (<f32>AIM_BEARINGS / 360)))
  }
  const at = out + ((<usize>(bearing * AIM_REACHES + reach)) << 3)
  store<f64>(at, load<f64>(at) + weight)
  let height = load<f32>(ground + ((<usize>column) << 2))
  if (!ground || height != height) height = 0
  const drop = out + ((<usize>(AIM_BEARINGS * AIM_REACHES)) << 3)
  store<f64>(drop, load<f64>(drop) + (weight * <f64>(load<f32>(mast, MAST_HEIGHT_M) - height)) / <f64>distance)
  store<f64>(drop, load<f64>(drop, 8) + weight, 8)
}
