import type { KernelTask } from '../core/core'
import type { PlacedCover } from './cover-instance'
import type { CheckedRules } from './cover-rules'
import { linearBound } from './linear-bound'
import { planPolytope } from './projection'

export interface RelaxationOptions {
  timeLimitMs: number
  /** Iterations at the most, 20,000 by default. */
  iterations?: number
  /** Stop once the bound is this low: the plan in hand is then proven optimal. */
  target: number
  signal?: AbortSignal
  /** Asked between portions: end now? */
  stop?: () => boolean
  onBound?: (upperBound: number, iteration: number) => void
}

/** A bound with the gains that prove it, the prices of the rules taken off. */
export interface ReducedGains {
  /** A plan that leaves out candidates with a gain > 0 or takes ones with a gain < 0 falls short of this by so much. */
  bound: number
  gains: Float64Array
  /** What the bound may still fall by: it is so far above a fractional plan. */
  slack: number
}

export interface Relaxation {
  upperBound: number
  /** What the best fractional plan found covers: the bound cannot fall below. */
  relaxed: number
  iterations: number
  reduced?: ReducedGains
}

/** Iterations between two looks at the bound. */
const LOOK = 20
/** Pieces that a step is cut into, whatever the number of workers, so that sums come out the same. */
const PIECES = 16
/** A first ratio of the steps this much over the ratio of the norms did best on city-like and on few-and-wide instances. */
const FIRST_RATIO = 5
/** Share of the longest step that the last movement allows (Applegate et al. 2021, 3.1, without their second tries: bounds hold anyhow). */
const STEP_SHARE = 0.7

/** The relaxation is solved when the bound is this near to what a fractional plan covers: time is better spent on the plan then. */
const CLOSE = 2e-6

/** Cuts 0 … count into pieces of about equal work: starts[k] is work before k. */
function piecesOf(starts: ArrayLike<number>, count: number): [number, number][] {
  const pieces: [number, number][] = []
  let from = 0
  for (let piece = 1; piece <= PIECES && from < count; piece++) {
    const goal = starts[0] + ((starts[count] - starts[0]) * piece) / PIECES
    let to = from + 1
    while (to < count && starts[to] < goal) to++
    if (piece === PIECES) to = count
    pieces.push([from, to])
    from = to
  }
  return pieces
}

/**
 * An upper bound on every plan by the linear relaxation: restarted primal-dual hybrid gradient over the span kernels from the
 * plan in hand. Every bound that it reports comes from a dual of whole numbers (one per demand, 0 … weight), for which the sums
 * are exact: the bound holds however far the iteration has come.
 */
export async function relaxationBound(
  placed: PlacedCover,
  rules: CheckedRules,
  plan: ArrayLike<number>,
  { timeLimitMs, iterations = 20_000, target, signal, stop, onBound }: RelaxationOptions,
): Promise<Relaxation> {
  const { core, candidates, slots, lines, lineCount, weight, offsets, spans } = placed
  const { arena, kernels } = core
  const mark = arena.mark()
  const begun = performance.now()
  try {
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
    const whole = arena.u32(slots)
    const wholePrefix = arena.u32(slots)
    const moved = arena.f64(2 * PIECES)
    // The arena has grown for the last time: views hold from here to the end.
    const [yView, sumView, xView, vView, cView, stepView] = [y.view, sum.view, x.view, v.view, c.view, share.view]
    const weightView = weight.view
    const degreeView = degree.view
    const movedView = moved.view
    const linePieces = piecesOf(lines.view, lineCount)
    const candidatePieces = piecesOf(offsets.view, candidates)
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

    xView.fill(0)
    for (let k = 0; k < plan.length; k++) xView[plan[k]] = 1
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
    for (let i = 0; i < candidates; i++) planNorm += sizes[i] * xView[i]
    let omega = Math.max(1e-6, FIRST_RATIO * Math.sqrt(planNorm / Math.max(1, dualNorm)))
    let theta = 1

    const polytope = planPolytope(rules)
    const simple = !(rules.costs && rules.budget < Infinity) && rules.partitions.length < 2
    let upperBound = Infinity
    let lowest = Infinity
    let best: { c: Float64Array; rest: number; prices: ReturnType<typeof polytope.pricesNow> } | undefined
    const look = (from: number, scale: number): number => {
      const rest = kernels.coverRoundDual(from, scale, weight.ptr, whole.ptr, slots)
      kernels.coverPrefix(whole.ptr, wholePrefix.ptr, lines.ptr, 0, lineCount)
      kernels.coverGains(wholePrefix.ptr, offsets.ptr, spans.ptr, 0, candidates, c.ptr)
      const bound = rest + (simple ? linearBound(cView, rules) : polytope.pricedBound(cView) * (1 + 1e-12))
      if (bound < lowest) {
        lowest = bound
        upperBound = Math.min(upperBound, bound)
        best = { c: cView.slice(), rest, prices: polytope.pricesNow() }
      }
      return bound
    }

    let startX = xView.slice()
    let startY = yView.slice()
    let sumX = new Float64Array(candidates)
    let length = 0
    let sinceRestart = 0
    let done = 0
    let gapAtRestart = Infinity
    let gapBefore = Infinity
    let relaxed = fractional(xView)
    look(y.ptr, 1)
    const dualStep = async (pace: number, weighted: number): Promise<{ turned: number; length: number }> => {
      const tasks = linePieces.map(([from, to], piece): KernelTask => {
        const args = [
          lines.ptr,
          from,
          to,
          weight.ptr,
          rate.ptr,
          difference.ptr,
          coverage.ptr,
          y.ptr,
          sum.ptr,
          prefix.ptr,
        ]
        return { kernel: 'coverDualStep', args: [...args, pace, weighted, moved.ptr + 16 * piece] }
      })
      await core.run(tasks)
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
      startY = yView.slice()
      sumX = new Float64Array(candidates)
      length = 0
      sinceRestart = 0
    }
    await begin()
    const before = new Float64Array(candidates)
    const over = (): boolean => performance.now() - begun > timeLimitMs || (stop?.() ?? false)
    while (done < iterations && Math.floor(upperBound + 1e-6) > target && !over()) {
      for (let k = 0; k < LOOK; k++) {
        const ratio = omega * theta
        const tasks = candidatePieces.map(([from, to]): KernelTask => {
          const args = [offsets.ptr, spans.ptr, from, to, prefix.ptr, x.ptr, share.ptr, v.ptr, ratio]
          return { kernel: 'coverPrimalStep', args }
        })
        await core.run(tasks)
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
      const meanX = sumX.map((value) => value / length)
      const boundNow = look(y.ptr, 1)
      const boundMean = look(sum.ptr, 1 / length)
      const worthMean = fractional(meanX)
      const worthNow = fractional(xView)
      relaxed = Math.max(relaxed, worthMean, worthNow)
      onBound?.(upperBound, done)
      const useMean = boundMean - worthMean <= boundNow - worthNow
      const gap = useMean ? boundMean - worthMean : boundNow - worthNow
      const enough =
        gap <= 0.2 * gapAtRestart || (gap <= 0.8 * gapAtRestart && gap > gapBefore) || sinceRestart >= 0.36 * done
      gapBefore = gap
      if (enough) {
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
      }
      if (upperBound - relaxed <= CLOSE * upperBound) break
      await new Promise((resolve) => setTimeout(resolve))
      signal?.throwIfAborted()
    }
    let reduced: ReducedGains | undefined
    if (best) {
      upperBound = Math.min(upperBound, best.rest + linearBound(best.c, rules))
      const { bound, gains } = polytope.reducedGains(best.c, best.prices)
      reduced = { bound: (best.rest + bound) * (1 + 1e-12), gains, slack: upperBound - relaxed }
    }
    return { upperBound, relaxed, iterations: done, reduced }
  } finally {
    arena.release(mark)
  }
}
