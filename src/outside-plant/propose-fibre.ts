import FlatQueue from 'flatqueue'
import type { Village } from '../area/village'
import { DEFAULT_FIBRE_COSTS, type FibreCosts } from '../constraints/fibre-costs'
import { type GigabitAssignment, withCovered } from '../fibre/assign-gigabit'
import { EPSILON, VILLAGE_SHARE } from '../fibre/gigabit-tables'
import { householdsOf } from '../fibre/home-points'
import type { OdnBudget } from '../fibre/odn-budget'
import type { PonClassId } from '../fibre/pon-class'
import type { FibreRoutes } from '../fibre/read-routes'
import type { Fibre } from '../fibre/terminal'
import { objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import type { Warning } from '../formats/warning'
import type { StopReason } from '../plan/plan'
import { type FibreCandidate, fibreCandidates } from './fibre-candidates'
import { checkKeptTerminals, type FibreRules, fibreWarnings, keptTerminals, mayBuildFibre } from './fibre-rules'

export interface ProposeFibreInput extends FibreRules {
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
  /** Terminals of the earlier plan that stay. */
  kept: number
  warnings: Warning[]
  /** Who is served with the proposals built: those of today keep their ports, the gain comes on top. */
  after: GigabitAssignment
}

/**
 * Where to build fibre next: new terminals at the villages without gigabit fibre and ports added to terminals that turned homes away, by households gained per
 * CNY (lazy greedy), until the target, the budget, or nothing more is gained. Homes go to a proposal nearest first, while its ports last. Terminals of an earlier
 * plan that are kept come first; nothing stands in a forbidden zone or where it was refused.
 * @throws InputError `bad-fibre-target`, `bad-fibre-budget`, `refused-unknown`; `fixed-exceed`, `budget-too-small` where the kept ones are too many or too dear
 */
export function proposeFibre(input: ProposeFibreInput): FibrePlan {
  objectArgument(input, 'input', 'an object of type ProposeFibreInput')
  const {
    villages,
    gigabit,
    target,
    budgetCny = Infinity,
    costs = DEFAULT_FIBRE_COSTS,
    villageShare = VILLAGE_SHARE,
  } = input
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
  const mayBuild = mayBuildFibre(input, input.fibre)
  const { kept, lost, gone } = keptTerminals(input, input.fibre, mayBuild)
  checkKeptTerminals(kept, target, budgetCny)
  const { candidates, barred } = fibreCandidates(input, remaining, mayBuild, kept)
  const offerOf = (c: FibreCandidate) => {
    const wanted = c.points.reduce((sum, p) => sum + remaining[p], 0)
    const ports = Math.min(c.maxPorts, Math.ceil(wanted / c.homesPerPort - EPSILON))
    return offered(c, wanted, ports, Math.round(c.fixedCny + ports * costs.portCny))
  }
  // Least first in the queue; ties by the order of the candidates, which is that of the input.
  const queue = new FlatQueue<number>()
  candidates.forEach((c, i) => {
    if (c.kept) return
    const { gain, worth } = offerOf(c)
    if (gain >= 1) queue.push(i, -worth)
  })
  const proposals: FibreProposal[] = []
  let spent = 0
  let tooDear = false
  for (const c of candidates) {
    if (!c.kept) continue
    const wanted = c.points.reduce((sum, p) => sum + remaining[p], 0)
    propose(c, offered(c, wanted, c.kept.ports, c.kept.costCny))
  }
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
    propose(c, offer)
  }
  for (const p of proposals) p.quarter = Math.ceil((4 * p.rank) / proposals.length)
  const stoppedBecause =
    candidates.length === 0 ? 'no-candidates' : proposals.length >= target ? 'target' : tooDear ? 'budget' : 'saturated'
  const gainHouseholds = proposals[proposals.length - 1]?.cumulativeHouseholds ?? 0
  const after = withCovered(gigabit, villages, covered, villageShare)
  return {
    target,
    proposals,
    costCny: spent,
    gainHouseholds,
    stoppedBecause,
    costsId: costs.id,
    kept: kept.length,
    warnings: fibreWarnings(kept.length, lost, gone, barred),
    after,
  }

  function offered(c: FibreCandidate, wanted: number, ports: number, costCny: number) {
    const gain = Math.min(wanted, Math.floor(ports * c.homesPerPort + EPSILON))
    return { ports, gain, costCny, worth: gain / costCny }
  }

  function propose(c: FibreCandidate, offer: ReturnType<typeof offered>): void {
    spent += offer.costCny
    const gained = serve(c, offer.gain)
    const last = proposals[proposals.length - 1]
    const { county = '', township = '', name = '', code = '' } = villages[c.village] ?? {}
    proposals.push({
      rank: proposals.length + 1,
      kind: 'olt',
      lon: c.lon,
      lat: c.lat,
      county,
      township,
      village: name,
      villageCode: code,
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

  function serve(c: FibreCandidate, homes: number): { people: number; villages: number } {
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
