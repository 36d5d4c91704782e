import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listedCandidates } from '../../src/candidates/own-candidates'
import { standingIn } from '../../src/candidates/standing'
import { DEFAULT_COSTS, stationCostCny } from '../../src/constraints/cost'
import type { ListedCandidate } from '../../src/constraints/read-candidates'
import { type Core, openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import type { CoverageMap } from '../../src/coverage/coverage-map'
import { gridFor } from '../../src/grid/grid-for'
import { settingsOf } from '../../src/plan/plan-input'
import { planStations } from '../../src/plan/plan-stations'
import { networkOf, villages, west } from '../plan/three-villages'
import { sentences } from '../sentences'

let core: Core
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

const grid = gridFor(villages, { cellSizeM: 200 })
const M_PER_DEGREE = 111_320
const eastOf = (lon: number, lat: number, metres: number): number =>
  lon + metres / (M_PER_DEGREE * Math.cos((lat * Math.PI) / 180))

/** A map of 5G sites on a square grid of `count × count`, `apartM` metres apart, around the middle of the three villages. */
function townOf(count: number, apartM: number): Promise<CoverageMap> {
  const places = Array.from({ length: count * count }, (_, i) => ({
    lon: eastOf(118.56, 24.92, ((i % count) - (count - 1) / 2) * apartM),
    lat: 24.92 + ((Math.floor(i / count) - (count - 1) / 2) * apartM) / M_PER_DEGREE,
    band: 'n78',
  }))
  return computeCoverage({ grid, network: networkOf(...places), villages, core })
}

describe('how near a structure wins over a new one', () => {
  const toleranceAmong = async (count: number, apartM: number): Promise<number> => {
    const standing = standingIn(await townOf(count, apartM))
    const x = grid.originX + (grid.columns / 2) * grid.cellSizeM
    const y = grid.originY - (grid.rows / 2) * grid.cellSizeM
    return standing.shareToleranceM(standing.surroundingsAt([x], [y])[0], x, y)
  }

  test('300 m in the country, 100 m in town, 50 m where sites stand as near as in a dense town', async () => {
    expect(await toleranceAmong(3, 600)).toBe(300)
    expect(await toleranceAmong(7, 600)).toBe(100)
    expect(await toleranceAmong(12, 350)).toBe(50)
  })
})

describe('candidates of a list beside a structure', () => {
  const listed = (id: string, metresEast: number, more: Partial<ListedCandidate> = {}): ListedCandidate => ({
    id,
    name: '',
    lon: eastOf(118.6, 24.92, metresEast),
    lat: 24.92,
    costCny: 50_000,
    minHeightM: Number.NaN,
    maxHeightM: Number.NaN,
    owner: '',
    operator: '',
    bands: [],
    ...more,
  })
  const structure = { lon: 118.6, lat: 24.92, band: 'g900' }
  let map: CoverageMap
  beforeAll(async () => {
    map = await computeCoverage({ grid, network: networkOf(west, structure), villages, core })
  })
  const taken = (candidate: ListedCandidate, mayBuildAt = () => true) => {
    const settings = settingsOf({ coverage: map, villages, target: 1, candidates: [candidate] })
    const { candidates, warnings } = listedCandidates(map, settings, standingIn(map), mayBuildAt)
    expect(candidates).toHaveLength(1)
    return { ...candidates[0], warnings: sentences(warnings).join('\n') }
  }

  test('within 300 m in the country the structure wins, at its own place and cost', () => {
    const { site, kind, costCny, x, warnings } = taken(listed('L1', 250))
    expect({ site, kind }).toEqual({ site: 1, kind: 'structure' })
    expect(x).toBe(standingIn(map).ground.x[1])
    expect(costCny).toBe(stationCostCny(DEFAULT_COSTS, 'n28', 'structure', 0))
    expect(warnings).toContain('first: L1 on S1')
  })

  test('farther off, with a type, as a must-have, or where the structure is out of bounds, it stays where it was listed', () => {
    const stay = [
      taken(listed('L2', 350)),
      taken(listed('L3', 250, { kind: 'tower' })),
      taken(listed('L4', 250, { wish: 'must' })),
      taken(listed('L5', 250), () => false),
    ]
    for (const { site, costCny, x, warnings } of stay) {
      expect({ site, costCny, warnings }).toEqual({ site: -1, costCny: 50_000, warnings: '' })
      expect(x - standingIn(map).ground.x[1]).toBeGreaterThan(240)
    }
  })

  test('on the very structure the list has the say on the cost', () => {
    expect(taken(listed('L6', 10))).toMatchObject({ site: 1, costCny: 50_000, warnings: '' })
  })

  test('no found place of a plan stands within the tolerance of a structure', async () => {
    const coverage = await townOf(7, 600)
    const { proposals } = await planStations({ coverage, villages, target: 40, core })
    const x = (lon: number): number => (lon - 118.56) * M_PER_DEGREE * Math.cos((24.92 * Math.PI) / 180)
    const y = (lat: number): number => (lat - 24.92) * M_PER_DEGREE
    expect(proposals.some(({ sharesSite }) => sharesSite === null)).toBe(true)
    for (const { sharesSite, lon, lat } of proposals) {
      if (sharesSite !== null) continue
      const nearest = Math.min(
        ...coverage.network.sites.map((site) => Math.hypot(x(site.lon) - x(lon), y(site.lat) - y(lat))),
      )
      expect(nearest).toBeGreaterThan(99)
    }
  })
})

describe('the lattice over gaps', () => {
  test('half the spacing gives about four times the candidates; the plan of the finer one is no worse', async () => {
    const coverage = await computeCoverage({ grid, network: networkOf(west), villages, core })
    const plan = (candidateSpacingM: number) => planStations({ coverage, villages, target: 3, core, candidateSpacingM })
    const [coarse, fine] = [await plan(1600), await plan(800)]
    const ratio = fine.candidates.lattice / coarse.candidates.lattice
    expect(ratio).toBeGreaterThan(2.5)
    expect(ratio).toBeLessThan(5)
    expect(fine.upperBound).toBeGreaterThan(coarse.objective * 0.999)
  })

  test('a spacing that is no length is refused', async () => {
    const coverage = await computeCoverage({ grid, network: networkOf(west), villages, core })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, -5, Number.NaN, Number.POSITIVE_INFINITY), async (candidateSpacingM) => {
        await expect(planStations({ coverage, villages, target: 3, core, candidateSpacingM })).rejects.toMatchObject({
          code: 'bad-spacing',
          path: 'candidateSpacingM',
        })
      }),
    )
  })
})
