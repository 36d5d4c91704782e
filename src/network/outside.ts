import { listArgument } from '../formats/argument'
import { type Warning, warn } from '../formats/warning'
import { networkArgument } from './given-network'
import type { Network } from './network'

/**
 * How many stations stand outside a box of degrees (the area's bounds widened by a margin): far-away ones serve nobody there
 * and often mean a wrong datum or a swapped coordinate.
 * @param bounds west, south, east, north of the area, degrees
 * @param marginDeg widening on each side; 0.5° (some 50 km) by default
 * @returns a warning, or undefined where all stand inside; the stations' indices
 */
export function stationsOutside(
  network: Network,
  bounds: readonly [number, number, number, number],
  marginDeg = 0.5,
): { stations: number[]; warning: Warning | undefined } {
  networkArgument(network)
  listArgument(bounds, 'bounds', '[west, south, east, north] in degrees')
  const [west, south, east, north] = bounds
  const stations: number[] = []
  network.stations.forEach(({ site }, i) => {
    const { lat } = network.sites[site]
    // East of an area on both sides of the antimeridian is above 180.
    const lon = network.sites[site].lon + (east > 180 && network.sites[site].lon < west - marginDeg ? 360 : 0)
    if (lon < west - marginDeg || lon > east + marginDeg || lat < south - marginDeg || lat > north + marginDeg) {
      stations.push(i)
    }
  })
  if (stations.length === 0) return { stations, warning: undefined }
  const first = network.stations[stations[0]]
  const { lon, lat } = network.sites[first.site]
  const round = (value: number) => Math.round(value * 1e4) / 1e4
  return {
    stations,
    warning: warn('stations-outside', {
      count: stations.length,
      total: network.stations.length,
      first: first.id,
      lon: round(lon),
      lat: round(lat),
      west: round(west),
      south: round(south),
      east: round(east),
      north: round(north),
    }),
  }
}
