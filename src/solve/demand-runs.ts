import { arrayArgument, objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import type { SpanCover } from './cover-instance'

/** Which demands each candidate covers: candidate i covers demand[offsets[i] … offsets[i+1]). */
export interface CoverRows {
  offsets: Uint32Array
  demand: Uint32Array
}

/** Lines are cut here, so that taking a candidate mends few prefixes. */
const LINE = 256

export interface DemandRuns {
  cover: SpanCover
  /** Weight of each merged demand, as given. */
  weights: Float64Array
  /** Whole-number weights are `scale` times the given ones … */
  scale: number
  /** … and fall short of them by so much in sum (in scaled units). */
  shortfall: number
}

/**
 * Merges demands that the same candidates cover (exact, by refining the partition candidate by candidate: Paige and Tarjan 1987).
 * Returns the class of each demand, 0 for those that nobody covers, and their number.
 */
export function classesOf({ offsets, demand }: CoverRows, demands: number): { classOf: Uint32Array; classes: number } {
  const classOf = new Uint32Array(demands)
  const size = new Uint32Array(demands + 2)
  size[0] = demands
  const splitBy = new Uint32Array(demands + 2)
  const splitTo = new Uint32Array(demands + 2)
  const free: number[] = []
  let next = 1
  for (let i = 0; i < offsets.length - 1; i++) {
    for (let k = offsets[i]; k < offsets[i + 1]; k++) {
      const j = demand[k]
      const from = classOf[j]
      if (splitBy[from] !== i + 1) {
        if (from !== 0 && size[from] === 1) continue
        splitBy[from] = i + 1
        splitTo[from] = free.pop() ?? next++
        size[splitTo[from]] = 0
        // Born of this candidate: whoever is in it already has been counted, should it be listed twice.
        splitBy[splitTo[from]] = i + 1
        splitTo[splitTo[from]] = splitTo[from]
      }
      const to = splitTo[from]
      if (to === from) continue
      classOf[j] = to
      size[to]++
      if (--size[from] === 0 && from !== 0) free.push(from)
    }
  }
  return { classOf, classes: next }
}

/** 1 where all weights are whole, a power of ten where that makes them whole, else the largest power of two that sums can take. */
function scaleOf(weights: Float64Array): { scale: number; exact: boolean } {
  let heaviest = 0
  let total = 0
  for (let line = 0; line < weights.length; line += LINE) {
    let sum = 0
    for (let j = line; j < Math.min(line + LINE, weights.length); j++) sum += weights[j]
    heaviest = Math.max(heaviest, sum)
    total += sum
  }
  const fits = (scale: number): boolean => heaviest * scale < 2 ** 32 - LINE && total * scale < 2 ** 52
  for (let scale = 1; scale <= 1e6; scale *= 10) {
    const whole = (w: number): boolean => {
      const rounded = Math.round(w * scale)
      return Math.abs(w * scale - rounded) <= 1e-9 * Math.max(1, w * scale) && (w === 0 || rounded > 0)
    }
    if (fits(scale) && weights.every(whole)) return { scale, exact: true }
  }
  let scale = 2 ** 1000
  while (!fits(scale) && scale > 2 ** -900) scale /= 2
  return { scale, exact: false }
}

/** Throws InputError unless the rows are lists of the numbers 0 … demands-1, one list per candidate. */
export function checkRows(rows: CoverRows, demands: number): void {
  const { offsets, demand } = rows
  if (offsets.length < 2) {
    throw new InputError('no-candidates', 'rows.offsets', 'the candidate list is empty: give at least one candidate')
  }
  if (offsets[0] !== 0 || offsets[offsets.length - 1] !== demand.length) {
    const found = `${offsets[0]} to ${offsets[offsets.length - 1]}`
    throw new InputError(
      'bad-offsets',
      'rows.offsets',
      `rows.offsets runs from ${found}, expected 0 to ${demand.length}`,
    )
  }
  for (let i = 1; i < offsets.length; i++) {
    if (offsets[i] < offsets[i - 1]) {
      throw new InputError('bad-offsets', `rows.offsets[${i}]`, `rows.offsets[${i}] is less than the entry before it`)
    }
  }
  for (let k = 0; k < demand.length; k++) {
    if (demand[k] >= demands) {
      throw new InputError(
        'bad-demand',
        `rows.demand[${k}]`,
        `demand ${demand[k]} does not exist: there are ${demands}`,
      )
    }
  }
}

/**
 * Turns lists of demands into runs over merged demands with whole-number weights.
 * @throws InputError for offsets that do not fit, demands out of range, weights that are negative or no numbers.
 */
export function demandRuns(given: ArrayLike<number>, rows: CoverRows): DemandRuns {
  const { offsets, demand } = objectArgument(rows, 'rows', '{ offsets, demand }') as unknown as CoverRows
  const demands = arrayArgument(given, 'weights').length
  arrayArgument(offsets, 'rows.offsets')
  arrayArgument(demand, 'rows.demand')
  checkRows(rows, demands)
  for (let j = 0; j < demands; j++) {
    if (!(given[j] >= 0 && given[j] < Infinity)) {
      throw new InputError(
        'bad-argument',
        `weights[${j}]`,
        `weights[${j}] is ${given[j]}, expected a finite number, 0 or more`,
      )
    }
  }

  const { classOf, classes } = classesOf(rows, demands)
  // Merged demands in the order of their first member, so that runs of the input stay runs.
  const mergedOf = new Int32Array(classes).fill(-1)
  let merged = 0
  const sums = new Float64Array(classes)
  for (let j = 0; j < demands; j++) {
    if (classOf[j] === 0 || given[j] === 0) continue
    if (mergedOf[classOf[j]] < 0) mergedOf[classOf[j]] = merged++
    sums[mergedOf[classOf[j]]] += given[j]
  }
  const weights = sums.slice(0, merged)
  const { scale, exact } = scaleOf(weights)
  const whole = Uint32Array.from(weights, (w) => Math.round(w * scale))
  let shortfall = 0
  if (!exact) for (let j = 0; j < merged; j++) shortfall += Math.max(0, weights[j] * scale - whole[j])

  const spanOffsets = new Uint32Array(offsets.length)
  let start = new Uint32Array(Math.max(16, demand.length >> 2))
  let end = new Uint32Array(start.length)
  let spans = 0
  const seen = new Uint32Array(merged)
  for (let i = 0; i < offsets.length - 1; i++) {
    let list = new Uint32Array(offsets[i + 1] - offsets[i])
    let n = 0
    let sorted = true
    for (let k = offsets[i]; k < offsets[i + 1]; k++) {
      const at = mergedOf[classOf[demand[k]]]
      if (at < 0 || seen[at] === i + 1) continue
      seen[at] = i + 1
      if (n > 0 && at < list[n - 1]) sorted = false
      list[n++] = at
    }
    list = list.subarray(0, n)
    if (!sorted) list.sort()
    if (spans + n > start.length) {
      const grow = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
        const larger = new Uint32Array(Math.max(old.length * 2, spans + n))
        larger.set(old)
        return larger
      }
      start = grow(start)
      end = grow(end)
    }
    for (let k = 0; k < n; k++) {
      if (k > 0 && list[k] === list[k - 1] + 1 && list[k] % LINE !== 0) end[spans - 1]++
      else {
        start[spans] = list[k]
        end[spans++] = list[k] + 1
      }
    }
    spanOffsets[i + 1] = spans
  }
  const lines = Math.max(1, Math.ceil(merged / LINE))
  const lineStarts = Uint32Array.from({ length: lines + 1 }, (_, line) => Math.min(merged, line * LINE))
  return {
    cover: {
      weights: whole,
      lineStarts,
      spans: { offsets: spanOffsets, start: start.subarray(0, spans), end: end.subarray(0, spans) },
    },
    weights,
    scale,
    shortfall,
  }
}
