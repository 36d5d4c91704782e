import type { VillageKind } from '../area/village'
import type { Rat } from '../network/network'
import { OTHER_TESTS, type OtherTest } from './other-tests'
import type { ReasonCode } from './reason'
import type { VillageQuality } from './village-quality'

/** The column that says whether a village passes the rule on a map of this generation. */
export const PASSES: Readonly<Record<Rat, 'has_5g' | 'has_4g' | 'has_3g' | 'has_2g' | 'has_nb_iot'>> = {
  '5g': 'has_5g',
  '4g': 'has_4g',
  '3g': 'has_3g',
  '2g': 'has_2g',
  'nb-iot': 'has_nb_iot',
}

const SHARES = ['area_hard', 'area_expected', 'population_hard', 'population_expected'] as const

/** `area_hard_sinr` … `population_expected_indoor`: the four shares by the other tests; null where a test does not apply. */
export type OtherColumn = `${(typeof SHARES)[number]}_${OtherTest}`

/** The other tests' columns, test by test. */
export const OTHER_COLUMNS: OtherColumn[] = OTHER_TESTS.flatMap((test) =>
  SHARES.map((share) => `${share}_${test}` as const),
)

/** A row of villages.csv. Shares are 0…1; null is "not known". Boundary cells count by their share of area. */
export interface VillageRow extends Record<OtherColumn, number | null>, Partial<VillageQuality> {
  code: string
  name: string
  kind: VillageKind
  township: string
  township_code: string
  county: string
  county_code: string
  /** Area on the grid's plane, km² (a UTM plane differs from the ground by less than 0.1 %). */
  area_km2: number
  /** As given, or counted from the population raster where not; null where neither is known. */
  population: number | null
  households: number | null
  /** Share with RSRP ≥ threshold + margin. */
  area_hard: number
  /** Mean probability of RSRP ≥ threshold. */
  area_expected: number
  population_hard: number | null
  population_expected: number | null
  /**
   * Every public point has P(RSRP ≥ threshold) ≥ the rule's probability; null where there is none. On a map of another generation
   * false where the network has no 5G station and null where it has; what the map says stands in the generation's own column.
   */
  has_5g: boolean | null
  /** The same of a map of that generation; absent on others. */
  has_4g?: boolean | null
  has_3g?: boolean | null
  has_2g?: boolean | null
  has_nb_iot?: boolean | null
  has_gigabit: boolean | null
  /** Id of the serving cell at the weakest public point, the one that decides; empty where none reaches. */
  best_cell: string
  /** RSRP there, dBm. */
  best_rsrp_dbm: number | null
  points: number
  /** Of these, how many were taken as the polygon's inside point. */
  points_estimated: number
  reason: ReasonCode
}

/** A row of townships.csv and counties.csv, and the city: sums over villages. */
export interface AreaRow extends Record<OtherColumn, number | null>, Partial<VillageQuality> {
  code: string
  name: string
  county: string
  area_km2: number
  population: number | null
  households: number | null
  area_hard: number
  area_expected: number
  population_hard: number | null
  population_expected: number | null
  villages_covered: number
  villages_total: number
  administrative_villages_covered: number
  administrative_villages_total: number
  communities_covered: number
  communities_total: number
  /** Null where no fibre is known. */
  gigabit_villages_covered: number | null
  /** Area and residents not covered hard. */
  gap_area_km2: number
  gap_population: number | null
  /** Stations of the mapped generation whose site lies in a village of the area. */
  stations: number
}

/** Columns in the order of the files. */
export const VILLAGE_COLUMNS = [
  'code',
  'name',
  'kind',
  'township',
  'township_code',
  'county',
  'county_code',
  'area_km2',
  'population',
  'households',
  'area_hard',
  'area_expected',
  'population_hard',
  'population_expected',
  'has_5g',
  'has_gigabit',
  'best_cell',
  'best_rsrp_dbm',
  'points',
  'points_estimated',
  'reason',
  ...OTHER_COLUMNS,
] as const satisfies (keyof VillageRow)[]

export const AREA_COLUMNS = [
  'code',
  'name',
  'county',
  'area_km2',
  'population',
  'households',
  'area_hard',
  'area_expected',
  'population_hard',
  'population_expected',
  'villages_covered',
  'villages_total',
  'administrative_villages_covered',
  'administrative_villages_total',
  'communities_covered',
  'communities_total',
  'gigabit_villages_covered',
  'gap_area_km2',
  'gap_population',
  'stations',
  ...OTHER_COLUMNS,
] as const satisfies (keyof AreaRow)[]
