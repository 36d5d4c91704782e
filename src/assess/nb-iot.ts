import { type CoverageInput, computeCoverage } from '../coverage/compute-coverage'
import type { CoverageMap } from '../coverage/coverage-map'
import { coverageGiven } from '../coverage/given-coverage'
import { objectArgument } from '../formats/argument'
import { gridFor } from '../grid/grid-for'
import { networkArgument } from '../network/given-network'
import type { Network } from '../network/network'
import { COUPLING_LIMITS_DB, couplingLossDb, coverageLevel } from '../radio/nb-iot'
import { type Town, type TownRow, townContinuity } from './towns'

/** Within 144, 154 and 164 dB, each holding the one before it, and all. */
export interface WithinLevels {
  ce0: number
  ce1: number
  ce2: number
  total: number
}

export interface NbIotCoverage {
  /** Coupling loss to the serving cell per cell, dB; NaN where none reaches. */
  couplingLossDb: Float32Array
  areaKm2: WithinLevels
  people: WithinLevels
  /** "Continuous at township level": 95 % of the built-up area within the CE1 limit of 154 dB. */
  towns: TownRow[]
}

/** Cells of the NB-IoT map, m: its stations reach kilometres far, and towns are square kilometres large. */
export const NB_IOT_CELL_SIZE_M = 200

/**
 * The coverage map of the NB-IoT stations of a network, down to a coupling loss of 164 dB; null where it has none.
 * @param input as for `computeCoverage`; the grid is that of the villages with cells of `cellSizeM`
 * @throws InputError as `computeCoverage`
 */
export async function coverNbIot(
  input: Omit<CoverageInput, 'rule' | 'grid'> & { cellSizeM?: number },
): Promise<CoverageMap | null> {
  networkArgument(input?.network)
  objectArgument(input, 'input', 'an object of type Omit')
  const network = nbIotNetwork(input.network)
  if (network.cells.length === 0) return null
  const { cellSizeM = NB_IOT_CELL_SIZE_M, ...rest } = input
  const grid = gridFor(input.villages, { cellSizeM })
  return computeCoverage({ ...rest, network, grid, rule: 'nb-iot-ce1' })
}

function nbIotNetwork(network: Network): Network {
  return { ...network, cells: network.cells.filter(({ station }) => network.stations[station].rat === 'nb-iot') }
}

/**
 * Coupling loss of a coverage map that was computed for NB-IoT (a rule with `rat: 'nb-iot'`; its level is NRSRP): EPRE of the serving cell − NRSRP.
 * @param towns from `townsOf`
 */
export function assessNbIot(coverage: CoverageMap, towns: Town[]): NbIotCoverage {
  coverageGiven(coverage)
  const { grid, rsrpDbm, server, network, zones, people } = coverage
  const loss = new Float32Array(rsrpDbm.length).fill(NaN)
  const cells = [0, 0, 0, 0]
  const persons = [0, 0, 0, 0]
  for (let c = 0; c < loss.length; c++) {
    if (server[c] > 0) loss[c] = couplingLossDb(network.cells[server[c] - 1].epreDbm, rsrpDbm[c])
    if (zones.zone[c] === 0) continue
    const level = coverageLevel(loss[c])
    cells[level]++
    persons[level] += people[c]
  }
  return {
    couplingLossDb: loss,
    areaKm2: within(cells, grid.cellSizeM ** 2 / 1e6),
    people: within(persons, 1),
    towns: townContinuity(grid, towns, (cell) => Number(loss[cell] <= COUPLING_LIMITS_DB[1])),
  }
}

function within(n: number[], factor: number): WithinLevels {
  const [ce0, ce1, ce2] = [n[0], n[0] + n[1], n[0] + n[1] + n[2]]
  return { ce0: ce0 * factor, ce1: ce1 * factor, ce2: ce2 * factor, total: (ce2 + n[3]) * factor }
}
