import { InputError } from '../formats/input-error'
import { checkLength } from './cover-instance'

/** Stations wanted per group of one partition of the candidates: per county, or per operator. */
export interface Quota {
  /** What a group is called in messages: `county`, `operator`. */
  name?: string
  /** Group of each candidate, 0 … groups-1. */
  group: Uint32Array
  /** Names of the groups, for messages. */
  labels?: readonly string[]
  /** Least stations per group, 0 by default. */
  min?: ArrayLike<number>
  /** Most stations per group, unlimited by default. */
  max?: ArrayLike<number>
}

/** A quota with all its arrays, infinite maxima cut to what stands there. */
export interface Partition {
  name: string
  group: Uint32Array
  groups: number
  min: Int32Array
  max: Int32Array
  labelOf(group: number): string
}

/** Checks and completes the quotas. At most two partitions: with three even feasibility is NP-hard (3-dimensional matching). */
export function partitionsOf(quotas: readonly Quota[], candidates: number): Partition[] {
  if (quotas.length > 2) {
    throw new InputError('too-many-quotas', 'quotas', `${quotas.length} partitions have quotas, expected at most 2`)
  }
  return quotas.map(({ name = 'group', group, labels, min, max }, q) => {
    const path = `quotas[${q}]`
    checkLength(group, candidates, `${path}.group`, 'candidate')
    let groups = Math.max(min?.length ?? 0, max?.length ?? 0)
    for (let i = 0; i < candidates; i++) if (group[i] >= groups) groups = group[i] + 1
    checkLength(min, groups, `${path}.min`, 'group')
    checkLength(max, groups, `${path}.max`, 'group')
    const labelOf = (g: number): string => labels?.[g] ?? `${g}`
    const least = new Int32Array(groups)
    const greatest = new Int32Array(groups)
    for (let g = 0; g < groups; g++) {
      const low = Math.ceil(min?.[g] ?? 0)
      const most = max?.[g] ?? Number.POSITIVE_INFINITY
      if (!(low <= most && most >= 0)) {
        throw new InputError(
          'quota-contradiction',
          `${path}.min[${g}]`,
          `${name} ${labelOf(g)} has a minimum of ${min?.[g]} and a maximum of ${max?.[g]}: lower the one or raise the other`,
        )
      }
      least[g] = Math.max(0, low)
      greatest[g] = Math.floor(Math.min(most, candidates))
    }
    return { name, group, groups, min: least, max: greatest, labelOf }
  })
}

/** How many more stations a group needs and may have, given how many it has. */
function needOf(partition: Partition, counts: Int32Array): Int32Array {
  return partition.min.map((min, g) => Math.max(0, min - counts[g]))
}

/** Whether the minima of two partitions can still be met with at most `left` more stations. */
export function fitsTogether(
  partitions: readonly Partition[],
  counts: readonly Int32Array[],
  free: Int32Array,
  left: number,
): boolean {
  return lackTogether(partitions, counts, free, left) === 0
}

/**
 * How many stations short of the minima of two partitions every choice of at most `left` more stays, `free[g * groups2 + h]` candidates
 * being there per pair of groups. A circulation with lower bounds, turned into one maximum flow (Ahuja et al. 1993, §6.7).
 */
function lackTogether(
  [first, second]: readonly Partition[],
  counts: readonly Int32Array[],
  free: Int32Array,
  left: number,
): number {
  const a = first.groups
  const b = second.groups
  const [source, sink, superSource, superSink] = [a + b, a + b + 1, a + b + 2, a + b + 3]
  const nodes = a + b + 4
  const capacity = new Float64Array(nodes * nodes)
  const needs = [needOf(first, counts[0]), needOf(second, counts[1])]
  let wanted = 0
  for (let g = 0; g < a; g++) {
    const need = needs[0][g]
    capacity[source * nodes + g] = Math.max(0, first.max[g] - counts[0][g] - need)
    capacity[superSource * nodes + g] = need
    capacity[source * nodes + superSink] += need
    wanted += need
    for (let h = 0; h < b; h++) capacity[g * nodes + a + h] = free[g * b + h]
  }
  for (let h = 0; h < b; h++) {
    const need = needs[1][h]
    capacity[(a + h) * nodes + sink] = Math.max(0, second.max[h] - counts[1][h] - need)
    capacity[(a + h) * nodes + superSink] = need
    capacity[superSource * nodes + sink] += need
    wanted += need
  }
  capacity[sink * nodes + source] = left
  const from = new Int32Array(nodes)
  const queue = new Int32Array(nodes)
  let flow = 0
  while (flow < wanted) {
    from.fill(-1)
    from[superSource] = superSource
    queue[0] = superSource
    for (let head = 0, tail = 1; head < tail && from[superSink] < 0; head++) {
      for (let to = 0; to < nodes; to++) {
        if (from[to] >= 0 || capacity[queue[head] * nodes + to] <= 0) continue
        from[to] = queue[head]
        queue[tail++] = to
      }
    }
    if (from[superSink] < 0) break
    let step = Infinity
    for (let to = superSink; to !== superSource; to = from[to]) step = Math.min(step, capacity[from[to] * nodes + to])
    for (let to = superSink; to !== superSource; to = from[to]) {
      capacity[from[to] * nodes + to] -= step
      capacity[to * nodes + from[to]] += step
    }
    flow += step
  }
  return wanted - flow
}

/** The quotas while stations are being chosen. */
export interface QuotaLedger {
  readonly partitions: readonly Partition[]
  readonly counts: readonly Int32Array[]
  /** Whether taking this candidate, with `left` more afterwards, keeps every quota within reach. Once false, false for good. */
  allows(candidate: number, left: number): boolean
  take(candidate: number): void
  /** This candidate cannot be had any more (too near, too dear). */
  lose(candidate: number): void
  /** Whether a group of this candidate is still below its minimum. */
  needs(candidate: number): boolean
  /** Stations that are still missing to the minima (of the partition that misses most). */
  missing(): number
  /** The first group below its minimum, in words, or undefined. */
  shortfall(): { path: string; message: string } | undefined
}

/** Opens the books. `usable[i]` = 0: candidate i is forbidden. */
export function openQuotas(partitions: readonly Partition[], usable: Uint8Array): QuotaLedger {
  const counts = partitions.map((partition) => new Int32Array(partition.groups))
  const [first, second] = partitions
  const width = second?.groups ?? 1
  const cellOf = (candidate: number): number => (first?.group[candidate] ?? 0) * width + (second?.group[candidate] ?? 0)
  const free = new Int32Array((first?.groups ?? 1) * width)
  if (first) for (let i = 0; i < usable.length; i++) free[cellOf(i)] += usable[i] ? 1 : 0
  const closed = new Uint8Array(free.length)
  const missingOf = (p: number): number => needOf(partitions[p], counts[p]).reduce((sum, need) => sum + need, 0)
  const missing = (): number => partitions.reduce((most, _, p) => Math.max(most, missingOf(p)), 0)

  const count = (candidate: number, step: number): void => {
    partitions.forEach(({ group }, p) => {
      counts[p][group[candidate]] += step
    })
  }
  const anyMinimum = partitions.some(({ min }) => min.some((least) => least > 0))

  return {
    partitions,
    counts,
    allows(candidate, left) {
      if (!first) return true
      const cell = cellOf(candidate)
      if (closed[cell]) return false
      let fits = partitions.every(({ group, max }, p) => counts[p][group[candidate]] < max[group[candidate]])
      if (fits && anyMinimum) {
        count(candidate, 1)
        fits = missing() <= left
        if (fits && second) {
          free[cell]--
          fits = fitsTogether(partitions, counts, free, left)
          free[cell]++
        }
        count(candidate, -1)
      }
      if (!fits) closed[cell] = 1
      return fits
    },
    take(candidate) {
      count(candidate, 1)
      free[cellOf(candidate)]--
    },
    lose(candidate) {
      free[cellOf(candidate)]--
    },
    needs: (candidate) => partitions.some(({ group, min }, p) => counts[p][group[candidate]] < min[group[candidate]]),
    missing,
    shortfall() {
      for (let p = 0; p < partitions.length; p++) {
        const { min, name, labelOf } = partitions[p]
        for (let g = 0; g < min.length; g++) {
          if (counts[p][g] >= min[g]) continue
          const missed = min[g] - counts[p][g]
          return {
            path: `quotas[${p}].min[${g}]`,
            message: `${name} ${labelOf(g)} needs at least ${min[g]} stations, ${counts[p][g]} could be placed: ${missed} too few`,
          }
        }
      }
      return undefined
    },
  }
}

/** Throws InputError where the quotas cannot be met whatever is chosen: by the candidates there are, or by the count. */
export function checkQuotas(partitions: readonly Partition[], usable: Uint8Array, choose: number): void {
  const ledger = openQuotas(partitions, usable)
  partitions.forEach(({ name, group, groups, min, labelOf }, p) => {
    const there = new Int32Array(groups)
    for (let i = 0; i < group.length; i++) there[group[i]] += usable[i] ? 1 : 0
    for (let g = 0; g < groups; g++) {
      if (there[g] >= min[g]) continue
      throw new InputError(
        'quota-unmet',
        `quotas[${p}].min[${g}]`,
        `${name} ${labelOf(g)} needs at least ${min[g]} stations and has ${there[g]} candidates: ${min[g] - there[g]} too few`,
      )
    }
    const sum = min.reduce((total, least) => total + least, 0)
    if (sum > choose) {
      throw new InputError(
        'quota-unmet',
        `quotas[${p}].min`,
        `the minima per ${name} add up to ${sum}, ${sum - choose} more than the ${choose} stations to choose`,
      )
    }
  })
  if (partitions.length === 2) {
    const [first, second] = partitions
    const free = new Int32Array(first.groups * second.groups)
    for (let i = 0; i < usable.length; i++) {
      if (usable[i]) free[first.group[i] * second.groups + second.group[i]]++
    }
    if (fitsTogether(partitions, ledger.counts, free, choose)) return
    const what = `the minima per ${first.name} and per ${second.name} cannot be met together`
    const all = usable.reduce((sum, one) => sum + one, 0)
    const lack = lackTogether(partitions, ledger.counts, free, all)
    if (lack > 0) {
      const why = `under the maxima of both and with the candidates there are, ${lack} stations that they ask for find no place`
      throw new InputError('quota-unmet', 'quotas', `${what}: ${why}; lower a minimum or raise a maximum`)
    }
    // More stations never make it harder: the least number that does, by halving.
    let [low, least] = [choose, all]
    while (least - low > 1) {
      const middle = (low + least) >> 1
      if (fitsTogether(partitions, ledger.counts, free, middle)) least = middle
      else low = middle
    }
    const why = `they take ${least} stations, ${least - choose} more than the ${choose} to choose`
    throw new InputError('quota-unmet', 'quotas', `${what}: ${why}`)
  }
}
