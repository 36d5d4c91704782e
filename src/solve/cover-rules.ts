import { InputError } from '../formats/input-error'
import { checkLength } from './cover-instance'
import { checkQuotas, openQuotas, type Partition, partitionsOf, type Quota, type QuotaLedger } from './quota'
import type { Lists } from './set-cover'
import { checkPlaces, neighboursWithin } from './spacing'

/** What a plan has to obey, as given. */
export interface CoverRules {
  /** Most stations to choose. */
  choose: number
  /** Cost of each candidate (CNY or any one unit), ≥ 0; 1 each by default. */
  costs?: ArrayLike<number>
  /** Most that the chosen ones may cost together. */
  budget?: number
  /** Positions in a metric projection, metres: needed with `minSpacingM`. */
  xM?: ArrayLike<number>
  yM?: ArrayLike<number>
  /** Two chosen stations stand at least so far apart, metres. Must-haves are kept even where they are closer. */
  minSpacingM?: number
  /** Minima and maxima per group, for one or two partitions (counties, operators). */
  quotas?: readonly Quota[]
  /** Must-haves: chosen first, in this order. */
  fixed?: Uint32Array
  /** 1: never chosen. */
  forbidden?: Uint8Array
}

/** The rules checked and completed. */
export interface CheckedRules {
  choose: number
  costs?: Float64Array
  budget: number
  neighbours?: Lists
  partitions: Partition[]
  fixed: Uint32Array
  /** 1: may be chosen. */
  usable: Uint8Array
}

const number = (value: number): string => `${Math.round(value * 1000) / 1000}`

/** Checks the rules by themselves and against each other. Throws InputError that names the constraint and by how much it fails. */
export function checkRules(rules: CoverRules, candidates: number): CheckedRules {
  const { choose, budget = Infinity, xM, yM, minSpacingM = 0, quotas = [], fixed = new Uint32Array() } = rules
  if (!(choose >= 0) || !Number.isFinite(choose)) {
    throw new InputError('bad-argument', 'choose', `choose is ${choose}, expected a count of stations, 0 or more`)
  }
  if (Number.isNaN(budget)) throw new InputError('bad-argument', 'budget', 'budget is NaN, expected an amount')
  checkLength(rules.costs, candidates, 'costs', 'candidate')
  checkLength(rules.forbidden, candidates, 'forbidden', 'candidate')
  checkPlaces(rules, candidates)
  const costs = rules.costs
    ? Float64Array.from(rules.costs)
    : budget < Infinity
      ? new Float64Array(candidates).fill(1)
      : undefined
  const usable = new Uint8Array(candidates).fill(1)
  if (rules.forbidden) for (let i = 0; i < candidates; i++) usable[i] = rules.forbidden[i] ? 0 : 1
  costs?.forEach((cost, i) => {
    if (!(cost >= 0)) throw new InputError('bad-argument', `costs[${i}]`, `costs[${i}] is ${cost}, expected 0 or more`)
  })

  const seen = new Set<number>()
  let spent = 0
  for (const id of fixed) {
    if (id >= candidates) {
      throw new InputError('bad-argument', 'fixed', `must-have ${id} is not a candidate: there are ${candidates}`)
    }
    if (!usable[id])
      throw new InputError('fixed-forbidden', 'fixed', `candidate ${id} is both a must-have and forbidden`)
    if (seen.has(id)) throw new InputError('bad-argument', 'fixed', `must-have ${id} is listed twice`)
    seen.add(id)
    spent += costs?.[id] ?? 0
  }
  if (fixed.length > choose) {
    throw new InputError(
      'fixed-exceed',
      'fixed',
      `${fixed.length} must-haves, ${fixed.length - choose} more than choose = ${choose}`,
    )
  }
  if (spent > budget) {
    throw new InputError(
      'budget-too-small',
      'budget',
      `the must-haves cost ${number(spent)}, ${number(spent - budget)} more than the budget of ${number(budget)}`,
    )
  }
  if (costs && fixed.length === 0 && choose > 0) {
    let cheapest = Infinity
    for (let i = 0; i < candidates; i++) if (usable[i] && costs[i] < cheapest) cheapest = costs[i]
    if (cheapest > budget && cheapest < Infinity) {
      throw new InputError(
        'budget-too-small',
        'budget',
        `the budget of ${number(budget)} is ${number(cheapest - budget)} below the cheapest candidate, which costs ${number(cheapest)}`,
      )
    }
  }
  const partitions = partitionsOf(quotas, candidates)
  checkQuotas(partitions, usable, choose)
  partitions.forEach(({ name, group, groups, max, labelOf }, p) => {
    const counts = new Int32Array(groups)
    for (const id of fixed) counts[group[id]]++
    counts.forEach((count, g) => {
      if (count <= max[g]) return
      const over = `${count} must-haves, ${count - max[g]} more than its maximum of ${max[g]}`
      throw new InputError('quota-exceeded', `quotas[${p}].max[${g}]`, `${name} ${labelOf(g)} has ${over}`)
    })
  })
  if (costs && budget < Infinity) {
    partitions.forEach(({ name, group, groups, min }, p) => {
      const sorted = Array.from({ length: groups }, (): number[] => [])
      for (let i = 0; i < candidates; i++) if (usable[i]) sorted[group[i]].push(costs[i])
      let least = 0
      sorted.forEach((list, g) => {
        if (min[g] === 0) return
        list.sort((a, b) => a - b)
        for (let k = 0; k < min[g]; k++) least += list[k]
      })
      if (least <= budget) return
      throw new InputError(
        'budget-too-small',
        `quotas[${p}].min`,
        `the minima per ${name} cost at least ${number(least)}, ${number(least - budget)} more than the budget of ${number(budget)}`,
      )
    })
  }
  const neighbours = minSpacingM > 0 ? neighboursWithin(xM!, yM!, minSpacingM) : undefined
  return { choose: Math.floor(choose), costs, budget, neighbours, partitions, fixed, usable }
}

/** The rules while stations are being chosen. */
export interface RuleLedger {
  readonly quotas: QuotaLedger
  /** 1: must not be taken (any more). Forbidden, taken, or too near to a taken one. */
  readonly blocked: Uint8Array
  readonly spent: number
  /** Why this candidate may not be taken now, which then holds for good; undefined where it may. */
  refuses(candidate: number): 'budget' | 'quotas' | undefined
  take(candidate: number): void
}

/** The cheapest ways to fill the minima of one partition: candidates of each group by cost. */
function reserveOf(rules: CheckedRules, p: number, ledger: QuotaLedger, blocked: Uint8Array) {
  const { group, groups, min } = rules.partitions[p]
  const costs = rules.costs!
  const sorted = Array.from({ length: groups }, (): number[] => [])
  for (let i = 0; i < group.length; i++) if (rules.usable[i] && min[group[i]] > 0) sorted[group[i]].push(i)
  for (const list of sorted) list.sort((a, b) => costs[a] - costs[b] || a - b)
  const sums = new Float64Array(groups)
  const dearest = new Float64Array(groups)
  const refresh = (g: number): void => {
    let need = min[g] - ledger.counts[p][g]
    sums[g] = 0
    dearest[g] = 0
    for (let k = 0; k < sorted[g].length && need > 0; k++) {
      if (blocked[sorted[g][k]]) continue
      dearest[g] = costs[sorted[g][k]]
      sums[g] += dearest[g]
      need--
    }
    if (need > 0) sums[g] = Infinity
  }
  for (let g = 0; g < groups; g++) refresh(g)
  return {
    refresh: (candidate: number) => refresh(group[candidate]),
    /** What the minima cost at the least once this candidate is taken. */
    after(candidate: number): number {
      let sum = 0
      for (let g = 0; g < groups; g++) sum += sums[g]
      // One of the cheapest pays its own reserve; a dearer one only saves the dearest of them.
      return sum - Math.min(dearest[group[candidate]], costs[candidate])
    },
  }
}

/** Opens the books on checked rules. `only`: no other candidates than these. */
export function openRules(rules: CheckedRules, only?: Uint32Array): RuleLedger {
  const { costs, budget, neighbours, partitions, usable, choose } = rules
  const blocked = new Uint8Array(usable.length)
  if (only) {
    blocked.fill(1)
    for (const id of only) blocked[id] = 0
  } else for (let i = 0; i < usable.length; i++) blocked[i] = usable[i] ? 0 : 1
  const quotas = openQuotas(partitions, usable)
  const limited = costs !== undefined && budget < Infinity
  const withMinimum = partitions.map((_, p) => p).filter((p) => partitions[p].min.some((least) => least > 0))
  const reserves = limited && !only ? withMinimum.map((p) => reserveOf(rules, p, quotas, blocked)) : []
  // Costs are sums of decimals: a plan that meets its budget to the last fen must not fail by a rounding error.
  const slack = limited ? Math.abs(budget) * 1e-12 : 0
  let spent = 0
  let taken = 0
  return {
    quotas,
    blocked,
    get spent() {
      return spent
    },
    refuses(candidate) {
      if (limited) {
        const after = spent + costs[candidate]
        if (after > budget + slack) return 'budget'
        for (const reserve of reserves) if (after + reserve.after(candidate) > budget + slack) return 'budget'
      }
      return only || quotas.allows(candidate, choose - taken - 1) ? undefined : 'quotas'
    },
    take(candidate) {
      taken++
      blocked[candidate] = 1
      quotas.take(candidate)
      spent += costs?.[candidate] ?? 0
      if (neighbours && !only) {
        for (let k = neighbours.offsets[candidate]; k < neighbours.offsets[candidate + 1]; k++) {
          const other = neighbours.ids[k]
          if (blocked[other]) continue
          blocked[other] = 1
          quotas.lose(other)
          for (const reserve of reserves) reserve.refresh(other)
        }
      }
      for (const reserve of reserves) reserve.refresh(candidate)
    },
  }
}
