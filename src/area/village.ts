import type { MultiPolygon, Polygon } from 'geojson'
import type { Rejection } from '../formats/input-error'
import type { Warning } from '../formats/warning'

/** `village` 行政村 (村委会), `community` 社区 (居委会), `other` the rest. The "administrative villages" of the 100 % figure are `village`. */
export type VillageKind = 'village' | 'community' | 'other'

/** A place of a village where "the village has 5G" is tested. */
export interface PublicPoint {
  type: 'committee' | 'school' | 'clinic' | 'square'
  /** Degrees, WGS-84. */
  lon: number
  lat: number
  /** True where the point was not given but taken as the polygon's inside point. */
  estimated: boolean
}

/** One administrative village or community: the smallest area that is assessed. */
export interface Village {
  /** 12 digits in China; any unique text elsewhere. */
  code: string
  name: string
  kind: VillageKind
  townshipCode: string
  township: string
  countyCode: string
  county: string
  /** Residents; NaN where unknown. */
  population: number
  /** Households; NaN where unknown. */
  households: number
  /** Longitude, latitude in degrees, WGS-84, rings valid (repaired on reading). */
  geometry: Polygon | MultiPolygon
  publicPoints: PublicPoint[]
  /** True for generated boundaries. */
  synthetic: boolean
}

/** All villages of a run, in input order, and what was noticed on reading them. */
export interface Villages {
  villages: Village[]
  rejected: Rejection[]
  /** Sentences for the user: repairs made, estimates taken, data that look shifted. */
  warnings: Warning[]
}
