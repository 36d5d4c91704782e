import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import type { CoverageMap } from '../../src/coverage/coverage-map'
import { gridFor } from '../../src/grid/grid-for'
import type { Plan } from '../../src/plan/plan'
import { sentences } from '../sentences'
import { villages, withThreeCounties } from './three-counties'

const counties = withThreeCounties()
const { planned, refusalOf } = counties

describe('quarters', () => {
  test('hold no more than can be built; the rest goes to the next year and is told', async () => {
    const plan = await planned({ quarterCapacity: [1, 0, 2, 1], weights: { peoplePerStation: 150 } })
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
    expect(sentences(plan.warnings).join(' ')).toMatch(/4 of 8 stations exceed what can be built/)
    const even = await planned({ quarterCapacity: 3 })
    expect(even.proposals.filter(({ quarter }) => quarter === 1)).toHaveLength(3)
  })

  test('per county and operator they hold in each quarter, and each prefix gains what a recomputation finds', async () => {
    const grid = gridFor(villages, { cellSizeM: 200 })
    const level = Math.fround(counties.maps.operated.rule.rsrpDbm + counties.maps.operated.rule.marginDb)
    const hard = ({ rsrpDbm }: Pick<CoverageMap, 'rsrpDbm'>): number =>
      rsrpDbm.reduce((sum, v, i) => sum + (v >= level ? counties.maps.operated.people[i] : 0), 0)
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
        const plan = await planned({ ...more, quotas, quarterCapacity: capacity }, counties.maps.operated)
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
        const first = counties.maps.operated.network.stations.length
        for (const { rank, cumulativePeople } of plan.proposals) {
          const stations = network.stations.slice(0, first + rank)
          const cells = network.cells.filter(({ station }) => station < stations.length)
          const prefix = await computeCoverage({
            model: 'auto-2026',
            grid,
            network: { ...network, stations, cells },
            villages,
            core: counties.maps.core,
          })
          expect(hard(prefix) - hard(counties.maps.operated)).toBeCloseTo(cumulativePeople, 1)
          // The rank of a cell is that of the order of building too, whatever was planned first.
          const wrong = prefix.rsrpDbm.filter((v, i) => {
            const gained = v >= level && !(counties.maps.operated.rsrpDbm[i] >= level)
            return gained !== (plan.coveredAtRank[i] > 0 && plan.coveredAtRank[i] <= rank)
          })
          expect(wrong).toHaveLength(0)
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
    const plan = await planned({
      quotas,
      target: 6,
      quarterCapacity: 10,
      weights: { partialCover: 0, leastGainPeople: 1 },
    })
    const [{ planned: n, builtLater }] = plan.constraints.quotas
    expect([n, builtLater]).toEqual([6, 2])
    expect(sentences(plan.warnings).join(' ')).toMatch(
      /Eastshire: 6 stations are 2 more than 1 a quarter build in a year; 2 are built after/,
    )
  })

  test('a capacity that builds nothing is refused', async () => {
    expect((await refusalOf({ quarterCapacity: 0 })).message).toMatch(/capacity per quarter is 0; expected/)
    expect((await refusalOf({ quarterCapacity: [1, 2] })).message).toMatch(/capacity per quarter is 1, 2/)
  })
})
