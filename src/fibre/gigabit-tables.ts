import type { Village } from '../area/village'
import type { HouseholdAssignment } from './assign-households'
import type { HomePoints } from './home-points'
import type { Terminal } from './terminal'

/** Households of an area and how many are served. */
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

/** The share of a village's households that must be served for it to have gigabit fibre. */
export const VILLAGE_SHARE = 0.9

/** Homes are shared out in fractions: sums are compared with this tolerance, households. */
export const EPSILON = 1e-6

/** What the tables of villages are made of. */
export interface TallyInput {
  villages: Village[]
  terminals: Terminal[]
  villageShare?: number
}

/** Per village who is served, and why not where it has no gigabit fibre. `missing`: dB that the optical budget lacks, by village code. */
export function tallyVillages(
  input: TallyInput,
  points: HomePoints,
  assignment: HouseholdAssignment,
  missing: Map<string, number>,
): GigabitVillage[] {
  const villageShare = input.villageShare ?? VILLAGE_SHARE
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
      row.terminal = input.terminals[assignment.terminal[p]].id
    }
  })
  return rows.map(({ out, turned, empty, reached, ...row }) => {
    // Shares of a village add up to a hair more than the whole.
    row.covered = Math.min(row.covered, row.households)
    const coveredShare = row.covered / row.households
    const hasGigabit = row.households > 0 ? coveredShare >= villageShare - EPSILON : reached >= villageShare * empty
    const none = input.terminals.length === 0
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

/** Townships, counties and the whole area, in the order in which their first villages come. */
export function areasOf(
  villages: Village[],
  rows: GigabitVillage[],
): { townships: GigabitArea[]; counties: GigabitArea[]; city: GigabitArea } {
  return {
    townships: tallyAreas(villages, rows, (v) => [v.townshipCode, v.township]),
    counties: tallyAreas(villages, rows, (v) => [v.countyCode, v.county]),
    city: tallyAreas(villages, rows, () => ['', ''])[0] ?? emptyArea(),
  }
}
