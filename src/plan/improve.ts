import type { PlacedCover } from './cover-instance'
import type { CheckedRules } from './cover-rules'
import { openSearch } from './cover-search'

export interface ImproveOptions {
  anneal: boolean
  seed: number
  /** Moves are counted out from this, so that the plan does not depend on the machine while it keeps up. */
  timeLimitMs: number
  /** The clock ends nothing. */
  counted?: boolean
  signal?: AbortSignal
  /** A value that no plan exceeds: reached, nothing is left to improve. */
  upperBound: number
  /** Asked between portions: end now? */
  stop?: () => boolean
  /** What the linear bound says of each candidate, and how far that is from solved: those far below 0 are not proposed. */
  hint?: { gains: Float64Array; slack: number }
}

/** Moves go in portions, between which the clock and the signal are looked at. */
const PORTIONS = 60
/** A proposed move costs about so much, and this more per cell of a footprint, ns: 1.3 times what was measured, for slower machines. */
const MOVE_NS = 800
const CELL_NS = 1.7
/** Moves per chosen station after which a round of annealing finds nothing more, and another beginning does. */
const ROUND_MOVES = 30_000
const MOST_ROUNDS = 20
/** First and last temperature of a round, in parts of what a station covers in the mean; every other round begins hotter. */
const HOT = [0.05, 0.2]
const COLD = 0.008

/** Candidates are left out whose gain, prices off, is below 0 by more than this part of a station's mean share of all weight … */
const FOCUS = 0.05
/** … and this often a station's share of what the bound has still to fall. */
const UNSURE = 3

function focused(
  placed: PlacedCover,
  rules: CheckedRules,
  start: ArrayLike<number>,
  { gains, slack }: { gains: Float64Array; slack: number },
): CheckedRules {
  const limit = -(FOCUS * placed.total + UNSURE * slack) / Math.max(1, start.length)
  const usable = rules.usable.slice()
  for (let i = 0; i < usable.length; i++) if (gains[i] < limit) usable[i] = 0
  for (let k = 0; k < start.length; k++) usable[start[k]] = 1
  return { ...rules, usable }
}

/** How the time is shared between rounds. */
function roundsOf(moves: number, stations: number): number[] {
  const rounds = Math.min(MOST_ROUNDS, Math.floor(moves / (ROUND_MOVES * Math.max(1, stations))))
  return rounds < 3 ? [0.3, 0.7] : new Array(rounds).fill(1 / rounds)
}

/**
 * Improves a plan by interchange until no swap gains, then by annealed relocations and interchange again.
 * Never worse than what it is given. Returns the chosen set, must-haves first, in no other order.
 */
export async function improvePlan(
  placed: PlacedCover,
  rules: CheckedRules,
  start: ArrayLike<number>,
  { anneal, seed, timeLimitMs, counted = false, signal, upperBound, stop, hint }: ImproveOptions,
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
    const search = openSearch(placed, hint ? focused(placed, rules, start, hint) : rules, seed)
    search.restart(start)
    const settle = async (): Promise<void> => {
      while (search.objective < upperBound && search.interchange() > 0 && !late(1.2)) await turn()
    }
    await settle()
    let best = { chosen: search.chosen, objective: search.objective }
    const keep = (): void => {
      if (search.objective > best.objective) best = { chosen: search.chosen, objective: search.objective }
    }
    const total = (timeLimitMs * 1e6) / (MOVE_NS + CELL_NS * search.meanCells)
    const rounds = anneal ? roundsOf(total, best.chosen.length) : []
    let done = 0
    for (let round = 0; round < rounds.length && best.objective < upperBound && !late(1); round++) {
      const share = rounds[round]
      const moves = Math.floor((total * share) / PORTIONS) + 1
      const mean = best.objective / Math.max(1, best.chosen.length)
      const hot = mean * HOT[round % HOT.length]
      const at = (part: number): number => hot * ((mean * COLD) / hot) ** Math.min(1, part)
      search.restart(best.chosen)
      // Cooled by moves while the machine keeps up, by the clock where it does not, so that a round ends cold in any case.
      let part = 0
      while (part < 1 && !late(1.2)) {
        const elapsed = counted ? 0 : (performance.now() - begun) / timeLimitMs
        const next = Math.max(part + 1 / PORTIONS, Math.min(1, (elapsed - done) / share))
        search.anneal(moves, at(part), at(next))
        part = next
        keep()
        await turn()
      }
      done += share
      await settle()
      keep()
    }
    return best
  } finally {
    placed.core.arena.release(mark)
  }
}
