import type { PlacedCover } from './cover-instance'
import type { CheckedRules } from './cover-rules'
import { type HybridGradient, openHybridGradient, type PricedBound } from './hybrid-gradient'
import { linearBound } from './linear-bound'
import { type NarrowCover, narrowCover } from './narrow'
import { planPolytope } from './projection'

export interface RelaxationOptions {
  timeLimitMs: number
  /** Iterations are counted out from `timeLimitMs`, the clock ends nothing. */
  counted?: boolean
  /** Iterations at the most. */
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
  /** What a unit of cost is worth under the budget, 0 without one. */
  costPrice: number
  /** What no plan of at most so many stations exceeds, by the same prices of demand. */
  boundOf(choose: number): number
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
/** Iterations on the whole instance before candidates are left out, and the spans and slots from which on that pays. */
const FIRST_LOOKS = 2
const NARROW_SIZE = 200_000
/** Candidates are left out that fall short by more than this part of what a station covers in the mean, … */
const FAR = 0.02
/** … and by more than so many stations' shares of what the bound has still to fall. */
const UNSURE = 1
/** The prices of a part are tried on the whole when its own gap is this much of that of the whole. */
const INNER = 0.3
/** … and after so many looks in any case. */
const PATIENCE = 5
const MOST_ITERATIONS = 20_000
/** The relaxation is solved when the bound is this near to what a fractional plan covers: time is better spent on the plan then. */
const CLOSE = 2e-6

/** Whether leaving candidates out is worth the while. */
export const isLarge = ({ offsets, candidates, slots }: PlacedCover): boolean =>
  offsets.view[candidates] + slots > NARROW_SIZE

/** An iteration takes about so long, ns, with a thread or two. */
function iterationNs({ offsets, candidates, slots }: PlacedCover): number {
  return 12 * offsets.view[candidates] + 6 * slots + 20 * candidates + 20_000
}

/** On a large instance the bound says nothing before about so many iterations; where they take this much longer than there is time for, they are left out. */
const TELLING = 240
const LONGEST = 8

/** Time, counted out, to bound an instance with: as given, on a large one as much as it takes to say anything, 0 where that is far more. */
export function countedMs(placed: PlacedCover, timeLimitMs: number): number {
  if (!isLarge(placed)) return timeLimitMs
  const telling = (TELLING * iterationNs(placed)) / 1e6
  return telling > LONGEST * timeLimitMs ? 0 : Math.max(timeLimitMs, telling)
}

/**
 * An upper bound on every plan by the linear relaxation: restarted primal-dual hybrid gradient over the span kernels from the
 * plan in hand, first on the whole instance, then on the candidates that the prices leave a chance, whose prices are tried on the
 * whole again and again ("sifting": Bixby et al. 1992). Every bound that it reports comes from a dual of whole numbers (so many
 * parts of each demand's weight) on the whole instance, for which the sums are exact: it holds however far the iteration has come.
 */
export async function relaxationBound(
  placed: PlacedCover,
  rules: CheckedRules,
  plan: ArrayLike<number>,
  options: RelaxationOptions,
): Promise<Relaxation> {
  const { timeLimitMs, counted = false, iterations = MOST_ITERATIONS, target, signal, stop, onBound } = options
  const { core, candidates, slots, fine } = placed
  const { arena, kernels } = core
  const begun = performance.now()
  let done = 0
  let countedNs = 0
  let upperBound = Infinity
  let relaxed = 0
  let best: PricedBound | undefined
  const gap = (): number => upperBound - relaxed
  const over = (): boolean =>
    done >= iterations ||
    Math.floor(upperBound + 1e-6) <= target ||
    gap() <= CLOSE * upperBound ||
    (counted ? countedNs > timeLimitMs * 1e6 : performance.now() - begun > timeLimitMs) ||
    (stop?.() ?? false)
  const advance = async (gradient: HybridGradient, of: PlacedCover): Promise<void> => {
    await gradient.advance(LOOK)
    done += LOOK
    countedNs += LOOK * iterationNs(of)
    relaxed = Math.max(relaxed, gradient.relaxed)
    await new Promise((resolve) => setTimeout(resolve))
    signal?.throwIfAborted()
  }
  const lower = (bound: PricedBound): void => {
    if (best && bound.bound >= best.bound) return
    best = bound
    upperBound = bound.bound
    onBound?.(upperBound, done)
  }

  const outer = arena.mark()
  try {
    const x = new Float64Array(candidates)
    for (let k = 0; k < plan.length; k++) x[plan[k]] = 1
    const first = await openHybridGradient(placed, rules, { x })
    lower(first.best)
    relaxed = first.relaxed
    const large = isLarge(placed)
    for (let turn = 0; !over() && !(large && turn === FIRST_LOOKS); turn++) {
      await advance(first, placed)
      lower(first.best)
    }
    x.set(first.x)
    let ratio = first.ratio
    arena.release(outer)

    const polytope = planPolytope(rules)
    // Where the iteration stands, which need not be where the bound was lowest.
    let latest = first.best
    while (!over()) {
      const { gains } = polytope.reducedGains(latest.c, latest.prices)
      const part = narrowCover(placed, rules, nearOf(placed, rules, gains, gap(), x))
      const slotOf = arena.put(part.slotOf)
      const whole = arena.u32(part.placed.slots)
      const c = arena.f64(candidates)
      // Nothing is laid out from here on: growing memory detaches the views that the iteration holds.
      const gradient = await openHybridGradient(part.placed, part.rules, {
        x: Float64Array.from(part.ids, (id) => x[id]),
        y: joined(part, latest.whole, fine),
        prices: latest.prices,
        ratio,
      })
      const { prefix, residual, lines, lineCount, offsets, spans, weight } = placed
      /** The prices of the part on the whole. */
      const tried = (): PricedBound => {
        const { prices } = gradient.best
        whole.view.set(gradient.best.whole)
        const [to, from, at] = [weight.ptr, part.placed.weight.ptr, residual.ptr]
        const rest = kernels.coverSpreadDual(slotOf.ptr, whole.ptr, from, fine, to, at, slots) / fine
        kernels.coverPrefix(residual.ptr, prefix.ptr, lines.ptr, 0, lineCount)
        kernels.coverGains(prefix.ptr, offsets.ptr, spans.ptr, 0, candidates, c.ptr)
        const cover = c.view.map((value) => value / fine)
        const { bound } = polytope.reducedGains(cover, prices)
        return { bound: (rest + bound) * (1 + 1e-12), c: cover, rest, whole: residual.view.slice(), prices }
      }
      let goal = INNER * gap()
      for (let turn = 1; !over(); turn++) {
        await advance(gradient, part.placed)
        const inner = gradient.best.bound - gradient.relaxed
        if (inner > goal && turn % PATIENCE > 0 && !over()) continue
        const bound = tried()
        lower(bound)
        latest = bound
        goal = Math.min(goal, INNER * gap())
        // What those left out add to the bound is more than what is left to solve here: let them in.
        if (bound.bound - gradient.best.bound > inner) break
      }
      part.ids.forEach((id, at) => {
        x[id] = gradient.x[at]
      })
      ratio = gradient.ratio
      arena.release(outer)
    }
    if (!best) return { upperBound, relaxed, iterations: done }
    const { c, rest } = best
    const boundOf = (choose: number): number => rest + linearBound(c, { ...rules, choose })
    upperBound = Math.min(upperBound, boundOf(rules.choose))
    const { bound, gains: last } = polytope.reducedGains(best.c, best.prices)
    const reduced = {
      bound: (best.rest + bound) * (1 + 1e-12),
      gains: last,
      slack: gap(),
      costPrice: best.prices.cost,
      boundOf,
    }
    return { upperBound, relaxed, iterations: done, reduced }
  } finally {
    arena.release(outer)
  }
}

/** 1 for the candidates that may matter at these prices: must-haves, what the fractional plan has, and who is not far from paying. */
function nearOf(
  { total, candidates }: PlacedCover,
  rules: CheckedRules,
  gains: Float64Array,
  gap: number,
  x: Float64Array,
): Uint8Array {
  const limit = -(FAR * total + UNSURE * gap) / Math.max(1, rules.choose)
  const keep = new Uint8Array(candidates)
  for (let i = 0; i < candidates; i++) keep[i] = rules.usable[i] && (gains[i] >= limit || x[i] > 0) ? 1 : 0
  for (const id of rules.fixed) keep[id] = 1
  return keep
}

/** Prices per slot of the part from rounded ones of the whole. */
function joined({ placed, slotOf }: NarrowCover, whole: Uint32Array, fine: number): Float64Array {
  const y = new Float64Array(placed.slots)
  for (let slot = 0; slot < whole.length; slot++) if (slotOf[slot] < placed.slots) y[slotOf[slot]] += whole[slot] / fine
  return y
}
