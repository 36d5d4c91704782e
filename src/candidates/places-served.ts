import type { Spans } from './footprints'

/** A part of a key place that lacks cover: the number of its demand, and what it counts as. */
export interface PlacePart {
  demand: number
  place: number
  people: number
}

/** For each chosen candidate the indices of the places of which it is the first to cover a part, those first of which it brings most. */
export function placesServed(parts: readonly PlacePart[], spans: Spans, chosen: readonly number[]): number[][] {
  const open = new Uint8Array(parts.length).fill(1)
  return chosen.map((c) => {
    const brought = new Map<number, number>()
    for (let k = spans.offsets[c]; k < spans.offsets[c + 1]; k++) {
      for (let i = firstFrom(parts, spans.start[k]); i < parts.length && parts[i].demand < spans.end[k]; i++) {
        const { place, people } = parts[i]
        if (open[i]) brought.set(place, (brought.get(place) ?? 0) + people)
        open[i] = 0
      }
    }
    return [...brought].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([place]) => place)
  })
}

/** Index of the first part whose demand is `least` or later. */
function firstFrom(parts: readonly PlacePart[], least: number): number {
  let [from, to] = [0, parts.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (parts[middle].demand < least) from = middle + 1
    else to = middle
  }
  return from
}
