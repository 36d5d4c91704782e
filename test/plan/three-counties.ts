import { afterAll, beforeAll } from 'vitest'
import type { Village } from '../../src/area/village'
import type { EarlierProposal } from '../../src/constraints/earlier-plan'
import type { ForbiddenZone } from '../../src/constraints/forbidden-zones'
import type { ListedCandidate } from '../../src/constraints/read-candidates'
import { type Core, openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import type { CoverageMap } from '../../src/coverage/coverage-map'
import { InputError } from '../../src/formats/input-error'
import { gridFor } from '../../src/grid/grid-for'
import type { Network } from '../../src/network/network'
import type { Plan, Proposal } from '../../src/plan/plan'
import type { PlanInput } from '../../src/plan/plan-input'
import { planStations } from '../../src/plan/plan-stations'
import { eastStructure, networkOf, villages as three, west } from './three-villages'

/** The three villages, each a county of its own. */
export const villages: Village[] = three.map((village, i) => ({
  ...village,
  county: ['Westshire', 'Midshire', 'Eastshire'][i],
  countyCode: `35050${i}`,
}))

/** Maps of the three counties, and plans on them. */
interface ThreeCounties {
  core: Core
  /** One station and one structure stand; then also two more operators'. */
  bare: CoverageMap
  operated: CoverageMap
  planned(more?: Partial<PlanInput>, coverage?: CoverageMap): Promise<Plan>
  /** The error with which a plan is refused. */
  refusalOf(more: Partial<PlanInput>, coverage?: CoverageMap): Promise<InputError>
}

async function threeCounties(): Promise<ThreeCounties> {
  const core = await openCore()
  const grid = gridFor(villages, { cellSizeM: 200 })
  // The scenes were laid out for what this model covers.
  const map = (network: Network) => computeCoverage({ grid, network, villages, core, model: 'auto-2026' })
  const bare = await map(networkOf(west, eastStructure))
  const network = networkOf(west, eastStructure, { lon: 118.56, lat: 24.905, band: 'n78' })
  network.stations.forEach((station, i) => {
    station.operator = ['CMCC', 'CTCC', 'CUCC'][i]
  })
  const operated = await map(network)
  const planned = (more: Partial<PlanInput> = {}, coverage = bare): Promise<Plan> =>
    planStations({ coverage, villages, target: 8, core, ...more })
  const refusalOf = async (more: Partial<PlanInput>, coverage = bare): Promise<InputError> => {
    try {
      await planned(more, coverage)
    } catch (error) {
      if (error instanceof InputError) return error
      throw error
    }
    throw new Error('the plan was made')
  }
  return { core, bare, operated, planned, refusalOf }
}

/** The three counties for all tests of a file: opened before them, closed after. */
export function withThreeCounties(): Pick<ThreeCounties, 'planned' | 'refusalOf'> & { readonly maps: ThreeCounties } {
  let counties: ThreeCounties
  beforeAll(async () => {
    counties = await threeCounties()
  })
  afterAll(() => counties.core.close())
  return {
    planned: (...args) => counties.planned(...args),
    refusalOf: (...args) => counties.refusalOf(...args),
    get maps() {
      return counties
    },
  }
}

export const square = (west: number, south: number, width: number, height = width): ForbiddenZone => ({
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

export const listed = (id: string, lon: number, lat: number, more: Partial<ListedCandidate> = {}): ListedCandidate => ({
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

export const earlier = (proposals: Proposal[]): EarlierProposal[] => proposals.map((p) => ({ ...p }))

export const places = (plan: Plan) =>
  plan.proposals.map(({ lon, lat, band }) => `${lon.toFixed(6)} ${lat.toFixed(6)} ${band}`)
