import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GAP_BLIND, GAP_CELLS, GAP_COLUMN, GAP_PEOPLE, GAP_PEOPLE_ROW, GAP_STRIDE } from '../../assembly/layout'
import { gapPairs, labelGaps } from '../../src/assess/label-gaps'
import { simplifyRings } from '../../src/assess/simplify-rings'
import { openCore } from '../../src/core/core'
import { mapOf } from '../assess/sample-map'
import { GRID, partition, villageInCells } from '../coverage/shapes'
import { contains, type Ring } from './polygon-twin'

const core = await openCore()
const { columns, rows } = GRID
const cells = columns * rows

/** Sets by flood fill from the north-west; `part` per cell bounds them. */
function flood(gap: boolean[], corners: boolean, part: (cell: number) => number): Uint32Array {
  const labels = new Uint32Array(gap.length)
  let sets = 0
  gap.forEach((isGap, first) => {
    if (!isGap || labels[first] > 0) return
    sets++
    const stack = [first]
    labels[first] = sets
    while (stack.length > 0) {
      const cell = stack.pop()!
      const [x, y] = [cell % columns, Math.floor(cell / columns)]
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (!corners && dx !== 0 && dy !== 0) continue
          const [nx, ny] = [x + dx, y + dy]
          if (nx < 0 || ny < 0 || nx >= columns || ny >= rows) continue
          const at = ny * columns + nx
          if (gap[at] && labels[at] === 0 && part(at) === part(cell)) {
            labels[at] = sets
            stack.push(at)
          }
        }
      }
    }
  })
  return labels
}

const villages = partition(columns, rows, 3, 2, [0.2, -0.3, 0.1, 0.35, -0.15]).map((shape, v) =>
  villageInCells(shape, { code: `v${v}`, population: 100 * (v + 1) }),
)
const small = partition(columns, rows, 3, 2, [0.2, -0.3, 0.1, 0.35, -0.15])
  .slice(0, 4)
  .map((shape, v) => villageInCells(shape, { code: `v${v}`, population: 100 * (v + 1) }))

const mask = fc.oneof(
  fc.array(fc.boolean(), { minLength: cells, maxLength: cells }),
  // Blobs with holes: a threshold on a smooth field.
  fc
    .tuple(
      fc.double({ min: 0.2, max: 1.4, noNaN: true }),
      fc.double({ min: 0.2, max: 1.4, noNaN: true }),
      fc.integer({ min: 0, max: 9 }),
    )
    .map(([a, b, shift]) =>
      Array.from(
        { length: cells },
        (_, i) => Math.sin((i % columns) * a + shift) + Math.cos(Math.floor(i / columns) * b) > 0,
      ),
    ),
)

/** Parts of the villages: all in one, or by township. */
const ONE = Uint32Array.from({ length: 7 }, (_, zone) => Number(zone > 0))
const partition3 = fc
  .array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 })
  .map((parts) => Uint32Array.from([0, ...parts]))

function labelled(covered: boolean[], connectivity: 4 | 8, list = villages, wanted?: Uint8Array, parts = ONE) {
  const map = mapOf(core, list, (c, r) => (covered[r * columns + c] ? -80 : (c + r) % 3 === 0 ? Number.NaN : -100 - c))
  return { map, gaps: labelGaps(core, map, { connectivity, blindDbm: -110, wanted, parts }) }
}

test.each([4, 8] as const)(
  'sets, their sums and their parts are those of a flood fill (%i neighbours)',
  (connectivity) => {
    fc.assert(
      fc.property(mask, mask, fc.boolean(), partition3, (covered, wish, masked, parts) => {
        const mark = core.arena.mark()
        const wanted = masked ? Uint8Array.from(wish, Number) : undefined
        const { map, gaps } = labelled(covered, connectivity, small, wanted, parts)
        const gap = covered.map((value, i) => !value && map.zones.zone[i] > 0 && (!wanted || wanted[i] === 1))
        const labels = flood(gap, connectivity === 8, (cell) => parts[map.zones.zone[cell]])
        expect(gaps.labels.view).toEqual(labels)
        const pairs = gapPairs(core, map, gaps)
        for (let set = 0; set < gaps.sets; set++) {
          const own = [...labels.keys()].filter((i) => labels[i] === set + 1)
          const sum = (offset: number): number => gaps.sums[(set * GAP_STRIDE + offset) / 8]
          expect(sum(GAP_CELLS)).toBe(own.length)
          expect(sum(GAP_BLIND)).toBe(own.filter((i) => !(map.rsrpDbm[i] >= -110)).length)
          const people = own.reduce((a, i) => a + map.people[i], 0)
          expect(sum(GAP_PEOPLE)).toBeCloseTo(people, 9)
          expect(sum(GAP_COLUMN)).toBeCloseTo(
            own.reduce((a, i) => a + (i % columns) + 0.5, 0),
            9,
          )
          expect(sum(GAP_PEOPLE_ROW)).toBeCloseTo(
            own.reduce((a, i) => a + map.people[i] * (Math.floor(i / columns) + 0.5), 0),
            6,
          )
        }
        const { spans, edges } = map.zones
        const area = new Map<string, number>()
        const add = (i: number, v: number, share: number): void => {
          if (labels[i] === 0) return
          const key = `${v} ${labels[i] - 1}`
          area.set(key, (area.get(key) ?? 0) + share)
        }
        small.forEach((_, v) => {
          for (let s = spans.offsets[v]; s < spans.offsets[v + 1]; s++) {
            for (let i = spans.start[s]; i < spans.end[s]; i++) add(i, v, 1)
          }
          for (let e = edges.offsets[v]; e < edges.offsets[v + 1]; e++) add(edges.cell[e], v, edges.fraction[e])
        })
        const got = new Map(Array.from(pairs.set, (set, p) => [`${pairs.village[p]} ${set}`, pairs.area[p]]))
        expect([...got.keys()].sort()).toEqual([...area.keys()].sort())
        for (const [key, value] of got) expect(value).toBeCloseTo(area.get(key)!, 9)
        core.arena.release(mark)
      }),
      { numRuns: 60 },
    )
  },
)

/** Rings of all sets, as the kernel leaves them. */
function ringsOf({ gaps }: ReturnType<typeof labelled>) {
  const { arena, kernels } = core
  const visited = arena.u8(cells)
  visited.view.fill(0)
  const capacity = gaps.runs * 8 + 8
  const points = arena.i32(capacity * 2)
  const ends = arena.u32(gaps.runs + 1)
  const sets = arena.u32(gaps.runs + 1)
  const keep = arena.u8(gaps.sets)
  keep.view.fill(1)
  const count = kernels.gapRings(
    gaps.labels.ptr,
    columns,
    rows,
    gaps.runs,
    gaps.runStart.ptr,
    gaps.runSet.ptr,
    keep.ptr,
    visited.ptr,
    points.ptr,
    capacity,
    ends.ptr,
    sets.ptr,
    gaps.runs + 1,
  )
  expect(count).toBeGreaterThanOrEqual(0)
  const ringEnds = ends.view.slice(0, count)
  return {
    lattice: { points: points.view.slice(0, count > 0 ? ringEnds[count - 1] * 2 : 0), ends: ringEnds },
    sets: sets.view.slice(0, count),
  }
}

/** True where any two sides of rings touch, other than neighbours at their common point. */
function crosses(rings: Ring[]): boolean {
  const sides = rings.flatMap((ring) => ring.map((b, i) => [ring[(i + ring.length - 1) % ring.length], b] as const))
  const turn = (a: [number, number], b: [number, number], c: [number, number]): number =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
  const on = (a: [number, number], b: [number, number], c: [number, number]): boolean =>
    turn(a, b, c) === 0 &&
    Math.min(a[0], b[0]) <= c[0] &&
    c[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= c[1] &&
    c[1] <= Math.max(a[1], b[1])
  for (let i = 0; i < sides.length; i++) {
    const [a, b] = sides[i]
    for (let j = i + 1; j < sides.length; j++) {
      const [c, d] = sides[j]
      if (b === c || a === d) {
        // Neighbours: they may not fold back on each other.
        if (on(a, b, b === c ? d : c) || on(c, d, b === c ? a : b)) return true
        continue
      }
      if (turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b)) return true
      if (on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b)) return true
    }
  }
  return false
}

const toRings = ({ points, ends }: { points: Int32Array; ends: Uint32Array }): Ring[] =>
  Array.from(ends, (to, r) => {
    const ring: Ring = []
    for (let p = r > 0 ? ends[r - 1] : 0; p < to; p++) ring.push([points[2 * p], points[2 * p + 1]])
    return ring
  })

test('outlines hold the cells of their set and no others, and never touch', () => {
  fc.assert(
    fc.property(mask, fc.constantFrom(4 as const, 8 as const), (covered, connectivity) => {
      const mark = core.arena.mark()
      const result = labelled(covered, connectivity)
      const { lattice, sets } = ringsOf(result)
      const rings = toRings(lattice)
      expect(crosses(rings)).toBe(false)
      const labels = result.gaps.labels.view.slice()
      for (let set = 0; set < result.gaps.sets; set++) {
        const own = rings.filter((_, r) => sets[r] === set)
        let area = 0
        labels.forEach((label, i) => {
          // A hair off the centre, through which diagonals of cut corners run.
          const [x, y] = [2 * (i % columns) + 1, 2 * Math.floor(i / columns) + 1]
          expect(contains([own], x + 1e-4, y + 2e-4)).toBe(label === set + 1)
          if (label === set + 1) area++
        })
        expect(area).toBeGreaterThan(0)
      }
      core.arena.release(mark)
    }),
    { numRuns: 25 },
  )
})

/** Its narrow tongues lie within the tolerance of the lines through their neighbours, and far from the sides between these. */
const tongues = [
  '########################',
  '#####........###########',
  '..................######',
  '......................##',
  '.......................#',
  '..................######',
  '####..........##########',
  '########..##############',
  '#####........###########',
  '#................#######',
  '......................##',
  '.......................#',
  '...................#####',
  '###............#########',
  '########..##############',
  '######......############',
  '#................#######',
  '.....................###',
].flatMap((row) => Array.from(row, (cell) => cell === '#'))

/** Half cells. */
const TOLERANCE = 1.2

test('simplified outlines have no more points, do not cross, and stay within the tolerance of four passes of the exact ones', () => {
  fc.assert(
    fc.property(mask, (covered) => {
      const mark = core.arena.mark()
      const { lattice } = ringsOf(labelled(covered, 8))
      const rings = simplifyRings(lattice, 2 * columns + 1, 2 * rows + 1, TOLERANCE)
      const exact = toRings(lattice)
      expect(crosses(rings)).toBe(false)
      expect(rings.length).toBe(exact.length)
      expect(rings.flat().length).toBeLessThanOrEqual(exact.flat().length)
      rings.forEach((ring, r) => {
        expect(ring.length).toBeGreaterThanOrEqual(Math.min(4, exact[r].length))
        for (const [x, y] of exact[r]) {
          let least = Infinity
          ring.forEach(([bx, by], i) => {
            const [ax, ay] = ring[(i + ring.length - 1) % ring.length]
            const t = Math.max(
              0,
              Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
            )
            least = Math.min(least, Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y))
          })
          expect(least).toBeLessThanOrEqual(4 * TOLERANCE)
        }
      })
      core.arena.release(mark)
    }),
    { numRuns: 60, examples: [[tongues]] },
  )
})
