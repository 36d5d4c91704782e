import { aimSectors, aimTilt, ROSE_ENTRIES, roseOf } from './aim'
import { layPaths, mostPaths, mostQuads, PATH_STRIDE, QUAD_BYTES } from './demand-paths'
import { footprint } from './footprint'
import {
  CONFIGURED_AZIMUTHS_DEG,
  CONFIGURED_BYTES,
  CONFIGURED_TILT_DEG,
  CONFIGURED_WEIGHT,
  DEMAND_ROW_STRIDE,
  MAST_SECTOR,
  MAST_SECTORS,
  MAST_UPRIGHT,
  SECTOR_AZIMUTH,
  SECTOR_STRIDE,
  SECTOR_TILT,
  STATUS_ARGUMENT,
  TRY_NOTHING,
  TRY_TILTS,
} from './layout'

const RADIANS: f64 = Math.PI / 180

/** Bytes of scratch that `configureMast` needs: see `mostPaths`; `stride` values in a row; ranges at the most. */
export function configureScratchBytes(columns: i32, rows: i32, points: i32, stride: i32, capacity: i32): f64 {
  const paths = mostPaths(columns, rows, points) * PATH_STRIDE
  const quads = mostQuads(columns, rows, points) * QUAD_BYTES
  return <f64>((ROSE_ENTRIES << 3) + 32 + paths + quads + ((<usize>stride) << 2) + ((<usize>capacity) << 3) + 64)
}

/**
 * Turns and tilts a mast's sectors to where they reach most weighted demand, and says what they reach. The mast's first sector
 * radiates alike all round, the others are those of the station; none is tilted mechanically. With TRY_NOTHING they stay as they
 * are; else they are three, aimed at the demand (`aimSectors`; they stay where no demand that needs the hard level can be reached)
 * with the usual tilt, and with TRY_TILTS also tilted toward the demand and half way to it: the first that reaches most.
 * Writes CONFIGURED_… to `out` and the ranges behind it, `capacity` of them at the most, and returns how many there are.
 * @param demand DEMAND_… of layout.ts
 * @param before f64 weight of all demand before each, one more entry
 * @param columns, rows, points within the radius at the most, as given to `configureScratchBytes`
 */
export function configureMast(
  demand: usize,
  before: usize,
  mast: usize,
  sectors: usize,
  tries: i32,
  tiltDeg: f64,
  beamwidthDeg: f32,
  columns: i32,
  rows: i32,
  points: i32,
  scratch: usize,
  out: usize,
  capacity: i32,
): i32 {
  if (load<u32>(mast, MAST_UPRIGHT) == 0) return STATUS_ARGUMENT
  const omni = sectors + <usize>load<u32>(mast, MAST_SECTOR) * SECTOR_STRIDE
  const first = omni + SECTOR_STRIDE
  const end = omni + <usize>load<u32>(mast, MAST_SECTORS) * SECTOR_STRIDE
  const rose = scratch
  const bearings = rose + (ROSE_ENTRIES << 3)
  const quads = (bearings + 16 + 15) & ~15
  const levels = quads + mostQuads(columns, rows, points) * QUAD_BYTES
  const paths = levels + ((<usize>load<i32>(demand, DEMAND_ROW_STRIDE)) << 2)
  const other = paths + mostPaths(columns, rows, points) * PATH_STRIDE
  const pathEnd = paths + <usize>layPaths(demand, mast, paths, quads) * PATH_STRIDE
  const pairs = out + CONFIGURED_BYTES

  let aimedDeg = NaN
  if (tries != TRY_NOTHING) {
    roseOf(demand, mast, paths, pathEnd, quads, omni, beamwidthDeg, before, rose)
    aimedDeg = aimTilt(rose)
  }
  const isAimed = aimedDeg == aimedDeg
  if (isAimed) {
    if (end - first != 3 * SECTOR_STRIDE) return STATUS_ARGUMENT
    aimSectors(rose, bearings)
    for (let s: usize = 0; s < 3; s++) {
      const azimuthDeg = <f64>(load<i32>(bearings + (s << 2)) * 10)
      store<f64>(out + (s << 3), azimuthDeg, CONFIGURED_AZIMUTHS_DEG)
      store<f32>(first + s * SECTOR_STRIDE, <f32>(azimuthDeg * RADIANS), SECTOR_AZIMUTH)
    }
  } else store<f64>(out, NaN, CONFIGURED_AZIMUTHS_DEG)

  let count = footprint(demand, paths, pathEnd, quads, first, end, levels, pairs, capacity)
  if (count < 0) return count
  let weight = weightOf(pairs, count, before)
  let bestDeg = tiltDeg
  if (isAimed && tries == TRY_TILTS) {
    const betweenDeg = Math.floor((tiltDeg + aimedDeg) / 2 + 0.5)
    for (let option = 0; option < 2; option++) {
      const optionDeg = option == 0 ? aimedDeg : betweenDeg
      if (optionDeg == tiltDeg || (option == 1 && optionDeg == aimedDeg)) continue
      for (let sector = first; sector < end; sector += SECTOR_STRIDE) {
        store<f32>(sector, <f32>(optionDeg * RADIANS), SECTOR_TILT)
      }
      const reached = footprint(demand, paths, pathEnd, quads, first, end, levels, other, capacity)
      if (reached < 0) return reached
      const covered = weightOf(other, reached, before)
      if (covered <= weight) continue
      weight = covered
      count = reached
      bestDeg = optionDeg
      memory.copy(pairs, other, (<usize>count) << 3)
    }
  }
  store<f64>(out, weight, CONFIGURED_WEIGHT)
  store<f64>(out, bestDeg, CONFIGURED_TILT_DEG)
  return count
}

function weightOf(pairs: usize, count: i32, before: usize): f64 {
  let weight: f64 = 0
  const end = pairs + ((<usize>count) << 3)
  for (; pairs < end; pairs += 8) {
    weight += load<f64>(before + ((<usize>load<u32>(pairs, 4)) << 3)) - load<f64>(before + ((<usize>load<u32>(pairs)) << 3))
  }
  return weight
}
