import KDBush from 'kdbush'
import { distanceM, localPlane, searchPlane } from './distance'
import type { HomePoints } from './home-points'
import { type RouteGraph, routesFrom, type Snap, snapTo } from './route-graph'

/** What a terminal offers to the assignment. */
export interface Supply {
  lon: number
  lat: number
  /** Households that its free ports can serve. */
  capacity: number
  /** Farthest route that its optical budget allows, metres. */
  reachM: number
}

export interface AssignOptions {
  /** Lines along which cables run; straight lines × `detour` without them. */
  graph?: RouteGraph | null
  /** Route over straight line where there are no lines: 1.4, the middle of the usual 1.3–1.5. */
  detour?: number
  /** A place farther than this from every line is reached as if there were none, metres. */
  snapM?: number
}

export interface HouseholdAssignment {
  /** Per point: households served. */
  served: Float64Array
  /** Per point: 1 where a terminal within reach had a free port when its turn came. */
  reached: Uint8Array
  /** Per point: 1 where some terminal with ports is within reach, free or not. */
  inReach: Uint8Array
  /** Per point: longest route by which a household is served, metres; 0 where none is. */
  farthestM: Float64Array
  /** Per point: terminal that serves it first; −1 where none does. */
  terminal: Int32Array
  /** Per terminal: households served, longest route used, households turned away because the ports were used up. */
  load: Float64Array
  terminalFarthestM: Float64Array
  turnedAway: Float64Array
}

/** Routes are ranked to the centimetre; the order of the input breaks ties. */
const CM = 100
const FIRST_BAND_M = 500

/**
 * Gives households to terminals within reach while ports last, the shortest route first. Both sides rank each other by the same lengths, so the
 * result is the one stable matching (Gale and Shapley 1962), and one more terminal, added at the end, never takes a household's service away: at every
 * step of the ranking each point has no more, and each older terminal no less, left over than without it.
 *
 * Routes are looked at in bands of doubling length, so that homes served near by never meet the terminals far away.
 */
export function assignHouseholds(
  points: HomePoints,
  supplies: Supply[],
  options: AssignOptions = {},
): HouseholdAssignment {
  const n = points.lon.length
  const detour = options.detour ?? 1.4
  const remaining = points.households.slice()
  const free = Float64Array.from(supplies, (s) => s.capacity)
  const result: HouseholdAssignment = {
    served: new Float64Array(n),
    reached: new Uint8Array(n),
    inReach: new Uint8Array(n),
    farthestM: new Float64Array(n),
    terminal: new Int32Array(n).fill(-1),
    load: new Float64Array(supplies.length),
    terminalFarthestM: new Float64Array(supplies.length),
    turnedAway: new Float64Array(supplies.length),
  }
  if (n === 0 || supplies.length === 0) return result

  const plane = searchPlane(
    points.lat,
    supplies.map((s) => s.lat),
  )
  const index = new KDBush(n)
  for (let p = 0; p < n; p++) index.add(plane.x(points.lon[p]), plane.y(points.lat[p]))
  index.finish()
  const snaps = snapAll(points, supplies, options)
  const done = (p: number) => result.reached[p] === 1 && remaining[p] <= 0
  const farthestReachM = supplies.reduce((m, s) => (s.capacity > 0 ? Math.max(m, s.reachM) : m), 0)

  for (let low = 0, high = FIRST_BAND_M; low <= farthestReachM; low = high, high *= 2) {
    const keys: number[] = []
    const pairPoint: number[] = []
    const pairTerminal: number[] = []
    supplies.forEach((supply, t) => {
      if (supply.capacity <= 0 || supply.reachM < low) return
      const limitM = Math.min(high, supply.reachM)
      const routes = routesOf(t, limitM)
      const straight = !snaps?.terminals[t]
      // A route along lines is no shorter than the straight line; one without lines is `detour` times as long.
      const radiusM = straight ? limitM / detour : limitM
      const found = index.within(plane.x(supply.lon), plane.y(supply.lat), radiusM * 1.01 + 1)
      found.sort((a, b) => a - b)
      const near = localPlane(supply.lat)
      const tooNearM = straight ? (low / detour) * 0.98 : 0
      for (const p of found) {
        if (done(p)) continue
        const dx = near.x(points.lon[p] - supply.lon)
        const dy = near.y(points.lat[p] - supply.lat)
        if (dx * dx + dy * dy < tooNearM * tooNearM) continue
        const routeM = routes(p)
        if (routeM < low || routeM >= high || routeM > supply.reachM) continue
        result.inReach[p] = 1
        if (free[t] <= 0) {
          result.turnedAway[t] += remaining[p]
          continue
        }
        keys.push(Math.round(routeM * CM) * 2 ** 26 + keys.length)
        pairPoint.push(p)
        pairTerminal.push(t)
      }
    })
    for (const key of Float64Array.from(keys).sort()) {
      const pair = key % 2 ** 26
      const p = pairPoint[pair]
      const t = pairTerminal[pair]
      if (done(p)) continue
      if (free[t] <= 0) {
        result.turnedAway[t] += remaining[p]
        continue
      }
      const given = Math.min(remaining[p], free[t])
      result.turnedAway[t] += remaining[p] - given
      remaining[p] -= given
      free[t] -= given
      result.served[p] += given
      result.reached[p] = 1
      result.load[t] += given
      if (result.terminal[p] < 0) result.terminal[p] = t
      const routeM = (key - pair) / 2 ** 26 / CM
      result.farthestM[p] = Math.max(result.farthestM[p], routeM)
      if (given > 0) result.terminalFarthestM[t] = Math.max(result.terminalFarthestM[t], routeM)
    }
  }
  return result

  function routesOf(t: number, limitM: number): (p: number) => number {
    const supply = supplies[t]
    const straight = (p: number) => distanceM(supply.lon, supply.lat, points.lon[p], points.lat[p]) * detour
    const start = snaps?.terminals[t]
    if (!snaps || !start || !options.graph) return straight
    const along = routesFrom(options.graph, start, limitM)
    return (p) => {
      const end = snaps.points[p]
      return end ? along(end) : straight(p)
    }
  }
}

/** Routes in metres from a place to points, as the assignment measures them, however long. */
export function routesToPoints(
  from: { lon: number; lat: number },
  points: HomePoints,
  which: number[],
  options: AssignOptions = {},
): number[] {
  const detour = options.detour ?? 1.4
  const snapM = options.snapM ?? 500
  const start = options.graph ? snapTo(options.graph, from.lon, from.lat, snapM) : null
  const along = start && options.graph ? routesFrom(options.graph, start, Infinity) : null
  return which.map((p) => {
    const end = along && options.graph ? snapTo(options.graph, points.lon[p], points.lat[p], snapM) : null
    return along && end ? along(end) : distanceM(from.lon, from.lat, points.lon[p], points.lat[p]) * detour
  })
}

function snapAll(
  points: HomePoints,
  supplies: Supply[],
  options: AssignOptions,
): { points: (Snap | null)[]; terminals: (Snap | null)[] } | null {
  const { graph, snapM = 500 } = options
  if (!graph) return null
  return {
    points: Array.from(points.lon, (lon, p) => snapTo(graph, lon, points.lat[p], snapM)),
    terminals: supplies.map((s) => snapTo(graph, s.lon, s.lat, snapM)),
  }
}
