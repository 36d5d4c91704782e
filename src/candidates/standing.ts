import KDBush from 'kdbush'
import type { CoverageMap } from '../coverage/coverage-map'
import { type SitesOnGround, sitesOnGround } from '../coverage/network-masts'
import { isDenseIn, surroundingsIn } from '../coverage/surroundings'
import type { Grid } from '../grid/grid'
import type { Surroundings } from '../radio/models/path-model'

/**
 * An existing structure wins over a new one this near, m ("share before you build", 能共享不新建): in a dense town, in town, in
 * the country. Usual co-location radii of planners.
 */
const SHARE_TOLERANCE_M = { dense: 50, town: 100, country: 300 }

/** What stands today, as the choice of places asks about it. */
export interface Standing {
  ground: SitesOnGround
  /** Sites inside the grid. */
  sitesInside: number[]
  siteOf: ReadonlyMap<string, number>
  /** True where a site has a cell on the band. */
  carries(site: number, band: string): boolean
  /** Operators with a station at the site, in order of the stations. */
  operatorsAt(site: number): readonly string[]
  /** Height of the highest outdoor antenna at the site, m above ground; NaN where none stands there. */
  highestM(site: number): number
  /** Distance to the nearest site inside the grid, m; Infinity where there is none. */
  nearestM(x: number, y: number): number
  /** Sites within a distance, in no order. */
  sitesWithin(x: number, y: number, distanceM: number): number[]
  /** The nearest site within a distance, of those that `allowed` lets through; −1 where there is none. */
  siteWithin(x: number, y: number, distanceM: number, allowed?: (site: number) => boolean): number
  /** Town or country by the density of the sites that are on the air. */
  surroundingsAt(x: ArrayLike<number>, y: ArrayLike<number>): Surroundings[]
  /** How near a structure wins over a new one at a place with these surroundings, m. */
  shareToleranceM(surroundings: Surroundings, x: number, y: number): number
}

/** True where a projected position lies on the grid. */
export function onGrid({ originX, originY, columns, rows, cellSizeM }: Grid, x: number, y: number): boolean {
  return x >= originX && y <= originY && x < originX + columns * cellSizeM && y > originY - rows * cellSizeM
}

/** Gathers what stands in a map's network. */
export function standingIn({ grid, network, rat }: CoverageMap): Standing {
  const ground = sitesOnGround(grid, network, rat)
  const sitesInside = network.sites.map((_, i) => i).filter((i) => onGrid(grid, ground.x[i], ground.y[i]))
  const index = indexOf(ground, sitesInside)
  const onAir = indexOf(ground, ground.used)
  const onBand = new Set<string>()
  const highest = new Float64Array(network.sites.length).fill(Number.NaN)
  for (const { station, band, indoor, heightM } of network.cells) {
    const { site } = network.stations[station]
    onBand.add(`${site} ${band}`)
    if (!indoor && !(heightM <= highest[site])) highest[site] = heightM
  }
  const operators = new Map<number, string[]>()
  for (const { site, operator } of network.stations) {
    const there = operators.get(site)
    if (!there) operators.set(site, operator === '' ? [] : [operator])
    else if (operator !== '' && !there.includes(operator)) there.push(operator)
  }
  const nearest = (
    x: number,
    y: number,
    radius: number,
    allowed?: (site: number) => boolean,
  ): [site: number, distanceM: number] => {
    let best: [number, number] = [-1, Number.POSITIVE_INFINITY]
    if (sitesInside.length === 0) return best
    for (const k of index.within(x, y, radius)) {
      const site = sitesInside[k]
      if (allowed && !allowed(site)) continue
      const distance = Math.hypot(ground.x[site] - x, ground.y[site] - y)
      if (distance < best[1] || (distance === best[1] && site < best[0])) best = [site, distance]
    }
    return best
  }
  return {
    ground,
    sitesInside,
    siteOf: new Map(network.sites.map(({ id }, i) => [id, i])),
    carries: (site, band) => onBand.has(`${site} ${band}`),
    highestM: (site) => highest[site],
    operatorsAt: (site) => operators.get(site) ?? [],
    nearestM(x, y) {
      if (sitesInside.length === 0) return Number.POSITIVE_INFINITY
      // Ring by ring, each twice as wide.
      for (let radius = 500; ; radius *= 2) {
        const [, distance] = nearest(x, y, radius)
        if (distance <= radius || radius > 4e7) return distance
      }
    },
    sitesWithin: (x, y, distanceM) =>
      sitesInside.length === 0 ? [] : index.within(x, y, distanceM).map((k) => sitesInside[k]),
    siteWithin: (x, y, distanceM, allowed) => nearest(x, y, distanceM, allowed)[0],
    surroundingsAt: (x, y) => Array.from({ length: x.length }, (_, i) => surroundingsIn(onAir, x[i], y[i])),
    shareToleranceM: (surroundings, x, y) =>
      SHARE_TOLERANCE_M[surroundings === 'town' && isDenseIn(onAir, x, y) ? 'dense' : surroundings],
  }
}

function indexOf({ x, y }: SitesOnGround, sites: number[]): KDBush {
  const index = new KDBush(Math.max(1, sites.length))
  for (const i of sites) index.add(x[i], y[i])
  if (sites.length === 0) index.add(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
  index.finish()
  return index
}
