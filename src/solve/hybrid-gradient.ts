import type { KernelTask } from '../core/core'
import { namedTask } from '../core/named-task'
import type { PlacedCover } from './cover-instance'
import type { CheckedRules } from './cover-rules'
import { linearBound } from './linear-bound'
import { type Prices, planPolytope } from './projection'

/** Where the iteration begins: a fractional plan, and where there are some already, prices of demand per slot and of the rules. */
export interface GradientStart {
  x: Float64Array
  y?: Float64Array
  prices?: Prices
  /** Ratio of the steps over that of the norms. */
  ratio?: number
}

/** The dual with the lowest bound so far: what each candidate covers at these prices, in whole parts of 1 / fine, and the prices themselves. */
export interface PricedBound {
  bound: number
  c: Float64Array
  /** Weight that the prices leave to the demands themselves. */
  rest: number
  whole: Uint32Array
  prices: Prices
}

/** The primal-dual hybrid gradient on one instance. */
export interface HybridGradient {
  /** So many iterations, then a look at the bounds of the last and of the mean prices, and a new beginning where that pays. */
  advance(iterations: number): Promise<void>
  readonly best: PricedBound
  /** What the best fractional plan found covers: no bound can fall below. */
  readonly relaxed: number
  readonly iterations: number
  readonly ratio: number
  readonly x: Float64Array
}

/** Pieces that a step is cut into at the most, whatever the number of workers, so that sums come out the same. */
const MOST_PIECES = 16
/** Slots and spans from which on a piece more pays. */
const PIECE_SIZE = 150_000
/** A first ratio of the steps this much over the ratio of the norms did best on city-like and on few-and-wide instances. */
const FIRST_RATIO = 5
/** Share of the longest step that the last movement allows (Applegate et al. 2021, 3.1, without their second tries: bounds hold anyhow). */
const STEP_SHARE = 0.7

/** Cuts 0 … count into `pieces` of about equal work: starts[k] is work before k. */
function piecesOf(starts: ArrayLike<number>, count: number, pieces: number): [number, number][] {
  const cut: [number, number][] = []
  let from = 0
  for (let piece = 1; piece <= pieces && from < count; piece++) {
    const goal = starts[0] + ((starts[count] - starts[0]) * piece) / pieces
    let to = from + 1
    while (to < count && starts[to] < goal) to++
    if (piece === pieces) to = count
    cut.push([from, to])
    from = to
  }
  return cut
}

/** Opens the iteration; its memory goes with the arena's mark. The residual and the prefixes of the instance are used. */
export async function openHybridGradient(
  placed: PlacedCover,
  rules: CheckedRules,
  start: GradientStart,
): Promise<HybridGradient> {
  const { core, candidates, slots, lines, lineCount, weight, offsets, spans, fine } = placed
  const { arena, kernels } = core
  const usable = arena.put(rules.usable)
  const degree = arena.i32(slots)
  degree.view.fill(0)
  kernels.coverDegree(offsets.ptr, spans.ptr, candidates, usable.ptr, degree.ptr, lines.ptr, lineCount)
  const rate = arena.f32(slots)
  const x = arena.f64(candidates)
  const v = arena.f64(candidates)
  const c = arena.f64(candidates)
  const share = arena.f64(candidates)
  const difference = arena.f64(slots)
  const coverage = arena.f32(slots)
  const y = arena.f64(slots)
  const sum = arena.f64(slots)
  const prefix = arena.f64(slots)
  const whole = placed.residual
  const wholePrefix = placed.prefix
  const moved = arena.f64(2 * MOST_PIECES)
  // The arena has grown for the last time: views hold from here to the end.
  const [yView, sumView, xView, vView, cView, stepView] = [y.view, sum.view, x.view, v.view, c.view, share.view]
  const weightView = weight.view
  const degreeView = degree.view
  const movedView = moved.view
  const pieces = Math.min(MOST_PIECES, Math.ceil((slots + offsets.view[candidates]) / PIECE_SIZE))
  const linePieces = piecesOf(lines.view, lineCount, pieces)
  const candidatePieces = piecesOf(offsets.view, candidates, pieces)
  const push = (from: Float64Array): void => {
    if (from !== xView) vView.set(from)
    const ptr = from === xView ? x.ptr : v.ptr
    kernels.coverPush(offsets.ptr, spans.ptr, candidates, ptr, difference.ptr, slots)
  }
  const fractional = (from: Float64Array): number => {
    push(from)
    return kernels.coverFractional(lines.ptr, lineCount, weight.ptr, difference.ptr)
  }

  const rateView = rate.view
  for (let slot = 0; slot < slots; slot++) rateView[slot] = weightView[slot] / Math.max(1, degreeView[slot])
  kernels.coverPrefix(weight.ptr, wholePrefix.ptr, lines.ptr, 0, lineCount)
  kernels.coverGains(wholePrefix.ptr, offsets.ptr, spans.ptr, 0, candidates, c.ptr)
  for (let i = 0; i < candidates; i++) stepView[i] = cView[i] > 0 ? 1 / cView[i] : 0
  const sizes = cView.slice()

  xView.set(start.x)
  push(xView)
  let planNorm = 0
  let dualNorm = 0
  const differences = difference.view
  const linesView = lines.view
  for (let line = 0; line < lineCount; line++) {
    let covered = 0
    for (let slot = linesView[line]; slot < linesView[line + 1]; slot++) {
      covered += differences[slot]
      yView[slot] = degreeView[slot] === 0 ? weightView[slot] : weightView[slot] / (1 + Math.max(0, covered))
      dualNorm += degreeView[slot] * weightView[slot]
    }
  }
  if (start.y) yView.set(start.y)
  for (let i = 0; i < candidates; i++) planNorm += sizes[i] * xView[i]
  const norms = Math.sqrt(planNorm / Math.max(1, dualNorm))
  let omega = Math.max(1e-6, (start.ratio ?? FIRST_RATIO) * norms)
  let theta = 1

  const polytope = planPolytope(rules, start.prices)
  const simple = !(rules.costs && rules.budget < Infinity) && rules.partitions.length < 2
  let best: PricedBound | undefined
  const look = (from: number, scale: number): number => {
    const rest = kernels.coverRoundDual(from, scale, fine, weight.ptr, whole.ptr, slots) / fine
    kernels.coverPrefix(whole.ptr, wholePrefix.ptr, lines.ptr, 0, lineCount)
    kernels.coverGains(wholePrefix.ptr, offsets.ptr, spans.ptr, 0, candidates, c.ptr)
    for (let i = 0; i < candidates; i++) cView[i] /= fine
    const bound = rest + (simple ? linearBound(cView, rules) : polytope.pricedBound(cView) * (1 + 1e-12))
    if (!best || bound < best.bound)
      best = { bound, c: cView.slice(), rest, whole: whole.view.slice(), prices: polytope.pricesNow() }
    return bound
  }

  let startX = xView.slice()
  const startY = new Float32Array(slots)
  let sumX = new Float64Array(candidates)
  let length = 0
  let sinceRestart = 0
  let done = 0
  let gapAtRestart = Infinity
  let gapBefore = Infinity
  let relaxed = fractional(xView)
  look(y.ptr, 1)
  const run = async (tasks: KernelTask[]): Promise<void> => {
    if (tasks.length > 1) await core.run(tasks)
    else for (const { kernel, args } of tasks) (kernels[kernel] as (...numbers: number[]) => number)(...args)
  }
  const dualStep = async (pace: number, weighted: number): Promise<{ turned: number; length: number }> => {
    const tasks = linePieces.map(([firstLine, lastLine], piece) =>
      namedTask('coverDualStep', {
        lines: lines.ptr,
        firstLine,
        lastLine,
        weight: weight.ptr,
        rate: rate.ptr,
        difference: difference.ptr,
        coverage: coverage.ptr,
        y: y.ptr,
        sum: sum.ptr,
        prefix: prefix.ptr,
        pace,
        share: weighted,
        moved: moved.ptr + 16 * piece,
      }),
    )
    await run(tasks)
    const total = { turned: 0, length: 0 }
    linePieces.forEach((_, piece) => {
      total.turned += movedView[2 * piece]
      total.length += movedView[2 * piece + 1]
    })
    return total
  }
  /** Row prefixes and coverage of x and y as they stand. */
  const begin = async (): Promise<void> => {
    push(xView)
    await dualStep(0, 0)
    sumView.fill(0)
    startX = xView.slice()
    startY.set(yView)
    sumX = new Float64Array(candidates)
    length = 0
    sinceRestart = 0
  }
  await begin()
  const before = new Float64Array(candidates)
  const step = async (): Promise<void> => {
    const ratio = omega * theta
    const tasks = candidatePieces.map(([first, last]) =>
      namedTask('coverPrimalStep', {
        offsets: offsets.ptr,
        spans: spans.ptr,
        first,
        last,
        prefix: prefix.ptr,
        x: x.ptr,
        share: share.ptr,
        v: v.ptr,
        omega: ratio,
      }),
    )
    await run(tasks)
    before.set(xView)
    polytope.project(vView, stepView, ratio, xView)
    let movedX = 0
    for (let i = 0; i < candidates; i++) {
      const by = xView[i] - before[i]
      if (by !== 0) movedX += sizes[i] * by * by
      sumX[i] += theta * xView[i]
    }
    push(xView)
    const { turned, length: movedY } = await dualStep(theta / omega, theta)
    length += theta
    done++
    sinceRestart++
    // As long as the movement just made would have allowed, not much longer than the last.
    const longest = turned === 0 ? Infinity : (0.5 * (movedX / omega + omega * movedY)) / Math.abs(turned)
    theta = Math.min(STEP_SHARE * longest, (1 + done ** -0.6) * theta, 1e3)
  }

  return {
    get best() {
      return best!
    },
    get relaxed() {
      return relaxed
    },
    get iterations() {
      return done
    },
    get ratio() {
      return omega / norms
    },
    x: xView,
    async advance(iterations) {
      for (let k = 0; k < iterations; k++) await step()
      const meanX = sumX.map((value) => value / length)
      const boundNow = look(y.ptr, 1)
      const boundMean = look(sum.ptr, 1 / length)
      const worthMean = fractional(meanX)
      const worthNow = fractional(xView)
      relaxed = Math.max(relaxed, worthMean, worthNow)
      const useMean = boundMean - worthMean <= boundNow - worthNow
      const gap = useMean ? boundMean - worthMean : boundNow - worthNow
      const enough =
        gap <= 0.2 * gapAtRestart || (gap <= 0.8 * gapAtRestart && gap > gapBefore) || sinceRestart >= 0.36 * done
      gapBefore = gap
      if (!enough) return
      if (useMean) {
        xView.set(meanX)
        for (let slot = 0; slot < slots; slot++) yView[slot] = sumView[slot] / length
      }
      let movedX = 0
      let movedY = 0
      for (let i = 0; i < candidates; i++) movedX += sizes[i] * (xView[i] - startX[i]) ** 2
      for (let slot = 0; slot < slots; slot++) {
        if (weightView[slot] > 0) {
          movedY += (degreeView[slot] / weightView[slot]) * (yView[slot] - startY[slot]) ** 2
        }
      }
      if (movedX > 0 && movedY > 0) omega = Math.sqrt(omega * Math.sqrt(movedX / movedY))
      gapAtRestart = gap
      gapBefore = Infinity
      await begin()
    },
  }
}
