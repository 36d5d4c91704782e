import type { Region } from '../core/core'
import * as layout from '../core/layout'
import type { PlacedCover } from './cover-instance'
import type { CheckedRules } from './cover-rules'

/** A chosen set in the core that swaps can be tried on. */
export interface Search {
  readonly objective: number
  readonly chosen: Uint32Array
  /** Weight below which this part of the chosen (must-haves aside) hold by themselves. */
  lossAt(part: number): number
  /** Starts again from this set (must-haves first). */
  restart(chosen: ArrayLike<number>): void
  /** One pass over all candidates, or over those with a fair chance since the last; returns how many came in. */
  interchange(all: boolean): number
  /** Proposes relocations at falling temperatures (in weight); returns how many were accepted. */
  anneal(moves: number, hot: number, cold: number): number
  /** What the chosen cost together, and what a unit of cost is worth to the annealing (0 without a budget). */
  readonly spent: number
  price: number
  /** Lets the annealing go beyond the budget by this part of it. */
  stretch(part: number): void
  /** Takes away what loses least per cost until the budget holds; whether it does. */
  trim(): boolean
  /** Takes away what holds less than this by itself, the weakest first; as many as are left then may be chosen from here on. Returns how many went. */
  shed(least: number): number
  /** Cells per footprint, mean: what a proposed move costs to evaluate. */
  readonly meanCells: number
}

/** Which candidates have a span in each block of 2^shift slots, laid out in the arena: with many candidates it is as large as the instance. */
function blocksOf(
  placed: PlacedCover,
  usable: Uint8Array,
): { shift: number; offsets: Region<Uint32Array>; ids: Region<Uint32Array>; cells: number } {
  const offsets = placed.offsets.view
  const spans = placed.spans.view
  let cells = 0
  for (let s = 0; s < spans.length; s += 2) cells += spans[s + 1] - spans[s]
  const mean = cells / Math.max(1, spans.length / 2)
  const shift = mean < 1.5 ? 0 : Math.min(8, Math.floor(Math.log2(mean)) + 2)
  const starts = new Uint32Array((placed.slots >>> shift) + 2)
  for (let candidate = 0; candidate < placed.candidates; candidate++) {
    if (!usable[candidate]) continue
    for (let s = offsets[candidate] * 2; s < offsets[candidate + 1] * 2; s += 2) {
      for (let block = spans[s] >>> shift; block <= (spans[s + 1] - 1) >>> shift; block++) starts[block + 1]++
    }
  }
  for (let block = 1; block < starts.length; block++) starts[block] += starts[block - 1]
  const { arena } = placed.core
  const blocks = { shift, offsets: arena.put(starts), ids: arena.u32(starts[starts.length - 1]), cells }
  // Laying out may have moved the memory.
  const [ids, from, pairs, fill] = [blocks.ids.view, placed.offsets.view, placed.spans.view, starts]
  for (let candidate = 0; candidate < placed.candidates; candidate++) {
    if (!usable[candidate]) continue
    for (let s = from[candidate] * 2; s < from[candidate + 1] * 2; s += 2) {
      for (let block = pairs[s] >>> shift; block <= (pairs[s + 1] - 1) >>> shift; block++)
        ids[fill[block]++] = candidate
    }
  }
  return blocks
}

/** What a unit of cost is worth: as much as the weaker of the chosen hold by themselves per cost. */
function priceOf({ costs, fixed }: CheckedRules, chosen: ArrayLike<number>, loss: Float64Array): number {
  const worth: number[] = []
  for (let k = fixed.length; k < chosen.length; k++) {
    if (costs![chosen[k]] > 0) worth.push(loss[chosen[k]] / costs![chosen[k]])
  }
  worth.sort((a, b) => a - b)
  return worth[Math.floor(worth.length / 10)] ?? 0
}

/** Lays out a search beside the instance; its memory goes with the arena's mark. */
export function openSearch(placed: PlacedCover, rules: CheckedRules, seed: number): Search {
  const { core, candidates, slots } = placed
  const { arena, kernels } = core
  const record = arena.u8(layout.COVER_SEARCH_BYTES)
  const blocks = blocksOf(placed, rules.usable)
  const sole = arena.u32(slots)
  const count = arena.u32(slots)
  const owners = arena.u32(slots)
  const loss = arena.f64(candidates)
  const overlap = arena.f64(candidates)
  const touched = arena.u32(candidates)
  const gains = arena.f64(candidates)
  const lack = arena.f64(candidates)
  const chosen = arena.u32(Math.min(rules.choose, candidates) + 1)
  const place = arena.u32(candidates)
  const usable = arena.put(rules.usable)
  const costs = rules.costs && rules.budget < Infinity ? arena.put(rules.costs) : undefined
  const partitions = rules.partitions.map(({ group, min, max, groups }) => ({
    group: arena.put(group),
    count: arena.i32(groups),
    min: arena.put(min),
    max: arena.put(max),
  }))
  const neighbours = rules.neighbours && {
    offsets: arena.put(rules.neighbours.offsets),
    ids: arena.put(rules.neighbours.ids),
    crowd: arena.i32(candidates),
  }

  const fields: [number, number][] = [
    [layout.COVER_WEIGHT, placed.weight.ptr],
    [layout.COVER_SOLE, sole.ptr],
    [layout.COVER_COUNT, count.ptr],
    [layout.COVER_OWNERS, owners.ptr],
    [layout.COVER_OFFSETS, placed.offsets.ptr],
    [layout.COVER_SPANS, placed.spans.ptr],
    [layout.COVER_CANDIDATES, candidates],
    [layout.COVER_SLOTS, slots],
    [layout.COVER_LOSS, loss.ptr],
    [layout.COVER_GAINS, gains.ptr],
    [layout.COVER_LACK, lack.ptr],
    [layout.COVER_OVERLAP, overlap.ptr],
    [layout.COVER_TOUCHED, touched.ptr],
    [layout.COVER_CHOSEN, chosen.ptr],
    [layout.COVER_FIXED_COUNT, rules.fixed.length],
    [layout.COVER_CHOOSE, Math.min(rules.choose, candidates)],
    [layout.COVER_PLACE, place.ptr],
    [layout.COVER_USABLE, usable.ptr],
    [layout.COVER_COSTS, costs?.ptr ?? 0],
    [layout.COVER_NEIGHBOUR_OFFSETS, neighbours?.offsets.ptr ?? 0],
    [layout.COVER_NEIGHBOUR_IDS, neighbours?.ids.ptr ?? 0],
    [layout.COVER_CROWD, neighbours?.crowd.ptr ?? 0],
    [layout.COVER_BLOCK_OFFSETS, blocks.offsets.ptr],
    [layout.COVER_BLOCK_IDS, blocks.ids.ptr],
    [layout.COVER_BLOCK_SHIFT, blocks.shift],
  ]
  partitions.forEach((partition, p) => {
    const base = p === 0 ? layout.COVER_GROUP_A : layout.COVER_GROUP_B
    fields.push([base, partition.group.ptr], [base + 4, partition.count.ptr])
    fields.push([base + 8, partition.min.ptr], [base + 12, partition.max.ptr])
  })
  const view = (): DataView => {
    const bytes = record.view
    return new DataView(bytes.buffer, bytes.byteOffset, layout.COVER_SEARCH_BYTES)
  }
  record.view.fill(0)
  for (const [offset, value] of fields) view().setUint32(offset, value, true)
  // The state of xorshift must not be zero, and neighbouring seeds should not start alike.
  view().setBigUint64(
    layout.COVER_RANDOM,
    ((BigInt(Math.floor(seed) >>> 0) + 1n) * 0x9e3779b97f4a7c15n) & (2n ** 64n - 1n),
    true,
  )

  const budget = rules.budget + Math.abs(rules.budget) * 1e-12
  const spent = (): number => view().getFloat64(layout.COVER_SPENT, true)
  return {
    get objective() {
      return view().getFloat64(layout.COVER_OBJECTIVE, true)
    },
    get chosen() {
      return chosen.view.slice(0, view().getUint32(layout.COVER_CHOSEN_COUNT, true))
    },
    lossAt(part) {
      const all = loss.view
      const held = Float64Array.from(this.chosen.subarray(rules.fixed.length), (id) => all[id]).sort()
      return held[Math.floor(part * held.length)] ?? 0
    },
    restart(set) {
      for (const region of [sole, count, owners, loss, overlap, place] as Region<Uint32Array | Float64Array>[])
        region.view.fill(0)
      for (const partition of partitions) partition.count.view.fill(0)
      neighbours?.crowd.view.fill(0)
      const at = view()
      at.setUint32(layout.COVER_CHOSEN_COUNT, 0, true)
      at.setFloat64(layout.COVER_OBJECTIVE, 0, true)
      at.setFloat64(layout.COVER_SPENT, 0, true)
      at.setFloat64(layout.COVER_BUDGET, budget, true)
      for (let k = 0; k < set.length; k++) kernels.coverAdd(record.ptr, set[k])
      view().setFloat64(layout.COVER_PRICE, costs ? priceOf(rules, set, loss.view) : 0, true)
    },
    interchange(all) {
      if (all) lack.view.fill(0)
      const { residual, prefix, lines, lineCount, offsets, spans } = placed
      kernels.coverOpen(record.ptr, residual.ptr)
      kernels.coverPrefix(residual.ptr, prefix.ptr, lines.ptr, 0, lineCount)
      kernels.coverGains(prefix.ptr, offsets.ptr, spans.ptr, 0, candidates, gains.ptr)
      return kernels.coverInterchange(record.ptr, 0, candidates)
    },
    get spent() {
      return spent()
    },
    get price() {
      return view().getFloat64(layout.COVER_PRICE, true)
    },
    set price(value) {
      view().setFloat64(layout.COVER_PRICE, costs ? value : 0, true)
    },
    stretch: (part) => view().setFloat64(layout.COVER_BUDGET, budget + Math.abs(rules.budget) * part, true),
    trim() {
      if (costs && spent() > budget) kernels.coverTrim(record.ptr)
      return !costs || spent() <= budget
    },
    shed: (least) => kernels.coverShed(record.ptr, least),
    anneal: (moves, hot, cold) => kernels.coverAnneal(record.ptr, moves, hot, cold),
    meanCells: blocks.cells / candidates,
  }
}
