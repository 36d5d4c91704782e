import { metresPerDegree } from '../formats/crs'
import type { Rejection } from '../formats/input-error'
import { detached } from '../formats/text'
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
  /** Cells of each station so far, by number within it. */
  cells: OwnCells[]
}

/** Cells of one station: most have a handful, which a list serves best; where there are many, a map stands beside it. */
interface OwnCells {
  list: number[]
  byNumber: Map<string, number> | undefined
}

/** More cells than this at one station are looked up in a map. */
const MANY_CELLS = 32

export function newBuilder(): NetworkBuilder {
  return {
    network: { sites: [], stations: [], cells: [], rejected: [] as Rejection[], warnings: [], synthetic: false },
    sites: new Map(),
    stations: new Map(),
    last: undefined,
    cells: [],
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
  if (typeof key === 'string') key = detached(key)
  const id = typeof key === 'number' ? `S${index + 1}` : key === siteKey ? key : `${detached(siteKey)}@${index + 1}`
  network.sites.push({ id, lon, lat })
  sites.set(key, index)
  return index
}

function stationsOf(builder: NetworkBuilder, operator: string, rat: string): Map<string, number> {
  if (builder.last?.operator === operator && builder.last.rat === rat) return builder.last.stations
  const owner = `${operator}|${rat}`
  let stations = builder.stations.get(owner)
  if (!stations) builder.stations.set(owner, (stations = new Map()))
  builder.last = { operator: detached(operator), rat, stations }
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
  key = detached(key)
  const at = site >= 0 ? site : siteAt(builder, place)
  const id = place.stationKey === '' ? network.sites[at].id : known === undefined ? key : detached(place.stationKey)
  const own = known !== undefined ? `${id}/${index + 1}` : id
  const operator = builder.last?.operator ?? place.operator
  network.stations.push({ id: own, site: at, rat: place.rat, operator, built: place.built })
  stations.set(key, index)
  return { index, remoteM }
}

/** The cell of a station that has that number already (ids are numbers within the station until `nameCells`). */
export function cellOf({ network, cells }: NetworkBuilder, station: number, number: string): Cell | undefined {
  const own = cells[station]
  if (!own) return undefined
  if (own.byNumber) {
    const index = own.byNumber.get(number)
    return index === undefined ? undefined : network.cells[index]
  }
  for (const index of own.list) if (network.cells[index].id === number) return network.cells[index]
  return undefined
}

/** Adds a cell to its station. */
export function addCell({ network, cells }: NetworkBuilder, cell: Cell): void {
  const own = (cells[cell.station] ??= { list: [], byNumber: undefined })
  const index = network.cells.length
  network.cells.push(cell)
  own.list.push(index)
  if (own.byNumber) own.byNumber.set(cell.id, index)
  else if (own.list.length > MANY_CELLS) own.byNumber = new Map(own.list.map((at) => [network.cells[at].id, at]))
}

/** Puts the station's id in front of the cells' numbers, from a cell on. */
export function nameCells({ stations, cells }: Network, from: number, to: number): void {
  for (let i = from; i < to; i++) cells[i].id = `${stations[cells[i].station].id}-${cells[i].id}`
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
