import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { highGround } from '../../src/candidates/high-ground'
import { DEFAULT_WEIGHTS } from '../../src/constraints/plan-weights'
import { type Core, openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import type { CoverageMap } from '../../src/coverage/coverage-map'
import { strideOf } from '../../src/coverage/tiles'
import { gridFor } from '../../src/grid/grid-for'
import { planStations } from '../../src/plan/plan-stations'
import { hills, networkOf, villages, west } from '../plan/three-villages'

let core: Core
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

interface Ground {
  columns: number
  rows: number
  heights: number[]
  zone: number[]
}
const ground = fc.tuple(fc.integer({ min: 1, max: 19 }), fc.integer({ min: 1, max: 17 })).chain(([columns, rows]) =>
  fc.record<Ground>({
    columns: fc.constant(columns),
    rows: fc.constant(rows),
    heights: fc.array(fc.oneof(fc.integer({ min: -1, max: 6 }), fc.constant(Number.NaN)), {
      minLength: columns * rows,
      maxLength: columns * rows,
    }),
    zone: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: columns * rows, maxLength: columns * rows }),
  }),
)

/** Cell by cell: in a village, higher than all around (of equals the first), risen enough. */
function summitsOf({ columns, rows, heights, zone }: Ground, reach: number, riseM: number): number[] {
  const height = (row: number, column: number): number => heights[row * columns + column] || 0
  const found: number[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const own = height(row, column)
      if (zone[row * columns + column] === 0) continue
      let lowest = own
      let isHighest = true
      for (let r = Math.max(0, row - reach); r <= Math.min(rows - 1, row + reach); r++) {
        for (let c = Math.max(0, column - reach); c <= Math.min(columns - 1, column + reach); c++) {
          lowest = Math.min(lowest, height(r, c))
          if (height(r, c) > own || (height(r, c) === own && r * columns + c < row * columns + column))
            isHighest = false
        }
      }
      if (isHighest && own - lowest >= riseM) found.push(row * columns + column)
    }
  }
  return found
}

describe('the kernels', () => {
  test('summits are those found cell by cell', () => {
    fc.assert(
      fc.property(ground, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 4 }), (made, reach, riseM) => {
        const mark = core.arena.mark()
        const stride = made.columns + 3
        const padded = new Float32Array(stride * made.rows).fill(99)
        for (let row = 0; row < made.rows; row++) {
          padded.set(made.heights.slice(row * made.columns, (row + 1) * made.columns), row * stride)
        }
        const terrain = core.arena.put(padded)
        const zone = core.arena.put(Uint32Array.from(made.zone))
        const out = core.arena.u32(made.columns * made.rows)
        const { columns, rows } = made
        const count = core.kernels.summitCells(terrain.ptr, zone.ptr, columns, rows, stride, reach, riseM, out.ptr)
        const found = Array.from(out.view.subarray(0, count)).sort((a, b) => a - b)
        core.arena.release(mark)
        expect(found).toEqual(summitsOf(made, reach, riseM))
      }),
    )
  })

  test('what is seen is the sum over the seen demand cells', () => {
    const cells = fc.record({
      radius: fc.integer({ min: 1, max: 4 }),
      row: fc.integer({ min: 0, max: 6 }),
      column: fc.integer({ min: 0, max: 8 }),
      seen: fc.array(fc.constantFrom(0, 1, Number.NaN), { minLength: 81, maxLength: 81 }),
      demand: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 63, maxLength: 63 }),
      people: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 63, maxLength: 63 }),
    })
    fc.assert(
      fc.property(cells, ({ radius, row, column, seen, demand, people }) => {
        const side = 2 * radius + 1
        let expected = 0
        for (let r = 0; r < 7; r++) {
          for (let c = 0; c < 9; c++) {
            const [down, right] = [r - row + radius, c - column + radius]
            if (down < 0 || right < 0 || down >= side || right >= side || seen[down * side + right] !== 1) continue
            const mark = demand[r * 9 + c]
            if (mark > 0) expected += people[r * 9 + c] + 0.5 + (mark === 2 ? 3 : 0)
          }
        }
        const mark = core.arena.mark()
        const window = core.arena.put(Float32Array.from(seen.slice(0, side * side)))
        const marks = core.arena.put(Uint8Array.from(demand))
        const residents = core.arena.put(Float32Array.from(people))
        const { seenDemand } = core.kernels
        const value = seenDemand(window.ptr, radius, column, row, 9, 7, marks.ptr, residents.ptr, 0.5, 3)
        core.arena.release(mark)
        expect(value).toBe(expected)
      }),
    )
  })
})

describe('hills with a view of a gap', () => {
  const columns = 120
  const rows = 60
  const at = (column: number, row: number): number => row * columns + column
  /** A plain at 10 m on cells of 100 m. In the west a hill; in the east another within a rim of 300 m that is nobody's land; the gap lies between. */
  const made = (): { coverage: CoverageMap; heights: Float32Array; demand: Uint8Array } => {
    const cellSizeM = 100
    const grid = { crs: 'EPSG:32650', originX: 500_000, originY: 2_800_000, cellSizeM, columns, rows }
    const heights = new Float32Array(strideOf(grid) * rows).fill(10)
    const zone = new Uint32Array(columns * rows).fill(1)
    const demand = new Uint8Array(columns * rows)
    const cone = (column: number, row: number, topM: number): void => {
      for (let r = row - 3; r <= row + 3; r++) {
        for (let c = column - 3; c <= column + 3; c++) {
          heights[r * strideOf(grid) + c] = topM - 15 * Math.hypot(r - row, c - column)
        }
      }
    }
    cone(30, 30, 90)
    cone(90, 30, 90)
    for (let r = 18; r <= 42; r++) {
      for (let c = 78; c <= 102; c++) {
        const ring = Math.max(Math.abs(r - 30), Math.abs(c - 90))
        if (ring < 10) continue
        heights[r * strideOf(grid) + c] = 300
        zone[at(c, r)] = 0
      }
    }
    for (let r = 20; r < 40; r++) for (let c = 50; c < 70; c++) demand[at(c, r)] = 1
    const people = new Float32Array(columns * rows)
    return { coverage: { grid, people, zones: { zone }, rule: {} } as unknown as CoverageMap, heights, demand }
  }
  const found = async (weights = DEFAULT_WEIGHTS): Promise<number[]> => {
    const { coverage, heights, demand } = made()
    const mark = core.arena.mark()
    const [terrainM, wanted] = [core.arena.put(heights), core.arena.put(demand)]
    const known = Uint32Array.of(at(60, 30))
    const input = { coverage, demand: wanted, terrainM, weights, band: 'n28', known }
    const cells = await highGround(core, input, {})
    core.arena.release(mark)
    return cells
  }

  test('one that overlooks it from outside is a candidate; one that the rim hides it from is none', async () => {
    expect(await found()).toEqual([at(30, 30)])
  })

  test('what is seen must be worth a station', async () => {
    // 4 km² of land, of which the hill sees at the most all.
    expect(await found({ ...DEFAULT_WEIGHTS, areaPeoplePerKm2: 1 })).toEqual([])
    expect(await found({ ...DEFAULT_WEIGHTS, areaPeoplePerKm2: 0, leastGainPeople: 0 })).toEqual([])
  })

  test('they enter the plan where elevation is known', async () => {
    const terrain = hills()
    const grid = gridFor(villages, { cellSizeM: 100 })
    const coverage = await computeCoverage({ grid, network: networkOf(west), villages, terrain, core })
    const plan = await planStations({ coverage, villages, terrain, target: 3, core })
    const flat = await planStations({ coverage, villages, target: 3, core })
    expect(plan.candidates.hill).toBeGreaterThan(0)
    expect(flat.candidates.hill).toBe(0)
  })
})
