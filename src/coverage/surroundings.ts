import KDBush from 'kdbush'
import type { Surroundings } from './propagation-model'

/** Town where the network itself is dense: at least one site per km² within this distance, m. */
const RADIUS_M = 2000
const TOWN_SITES = 12

/**
 * Town or country at each place: the density of sites tells where people live close together when no land cover is given.
 * Town = 12 or more sites within 2 km (about 1 per km²). Arguments are projected positions in metres.
 */
export function surroundingsOf(
  siteX: ArrayLike<number>,
  siteY: ArrayLike<number>,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): Surroundings[] {
  const index = new KDBush(Math.max(1, siteX.length))
  for (let i = 0; i < siteX.length; i++) index.add(siteX[i], siteY[i])
  if (siteX.length === 0) index.add(Infinity, Infinity)
  index.finish()
  return Array.from({ length: x.length }, (_, i) => surroundingsIn(index, x[i], y[i]))
}

/** The same at one place, from sites that are indexed already. */
export function surroundingsIn(sites: KDBush, x: number, y: number): Surroundings {
  return sites.within(x, y, RADIUS_M).length >= TOWN_SITES ? 'town' : 'country'
}
