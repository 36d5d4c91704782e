import type { CoverageMap } from '../coverage/coverage-map'
import type { Surroundings } from '../coverage/propagation-model'

/** What a proposal is for: a village that fails its rule, people and land without cover, or relief of crowded stations. */
export type ProposalReason = 'village' | 'coverage' | 'capacity'

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
  /** Residents newly covered hard, counted after all proposals of lower rank. */
  gainPeople: number
  /** Villages whose test points pass with this proposal. */
  gainVillages: number
  /** Residents taken off crowded stations (reason `capacity`). */
  reliefPeople: number
  costCny: number
  cumulativePeople: number
  cumulativeVillages: number
  cumulativeCostCny: number
  /** 1 … 4. */
  quarter: number
}

/** Why the plan has no more proposals. */
export type StopReason = 'target' | 'budget' | 'saturated' | 'no-candidates'

/** A plan, the proof of how good it is, and the map after it. */
export interface Plan {
  target: number
  proposals: Proposal[]
  /** Weight covered by the coverage stage, in people (land counts by `areaPeoplePerKm2`, a failing village by `villagePeople`). */
  objective: number
  /** No plan of as many stations from these candidates covers more, in the same people. */
  upperBound: number
  /** (upperBound − objective) / upperBound. */
  optimalityGap: number
  boundMethod: string
  costCny: number
  stoppedBecause: StopReason
  /** Rank of the last proposal that adds cover; the rest is capacity. */
  coverageEndsAtRank: number
  candidates: { structure: number; 'public-point': number; lattice: number }
  weights: PlanWeights
  costsId: string
  /** The coverage map with all proposals built. It is what `computeCoverage` makes of `after.network`, SINR included. */
  after: CoverageMap
  warnings: string[]
}

/** What counts how much, all in people. */
export interface PlanWeights {
  /** A square kilometre of village land without cover. */
  areaPeoplePerKm2: number
  /** A village that fails its rule at its public points. */
  villagePeople: number
  /** A station that adds less than this, in people, is not worth building for cover. */
  leastGainPeople: number
  /** Residents per 5G station above which a site counts as crowded: 10,000 / 30, the 30 stations per 10,000 that Fujian plans for 2025. */
  peoplePerStation: number
}

export const DEFAULT_WEIGHTS: PlanWeights = {
  areaPeoplePerKm2: 20,
  villagePeople: 2000,
  leastGainPeople: 20,
  peoplePerStation: 333,
}
