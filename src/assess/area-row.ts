import type { Rat } from '../network/network'
import { type AreaRow, OTHER_COLUMNS, type OtherColumn, PASSES, type VillageRow } from './rows'
import type { VillageQuality } from './village-quality'

/** Adds villages up to one row of a township, a county or the city. */
export function areaRow(
  names: { code: string; name: string; county: string },
  members: { row: VillageRow; stations: number }[],
  rat: Rat,
): AreaRow {
  const rows = members.map((member) => member.row)
  const sum = (value: (row: VillageRow) => number): number => rows.reduce((total, row) => total + value(row), 0)
  const known = (field: 'population' | 'households'): number | null =>
    rows.some((row) => row[field] !== null) ? sum((row) => row[field] ?? 0) : null
  const areaKm2 = sum((row) => row.area_km2)
  const population = known('population')
  const areaShare = (field: 'area_hard' | 'area_expected' | OtherColumn): number =>
    areaKm2 > 0 ? sum((row) => row.area_km2 * (row[field] ?? 0)) / areaKm2 : 0
  const peopleShare = (field: 'population_hard' | 'population_expected' | OtherColumn): number | null => {
    if (population === null) return null
    return population > 0 ? sum((row) => (row.population ?? 0) * (row[field] ?? 0)) / population : 0
  }
  const otherShare = (column: OtherColumn): number | null => {
    if (rows.every((row) => row[column] === null)) return null
    return column.startsWith('area') ? areaShare(column) : peopleShare(column)
  }
  const landMean = (column: keyof VillageQuality): number =>
    areaKm2 > 0 ? sum((row) => row.area_km2 * (row[column] ?? 0)) / areaKm2 : 0
  const quality = rows.some((row) => row.dl_mbps !== undefined)
    ? { dl_mbps: landMean('dl_mbps'), ul_mbps: landMean('ul_mbps'), overlap_share: landMean('overlap_share') }
    : {}
  const areaHard = areaShare('area_hard')
  const populationHard = peopleShare('population_hard')
  const count = (holds: (row: VillageRow) => boolean): number => rows.filter(holds).length
  const covered = (row: VillageRow): boolean => row[PASSES[rat]] === true
  return {
    ...names,
    area_km2: areaKm2,
    population,
    households: known('households'),
    area_hard: areaHard,
    area_expected: areaShare('area_expected'),
    population_hard: populationHard,
    population_expected: peopleShare('population_expected'),
    villages_covered: count(covered),
    villages_total: rows.length,
    administrative_villages_covered: count((row) => row.kind === 'village' && covered(row)),
    administrative_villages_total: count((row) => row.kind === 'village'),
    communities_covered: count((row) => row.kind === 'community' && covered(row)),
    communities_total: count((row) => row.kind === 'community'),
    gigabit_villages_covered: rows.some((row) => row.has_gigabit !== null)
      ? count((row) => row.has_gigabit === true)
      : null,
    gap_area_km2: areaKm2 * (1 - areaHard),
    gap_population: population === null || populationHard === null ? null : population * (1 - populationHard),
    stations: members.reduce((total, member) => total + member.stations, 0),
    ...(Object.fromEntries(OTHER_COLUMNS.map((column) => [column, otherShare(column)])) as Record<
      OtherColumn,
      number | null
    >),
    ...quality,
  }
}
