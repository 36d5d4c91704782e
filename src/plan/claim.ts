import type { Core } from '../core/core'
import type { Candidate } from './candidate'
import type { Demand } from './demand'
import type { Spans } from './footprints'
import type { ProposalReason } from './plan'

/** A chosen candidate with its reason and its gain. */
export interface Pick {
  candidate: Candidate
  reason: ProposalReason
  gainPeople: number
  gainVillages: number
  reliefPeople: number
}

/** What each chosen candidate adds after those before it: residents by the kernel, villages whose last failing point it covers. */
export function claim(core: Core, demand: Demand, spans: Spans, candidates: Candidate[], chosen: number[]): Pick[] {
  const { arena, kernels } = core
  const mark = arena.mark()
  const taken = arena.u8(demand.weights.length)
  taken.view.fill(0)
  const longest = chosen.reduce((most, c) => Math.max(most, spans.offsets[c + 1] - spans.offsets[c]), 1)
  const pairs = arena.u32(2 * longest)
  const open = new Map<number, number>()
  for (const village of demand.pointVillage) open.set(village, (open.get(village) ?? 0) + 1)
  const picks = chosen.map((c): Pick => {
    const view = pairs.view
    const [from, to] = [spans.offsets[c], spans.offsets[c + 1]]
    let gainVillages = 0
    const done = taken.view
    for (let k = from; k < to; k++) {
      view[2 * (k - from)] = spans.start[k]
      view[2 * (k - from) + 1] = spans.end[k]
      const point = spans.start[k] - demand.placed.pointBase
      if (point < 0 || done[spans.start[k]]) continue
      const village = demand.pointVillage[point]
      const left = open.get(village)! - 1
      open.set(village, left)
      if (left === 0) gainVillages++
    }
    const gainPeople = kernels.claimSpans(pairs.ptr, to - from, demand.people.ptr, taken.ptr)
    const reason = gainVillages > 0 ? 'village' : 'coverage'
    return { candidate: candidates[c], reason, gainPeople, gainVillages, reliefPeople: 0 }
  })
  arena.release(mark)
  return picks
}
