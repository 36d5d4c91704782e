import { metresPerDegree } from '../formats/crs'
import type { Rejection } from '../formats/input-error'
import type { Cell, Network, Rat } from './network'

/** Cells farther than this from their station's site stand at a site of their own, m. */
const OWN_SITE_M = 200

/** What a row says of its place in the network. */
export interface Placement {
  lon: number
  lat: number
  rat: Rat
  operator: string
  built: number
  /** Code of the structure; empty where unknown: sites are then told apart by position. */
  siteKey: string
  /** Identity of the station among those of its operator and radio technology; empty where unknown: one per site. */
  stationKey: string
}

/** A network under construction: links sites, stations and cells by their keys. */
export interface NetworkBuilder {
  network: Network
  /** By code, or by position as one number. */
  sites: Map<string | number, number>
  /** By owner (operator and radio technology), then by station. */
  stations: Map<string, Map<string, number>>
  /** The owner of the last row: most tables stay with one for long. */
  last: { operator: string; rat: string; stations: Map<string, number> } | undefined
  cells: Map<string, number>
}

export function newBuilder(): NetworkBuilder {
  return {
    network: { sites: [], stations: [], cells: [], rejected: [] as Rejection[], warnings: [], synthetic: false },
    sites: new Map(),
    stations: new Map(),
    last: undefined,
    cells: new Map(),
  }
}

/** The site at a place: the one with the same code, else the one at the same position (to some 10 m). */
function siteAt(builder: NetworkBuilder, { lon, lat, siteKey }: Placement): number {
  const { network, sites } = builder
  const position = Math.round((lon + 180) * 1e4) * 2_000_000 + Math.round((lat + 90) * 1e4)
  let key: string | number = siteKey !== '' ? siteKey : position
  let known = sites.get(key)
  if (known !== undefined && siteKey !== '' && distanceM(network.sites[known], lon, lat) > OWN_SITE_M) {
    key = `${siteKey}@${position}`
    known = sites.get(key)
  }
  if (known !== undefined) return known
  const index = network.sites.length
  const id = siteKey === '' ? `S${index + 1}` : key === siteKey ? siteKey : `${siteKey}@${index + 1}`
  network.sites.push({ id, lon, lat })
  sites.set(key, index)
  return index
}

function stationsOf(builder: NetworkBuilder, operator: string, rat: string): Map<string, number> {
  if (builder.last?.operator === operator && builder.last.rat === rat) return builder.last.stations
  const owner = `${operator}|${rat}`
  let stations = builder.stations.get(owner)
  if (!stations) builder.stations.set(owner, (stations = new Map()))
  builder.last = { operator, rat, stations }
  return stations
}

/** Where a row's station stands in the network: its index, and whether it had to be set apart as remote from its namesake. */
export function stationAt(builder: NetworkBuilder, place: Placement): { index: number; remoteM: number } {
  const { network } = builder
  const stations = stationsOf(builder, place.operator, place.rat)
  const site = place.stationKey === '' ? siteAt(builder, place) : -1
  let key = place.stationKey !== '' ? place.stationKey : `@${site}`
  const known = stations.get(key)
  let remoteM = 0
  if (known !== undefined) {
    const distance = distanceM(network.sites[network.stations[known].site], place.lon, place.lat)
    if (distance <= OWN_SITE_M || site >= 0) return { index: known, remoteM: 0 }
    remoteM = distance
    key = `${key}@${siteAt(builder, place)}`
    const again = stations.get(key)
    if (again !== undefined) return { index: again, remoteM }
  }
  const index = network.stations.length
  const at = site >= 0 ? site : siteAt(builder, place)
  const id = place.stationKey !== '' ? place.stationKey : network.sites[at].id
  const own = known !== undefined ? `${id}/${index + 1}` : id
  network.stations.push({ id: own, site: at, rat: place.rat, operator: place.operator, built: place.built })
  stations.set(key, index)
  return { index, remoteM }
}

/** Adds a cell under a unique id; `tag` numbers further antennas of the same cell (`id#2`). */
export function addCell(builder: NetworkBuilder, cell: Cell): void {
  builder.network.cells.push(cell)
}

/** Metres between a site and a place (equirectangular; exact enough below 100 km). */
export function distanceM(site: { lon: number; lat: number }, lon: number, lat: number): number {
  const { xPerDeg, yPerDeg } = metresPerDegree((site.lat + lat) / 2)
  return Math.hypot((site.lon - lon) * xPerDeg, (site.lat - lat) * yPerDeg)
}

/** Station ids are unique in the result: operators and technologies may share numbers. */
export function makeIdsUnique(network: Network): void {
  const seen = new Map<string, number>()
  for (const station of network.stations) {
    const count = (seen.get(station.id) ?? 0) + 1
    seen.set(station.id, count)
    if (count === 1) continue
    const by = [station.operator, station.rat].filter((part) => part !== '').join('-')
    let id = `${station.id}-${by}`
    for (let n = 2; seen.has(id); n++) id = `${station.id}-${by}-${n}`
    seen.set(id, 1)
    station.id = id
  }
}
