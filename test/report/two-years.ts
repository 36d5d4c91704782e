import type { ReportData } from '../../src/output/report-data'
import type { PlanYear, QuotaRow } from '../../src/plan/plan'

/** A made-up run whose plan is for two years and obeys every kind of rule: the second half of the proposals is the second year's. */
export function twoYears(run: ReportData): ReportData {
  const proposals = run.plan.features.map(({ properties }) => properties)
  const half = proposals.length / 2
  proposals.forEach((proposal, i) => {
    proposal.year = i < half ? 1 : 2
    proposal.quarter = 1 + Math.floor((4 * (i % half)) / half)
  })
  const plan = run.summary.plan!
  const quota: QuotaRow = {
    kind: 'county',
    name: '示例县1',
    min: 5,
    max: 30,
    maxPerQuarter: 4,
    planned: 44,
    builtLater: 3,
  }
  plan.years = [0, 1].map((y): PlanYear => {
    const own = proposals.slice(y * half, (y + 1) * half)
    const sum = (of: (one: (typeof own)[number]) => number) => own.reduce((total, one) => total + of(one), 0)
    const people = sum(({ gain_people }) => gain_people)
    return {
      year: y + 1,
      target: half + 5 * y,
      budgetCny: y === 0 ? null : 8_000_000,
      stations: half,
      firstRank: own[0].rank,
      lastRank: own.at(-1)!.rank,
      builtLater: y === 0 ? 3 : 0,
      coverageStations: half - 4 * y,
      coverageEndsAtRank: own.at(-1 - 4 * y)!.rank,
      costCny: sum(({ cost_cny }) => cost_cny),
      people,
      expectedPeople: people * 0.9,
      areaKm2: 12,
      villages: sum(({ gain_villages }) => gain_villages),
      objective: people,
      upperBound: people * 1.01,
      optimalityGap: 1 - 1 / 1.01,
      boundMethod: 'pdhg',
      stoppedBecause: y === 0 ? 'target' : 'budget',
      quotas: [{ ...quota, planned: y === 0 ? 30 : 14 }],
    }
  })
  plan.boundMethod = 'pdhg'
  plan.weights = { leastGainPeople: 20 }
  plan.coverageEndsAtRank = proposals.length - 4
  plan.byReason = { village: 10, coverage: proposals.length - 14, capacity: 3, quota: 1 }
  plan.saturation = {
    coverageStations: proposals.length + 6,
    laterStations: 10,
    laterObjective: 640,
    capacityStations: 12,
    densityStations: 0,
    enough: proposals.length + 18,
  }
  plan.constraints = {
    listed: { given: 12, outside: 2, chosen: 4 },
    forbiddenZones: { zones: 2, candidatesRemoved: 207, keptRemoved: 2 },
    kept: 22,
    quotas: [quota],
    refusals: {
      places: 6,
      candidatesLost: 7,
      keptLost: 5,
      with: { stations: half, objective: 15_000, people: 9000, villages: 8, costCny: 6_000_000 },
      without: { stations: half, objective: 15_300, people: 9250, villages: 9, costCny: 5_900_000 },
    },
    laterYears: 3,
    spectrum: null,
    minSpacingM: 300,
    quarterCapacity: [7, 8, 8, 4],
  }
  const counties = [...new Set(proposals.map(({ county }) => county))]
  plan.byCountyQuarter = Object.fromEntries(
    counties.map((county) => {
      let cumulativePeople = 0
      const phases = Array.from({ length: 8 }, (_, i) => {
        const built = proposals.filter(
          (one) => one.county === county && one.year === 1 + Math.floor(i / 4) && one.quarter === 1 + (i % 4),
        )
        const people = built.reduce((sum, one) => sum + one.gain_people, 0)
        cumulativePeople += people
        return {
          year: 1 + Math.floor(i / 4),
          quarter: 1 + (i % 4),
          stations: built.length,
          costCny: 0,
          people,
          expectedPeople: people,
          areaKm2: 0,
          villages: 0,
          cumulativeStations: 0,
          cumulativeCostCny: 0,
          cumulativePeople,
          cumulativeExpectedPeople: cumulativePeople,
          cumulativeVillages: 0,
        }
      })
      return [county, phases]
    }),
  )
  return run
}
