import type { Assessment } from '../assess/assess'
import { type Board, boardOfRun } from '../assess/board-run'
import { coverNbIot } from '../assess/nb-iot'
import { coverOperators, type OperatorTable, operatorsOf } from '../assess/operators'
import { type ProfileRow, profileTable } from '../assess/profiles'
import type { Core } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'
import type { GigabitAssignment } from '../fibre/assign-gigabit'
import type { Fibre } from '../fibre/terminal'
import type { LongTask } from '../formats/progress'
import { gridFor } from '../grid/grid-for'
import type { Plan } from '../plan/plan'
import type { Inputs } from './inputs'

/** Side of the cells on which operators are compared, m: four maps more would cost as much as the run itself. */
const OPERATOR_CELL_SIZE_M = 200

/** What a run says beside its coverage, gaps and plan. */
export interface DualGigabit {
  board: Board
  profiles: ProfileRow[]
  /** Null where the network names fewer than two operators. */
  operators: OperatorTable | null
  /** The map of the NB-IoT stations; null where there are none. */
  nbIotMap: CoverageMap | null
}

/** The board with its tables, the profiles side by side, the operators, NB-IoT. */
export async function dualGigabit({
  inputs,
  coverage,
  assessment,
  gigabit,
  after,
  core,
  task,
}: {
  inputs: Inputs
  coverage: CoverageMap
  assessment: Assessment
  gigabit: GigabitAssignment | null
  /** The plan, the tables of the map after it, the fibre plant after its proposals. */
  after: { plan: Plan; after: Assessment; fibre: Fibre | null; gigabit: GigabitAssignment | null } | null
  core: Core
  task: LongTask
}): Promise<DualGigabit> {
  const { network, terrain, landCover, antennas, population, rule, model, fibre, places, facts } = inputs
  const villages = inputs.villages.villages
  const raster = population?.raster ?? undefined
  const sigmaDb = coverage.sigmaByModel ? ('model' as const) : coverage.sigmaDb
  const common = {
    network,
    villages,
    terrain,
    landCover,
    antennas,
    population: raster,
    model,
    sigmaDb,
    core,
    signal: task.signal,
  }
  const nbIotMap = await coverNbIot(common)
  const cellSizeM = Math.max(OPERATOR_CELL_SIZE_M, coverage.grid.cellSizeM)
  const grid = gridFor(villages, { cellSizeM })
  // Where the cells are those of the NB-IoT map, its zones and people are taken over.
  const onSameCells = nbIotMap?.grid.cellSizeM === cellSizeM ? nbIotMap : undefined
  const operators =
    operatorsOf(network, coverage.rat).length > 1
      ? await coverOperators({ ...common, grid, rule: { ...rule, rat: coverage.rat }, ground: onSameCells })
      : null
  const board = boardOfRun({
    coverage,
    villages,
    administrativeVillages: assessment.byKind.village,
    fibre,
    gigabit,
    places: places?.places,
    nbIot: nbIotMap,
    facts,
    plannedStations: after?.plan.proposals.filter(({ kind }) => kind === 'station').length,
    after: after
      ? {
          coverage: after.plan.after,
          administrativeVillages: after.after.byKind.village,
          fibre: after.fibre ?? fibre,
          gigabit: after.gigabit ?? gigabit,
        }
      : undefined,
  })
  return { board, profiles: profileTable(coverage), operators, nbIotMap }
}
