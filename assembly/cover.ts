// Maximal covering over spans: gains by row prefix sums and the lazy-greedy queue (CELF: Leskovec et al. 2007).
//
//   slots     demand in raster order, one empty slot after every line, so that a span's end is a slot of its own line
//   lines     u32[lineCount + 1]  first slot of each line, then the number of slots
//   weight    u32[slots]          0 in the empty slots
//   residual  u32[slots]          the weight where nobody covers the slot yet, else 0
//   prefix    u32[slots]          sum of `residual` from the line's first slot up to (without) the slot, modulo 2^32
//   offsets   u32[candidates + 1] first span of each candidate
//   spans     u32 pairs           [start, end) in slots, never across a line, each with a weight below 2^32
//
// A difference of prefixes is exact modulo 2^32, so the gain of a candidate is an exact integer whatever the order of picks.

/** Writes the row prefixes of `values` (u32 per slot) for the lines firstLine … lastLine-1. */
export function coverPrefix(values: usize, prefix: usize, lines: usize, firstLine: u32, lastLine: u32): i32 {
  for (let line = firstLine; line < lastLine; line++) {
    const from = load<u32>(lines + (<usize>line << 2))
    const to = load<u32>(lines + (<usize>line << 2), 4)
    let sum: u32 = 0
    for (let slot = from; slot < to; slot++) {
      store<u32>(prefix + (<usize>slot << 2), sum)
      sum += load<u32>(values + (<usize>slot << 2))
    }
  }
  return 0
}

/** The sum over the spans of one candidate, from row prefixes. */
// @ts-ignore: decorator
@inline
export function spanSum(prefix: usize, offsets: usize, spans: usize, candidate: u32): u64 {
  let span = spans + (<usize>load<u32>(offsets + (<usize>candidate << 2)) << 3)
  const end = spans + (<usize>load<u32>(offsets + (<usize>candidate << 2), 4) << 3)
  let sum: u64 = 0
  while (span < end) {
    sum += <u64>(
      (load<u32>(prefix + (<usize>load<u32>(span, 4) << 2)) - load<u32>(prefix + (<usize>load<u32>(span) << 2)))
    )
    span += 8
  }
  return sum
}

/** The sums of the candidates first … last-1, as f64 (exact below 2^53). */
export function coverGains(prefix: usize, offsets: usize, spans: usize, first: u32, last: u32, gains: usize): i32 {
  for (let candidate = first; candidate < last; candidate++) {
    store<f64>(gains + (<usize>candidate << 3), <f64>spanSum(prefix, offsets, spans, candidate))
  }
  return 0
}

/** The line that holds `slot`: the last one that starts at or before it. */
// @ts-ignore: decorator
@inline
function lineEnd(lines: usize, lineCount: u32, slot: u32): u32 {
  let low: u32 = 0
  let high = lineCount
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (load<u32>(lines + (<usize>middle << 2)) <= slot) low = middle
    else high = middle
  }
  return load<u32>(lines + (<usize>high << 2))
}

/** Takes a candidate: clears its residual and mends the prefixes of its lines from there on. Returns what it gained. */
export function coverTake(
  residual: usize,
  prefix: usize,
  lines: usize,
  lineCount: u32,
  offsets: usize,
  spans: usize,
  candidate: u32,
): f64 {
  let span = spans + (<usize>load<u32>(offsets + (<usize>candidate << 2)) << 3)
  const spansEnd = spans + (<usize>load<u32>(offsets + (<usize>candidate << 2), 4) << 3)
  let total: u64 = 0
  while (span < spansEnd) {
    const start = load<u32>(span)
    const end = load<u32>(span, 4)
    span += 8
    const base = load<u32>(prefix + (<usize>start << 2))
    const gone = load<u32>(prefix + (<usize>end << 2)) - base
    if (gone == 0) continue
    total += gone
    memory.fill(residual + (<usize>start << 2), 0, <usize>(end - start) << 2)
    let at = prefix + (<usize>start << 2)
    const inside = prefix + (<usize>end << 2)
    while (at < inside) {
      store<u32>(at, base)
      at += 4
    }
    const last = prefix + (<usize>lineEnd(lines, lineCount, start) << 2)
    const less = i32x4.splat(gone)
    while (at + 16 <= last) {
      v128.store(at, i32x4.sub(v128.load(at), less))
      at += 16
    }
    while (at < last) {
      store<u32>(at, load<u32>(at) - gone)
      at += 4
    }
  }
  return <f64>total
}

/** Whether entry a goes before entry b: the larger key, and of equal keys the smaller candidate. */
// @ts-ignore: decorator
@inline
function before(keyA: f64, idA: u32, keyB: f64, idB: u32): bool {
  return keyA > keyB || (keyA == keyB && idA < idB)
}

function siftDown(keys: usize, ids: usize, size: u32, from: u32): void {
  const key = load<f64>(keys + (<usize>from << 3))
  const id = load<u32>(ids + (<usize>from << 2))
  let hole = from
  while (true) {
    let child: u32 = 2 * hole + 1
    if (child >= size) break
    let childKey = load<f64>(keys + (<usize>child << 3))
    let childId = load<u32>(ids + (<usize>child << 2))
    if (child + 1 < size) {
      const otherKey = load<f64>(keys + (<usize>child << 3), 8)
      const otherId = load<u32>(ids + (<usize>child << 2), 4)
      if (before(otherKey, otherId, childKey, childId)) {
        child++
        childKey = otherKey
        childId = otherId
      }
    }
    if (!before(childKey, childId, key, id)) break
    store<f64>(keys + (<usize>hole << 3), childKey)
    store<u32>(ids + (<usize>hole << 2), childId)
    hole = child
  }
  store<f64>(keys + (<usize>hole << 3), key)
  store<u32>(ids + (<usize>hole << 2), id)
}

/** Orders `size` queue entries (f64 keys, u32 ids) as a heap. */
export function coverQueue(keys: usize, ids: usize, size: u32): i32 {
  for (let at: i32 = <i32>(size >> 1) - 1; at >= 0; at--) siftDown(keys, ids, size, <u32>at)
  return 0
}

/**
 * The best candidate of the queue by gain now (times `rate`, where given: 1 / cost), removed from it.
 * Keys only ever fall, so an entry whose fresh key equals its stale one is best; ties go to the smaller candidate.
 * Returns 1 + candidate, or 0 when nothing is left that gains; `state` (f64 pair): size of the queue in and out, gain out.
 */
export function coverNext(
  keys: usize,
  ids: usize,
  state: usize,
  rate: usize,
  prefix: usize,
  offsets: usize,
  spans: usize,
): u32 {
  let size = <u32>load<f64>(state)
  while (size > 0) {
    const id = load<u32>(ids)
    const stale = load<f64>(keys)
    let fresh: f64 = 0
    let gain: f64 = 0
    if (stale > 0) {
      gain = <f64>spanSum(prefix, offsets, spans, id)
      fresh = rate ? gain * load<f64>(rate + (<usize>id << 3)) : gain
    }
    const best = fresh > 0 && fresh == stale
    if (fresh == 0 || best) {
      size--
      store<f64>(keys, load<f64>(keys + (<usize>size << 3)))
      store<u32>(ids, load<u32>(ids + (<usize>size << 2)))
      if (size > 0) siftDown(keys, ids, size, 0)
    } else {
      store<f64>(keys, fresh)
      siftDown(keys, ids, size, 0)
    }
    if (best) {
      store<f64>(state, <f64>size)
      store<f64>(state, gain, 8)
      return id + 1
    }
  }
  store<f64>(state, 0)
  return 0
}
