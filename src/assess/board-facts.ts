import { SCENES } from '../area/places'
import type { GigabitAssignment } from '../fibre/assign-gigabit'
import { capabilityHouseholds, type Fibre } from '../fibre/terminal'
import type { Network, Rat } from '../network/network'
import type { Fact, Facts } from './indicators'
import type { PlaceRow } from './places'
import type { TownRow } from './towns'
import type { RuleCount } from './village-rules'

/** What a run knows for the board; whatever is absent leaves its facts missing. */
export interface BoardRun {
  network: Network
  /** Residents and households of the area. */
  population: number
  households: number
  /** Administrative villages (kind `village`): all, and those with 5G by the rule. */
  administrativeVillages?: { covered: number; total: number }
  /** Administrative villages that have gigabit fibre. */
  gigabitVillages?: number
  gigabit?: GigabitAssignment | null
  fibre?: Fibre | null
  places?: PlaceRow[] | null
  towns?: TownRow[] | null
  nbIotTowns?: TownRow[] | null
  deep?: RuleCount | null
  settlements?: RuleCount | null
  /** 5G stations that the plan adds. */
  plannedStations?: number
}

/**
 * The facts that a run gives. Residents and households are fallbacks: put the inputs file after them, as in
 * `{ ...runFallbacks(run), ...inputs, ...runFacts(run) }`.
 */
export function runFallbacks(run: BoardRun): Facts {
  return drop({
    residents: count(run.population, 'villages of the run'),
    households: count(run.households, 'villages of the run'),
  })
}

/** Facts counted by the run itself; they win over the inputs file. */
export function runFacts(run: BoardRun): Facts {
  const { gigabit, fibre, places, towns, nbIotTowns, deep, settlements } = run
  const pon = fibre?.portKind === 'olt_pon_port' ? fibre.terminals : null
  const keyPlaces = placesWith(places, (scene) => scene.keyPlace)
  const signal = placesWith(places, (scene) => scene.signal)
  const lines = signal?.filter((p) => p.measure === 'length')
  const spots = signal?.filter((p) => p.measure !== 'length')
  const sum = (rows: PlaceRow[] | undefined) => rows?.reduce((s, p) => s + p.lengthKm, 0)
  const townsNote = 'built-up cells of the townships'
  return drop({
    stations_5g: count(stationsOf(run.network, '5g') + (run.plannedStations ?? 0), 'stations of the run'),
    stations_nb_iot: count(stationsOf(run.network, 'nb-iot'), 'stations of the run'),
    gigabit_capability_households: count(
      fibre?.terminals.reduce((s, t) => s + capabilityHouseholds(t), 0),
      'fibre table',
    ),
    pon_ports: count(
      pon?.reduce((s, t) => s + t.ports, 0),
      'fibre table',
    ),
    pon_ports_10g: count(
      pon?.reduce((s, t) => s + t.ports10g, 0),
      'fibre table',
    ),
    key_places: count(keyPlaces?.length || undefined, 'key places'),
    key_places_reached: count(keyPlaces?.filter((p) => p.reached).length, 'key places'),
    signal_places: count(spots?.length || undefined, 'key places'),
    signal_places_reached: count(spots?.filter((p) => p.reached).length, 'key places'),
    signal_lines_km: count(sum(lines) || undefined, 'key places'),
    signal_lines_continuous_km: count(sum(lines?.filter((p) => p.reached)), 'key places'),
    villages: count(run.administrativeVillages?.total, 'villages of the run'),
    villages_5g: count(run.administrativeVillages?.covered, 'coverage of the run'),
    villages_gigabit: count(run.gigabitVillages, 'fibre table'),
    townships: count(gigabit?.townships.length, 'villages of the run'),
    townships_gigabit: count(gigabit?.townships.filter((t) => t.villagesCovered > 0).length, 'fibre table'),
    villages_deep: count(deep?.passed, 'public points and rural key places'),
    settlements_20: count(settlements?.tested, settlements?.estimated ? 'blocks of 500 m, estimated' : 'key places'),
    settlements_20_reached: count(settlements?.passed, 'coverage of the run'),
    towns: count(towns?.length ?? nbIotTowns?.length, townsNote),
    towns_continuous: count(towns?.filter((t) => t.continuous).length, townsNote),
    towns_nb_iot: count(nbIotTowns?.filter((t) => t.continuous).length, townsNote),
  })
}

/** Stations of one radio technology. */
export function stationsOf(network: Network, rat: Rat): number {
  return network.stations.reduce((n, s) => n + Number(s.rat === rat), 0)
}

function placesWith(
  places: PlaceRow[] | null | undefined,
  holds: (scene: (typeof SCENES)[number]) => boolean,
): PlaceRow[] | undefined {
  if (!places) return undefined
  const ids = new Set(SCENES.filter(holds).map((s) => s.id))
  return places.filter((p) => ids.has(p.scene) && !p.outside)
}

function count(value: number | null | undefined, source: string): Fact | null {
  return value === undefined || value === null || !Number.isFinite(value) ? null : { value, source }
}

function drop(facts: Record<string, Fact | null>): Facts {
  return Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, Fact] => entry[1] !== null))
}
