import KDBush from 'kdbush'
import type { EarlierTerminal } from '../constraints/earlier-plan'
import { DEFAULT_FIBRE_COSTS } from '../constraints/fibre-costs'
import { SAME_PLACE_M } from '../constraints/plan-settings'
import type { GigabitAssignment } from '../fibre/assign-gigabit'
import { distanceM, searchPlane } from '../fibre/distance'
import { EPSILON } from '../fibre/gigabit-tables'
import { odnReachKm } from '../fibre/odn-budget'
import type { PonClassId } from '../fibre/pon-class'
import { buildRouteGraph, type RouteGraph, routesFrom, snapTo } from '../fibre/route-graph'
import { DEFAULT_SPLIT, DEFAULT_TAKE_UP, type Fibre } from '../fibre/terminal'
import type { MayBuild } from './fibre-rules'
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
  /** The terminal of an earlier plan that it repeats. */
  kept?: EarlierTerminal
}

/**
 * Terminals that turned homes away, and the villages without gigabit fibre: each at its public point, or, where nothing may be built
 * there, where most of its homes without a port are.
 * @param remaining households without a port, per point of the assignment
 * @returns the candidates, and how many villages have no place where one may be built
 * @param kept terminals of an earlier plan: they come first, with their ports and costs
 */
export function fibreCandidates(
  input: ProposeFibreInput,
  remaining: Float64Array,
  mayBuild: MayBuild,
  kept: readonly EarlierTerminal[],
): { candidates: FibreCandidate[]; barred: number } {
  const { villages, fibre, gigabit, costs = DEFAULT_FIBRE_COSTS, detour = 1.4, snapM = 500 } = input
  const { points } = gigabit
  const fresh = input.terminal ?? NEW_TERMINAL
  const graph = input.routes ? buildRouteGraph(input.routes.lines) : null
  const open = Array.from(remaining.keys()).filter((p) => remaining[p] > EPSILON)
  if (open.length === 0 && kept.length === 0) return { candidates: [], barred: 0 }
  const plane = searchPlane(
    points.lat,
    fibre.terminals.map((t) => t.lat),
  )
  const index = new KDBush(Math.max(1, open.length))
  if (open.length === 0) index.add(0, 0)
  for (const p of open) index.add(plane.x(points.lon[p]), plane.y(points.lat[p]))
  index.finish()
  const within = (lon: number, lat: number, reachM: number) => {
    const near = index.within(plane.x(lon), plane.y(lat), reachM * 1.01 + 1).flatMap((i) => open[i] ?? [])
    const route = routeOf(graph, lon, lat, reachM, snapM, detour, points)
    return near
      .map((p) => ({ p, routeM: route(p) }))
      .filter(({ routeM }) => routeM <= reachM)
      .sort((a, b) => a.routeM - b.routeM || a.p - b.p)
      .map(({ p }) => p)
  }
  const linesOf = (splits: number[]) => splits.reduce((product, split) => product * split, 1)
  const candidates: FibreCandidate[] = []
  const extension = (i: number): FibreCandidate => {
    const t = fibre.terminals[i]
    const found = within(t.lon, t.lat, gigabit.terminals[i].reachKm * 1000)
    const homesPerPort =
      fibre.portKind === 'olt_pon_port' ? linesOf(t.splits) * t.takeUp : fresh.takeUp * linesOf(fresh.splits)
    const village = found.length > 0 ? points.village[found[0]] : -1
    return {
      lon: t.lon,
      lat: t.lat,
      village,
      terminal: i,
      points: found,
      homesPerPort,
      maxPorts: fresh.maxPorts,
      fixedCny: 0,
    }
  }
  const reachM = odnReachKm({ ...input.odn, ponClass: fresh.ponClass, splits: fresh.splits }) * 1000
  const terminalAt = (lon: number, lat: number, village: number): FibreCandidate => {
    const feederKm = (nearestM(fibre, lon, lat) * detour) / 1000
    const fixedCny = costs.terminalCny + costs.cableCnyPerKm * feederKm
    const homesPerPort = fresh.takeUp * linesOf(fresh.splits)
    return {
      lon,
      lat,
      village,
      terminal: -1,
      points: within(lon, lat, reachM),
      homesPerPort,
      maxPorts: fresh.maxPorts,
      fixedCny,
    }
  }
  for (const before of kept) {
    const village = villages.findIndex(({ code }) => code === before.villageCode)
    const at = before.extends === null ? -1 : fibre.terminals.findIndex(({ id }) => id === before.extends)
    const candidate = at < 0 ? terminalAt(before.lon, before.lat, village) : extension(at)
    candidates.push({ ...candidate, village: village >= 0 ? village : candidate.village, kept: before })
  }
  fibre.terminals.forEach((t, i) => {
    if (gigabit.assignment.turnedAway[i] <= EPSILON || !mayBuild(t.lon, t.lat, t.id)) return
    const candidate = extension(i)
    if (candidate.points.length > 0) candidates.push(candidate)
  })
  let barred = 0
  const taken = kept.filter(({ extends: id }) => id === null)
  const places = busiestPoints(input, open, remaining)
  gigabit.villages.forEach((row, v) => {
    const place = places.get(v)
    if (row.hasGigabit || place === undefined) return
    const busiest = { lon: points.lon[place], lat: points.lat[place] }
    const at = [...villages[v].publicPoints.slice(0, 1), busiest].find(({ lon, lat }) => mayBuild(lon, lat))
    if (!at) barred++
    if (!at || taken.some(({ lon, lat }) => distanceM(lon, lat, at.lon, at.lat) <= SAME_PLACE_M)) return
    candidates.push(terminalAt(at.lon, at.lat, v))
  })
  return { candidates, barred }
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
