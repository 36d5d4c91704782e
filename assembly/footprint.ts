import {
  levelX4,
  PATH_FROM,
  PATH_POINT,
  PATH_ROW,
  PATH_STRIDE,
  PATH_TO,
  QUAD_BYTES,
} from './demand-paths'
import { nextLevel } from './demand-row'
import {
  DEMAND_COLUMNS,
  DEMAND_POINT_BASE,
  DEMAND_POINT_DBM,
  DEMAND_RANK,
  DEMAND_STEP_COUNT,
  DEMAND_STEPS,
  STATUS_CAPACITY,
  STEP_DBM,
  STEP_NUMBERS,
  STEP_STRIDE,
} from './layout'

/**
 * What the sectors from `sector` to `sectorEnd` of a mast would cover, as ranges of demand.
 *
 * Cells that lack cover are ranked along the raster: `rank[cell]` is how many lie before `cell` (one more entry closes the
 * last), so that any run of cells in a row is one range `[rank[a], rank[b])` whatever lies between. Each of the steps (STEP_* in
 * layout.ts) asks for a level and numbers its demand by rank; a run that holds none vanishes. Test points are numbered from the
 * demand's DEMAND_POINT_BASE in raster order.
 *
 * Reads the stretches from `path` to `pathEnd` and their quads. Writes disjoint pairs of u32 to `out`, row by row, and returns their
 * number or a status. `levels` holds one row (f32).
 */
export function footprint(
  demand: usize,
  path: usize,
  pathEnd: usize,
  quad: usize,
  sector: usize,
  sectorEnd: usize,
  levels: usize,
  out: usize,
  capacity: i32,
): i32 {
  const columns = load<i32>(demand, DEMAND_COLUMNS)
  const rank = <usize>load<u32>(demand, DEMAND_RANK)
  const steps = <usize>load<u32>(demand, DEMAND_STEPS)
  const stepsEnd = steps + <usize>load<i32>(demand, DEMAND_STEP_COUNT) * STEP_STRIDE
  const pointDbm = load<f32>(demand, DEMAND_POINT_DBM)
  const pointBase = load<u32>(demand, DEMAND_POINT_BASE)
  let count = 0
  while (path < pathEnd) {
    const row = load<i32>(path, PATH_ROW)
    const first = path
    for (; path < pathEnd && load<i32>(path, PATH_ROW) == row && load<i32>(path, PATH_POINT) < 0; path += PATH_STRIDE) {
      const to = load<i32>(path, PATH_TO)
      for (let column = load<i32>(path, PATH_FROM) & ~3; column < to; column += 4) {
        v128.store(levels + ((<usize>column) << 2), levelX4(quad, sector, sectorEnd))
        quad += QUAD_BYTES
      }
    }
    const ranks = rank + ((<usize>(row * columns)) << 2)
    for (let step = steps; step < stepsEnd; step += STEP_STRIDE) {
      count = stepRow(step, ranks, first, path, levels, out, count, capacity)
      if (count < 0) return count
    }
    for (; path < pathEnd && load<i32>(path, PATH_ROW) == row && load<i32>(path, PATH_POINT) >= 0; path += PATH_STRIDE) {
      const column = (<usize>load<i32>(path, PATH_FROM)) << 2
      v128.store(levels + (column & ~15), levelX4(quad, sector, sectorEnd))
      quad += QUAD_BYTES
      if (load<f32>(levels + column) < pointDbm) continue
      if (count >= capacity) return STATUS_CAPACITY
      const point = pointBase + load<u32>(path, PATH_POINT)
      writePair(out, count++, point, point + 1)
    }
  }
  return count
}

/** Appends the ranges of one step in the stretches of a row; returns how many pairs there are then, or a status. */
function stepRow(
  step: usize,
  ranks: usize,
  path: usize,
  pathEnd: usize,
  levels: usize,
  out: usize,
  count: i32,
  capacity: i32,
): i32 {
  const dbm = load<f32>(step, STEP_DBM)
  const numbers = <usize>load<u32>(step, STEP_NUMBERS)
  let open: u32 = 0xffffffff
  for (; path < pathEnd; path += PATH_STRIDE) {
    const to = load<i32>(path, PATH_TO)
    for (let column = nextLevel(levels, load<i32>(path, PATH_FROM), to, dbm, true); column < to; ) {
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
  }
  return count
}

function writePair(out: usize, index: i32, from: u32, to: u32): void {
  const at = out + ((<usize>index) << 3)
  store<u32>(at, from)
  store<u32>(at, to, 4)
}
