import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Village } from '../../src/area/village'
import { type Core, openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import type { CoverageMap } from '../../src/coverage/coverage-map'
import { InputError } from '../../src/formats/input-error'
import { gridFor } from '../../src/grid/grid-for'
import type { Network } from '../../src/network/network'
import { DEFAULT_COSTS, stationCostCny } from '../../src/plan/cost'
import type { EarlierProposal } from '../../src/plan/earlier-plan'
import type { ForbiddenZone } from '../../src/plan/forbidden-zones'
import { zoneFinder } from '../../src/plan/forbidden-zones'
import type { Plan, Proposal } from '../../src/plan/plan'
import type { PlanInput } from '../../src/plan/plan-input'
import { planStations } from '../../src/plan/plan-stations'
import type { ListedCandidate } from '../../src/plan/read-candidates'
import { eastStructure, networkOf, villages as three, west } from './three-villages'

/** The three villages, each a county of its own. */
const villages: Village[] = three.map((village, i) => ({
  ...village,
  county: ['Westshire', 'Midshire', 'Eastshire'][i],
  countyCode: `35050${i}`,
}))

let core: Core
let bare: CoverageMap
let operated: CoverageMap
beforeAll(async () => {
  core = await openCore()
  const grid = gridFor(villages, { cellSizeM: 200 })
  const map = (network: Network) => computeCoverage({ grid, network, villages, core })
  bare = await map(networkOf(west, eastStructure))
  const network = networkOf(west, eastStructure, { lon: 118.56, lat: 24.905, band: 'n78' })
  network.stations.forEach((station, i) => {
    station.operator = ['CMCC', 'CTCC', 'CUCC'][i]
  })
  operated = await map(network)
})
afterAll(() => core.close())

const planned = (more: Partial<PlanInput> = {}, coverage = bare): Promise<Plan> =>
  planStations({ coverage, villages, target: 8, core, ...more })
const square = (west: number, south: number, width: number, height = width): ForbiddenZone => ({
  name: 'zone',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + width, south],
        [west + width, south + height],
        [west, south + height],
        [west, south],
      ],
    ],
  },
})
const listed = (id: string, lon: number, lat: number, more: Partial<ListedCandidate> = {}): ListedCandidate => ({
  id,
  name: '',
  lon,
  lat,
  costCny: Number.NaN,
  minHeightM: Number.NaN,
  maxHeightM: Number.NaN,
  owner: '',
  operator: '',
  bands: [],
  ...more,
})
const earlier = (proposals: Proposal[]): EarlierProposal[] => proposals.map((p) => ({ ...p }))
const places = (plan: Plan) => plan.proposals.map(({ lon, lat, band }) => `${lon.toFixed(6)} ${lat.toFixed(6)} ${band}`)
const refusalOf = async (more: Partial<PlanInput>, coverage = bare): Promise<InputError> => {
  try {
    await planned(more, coverage)
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('the plan was made')
}

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
    expect(plan.warnings.join(' ')).toMatch(/candidates lie in the 1 forbidden zones/)
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

describe('spacing', () => {
  const distanceM = (a: Proposal, b: Proposal): number =>
    Math.hypot((a.lon - b.lon) * 111320 * Math.cos((24.92 * Math.PI) / 180), (a.lat - b.lat) * 110800)
  const pairs = (proposals: Proposal[]) =>
    proposals.flatMap((a, i) => proposals.slice(i + 1).map((b) => distanceM(a, b)))

  test('stations for villages and for cover obey it; what it leaves no room for is told', async () => {
    const grid = gridFor(villages, { cellSizeM: 400 })
    const empty = await computeCoverage({ grid, network: networkOf(), villages, core })
    const free = await planned({ minSpacingM: 0, weights: { leastGainPeople: 1 } }, empty)
    expect(free.mustCover).toMatchObject({ failing: 3, passing: 3, unreachable: [] })
    const needed = free.mustCover.stations
    for (const minSpacingM of [0, 3000, 9000]) {
      const plan = await planned({ minSpacingM, weights: { leastGainPeople: 1 } }, empty)
      const cover = plan.proposals.filter(({ reason }) => reason === 'village' || reason === 'coverage')
      expect(cover.length).toBeGreaterThan(0)
      // Degrees to metres by a sphere: within half a per cent.
      for (const distance of pairs(cover)) expect(distance).toBeGreaterThan(0.995 * Math.max(25, minSpacingM))
      const { unreachable, passing, lowerBound, stations } = plan.mustCover
      expect(unreachable.every(({ why }) => why === 'constraints')).toBe(true)
      expect(passing).toBe(3 - unreachable.length)
      expect(lowerBound).toBeLessThanOrEqual(stations)
      if (unreachable.length === 0) expect(stations).toBeGreaterThanOrEqual(needed)
      expect(plan.objective).toBeLessThanOrEqual(plan.upperBound + 1e-6)
    }
  })

  test('a place gets one station for cover, also where no spacing is asked for; two must-haves may share it', async () => {
    const plan = await planned({ minSpacingM: 0, target: 60 })
    const cover = plan.proposals.filter(({ reason }) => reason === 'village' || reason === 'coverage')
    for (const distance of pairs(cover)) expect(distance).toBeGreaterThan(24)
    const both = ['n28', 'n41'].map((band) => listed(band, 118.53, 24.93, { wish: 'must', bands: [band] }))
    const twice = await planned({ minSpacingM: 0, target: 3, candidates: both })
    const [first, second] = twice.proposals
    expect([first, second].map(({ band, lon }) => `${band} ${lon}`)).toEqual(['n28 118.53', 'n41 118.53'])
    // The second goes on the tower of the first: radio and retrofit, as on any structure.
    expect([first.structure, second.structure]).toEqual(['tower', 'structure'])
    expect(second.costCny).toBe(stationCostCny(DEFAULT_COSTS, 'n41', 'structure', 0))
    expect(first.costCny).toBeGreaterThan(second.costCny)
    const own = await planned({ minSpacingM: 0, target: 2, candidates: [both[0], { ...both[1], costCny: 7 }] })
    expect(own.proposals[1].costCny).toBe(7)
    // On a kept tower likewise; one of the band that is kept there is built once.
    const keep = earlier([first])
    const again = await planned({ keep, target: 3, candidates: both })
    expect(again.proposals.slice(0, 2).map(({ band, structure }) => `${band} ${structure}`)).toEqual([
      ...['n28 tower', 'n41 structure'],
    ])
    expect(again.proposals.filter(({ lon }) => lon === 118.53)).toHaveLength(2)
  })

  test('what is left for later years obeys spacing and quotas', async () => {
    const narrow = await planned({ target: 1 })
    expect(narrow.saturation.laterStations).toBeGreaterThan(0)
    const wide = await planned({ target: 1, minSpacingM: 15_000 })
    expect(wide.saturation.laterStations).toBe(0)
    const quotas = { county: { Westshire: { max: 0 }, Midshire: { max: 0 }, Eastshire: { max: 1 } } }
    const closed = await planned({ target: 1, quotas })
    expect(closed.proposals.map(({ county }) => county)).toEqual(['Eastshire'])
    expect(closed.saturation).toMatchObject({ laterStations: 0, laterObjective: 0 })
  })
})

describe('quotas', () => {
  const counted = (plan: Plan, key: 'county' | 'operator') => {
    const counts: Record<string, number> = {}
    for (const proposal of plan.proposals) counts[proposal[key]] = (counts[proposal[key]] ?? 0) + 1
    return counts
  }

  test('per county and operator they hold exactly, or it is told why they cannot', async () => {
    const bounds = fc
      .record({ min: fc.integer({ min: 0, max: 4 }), more: fc.integer({ min: 0, max: 3 }) })
      .map(({ min, more }) => ({ min, max: min + more }))
    const county = fc.record({ Westshire: bounds, Midshire: bounds, 350502: bounds })
    const operator = fc.record({ CMCC: bounds, CBN: bounds })
    let made = 0
    await fc.assert(
      fc.asyncProperty(
        county,
        fc.option(operator),
        fc.integer({ min: 3, max: 12 }),
        async (counties, operators, target) => {
          const quotas = { county: counties, ...(operators ? { operator: operators } : {}) }
          let plan: Plan
          try {
            plan = await planned({ quotas, target, weights: { peoplePerStation: 150 } }, operated)
          } catch (error) {
            expect(error).toBeInstanceOf(InputError)
            expect((error as InputError).code).toBe('quota-unmet')
            expect((error as Error).message).toMatch(/too few|more than the \d+ stations|cannot be met together/)
            return
          }
          made++
          expect(plan.proposals.length).toBeLessThanOrEqual(target)
          const byCounty = counted(plan, 'county')
          for (const [name, { min, max }] of Object.entries(counties)) {
            const planned = byCounty[name === '350502' ? 'Eastshire' : name] ?? 0
            expect(planned).toBeGreaterThanOrEqual(min)
            expect(planned).toBeLessThanOrEqual(max)
          }
          const byOperator = counted(plan, 'operator')
          for (const [name, { min, max }] of Object.entries(operators ?? {})) {
            expect(byOperator[name] ?? 0).toBeGreaterThanOrEqual(min)
            expect(byOperator[name] ?? 0).toBeLessThanOrEqual(max)
          }
          for (const { kind, name, planned } of plan.constraints.quotas) {
            const counts = kind === 'county' ? byCounty : byOperator
            expect(planned).toBe(counts[name === '350502' ? 'Eastshire' : name] ?? 0)
          }
        },
      ),
      { numRuns: 16 },
    )
    expect(made).toBeGreaterThan(3)
  })

  test('a minimum is filled by relief before it is filled by a station that is worth nothing', async () => {
    const quotas = { county: { Westshire: { min: 2 } } }
    const plan = await planned({ quotas, weights: { peoplePerStation: 100 } })
    const west = plan.proposals.filter(({ county }) => county === 'Westshire')
    expect(west.length).toBeGreaterThanOrEqual(2)
    expect(west.map(({ reason }) => reason)).not.toContain('quota')
    const idle = await planned({
      quotas: { county: { Westshire: { min: 5 } } },
      weights: { peoplePerStation: 1e6, leastGainPeople: 1e6 },
    })
    expect(idle.proposals.filter(({ reason }) => reason === 'quota').length).toBeGreaterThan(0)
  })

  test('an operator whom nobody knows may build, and is told with the nearest names', async () => {
    const quotas = { operator: { CMC: { max: 1 }, CTCC: { max: 2 } } }
    const { warnings } = await planned({ quotas, target: 4 }, operated)
    expect(warnings.join(' ')).toMatch(/name the operator "CMC", of whom no station stands.*did you mean CMCC/)
    expect(warnings.join(' ')).not.toMatch(/the operator "CTCC"/)
  })

  test('an unknown county is told with the nearest names', async () => {
    expect((await refusalOf({ quotas: { county: { Westshir: { min: 1 } } } })).message).toMatch(
      /There is no county "Westshir"; did you mean Westshire/,
    )
  })

  test('quotas that cannot be met say which, and by how much', async () => {
    expect((await refusalOf({ quotas: { county: { Midshire: { min: 9 } } } })).message).toMatch(
      /the minima per county add up to 9, 1 more than the 8 stations/,
    )
    const many = await refusalOf({ target: 5000, quotas: { county: { Midshire: { min: 4000 } } } })
    expect(many.message).toMatch(/county Midshire needs at least 4000 stations and has \d+ candidates: \d+ too few\./)
    expect(many.path).toBe('quotas')
  })
})

describe('an earlier plan', () => {
  test('kept ranks stay in front with place, band and cost; the rest is planned afresh', async () => {
    const first = await planned()
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
      { numRuns: 4 },
    )
  })

  test('a plan of another area, ranks beyond it, and more than the target are told', async () => {
    const first = await planned()
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
    expect(again.warnings.join(' ')).toMatch(/2 places are refused \(2 of the stations to be kept\): that costs/)
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
    const list = [listed('H1', 118.53, 24.93), listed('H2', 24.93, 118.53), listed('H3', 2.35, 48.85)]
    const plan = await planned({ candidates: list })
    expect(plan.constraints.listed).toMatchObject({ given: 3, outside: 2 })
    expect(plan.warnings.join(' ')).toMatch(/2 of 3 candidates lie outside the area and were left out \(first: H2/)
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

describe('quarters', () => {
  test('hold no more than can be built; the rest goes to the next year and is told', async () => {
    const plan = await planned({ quarterCapacity: [1, 0, 2, 1] })
    expect(plan.proposals).toHaveLength(8)
    expect(plan.proposals.map(({ year, quarter }) => `${year}.${quarter}`)).toEqual([
      '1.1',
      '1.3',
      '1.3',
      '1.4',
      '2.1',
      '2.3',
      '2.3',
      '2.4',
    ])
    expect(plan.constraints.laterYears).toBe(4)
    expect(plan.warnings.join(' ')).toMatch(/4 of 8 stations exceed what can be built/)
    const even = await planned({ quarterCapacity: 3 })
    expect(even.proposals.filter(({ quarter }) => quarter === 1)).toHaveLength(3)
  })

  test('per county and operator they hold in each quarter, and each prefix gains what a recomputation finds', async () => {
    const grid = gridFor(villages, { cellSizeM: 200 })
    const level = Math.fround(operated.rule.rsrpDbm + operated.rule.marginDb)
    const hard = ({ rsrpDbm }: Pick<CoverageMap, 'rsrpDbm'>): number =>
      rsrpDbm.reduce((sum, v, i) => sum + (v >= level ? operated.people[i] : 0), 0)
    const few = fc.integer({ min: 1, max: 2 })
    const given = fc.record({ Eastshire: few, Midshire: few, CMCC: few, capacity: fc.integer({ min: 2, max: 4 }) })
    let moved = 0
    await fc.assert(
      fc.asyncProperty(given, async ({ Eastshire, Midshire, CMCC, capacity }) => {
        const quotas = {
          county: { Eastshire: { maxPerQuarter: Eastshire }, Midshire: { maxPerQuarter: Midshire, max: 5 } },
          operator: { CMCC: { maxPerQuarter: CMCC } },
        }
        const more = { target: 9, weights: { peoplePerStation: 150 } }
        const plan = await planned({ ...more, quotas, quarterCapacity: capacity }, operated)
        const counts = new Map<string, number>()
        let last = 0
        for (const { year, quarter, county, operator } of plan.proposals) {
          const at = 4 * year + quarter
          expect(at).toBeGreaterThanOrEqual(last)
          last = at
          for (const key of ['all', county, operator]) counts.set(`${at} ${key}`, (counts.get(`${at} ${key}`) ?? 0) + 1)
        }
        const most: Record<string, number> = { all: capacity, Eastshire, Midshire, CMCC }
        for (const [key, count] of counts) expect(count).toBeLessThanOrEqual(most[key.split(' ')[1]] ?? Infinity)
        for (const { name, maxPerQuarter, planned: n, builtLater } of plan.constraints.quotas) {
          const own = plan.proposals.filter(({ county, operator }) => county === name || operator === name)
          expect([maxPerQuarter, n]).toEqual([most[name] ?? null, own.length])
          expect(builtLater).toBe(own.filter(({ year }) => year > 1).length)
        }
        const gains = plan.proposals.map(({ gainPeople }) => gainPeople)
        if (gains.some((gain, i) => i > 0 && gain > gains[i - 1] + 1)) moved++
        const { network } = plan.after
        const first = operated.network.stations.length
        for (const { rank, cumulativePeople } of plan.proposals) {
          const stations = network.stations.slice(0, first + rank)
          const cells = network.cells.filter(({ station }) => station < stations.length)
          const prefix = await computeCoverage({ grid, network: { ...network, stations, cells }, villages, core })
          expect(hard(prefix) - hard(operated)).toBeCloseTo(cumulativePeople, 1)
        }
      }),
      { numRuns: 2, seed: 1 },
    )
    expect(moved).toBeGreaterThan(0)
  })

  test('per county they hold in the quarters of several years, and each year counts its own', async () => {
    const quotas = { county: { Eastshire: { maxPerQuarter: 1, min: 3 }, Midshire: { max: 2 } } }
    const plan = await planned({
      quotas,
      target: 7,
      laterTargets: [5],
      quarterCapacity: 2,
      weights: { peoplePerStation: 100 },
    })
    const at = plan.proposals.map(({ year, quarter }) => 4 * (year - 1) + quarter)
    expect([...at].sort((a, b) => a - b)).toEqual(at)
    for (const quarter of new Set(at)) {
      const own = plan.proposals.filter((_, i) => at[i] === quarter)
      expect(own.length).toBeLessThanOrEqual(2)
      expect(own.filter(({ county }) => county === 'Eastshire').length).toBeLessThanOrEqual(1)
    }
    const sum = (of: (year: Plan['years'][number]) => number) => plan.years.reduce((total, year) => total + of(year), 0)
    expect(sum(({ stations }) => stations)).toBe(plan.proposals.length)
    expect(sum(({ people }) => people)).toBeCloseTo(plan.proposals.at(-1)!.cumulativePeople, 6)
    for (const { quotas: rows } of plan.years) {
      expect(rows[0].planned).toBeGreaterThanOrEqual(3)
      expect(rows[1].planned).toBeLessThanOrEqual(2)
    }
    const [east] = plan.constraints.quotas
    expect(east.planned).toBe(plan.proposals.filter(({ county }) => county === 'Eastshire').length)
    expect(east.builtLater).toBe(sum(({ quotas: [row] }) => row.builtLater))
    expect(plan.constraints.laterYears).toBeGreaterThanOrEqual(east.builtLater)
    expect(plan.objective).toBeLessThanOrEqual(plan.upperBound + 1e-6)
  })

  test('what a county cannot build in a year is told', async () => {
    const quotas = { county: { Eastshire: { maxPerQuarter: 1 }, Midshire: { max: 0 }, Westshire: { max: 0 } } }
    const plan = await planned({ quotas, target: 6, quarterCapacity: 10, weights: { partialCover: 0 } })
    const [{ planned: n, builtLater }] = plan.constraints.quotas
    expect([n, builtLater]).toEqual([6, 2])
    expect(plan.warnings.join(' ')).toMatch(
      /Eastshire: 6 stations are 2 more than 1 a quarter build in a year; 2 are built after/,
    )
  })

  test('a capacity that builds nothing is refused', async () => {
    expect((await refusalOf({ quarterCapacity: 0 })).message).toMatch(/capacity per quarter is 0; expected/)
    expect((await refusalOf({ quarterCapacity: [1, 2] })).message).toMatch(/capacity per quarter is 1, 2/)
  })
})
