import type { FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import type { VillageRow } from '../assess/rows'
import type { Grid } from '../grid/grid'
import type { ChangeRow } from './change-rows'
import type { Lang, Summary } from './summary'

/** Layers that a run with `--quality` adds. */
export type QualityLayerId = 'rsrq' | 'dominance' | 'overlap' | 'dl' | 'ul'

/** Columns of villages.csv and properties of villages.geojson. Shares 0…1; `has_*` null where not known. */
export interface VillageColumns extends Pick<VillageRow, 'has_4g' | 'has_3g' | 'has_2g' | 'has_nb_iot'> {
  code: string
  name: string
  kind: string
  township: string
  township_code: string
  county: string
  county_code: string
  area_km2: number
  population: number | null
  households: number | null
  area_hard: number
  area_expected: number
  population_hard: number | null
  population_expected: number | null
  has_5g: boolean | null
  has_gigabit: boolean | null
  best_cell: string
  best_rsrp_dbm: number | null
  points: number
  points_estimated: number
  reason: string
}

/** Columns of townships.csv and counties.csv. */
export interface AreaColumns {
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
  gigabit_villages_covered: number | null
  gap_area_km2: number
  gap_population: number | null
  stations: number
}

/** Properties of gaps.geojson. */
export interface GapColumns {
  id: string | number
  class: string
  /** A gap ends where its township does; absent in runs of older versions. */
  township?: string
  county?: string
  area_km2: number
  population: number | null
  villages: string[]
  nearest_site_m: number | null
}

/** Properties of plan.geojson, in order of rank. */
export interface ProposalColumns {
  rank: number
  lon: number
  lat: number
  kind: string
  county: string
  township: string
  village: string
  reason: string
  band: string
  height_m: number | null
  azimuths: number[] | string
  shares_site: string | boolean | null
  gain_people: number
  gain_villages: number
  cost_cny: number
  cumulative_people: number
  cumulative_villages: number
  cumulative_cost_cny: number
  quarter: string | number
  village_code?: string
  relief_people?: number
  /** Total downtilt; absent in the plans of older runs. */
  tilt_deg?: number | null
  surroundings?: string
  serves?: string
  year?: number
  operator?: string
  structure?: string
  candidate?: string
  owner?: string
  gain_expected_people?: number | null
  gain_area_km2?: number | null
  new_tenant?: boolean | null
}

/** One row of stations.csv: a station that stands today. */
export interface StationColumns {
  id: string
  lon: number
  lat: number
  operator: string
  rat: string
  /** Bands of its cells, apart by `;`, ` ` or `,`. */
  bands: string
  /** Year built; null where unknown. */
  built: number | null
}

/** The coverage map as far as it is painted; arrays of `grid.columns * grid.rows`, row-major from the north-west. */
export interface ReportRasters {
  grid: Grid
  rsrpDbm: Float32Array
  sinrDb?: Float32Array
  probability?: Float32Array
  /** 1 + cell index of the serving cell, 0 none. */
  server?: Uint32Array
  /** By layer: RSRQ and lead over the second cell, dB; cells within 6 dB, 0 none; rates of one user, Mbit/s. */
  quality?: Record<QualityLayerId, ArrayLike<number>>
  /** Level with terrain less level without, dB. */
  terrainEffectDb?: Float32Array
  /** 1 where gigabit fibre can be given. */
  gigabit?: Uint8Array
  /** Rank of the proposal that first covers the cell; 0 where none does or where it is covered today. */
  coveredAtRank?: Uint16Array
}

/** All that a report is made of: the files of an output folder, or the same from memory. */
export interface ReportData {
  summary: Summary
  lang: Lang
  villages: FeatureCollection<Polygon | MultiPolygon, VillageColumns>
  counties: AreaColumns[]
  townships: AreaColumns[]
  gaps: FeatureCollection<Polygon | MultiPolygon, GapColumns>
  plan: FeatureCollection<Point, ProposalColumns>
  stations: StationColumns[]
  /** Areas before and after the plan, as in changes.csv; empty without a plan. */
  changes?: Pick<ChangeRow, 'level' | 'code' | 'name' | 'population_hard_after'>[]
  rasters?: ReportRasters
}
