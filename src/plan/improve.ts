import type { PlacedCover } from './cover-instance'
import type { CheckedRules } from './cover-rules'
import { openSearch } from './cover-search'

export interface ImproveOptions {
  anneal: boolean
  seed: number
  /** Moves are counted out from this, so that the plan does not depend on the machine while it keeps up. */
  timeLimitMs: number
  signal?: AbortSignal
  /** A value that no plan exceeds: reached, nothing is left to improve. */
  upperBound: number
  /** Asked between portions: end now? */
  stop?: () => boolean
}

/** Moves go in portions, between which the clock and the signal are looked at. */
const PORTIONS = 60
/** A proposed move costs about so much, and this more per cell of a footprint, ns (measured; times two for slower machines). */
const MOVE_NS = 300
const CELL_NS = 4

/**
 * Improves a plan by interchange until no swap gains, then by annealed relocations and interchange again.
 * Never worse than what it is given. Returns the chosen set, must-haves first, in no other order.
 */
export async function improvePlan(
  placed: PlacedCover,
  rules: CheckedRules,
  start: ArrayLike<number>,
  { anneal, seed, timeLimitMs, signal, upperBound, stop }: ImproveOptions,
): Promise<{ chosen: Uint32Array; objective: number }> {
  const mark = placed.core.arena.mark()
  const begun = performance.now()
  const late = (part: number): boolean => performance.now() - begun > timeLimitMs * part || (stop?.() ?? false)
  const turn = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve))
    signal?.throwIfAborted()
  }
  try {
    const search = openSearch(placed, rules, seed)
    search.restart(start)
    const settle = async (): Promise<void> => {
      while (search.objective < upperBound && search.interchange() > 0 && !late(1.2)) await turn()
    }
    await settle()
    let best = { chosen: search.chosen, objective: search.objective }
    const keep = (): void => {
      if (search.objective > best.objective) best = { chosen: search.chosen, objective: search.objective }
    }
    const rounds = anneal ? 3 : 0
    for (let round = 0; round < rounds && best.objective < upperBound && !late(1); round++) {
      const share = [0.15, 0.3, 0.55][round]
      const moves = Math.floor((timeLimitMs * share * 1e6) / (MOVE_NS + CELL_NS * search.meanCells) / PORTIONS) + 1
      const mean = best.objective / Math.max(1, best.chosen.length)
      const hot = mean * 0.05
      const cold = mean * 0.003
      search.restart(best.chosen)
      for (let portion = 0; portion < PORTIONS && !late(1.2); portion++) {
        const at = (part: number): number => hot * (cold / hot) ** part
        search.anneal(moves, at(portion / PORTIONS), at((portion + 1) / PORTIONS))
        keep()
        await turn()
      }
      await settle()
      keep()
    }
    return best
  } finally {
    placed.core.arena.release(mark)
  }
}
