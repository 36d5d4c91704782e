import FlatQueue from 'flatqueue'
import KDBush from 'kdbush'
import placeholder from '../../data/costs/fibre-placeholder-2024.json'
import type { Village } from '../area/village'
import type { GigabitAssignment } from '../fibre/assign-gigabit'
import { distanceM, searchPlane } from '../fibre/distance'
import { householdsOf } from '../fibre/home-points'
import { type OdnBudget, odnReachKm } from '../fibre/odn-budget'
import type { PonClassId } from '../fibre/pon-class'
import type { FibreRoutes } from '../fibre/read-routes'
import { buildRouteGraph, type RouteGraph, routesFrom, snapTo } from '../fibre/route-graph'
import { DEFAULT_SPLIT, DEFAULT_TAKE_UP, type Fibre, type Terminal } from '../fibre/terminal'
import { InputError } from '../formats/input-error'
import type { StopReason } from './plan'

/** Unit costs of fibre, CNY; dated data (data/costs/). */
export interface FibreCosts {
  id: string
  date: string
  source: string
  /** A new terminal with cabinet and power, without ports. */
  terminalCny: number
  /** A 10G-PON port with optics and splitters. */
  portCny: number
  cableCnyPerKm: number
}

/** Placeholder unit costs: every plan says so until local ones are given. */
export const DEFAULT_FIBRE_COSTS: FibreCosts = placeholder

export interface ProposeFibreInput {
  villages: Village[]
  fibre: Fibre
  /** From `assignGigabit` on the same villages and terminals. */
  gigabit: GigabitAssignment
  routes?: FibreRoutes | null
  /** Proposals at the most. */
  target: number
  /** CNY for all of them; no limit where absent. */
  budgetCny?: number
  costs?: FibreCosts
  /** What a new terminal is: N1, 1:64, take-up 0.5, at most 128 ports. */
  terminal?: { ponClass: PonClassId; splits: number[]; takeUp: number; maxPorts: number }
  odn?: Partial<Omit<OdnBudget, 'ponClass' | 'splits' | 'splitLossDb'>>
  detour?: number
  snapM?: number
  villageShare?: number
  householdSize?: number
}

/** A new terminal at a village, or more ports at a terminal that turned homes away. */
export interface FibreProposal {
  rank: number
  kind: 'olt'
  lon: number
  lat: number
  county: string
  township: string
  village: string
  villageCode: string
  /** Gigabit fibre for homes that have none: a new terminal, or, with `extends`, ports added to one whose ports are used up. */
  reason: 'gigabit'
  /** Id of the terminal that gets the ports; null for a new one. */
  extends: string | null
  /** 10G-PON ports to install. */
  ports: number
  gainHouseholds: number
  gainPeople: number
  /** Villages that have gigabit fibre with this proposal and had not before. */
  gainVillages: number
  costCny: number
  cumulativeHouseholds: number
  cumulativePeople: number
  cumulativeVillages: number
  cumulativeCostCny: number
  /** 1 … 4. */
  quarter: number
}

export interface FibrePlan {
  target: number
  proposals: FibreProposal[]
  costCny: number
  gainHouseholds: number
  stoppedBecause: StopReason
  costsId: string
}

/** What a new terminal is where nothing else is said. */
export const NEW_TERMINAL = {
  ponClass: 'N1' as PonClassId,
  splits: [DEFAULT_SPLIT],
  takeUp: DEFAULT_TAKE_UP,
  maxPorts: 128,
}

/** The fibre plant with the proposals built: ports added, new terminals at the end. */
export function withFibreProposals(fibre: Fibre, proposals: FibreProposal[], terminal = NEW_TERMINAL): Fibre {
  const added = new Map<string, number>()
  const terminals: Terminal[] = []
  for (const p of proposals) {
    if (p.extends !== null) {
      added.set(p.extends, (added.get(p.extends) ?? 0) + p.ports)
      continue
    }
    const ports = portsCounted(fibre.portKind, p.ports, terminal)
    const { ponClass, splits, takeUp } = terminal
    const { lon, lat } = p
    terminals.push({
      id: `new-${p.rank}`,
      lon,
      lat,
      operator: '',
      ponClass,
      portKind: fibre.portKind,
      ports,
      ports10g: ports,
      splits,
      takeUp,
    })
  }
  const old = fibre.terminals.map((t) => {
    const more = portsCounted(fibre.portKind, added.get(t.id) ?? 0, terminal)
    return more > 0 ? { ...t, ports: t.ports + more, ports10g: t.ports10g + more } : t
  })
  return { ...fibre, terminals: [...old, ...terminals] }
}

/** PON ports counted as the plant counts its ports: themselves, or the households that they serve. */
function portsCounted(
  kind: Fibre['portKind'],
  ports: number,
  { splits, takeUp }: { splits: number[]; takeUp: number },
): number {
  return kind === 'olt_pon_port'
    ? ports
    : Math.floor(ports * splits.reduce((product, split) => product * split, 1) * takeUp)
}

/** A place where ports could go: homes in reach, shortest route first, and what stands there today. */
interface Candidate {
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

const EPSILON = 1e-6

/**
 * Where to build fibre next: new terminals at the villages without gigabit fibre and ports added to terminals that turned homes away, by households gained per
 * CNY (lazy greedy), until the target, the budget, or nothing more is gained. Homes go to a proposal nearest first, while its ports last.
 * @throws InputError `bad-fibre-target`, `bad-fibre-budget`
 */
export function proposeFibre(input: ProposeFibreInput): FibrePlan {
  const { villages, gigabit, target, budgetCny = Infinity, costs = DEFAULT_FIBRE_COSTS, villageShare = 0.9 } = input
  if (!(Number.isInteger(target) && target >= 0)) {
    throw new InputError(
      'bad-fibre-target',
      'fibreTarget',
      `The fibre target is ${target}; expected a whole number of terminals, such as 200.`,
    )
  }
  if (!(budgetCny >= 0)) {
    throw new InputError(
      'bad-fibre-budget',
      'fibreBudget',
      `The fibre budget is ${budgetCny}; expected CNY, 0 or more.`,
    )
  }
  const { points } = gigabit
  const remaining = points.households.map((h, p) => h - gigabit.assignment.served[p])
  const covered = Float64Array.from(gigabit.villages, (v) => v.covered)
  const passed = gigabit.villages.map((v) => v.hasGigabit)
  const candidates = candidatesOf(input, remaining)
  const offerOf = (c: Candidate) => {
    const wanted = c.points.reduce((sum, p) => sum + remaining[p], 0)
    const ports = Math.min(c.maxPorts, Math.ceil(wanted / c.homesPerPort - EPSILON))
    const gain = Math.min(wanted, Math.floor(ports * c.homesPerPort + EPSILON))
    const costCny = Math.round(c.fixedCny + ports * costs.portCny)
    return { ports, gain, costCny, worth: gain / costCny }
  }
  // Least first in the queue; ties by the order of the candidates, which is that of the input.
  const queue = new FlatQueue<number>()
  candidates.forEach((c, i) => {
    const { gain, worth } = offerOf(c)
    if (gain >= 1) queue.push(i, -worth)
  })
  const proposals: FibreProposal[] = []
  let spent = 0
  let tooDear = false
  while (queue.length > 0 && proposals.length < target) {
    const i = queue.pop() as number
    const c = candidates[i]
    const offer = offerOf(c)
    if (offer.gain < 1) continue
    if (queue.length > 0 && -offer.worth > (queue.peekValue() as number) + 1e-15) {
      queue.push(i, -offer.worth)
      continue
    }
    if (spent + offer.costCny > budgetCny) {
      tooDear = true
      continue
    }
    spent += offer.costCny
    const gained = serve(c, offer.gain)
    const last = proposals[proposals.length - 1]
    const village = villages[c.village]
    proposals.push({
      rank: proposals.length + 1,
      kind: 'olt',
      lon: c.lon,
      lat: c.lat,
      county: village.county,
      township: village.township,
      village: village.name,
      villageCode: village.code,
      reason: 'gigabit',
      extends: c.terminal < 0 ? null : input.fibre.terminals[c.terminal].id,
      ports: offer.ports,
      gainHouseholds: offer.gain,
      gainPeople: gained.people,
      gainVillages: gained.villages,
      costCny: offer.costCny,
      cumulativeHouseholds: (last?.cumulativeHouseholds ?? 0) + offer.gain,
      cumulativePeople: (last?.cumulativePeople ?? 0) + gained.people,
      cumulativeVillages: (last?.cumulativeVillages ?? 0) + gained.villages,
      cumulativeCostCny: spent,
      quarter: 1,
    })
  }
  for (const p of proposals) p.quarter = Math.ceil((4 * p.rank) / proposals.length)
  const stoppedBecause =
    candidates.length === 0 ? 'no-candidates' : proposals.length >= target ? 'target' : tooDear ? 'budget' : 'saturated'
  const gainHouseholds = proposals[proposals.length - 1]?.cumulativeHouseholds ?? 0
  return { target, proposals, costCny: spent, gainHouseholds, stoppedBecause, costsId: costs.id }

  function serve(c: Candidate, homes: number): { people: number; villages: number } {
    let left = homes
    const gained = { people: 0, villages: 0 }
    for (const p of c.points) {
      const given = Math.min(remaining[p], left)
      if (given <= 0) continue
      const v = points.village[p]
      remaining[p] -= given
      left -= given
      covered[v] += given
      const households = householdsOf(villages[v], input.householdSize)
      if (villages[v].population > 0 && households > 0) gained.people += (given * villages[v].population) / households
      if (!passed[v] && covered[v] >= villageShare * gigabit.villages[v].households - EPSILON) {
        passed[v] = true
        gained.villages++
      }
    }
    return gained
  }
}

function candidatesOf(input: ProposeFibreInput, remaining: Float64Array): Candidate[] {
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
  const candidates: Candidate[] = []
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
