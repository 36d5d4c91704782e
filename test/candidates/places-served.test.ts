import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesServed } from '../../src/candidates/places-served'

const range = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const part = fc.record({ demand: fc.nat(30), place: fc.nat(5), people: fc.integer({ min: 1, max: 9 }) })

test('each part goes to the first chosen candidate that covers it, the place with most of them first', () => {
  fc.assert(
    fc.property(fc.array(part), fc.array(fc.array(range, { maxLength: 3 }), { maxLength: 6 }), (given, ranges) => {
      const parts = given.sort((a, b) => a.demand - b.demand)
      const offsets = Uint32Array.from([0, ...ranges.map((_, i) => ranges.slice(0, i + 1).flat().length)])
      const spans = {
        offsets,
        start: Uint32Array.from(ranges.flat(), ([from]) => from),
        end: Uint32Array.from(ranges.flat(), ([, to]) => to),
      }
      const chosen = ranges.map((_, i) => ranges.length - 1 - i)
      const brought = chosen.map(() => new Map<number, number>())
      for (const { demand, place, people } of parts) {
        const first = chosen.findIndex((c) => ranges[c].some(([from, to]) => demand >= from && demand < to))
        if (first >= 0) brought[first].set(place, (brought[first].get(place) ?? 0) + people)
      }
      const served = placesServed(parts, spans, chosen)
      served.forEach((places, i) => {
        expect(places.toSorted()).toEqual([...brought[i].keys()].sort())
        const people = places.map((place) => brought[i].get(place)!)
        expect(people).toEqual(people.toSorted((a, b) => b - a))
      })
      expect(served).toHaveLength(chosen.length)
    }),
  )
})
