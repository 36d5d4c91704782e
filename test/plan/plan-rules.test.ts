import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { zoneFinder } from '../../src/constraints/forbidden-zones'
import type { InputError } from '../../src/formats/input-error'
import { sentences } from '../sentences'
import { listed, places, square, withThreeCounties } from './three-counties'

const { planned, refusalOf } = withThreeCounties()

describe('forbidden zones', () => {
  test('no proposal ever stands inside one', async () => {
    const zone = fc.record({
      west: fc.double({ min: 118.48, max: 118.62, noNaN: true }),
      south: fc.double({ min: 24.89, max: 24.94, noNaN: true }),
      width: fc.double({ min: 0.001, max: 0.06, noNaN: true }),
      height: fc.double({ min: 0.001, max: 0.03, noNaN: true }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(zone, { minLength: 1, maxLength: 4 }), async (squares) => {
        const forbidden = squares.map((s) => square(s.west, s.south, s.width, s.height))
        const zoneAt = zoneFinder(forbidden)
        const plan = await planned({ forbidden, target: 20, weights: { peoplePerStation: 100 } }).catch((error) => {
          if ((error as InputError).code === 'zones-cover-all') return null
          throw error
        })
        for (const { lon, lat } of plan?.proposals ?? []) expect(zoneAt(lon, lat)).toBeUndefined()
      }),
      { numRuns: 8 },
    )
  })

  test('what falls to a zone is counted and told; a site in a zone does not stand in for new ones', async () => {
    const zone = square(118.599, 24.919, 0.002)
    // The structure in the zone is all that so little money buys.
    const open = await planned({ budgetCny: 100_000 })
    expect(open.proposals.map(({ sharesSite }) => sharesSite)).toContain('S1')
    const plan = await planned({ target: 40, forbidden: [zone] })
    expect(plan.constraints.forbiddenZones).toEqual({ zones: 1, candidatesRemoved: expect.any(Number), keptRemoved: 0 })
    expect(plan.constraints.forbiddenZones?.candidatesRemoved).toBeGreaterThan(0)
    expect(sentences(plan.warnings).join(' ')).toMatch(/candidates lie in the 1 forbidden zone and were taken out/)
    expect(plan.proposals.map(({ sharesSite }) => sharesSite)).not.toContain('S1')
    expect(plan.proposals.map(({ village }) => village)).toContain('East')
  })

  test('zones over everything, and a must-have in a zone, are told', async () => {
    const all = { ...square(118, 24, 1, 1.5), name: 'everything' }
    expect(await refusalOf({ forbidden: [all] })).toMatchObject({ code: 'zones-cover-all' })
    const must = listed('H1', 118.55, 24.92, { wish: 'must' })
    expect((await refusalOf({ forbidden: [all], candidates: [must] })).message).toBe(
      'The must-have H1 lies in the forbidden zone "everything"; move it, or change the zone.',
    )
  })
})

describe("the user's list", () => {
  test('a must-have is in every plan, with its cost, height, band, owner and operator', async () => {
    const must = listed('H1', 118.5301, 24.9301, {
      wish: 'must',
      costCny: 12345,
      minHeightM: 50,
      maxHeightM: 60,
      bands: ['n41', 'n28'],
      owner: 'School',
      operator: 'CBN',
      kind: 'rooftop',
    })
    const plan = await planned({ candidates: [must] })
    expect(plan.proposals[0]).toMatchObject({
      rank: 1,
      lon: 118.5301,
      lat: 24.9301,
      costCny: 12345,
      heightM: 50,
      band: 'n28',
      owner: 'School',
      operator: 'CBN',
      candidate: 'H1',
      structure: 'rooftop',
    })
    expect(plan.constraints.listed).toEqual({ given: 1, outside: 0, chosen: 1 })
    const high = await planned({ candidates: [{ ...must, minHeightM: Number.NaN, maxHeightM: 22 }] })
    expect(high.proposals[0].heightM).toBe(22)
  })

  test('a must-not place gets nothing', async () => {
    const first = await planned({ target: 3 })
    const unwanted = first.proposals.map(({ lon, lat, rank }) => listed(`N${rank}`, lon, lat, { wish: 'must-not' }))
    const again = await planned({ target: 3, candidates: unwanted })
    for (const place of places(first)) expect(places(again)).not.toContain(place)
  })

  test('weights beyond what can be counted, and ones that are none, are told', async () => {
    expect(await refusalOf({ weights: { villagePeople: 1e10 } })).toMatchObject({
      code: 'bad-weights',
      path: 'weights',
    })
    expect((await refusalOf({ weights: { areaPeoplePerKm2: 1e9 } })).message).toMatch(/areaPeoplePerKm2 makes up/)
    expect((await refusalOf({ weights: { leastGainPeople: -1 } })).message).toMatch(/leastGainPeople is "-1"/)
  })

  test('places outside are told with their number; none inside is an error', async () => {
    const list = [listed('H1', 118.53, 24.93), listed('H2', 24.93, 18.53), listed('H3', 2.35, 48.85)]
    const plan = await planned({ candidates: list })
    expect(plan.constraints.listed).toMatchObject({ given: 3, outside: 2 })
    expect(sentences(plan.warnings).join(' ')).toMatch(
      /2 of 3 candidates lie outside the area and were left out \(first: H2/,
    )
    expect((await refusalOf({ candidates: list.slice(1) })).message).toMatch(
      /None of the 2 listed candidates lies in the area.*Check the datum/,
    )
  })

  test('contradictions are told', async () => {
    const must = listed('H1', 118.53, 24.93, { wish: 'must' })
    const not = listed('H2', 118.53, 24.93, { wish: 'must-not' })
    expect((await refusalOf({ candidates: [must, not] })).message).toMatch(/H1 stands on the same place as H2/)
    expect((await refusalOf({ candidates: [must], refused: [{ site: 'H1' }] })).message).toMatch(
      /H1 stands within 100 m of the refused place H1/,
    )
  })

  test('a budget below the cheapest site says by how much', async () => {
    expect((await refusalOf({ budgetCny: 50_000 })).message).toMatch(/budget of 50000 is 45000 below the cheapest/)
    const must = listed('H1', 118.53, 24.93, { wish: 'must', costCny: 300_000 })
    expect((await refusalOf({ candidates: [must], budgetCny: 200_000 })).message).toMatch(
      /must-haves cost 300000, 100000 more than the budget/,
    )
  })

  test('more candidates, stations or budget never lower the objective', async () => {
    const place = fc.record({
      lon: fc.double({ min: 118.5, max: 118.62, noNaN: true }),
      lat: fc.double({ min: 24.9, max: 24.94, noNaN: true }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(place, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        async (list, target) => {
          const candidates = list.map(({ lon, lat }, i) => listed(`H${i}`, lon, lat))
          const fewer = await planned({ target, minSpacingM: 0 })
          const more = await planned({ target, minSpacingM: 0, candidates })
          expect(more.objective).toBeGreaterThanOrEqual(fewer.objective - 1e-6)
          const longer = await planned({ target: target + 1, minSpacingM: 0, candidates })
          expect(longer.objective).toBeGreaterThanOrEqual(more.objective - 1e-6)
        },
      ),
      { numRuns: 5 },
    )
  })
})
