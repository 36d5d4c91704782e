import KDBush from 'kdbush'
import type { GigabitAssignment } from '../fibre/assign-gigabit'
import { distanceM, searchPlane } from '../fibre/distance'
import { EPSILON } from '../fibre/gigabit-tables'
import { odnReachKm } from '../fibre/odn-budget'
import type { PonClassId } from '../fibre/pon-class'
import { buildRouteGraph, type RouteGraph, routesFrom, snapTo } from '../fibre/route-graph'
import { DEFAULT_SPLIT, DEFAULT_TAKE_UP, type Fibre } from '../fibre/terminal'
import { DEFAULT_FIBRE_COSTS } from './fibre-costs'
import type { ProposeFibreInput } from './propose-fibre'

/** What a new terminal is where nothing else is said. */
export const NEW_TERMINAL = {
  ponClass: 'N1' as PonClassId,
  splits: [DEFAULT_SPLIT],
  takeUp: DEFAULT_TAKE_UP,
  maxPorts: 128,
}

/** A place where ports could go: homes in reach, shortest route first, and what stands there today. */
export interface FibreCandidate {
  lon: number
  lat: number
  village: number
  /** Index of the terminal that is extended; −1 for a new one. */
  terminal: number
  points: number[]
  homesPerPort: number
  maxPorts: number
  fixedCny: number
}

/**
 * Terminals that turned homes away, and the villages without gigabit fibre.
 * @param remaining households without a port, per point of the assignment
 */
export function fibreCandidates(input: ProposeFibreInput, remaining: Float64Array): FibreCandidate[] {
  const { villages, fibre, gigabit, costs = DEFAULT_FIBRE_COSTS, detour = 1.4, snapM = 500 } = input
  const { points } = gigabit
  const fresh = input.terminal ?? NEW_TERMINAL
  const graph = input.routes ? buildRouteGraph(input.routes.lines) : null
  const open = Array.from(remaining.keys()).filter((p) => remaining[p] > EPSILON)
  if (open.length === 0) return []
  const plane = searchPlane(
    points.lat,
    fibre.terminals.map((t) => t.lat),
  )
  const index = new KDBush(open.length)
  for (const p of open) index.add(plane.x(points.lon[p]), plane.y(points.lat[p]))
  index.finish()
  const within = (lon: number, lat: number, reachM: number) => {
    const near = index.within(plane.x(lon), plane.y(lat), reachM * 1.01 + 1).map((i) => open[i])
    const route = routeOf(graph, lon, lat, reachM, snapM, detour, points)
    return near
      .map((p) => ({ p, routeM: route(p) }))
      .filter(({ routeM }) => routeM <= reachM)
      .sort((a, b) => a.routeM - b.routeM || a.p - b.p)
      .map(({ p }) => p)
  }
  const linesOf = (splits: number[]) => splits.reduce((product, split) => product * split, 1)
  const candidates: FibreCandidate[] = []
  fibre.terminals.forEach((t, i) => {
    if (gigabit.assignment.turnedAway[i] <= EPSILON) return
    const found = within(t.lon, t.lat, gigabit.terminals[i].reachKm * 1000)
    if (found.length === 0) return
    const homesPerPort =
      fibre.portKind === 'olt_pon_port' ? linesOf(t.splits) * t.takeUp : fresh.takeUp * linesOf(fresh.splits)
    candidates.push({
      lon: t.lon,
      lat: t.lat,
      village: points.village[found[0]],
      terminal: i,
      points: found,
      homesPerPort,
      maxPorts: fresh.maxPorts,
      fixedCny: 0,
    })
  })
  const reachM = odnReachKm({ ...input.odn, ponClass: fresh.ponClass, splits: fresh.splits }) * 1000
  const places = busiestPoints(input, open, remaining)
  gigabit.villages.forEach((row, v) => {
    const place = places.get(v)
    if (row.hasGigabit || place === undefined) return
    const point = villages[v].publicPoints[0]
    const lon = point?.lon ?? points.lon[place]
    const lat = point?.lat ?? points.lat[place]
    const feederKm = (nearestM(fibre, lon, lat) * detour) / 1000
    candidates.push({
      lon,
      lat,
      village: v,
      terminal: -1,
      points: within(lon, lat, reachM),
      homesPerPort: fresh.takeUp * linesOf(fresh.splits),
      maxPorts: fresh.maxPorts,
      fixedCny: costs.terminalCny + costs.cableCnyPerKm * feederKm,
    })
  })
  return candidates
}

/** Per village with unserved homes the point that has most of them. */
function busiestPoints({ gigabit }: ProposeFibreInput, open: number[], remaining: Float64Array): Map<number, number> {
  const best = new Map<number, number>()
  for (const p of open) {
    const v = gigabit.points.village[p]
    const before = best.get(v)
    if (before === undefined || remaining[p] > remaining[before]) best.set(v, p)
  }
  return best
}

function nearestM(fibre: Fibre, lon: number, lat: number): number {
  const d = fibre.terminals.reduce((best, t) => Math.min(best, distanceM(t.lon, t.lat, lon, lat)), Infinity)
  return Number.isFinite(d) ? d : 0
}

function routeOf(
  graph: RouteGraph | null,
  lon: number,
  lat: number,
  limitM: number,
  snapM: number,
  detour: number,
  points: GigabitAssignment['points'],
): (p: number) => number {
  const straight = (p: number) => distanceM(lon, lat, points.lon[p], points.lat[p]) * detour
  const start = graph ? snapTo(graph, lon, lat, snapM) : null
  if (!graph || !start) return straight
  const along = routesFrom(graph, start, limitM)
  return (p) => {
    const end = snapTo(graph, points.lon[p], points.lat[p], snapM)
    return end ? along(end) : straight(p)
  }
}
