import type { Core } from '../core/core'
import type { Spans } from './footprints'

/** Ranges of demand in the arena: address of the first pair of u32, start and end, and their count. */
export interface PooledSpans {
  at: number
  count: number
}

/**
 * Keeps ranges where they were written: moves those of a batch down to the arena's mark, one behind the other. A footprint is copied
 * once, and none stands on JavaScript's heap until the solver is given all.
 * @param found in the order of their addresses, all beyond `mark`, which was taken before the batch; the rest of the batch is let go
 */
export function keepSpans({ arena }: Core, mark: number, found: readonly PooledSpans[]): PooledSpans[] {
  arena.release(mark)
  const kept = arena.u32(2 * found.reduce((sum, { count }) => sum + count, 0))
  const bytes = new Uint8Array(arena.memory.buffer)
  let at = kept.ptr
  return found.map((one) => {
    bytes.copyWithin(at, one.at, one.at + 8 * one.count)
    const moved = { at, count: one.count }
    at += 8 * one.count
    return moved
  })
}

/** A fresh view of pooled ranges: start, end, start, end … */
export function spansView({ arena }: Core, { at, count }: PooledSpans): Uint32Array {
  return new Uint32Array(arena.memory.buffer, at, 2 * count)
}

/** Whether two lists of ranges are the same. */
export function sameSpans(core: Core, a: PooledSpans, b: PooledSpans): boolean {
  if (a.count !== b.count) return false
  const [x, y] = [spansView(core, a), spansView(core, b)]
  return x.every((word, k) => word === y[k])
}

/** FNV-1a over the words of a list of ranges. */
export function hashOfSpans(core: Core, spans: PooledSpans): number {
  let hash = 0x811c9dc5
  const words = spansView(core, spans)
  for (let k = 0; k < words.length; k++) hash = Math.imul(hash ^ words[k], 0x01000193)
  return hash >>> 0
}

/** Lists of ranges as the solver takes them. */
export function gatheredSpans(core: Core, lists: readonly PooledSpans[]): Spans {
  const offsets = new Uint32Array(lists.length + 1)
  lists.forEach(({ count }, i) => {
    offsets[i + 1] = offsets[i] + count
  })
  const start = new Uint32Array(offsets[lists.length])
  const end = new Uint32Array(offsets[lists.length])
  lists.forEach((list, i) => {
    const words = spansView(core, list)
    for (let k = 0, to = offsets[i]; k < words.length; k += 2, to++) {
      start[to] = words[k]
      end[to] = words[k + 1]
    }
  })
  return { offsets, start, end }
}
