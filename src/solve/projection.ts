import type { CheckedRules } from './cover-rules'
import type { Partition } from './quota'

/** Evaluations to find the prices of the groups, at the most: they start where the last projection ended. */
const MOST_TURNS = 40

/** Prices of the rules' constraints: per station, per cost, and per group of each partition (signed: minima subsidise). */
export interface Prices {
  station: number
  cost: number
  groups: Float64Array[]
}

/** The fractional plans that the rules allow, for the primal step of the linear relaxation. */
export interface PlanPolytope {
  pricesNow(): Prices
  /**
   * Projects v onto them into x, in the metric of the steps: x_i = clip(v_i − step_i · price_i), the prices found by safeguarded
   * Newton steps. With one constraint exact; with several, one round over them per call from where the last call ended, which
   * converges along with the iteration. Must-haves stay 1, forbidden ones 0.
   */
  project(v: Float64Array, step: Float64Array, omega: number, x: Float64Array): void
  /** The bound that the prices as they stand give on Σ c_i x_i over the polytope. */
  pricedBound(c: Float64Array): number
  /**
   * The bound that such prices give, and what each candidate is worth beyond them (0 where it has no choice). With a plain count
   * the price of a station is set to the best for these c.
   */
  reducedGains(c: Float64Array, prices: Prices): { bound: number; gains: Float64Array }
}

/** `start`: prices to begin the search of them from. */
export function planPolytope(rules: CheckedRules, start?: Prices): PlanPolytope {
  const { usable, fixed, costs, budget, partitions, choose } = rules
  const n = usable.length
  const open = usable.slice()
  for (const id of fixed) open[id] = 0
  let spendable = 0
  if (costs) for (let i = 0; i < n; i++) if (usable[i]) spendable += costs[i]
  const limited = costs !== undefined && budget < spendable
  const spent = limited ? fixed.reduce((sum, id) => sum + costs[id], 0) : 0
  const had = partitions.map(({ groups, group }) => {
    const counts = new Int32Array(groups)
    for (const id of fixed) counts[group[id]]++
    return counts
  })
  const prices: Prices = {
    station: start?.station ?? 0,
    cost: limited ? (start?.cost ?? 0) : 0,
    groups: partitions.map(({ groups }, p) => start?.groups[p].slice() ?? new Float64Array(groups)),
  }
  /** Price of each candidate but for the constraint that is being solved. */
  const other = new Float64Array(n)
  const priceOthers = (but: 'station' | 'cost' | number): void => {
    for (let i = 0; i < n; i++) {
      let price = but === 'station' ? 0 : prices.station
      if (limited && but !== 'cost') price += prices.cost * costs[i]
      for (let p = 0; p < partitions.length; p++) if (but !== p) price += prices.groups[p][partitions[p].group[i]]
      other[i] = price
    }
  }

  const constantOf = ({ station, cost, groups }: Prices): number => {
    let bound = station * (choose - fixed.length)
    if (limited) bound += cost * Math.max(0, budget - spent)
    partitions.forEach(({ min, max }, p) => {
      groups[p].forEach((price, g) => {
        bound += price * ((price > 0 ? max[g] : min[g]) - had[p][g])
      })
    })
    return bound
  }

  /** The price per group at which its sum of x is within the quota: 0 where it is so without, > 0 to hold its maximum, < 0 its minimum. */
  const priceGroups = (
    { group, groups, min, max }: Partition,
    taken: Int32Array,
    price: Float64Array,
    v: Float64Array,
    step: Float64Array,
    omega: number,
  ): void => {
    const low = new Float64Array(groups).fill(-Infinity)
    const high = new Float64Array(groups).fill(Infinity)
    const sum = new Float64Array(groups)
    const slope = new Float64Array(groups)
    const done = new Uint8Array(groups)
    let paces = 0
    for (let i = 0; i < n; i++) paces += omega * step[i]
    // A price of so much takes a typical candidate from all to nothing.
    const stride = n / Math.max(paces, 1e-300)
    for (let turn = 0, left = groups; turn < MOST_TURNS && left > 0; turn++) {
      sum.fill(0)
      slope.fill(0)
      for (let i = 0; i < n; i++) {
        const g = group[i]
        if (!open[i] || done[g]) continue
        const pace = omega * step[i]
        const value = v[i] - pace * (other[i] + price[g])
        if (value >= 1) sum[g]++
        else if (value > 0) {
          sum[g] += value
          slope[g] += pace
        }
      }
      for (let g = 0; g < groups; g++) {
        if (done[g]) continue
        const now = price[g]
        const most = max[g] - taken[g]
        const least = min[g] - taken[g]
        const goal = now > 0 ? most : now < 0 ? least : Math.min(most, Math.max(least, sum[g]))
        const over = sum[g] - goal
        if (Math.abs(over) <= 1e-9 * (1 + Math.abs(goal))) {
          done[g] = 1
          left--
          continue
        }
        if (over > 0) low[g] = now
        else high[g] = now
        let next = slope[g] > 0 ? now + over / slope[g] : NaN
        // On the other side of zero another bound of the quota counts: first see what zero gives.
        if (now * next < 0 && low[g] < 0 && high[g] > 0) next = 0
        if (!(next > low[g] && next < high[g])) {
          if (now !== 0 && low[g] < 0 && high[g] > 0) next = 0
          else if (low[g] === -Infinity) next = Math.min(-stride, 2 * now)
          else if (high[g] === Infinity) next = Math.max(stride, 2 * now)
          else next = 0.5 * (low[g] + high[g])
        }
        price[g] = next
      }
    }
  }

  return {
    pricesNow: () => ({ ...prices, groups: prices.groups.map((group) => group.slice()) }),
    project(v, step, omega, x) {
      /** Finds the price ≥ 0 per unit of `size` at which the sum of size · x is within `limit`. */
      const solve = (start: number, limit: number, size: Float64Array | undefined): number => {
        // Below zero stands for: not known yet whether a price of zero will do.
        let low = -1
        let high = Infinity
        let price = start
        for (let turn = 0; turn < 60; turn++) {
          let sum = 0
          let slope = 0
          for (let i = 0; i < n; i++) {
            if (!open[i]) continue
            const s = size ? size[i] : 1
            const pace = omega * step[i]
            const value = v[i] - pace * (other[i] + price * s)
            if (value >= 1) sum += s
            else if (value > 0) {
              sum += s * value
              slope += s * s * pace
            }
          }
          const over = sum - limit
          if (over <= 0 && price === 0) return 0
          if (Math.abs(over) <= 1e-9 * limit + 1e-12) return price
          if (over > 0) low = price
          else high = price
          let next =
            slope > 0 ? price + over / slope : over > 0 ? Math.max(1, price * 2) : (Math.max(low, 0) + price) / 2
          if (next <= 0 && low < 0) next = 0
          else if (!(next > low && next < high)) {
            next = high < Infinity ? (Math.max(low, 0) + high) / 2 : Math.max(1, low * 2)
          }
          if (next === price) return price
          price = next
        }
        return price
      }
      if (limited) {
        priceOthers('cost')
        prices.cost = solve(prices.cost, Math.max(0, budget - spent), costs)
      }
      for (let p = 0; p < partitions.length; p++) {
        priceOthers(p)
        priceGroups(partitions[p], had[p], prices.groups[p], v, step, omega)
      }
      priceOthers('station')
      prices.station = solve(prices.station, choose - fixed.length, undefined)
      for (let i = 0; i < n; i++) {
        if (open[i]) x[i] = Math.min(1, Math.max(0, v[i] - omega * step[i] * (other[i] + prices.station)))
      }
      for (const id of fixed) x[id] = 1
    },

    pricedBound(c) {
      let bound = constantOf(prices)
      priceOthers('station')
      for (let i = 0; i < n; i++) if (open[i]) bound += Math.max(0, c[i] - other[i] - prices.station)
      for (const id of fixed) bound += c[id]
      return bound
    },

    reducedGains(c, { station, cost, groups }) {
      let price = station
      if (!limited && partitions.length === 0) {
        const sorted = c.filter((_, i) => open[i] === 1).sort()
        price = Math.max(0, sorted[sorted.length - (choose - fixed.length)] ?? 0)
      }
      let bound = constantOf({ station: price, cost, groups })
      const gains = new Float64Array(n)
      for (let i = 0; i < n; i++) {
        if (!open[i]) continue
        gains[i] = c[i] - price - (limited ? cost * costs[i] : 0)
        for (let p = 0; p < partitions.length; p++) gains[i] -= groups[p][partitions[p].group[i]]
        bound += Math.max(0, gains[i])
      }
      for (const id of fixed) bound += c[id]
      return { bound, gains }
    },
  }
}
