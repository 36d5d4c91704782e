import type { Core } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'

/** One more station for a crowded site. */
export interface Relief {
  /** Index of the site. */
  site: number
  /** Residents taken off the site's stations above the limit by this station. */
  people: number
}

/**
 * Residents served by each site: those of the cells of the map whose serving cell stands there.
 * @returns one value per `network.sites`
 */
export function peopleBySite(core: Core, coverage: CoverageMap): Float64Array {
  const { network, server, people } = coverage
  const { arena, kernels } = core
  const mark = arena.mark()
  const sums = arena.f64(network.cells.length + 1)
  sums.view.fill(0)
  kernels.sumByServer(arena.put(server).ptr, arena.put(people).ptr, server.length, sums.ptr)
  const bySite = new Float64Array(network.sites.length)
  const view = sums.view
  network.cells.forEach((cell, i) => {
    bySite[network.stations[cell.station].site] += view[i + 1]
  })
  arena.release(mark)
  return bySite
}

/**
 * Stations for capacity: again and again one more for the site with the most residents per station, until none is above the
 * limit or `count` is reached. A site with S stations and P residents is relieved by P/S − P/(S+1) per station that was there,
 * counted only down to the limit. Ties go to the site of lower index.
 * @param peopleAt residents served by each site; `stations` 5G stations at it
 * @param limit residents per station
 */
export function reliefStations(
  peopleAt: ArrayLike<number>,
  stations: ArrayLike<number>,
  limit: number,
  count: number,
): Relief[] {
  const crowded: { site: number; people: number; stations: number; step: number }[] = []
  for (let site = 0; site < peopleAt.length; site++) {
    const [people, standing] = [peopleAt[site], stations[site]]
    if (standing === 0) continue
    const need = Math.ceil(people / limit) - standing
    for (let step = 1; step <= need; step++) crowded.push({ site, people, stations: standing + step - 1, step })
  }
  crowded.sort((a, b) => b.people / b.stations - a.people / a.stations || a.site - b.site)
  return crowded.slice(0, Math.max(0, count)).map(({ site, people, stations: before }) => ({
    site,
    people: (people / before - Math.max(limit, people / (before + 1))) * before,
  }))
}
