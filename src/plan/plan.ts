import type { CandidateOrigin } from '../candidates/candidate'
import type { StructureKind } from '../constraints/cost'
import type { PlanWeights } from '../constraints/plan-weights'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Warning } from '../formats/warning'
import type { Surroundings } from '../radio/models/path-model'

/**
 * What a proposal is for, by the stage that chose it: a village that fails its rule; people, places and land without cover; a site
 * whose busy hour asks for more than it carries; the residents per station that are planned for. A must-have that gains no cover,
 * and a station that only fills a quota's minimum, say so.
 */
export type ProposalReason = 'village' | 'coverage' | 'capacity' | 'density' | 'must-have' | 'quota'

/** One station (or fibre terminal) that the plan chose. */
export interface Proposal {
  /** 1-based, in the order of building. */
  rank: number
  kind: 'station' | 'olt'
  lon: number
  lat: number
  county: string
  township: string
  village: string
  villageCode: string
  reason: ProposalReason
  band: string
  heightM: number
  azimuthsDeg: number[]
  /** Total downtilt, degrees. */
  tiltDeg: number
  surroundings: Surroundings
  /** Id of the site whose structure is shared; null for a new one. */
  sharesSite: string | null
  /** What it serves: the villages that pass with it and the key places that it is the first to cover a part of, or the site that it relieves; empty where the gains say all. */
  serves: string
  /** Residents newly covered hard, counted after all proposals of lower rank. */
  gainPeople: number
  /** The same by probability of coverage. */
  gainExpectedPeople: number
  /** Village land newly covered hard, km². */
  gainAreaKm2: number
  /** Villages whose test points pass with this proposal. */
  gainVillages: number
  /** Residents taken off what stands at the site (reasons `capacity` and `density`). */
  reliefPeople: number
  costCny: number
  cumulativePeople: number
  cumulativeVillages: number
  cumulativeCostCny: number
  /** 1 … 4. */
  quarter: number
  /** 1: the year that is planned for; 2 and on where the build capacity of its quarters does not reach. */
  year: number
  /** Who builds; two that build as one are joined by `+`; empty where nobody is said. */
  operator: string
  /** True on a structure where others stand and this operator does not yet. */
  isNewTenant: boolean
  /** What carries the antennas. */
  structure: StructureKind
  /** Id and owner of the listed candidate that it takes; empty where it takes none. */
  candidate: string
  owner: string
}

/** Why the plan has no more proposals. */
export type StopReason = 'target' | 'budget' | 'quotas' | 'saturated' | 'no-candidates'

/** The first stage: villages that fail their rule. */
export interface MustCover {
  /** Villages that fail before the plan. */
  failing: number
  /** … of which pass with it. */
  passing: number
  /** Stations that bring every village that can pass, and the fewest that any choice needs. */
  stations: number
  lowerBound: number
  /** Villages that cannot pass, and why: a public point lies outside the grid, no candidate reaches one, or only ones that the constraints exclude (refusals, sharing, the spacing to the stations of other villages). */
  unreachable: {
    code: string
    name: string
    township: string
    county: string
    why: 'outside-grid' | 'no-candidate' | 'constraints'
  }[]
}

/** What the coverage stages of a plan bring. */
export interface CoverOutcome {
  stations: number
  /** Weighted people, as the plan's objective. */
  objective: number
  people: number
  villages: number
  costCny: number
}

/** What refusals cost. */
export interface RefusalCost {
  /** Refused places. */
  places: number
  /** Candidates that fell to them, and proposals among them that were to be kept. */
  candidatesLost: number
  keptLost: number
  with: CoverOutcome
  /** As if nobody had refused; null where the other rules allow no such plan. */
  without: CoverOutcome | null
}

/** A quota with the stations that are planned for it. */
export interface QuotaRow {
  kind: 'county' | 'operator'
  name: string
  min: number | null
  max: number | null
  maxPerQuarter: number | null
  planned: number
  /** Stations that are built after the year that plans them, for want of build capacity. */
  builtLater: number
}

/** What one year adds to the years before. */
export interface PlanYear {
  /** 1: the year that `target` is for. */
  year: number
  /** Stations that it may add, and CNY; null where there is no limit. */
  target: number
  budgetCny: number | null
  stations: number
  /** Its first and last rank; null where it adds none. */
  firstRank: number | null
  lastRank: number | null
  /** … of which the quarters' capacity lets so many be built only in a later year. */
  builtLater: number
  /** … of which so many are built for cover, and the rank of the last of these; null where there is none. */
  coverageStations: number
  coverageEndsAtRank: number | null
  costCny: number
  people: number
  expectedPeople: number
  areaKm2: number
  villages: number
  /** Weighted people that it covers on top of the years before, and what no choice of as many stations for cover exceeds while these stand. */
  objective: number
  upperBound: number
  optimalityGap: number
  boundMethod: string
  stoppedBecause: StopReason
  /** Every quota with the stations of this year. */
  quotas: QuotaRow[]
}

/** What a plan had to obey and how it did; null where nothing of the kind was asked for. */
export interface PlanConstraints {
  /** Candidates of the user's list, how many lie outside the area, and how many the plan takes. */
  listed: { given: number; outside: number; chosen: number } | null
  forbiddenZones: { zones: number; candidatesRemoved: number; keptRemoved: number } | null
  /** Stations of the earlier plan that stay. */
  kept: number | null
  /** Every quota, for a year, with the stations of all years; those of each year stand in `Plan.years`. */
  quotas: QuotaRow[]
  refusals: RefusalCost | null
  /** Stations beyond the build capacity of the year. */
  laterYears: number
  /** Whose spectrum the proposals stay within; null where none is known or asked for. */
  spectrum: { id: string; date: string; operators: string[] } | null
  /** Least distance between new stations, m, asked for or by default. */
  minSpacingM: number
  /** Stations that can be built in each of the four quarters; null where nothing was said. */
  quarterCapacity: number[] | null
}

/** What the stations are for, and how many would do: told straight where the target is larger or smaller than that. */
export interface Saturation {
  /** Stations after which one more adds less cover than is worth building, whatever the target. */
  coverageStations: number
  /** … of which the target (or the budget) leaves so many for later years, and the weighted people that they would add. */
  laterStations: number
  laterObjective: number
  /** Stations that the busy hour asks for, on sites that stand. */
  capacityStations: number
  /** Stations of the plan that are built for the residents per station alone. */
  densityStations: number
  /** Stations that would do without that: `coverageStations + capacityStations`. */
  enough: number
}

/** A plan, the proof of how good it is, and the map after it. */
export interface Plan {
  /** Stations asked for, over all years. */
  target: number
  proposals: Proposal[]
  /** Year by year, each with its own proof; one where no later targets are given. */
  years: PlanYear[]
  /** Weight covered by the coverage stage, in people (land, failing villages, key places and roads count by `weights`). */
  objective: number
  /**
   * No plan of as many stations for cover from these candidates covers more, in the same people; not even one that could spend all years'
   * money at once. Stations for capacity and density, in the plan for other reasons, are not counted: more of them for cover would add
   * less than `leastGainPeople` each.
   */
  upperBound: number
  /** (upperBound − objective) / upperBound. */
  optimalityGap: number
  boundMethod: string
  /**
   * Where stations of an earlier plan are kept, what a plan of one year reaches that need not keep them, and what no such plan exceeds: the
   * bound above holds given that they stay. Null where nothing is kept, or where the other rules allow no such plan.
   */
  free: { objective: number; upperBound: number } | null
  costCny: number
  stoppedBecause: StopReason
  mustCover: MustCover
  saturation: Saturation
  /** Rank of the last proposal that is built for cover; the rest is capacity and density. */
  coverageEndsAtRank: number
  candidates: Record<CandidateOrigin, number>
  constraints: PlanConstraints
  weights: PlanWeights
  costsId: string
  usageId: string
  /** The coverage map with all proposals built. It is what `computeCoverage` makes of `after.network`, SINR included. */
  after: CoverageMap
  /**
   * Per cell of the grid (row 0 is north) the rank of the first proposal that covers it hard, as the gains count it; 0 where none
   * does or where it is covered today; ranks beyond 65,535 are 65,535.
   */
  coveredAtRank: Uint16Array
  warnings: Warning[]
}
