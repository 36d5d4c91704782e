import { expect, test } from 'vitest'
import { planRows } from '../../src/output/rows'
import type { Proposal } from '../../src/plan/plan'

/** No two fields are equal, so that none can stand for another. */
const proposal: Proposal = {
  rank: 1,
  kind: 'station',
  lon: 118.5,
  lat: 24.75,
  county: 'county',
  township: 'township',
  village: 'village',
  villageCode: 'code',
  reason: 'village',
  band: 'n28',
  heightM: 35,
  azimuthsDeg: [15, 135, 255],
  tiltDeg: 6,
  surroundings: 'town',
  sharesSite: 'site',
  serves: 'serves',
  gainPeople: 101.5,
  gainExpectedPeople: 102.5,
  gainAreaKm2: 3.25,
  gainVillages: 4,
  reliefPeople: 105.5,
  costCny: 106_000,
  cumulativePeople: 107.5,
  cumulativeVillages: 8,
  cumulativeCostCny: 109_000,
  quarter: 2,
  year: 5,
  operator: 'operator',
  isNewTenant: true,
  structure: 'rooftop',
  candidate: 'candidate',
  owner: 'owner',
}

const row = {
  rank: 1,
  kind: 'station',
  lon: 118.5,
  lat: 24.75,
  county: 'county',
  township: 'township',
  village: 'village',
  village_code: 'code',
  reason: 'village',
  band: 'n28',
  height_m: 35,
  azimuths: '15;135;255',
  tilt_deg: 6,
  surroundings: 'town',
  shares_site: 'site',
  serves: 'serves',
  gain_people: 101.5,
  gain_expected_people: 102.5,
  gain_area_km2: 3.25,
  gain_villages: 4,
  relief_people: 105.5,
  cost_cny: 106_000,
  cumulative_people: 107.5,
  cumulative_villages: 8,
  cumulative_cost_cny: 109_000,
  quarter: 2,
  year: 5,
  operator: 'operator',
  structure: 'rooftop',
  candidate: 'candidate',
  owner: 'owner',
  new_tenant: true,
}

test('each column of plan.csv holds its own field of the proposal', () => {
  expect(planRows([proposal], [])[0]).toMatchObject(row)
})

test('where nobody says how many live where, gains of residents are empty, and only they', () => {
  const unknown = { gain_people: null, gain_expected_people: null, cumulative_people: null, relief_people: null }
  expect(planRows([proposal], [], false)[0]).toMatchObject({ ...row, ...unknown })
})
