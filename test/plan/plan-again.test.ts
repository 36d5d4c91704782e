import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Proposal } from '../../src/plan/plan'
import { sentences } from '../sentences'
import { earlier, listed, places, square, withThreeCounties } from './three-counties'

const { planned, refusalOf } = withThreeCounties()

describe('an earlier plan', () => {
  test('kept ranks stay in front with place, band and cost; the rest is planned afresh', async () => {
    const first = await planned({ weights: { peoplePerStation: 150 } })
    expect(first.proposals).toHaveLength(8)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 8, max: 12 }), async (ranks, target) => {
        const again = await planned({ target, keep: earlier(first.proposals), keepRanks: [[1, ranks]] })
        expect(places(again).slice(0, ranks)).toEqual(places(first).slice(0, ranks))
        expect(again.proposals.slice(0, ranks).map(({ costCny }) => costCny)).toEqual(
          first.proposals.slice(0, ranks).map(({ costCny }) => costCny),
        )
        expect(new Set(places(again)).size).toBe(again.proposals.length)
        expect(again.constraints.kept).toBe(ranks)
        expect(again.objective).toBeLessThanOrEqual(again.upperBound + 1e-6)
      }),
      { numRuns: 4, examples: [[8, 9]] },
    )
  })

  test('a plan of another area, ranks beyond it, and more than the target are told', async () => {
    const first = await planned({ weights: { peoplePerStation: 150 } })
    expect(first.proposals).toHaveLength(8)
    const away = earlier(first.proposals).map((p) => ({ ...p, lon: p.lon + 3 }))
    expect((await refusalOf({ keep: away })).message).toMatch(
      /None of the 8 kept proposals lies in the area \(first: rank 1 at 121\..*Name the plan of this area/,
    )
    expect((await refusalOf({ keep: earlier(first.proposals), keepRanks: [[1, 9]] })).message).toMatch(
      /Ranks 1-9 are to stay, but the earlier plan ends at rank 8/,
    )
    expect((await refusalOf({ keep: earlier(first.proposals), target: 5 })).message).toMatch(
      /8 kept proposals and 0 must-haves are 3 more than the target of 5/,
    )
  })

  test('refused places are not built on, and what that costs is told', async () => {
    const first = await planned({ target: 4 })
    const refused = [{ rank: 1 }, { lon: first.proposals[2].lon, lat: first.proposals[2].lat, radiusM: 300 }]
    const again = await planned({ target: 4, keep: earlier(first.proposals), refused })
    const near = (a: Proposal, b: Proposal): number =>
      Math.hypot((a.lon - b.lon) * 111320 * Math.cos((24.92 * Math.PI) / 180), (a.lat - b.lat) * 110800)
    for (const proposal of again.proposals) {
      expect(near(proposal, first.proposals[0])).toBeGreaterThan(99)
      expect(near(proposal, first.proposals[2])).toBeGreaterThan(299)
    }
    const cost = again.constraints.refusals
    expect(cost).toMatchObject({ places: 2, keptLost: 2 })
    // What obeys the refusals could be built without them too, and so could the earlier plan.
    expect(cost!.without!.objective).toBeGreaterThanOrEqual(first.objective - 1e-6)
    expect(cost!.without!.objective).toBeGreaterThanOrEqual(cost!.with.objective)
    expect(sentences(again.warnings).join(' ')).toMatch(
      /2 places are refused \(2 of the stations to be kept\): that costs/,
    )
    expect(places(again).slice(0, 2)).toEqual([places(first)[1], places(first)[3]])
  })

  test('a refused place for which there is no other costs exactly what it would have brought', async () => {
    // Zones leave two places 5 km apart; one of them is refused.
    const [west, east] = [listed('W', 118.5501, 24.9301), listed('E', 118.6001, 24.9301)]
    const forbidden = [
      square(118.4, 24.8, 0.149, 0.3),
      square(118.551, 24.8, 0.048, 0.3),
      square(118.601, 24.8, 0.2, 0.3),
      ...[118.549, 118.599].flatMap((at) => [square(at, 24.8, 0.002, 0.1295), square(at, 24.9305, 0.002, 0.1)]),
    ]
    const rules = { candidates: [west, east], forbidden, target: 3, weights: { peoplePerStation: 1e6 } }
    const both = await planned(rules)
    expect(both.proposals.map(({ candidate }) => candidate).sort()).toEqual(['E', 'W'])
    const alone = await planned({ ...rules, candidates: [west] })
    const refused = await planned({ ...rules, refused: [{ site: 'E' }] })
    expect(refused.proposals.map(({ candidate }) => candidate)).toEqual(['W'])
    const { with: left, without } = refused.constraints.refusals!
    expect(without!.objective).toBeGreaterThan(left.objective)
    expect([left.objective, without!.objective]).toEqual([alone.objective, both.objective])
    expect(without!.people).toBeGreaterThan(left.people + 100)
    expect([left.stations, without!.stations]).toEqual([1, 2])
  })

  test('a refusal that names nothing known is told', async () => {
    expect((await refusalOf({ refused: [{ rank: 3 }] })).message).toMatch(
      /rank 3 is not known: no earlier plan is given/,
    )
    expect((await refusalOf({ refused: [{ site: 'S9' }] })).message).toMatch(/"S9" is neither a site.*did you mean S/)
  })

  test('a refused site gets no station of any stage', async () => {
    const more = { target: 60, weights: { peoplePerStation: 50 } }
    expect((await planned(more)).proposals.some(({ sharesSite }) => sharesSite === 'S0')).toBe(true)
    const plan = await planned({ ...more, refused: [{ site: 'S0' }] })
    expect(plan.proposals.map(({ sharesSite }) => sharesSite)).not.toContain('S0')
  })
})
