import type { Indicator as BoardIndicator } from '../assess/indicators'
import type { OperatorTable, Sharing } from '../assess/operators'
import type { SceneRow } from '../assess/places'
import type { ProfileRow } from '../assess/profiles'
import type { ToldWarning } from '../formats/warning'
import type { Phase } from '../plan/phases'
import type { MustCover, PlanConstraints, PlanYear, Saturation } from '../plan/plan'
import type { FibreFigures, NbIotFigures, TownFigures } from './dual-figures'

export type Lang = 'en' | 'zh'

/** A share by two tests: `hard` = cells over threshold + margin, `expected` = mean probability. 0…1. */
export interface HardAndExpected {
  hard: number
  expected: number
}

/** The same of residents: null where nobody knows how many live there. */
export interface PeopleShares {
  hard: number | null
  expected: number | null
}

export interface CoveredOfTotal {
  covered: number
  total: number
}

/** Villages that pass; `byKind` splits administrative villages (行政村) from communities (社区) and the rest. */
export interface VillageCount extends CoveredOfTotal {
  byKind?: Record<'village' | 'community' | 'other', CoveredOfTotal>
}

/** Shares of area and residents by one test. */
export interface TestFigures {
  area: HardAndExpected
  population: PeopleShares
}

/** Quality over the whole area. */
export interface QualityFigures {
  /** Mean rate of one user over the land, 0 where no cell reaches, Mbit/s. */
  dlMbps: number
  ulMbps: number
  /** Share of land with the rule's level where four or more cells lie within 6 dB. */
  overlapShare: number
}

/** Coverage of the whole area before or after the plan. */
export interface CoverageFigures extends TestFigures {
  villages: VillageCount
  /** The rule's level and its SINR at the stated load, where a rule on level states a SINR. */
  levelAndSinr?: TestFigures
  /** The rule's level in a car and in a building (TR 38.901 §7.4.3), where the rule is for outdoors. */
  inVehicle?: TestFigures
  indoor?: TestFigures
}

/** The map in numbers, with the rule and the model that made it. */
export interface MapFigures extends CoverageFigures {
  rule: string
  /** Generation that was mapped. */
  rat?: string
  /** Name of the propagation model. */
  model?: string
  /** Name of the land-cover classification, where one was given. */
  landCover?: string
  rsrpDbm?: number
  marginDb?: number
  sinrDb?: number | null
  /** Rates and place of the receiver that the rule asks for. */
  dlMbps?: number | null
  ulMbps?: number | null
  environment?: string
  sigmaDb?: number
  /** True where the probability is by the model's shadowing at each distance in place of `sigmaDb`. */
  sigmaByModel?: boolean
  load?: number
  peopleEstimated?: boolean
  /** Where quality was asked for. */
  quality?: QualityFigures
}

/** Figures of the map, whatever generation it shows. */
export function mapFigures({ coverage }: Pick<Summary, 'coverage'>): MapFigures {
  const figures = coverage['5g'] ?? coverage['4g'] ?? coverage['3g'] ?? coverage['2g'] ?? coverage['nb-iot']
  if (!figures) throw new Error('the summary has no figures of a map')
  return figures
}

/** What readers call the generation of the map: `5G`, `4G`, `NB-IoT`. */
export function generationName({ coverage }: Pick<Summary, 'coverage'>): string {
  return (mapFigures({ coverage }).rat ?? '5g').toUpperCase().replace('IOT', 'IoT')
}

/** One indicator of the board; a report needs no more than the first four. */
export type Indicator = Pick<BoardIndicator, 'code' | 'value' | 'threshold' | 'pass'> & Partial<BoardIndicator>

/** Points of the cumulative curve of a plan, by number of stations built; all arrays of one length. */
export interface PlanCurve {
  rank: number[]
  /** Objective reached by the first `rank` proposals, in the unit of `plan.objective`. */
  objective: number[]
  /** No choice of `rank` candidates reaches more. */
  upperBound: number[]
}

export interface PlanSummary {
  target: number
  proposed: number
  /** Weighted people (and villages) newly covered. */
  objective: number
  upperBound: number
  /** (upperBound − objective) / upperBound, 0…1: at most so much better exists. */
  optimalityGap: number
  boundMethod?: string
  /** Where stations of an earlier plan are kept: the plan that was found without keeping them, and its bound. The bound above holds given them. */
  free?: { objective: number; upperBound: number } | null
  costCny: number
  /** Id and date of the unit costs. */
  costs?: string
  stoppedBecause: string
  /** Rank of the last proposal that adds cover; the rest is capacity. */
  coverageEndsAtRank?: number
  /** The first stage: villages that fail their rule, and what it takes to let them pass. */
  mustCover?: MustCover
  /** How many stations would do, and what the rest is for. */
  saturation?: Saturation
  /** Year by year, each with its own proof; one where the plan is for one year. */
  years?: PlanYear[]
  /** The cumulative curve by quarter, for the whole area and by county. */
  byQuarter?: Phase[]
  byCountyQuarter?: Record<string, Phase[]>
  /** Id of the busy-hour usage. */
  usage?: string
  candidates?: Record<string, number>
  /** What the plan had to obey and how it did. */
  constraints?: PlanConstraints
  weights?: object
  warnings?: ToldWarning[]
  after: CoverageFigures
  byReason: Record<string, number>
  byCounty: Record<string, number>
  /** Key places by scene once the plan is built; absent where none were given. */
  places?: SceneRow[]
  curve?: PlanCurve
}

/** `summary.json`: the run in numbers. Schema: data/schema/summary.schema.json. */
export interface Summary {
  gigaplan: string
  lang: Lang
  /** True where any input was generated. */
  synthetic: boolean
  /** What the coordinates of the tables and outlines are measured against: `wgs84`, `gcj02`, `bd09` or `EPSG:n`; rasters are in `grid.crs`. */
  outputDatum?: string
  /** Name of the planned area, where known. */
  area?: { en: string; zh: string }
  grid: {
    crs: string
    cellSizeM: number
    columns: number
    rows: number
    cells: number
    /** Projected coordinates of the upper left corner, metres. */
    originX?: number
    originY?: number
  }
  inputs: {
    villages: number
    sites: number
    stations: number
    /** Stations of each generation. */
    stationsByRat?: Record<string, number>
    cells: number
    rejected: number
    areaKm2: number
    /** Null where no input says it. */
    population: number | null
    households: number | null
    /** Sentences about defaults taken, repairs made, estimates. */
    warnings?: ToldWarning[]
    /** Names of the inputs that were generated. */
    syntheticInputs?: string[]
  }
  coverage: {
    /** The map's figures stand under its own generation; `5g` is null where the map shows another. */
    '5g': MapFigures | null
    '4g'?: MapFigures
    '3g'?: MapFigures
    '2g'?: MapFigures
    'nb-iot'?: MapFigures
    gigabit: {
      households: { covered: number; total: number; capabilityRate: number }
      villages: CoveredOfTotal
    } | null
  }
  gaps: { count: number; areaKm2: number; population: number | null }
  /** Absent or null where only coverage was asked for. */
  plan?: PlanSummary | null
  /** The gigabit board: every indicator of the dated profiles. */
  indicators?: Indicator[]
  fibre?: FibreFigures | null
  /** Key places by scene. */
  places?: SceneRow[]
  /** Built-up areas of the townships with continuous coverage. */
  towns?: TownFigures | null
  nbIot?: NbIotFigures | null
  /** Coverage per operator and of the union, on cells of `cellSizeM`. */
  operators?: OperatorTable | null
  sharing?: Sharing | null
  /** The same map under every built-in profile of its generation. */
  profiles?: ProfileRow[]
  timingsMs: Record<string, number>
  peakRssMb: number
}
