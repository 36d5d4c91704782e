import type { CheckedRules } from './cover-rules'

/** Largest sum of `values` under count and the quotas of one partition, with x between 0 and 1: exact, by sorting per group. */
function countBound(values: Float64Array, rules: CheckedRules, isFixed: Uint8Array, p: number | undefined): number {
  const { usable, fixed } = rules
  const left = rules.choose - fixed.length
  let sum = 0
  for (const id of fixed) sum += values[id]
  const partition = p === undefined ? undefined : rules.partitions[p]
  if (!partition) {
    const free = new Float64Array(values.length)
    let n = 0
    for (let i = 0; i < values.length; i++) if (usable[i] && !isFixed[i] && values[i] > 0) free[n++] = values[i]
    if (n > left) free.subarray(0, n).sort()
    for (let k = Math.max(0, n - left); k < n; k++) sum += free[k]
    return sum
  }
  const { group, groups, min, max } = partition
  const had = new Int32Array(groups)
  for (const id of fixed) had[group[id]]++
  const starts = new Uint32Array(groups + 1)
  for (let i = 0; i < values.length; i++) if (usable[i] && !isFixed[i]) starts[group[i] + 1]++
  for (let g = 0; g < groups; g++) starts[g + 1] += starts[g]
  const sorted = new Float64Array(starts[groups])
  const fill = starts.slice()
  for (let i = 0; i < values.length; i++) if (usable[i] && !isFixed[i]) sorted[fill[group[i]]++] = values[i]
  const rest: number[] = []
  let count = left
  for (let g = 0; g < groups; g++) {
    const list = sorted.subarray(starts[g], starts[g + 1]).sort()
    const forced = Math.min(list.length, Math.max(0, min[g] - had[g]))
    const most = Math.min(list.length, max[g] - had[g])
    for (let k = 0; k < most; k++) {
      const value = list[list.length - 1 - k]
      if (k < forced) {
        sum += value
        count--
      } else if (value > 0) rest.push(value)
      else break
    }
  }
  const others = Float64Array.from(rest).sort()
  for (let k = 0; k < Math.min(count, others.length); k++) sum += others[others.length - 1 - k]
  return sum
}

/**
 * An upper bound on Σ value_i x_i over everything that the rules allow (spacing is left out, which only loosens it).
 * Exact for a count and one partition of quotas; a budget and a second partition are priced in by Lagrange multipliers, any
 * of which is valid, searched by golden section and by subgradient steps.
 */
export function linearBound(values: Float64Array, rules: CheckedRules): number {
  const { costs, budget, partitions, fixed, usable } = rules
  const isFixed = new Uint8Array(values.length)
  for (const id of fixed) isFixed[id] = 1
  let spendable = 0
  if (costs) for (let i = 0; i < values.length; i++) if (usable[i]) spendable += costs[i]
  const limited = costs !== undefined && budget < spendable
  const second = partitions[1]

  const priced = new Float64Array(values.length)
  const at = (perCost: number, perGroup: Float64Array | undefined): number => {
    let constant = limited ? perCost * budget : 0
    for (let i = 0; i < values.length; i++) {
      priced[i] = values[i] - (limited ? perCost * costs[i] : 0) - (perGroup ? perGroup[second.group[i]] : 0)
    }
    perGroup?.forEach((price, g) => {
      constant += price >= 0 ? price * second.max[g] : price * second.min[g]
    })
    return constant + countBound(priced, rules, isFixed, partitions.length > 0 ? 0 : undefined)
  }

  const atBestCost = (perGroup: Float64Array | undefined): number => {
    if (!limited) return at(0, perGroup)
    // Convex in the price: bracket, then golden section.
    let high = 0
    for (let i = 0; i < values.length; i++) if (usable[i] && costs[i] > 0) high = Math.max(high, values[i] / costs[i])
    let low = 0
    const ratio = (Math.sqrt(5) - 1) / 2
    let a = high - ratio * (high - low)
    let b = low + ratio * (high - low)
    let valueA = at(a, perGroup)
    let valueB = at(b, perGroup)
    let best = Math.min(at(0, perGroup), valueA, valueB)
    for (let step = 0; step < 36; step++) {
      if (valueA <= valueB) {
        high = b
        b = a
        valueB = valueA
        a = high - ratio * (high - low)
        valueA = at(a, perGroup)
      } else {
        low = a
        a = b
        valueA = valueB
        b = low + ratio * (high - low)
        valueB = at(b, perGroup)
      }
      best = Math.min(best, valueA, valueB)
    }
    return best
  }

  const best = atBestCost(undefined)
  if (!second) return limited ? best * (1 + 1e-12) : best
  // The other way round: the second partition exact, the first one left out.
  const swapped = linearBound(values, { ...rules, partitions: [second] })
  return Math.min(best * (1 + 1e-12), swapped)
}
