import type { Proposal } from './plan'

/** What a quarter (or one county in it) builds and gains; the cumulative figures count the quarters before it too. */
export interface Phase {
  /** 1: the year that is planned for; 2 and on where build capacity reaches no farther. */
  year: number
  /** 1 … 4. */
  quarter: number
  stations: number
  costCny: number
  people: number
  expectedPeople: number
  areaKm2: number
  villages: number
  cumulativeStations: number
  cumulativeCostCny: number
  cumulativePeople: number
  cumulativeExpectedPeople: number
  cumulativeVillages: number
}

/** A plan's cumulative curve by quarter, for the whole area and for each county, counties in order of their first proposal. */
export function phasesOf(proposals: readonly Proposal[]): { byQuarter: Phase[]; byCounty: Record<string, Phase[]> } {
  const years = proposals.reduce((last, { year }) => Math.max(last, year), 1)
  const byCounty: Record<string, Phase[]> = {}
  for (const county of new Set(proposals.map((proposal) => proposal.county))) {
    byCounty[county] = quartersOf(
      proposals.filter((proposal) => proposal.county === county),
      years,
    )
  }
  return { byQuarter: quartersOf(proposals, years), byCounty }
}

/** Four phases a year, also where a quarter builds nothing. */
function quartersOf(proposals: readonly Proposal[], years: number): Phase[] {
  const before = { stations: 0, cost: 0, people: 0, expected: 0, villages: 0 }
  return Array.from({ length: 4 * years }, (_, i) => {
    const [year, quarter] = [1 + Math.floor(i / 4), 1 + (i % 4)]
    const built = proposals.filter((proposal) => proposal.quarter === quarter && proposal.year === year)
    const sum = (of: (proposal: Proposal) => number): number => built.reduce((total, one) => total + of(one), 0)
    const phase = {
      year,
      quarter,
      stations: built.length,
      costCny: sum(({ costCny }) => costCny),
      people: sum(({ gainPeople }) => gainPeople),
      expectedPeople: sum(({ gainExpectedPeople }) => gainExpectedPeople),
      areaKm2: sum(({ gainAreaKm2 }) => gainAreaKm2),
      villages: sum(({ gainVillages }) => gainVillages),
    }
    return {
      ...phase,
      cumulativeStations: (before.stations += phase.stations),
      cumulativeCostCny: (before.cost += phase.costCny),
      cumulativePeople: (before.people += phase.people),
      cumulativeExpectedPeople: (before.expected += phase.expectedPeople),
      cumulativeVillages: (before.villages += phase.villages),
    }
  })
}
