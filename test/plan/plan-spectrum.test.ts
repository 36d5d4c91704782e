import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { licencesOf } from '../../src/constraints/licences'
import { computeCoverage, gridFor, planStations, readQuotas, readSites, readVillages } from '../../src/node'
import type { Plan } from '../../src/plan/plan'
import { withThreeCounties } from './three-counties'

const counties = withThreeCounties()
const { planned } = counties

/** Proposals whose operators do not all hold the band, or that nobody is named for. */
function outside(plan: Plan, network: Parameters<typeof licencesOf>[1], choice = {}, quotas = {}): string[] {
  const licences = licencesOf(choice, network, '5g', quotas, [])
  return plan.proposals
    .filter(({ operator, band }) => operator.split('+').some((name) => !licences.licensed(band)?.includes(name)))
    .map(({ rank, operator, band }) => `${rank} ${operator} ${band}`)
}

describe('a plan and the spectrum of its operators', () => {
  test('every proposal is on a band of whoever builds it, and somebody is always named', async () => {
    for (const choice of [{}, { operators: ['CTCC'] }, { pool: '电信+联通' }, { allowedBands: ['n79'] }]) {
      const plan = await planned({ target: 12, weights: { peoplePerStation: 150 }, ...choice }, counties.maps.operated)
      expect(plan.proposals.length).toBeGreaterThan(0)
      expect(outside(plan, counties.maps.operated.network, choice)).toEqual([])
      expect(plan.constraints.spectrum?.id).toBe('cn-2024')
    }
  })

  test('without a spectrum none is claimed', async () => {
    const plan = await planned({ target: 6, spectrum: null }, counties.maps.operated)
    expect(plan.constraints.spectrum).toBeNull()
    expect(plan.warnings.map(({ code }) => code)).toContain('spectrum-unknown')
  })

  test('more spectrum never reaches less', async () => {
    const reach = async (allowedBands: string[]) =>
      (await planned({ target: 6, allowedBands }, counties.maps.operated)).objective
    const [low, both] = [await reach(['n79']), await reach(['n79', 'n28'])]
    expect(both).toBeGreaterThanOrEqual(low)
  })
})

const cases = fileURLToPath(new URL('../../../shared/data/cases/spectrum/', import.meta.url))
describe.skipIf(!existsSync(cases))('a county of Telecom and Unicom (skipped where its files are absent)', () => {
  test('gets nothing on the bands of Mobile and Broadcasting', async () => {
    const villages = await readVillages(`${cases}yongchun.topojson.gz`)
    const network = await readSites(`${cases}ctcu-yongchun.csv`)
    const grid = gridFor(villages, { cellSizeM: 400 })
    const coverage = await computeCoverage({ grid, network, villages })
    const quotas = await readQuotas(`${cases}q.yaml`)
    for (const rules of [{}, { quotas }]) {
      const plan = await planStations({ coverage, villages, target: 60, ...rules })
      expect(plan.proposals.filter(({ band }) => ['n28', 'n41', 'n79'].includes(band))).toEqual([])
      expect(outside(plan, network, {}, quotas)).toEqual([])
      const telecom = plan.proposals.filter(({ operator }) => operator.split('+').includes('CTCC'))
      if ('quotas' in rules) expect(telecom.length).toBeGreaterThanOrEqual(30)
    }
  })
})
