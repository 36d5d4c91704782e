import { valueReader } from '../formats/rasters/geo-raster'
import { type Warning, warn } from '../formats/warning'
import type { Network } from '../network/network'
import type { Terrain } from './terrain'

/** Antennas below this are not looked at: ground near the sea is as high as a mast. */
const LEAST_M = 60
const NEAR_M = 3
const LEAST_CELLS = 3

/**
 * Looks for antenna heights that are metres above the sea instead of above ground: equal to the elevation at the site within 3 m.
 * @returns a warning, or undefined where at most a chance few agree
 */
export function heightsLikeGround(network: Network, { tiles }: Terrain): Warning | undefined {
  const readers = tiles.map(valueReader)
  const ground = network.sites.map(({ lon, lat }) => {
    for (const valueAt of readers) {
      const value = valueAt(lon, lat)
      if (!Number.isNaN(value)) return value
    }
    return Number.NaN
  })
  let high = 0
  const alike: string[] = []
  for (const { id, station, heightM, indoor } of network.cells) {
    if (indoor || heightM < LEAST_M) continue
    high++
    if (Math.abs(heightM - ground[network.stations[station].site]) <= NEAR_M) alike.push(id)
  }
  if (alike.length < LEAST_CELLS || alike.length * 2 < high) return undefined
  return warn('heights-like-ground', { count: alike.length, total: high, aboveM: LEAST_M, first: alike[0] })
}
