import { villagesGiven } from '../area/given-villages'
import type { Village, VillageKind, Villages } from '../area/village'
import { type Core, withCore } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'
import { coverageGiven, villagesOfMap } from '../coverage/given-coverage'
import { knownOptions } from '../formats/argument'
import type { LongTask } from '../formats/progress'
import { projection } from '../grid/projection'
import type { Network, Rat } from '../network/network'
import { areaRow } from './area-row'
import { cellAt } from './cells-of'
import { otherShares, otherSums } from './other-tests'
import { type PointResult, publicPointResults, weakestPoint } from './public-points'
import { reasonOf } from './reason'
import { type AreaRow, type OtherColumn, PASSES, type VillageRow } from './rows'
import { villageQuality } from './village-quality'
import { type ZonalSums, zonalSums } from './zonal'

/** Villages that pass, and all. */
export interface KindCount {
  covered: number
  total: number
}

/** The tables of a coverage map. */
export interface Assessment {
  /** In the order of the villages. */
  villages: VillageRow[]
  /** In the order in which their first villages come. */
  townships: AreaRow[]
  counties: AreaRow[]
  city: AreaRow
  byKind: Record<VillageKind, KindCount>
  /** Per village what each of its public points gets. */
  points: PointResult[][]
}

export interface AssessOptions extends LongTask {
  /** Opened and closed here where absent. */
  core?: Core
  /** Per village whether it has gigabit fibre; without it a village has, where all its public points lie in the map's mask. */
  gigabit?: readonly (boolean | null)[]
}

/**
 * Adds a coverage map up: per village, township, county and for the whole area the shares of land and people that are covered
 * *hard* (RSRP ≥ threshold + margin) and *expected* (mean probability), and which villages have 5G by the rule (V5G-reach: every public point, any operator).
 *
 * Residents are counted where `coverage.people` has them; a village whose total is known keeps that total. Sums of townships are the sums of
 * counties and of the city. Villages that overlap count their common ground twice.
 * @param villages those that the map was made with, in the same order
 * @throws InputError `villages-differ` where the map was made with other villages
 */
export async function assess(
  coverage: CoverageMap,
  villages: Village[] | Villages,
  options: AssessOptions = {},
): Promise<Assessment> {
  coverageGiven(coverage)
  const list = villagesGiven(villages, true)
  knownOptions(options, ['core', 'gigabit', 'signal', 'onProgress'], 'assess')
  const { core, gigabit, ...task } = options
  villagesOfMap(coverage, list)
  const { sums, others, quality } = await withCore({ core, signal: task.signal }, async (open) => ({
    sums: await zonalSums(open, coverage, task),
    others: await otherSums(open, coverage, task),
    quality: await villageQuality(open, coverage, task),
  }))
  const points = publicPointResults(coverage, list)
  const rows = list.map((village, v) => {
    const row = villageRow(coverage, village, sums[v], points[v], gigabit?.[v])
    return { ...row, ...otherShares(others, v, row.population !== null), ...quality?.[v] }
  })
  const stations = stationsOf(coverage, list.length)
  const all = list.map((_, v) => v)
  const area = (members: number[], code: string, name: string, county: string): AreaRow =>
    areaRow(
      { code, name, county },
      members.map((v) => ({ row: rows[v], stations: stations[v] })),
      coverage.rat,
    )
  return {
    villages: rows,
    townships: groupsOf(list, (village) => `${countyKey(village)}\n${village.townshipCode || village.township}`).map(
      (members) => {
        const { townshipCode, township, county } = list[members[0]]
        return area(members, townshipCode, township, county)
      },
    ),
    counties: groupsOf(list, countyKey).map((members) => {
      const { countyCode, county } = list[members[0]]
      return area(members, countyCode, county, county)
    }),
    city: area(all, '', '', ''),
    byKind: {
      village: countKind(rows, 'village', coverage.rat),
      community: countKind(rows, 'community', coverage.rat),
      other: countKind(rows, 'other', coverage.rat),
    },
    points,
  }
}

function villageRow(
  { grid, rule, rat, network, gigabit: mask }: CoverageMap,
  village: Village,
  sums: ZonalSums,
  points: PointResult[],
  gigabit: boolean | null | undefined,
): Omit<VillageRow, OtherColumn> {
  const weakest = weakestPoint(points)
  const population = Number.isFinite(village.population) ? village.population : sums.people > 0 ? sums.people : null
  const share = (part: number, whole: number): number => (whole > 0 ? Math.min(1, part / whole) : 0)
  const byMask = mask && points.length > 0 ? points.every((point) => point.gigabit === true) : null
  return {
    code: village.code,
    name: village.name,
    kind: village.kind,
    township: village.township,
    township_code: village.townshipCode,
    county: village.county,
    county_code: village.countyCode,
    area_km2: (sums.areaCells * grid.cellSizeM ** 2) / 1e6,
    population,
    households: Number.isFinite(village.households) ? village.households : null,
    area_hard: share(sums.areaHardCells, sums.areaCells),
    area_expected: share(sums.areaExpectedCells, sums.areaCells),
    population_hard: population === null ? null : share(sums.peopleHard, sums.people),
    population_expected: population === null ? null : share(sums.peopleExpected, sums.people),
    ...passes(weakest ? weakest.passed : null, rat, network),
    has_gigabit: gigabit === undefined ? byMask : gigabit,
    best_cell: weakest?.cell ?? '',
    best_rsrp_dbm: weakest && !Number.isNaN(weakest.rsrpDbm) ? Math.round(weakest.rsrpDbm * 100) / 100 : null,
    points: points.length,
    points_estimated: points.filter((point) => point.estimated).length,
    reason: reasonOf(weakest, rule),
  }
}

/**
 * Whether anybody said how many live anywhere, in the villages' table or by a raster: without it every figure of residents is unknown,
 * not 0.
 */
export function knowsPeople(villages: readonly Village[], { people }: Pick<CoverageMap, 'people'>): boolean {
  return villages.some(({ population }) => Number.isFinite(population)) || people.some((residents) => residents > 0)
}

/** Whether a village passes, under the name of the generation that the map shows: a map of 4G says nothing of 5G. */
function passes(passed: boolean | null, rat: Rat, network: Network): Pick<VillageRow, 'has_5g'> & Partial<VillageRow> {
  if (rat === '5g') return { has_5g: passed }
  const none = network.stations.every((station) => station.rat !== '5g')
  return { has_5g: none ? false : null, [PASSES[rat]]: passed }
}

/** Stations of the mapped generation per village, by the village that owns the site's cell. */
function stationsOf({ grid, rat, zones, network }: CoverageMap, villages: number): Uint32Array {
  const plane = projection(grid.crs)
  const count = new Uint32Array(villages)
  const zoneOfSite = network.sites.map(({ lon, lat }) => {
    const cell = cellAt(grid, plane, lon, lat)
    return cell < 0 ? 0 : zones.zone[cell]
  })
  for (const station of network.stations) {
    const zone = zoneOfSite[station.site]
    if (zone > 0 && station.rat === rat) count[zone - 1]++
  }
  return count
}

function countKind(rows: VillageRow[], kind: VillageKind, rat: Rat): KindCount {
  const own = rows.filter((row) => row.kind === kind)
  return { covered: own.filter((row) => row[PASSES[rat]] === true).length, total: own.length }
}

/** Counties are told apart by code, or by name where there is no code. */
function countyKey({ countyCode, county }: Village): string {
  return countyCode || county
}

/** Indices of the villages that share a key, in the order in which the keys come first. */
function groupsOf(villages: Village[], key: (village: Village) => string): number[][] {
  const groups = new Map<string, number[]>()
  villages.forEach((village, v) => {
    const members = groups.get(key(village))
    if (members) members.push(v)
    else groups.set(key(village), [v])
  })
  return [...groups.values()]
}
