// A profile that grows outward along a ray: its samples, its upper convex hull, its highest slope from the antenna, and
// for each block of samples a line above all of them. Heights are "flattened": less 500·Ce·d², so that rays over the
// effective Earth are straight lines. With them every maximum that P.1812 takes over a profile costs O(log n) or less:
// the highest slope from a receiver is a tangent to the hull, the highest clearance is an extreme vertex, and the
// Fresnel-zone maximum of line-of-sight paths, which is no hull query, is a scan pruned by the block lines.

/** Byte offsets in the record of a profile. */
const HEIGHTS: usize = 0
const HULL: usize = 4
const BLOCKS: usize = 8
const TOP: usize = 12
const HIGHEST: usize = 16
const HIGHEST_AT: usize = 24
const FOUND_AT: usize = 28
export const PROFILE_BYTES: usize = 32

/** Samples in a block. */
const BLOCK: i32 = 16
const BLOCK_SHIFT: i32 = 4
const NONE: f64 = -1e300

/** Bytes of the regions of a profile of `steps` samples. */
export function profileRegionBytes(steps: i32): usize {
  return <usize>(steps + 2) * 24 + <usize>((steps >> BLOCK_SHIFT) + 2) * 16 + 64
}

/** Places the regions of a profile at `region`; returns the first byte after them. */
export function placeProfile(profile: usize, region: usize, steps: i32): usize {
  store<u32>(profile, <u32>region, HEIGHTS)
  region += <usize>(steps + 2) << 3
  store<u32>(profile, <u32>region, HULL)
  region += <usize>(steps + 2) << 4
  store<u32>(profile, <u32>region, BLOCKS)
  return region + (<usize>((steps >> BLOCK_SHIFT) + 2) << 4)
}

export function resetProfile(profile: usize): void {
  store<i32>(profile, 0, TOP)
  store<f64>(profile, NONE, HIGHEST)
  store<i32>(profile, 0, HIGHEST_AT)
  store<i32>(profile, 0, FOUND_AT)
}

/** The highest slope from the antenna to a sample, m/km; −1e300 before the first. */
// @ts-ignore: decorator
@inline
export function highestSlope(profile: usize): f64 {
  return load<f64>(profile, HIGHEST)
}

/** The first sample of that slope. */
// @ts-ignore: decorator
@inline
export function highestAt(profile: usize): i32 {
  return load<i32>(profile, HIGHEST_AT)
}

/** The sample that the last `closestToLine` or `highestAbove` found. */
// @ts-ignore: decorator
@inline
export function foundAt(profile: usize): i32 {
  return load<i32>(profile, FOUND_AT)
}

/** Appends sample k ≥ 1 at x km with flattened height y m, seen from the antenna at `slope` m/km. */
export function pushSample(profile: usize, k: i32, x: f64, y: f64, slope: f64, stepKm: f64): void {
  const heights = <usize>load<u32>(profile, HEIGHTS)
  store<f64>(heights + (<usize>k << 3), y)
  if (slope > load<f64>(profile, HIGHEST)) {
    store<f64>(profile, slope, HIGHEST)
    store<i32>(profile, k, HIGHEST_AT)
  }
  // Monotone chain: drop vertices that the new sample puts in the shade.
  const hull = <usize>load<u32>(profile, HULL)
  const first = hull + 16
  let top = hull + (<usize>load<i32>(profile, TOP) << 4)
  if (top > first) {
    let x2 = load<f64>(top - 16)
    let y2 = load<f64>(top - 16, 8)
    do {
      const x1 = load<f64>(top - 32)
      const y1 = load<f64>(top - 32, 8)
      if ((y2 - y1) * (x - x2) > (y - y2) * (x2 - x1)) break
      top -= 16
      x2 = x1
      y2 = y1
    } while (top > first)
  }
  store<f64>(top, x)
  store<f64>(top, y, 8)
  store<i32>(profile, <i32>((top + 16 - hull) >> 4), TOP)
  if ((k & (BLOCK - 1)) == 0) closeBlock(profile, k, heights, x, y, stepKm)
}

/** The line above samples k − 15 … k: parallel to the chord, through the highest. */
function closeBlock(profile: usize, k: i32, heights: usize, x: f64, y: f64, stepKm: f64): void {
  let at = heights + (<usize>(k - BLOCK + 1) << 3)
  const x0 = x - <f64>(BLOCK - 1) * stepKm
  const y0 = load<f64>(at)
  const slope = (y - y0) / (x - x0)
  const perStep = slope * stepKm
  let line = y0
  let above: f64 = 0
  for (let i: i32 = 0; i < BLOCK; i++) {
    above = max(above, load<f64>(at) - line)
    line += perStep
    at += 8
  }
  const block = <usize>load<u32>(profile, BLOCKS) + (<usize>((k >> BLOCK_SHIFT) - 1) << 4)
  store<f64>(block, slope)
  // A hair of slack, so that rounding can never prune the maximum itself.
  store<f64>(block, y0 - slope * x0 + above + 1e-9, 8)
}

/**
 * The highest slope seen back from a receiver at d km, flattened height y: max (y_i − y)/(d − x_i), m/km.
 * The vertex's sample is left for `foundAt`.
 */
export function tangentSlope(profile: usize, d: f64, y: f64, inverseStep: f64): f64 {
  const hull = <usize>load<u32>(profile, HULL)
  let at = hull + (<usize>(load<i32>(profile, TOP) - 1) << 4)
  let width = d - load<f64>(at)
  let rise = load<f64>(at, 8) - y
  let walked: i32 = 0
  while (at > hull) {
    const nextWidth = d - load<f64>(at - 16)
    const nextRise = load<f64>(at - 16, 8) - y
    if (nextRise * width <= rise * nextWidth) break
    at -= 16
    width = nextWidth
    rise = nextRise
    if (++walked == 8) {
      at = halveTangent(hull, <i32>((at - hull) >> 4), d, y)
      width = d - load<f64>(at)
      rise = load<f64>(at, 8) - y
      break
    }
  }
  store<i32>(profile, <i32>nearest(load<f64>(at) * inverseStep), FOUND_AT)
  return rise / width
}

/** The tangent vertex among vertices 0 … high, by halving: smooth ground keeps many vertices. */
function halveTangent(hull: usize, high: i32, d: f64, y: f64): usize {
  let low: i32 = 0
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const v = hull + (<usize>middle << 4)
    const outer = (load<f64>(v - 16, 8) - y) * (d - load<f64>(v)) > (load<f64>(v, 8) - y) * (d - load<f64>(v - 16))
    if (outer) high = middle - 1
    else low = middle
  }
  return hull + (<usize>low << 4)
}

/** The largest y_i − slope·x_i: the extreme vertex in a direction, by halving. */
export function extremeAbove(profile: usize, slope: f64): f64 {
  const hull = <usize>load<u32>(profile, HULL)
  let low: i32 = 0
  let high: i32 = load<i32>(profile, TOP) - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const v = hull + (<usize>middle << 4)
    if (load<f64>(v, 24) - load<f64>(v, 8) > slope * (load<f64>(v, 16) - load<f64>(v))) low = middle + 1
    else high = middle
  }
  const v = hull + (<usize>low << 4)
  return load<f64>(v, 8) - slope * load<f64>(v)
}

/** The better (smaller) of `best` and c²/(x·(d − x)) over samples from … to; c = y − y0 − slope·x < 0. */
// @ts-ignore: decorator
@inline
function scanCloseness(
  profile: usize, heights: usize, from: i32, to: i32, d: f64, y0: f64, slope: f64, stepKm: f64, best: f64,
): f64 {
  let at = heights + (<usize>from << 3)
  for (let i = from; i <= to; i++) {
    const x = <f64>i * stepKm
    const c = load<f64>(at) - y0 - slope * x
    const weight = x * (d - x)
    if (c * c < best * weight) {
      best = c * c / weight
      store<i32>(profile, i, FOUND_AT)
    }
    at += 8
  }
  return best
}

/**
 * Over samples 1 … k, all of them under the line from (0, y0) with `slope` to a receiver at d km: the smallest
 * c²/(x·(d − x)) below `best`, or `best`. ν² is that times 0.002·d/λ, so the smallest is the sample of largest (negative) ν.
 * `foundAt` is its sample; before the call it may hold a guess, which only makes the search shorter.
 */
export function closestToLine(profile: usize, k: i32, d: f64, y0: f64, slope: f64, stepKm: f64, best: f64): f64 {
  const heights = <usize>load<u32>(profile, HEIGHTS)
  const blocks = <usize>load<u32>(profile, BLOCKS)
  const whole = k >> BLOCK_SHIFT
  const guess = load<i32>(profile, FOUND_AT)
  store<i32>(profile, 0, FOUND_AT)
  best = scanCloseness(profile, heights, (whole << BLOCK_SHIFT) + 1, k, d, y0, slope, stepKm, best)
  if (guess > 0 && guess <= whole << BLOCK_SHIFT) {
    const from = ((guess - 1) & ~(BLOCK - 1)) + 1
    best = scanCloseness(profile, heights, from, from + BLOCK - 1, d, y0, slope, stepKm, best)
  }
  const half = 0.5 * d
  const blockKm = <f64>BLOCK * stepKm
  for (let b = whole - 1; b >= 0; b--) {
    const x1 = <f64>(b + 1) * blockKm
    const x0 = x1 - blockKm + stepKm
    const block = blocks + (<usize>b << 4)
    const tilt = load<f64>(block) - slope
    const offset = load<f64>(block, 8) - y0
    const c = max(offset + tilt * x0, offset + tilt * x1)
    const middle = min(max(half, x0), x1)
    if (c < 0 && c * c >= best * (middle * (d - middle))) continue
    best = scanCloseness(profile, heights, (b << BLOCK_SHIFT) + 1, (b + 1) << BLOCK_SHIFT, d, y0, slope, stepKm, best)
  }
  return best
}

/** The largest y_i − slope·x_i over samples from … to. */
export function highestAbove(profile: usize, from: i32, to: i32, slope: f64, stepKm: f64): f64 {
  const heights = <usize>load<u32>(profile, HEIGHTS)
  const blocks = <usize>load<u32>(profile, BLOCKS)
  const firstWhole = (from + BLOCK - 2) >> BLOCK_SHIFT
  const endWhole = to >> BLOCK_SHIFT
  let best = NONE
  if (firstWhole >= endWhole) return scanAbove(heights, from, to, slope, stepKm, best)
  best = scanAbove(heights, from, firstWhole << BLOCK_SHIFT, slope, stepKm, best)
  best = scanAbove(heights, (endWhole << BLOCK_SHIFT) + 1, to, slope, stepKm, best)
  const blockKm = <f64>BLOCK * stepKm
  for (let b = firstWhole; b < endWhole; b++) {
    const x1 = <f64>(b + 1) * blockKm
    const x0 = x1 - blockKm + stepKm
    const block = blocks + (<usize>b << 4)
    const tilt = load<f64>(block) - slope
    if (load<f64>(block, 8) + max(tilt * x0, tilt * x1) <= best) continue
    best = scanAbove(heights, (b << BLOCK_SHIFT) + 1, (b + 1) << BLOCK_SHIFT, slope, stepKm, best)
  }
  return best
}

function scanAbove(heights: usize, from: i32, to: i32, slope: f64, stepKm: f64, best: f64): f64 {
  let at = heights + (<usize>from << 3)
  for (let i = from; i <= to; i++) {
    best = max(best, load<f64>(at) - slope * (<f64>i * stepKm))
    at += 8
  }
  return best
}
