import { around } from 'geokdbush'
import KDBush from 'kdbush'
import type { Village } from '../area/village'
import { type AssignOptions, assignHouseholds, type HouseholdAssignment, routesToPoints } from './assign-households'
import { type HomePoints, homesAtVillagePoints, homesOnCells, type PeopleCells } from './home-points'
import { missingDb, type OdnBudget, odnReachKm } from './odn-budget'
import type { FibreRoutes } from './read-routes'
import { buildRouteGraph } from './route-graph'
import { capabilityHouseholds, type Fibre, type Terminal } from './terminal'

export interface AssignGigabitInput {
  villages: Village[]
  fibre: Fibre
  /** Cables or roads; without them routes are straight lines × `detour`. */
  routes?: FibreRoutes | null
  /** People per cell: homes are placed where they live and the result has a mask. Without it every village is one point. */
  cells?: PeopleCells | null
  /** Optical budget but for the class and the splitters, which each terminal brings itself. */
  odn?: Partial<Omit<OdnBudget, 'ponClass' | 'splits' | 'splitLossDb'>>
  /** Route over straight line where there are no lines: 1.4. */
  detour?: number
  /** A home farther than this from every line is reached as if there were none: 500 m. */
  snapM?: number
  /** A village has gigabit fibre when at least this share of its households is served: 0.9. */
  villageShare?: number
  /** Households by which the indicator divides the capability (urban households as the city counts them); those of the area where absent. */
  indicatorHouseholds?: number
  /** Persons per household where a village gives residents only: 2.78. */
  householdSize?: number
  /** Side of the blocks in which cells are gathered: 500 m. */
  blockM?: number
}

/** Households of an area, capability and both coverage rates. */
export interface GigabitCount {
  households: number
  /** Households within reach of a port that was free for them. */
  covered: number
  /** What residents feel: covered ÷ households; NaN without households. */
  coveredShare: number
}

export interface GigabitVillage extends GigabitCount {
  code: string
  hasGigabit: boolean
  /** Longest route to a home that is served, metres. */
  farthestHomeM: number
  /** Terminal that serves it first; empty where none does. */
  terminal: string
  /** Why not: `no-terminal`, `out-of-reach`, `ports-used-up`; empty where it has gigabit. */
  reason: '' | 'no-terminal' | 'out-of-reach' | 'ports-used-up'
  /** What the optical budget of the nearest terminal lacks for the farthest home that no terminal reaches, dB; 0 where every home is in reach. */
  missingDb: number
}

export interface GigabitArea extends GigabitCount {
  code: string
  name: string
  villagesCovered: number
  villagesTotal: number
}

export interface GigabitTerminal {
  id: string
  operator: string
  /** Households that its gigabit ports can serve. */
  capability: number
  served: number
  reachKm: number
  farthestHomeM: number
  /** Households within reach that found its ports used up. */
  turnedAway: number
  overCapacity: boolean
}

/** A village whose homes lie beyond every terminal's optical budget. */
export interface BudgetFail {
  village: string
  terminal: string
  /** Route to the farthest such home, km, and the reach of the terminal. */
  routeKm: number
  reachKm: number
  missingDb: number
  households: number
}

export interface GigabitAssignment {
  villages: GigabitVillage[]
  townships: GigabitArea[]
  counties: GigabitArea[]
  city: GigabitArea
  terminals: GigabitTerminal[]
  budgetFails: BudgetFail[]
  /** Capability of all gigabit ports, households, and the home gigabit coverage rate, capability ÷ households: never clipped, can pass 1. */
  capability: number
  capabilityRate: number
  /** Per cell of `cells.grid` 1 where at least half of the homes around are served (where nobody lives: where a free port is in reach); null without cells. */
  mask: Uint8Array | null
  /** The homes and who serves them, for proposals. */
  points: HomePoints
  assignment: HouseholdAssignment
}

const EPSILON = 1e-6

/**
 * Who can be served with gigabit fibre. Every terminal reaches as far as its optical budget allows (`odnReachKm`), along the given lines by the
 * shortest way; households are given to terminals within reach while ports last, shortest route first.
 *
 * The mask goes into `CoverageMap.gigabit` as it is, `city.covered`, `city.households` and `capabilityRate` into `summary.json`
 * (`coverage.gigabit.households`), `villages[i].hasGigabit` into `has_gigabit` of village i.
 *
 * Property: one more terminal at the end of the list never lowers `covered` of any village.
 */
export function assignGigabit(input: AssignGigabitInput): GigabitAssignment {
  const { villages, fibre, cells, householdSize } = input
  const onCells = cells ? homesOnCells(villages, cells, input.blockM, householdSize) : null
  const points = onCells?.points ?? homesAtVillagePoints(villages, householdSize)
  const options: AssignOptions = {
    graph: input.routes ? buildRouteGraph(input.routes.lines) : null,
    detour: input.detour,
    snapM: input.snapM,
  }
  const supplies = fibre.terminals.map((t) => ({
    lon: t.lon,
    lat: t.lat,
    capacity: capabilityHouseholds(t),
    reachM: odnReachKm({ ...input.odn, ponClass: t.ponClass, splits: t.splits }) * 1000,
  }))
  const assignment = assignHouseholds(points, supplies, options)
  const fails = budgetFails(input, points, assignment, options)
  const villageRows = tallyVillages(input, points, assignment, fails)
  const capability = supplies.reduce((sum, s) => sum + s.capacity, 0)
  const city = tallyAreas(villages, villageRows, () => ['', ''])[0] ?? emptyArea()
  return {
    villages: villageRows,
    townships: tallyAreas(villages, villageRows, (v) => [v.townshipCode, v.township]),
    counties: tallyAreas(villages, villageRows, (v) => [v.countyCode, v.county]),
    city,
    terminals: fibre.terminals.map((t, i) => ({
      id: t.id,
      operator: t.operator,
      capability: supplies[i].capacity,
      served: assignment.load[i],
      reachKm: supplies[i].reachM / 1000,
      farthestHomeM: assignment.terminalFarthestM[i],
      turnedAway: assignment.turnedAway[i],
      overCapacity: assignment.turnedAway[i] > EPSILON,
    })),
    budgetFails: fails,
    capability,
    capabilityRate: capability / (input.indicatorHouseholds ?? city.households),
    mask: onCells ? maskOf(onCells.pointOfCell, points, assignment) : null,
    points,
    assignment,
  }
}

function maskOf(pointOfCell: Uint32Array, points: HomePoints, assignment: HouseholdAssignment): Uint8Array {
  const served = Uint8Array.from(points.households, (households, p) =>
    households > 0 ? Number(assignment.served[p] >= households / 2) : assignment.reached[p],
  )
  const mask = new Uint8Array(pointOfCell.length)
  for (let cell = 0; cell < mask.length; cell++) {
    if (pointOfCell[cell] > 0) mask[cell] = served[pointOfCell[cell] - 1]
  }
  return mask
}

/** Villages with homes beyond every budget, each with its nearest gigabit terminal and the dB missing for the farthest such home. */
function budgetFails(
  input: AssignGigabitInput,
  points: HomePoints,
  assignment: HouseholdAssignment,
  options: AssignOptions,
): BudgetFail[] {
  const terminals = input.fibre.terminals.filter((t) => capabilityHouseholds(t) > 0)
  if (terminals.length === 0) return []
  const index = new KDBush(terminals.length)
  for (const t of terminals) index.add(t.lon, t.lat)
  index.finish()
  const pointsOf = new Map<Terminal, number[]>()
  for (let p = 0; p < points.lon.length; p++) {
    if (assignment.inReach[p] === 1 || points.households[p] <= 0) continue
    const nearest = terminals[around(index, points.lon[p], points.lat[p], 1)[0]]
    const list = pointsOf.get(nearest)
    if (list) list.push(p)
    else pointsOf.set(nearest, [p])
  }
  const failOf = new Map<number, BudgetFail>()
  for (const [terminal, list] of pointsOf) {
    const budget = { ...input.odn, ponClass: terminal.ponClass, splits: terminal.splits }
    const reachKm = odnReachKm(budget)
    routesToPoints(terminal, points, list, options).forEach((routeM, i) => {
      const p = list[i]
      const v = points.village[p]
      const fail = failOf.get(v)
      const missing = missingDb(budget, routeM / 1000)
      const households = (fail?.households ?? 0) + points.households[p]
      if (fail && fail.missingDb >= missing) fail.households = households
      else
        failOf.set(v, {
          village: input.villages[v].code,
          terminal: terminal.id,
          routeKm: routeM / 1000,
          reachKm,
          missingDb: missing,
          households,
        })
    })
  }
  return [...failOf].sort((a, b) => a[0] - b[0]).map(([, fail]) => fail)
}

function tallyVillages(
  input: AssignGigabitInput,
  points: HomePoints,
  assignment: HouseholdAssignment,
  fails: BudgetFail[],
): GigabitVillage[] {
  const villageShare = input.villageShare ?? 0.9
  const missing = new Map(fails.map((f) => [f.village, f.missingDb]))
  const rows = input.villages.map((v) => ({
    code: v.code,
    households: 0,
    covered: 0,
    farthestHomeM: 0,
    terminal: '',
    out: 0,
    turned: 0,
    empty: 0,
    reached: 0,
  }))
  const firstM = new Float64Array(rows.length).fill(Infinity)
  points.village.forEach((v, p) => {
    const row = rows[v]
    row.households += points.households[p]
    row.covered += assignment.served[p]
    row.farthestHomeM = Math.max(row.farthestHomeM, assignment.farthestM[p])
    row.empty++
    row.reached += assignment.reached[p]
    const unserved = points.households[p] - assignment.served[p]
    if (assignment.inReach[p] === 1) row.turned += unserved
    else row.out += unserved
    if (assignment.terminal[p] >= 0 && assignment.farthestM[p] < firstM[v]) {
      firstM[v] = assignment.farthestM[p]
      row.terminal = input.fibre.terminals[assignment.terminal[p]].id
    }
  })
  return rows.map(({ out, turned, empty, reached, ...row }) => {
    const coveredShare = row.covered / row.households
    const hasGigabit = row.households > 0 ? coveredShare >= villageShare - EPSILON : reached >= villageShare * empty
    const none = input.fibre.terminals.length === 0
    const reason = hasGigabit ? '' : none ? 'no-terminal' : turned > out ? 'ports-used-up' : 'out-of-reach'
    return { ...row, coveredShare, hasGigabit, reason, missingDb: missing.get(row.code) ?? 0 }
  })
}

function tallyAreas(
  villages: Village[],
  rows: GigabitVillage[],
  key: (v: Village) => [code: string, name: string],
): GigabitArea[] {
  const areas = new Map<string, GigabitArea>()
  villages.forEach((v, i) => {
    const [code, name] = key(v)
    // Areas without a code are told apart by name.
    let area = areas.get(code || name)
    if (!area) areas.set(code || name, (area = { ...emptyArea(), code, name }))
    area.households += rows[i].households
    area.covered += rows[i].covered
    area.villagesTotal++
    if (rows[i].hasGigabit) area.villagesCovered++
  })
  for (const area of areas.values()) area.coveredShare = area.covered / area.households
  return [...areas.values()]
}

function emptyArea(): GigabitArea {
  return { code: '', name: '', households: 0, covered: 0, coveredShare: NaN, villagesCovered: 0, villagesTotal: 0 }
}
