// Terrain of one receiver's path in the Irregular Terrain Model: fitted lines from prefix sums, and the irregularity Δh from at most 245
// resampled points, whose deciles are counted out, not sorted. Equations as in src/radio/itm/profile.ts.
import { BUCKETS, COUNTS, HEIGHTS, MOMENTS, POINTS, POINT_MOST, STEP, SUMS } from './itm-context'
import { excess, expOf } from './itm-functions'

/** The straight line by least squares through samples between two distances: its height over the antenna's ground at 0 (`far` false) or at sample n. */
export function fitEnd(c: usize, n: i32, startM: f64, endM: f64, far: bool): f64 {
  const heights = <usize>load<u32>(c, HEIGHTS)
  const sums = <usize>load<u32>(c, SUMS)
  const moments = <usize>load<u32>(c, MOMENTS)
  const stepM = load<f64>(c, STEP)
  const last = <f64>n
  let start = Math.trunc(excess(startM / stepM, 0.0))
  let end = last - Math.trunc(excess(last, endM / stepM))
  if (end <= start) {
    start = Math.trunc(excess(start, 1.0))
    end = last - Math.trunc(excess(last, end + 1.0))
  }
  const length = end - start
  const s = <usize><i32>start << 3
  const e = <usize><i32>end << 3
  const h0 = load<f64>(heights)
  const first = load<f64>(heights + s) - h0
  const final = load<f64>(heights + e) - h0
  const middle = end - 0.5 * length
  // Inner samples whole, the outer two half.
  const inner = load<f64>(sums + e) - load<f64>(sums + s, 8)
  const sum = 0.5 * (first + final) + inner
  const moment = 0.25 * (final - first) * length + (load<f64>(moments + e) - load<f64>(moments + s, 8)) - middle * inner
  const slope = moment * 12.0 / ((length * length + 2.0) * length)
  const mean = sum / length
  return far ? mean + slope * (last - middle) : mean - slope * middle
}

/** Terrain irregularity Δh between two distances: interdecile range about a fitted line, made asymptotic. */
export function irregularity(c: usize, n: i32, startM: f64, endM: f64): f64 {
  const stepM = load<f64>(c, STEP)
  const heights = <usize>load<u32>(c, HEIGHTS)
  const points = <usize>load<u32>(c, POINTS)
  const counts = <usize>load<u32>(c, COUNTS)
  const from = startM / stepM
  const to = endM / stepM
  if (to - from < 2.0) return 0
  const decile = min(max(4, <i32>(0.1 * (to - from + 8.0))), 25)
  const count = 10 * decile - 5
  const step = (to - from) / <f64>(count - 1)
  // Linear interpolation; sums for the fitted line on the way, outer points half.
  const h0 = load<f64>(heights)
  const limit = n - 1
  const offset = 0.5 * <f64>(count - 1)
  let sum: f64 = 0
  let moment: f64 = 0
  let position = from
  for (let j: i32 = 0; j < count; j++) {
    const i = min(<i32>position, limit)
    const at = heights + (<usize>i << 3)
    const low = load<f64>(at)
    const h = low + (load<f64>(at, 8) - low) * (position - <f64>i) - h0
    store<f64>(points + (<usize>j << 3), h)
    sum += h
    moment += h * (<f64>j - offset)
    position += step
  }
  const first = load<f64>(points)
  const final = load<f64>(points + (<usize>(count - 1) << 3))
  const length = <f64>(count - 1)
  sum -= 0.5 * (first + final)
  moment -= 0.5 * (final - first) * offset
  const slope = moment * 12.0 / ((length * length + 2.0) * length)
  let line = sum / length - slope * offset
  let lowest: f64 = 1e300
  let highest: f64 = -1e300
  for (let j: i32 = 0; j < count; j++) {
    const at = points + (<usize>j << 3)
    const h = load<f64>(at) - line
    store<f64>(at, h)
    lowest = min(lowest, h)
    highest = max(highest, h)
    line += slope
  }
  if (!(highest - lowest > 1e-12)) return 0
  // Deciles by counting: into which of 256 equal ranges each falls.
  const scale = (<f64>BUCKETS - 0.001) / (highest - lowest)
  memory.fill(counts, 0, <usize>BUCKETS << 2)
  for (let j: i32 = 0; j < count; j++) {
    const bucket = counts + (<usize><i32>((load<f64>(points + (<usize>j << 3)) - lowest) * scale) << 2)
    store<i32>(bucket, load<i32>(bucket) + 1)
  }
  // The few in the ranges of the two deciles are gathered in one pass, and the wanted of them selected.
  const lowRank = decile - 1
  let lowBucket: i32 = 0
  let lowBefore: i32 = 0
  let here = load<i32>(counts)
  while (lowBefore + here <= lowRank) {
    lowBefore += here
    lowBucket++
    here = load<i32>(counts + (<usize>lowBucket << 2))
  }
  const highRank = count - decile
  let highBucket = BUCKETS - 1
  let highBefore = count - load<i32>(counts + (<usize>highBucket << 2))
  while (highBefore > highRank) {
    highBucket--
    highBefore -= load<i32>(counts + (<usize>highBucket << 2))
  }
  const lows = points + (POINT_MOST << 3)
  const highs = lows + (POINT_MOST << 3)
  let lowEnd = lows
  let highEnd = highs
  for (let j: i32 = 0; j < count; j++) {
    const h = load<f64>(points + (<usize>j << 3))
    const bucket = <i32>((h - lowest) * scale)
    store<f64>(lowEnd, h)
    store<f64>(highEnd, h)
    lowEnd += <usize>(bucket == lowBucket ? 8 : 0)
    highEnd += <usize>(bucket == highBucket ? 8 : 0)
  }
  const low = selected(lows, lowEnd, lowRank - lowBefore)
  const high = selected(highs, highEnd, highRank - highBefore)
  return (high - low) / (1.0 - 0.8 * expOf(-(endM - startM) / 50e3))
}

/** The value of rank `rank` (0 = smallest) among the f64 from `from` to before `end`: quickselect in place. */
function selected(from: usize, end: usize, rank: i32): f64 {
  let left = from
  let right = end - 8
  const wanted = from + (<usize>rank << 3)
  while (left < right) {
    const pivot = load<f64>(left + ((((right - left) >> 3) >> 1) << 3))
    let i = left
    let j = right
    while (i <= j) {
      while (load<f64>(i) < pivot) i += 8
      while (load<f64>(j) > pivot) j -= 8
      if (i <= j) {
        const swapped = load<f64>(i)
        store<f64>(i, load<f64>(j))
        store<f64>(j, swapped)
        i += 8
        j -= 8
      }
    }
    if (wanted <= j) right = j
    else if (wanted >= i) left = i
    else break
  }
  return load<f64>(wanted)
}
