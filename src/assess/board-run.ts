import type { Place } from '../area/places'
import type { Village } from '../area/village'
import type { CoverageMap } from '../coverage/coverage-map'
import type { GigabitAssignment } from '../fibre/assign-gigabit'
import type { Fibre } from '../fibre/terminal'
import { objectArgument } from '../formats/argument'
import { type BoardRun, runFacts, runFallbacks, stationsOf } from './board-facts'
import { boardOf, type Facts, type Indicator } from './indicators'
import { assessNbIot, type NbIotCoverage } from './nb-iot'
import { type Sharing, sharingOf } from './operators'
import { assessPlaces, type PlaceRow, type SceneRow, sceneTable } from './places'
import { type Town, type TownRow, townContinuity, townsOf } from './towns'
import { deepVillages, settlements20 } from './village-rules'

/** All that the board of a run is made from; what is absent leaves its indicators `missing`. */
export interface BoardInput {
  coverage: CoverageMap
  villages: Village[]
  /** Administrative villages that pass the rule: `assessment.byKind.village`. */
  administrativeVillages: { covered: number; total: number }
  fibre?: Fibre | null
  gigabit?: GigabitAssignment | null
  places?: Place[] | null
  /** A map computed for NB-IoT (a rule with `rat: 'nb-iot'`), on any grid. */
  nbIot?: CoverageMap | null
  /** Figures that only operators and the city have. */
  facts?: Facts
  /** Stations that the plan adds, of the map's generation, and the map and the fibre after it. */
  plannedStations?: number
  after?: {
    coverage: CoverageMap
    administrativeVillages: { covered: number; total: number }
    fibre?: Fibre | null
    gigabit?: GigabitAssignment | null
  }
}

export interface Board {
  indicators: Indicator[]
  places: PlaceRow[]
  scenes: SceneRow[]
  /** The same after the plan; null without a plan or without places. */
  scenesAfter: SceneRow[] | null
  towns: TownRow[]
  nbIot: NbIotCoverage | null
  sharing: Sharing
}

/** The gigabit-city board of a run with the tables behind it: key places, towns, NB-IoT, sharing. */
export function boardOfRun(input: BoardInput): Board {
  objectArgument(input, 'input', 'an object of type BoardInput')
  const { coverage, villages, after, plannedStations = 0 } = input
  const towns = townsOf(coverage.grid, coverage.zones.zone, coverage.people, villages)
  const nbIot = input.nbIot ? assessNbIot(input.nbIot, nbIotTowns(input.nbIot, villages)) : null
  const now = stateOf(input, input, towns, nbIot, 0)
  const then = after ? stateOf(input, after, towns, nbIot, plannedStations) : null
  return {
    indicators: boardOf(
      now.facts,
      then?.facts ?? (plannedStations > 0 ? stateOf(input, input, towns, nbIot, plannedStations).facts : undefined),
    ),
    places: now.places,
    scenes: sceneTable(now.places),
    scenesAfter: then && input.places ? sceneTable(then.places) : null,
    towns: now.towns,
    nbIot,
    sharing: sharingOf(coverage.network, coverage.rat),
  }
}

/** Facts of the board before or after the plan, with the tables that they come from. */
function stateOf(
  input: BoardInput,
  {
    coverage,
    administrativeVillages,
    fibre,
    gigabit,
  }: Pick<BoardInput, 'coverage' | 'administrativeVillages' | 'fibre' | 'gigabit'>,
  built: Town[],
  nbIot: NbIotCoverage | null,
  plannedStations: number,
): { facts: Facts; places: PlaceRow[]; towns: TownRow[] } {
  const { villages } = input
  const places = assessPlaces(coverage, input.places ?? [])
  const towns = townContinuity(coverage.grid, built, (cell) => coverage.probability[cell])
  const sum = (value: (v: Village) => number) =>
    villages.reduce((s, v) => s + (Number.isFinite(value(v)) ? value(v) : 0), 0)
  // The board asks for 5G. A map of another generation says of it only that there is none, where no 5G station stands.
  const is5g = coverage.rat === '5g'
  const none = stationsOf(input.coverage.network, '5g') === 0
  const run: BoardRun = {
    network: input.coverage.network,
    population: sum((v) => v.population) || Number.NaN,
    households: sum((v) => v.households) || Number.NaN,
    administrativeVillages: is5g
      ? administrativeVillages
      : none
        ? { ...administrativeVillages, covered: 0 }
        : undefined,
    gigabitVillages: gigabit?.villages.filter((row, v) => row.hasGigabit && villages[v].kind === 'village').length,
    fibre,
    gigabit,
    nbIotTowns: nbIot?.towns,
    ...(is5g && {
      places: input.places ? places : null,
      towns,
      deep: deepVillages(coverage, villages, places),
      settlements: settlements20(coverage, places),
    }),
    plannedStations: is5g ? plannedStations : 0,
  }
  return { facts: { ...runFallbacks(run), ...input.facts, ...runFacts(run) }, places, towns }
}

function nbIotTowns({ grid, zones, people }: CoverageMap, villages: Village[]) {
  return townsOf(grid, zones.zone, people, villages)
}
