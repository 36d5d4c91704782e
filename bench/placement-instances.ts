import type { SpanCover } from '../src/solve/span-cover'

/** Mulberry32: the same instances on every machine. */
export function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Discs over a square raster of people. */
export interface RasterKind {
  /** Cells along one side: demand is its square. */
  side: number
  candidates: number
  /** Radius of the discs, cells, drawn uniformly between the two. */
  radius: readonly [number, number]
  /** People in towns of very different sizes with empty land between, or the same everywhere. */
  people: 'clustered' | 'uniform'
  /** Of five candidates so many stand where people live, 4 by default, the rest anywhere. */
  townShare?: number
  seed: number
}

/** Whole numbers of people per cell: towns whose size falls with their rank (Zipf), thinning out from the middle. */
function peopleOf({ side, people, seed }: RasterKind): Uint32Array {
  const next = random(seed)
  const weights = new Uint32Array(side * side)
  if (people === 'uniform') {
    for (let j = 0; j < weights.length; j++) weights[j] = Math.floor(next() * 20)
    return weights
  }
  const towns = Math.round(side / 2)
  const density = new Float64Array(side * side)
  for (let town = 0; town < towns; town++) {
    const x = next() * side
    const y = next() * side
    const size = 1 / (town + 1)
    const spread = 2 + 0.06 * side * Math.sqrt(size) * (0.5 + next())
    const reach = Math.ceil(4 * spread)
    for (let row = Math.max(0, Math.floor(y) - reach); row < Math.min(side, y + reach); row++) {
      for (let column = Math.max(0, Math.floor(x) - reach); column < Math.min(side, x + reach); column++) {
        const distance = Math.hypot(column - x, row - y) / spread
        density[row * side + column] += Math.exp(-distance * 1.5) * (0.3 + size * 6)
      }
    }
  }
  const mean = density.reduce((sum, value) => sum + value, 0) / density.length
  for (let j = 0; j < weights.length; j++) {
    const expected = (density[j] / mean) * 10 * -Math.log(1 - next())
    weights[j] = Math.floor(expected + next() * 0.6)
  }
  return weights
}

/** The instance: candidates with discs over the people. */
export function rasterCover(kind: RasterKind): SpanCover & { x: Float64Array; y: Float64Array } {
  const { side, candidates, radius, seed } = kind
  const weights = peopleOf(kind)
  const next = random(seed + 1)
  const cumulative = new Float64Array(weights.length)
  let total = 0
  for (let j = 0; j < weights.length; j++) {
    total += weights[j]
    cumulative[j] = total
  }
  const cellAt = (value: number): number => {
    let low = 0
    let high = cumulative.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (cumulative[middle] > value) high = middle
      else low = middle + 1
    }
    return low
  }
  const offsets = new Uint32Array(candidates + 1)
  const pairs: number[] = []
  const x = new Float64Array(candidates)
  const y = new Float64Array(candidates)
  for (let i = 0; i < candidates; i++) {
    const cell =
      kind.people === 'uniform' || i % 5 >= (kind.townShare ?? 4)
        ? Math.floor(next() * side * side)
        : cellAt(next() * total)
    x[i] = (cell % side) + next()
    y[i] = Math.floor(cell / side) + next()
    const r = radius[0] + next() * (radius[1] - radius[0])
    for (let row = Math.max(0, Math.floor(y[i] - r)); row < Math.min(side, y[i] + r); row++) {
      const half = Math.sqrt(Math.max(0, r ** 2 - (row + 0.5 - y[i]) ** 2))
      const from = Math.max(0, Math.round(x[i] - half))
      const to = Math.min(side, Math.round(x[i] + half))
      if (from < to) pairs.push(row * side + from, row * side + to)
    }
    offsets[i + 1] = pairs.length / 2
  }
  const start = new Uint32Array(pairs.length / 2)
  const end = new Uint32Array(pairs.length / 2)
  for (let s = 0; s < start.length; s++) {
    start[s] = pairs[2 * s]
    end[s] = pairs[2 * s + 1]
  }
  return {
    weights,
    lineStarts: Uint32Array.from({ length: side + 1 }, (_, row) => row * side),
    spans: { offsets, start, end },
    x,
    y,
  }
}

/** A covering problem as lists of demands, for `maximalCover`. */
export interface ListCover {
  weights: Float64Array
  rows: { offsets: Uint32Array; demand: Uint32Array }
}

/** The demands within `radius` of each candidate, by a grid of cells as wide as the radius. */
export function discLists(
  demand: { x: ArrayLike<number>; y: ArrayLike<number> },
  candidates: { x: ArrayLike<number>; y: ArrayLike<number> },
  radius: number,
): ListCover['rows'] {
  const cells = new Map<number, number[]>()
  const key = (cx: number, cy: number): number => cx * 1e6 + cy
  for (let j = 0; j < demand.x.length; j++) {
    const at = key(Math.floor(demand.x[j] / radius), Math.floor(demand.y[j] / radius))
    const list = cells.get(at)
    if (list) list.push(j)
    else cells.set(at, [j])
  }
  const offsets = new Uint32Array(candidates.x.length + 1)
  let ids = new Uint32Array(1 << 16)
  let n = 0
  for (let i = 0; i < candidates.x.length; i++) {
    const cx = Math.floor(candidates.x[i] / radius)
    const cy = Math.floor(candidates.y[i] / radius)
    for (let a = -1; a <= 1; a++) {
      for (let b = -1; b <= 1; b++) {
        for (const j of cells.get(key(cx + a, cy + b)) ?? []) {
          const dx = demand.x[j] - candidates.x[i]
          const dy = demand.y[j] - candidates.y[i]
          if (dx * dx + dy * dy > radius * radius) continue
          if (n === ids.length) {
            const larger = new Uint32Array(n * 2)
            larger.set(ids)
            ids = larger
          }
          ids[n++] = j
        }
      }
    }
    offsets[i + 1] = n
  }
  return { offsets, demand: ids.slice(0, n) }
}

/** Cordeau, Furini and Ljubić (2019): demand and candidates uniform in a 30 × 30 square, whole weights 1 … 100. */
export function cordeauCover(demands: number, candidates: number, radius: number, seed: number): ListCover {
  const next = random(seed)
  const points = (n: number) => ({
    x: Float64Array.from({ length: n }, () => next() * 30),
    y: Float64Array.from({ length: n }, () => next() * 30),
  })
  const from = points(demands)
  const to = points(candidates)
  const weights = Float64Array.from({ length: demands }, () => 1 + Math.floor(next() * 100))
  return { weights, rows: discLists(from, to, radius) }
}

/** A city as a point set: every point has people and may be chosen, dense in the middle, with suburbs of their own. */
export function cityCover(points: number, radius: number, seed: number): ListCover {
  const next = random(seed)
  const gauss = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const x = new Float64Array(points)
  const y = new Float64Array(points)
  const weights = new Float64Array(points)
  const centres = Array.from({ length: 12 }, () => ({
    x: 10 + next() * 20,
    y: 10 + next() * 20,
    spread: 1 + 3 * next(),
  }))
  for (let i = 0; i < points; i++) {
    const centre = centres[Math.floor(next() ** 2 * centres.length)]
    x[i] = centre.x + centre.spread * gauss() + 20
    y[i] = centre.y + centre.spread * gauss() + 20
    weights[i] = Math.max(1, Math.round(Math.exp(4 + 0.9 * gauss())))
  }
  return { weights, rows: discLists({ x, y }, { x, y }, radius) }
}
