import { around } from 'geokdbush'
import KDBush from 'kdbush'
import type { Village } from '../area/village'
import { objectArgument } from '../formats/argument'
import { type AssignOptions, assignHouseholds, type HouseholdAssignment, routesToPoints } from './assign-households'
import { areasOf, EPSILON, type GigabitArea, type GigabitVillage, tallyVillages, VILLAGE_SHARE } from './gigabit-tables'
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
  objectArgument(input, 'input', 'an object of type AssignGigabitInput')
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
  const villageRows = tallyVillages(
    { villages, terminals: fibre.terminals, villageShare: input.villageShare },
    points,
    assignment,
    new Map(fails.map((f) => [f.village, f.missingDb])),
  )
  const capability = supplies.reduce((sum, s) => sum + s.capacity, 0)
  const areas = areasOf(villages, villageRows)
  return {
    villages: villageRows,
    ...areas,
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
    capabilityRate: capability / (input.indicatorHouseholds ?? areas.city.households),
    mask: onCells ? maskOf(onCells.pointOfCell, points, assignment) : null,
    points,
    assignment,
  }
}

/**
 * The same with more homes served: the tables counted again, the terminals and the mask as they were.
 * @param covered households served per village
 */
export function withCovered(
  gigabit: GigabitAssignment,
  villages: Village[],
  covered: ArrayLike<number>,
  villageShare = VILLAGE_SHARE,
): GigabitAssignment {
  const rows = gigabit.villages.map((row, v): GigabitVillage => {
    const hasGigabit = row.hasGigabit || covered[v] >= villageShare * row.households - EPSILON
    const served = Math.min(covered[v], row.households)
    const coveredShare = served / row.households
    return { ...row, covered: served, coveredShare, hasGigabit, reason: hasGigabit ? '' : row.reason }
  })
  return { ...gigabit, ...areasOf(villages, rows), villages: rows }
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
