/** A seeded generator of uniform numbers in [0, 1). */
export type Random = () => number

/** Seeds a generator from text: xmur3 hash into sfc32 (public-domain mixers), so that each part of the demo has a stream of its own. */
export function randomFrom(seed: string): Random {
  let h = 1779033703 ^ seed.length
  for (let i = 0; i < seed.length; i++) {
    h = Math.imul(h ^ seed.charCodeAt(i), 3432918353)
    h = (h << 13) | (h >>> 19)
  }
  const next = () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507)
    h = Math.imul(h ^ (h >>> 13), 3266489909)
    return (h ^= h >>> 16) >>> 0
  }
  let a = next() | 0
  let b = next() | 0
  let c = next() | 0
  let d = next() | 0
  return () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
}

/** One draw of a standard normal (Box–Muller, one branch). */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Shuffles in place (Fisher–Yates) and returns the same array. */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = items[i]
    items[i] = items[j]
    items[j] = held
  }
  return items
}

/** Index drawn with probability proportional to its weight. */
export function drawWeighted(weights: ArrayLike<number>, random: Random): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += weights[i]
  let left = random() * sum
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]
    if (left < 0) return i
  }
  return weights.length - 1
}

/** Splits `total` whole units over weights by largest remainder; the parts add up to `total` exactly. */
export function apportion(total: number, weights: number[]): number[] {
  const sum = weights.reduce((s, w) => s + w, 0)
  const exact = weights.map((w) => (sum > 0 ? (total * w) / sum : total / weights.length))
  const parts = exact.map(Math.floor)
  const left = total - parts.reduce((s, p) => s + p, 0)
  const order = exact.map((_, i) => i).sort((i, j) => exact[j] - parts[j] - (exact[i] - parts[i]) || i - j)
  for (let k = 0; k < left; k++) parts[order[k % order.length]]++
  return parts
}

/** Deterministic hash of three integers to [0, 1). */
export function hash01(x: number, y: number, seed: number): number {
  let h = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(seed | 0, 0x9e3779b1)
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

/** Gradient noise in about [-1, 1], period-free, smooth (quintic fade). */
export function noise(x: number, y: number, seed: number): number {
  const ix = Math.floor(x)
  const iy = Math.floor(y)
  const fx = x - ix
  const fy = y - iy
  const corner = (cx: number, cy: number) => {
    const angle = hash01(ix + cx, iy + cy, seed) * 2 * Math.PI
    return Math.cos(angle) * (fx - cx) + Math.sin(angle) * (fy - cy)
  }
  const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
  const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
  const top = corner(0, 0) * (1 - u) + corner(1, 0) * u
  const bottom = corner(0, 1) * (1 - u) + corner(1, 1) * u
  return (top * (1 - v) + bottom * v) * 1.5
}
