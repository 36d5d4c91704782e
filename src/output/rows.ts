import type { Feature } from 'geojson'
import type { Village } from '../area/village'
import type { Gap } from '../assess/gaps'
import type { Indicator } from '../assess/indicators'
import type { PlaceRow } from '../assess/places'
import type { VillageRow } from '../assess/rows'
import type { TownRow } from '../assess/towns'
import type { GigabitAssignment } from '../fibre/assign-gigabit'
import type { GigabitArea, GigabitCount } from '../fibre/gigabit-tables'
import type { Network } from '../network/network'
import type { FibreProposal } from '../outside-plant/propose-fibre'
import type { Proposal } from '../plan/plan'

/** Rows of stations.csv: what stands today. */
export function stationRows(network: Network): Record<string, unknown>[] {
  const bands: Set<string>[] = network.stations.map(() => new Set())
  for (const cell of network.cells) bands[cell.station].add(cell.band)
  return network.stations.map(({ id, site, operator, rat, built }, i) => ({
    id,
    lon: degrees(network.sites[site].lon),
    lat: degrees(network.sites[site].lat),
    operator,
    rat,
    bands: [...bands[i]].join(';'),
    built: Number.isFinite(built) ? built : null,
  }))
}

/** Rows of plan.csv, properties of plan.geojson. */
export function proposalRow(p: Proposal) {
  return {
    rank: p.rank,
    lon: degrees(p.lon),
    lat: degrees(p.lat),
    kind: p.kind,
    county: p.county,
    township: p.township,
    village: p.village,
    village_code: p.villageCode,
    reason: p.reason,
    band: p.band,
    height_m: p.heightM,
    azimuths: p.azimuthsDeg.join(';'),
    shares_site: p.sharesSite,
    gain_people: round(p.gainPeople, 1) as number | null,
    gain_villages: p.gainVillages,
    relief_people: round(p.reliefPeople, 1) as number | null,
    cost_cny: p.costCny,
    cumulative_people: round(p.cumulativePeople, 1) as number | null,
    cumulative_villages: p.cumulativeVillages,
    cumulative_cost_cny: p.cumulativeCostCny,
    quarter: p.quarter,
    year: p.year,
    operator: p.operator,
    structure: p.structure as string,
    candidate: p.candidate,
    owner: p.owner,
    ports: null as number | null,
    gain_households: null as number | null,
    tilt_deg: p.tiltDeg as number | null,
    surroundings: p.surroundings as string,
    serves: p.serves,
    gain_expected_people: round(p.gainExpectedPeople, 1) as number | null,
    gain_area_km2: round(p.gainAreaKm2, 3) as number | null,
    new_tenant: p.isNewTenant as boolean | null,
  }
}

/** The same for a fibre terminal, ranked after `stations` stations; its sums run over fibre alone. */
export function fibreProposalRow(p: FibreProposal, stations: number): ReturnType<typeof proposalRow> {
  return {
    rank: stations + p.rank,
    lon: degrees(p.lon),
    lat: degrees(p.lat),
    kind: p.kind,
    county: p.county,
    township: p.township,
    village: p.village,
    village_code: p.villageCode,
    reason: p.reason as never,
    band: '',
    height_m: null as never,
    azimuths: '',
    shares_site: p.extends,
    gain_people: round(p.gainPeople, 1),
    gain_villages: p.gainVillages,
    relief_people: 0,
    cost_cny: p.costCny,
    cumulative_people: round(p.cumulativePeople, 1),
    cumulative_villages: p.cumulativeVillages,
    cumulative_cost_cny: p.cumulativeCostCny,
    quarter: p.quarter,
    year: 1,
    operator: '',
    structure: '',
    candidate: '',
    owner: '',
    ports: p.ports,
    gain_households: round(p.gainHouseholds, 1),
    tilt_deg: null,
    surroundings: '',
    serves: '',
    gain_expected_people: null,
    gain_area_km2: null,
    new_tenant: null,
  }
}

/** Rows of fibre.csv: what stands today and how full it is. */
export function terminalRows({ terminals }: GigabitAssignment): Record<string, unknown>[] {
  return terminals.map((t) => ({
    id: t.id,
    operator: t.operator,
    capability: t.capability,
    served: round(t.served, 1),
    turned_away: round(t.turnedAway, 1),
    over_capacity: t.overCapacity,
    reach_km: round(t.reachKm, 3),
    farthest_home_m: round(t.farthestHomeM, 0),
  }))
}

/** Rows of fibre-areas.csv: households served and not, for the whole area, counties, townships and villages. */
export function fibreAreaRows({ city, counties, townships, villages }: GigabitAssignment, list: Village[]) {
  const served = ({ households, covered, coveredShare }: GigabitCount) => ({
    households: round(households, 1),
    served: round(covered, 1),
    not_served: round(households - covered, 1),
    share: Number.isNaN(coveredShare) ? null : round(coveredShare, 4),
  })
  const area = (level: string, row: GigabitArea) => ({
    level,
    code: row.code,
    name: row.name,
    ...served(row),
    villages_covered: row.villagesCovered,
    villages_total: row.villagesTotal,
    terminal: '',
    farthest_home_m: null as number | null,
    missing_db: null as number | null,
    reason: '',
  })
  return [
    area('area', city),
    ...counties.map((row) => area('county', row)),
    ...townships.map((row) => area('township', row)),
    ...villages.map((row, v) => ({
      level: 'village',
      code: row.code,
      name: list[v].name,
      ...served(row),
      villages_covered: Number(row.hasGigabit),
      villages_total: 1,
      terminal: row.terminal,
      farthest_home_m: round(row.farthestHomeM, 0),
      missing_db: round(row.missingDb, 2),
      reason: row.reason,
    })),
  ]
}

/** Rows of fibre-budget-fails.csv: villages beyond every optical budget. */
export function budgetFailRows({ budgetFails }: GigabitAssignment): Record<string, unknown>[] {
  return budgetFails.map((f) => ({
    village: f.village,
    nearest_terminal: f.terminal,
    route_km: round(f.routeKm, 3),
    reach_km: round(f.reachKm, 3),
    missing_db: round(f.missingDb, 2),
    households: round(f.households, 1),
  }))
}

/** Rows of places.csv. */
export function placeRows(places: PlaceRow[], villages: Village[]): Record<string, unknown>[] {
  return places.map((p) => ({
    id: p.id,
    name: p.name,
    scene: p.scene,
    measure: p.measure,
    weight: p.weight,
    village: p.village > 0 ? villages[p.village - 1].code : '',
    reached: p.outside ? null : p.reached,
    share_hard: round(p.shareHard, 4),
    share_expected: round(p.shareExpected, 4),
    length_km: round(p.lengthKm, 3),
    area_km2: round(p.areaKm2, 4),
    gigabit: p.gigabit,
  }))
}

/** Rows of towns.csv: built-up areas of the townships, 5G and NB-IoT. */
export function townRows(towns: TownRow[], nbIot: TownRow[] | null): Record<string, unknown>[] {
  // Both lists come from the same villages, in one order.
  return towns.map((t, i) => ({
    township_code: t.townshipCode,
    township: t.township,
    county: t.county,
    area_km2: round(t.areaKm2, 4),
    share_5g: round(t.share, 4),
    continuous_5g: t.continuous,
    share_nb_iot: nbIot ? round(nbIot[i].share, 4) : null,
    continuous_nb_iot: nbIot ? nbIot[i].continuous : null,
  }))
}

/** Rows of indicators.csv. */
export function indicatorRows(indicators: Indicator[]): Record<string, unknown>[] {
  return indicators.map(({ name, missing, ...i }) => ({
    code: i.code,
    number: i.number,
    name_en: name.en,
    name_zh: name.zh,
    value: i.value,
    after: i.after,
    at_least: i.atLeast,
    threshold: i.threshold,
    margin: i.margin,
    pass: i.pass,
    year: i.year,
    source: i.source,
    missing: missing.join(' '),
    profile: i.profile,
  }))
}

/** A table row with its shares and kilometres cut to six digits: more would be noise. */
export function tidy<T extends object>(row: T): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? round(value, 6) : value]),
  )
}

/** Features of plan.geojson. */
export function planFeatures(rows: ReturnType<typeof proposalRow>[]): Feature[] {
  return rows.map((properties) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [properties.lon, properties.lat] },
    properties,
  }))
}

/**
 * Rows of plan.csv: stations in order, then fibre terminals in theirs.
 * @param peopleKnown false where no input says how many people live where: what a station gains of them is empty then, not 0
 */
export function planRows(
  stations: Proposal[],
  fibre: FibreProposal[],
  peopleKnown = true,
): ReturnType<typeof proposalRow>[] {
  const rows = [...stations.map(proposalRow), ...fibre.map((p) => fibreProposalRow(p, stations.length))]
  if (peopleKnown) return rows
  const unknown = { gain_people: null, gain_expected_people: null, cumulative_people: null, relief_people: null }
  return rows.map((row) => ({ ...row, ...unknown }))
}

/** Features of villages.geojson: boundaries as read (WGS-84) with their table row. */
export function villageFeatures(villages: Village[], rows: VillageRow[]): Feature[] {
  return villages.map(({ geometry, synthetic }, i) => ({
    type: 'Feature',
    geometry,
    properties: { ...tidy(rows[i]), synthetic },
  }))
}

/** Features of gaps.geojson. */
export function gapFeatures(gaps: Gap[]): Feature[] {
  return gaps.map(({ id, class: grade, township, county, geometry, areaKm2, population, villages, nearestSiteM }) => ({
    type: 'Feature',
    geometry,
    properties: {
      id,
      class: grade,
      township,
      county,
      area_km2: round(areaKm2, 6),
      population: population === null ? null : round(population, 1),
      villages,
      nearest_site_m: nearestSiteM === null ? null : round(nearestSiteM, 1),
    },
  }))
}

function degrees(value: number): number {
  return round(value, 6)
}

function round(value: number, digits: number): number {
  const power = 10 ** digits
  return Math.round(value * power) / power
}
