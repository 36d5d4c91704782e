import type { Village } from '../area/village'
import { type CoverageInput, computeCoverage } from '../coverage/compute-coverage'
import type { CoverageMap } from '../coverage/coverage-map'
import { ruleOf } from '../coverage/rule'
import { objectArgument } from '../formats/argument'
import { networkArgument } from '../network/given-network'
import type { Network, Rat } from '../network/network'
import { operatorsNamed } from '../network/operator'
import { isHard } from './places'
import { villagesReached } from './village-rules'

/** All operators of a network, or of its stations of one generation, in the order of their first station. */
export function operatorsOf(network: Network, rat?: Rat): string[] {
  networkArgument(network)
  const stations = network.stations.filter((s) => rat === undefined || s.rat === rat)
  return [...new Set(stations.flatMap((s) => operatorsNamed(s.operator)))]
}

/** The part of a network that one operator's customers use: its own cells and those that it shares. Sites and stations keep their places. */
export function networkOf(network: Network, operator: string): Network {
  networkArgument(network)
  const own = network.stations.map((s) => operatorsNamed(s.operator).includes(operator))
  return { ...network, cells: network.cells.filter((cell) => own[cell.station]) }
}

export interface SharingRow {
  total: number
  /** Those with two operators or more. */
  shared: number
  /** shared ÷ total; NaN without any. */
  rate: number
}

/** Sharing (共建共享) at three levels: sites (tower or room), stations, cells. */
export interface Sharing {
  sites: SharingRow
  stations: SharingRow
  cells: SharingRow
}

/**
 * The sharing rate: sites with stations of two operators or more; stations and cells that two operators or more run as one (MORAN, MOCN: the
 * operator column names both). What has no operator is left out.
 * @param rat stations of one generation only
 */
export function sharingOf(network: Network, rat?: Rat): Sharing {
  networkArgument(network)
  const bySite = network.sites.map(() => new Set<string>())
  const named = network.stations.map((station) => {
    if (rat !== undefined && station.rat !== rat) return 0
    const names = operatorsNamed(station.operator)
    for (const name of names) bySite[station.site].add(name)
    return names.length
  })
  const row = (counts: number[]): SharingRow => {
    const total = counts.filter((n) => n > 0).length
    const shared = counts.filter((n) => n > 1).length
    return { total, shared, rate: shared / total }
  }
  return {
    sites: row(bySite.map((names) => names.size)),
    stations: row(named),
    cells: row(network.cells.map((cell) => named[cell.station])),
  }
}

/** Coverage of one operator, or of the union. Shares 0…1 of the area and the people of all villages. */
export interface OperatorRow {
  /** Name; names joined by `+` for the union. */
  operator: string
  sites: number
  stations: number
  cells: number
  area: { hard: number; expected: number }
  population: { hard: number; expected: number }
  /** Administrative villages whose public points all have the rule's signal; for the union from at least one operator. */
  villages: { covered: number; total: number }
}

export interface OperatorTable {
  /** Side of the cells of the maps, m. */
  cellSizeM: number
  operators: OperatorRow[]
  union: OperatorRow | null
}

/** What all operators looked at so far cover together. */
interface Union {
  hard: Uint8Array
  probability: Float32Array
  villages: boolean[]
}

/**
 * Coverage per operator and of all together. The union takes a cell as covered where at least one operator covers it, with the largest probability
 * (SDG 9.c.1 counts so), and a village where at least one operator does: it is never below any operator.
 * @param network the whole network
 * @param villages those that the maps were made with
 * @param maps one coverage map per operator, computed with `networkOf`, all on one grid
 */
export function operatorTable(
  network: Network,
  villages: Village[],
  maps: { operator: string; coverage: CoverageMap }[],
): OperatorTable {
  networkArgument(network)
  if (maps.length === 0) return { cellSizeM: Number.NaN, operators: [], union: null }
  const union = noUnion(maps[0].coverage, villages)
  const operators = maps.map(({ operator, coverage }) => operatorRow(network, villages, operator, coverage, union))
  const all = unionRow(network, villages, operators, maps[0].coverage, union)
  return { cellSizeM: maps[0].coverage.grid.cellSizeM, operators, union: all }
}

/**
 * The same, computing one map after the other, so that two never lie in memory together.
 * @param input as for `computeCoverage`
 * @throws InputError as `computeCoverage`
 */
export async function coverOperators(input: CoverageInput): Promise<OperatorTable> {
  networkArgument(input?.network)
  objectArgument(input, 'input', 'an object of type CoverageInput')
  const { network } = input
  const villages = Array.isArray(input.villages) ? input.villages : input.villages.villages
  const operators: OperatorRow[] = []
  let union: Union | null = null
  let last: CoverageMap | null = null
  for (const operator of operatorsOf(network, ruleOf(input.rule).rat)) {
    last = await computeCoverage({ ...input, network: networkOf(network, operator), ground: last ?? input.ground })
    union ??= noUnion(last, villages)
    operators.push(operatorRow(network, villages, operator, last, union))
  }
  return {
    cellSizeM: input.grid.cellSizeM,
    operators,
    union: last && union ? unionRow(network, villages, operators, last, union) : null,
  }
}

function noUnion({ rsrpDbm }: CoverageMap, villages: Village[]): Union {
  return {
    hard: new Uint8Array(rsrpDbm.length),
    probability: new Float32Array(rsrpDbm.length),
    villages: villages.map(() => false),
  }
}

function operatorRow(
  network: Network,
  villages: Village[],
  operator: string,
  coverage: CoverageMap,
  union: Union,
): OperatorRow {
  const own = new Uint8Array(union.hard.length)
  for (let cell = 0; cell < own.length; cell++) {
    if (isHard(coverage, cell)) union.hard[cell] = own[cell] = 1
    if (coverage.probability[cell] > union.probability[cell]) union.probability[cell] = coverage.probability[cell]
  }
  const passed = villagesReached(coverage, villages)
  passed.forEach((holds, v) => {
    union.villages[v] ||= holds
  })
  return {
    ...countsOf(network, [operator], coverage.rat),
    ...sharesOf(coverage, own, coverage.probability),
    villages: villageCount(villages, passed),
  }
}

function unionRow(
  network: Network,
  villages: Village[],
  operators: OperatorRow[],
  coverage: CoverageMap,
  union: Union,
): OperatorRow {
  const names = operators.map((row) => row.operator)
  return {
    ...countsOf(network, names, coverage.rat),
    ...sharesOf(coverage, union.hard, union.probability),
    villages: villageCount(villages, union.villages),
  }
}

function villageCount(villages: Village[], passed: boolean[]): { covered: number; total: number } {
  const rows = passed.filter((_, v) => villages[v].kind === 'village')
  return { covered: rows.filter(Boolean).length, total: rows.length }
}

function countsOf(
  network: Network,
  names: string[],
  rat: Rat,
): Pick<OperatorRow, 'operator' | 'sites' | 'stations' | 'cells'> {
  const own = network.stations.map(
    (s) => s.rat === rat && operatorsNamed(s.operator).some((name) => names.includes(name)),
  )
  return {
    operator: names.join('+'),
    sites: new Set(network.stations.filter((_, i) => own[i]).map((s) => s.site)).size,
    stations: own.filter(Boolean).length,
    cells: network.cells.filter((cell) => own[cell.station]).length,
  }
}

function sharesOf(
  { zones, people }: CoverageMap,
  hard: Uint8Array,
  probability: Float32Array,
): Pick<OperatorRow, 'area' | 'population'> {
  const area = { hard: 0, expected: 0, total: 0 }
  const population = { hard: 0, expected: 0, total: 0 }
  for (let cell = 0; cell < hard.length; cell++) {
    if (zones.zone[cell] === 0) continue
    area.total++
    area.hard += hard[cell]
    area.expected += probability[cell]
    population.total += people[cell]
    population.hard += hard[cell] * people[cell]
    population.expected += probability[cell] * people[cell]
  }
  const share = (s: typeof area) => ({ hard: s.hard / s.total, expected: s.expected / s.total })
  return { area: share(area), population: share(population) }
}
