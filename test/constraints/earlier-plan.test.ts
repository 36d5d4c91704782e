import { expect, test } from 'vitest'
import { wgs84ToGcj02 } from '../../src/area/datum'
import { rankRanges, readEarlierPlan } from '../../src/constraints/earlier-plan'
import { readRefused } from '../../src/constraints/refusals'

const file = (text: string, name = 'plan.csv') => ({ name, bytes: new TextEncoder().encode(text) })
const HEADER = 'rank,lon,lat,kind,county,reason,band,height_m,azimuths,shares_site,cost_cny,quarter'
const FIBRE = `${HEADER},village_code,ports`

test('stations and fibre terminals of plan.csv by rank', async () => {
  const plan = await readEarlierPlan(
    file(
      `${HEADER}\n2,118.2,25.2,station,A,coverage,n41,30,,,400000,1\n1,118.1,25.1,station,A,village,n28,40,0;120;240,S1,95000,1\n` +
        '3,118.3,25.3,olt,A,households,,,,,1,1\n',
    ),
  )
  expect(plan.rejected).toMatchObject([{ row: 4, field: 'ports', value: '' }])
  expect(plan.proposals).toEqual([
    {
      rank: 1,
      lon: 118.1,
      lat: 25.1,
      reason: 'village',
      band: 'n28',
      heightM: 40,
      azimuthsDeg: [0, 120, 240],
      sharesSite: 'S1',
      costCny: 95000,
      operator: '',
      candidate: '',
      owner: '',
      reliefPeople: 0,
    },
    expect.objectContaining({ rank: 2, azimuthsDeg: [], sharesSite: null }),
  ])
  const row = '2,118.3,25.3,olt,A,gigabit,,,,OLT1,3000,1,350500000001,4\n'
  const { terminals } = await readEarlierPlan(file(`${FIBRE}\n1,118,25,station,A,village,n28,40,,,1,1,,\n${row}`))
  expect(terminals).toEqual([
    { rank: 2, lon: 118.3, lat: 25.3, villageCode: '350500000001', extends: 'OLT1', ports: 4, costCny: 3000 },
  ])
})

test('a plan written in another datum says so itself; tilt and surroundings come along', async () => {
  const [lon, lat] = wgs84ToGcj02(118.6, 24.9)
  const { proposals } = await readEarlierPlan(
    file(`${HEADER},tilt_deg,surroundings,datum\n1,${lon},${lat},station,A,village,n28,40,0,,1,1,5.5,town,gcj02\n`),
  )
  expect(proposals[0]).toMatchObject({ tiltDeg: 5.5, surroundings: 'town' })
  expect(proposals[0].lon).toBeCloseTo(118.6, 8)
  expect(proposals[0].lat).toBeCloseTo(24.9, 8)
})

test('what is no plan is refused; a broken row goes to rejected', async () => {
  await expect(readEarlierPlan(file('lon,lat,name\n118,25,x\n'))).rejects.toThrow(/no column rank and band/)
  await expect(readEarlierPlan(file(`${HEADER}\n1,118,25,station,A,village,zz,40,,,1,1\n`))).rejects.toThrow(
    /band "zz" is not known/,
  )
  const plan = await readEarlierPlan(
    file(`${HEADER}\n1,118,25,station,A,village,n28,40,,,1,1\nfirst,118,25,station,A,village,n28,40,,,1,1\n`),
  )
  expect(plan.rejected).toMatchObject([{ row: 3, field: 'rank', value: 'first' }])
})

test('ranges of ranks', () => {
  expect(rankRanges('1-800, 905')).toEqual([
    [1, 800],
    [905, 905],
  ])
  expect(() => rankRanges('800-1')).toThrow(/no range of ranks/)
  expect(() => rankRanges('first')).toThrow(/"first"/)
})

test('refusals by rank, by site, by place, and as lines of plan.csv', async () => {
  const { refusals, rejected } = await readRefused(
    file('序号,编号,经度,纬度,半径,原因\n17,,,,,业主不同意\n,S1,,,,\n,,118.5,24.9,200m,\n,,,,,\n,,,,50,\n'),
  )
  expect(refusals).toEqual([
    { rank: 17, reason: '业主不同意' },
    { site: 'S1' },
    { lon: 118.5, lat: 24.9, radiusM: 200 },
  ])
  expect(rejected).toMatchObject([{ row: 6, reason: expect.stringMatching(/names no place/) }])
  const lines = await readRefused(file(`${HEADER}\n4,118.2,25.2,station,A,coverage,n41,30,,,400000,1\n`))
  expect(lines.refusals).toMatchObject([{ rank: 4, lon: 118.2, lat: 25.2 }])
  await expect(readRefused(file('rank\n'))).rejects.toThrow(/names no refused place/)
})
