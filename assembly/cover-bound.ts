// The linear relaxation of maximal covering as a saddle point, for the primal-dual hybrid gradient (Chambolle and Pock 2011,
// diagonal steps: Pock and Chambolle 2011; restarts and step ratio: Applegate et al. 2021):
//
//   min over y in [0, w]  max over x in X   sum_j (w_j - y_j) + sum_i x_i c_i(y),   c_i(y) = sum of y over the spans of i
//
// Any y gives an upper bound. c by row prefixes, its transpose by differences at both ends of each span.

/** Adds `step` to `degree` (i32 per slot) at the start of each span of the usable candidates and takes it away at the end. */
export function coverDegree(
  offsets: usize,
  spans: usize,
  candidates: u32,
  usable: usize,
  degree: usize,
  lines: usize,
  lineCount: u32,
): i32 {
  for (let i: u32 = 0; i < candidates; i++) {
    if (!load<u8>(usable + <usize>i)) continue
    let span = spans + (<usize>load<u32>(offsets + (<usize>i << 2)) << 3)
    const end = spans + (<usize>load<u32>(offsets + (<usize>i << 2), 4) << 3)
    for (; span < end; span += 8) {
      const from = degree + (<usize>load<u32>(span) << 2)
      const to = degree + (<usize>load<u32>(span, 4) << 2)
      store<i32>(from, load<i32>(from) + 1)
      store<i32>(to, load<i32>(to) - 1)
    }
  }
  for (let line: u32 = 0; line < lineCount; line++) {
    const last = load<u32>(lines + (<usize>line << 2), 4)
    let sum: i32 = 0
    for (let slot = load<u32>(lines + (<usize>line << 2)); slot < last; slot++) {
      sum += load<i32>(degree + (<usize>slot << 2))
      store<i32>(degree + (<usize>slot << 2), sum)
    }
  }
  return 0
}

/** difference (f64 per slot, cleared first): +x at each span's start, -x at its end. */
export function coverPush(
  offsets: usize,
  spans: usize,
  candidates: u32,
  x: usize,
  difference: usize,
  slots: u32,
): i32 {
  memory.fill(difference, 0, <usize>slots << 3)
  for (let i: u32 = 0; i < candidates; i++) {
    const value = load<f64>(x + (<usize>i << 3))
    if (value == 0) continue
    let span = spans + (<usize>load<u32>(offsets + (<usize>i << 2)) << 3)
    const end = spans + (<usize>load<u32>(offsets + (<usize>i << 2), 4) << 3)
    for (; span < end; span += 8) {
      const from = difference + (<usize>load<u32>(span) << 3)
      const to = difference + (<usize>load<u32>(span, 4) << 3)
      store<f64>(from, load<f64>(from) + value)
      store<f64>(to, load<f64>(to) - value)
    }
  }
  return 0
}

/**
 * The dual step on the lines firstLine … lastLine-1: y falls where x covers more than once, rises where less, each at its own
 * step `pace` · `rate` (w / degree, f32); writes the row prefixes of the extrapolated 2 y' - y, and adds `share` · y' to `sum`.
 * `coverage` (f32) keeps how often x covers each slot. `moved` (f64 pair): Δy · Δcoverage, and the sum of Δy² / rate.
 */
export function coverDualStep(
  lines: usize,
  firstLine: u32,
  lastLine: u32,
  weight: usize,
  rate: usize,
  difference: usize,
  coverage: usize,
  y: usize,
  sum: usize,
  prefix: usize,
  pace: f64,
  share: f64,
  moved: usize,
): i32 {
  let turned: f64 = 0
  let length: f64 = 0
  for (let line = firstLine; line < lastLine; line++) {
    const last = load<u32>(lines + (<usize>line << 2), 4)
    let covered: f64 = 0
    let running: f64 = 0
    for (let slot = load<u32>(lines + (<usize>line << 2)); slot < last; slot++) {
      const at = <usize>slot << 3
      const half = <usize>slot << 2
      covered += load<f64>(difference + at)
      const old = load<f64>(y + at)
      const w = <f64>load<u32>(weight + half)
      const step = <f64>load<f32>(rate + half)
      const fresh = min(max(old - pace * step * (covered - 1), 0.0), w)
      store<f64>(y + at, fresh)
      store<f64>(sum + at, load<f64>(sum + at) + share * fresh)
      store<f64>(prefix + at, running)
      running += 2 * fresh - old
      const by = fresh - old
      if (by != 0) {
        turned += by * (covered - <f64>load<f32>(coverage + half))
        length += (by * by) / step
      }
      store<f32>(coverage + half, <f32>covered)
    }
  }
  store<f64>(moved, turned)
  store<f64>(moved, length, 8)
  return 0
}

/** The unprojected primal step of the candidates first … last-1: v = x + omega · c(prefix) · share. */
export function coverPrimalStep(
  offsets: usize,
  spans: usize,
  first: u32,
  last: u32,
  prefix: usize,
  x: usize,
  share: usize,
  v: usize,
  omega: f64,
): i32 {
  for (let i = first; i < last; i++) {
    let span = spans + (<usize>load<u32>(offsets + (<usize>i << 2)) << 3)
    const end = spans + (<usize>load<u32>(offsets + (<usize>i << 2), 4) << 3)
    let c: f64 = 0
    for (; span < end; span += 8) {
      c +=
        load<f64>(prefix + (<usize>load<u32>(span, 4) << 3)) - load<f64>(prefix + (<usize>load<u32>(span) << 3))
    }
    const at = <usize>i << 3
    store<f64>(v + at, load<f64>(x + at) + omega * c * load<f64>(share + at))
  }
  return 0
}

/**
 * Rounds `y * scale * fine` to whole numbers within 0 … w * fine (u32 per slot) and returns the sum of w * fine minus them:
 * y in parts of 1 / fine, `fine` a power of two for which no span weighs 2^32 parts.
 */
export function coverRoundDual(y: usize, scale: f64, fine: u32, weight: usize, whole: usize, slots: u32): f64 {
  let rest: u64 = 0
  const by = scale * <f64>fine
  for (let slot: u32 = 0; slot < slots; slot++) {
    const most = load<u32>(weight + (<usize>slot << 2)) * fine
    const rounded = <u32>min(max(nearest(load<f64>(y + (<usize>slot << 3)) * by), 0.0), <f64>most)
    store<u32>(whole + (<usize>slot << 2), rounded)
    rest += <u64>(most - rounded)
  }
  return <f64>rest
}

/** Rounded dual of an instance from that of one whose slots are joined (`slotOf`, 0xffffffff: in none, the whole weight). */
export function coverSpreadDual(
  slotOf: usize,
  joined: usize,
  joinedWeight: usize,
  fine: u32,
  weight: usize,
  whole: usize,
  slots: u32,
): f64 {
  let rest: u64 = 0
  for (let slot: u32 = 0; slot < slots; slot++) {
    const most = load<u32>(weight + (<usize>slot << 2)) * fine
    const into = load<u32>(slotOf + (<usize>slot << 2))
    let rounded = most
    if (into != 0xffffffff) {
      const at = <usize>into << 2
      const share = <f64>load<u32>(joined + at) / (<f64>load<u32>(joinedWeight + at) * <f64>fine)
      rounded = <u32>min(nearest(share * <f64>most), <f64>most)
    }
    store<u32>(whole + (<usize>slot << 2), rounded)
    rest += <u64>(most - rounded)
  }
  return <f64>rest
}

/** The weight that fractional stations cover: sum of w · min(1, coverage), from the differences. */
export function coverFractional(lines: usize, lineCount: u32, weight: usize, difference: usize): f64 {
  let total: f64 = 0
  for (let line: u32 = 0; line < lineCount; line++) {
    const last = load<u32>(lines + (<usize>line << 2), 4)
    let covered: f64 = 0
    for (let slot = load<u32>(lines + (<usize>line << 2)); slot < last; slot++) {
      covered += load<f64>(difference + (<usize>slot << 3))
      total += <f64>load<u32>(weight + (<usize>slot << 2)) * min(max(covered, 0.0), 1.0)
    }
  }
  return total
}
