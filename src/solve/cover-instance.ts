import type { Core, Region } from '../core/core'
import { InputError } from '../formats/input-error'

/** A covering problem whose footprints are runs of demand: what planning on a raster gives, 15 times smaller than lists. */
export interface SpanCover {
  /** Weight of each demand, a whole number (the caller scales people to integers). */
  weights: Uint32Array
  /** Index of the first demand of each line (raster row), ascending, and the number of demands at the end. */
  lineStarts: Uint32Array
  /** Candidate i covers the demands of its spans offsets[i] … offsets[i+1]: [start, end), apart from each other, never across a line. */
  spans: { offsets: Uint32Array; start: Uint32Array; end: Uint32Array }
}

/** A SpanCover laid out in the core's memory (picture in assembly/cover.ts). */
export interface PlacedCover {
  core: Core
  candidates: number
  slots: number
  lineCount: number
  /** Sum of all weights that a candidate covers. */
  total: number
  /** A power of two: prices per slot may be whole numbers of 1 / fine, and their sums over a span stay below 2^32. */
  fine: number
  lines: Region<Uint32Array>
  weight: Region<Uint32Array>
  residual: Region<Uint32Array>
  prefix: Region<Uint32Array>
  offsets: Region<Uint32Array>
  spans: Region<Uint32Array>
}

/** Throws InputError unless `array` has `length` entries. */
export function checkLength(array: ArrayLike<unknown> | undefined, length: number, path: string, of: string): void {
  if (array && array.length !== length) {
    throw new InputError(
      'length-mismatch',
      path,
      `${path} has ${array.length} entries, expected ${length}, one per ${of}`,
    )
  }
}

function checkAscending(starts: Uint32Array, end: number, path: string, what: string): void {
  if (starts.length === 0 || starts[0] !== 0 || starts[starts.length - 1] !== end) {
    const found = starts.length === 0 ? 'is empty' : `runs from ${starts[0]} to ${starts[starts.length - 1]}`
    throw new InputError(
      'bad-offsets',
      path,
      `${path} ${found}, expected to run from 0 to ${end}, the number of ${what}`,
    )
  }
  for (let i = 1; i < starts.length; i++) {
    if (starts[i] < starts[i - 1]) {
      throw new InputError(
        'bad-offsets',
        `${path}[${i}]`,
        `${path}[${i}] is ${starts[i]}, less than the entry before it`,
      )
    }
  }
}

/** Where the runs of demand that the same candidates cover begin. Positions: demand j of line l is j + l, the end of the line one more. */
interface Runs {
  /** Per position where a span begins or ends: the first slot at or after it. */
  slotAt: Uint32Array
  kind: Uint8Array
  slots: number
}

const INSIDE = 0
const KEPT = 1
const DROPPED = 2

/** In `slotOf`: a demand that nobody covers. */
const NOWHERE = 0xffffffff
const FINEST = 4096

/** Checks the spans and cuts the lines where they begin and end: the demands between two cuts are one slot, if any weigh and are covered. */
function runsOf({ weights, lineStarts, spans }: SpanCover, heavy: boolean): Runs {
  const lineCount = Math.max(1, lineStarts.length - 1)
  const positions = weights.length + lineCount
  const kind = new Uint8Array(positions)
  const depth = new Int32Array(positions)
  let line = 0
  for (let candidate = 0; candidate < spans.offsets.length - 1; candidate++) {
    for (let s = spans.offsets[candidate]; s < spans.offsets[candidate + 1]; s++) {
      const start = spans.start[s]
      const end = spans.end[s]
      if (start === end) continue
      line = lineOf(lineStarts, start, line)
      if (end < start || !(end <= lineStarts[line + 1])) {
        throw new InputError(
          'bad-span',
          `spans[${s}]`,
          `span ${s} of candidate ${candidate} is [${start}, ${end}), expected a run of demands inside one line`,
        )
      }
      if (heavy) {
        let sum = 0
        for (let j = start; j < end; j++) sum += weights[j]
        if (sum >= 2 ** 32) {
          throw new InputError(
            'weight-too-large',
            'weights',
            `span ${s} weighs ${sum}, expected less than 2^32: scale down`,
          )
        }
      }
      kind[start + line] = KEPT
      kind[end + line] = KEPT
      depth[start + line]++
      depth[end + line]--
    }
  }
  const slotAt = new Uint32Array(depth.buffer)
  let slots = 0
  for (let l = 0; l < lineCount; l++) {
    const last = (lineStarts[l + 1] ?? 0) + l
    let begun = -1
    let covered = 0
    let sum = 0
    const close = (): void => {
      if (begun < 0) return
      if (covered > 0 && sum > 0) slots++
      else kind[begun] = DROPPED
    }
    for (let at = (lineStarts[l] ?? 0) + l; at < last; at++) {
      if (kind[at] !== INSIDE) {
        close()
        covered += depth[at]
        slotAt[at] = slots
        begun = at
        sum = 0
      }
      sum += weights[at - l]
    }
    close()
    slotAt[last] = slots++
    kind[last] = KEPT
  }
  return { slotAt, kind, slots }
}

/** The line that holds this demand; `near` is looked at first. */
function lineOf(lineStarts: Uint32Array, demand: number, near: number): number {
  if (lineStarts[near] <= demand && demand < lineStarts[near + 1]) return near
  let low = 0
  let high = lineStarts.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (lineStarts[middle] <= demand) low = middle
    else high = middle
  }
  return low
}

/**
 * Copies an instance into the arena and checks it on the way. Demands of a line that the same candidates cover become one slot and
 * those that nobody covers none: the same plans and gains from fewer and shorter spans. `slotOf` is told where each demand went
 * (0xffffffff: nowhere).
 * @throws InputError for an empty candidate list, arrays that do not fit each other, spans across a line or out of range,
 *   or a span that weighs 2^32 or more.
 */
export function placeCover(core: Core, cover: SpanCover, slotOf?: Uint32Array): PlacedCover {
  const { weights, lineStarts, spans } = cover
  const candidates = spans.offsets.length - 1
  if (candidates < 1) {
    throw new InputError('no-candidates', 'candidates', 'the candidate list is empty: give at least one candidate')
  }
  checkAscending(lineStarts, weights.length, 'lineStarts', 'demands')
  checkAscending(spans.offsets, spans.start.length, 'spans.offsets', 'spans')
  checkLength(spans.end, spans.start.length, 'spans.end', 'span')

  const lineCount = Math.max(1, lineStarts.length - 1)
  let heaviest = 0
  for (let line = 0; line < lineCount; line++) {
    let sum = 0
    for (let j = lineStarts[line] ?? 0; j < (lineStarts[line + 1] ?? 0); j++) sum += weights[j]
    if (sum > heaviest) heaviest = sum
  }
  const heavy = heaviest >= 2 ** 32
  const { slotAt, kind, slots } = runsOf(cover, heavy)
  const lines = core.arena.u32(lineCount + 1)
  const weight = core.arena.u32(slots)
  const residual = core.arena.u32(slots)
  const prefix = core.arena.u32(slots)
  const offsets = core.arena.u32(candidates + 1)
  let placedSpans = core.arena.u32(spans.start.length * 2)

  const linesView = lines.view
  const weightView = weight.view
  weightView.fill(0)
  let total = 0
  for (let line = 0; line < lineCount; line++) {
    const first = (lineStarts[line] ?? 0) + line
    const last = (lineStarts[line + 1] ?? 0) + line
    linesView[line] = line === 0 ? 0 : slotAt[first - 1] + 1
    let slot = -1
    for (let at = first; at < last; at++) {
      if (kind[at] !== INSIDE) slot = kind[at] === KEPT ? slotAt[at] : -1
      if (slotOf) slotOf[at - line] = slot < 0 ? NOWHERE : slot
      if (slot < 0) continue
      weightView[slot] += weights[at - line]
      total += weights[at - line]
    }
  }
  linesView[lineCount] = slots
  let fine = 1
  while (fine < FINEST && heaviest * fine * 2 < 2 ** 32 && total * fine * 2 < 2 ** 52) fine *= 2

  const offsetsView = offsets.view
  const spansView = placedSpans.view
  let filled = 0
  let line = 0
  for (let candidate = 0; candidate < candidates; candidate++) {
    offsetsView[candidate] = filled >> 1
    for (let s = spans.offsets[candidate]; s < spans.offsets[candidate + 1]; s++) {
      if (spans.start[s] === spans.end[s]) continue
      line = lineOf(lineStarts, spans.start[s], line)
      const start = slotAt[spans.start[s] + line]
      const end = slotAt[spans.end[s] + line]
      if (start === end) continue
      // Nothing that weighs lies between: one span, unless the two together may weigh too much.
      if (!heavy && filled > 2 * offsetsView[candidate] && spansView[filled - 1] === start) spansView[filled - 1] = end
      else {
        spansView[filled++] = start
        spansView[filled++] = end
      }
    }
  }
  offsetsView[candidates] = filled >> 1
  // Only what is filled of the region that was reserved last: it begins at the same place.
  core.arena.release(placedSpans.ptr)
  placedSpans = core.arena.u32(filled)
  const placed = {
    core,
    candidates,
    slots,
    lineCount,
    total,
    fine,
    lines,
    weight,
    residual,
    prefix,
    offsets,
    spans: placedSpans,
  }
  resetCover(placed)
  return placed
}

/** Nobody covers anything any more. */
export function resetCover({ core, weight, residual, prefix, lines, lineCount }: PlacedCover): void {
  residual.view.set(weight.view)
  core.kernels.coverPrefix(residual.ptr, prefix.ptr, lines.ptr, 0, lineCount)
}

/** The sum that each candidate's footprint has in the row prefixes as they stand. */
export function sumsOf({ core, prefix, offsets, spans, candidates }: PlacedCover): Float64Array {
  const mark = core.arena.mark()
  const sums = core.arena.f64(candidates)
  core.kernels.coverGains(prefix.ptr, offsets.ptr, spans.ptr, 0, candidates, sums.ptr)
  const copy = sums.view.slice()
  core.arena.release(mark)
  return copy
}

/** Takes a candidate in the residual and the prefixes; returns what it gained. */
export function takeCandidate(placed: PlacedCover, candidate: number): number {
  const { core, residual, prefix, lines, lineCount, offsets, spans } = placed
  return core.kernels.coverTake(residual.ptr, prefix.ptr, lines.ptr, lineCount, offsets.ptr, spans.ptr, candidate)
}
