import type { PlacedCover } from './cover-instance'
import type { CheckedRules } from './cover-rules'
import { openSearch } from './cover-search'
import { narrowCover } from './narrow'

export interface ImproveOptions {
  anneal: boolean
  seed: number
  /** Moves are counted out from this, so that the plan does not depend on the machine while it keeps up. */
  timeLimitMs: number
  /** The clock ends nothing. */
  counted?: boolean
  /** A station that adds less than this is not worth its place; 0 by default. */
  least?: number
  signal?: AbortSignal
  /** A value that no plan exceeds: reached, nothing is left to improve. */
  upperBound: number
  /** Asked between portions: end now? */
  stop?: () => boolean
  /** What the linear bound says of each candidate, and how far that is from solved: those far below 0 are not proposed. */
  hint?: Hint
}

interface Hint {
  gains: Float64Array
  slack: number
  /** What a unit of cost is worth under the budget. */
  costPrice?: number
}

/** Moves go in portions, between which the clock and the signal are looked at. */
const PORTIONS = 60
/** Moves per chosen station after which a round of annealing finds nothing more, and another beginning does. */
const ROUND_MOVES = 30_000
const MOST_ROUNDS = 20
/** Passes of interchange before a round: what more of them find, annealing finds too, and sooner. */
const FIRST_PASSES = 1
/**
 * First and last temperature of a round, in parts of what a station covers in the mean or, where that is less, of this many times
 * what the weaker stations hold alone: where nearly all is covered there is little to win. Every other round begins hotter.
 */
const HOT = [0.02, 0.05]
const COLD = 0.004
const HOLDS = 2.5
const WEAK = 0.1

/** Candidates are left out whose gain, prices off, is below 0 by more than this part of a station's mean share of all weight … */
const FOCUS = 0.01
/** … and this often a station's share of what the bound has still to fall. */
const UNSURE = 1

/** 1 for the candidates that are in the plan or that the bound leaves a chance. */
function focusOf(
  placed: PlacedCover,
  rules: CheckedRules,
  start: ArrayLike<number>,
  { gains, slack }: Hint,
): Uint8Array {
  const limit = -(FOCUS * placed.total + UNSURE * slack) / Math.max(1, start.length)
  const keep = new Uint8Array(placed.candidates)
  for (let i = 0; i < keep.length; i++) keep[i] = rules.usable[i] && gains[i] >= limit ? 1 : 0
  for (let k = 0; k < start.length; k++) keep[start[k]] = 1
  return keep
}

/** A part is laid out by itself where it has no more than this share of the spans. */
const MOST_SPANS = 0.5

/** Spans of those with a 1 in `keep`. */
function spansOf({ offsets, candidates }: PlacedCover, keep: Uint8Array): number {
  const from = offsets.view
  let spans = 0
  for (let i = 0; i < candidates; i++) if (keep[i]) spans += from[i + 1] - from[i]
  return spans
}

/** Under a budget a round may begin by spending this part more; the price of a unit of cost follows how far it is over or under. */
const STRETCH = 0.05
const PRICE_PACE = 2

/** With so few moves per chosen station there is no time to cool down from the hotter beginning. */
const FEW_MOVES = 1000

/** How the time is shared between rounds, and how hot each begins. */
function roundsOf(moves: number, stations: number): { share: number; hot: number }[] {
  const each = moves / Math.max(1, stations)
  const rounds = Math.min(MOST_ROUNDS, Math.floor(each / ROUND_MOVES))
  const shares = each < FEW_MOVES ? [0.5, 0.5] : rounds < 3 ? [0.3, 0.7] : new Array<number>(rounds).fill(1 / rounds)
  return shares.map((share, round) => ({ share, hot: HOT[each < FEW_MOVES ? 0 : round % HOT.length] }))
}

/** A move takes about so long, ns: so much, more per span and per slot of a footprint, and more where the slots do not fit a core's cache. */
const MOVE_NS = 80
const SPAN_NS = 6
const CELL_NS = 1.5
const CACHED_SLOTS = 100_000
const UNCACHED_NS = 350

function moveNs({ slots, candidates, offsets }: PlacedCover, meanCells: number): number {
  const spans = offsets.view[candidates] / candidates
  return MOVE_NS + SPAN_NS * spans + CELL_NS * meanCells + (slots > CACHED_SLOTS ? UNCACHED_NS : 0)
}

/**
 * Improves a plan by interchange until no swap gains, then by annealed relocations and interchange again, with a hint among the
 * candidates that it leaves a chance. Never worse than what it is given. Returns the chosen set, must-haves first, in no other order.
 */
export async function improvePlan(
  placed: PlacedCover,
  rules: CheckedRules,
  start: ArrayLike<number>,
  options: ImproveOptions,
): Promise<{ chosen: Uint32Array; objective: number }> {
  const { hint } = options
  if (!hint) return improveAmong(placed, rules, start, options)
  const keep = focusOf(placed, rules, start, hint)
  // Most of them laid out a second time would cost more than it saves.
  if (spansOf(placed, keep) > MOST_SPANS * placed.offsets.view[placed.candidates]) {
    return improveAmong(placed, { ...rules, usable: keep }, start, options)
  }
  const mark = placed.core.arena.mark()
  try {
    const part = narrowCover(placed, rules, keep)
    const from = Uint32Array.from(start, (id) => part.placeOf.get(id)!)
    const { chosen, objective } = await improveAmong(part.placed, part.rules, from, options)
    return { chosen: chosen.map((at) => part.ids[at]), objective }
  } finally {
    placed.core.arena.release(mark)
  }
}

async function improveAmong(
  placed: PlacedCover,
  rules: CheckedRules,
  start: ArrayLike<number>,
  { anneal, seed, timeLimitMs, counted = false, least = 0, signal, upperBound, stop, hint }: ImproveOptions,
): Promise<{ chosen: Uint32Array; objective: number }> {
  const mark = placed.core.arena.mark()
  const begun = performance.now()
  const late = (part: number): boolean =>
    (!counted && performance.now() - begun > timeLimitMs * part) || (stop?.() ?? false)
  const turn = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve))
    signal?.throwIfAborted()
  }
  try {
    const search = openSearch(placed, rules, seed)
    search.restart(start)
    const settle = async (passes: number, everybody = true): Promise<void> => {
      for (let pass = 0; pass < passes && search.objective < upperBound && !late(1.2); pass++) {
        if (search.interchange(!anneal || (everybody && pass === 0)) === 0) break
        await turn()
      }
    }
    await settle(anneal ? FIRST_PASSES : Infinity)
    let best = { chosen: search.chosen, objective: search.objective }
    const limited = rules.costs !== undefined && rules.budget < Infinity
    const keep = (): void => {
      if (search.objective > best.objective && !(limited && search.spent > rules.budget * (1 + 1e-12)))
        best = { chosen: search.chosen, objective: search.objective }
    }
    const total = (timeLimitMs * 1e6) / moveNs(placed, search.meanCells)
    const rounds = anneal ? roundsOf(total, best.chosen.length) : []
    let done = 0
    for (let round = 0; round < rounds.length && best.objective < upperBound && !late(1); round++) {
      const { share, hot: first } = rounds[round]
      const moves = Math.floor((total * share) / PORTIONS) + 1
      const mean = best.objective / Math.max(1, best.chosen.length)
      const scale = Math.min(mean, HOLDS * search.lossAt(WEAK))
      const hot = scale * first
      const at = (part: number): number => hot * ((scale * COLD) / hot) ** Math.min(1, part)
      search.restart(best.chosen)
      if (hint?.costPrice) search.price = hint.costPrice
      // Cooled by moves while the machine keeps up, by the clock where it does not, so that a round ends cold in any case.
      let part = 0
      while (part < 1 && !late(1.2)) {
        const elapsed = counted ? 0 : (performance.now() - begun) / timeLimitMs
        const next = Math.max(part + 1 / PORTIONS, Math.min(1, (elapsed - done) / share))
        if (limited) {
          const over = search.spent / Math.max(rules.budget, 1e-9) - 1
          search.price *= Math.exp(Math.max(-0.05, Math.min(0.05, PRICE_PACE * over)))
          search.stretch(STRETCH * Math.max(0, 1 - part / 0.8))
        }
        search.anneal(moves, at(part), at(next))
        part = next
        keep()
        await turn()
      }
      done += share
      if (limited) search.stretch(0)
      if (!search.trim()) continue
      await settle(round === rounds.length - 1 ? Infinity : FIRST_PASSES)
      keep()
    }
    if (least > 0) {
      // Of a better plan fewer are worth it, and what they leave others may win.
      search.restart(best.chosen)
      while (search.shed(least) > 0) await settle(Infinity, false)
      best = { chosen: search.chosen, objective: search.objective }
    }
    return best
  } finally {
    placed.core.arena.release(mark)
  }
}
