import type { Feature } from 'geojson'
import type { Village } from '../area/village'
import type { Gap } from '../assess/gaps'
import type { VillageRow } from '../assess/rows'
import type { Network } from '../network/network'
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
    gain_people: round(p.gainPeople, 1),
    gain_villages: p.gainVillages,
    relief_people: round(p.reliefPeople, 1),
    cost_cny: p.costCny,
    cumulative_people: round(p.cumulativePeople, 1),
    cumulative_villages: p.cumulativeVillages,
    cumulative_cost_cny: p.cumulativeCostCny,
    quarter: p.quarter,
  }
}

/** A table row with its shares and kilometres cut to six digits: more would be noise. */
export function tidy<T extends object>(row: T): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? round(value, 6) : value]),
  )
}

/** Features of plan.geojson. */
export function planFeatures(proposals: Proposal[]): Feature[] {
  return proposals.map((proposal) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [proposal.lon, proposal.lat] },
    properties: proposalRow(proposal),
  }))
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
  return gaps.map(({ id, class: grade, geometry, areaKm2, population, villages, nearestSiteM }) => ({
    type: 'Feature',
    geometry,
    properties: {
      id,
      class: grade,
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
