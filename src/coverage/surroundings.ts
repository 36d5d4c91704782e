import KDBush from 'kdbush'
import type { Surroundings } from '../radio/models/path-model'

/** Town where the network itself is dense: at least one site per km² within this distance, m. */
const RADIUS_M = 2000
const TOWN_SITES = 12
/**
 * Dense town: sites as near to each other as planners set them there, 400 m (usual distances: 250 to 400 m in a dense city, 350 to
 * 500 m in a city). A hexagonal grid of 400 m has 2/(√3·0.4²) = 7.2 sites per km², 90 within 2 km. A setting, not a standard.
 */
const DENSE_SITES = 90

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

/** True in a dense town: 90 or more sites within 2 km. */
export function isDenseIn(sites: KDBush, x: number, y: number): boolean {
  return sites.within(x, y, RADIUS_M).length >= DENSE_SITES
}
