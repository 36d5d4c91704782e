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
  /** Sum of all weights. */
  total: number
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

/**
 * Copies an instance into the arena and checks it on the way.
 * @throws InputError for an empty candidate list, arrays that do not fit each other, spans across a line or out of range,
 *   or a span that weighs 2^32 or more.
 */
export function placeCover(core: Core, cover: SpanCover): PlacedCover {
  const { weights, lineStarts, spans } = cover
  const candidates = spans.offsets.length - 1
  if (candidates < 1) {
    throw new InputError('no-candidates', 'candidates', 'the candidate list is empty: give at least one candidate')
  }
  checkAscending(lineStarts, weights.length, 'lineStarts', 'demands')
  checkAscending(spans.offsets, spans.start.length, 'spans.offsets', 'spans')
  checkLength(spans.end, spans.start.length, 'spans.end', 'span')

  const lineCount = Math.max(1, lineStarts.length - 1)
  const slots = weights.length + lineCount
  const lines = core.arena.u32(lineCount + 1)
  const weight = core.arena.u32(slots)
  const residual = core.arena.u32(slots)
  const prefix = core.arena.u32(slots)
  const offsets = core.arena.u32(candidates + 1)
  const placedSpans = core.arena.u32(spans.start.length * 2)

  const lineOf = new Uint32Array(weights.length + 1)
  const linesView = lines.view
  const weightView = weight.view
  let total = 0
  let heaviestLine = 0
  for (let line = 0; line < lineCount; line++) {
    const from = lineStarts[line] ?? 0
    const to = lineStarts[line + 1] ?? weights.length
    lineOf.fill(line, from, to)
    linesView[line] = from + line
    weightView.set(weights.subarray(from, to), from + line)
    weightView[to + line] = 0
    let sum = 0
    for (let j = from; j < to; j++) sum += weights[j]
    total += sum
    if (sum > heaviestLine) heaviestLine = sum
  }
  linesView[lineCount] = slots

  const offsetsView = offsets.view
  const spansView = placedSpans.view
  const heavy = heaviestLine >= 2 ** 32
  let filled = 0
  for (let candidate = 0; candidate < candidates; candidate++) {
    offsetsView[candidate] = filled >> 1
    for (let s = spans.offsets[candidate]; s < spans.offsets[candidate + 1]; s++) {
      const start = spans.start[s]
      const end = spans.end[s]
      if (start === end) continue
      const line = lineOf[start]
      if (end < start || end > weights.length || lineOf[end - 1] !== line) {
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
      spansView[filled++] = start + line
      spansView[filled++] = end + line
    }
  }
  offsetsView[candidates] = filled >> 1
  const placed = {
    core,
    candidates,
    slots,
    lineCount,
    total,
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
