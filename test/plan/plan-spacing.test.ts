import { describe, expect, test } from 'vitest'
import { DEFAULT_COSTS, stationCostCny } from '../../src/constraints/cost'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import { gridFor } from '../../src/grid/grid-for'
import type { Proposal } from '../../src/plan/plan'
import { earlier, listed, villages, withThreeCounties } from './three-counties'
import { networkOf } from './three-villages'

const counties = withThreeCounties()
const { planned } = counties

describe('spacing', () => {
  const distanceM = (a: Proposal, b: Proposal): number =>
    Math.hypot((a.lon - b.lon) * 111320 * Math.cos((24.92 * Math.PI) / 180), (a.lat - b.lat) * 110800)
  const pairs = (proposals: Proposal[]) =>
    proposals.flatMap((a, i) => proposals.slice(i + 1).map((b) => distanceM(a, b)))

  test('stations for villages and for cover obey it; what it leaves no room for is told', async () => {
    const grid = gridFor(villages, { cellSizeM: 400 })
    const empty = await computeCoverage({ grid, network: networkOf(), villages, core: counties.maps.core })
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
