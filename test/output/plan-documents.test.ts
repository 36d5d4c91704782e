import { describe, expect, it } from 'vitest'
import { openTable } from '../../src/formats/tables/table'
import { readKml } from '../../src/formats/vectors/kml'
import { planKml, tablesWorkbook, towerDemandWorkbook } from '../../src/output/plan-documents'
import { proposalRow } from '../../src/output/rows'

const row = proposalRow({
  rank: 1,
  kind: 'station',
  lon: 118.0101,
  lat: 25.2202,
  county: '安溪县',
  township: '湖头镇',
  village: '湖上村',
  villageCode: '350525101201',
  reason: 'village',
  band: 'n28',
  heightM: 35,
  tiltDeg: 3,
  surroundings: 'country',
  azimuthsDeg: [0, 120, 240],
  sharesSite: null,
  serves: '湖上村',
  gainExpectedPeople: 700.2,
  gainAreaKm2: 1.5,
  gainPeople: 812,
  gainVillages: 1,
  reliefPeople: 0,
  costCny: 300000,
  cumulativePeople: 812,
  cumulativeVillages: 1,
  cumulativeCostCny: 300000,
  quarter: 2,
  year: 1,
  operator: '',
  structure: 'tower' as const,
  candidate: '',
  owner: '',
  isNewTenant: false,
})

describe('documents of a plan', () => {
  it('has one sheet per table that is not empty', async () => {
    const bytes = await tablesWorkbook({ plan: [row], villages: [], gaps: [{ id: 'g1', area_km2: 1.5 }] })
    const plan = await openTable({ name: 'plan.xlsx', bytes }, () => true, 'plan')
    expect(plan.headers).toEqual(Object.keys(row))
    const gaps = await openTable({ name: 'plan.xlsx', bytes }, () => true, '2')
    expect(gaps.headers).toEqual(['id', 'area_km2'])
  })

  it('has a tower-demand sheet even without stations', async () => {
    const bytes = await towerDemandWorkbook([])
    expect((await openTable({ name: 't.xlsx', bytes }, () => true)).headers).toHaveLength(21)
  })

  it('has proposals in the folder and colour of their quarter', async () => {
    const text = planKml([row], true)
    expect(text).toContain('Synthetic data')
    const [feature] = await readKml({ name: 'plan.kml', bytes: new TextEncoder().encode(text) })
    expect(feature.properties).toMatchObject({ name: '1 湖头镇湖上村', styleUrl: '#q2', band: 'n28' })
    expect(feature.geometry).toMatchObject({ type: 'Point', coordinates: [118.0101, 25.2202] })
  })
})
