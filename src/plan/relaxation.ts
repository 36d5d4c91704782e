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
  onBound?: (upperBound: number, iteration: number) => void
}

/** Iterations between two looks at the bound. */
const LOOK = 20

/**
 * An upper bound on every plan by the linear relaxation: restarted primal-dual hybrid gradient over the span kernels from the
 * plan in hand. Every bound that it reports comes from a dual of whole numbers (one per demand, 0 … weight), for which the sums
 * are exact: the bound holds however far the iteration has come.
 */
export async function relaxationBound(
  placed: PlacedCover,
  rules: CheckedRules,
  plan: ArrayLike<number>,
  { timeLimitMs, iterations = 20_000, target, signal, onBound }: RelaxationOptions,
): Promise<{ upperBound: number; relaxed: number; iterations: number }> {
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
    const y = arena.f64(slots)
    const sum = arena.f64(slots)
    const prefix = arena.f64(slots)
    const whole = arena.u32(slots)
    const wholePrefix = arena.u32(slots)
    // The arena has grown for the last time: views hold from here to the end.
    const [yView, sumView, xView, vView, cView, stepView] = [y.view, sum.view, x.view, v.view, c.view, share.view]
    const weightView = weight.view
    const degreeView = degree.view
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
    let omega = Math.max(1e-6, Math.sqrt(planNorm / Math.max(1, dualNorm)))

    const polytope = planPolytope(rules)
    const dualBound = (from: number, scale: number): number => {
      const rest = kernels.coverRoundDual(from, scale, weight.ptr, whole.ptr, slots)
      kernels.coverPrefix(whole.ptr, wholePrefix.ptr, lines.ptr, 0, lineCount)
      kernels.coverGains(wholePrefix.ptr, offsets.ptr, spans.ptr, 0, candidates, c.ptr)
      return rest
    }
    const simple = !(rules.costs && rules.budget < Infinity) && rules.partitions.length < 2
    let upperBound = Infinity
    let best: Float64Array | undefined
    const look = (from: number, scale: number): number => {
      const rest = dualBound(from, scale)
      const bound = rest + (simple ? linearBound(cView, rules) : polytope.pricedBound(cView) * (1 + 1e-12))
      if (bound < upperBound) {
        upperBound = bound
        if (!simple) best = cView.slice()
        restOfBest = rest
      }
      return bound
    }
    let restOfBest = 0

    let startX = xView.slice()
    let startY = yView.slice()
    let sumX = new Float64Array(candidates)
    let length = 0
    let done = 0
    let gapAtRestart = Infinity
    let gapBefore = Infinity
    let relaxed = fractional(xView)
    look(y.ptr, 1)
    sumView.fill(0)
    // The first prefixes: of y itself.
    kernels.coverPush(offsets.ptr, spans.ptr, candidates, x.ptr, difference.ptr, slots)
    const dualStep = (pace: number): void => {
      kernels.coverDualStep(
        lines.ptr,
        0,
        lineCount,
        weight.ptr,
        rate.ptr,
        difference.ptr,
        y.ptr,
        sum.ptr,
        prefix.ptr,
        pace,
      )
    }
    dualStep(Infinity)
    sumView.fill(0)
    while (done < iterations && Math.floor(upperBound + 1e-6) > target && performance.now() - begun < timeLimitMs) {
      for (let k = 0; k < LOOK; k++) {
        kernels.coverPrimalStep(offsets.ptr, spans.ptr, 0, candidates, prefix.ptr, x.ptr, share.ptr, v.ptr, omega)
        polytope.project(vView, stepView, omega, xView)
        for (let i = 0; i < candidates; i++) sumX[i] += xView[i]
        push(xView)
        dualStep(omega)
      }
      done += LOOK
      length += LOOK
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
        gap <= 0.2 * gapAtRestart || (gap <= 0.8 * gapAtRestart && gap > gapBefore) || length >= 0.36 * done
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
        startX = xView.slice()
        startY = yView.slice()
        sumX = new Float64Array(candidates)
        length = 0
        gapAtRestart = gap
        gapBefore = Infinity
        push(xView)
        dualStep(Infinity)
        sumView.fill(0)
      }
      if (upperBound - relaxed <= 1e-7 * upperBound) break
      await new Promise((resolve) => setTimeout(resolve))
      signal?.throwIfAborted()
    }
    if (best) upperBound = Math.min(upperBound, restOfBest + linearBound(best, rules))
    return { upperBound, relaxed, iterations: done }
  } finally {
    arena.release(mark)
  }
}
