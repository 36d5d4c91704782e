import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AssignOptions, assignHouseholds, type Supply } from '../../src/fibre/assign-households'
import type { HomePoints } from '../../src/fibre/home-points'
import { buildRouteGraph, routesFrom, snapTo } from '../../src/fibre/route-graph'

const place = fc.record({
  lon: fc.double({ min: 118, max: 118.3, noNaN: true }),
  lat: fc.double({ min: 25, max: 25.3, noNaN: true }),
})
const home = fc.record({
  at: place,
  households: fc.oneof(fc.constant(0), fc.double({ min: 0.1, max: 40, noNaN: true })),
})
const supply: fc.Arbitrary<Supply> = fc
  .record({
    at: place,
    capacity: fc.integer({ min: 0, max: 120 }),
    reachM: fc.double({ min: 0, max: 30000, noNaN: true }),
  })
  .map(({ at, ...rest }) => ({ ...at, ...rest }))

function pointsOf(homes: { at: { lon: number; lat: number }; households: number }[]): HomePoints {
  return {
    village: Uint32Array.from(homes, (_, i) => i),
    lon: Float64Array.from(homes, (h) => h.at.lon),
    lat: Float64Array.from(homes, (h) => h.at.lat),
    households: Float64Array.from(homes, (h) => h.households),
  }
}

const cross: AssignOptions = {
  graph: buildRouteGraph([
    [
      [118, 25.15],
      [118.15, 25.15],
      [118.3, 25.15],
    ],
    [
      [118.15, 25],
      [118.15, 25.15],
      [118.15, 25.3],
    ],
  ]),
  snapM: 8000,
}

describe('assignHouseholds', () => {
  for (const [name, options] of [
    ['straight', {}],
    ['along lines', cross],
  ] as const) {
    it(`never takes a household's service away when a terminal is added (${name})`, () => {
      fc.assert(
        fc.property(
          fc.array(home, { maxLength: 30 }),
          fc.array(supply, { maxLength: 6 }),
          supply,
          (homes, supplies, extra) => {
            const points = pointsOf(homes)
            const before = assignHouseholds(points, supplies, options)
            const after = assignHouseholds(points, [...supplies, extra], options)
            homes.forEach((_, p) => {
              expect(after.served[p]).toBeGreaterThanOrEqual(before.served[p] - 1e-9)
              expect(after.reached[p]).toBeGreaterThanOrEqual(before.reached[p])
            })
          },
        ),
        { seed: 4 },
      )
    })

    it(`keeps to ports and to households (${name})`, () => {
      fc.assert(
        fc.property(fc.array(home, { maxLength: 30 }), fc.array(supply, { maxLength: 6 }), (homes, supplies) => {
          const points = pointsOf(homes)
          const result = assignHouseholds(points, supplies, options)
          const served = result.served.reduce((sum, v) => sum + v, 0)
          expect(result.load.reduce((sum, v) => sum + v, 0)).toBeCloseTo(served, 6)
          supplies.forEach((s, t) => {
            expect(result.load[t]).toBeLessThanOrEqual(s.capacity + 1e-9)
            expect(result.terminalFarthestM[t]).toBeLessThanOrEqual(s.reachM + 0.01)
          })
          for (const [p, h] of homes.entries()) expect(result.served[p]).toBeLessThanOrEqual(h.households + 1e-9)
          expect(assignHouseholds(points, supplies, options)).toEqual(result)
        }),
        { seed: 5 },
      )
    })
  }
})

describe('routes along lines', () => {
  // A square of 0.01° sides with one missing: a–b–c–d.
  const graph = buildRouteGraph([
    [
      [118, 25],
      [118.01, 25],
      [118.01, 25.01],
      [118, 25.01],
    ],
  ])!

  it('go round, not across', () => {
    const a = snapTo(graph, 118, 25, 50)!
    const d = snapTo(graph, 118, 25.01, 50)!
    const side = 0.01 * 111194.93
    expect(routesFrom(graph, a, Infinity)(d)).toBeCloseTo(
      side * (1 + Math.cos((25 * Math.PI) / 180) + Math.cos((25.01 * Math.PI) / 180)),
      0,
    )
    expect(routesFrom(graph, a, 2000)(d)).toBe(Infinity)
  })

  it('run between two places on one segment, drops included', () => {
    const from = snapTo(graph, 118.002, 25.0001, 50)!
    const to = snapTo(graph, 118.004, 24.9999, 50)!
    expect(routesFrom(graph, from, Infinity)(to)).toBeCloseTo(
      0.002 * 111194.93 * Math.cos((25 * Math.PI) / 180) + 2 * 11.12,
      1,
    )
  })

  it('do not snap from afar, and have no way between lines that do not touch', () => {
    expect(snapTo(graph, 118.005, 25.005, 50)).toBeNull()
    const two = buildRouteGraph([
      [
        [118, 25],
        [118.01, 25],
      ],
      [
        [118, 25.1],
        [118.01, 25.1],
      ],
    ])!
    expect(routesFrom(two, snapTo(two, 118, 25, 5)!, Infinity)(snapTo(two, 118, 25.1, 5)!)).toBe(Infinity)
  })
})
