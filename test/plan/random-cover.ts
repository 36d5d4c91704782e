import type { SpanCover } from '../../src/solve/span-cover'

/** A small seeded generator of uniform numbers in [0, 1): mulberry32. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface DiscCover {
  cover: SpanCover
  /** Positions of the candidates, cells. */
  x: Float64Array
  y: Float64Array
}

/** Discs of a radius between `least` and `most` cells on a square raster with a whole number of people in every cell. */
export function discCover(seed: number, side: number, candidates: number, least: number, most: number): DiscCover {
  const random = uniform(seed)
  const weights = Uint32Array.from({ length: side * side }, () => Math.floor(random() ** 3 * 40))
  const lineStarts = Uint32Array.from({ length: side + 1 }, (_, row) => row * side)
  const offsets = new Uint32Array(candidates + 1)
  const start: number[] = []
  const end: number[] = []
  const x = new Float64Array(candidates)
  const y = new Float64Array(candidates)
  for (let i = 0; i < candidates; i++) {
    x[i] = random() * side
    y[i] = random() * side
    const radius = least + random() * (most - least)
    for (let row = 0; row < side; row++) {
      const half = Math.sqrt(Math.max(0, radius ** 2 - (row + 0.5 - y[i]) ** 2))
      const from = Math.max(0, Math.round(x[i] - half))
      const to = Math.min(side, Math.round(x[i] + half))
      if (from < to) {
        start.push(row * side + from)
        end.push(row * side + to)
      }
    }
    offsets[i + 1] = start.length
  }
  return {
    cover: { weights, lineStarts, spans: { offsets, start: Uint32Array.from(start), end: Uint32Array.from(end) } },
    x,
    y,
  }
}

/** The demands that a candidate covers. */
export function demandsOf({ spans }: SpanCover, candidate: number): number[] {
  const demands: number[] = []
  for (let s = spans.offsets[candidate]; s < spans.offsets[candidate + 1]; s++) {
    for (let j = spans.start[s]; j < spans.end[s]; j++) demands.push(j)
  }
  return demands
}

/** What each candidate of a plan adds to those before it, counted from scratch. */
export function gainsFromScratch(cover: SpanCover, chosen: ArrayLike<number>): number[] {
  const covered = new Set<number>()
  return Array.from(chosen, (candidate) => {
    let gain = 0
    for (const j of demandsOf(cover, candidate)) {
      if (!covered.has(j)) gain += cover.weights[j]
      covered.add(j)
    }
    return gain
  })
}

/** The best plan of at most `choose` candidates that `allowed` accepts, by trying all sets. */
export function bruteForce(cover: SpanCover, choose: number, allowed: (set: number[]) => boolean = () => true): number {
  const candidates = cover.spans.offsets.length - 1
  let best = Number.NEGATIVE_INFINITY
  const walk = (from: number, set: number[]): void => {
    if (allowed(set))
      best = Math.max(
        best,
        gainsFromScratch(cover, set).reduce((sum, gain) => sum + gain, 0),
      )
    if (set.length === choose) return
    for (let i = from; i < candidates; i++) walk(i + 1, [...set, i])
  }
  walk(0, [])
  return best
}
