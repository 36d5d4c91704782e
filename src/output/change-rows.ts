import type { Assessment } from '../assess/assess'
import type { AreaRow } from '../assess/rows'
import type { Proposal } from '../plan/plan'

/** A row of changes.csv: an area before and after the plan. Shares 0…1; null where people are not known. */
export interface ChangeRow {
  level: 'area' | 'county' | 'township'
  code: string
  name: string
  county: string
  area_km2: number
  population: number | null
  area_hard_before: number
  area_hard_after: number
  area_expected_before: number
  area_expected_after: number
  population_hard_before: number | null
  population_hard_after: number | null
  population_expected_before: number | null
  population_expected_after: number | null
  villages_total: number
  villages_before: number
  villages_after: number
  /** Residents newly covered hard. */
  people_gained: number | null
  stations_proposed: number
  cost_cny: number
  /** Cost of a newly covered resident; null where nobody is gained. */
  cny_per_person: number | null
}

/** Rows of changes.csv: the whole area, counties, townships, each before and after the plan, with what is built in it. */
export function changeRows(before: Assessment, after: Assessment, proposals: readonly Proposal[]): ChangeRow[] {
  const stations = proposals.filter(({ kind }) => kind === 'station')
  const row = (level: ChangeRow['level'], was: AreaRow, is: AreaRow, built: readonly Proposal[]): ChangeRow => {
    const gained =
      was.population === null || was.population_hard === null || is.population_hard === null
        ? null
        : was.population * (is.population_hard - was.population_hard)
    const cost = built.reduce((sum, { costCny }) => sum + costCny, 0)
    return {
      level,
      code: was.code,
      name: was.name,
      county: was.county,
      area_km2: was.area_km2,
      population: was.population,
      area_hard_before: was.area_hard,
      area_hard_after: is.area_hard,
      area_expected_before: was.area_expected,
      area_expected_after: is.area_expected,
      population_hard_before: was.population_hard,
      population_hard_after: is.population_hard,
      population_expected_before: was.population_expected,
      population_expected_after: is.population_expected,
      villages_total: was.villages_total,
      villages_before: was.villages_covered,
      villages_after: is.villages_covered,
      people_gained: gained,
      stations_proposed: built.length,
      cost_cny: cost,
      cny_per_person: gained !== null && gained >= 0.5 && cost > 0 ? cost / gained : null,
    }
  }
  return [
    row('area', before.city, after.city, stations),
    ...before.counties.map((county, i) =>
      row(
        'county',
        county,
        after.counties[i],
        stations.filter((p) => p.county === county.name),
      ),
    ),
    ...before.townships.map((township, i) =>
      row(
        'township',
        township,
        after.townships[i],
        stations.filter((p) => p.county === township.county && p.township === township.name),
      ),
    ),
  ]
}
