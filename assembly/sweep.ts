/** One site's sweep: rays outward over the terrain, each raster cell evaluated once, on its nearest ray. */
import {
  STATUS_ARGUMENT, SWEEP_ITM, SWEEP_KNIFE_EDGE, SWEEP_LINE_OF_SIGHT, SWEEP_LOS_TABLES, SWEEP_OPTION_CLUTTER, SWEEP_OPTION_DELTA_N,
  SWEEP_OPTION_LOS_TABLE, SWEEP_OPTION_NLOS_TABLE, SWEEP_OPTION_RISE_GAINS, SWEEP_OPTION_RISE_HEIGHTS, SWEEP_OPTION_SEA, SWEEP_OPTION_TABLE_STEPS, SWEEP_TABLE_DIRECTIONS,
  SWEEP_TABLE_ENTRIES, SWEEP_TABLE_MOST, SWEEP_TABLE_RADIUS, SWEEP_TABLE_RAYS, SWEEP_TABLE_STARTS,
} from './layout'
import {
  pathBytes, pathClutter, pathDistances, pathGrounds, pathHeights, pathLosses, pathSea, setPath, walkPath,
} from './sweep-path'
import { itmBytes, setItm } from './itm-context'
import { walkItm } from './sweep-itm'
import { addRise, edgeRays, losRays } from './sweep-polar'
import { sampleNearest, sampleRays } from './sweep-sample'

// @ts-ignore: decorator
@inline
function isPolar(mode: i32): bool {
  return mode == SWEEP_LINE_OF_SIGHT || mode == SWEEP_KNIFE_EDGE || mode == SWEEP_LOS_TABLES
}

// Scratch: samples of four rays, results of four rays (polar modes), 1/s, then the context of the path modes.
/** Scratch bytes that `sweepLoss` needs with these tables. */
export function sweepScratchBytes(tables: usize): i32 {
  const radius = load<i32>(tables + (SWEEP_TABLE_RADIUS << 2))
  return <i32>((<usize>(radius + 2) << 5) + (<usize>(radius + 4) << 2) + 64 + pathBytes(radius, load<i32>(tables + (SWEEP_TABLE_MOST << 2))) + itmBytes(radius))
}

/** Scratch bytes that `sweepProfile` needs. */
export function profileScratchBytes(steps: i32, receivers: i32): i32 {
  return <i32>(pathBytes(steps, receivers) + itmBytes(steps))
}

/** Steps until a ray has left the raster by a cell, or a large number. */
function stepsInside(position: f64, direction: f64, size: i32): f64 {
  if (direction > 1e-12) return (<f64>size + 1.0 - position) / direction
  if (direction < -1e-12) return (-1.0 - position) / direction
  return position < -1.0 || position > <f64>size + 1.0 ? 0.0 : 1e9
}

/** True for a cell of the window that lies outside the raster. */
// @ts-ignore: decorator
@inline
function isOutside(cell: u32, side: i32, rowShift: i32, columnShift: i32, rows: i32, columns: i32): bool {
  const row = <i32>(cell / <u32>side)
  const column = <i32>cell - row * side
  return <u32>(row + rowShift) >= <u32>rows || <u32>(column + columnShift) >= <u32>columns
}

/**
 * Sweeps one site: writes the value of `mode` for each cell of the disc to the window `out` of (2·radius + 1)² f32 around the
 * site's cell, NaN for cells outside the disc or the raster. Returns the number of cells written.
 * @param mode SWEEP_… of layout.ts
 * @param dem f32 heights in m, columns × rows from the north-west; NaN counts as sea level
 * @param stride values from one row of the DEM (and of clutter and sea rasters) to the next
 * @param siteColumn column of the antenna, fractional, 0 at the outer edge of column 0
 * @param tables ray tables for the radius
 * @param scratch `sweepScratchBytes(tables)` bytes, 64-byte aligned
 * @param options SWEEP_OPTION_COUNT f64
 */
export function sweepLoss(
  mode: i32, dem: usize, columns: i32, rows: i32, stride: i32, cellSizeM: f64, siteColumn: f64, siteRow: f64, antennaHeightM: f64, rxHeightM: f64,
  frequencyMhz: f64, radiusCells: i32, tables: usize, out: usize, scratch: usize, options: usize,
): i32 {
  const radius = load<i32>(tables + (SWEEP_TABLE_RADIUS << 2))
  if (radius != radiusCells || columns < 2 || rows < 2 || stride < columns || !(antennaHeightM > 0) || !(rxHeightM > 0) || !(frequencyMhz > 0)) return STATUS_ARGUMENT
  if (mode < SWEEP_LINE_OF_SIGHT || mode > SWEEP_ITM) return STATUS_ARGUMENT
  const rays = load<i32>(tables + (SWEEP_TABLE_RAYS << 2))
  const directions = tables + load<u32>(tables + (SWEEP_TABLE_DIRECTIONS << 2))
  const starts = tables + load<u32>(tables + (SWEEP_TABLE_STARTS << 2))
  const entries = tables + load<u32>(tables + (SWEEP_TABLE_ENTRIES << 2))
  const most = load<i32>(tables + (SWEEP_TABLE_MOST << 2))
  const side = 2 * radius + 1
  const samples = scratch
  const polar = samples + (<usize>(radius + 2) << 4)
  const inverse = polar + (<usize>(radius + 2) << 4)
  const context = (inverse + (<usize>(radius + 4) << 2) + 63) & ~63
  for (let i: i32 = 1; i <= radius + 2; i++) store<f32>(inverse + (<usize>i << 2), <f32>(1.0 / <f64>i))
  const rise = <usize>load<f64>(options + (SWEEP_OPTION_RISE_HEIGHTS << 3))
  const riseGains = <usize>load<f64>(options + (SWEEP_OPTION_RISE_GAINS << 3))
  const nan = f32x4.splat(NaN)
  const cells = <usize>side * side
  const outEnd4 = out + ((cells & ~3) << 2)
  let at = out
  for (; at < outEnd4; at += 16) v128.store(at, nan)
  for (; at < out + (cells << 2); at += 4) store<f32>(at, NaN)

  const siteCellColumn = <i32>Math.floor(siteColumn)
  const siteCellRow = <i32>Math.floor(siteRow)
  // Of entry coordinates (0 … 2·radius) inside the raster.
  const columnShift = siteCellColumn - radius
  const rowShift = siteCellRow - radius
  const whole = columnShift >= 0 && rowShift >= 0 && columnShift + side <= columns && rowShift + side <= rows
  const isPolarMode = isPolar(mode)
  const stepM = cellSizeM
  const ae = 6371000.0 * 157.0 / (157.0 - load<f64>(options + (SWEEP_OPTION_DELTA_N << 3)))
  const bend = <f32>(stepM * stepM / (2.0 * ae))
  const nuFactor = <f32>(2.0 / (299.8 / frequencyMhz * stepM))
  const losTable = <usize>load<f64>(options + (SWEEP_OPTION_LOS_TABLE << 3))
  const nlosTable = <usize>load<f64>(options + (SWEEP_OPTION_NLOS_TABLE << 3))
  const tableSteps = <f32>load<f64>(options + (SWEEP_OPTION_TABLE_STEPS << 3))
  if (mode == SWEEP_LOS_TABLES && (losTable == 0 || nlosTable == 0 || !(tableSteps > 0))) return STATUS_ARGUMENT
  const clutter = <usize>load<f64>(options + (SWEEP_OPTION_CLUTTER << 3))
  const sea = <usize>load<f64>(options + (SWEEP_OPTION_SEA << 3))
  const itm = context + pathBytes(radius, most)
  if (!isPolarMode) setPath(context, mode, stepM, radius, most, frequencyMhz, options)
  if (mode == SWEEP_ITM) setItm(itm, stepM, radius, frequencyMhz, antennaHeightM, rxHeightM, pathHeights(context), options)
  const stepKm = stepM * 0.001
  let written: i32 = 0

  for (let ray: i32 = 0; ray < rays; ray += 4) {
    const direction = directions + (<usize>ray << 3)
    // Only rays that leave the raster are cut short and need bounds.
    let steps: i32 = 0
    let bounded = false
    for (let lane: i32 = 0; lane < 4; lane++) {
      const cosine = <f64>load<f32>(direction + (<usize>lane << 2))
      const sine = <f64>load<f32>(direction + (<usize>lane << 2), 16)
      const inside = min(stepsInside(siteColumn, cosine, columns), stepsInside(siteRow, sine, rows))
      steps = max(steps, <i32>min(Math.ceil(inside), <f64>radius))
      const endColumn = siteColumn - 0.5 + <f64>radius * cosine
      const endRow = siteRow - 0.5 + <f64>radius * sine
      if (!(endColumn >= 0 && endRow >= 0 && endColumn < <f64>columns - 1.01 && endRow < <f64>rows - 1.01)) bounded = true
    }
    if (!(siteColumn >= 0.5 && siteRow >= 0.5 && siteColumn < <f64>columns - 0.51 && siteRow < <f64>rows - 0.51)) bounded = true
    steps = max(steps, 1)
    sampleRays(dem, columns, rows, stride, siteColumn, siteRow, direction, steps, bounded, samples)
    if (isPolarMode) {
      // All four rays start on the antenna's ground.
      const antennaM = <f32>(<f64>load<f32>(samples) + antennaHeightM)
      if (mode == SWEEP_KNIFE_EDGE) {
        edgeRays(samples, polar, steps, inverse, antennaM, <f32>rxHeightM, bend, nuFactor)
        if (rise) addRise(polar, steps, direction, rise, riseGains, radius)
      } else losRays(samples, polar, steps, inverse, antennaM, <f32>rxHeightM, bend)
      for (let lane: i32 = 0; lane < 4; lane++) {
        const values = polar + (<usize>lane << 2)
        let entry = entries + (<usize>load<u32>(starts + (<usize>(ray + lane) << 2)) << 3)
        const end = entries + (<usize>load<u32>(starts + (<usize>(ray + lane + 1) << 2)) << 3)
        for (; entry < end; entry += 8) {
          const cell = load<u32>(entry)
          const distance = load<f32>(entry, 4)
          if (!whole && isOutside(cell, side, rowShift, columnShift, rows, columns)) continue
          const step = min(max(<i32>(distance + 0.5), 1), steps)
          let value = load<f32>(values + (<usize>step << 4))
          if (mode == SWEEP_LOS_TABLES) {
            const position = distance * tableSteps
            const index = <i32>position
            const share = position - <f32>index
            const table = (value != 0 ? losTable : nlosTable) + (<usize>index << 2)
            const low = load<f32>(table)
            value = low + share * (load<f32>(table, 4) - low)
          }
          store<f32>(out + (<usize>cell << 2), value)
          written++
        }
      }
      continue
    }
    for (let lane: i32 = 0; lane < 4; lane++) {
      const first = <i32>load<u32>(starts + (<usize>(ray + lane) << 2))
      const end = <i32>load<u32>(starts + (<usize>(ray + lane + 1) << 2))
      if (first == end) continue
      const heights = pathHeights(context)
      for (let s: i32 = 0; s <= steps; s++) store<f64>(heights + (<usize>s << 3), <f64>load<f32>(samples + (<usize>s << 4) + (<usize>lane << 2)))
      const cosine = load<f32>(direction + (<usize>lane << 2))
      const sine = load<f32>(direction + (<usize>lane << 2), 16)
      if (clutter) sampleNearest(clutter, columns, rows, stride, siteColumn, siteRow, cosine, sine, steps, 4, pathClutter(context))
      if (sea) sampleNearest(sea, columns, rows, stride, siteColumn, siteRow, cosine, sine, steps, 1, pathSea(context))
      const distances = pathDistances(context)
      const grounds = pathGrounds(context)
      let count: i32 = 0
      for (let e = first; e < end; e++) {
        const entry = entries + (<usize>e << 3)
        const cell = load<u32>(entry)
        if (!whole && isOutside(cell, side, rowShift, columnShift, rows, columns)) continue
        const row = <i32>(cell / <u32>side) + rowShift
        const column = <i32>(cell % <u32>side) + columnShift
        const ground = load<f32>(dem + (<usize>(row * stride + column) << 2))
        store<f64>(distances + (<usize>count << 3), max(<f64>load<f32>(entry, 4), 0.25) * stepKm)
        store<f64>(grounds + (<usize>count << 3), ground == ground ? <f64>ground : 0.0)
        count++
      }
      const losses = pathLosses(context)
      if (mode == SWEEP_ITM) walkItm(itm, steps, count, distances, losses)
      else walkPath(context, steps, count, antennaHeightM, rxHeightM)
      count = 0
      for (let e = first; e < end; e++) {
        const cell = load<u32>(entries + (<usize>e << 3))
        if (!whole && isOutside(cell, side, rowShift, columnShift, rows, columns)) continue
        store<f32>(out + (<usize>cell << 2), <f32>load<f64>(losses + (<usize>count << 3)))
        count++
      }
      written += count
    }
  }
  return written
}

/**
 * The path modes (Bullington, delta-Bullington, P.1812, ITM) along one given profile, in f64: what a sweep does on one of its rays.
 * @param heights steps + 1 f64, m, the antenna's ground first, one every `stepM`
 * @param clutter steps + 1 f64 of representative clutter, m (read where the options have SWEEP_OPTION_CLUTTER ≠ 0)
 * @param sea steps + 1 f64, 1 = sea (read where the options have SWEEP_OPTION_SEA ≠ 0)
 * @param receivers count pairs of f64: distance m (ascending, > 0), ground height m
 * @param out count f64, dB
 * @param scratch `profileScratchBytes(steps, count)` bytes
 */
export function sweepProfile(
  mode: i32, heights: usize, clutter: usize, sea: usize, steps: i32, stepM: f64, antennaHeightM: f64, rxHeightM: f64, frequencyMhz: f64,
  receivers: usize, count: i32, out: usize, scratch: usize, options: usize,
): i32 {
  if (isPolar(mode) || steps < 0 || !(antennaHeightM > 0) || !(rxHeightM > 0) || !(frequencyMhz > 0)) return STATUS_ARGUMENT
  setPath(scratch, mode, stepM, steps, count, frequencyMhz, options)
  const line = <usize>(steps + 1) << 3
  memory.copy(pathHeights(scratch), heights, line)
  if (load<f64>(options + (SWEEP_OPTION_CLUTTER << 3)) != 0) memory.copy(pathClutter(scratch), clutter, line)
  if (load<f64>(options + (SWEEP_OPTION_SEA << 3)) != 0) memory.copy(pathSea(scratch), sea, line)
  for (let i: i32 = 0; i < count; i++) {
    store<f64>(pathDistances(scratch) + (<usize>i << 3), load<f64>(receivers + (<usize>i << 4)) * 0.001)
    store<f64>(pathGrounds(scratch) + (<usize>i << 3), load<f64>(receivers + (<usize>i << 4), 8))
  }
  if (mode == SWEEP_ITM) {
    const itm = scratch + pathBytes(steps, count)
    setItm(itm, stepM, steps, frequencyMhz, antennaHeightM, rxHeightM, pathHeights(scratch), options)
    walkItm(itm, steps, count, pathDistances(scratch), pathLosses(scratch))
  } else walkPath(scratch, steps, count, antennaHeightM, rxHeightM)
  memory.copy(out, pathLosses(scratch), <usize>count << 3)
  return count
}
