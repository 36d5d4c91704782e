import type { SetCover } from './set-cover'

/** A lower bound on the cost of any cover, with what is left of the costs once the rows have paid. */
export interface PricedBound {
  lowerBound: number
  /** Cost of each column less the prices of its rows: below 0, it is worth more than it costs. */
  reduced: Float64Array
}

/** The bound that prices ≥ 0 of the rows give by weak duality: their sum, less what columns are cheaper than their rows. */
function boundOf({ costs, columns }: SetCover, prices: Float64Array, reduced: Float64Array): number {
  let bound = 0
  for (const price of prices) bound += price
  for (let i = 0; i < costs.length; i++) {
    let rest = costs[i]
    for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) rest -= prices[columns.ids[k]]
    reduced[i] = rest
    if (rest < 0) bound += rest
  }
  return bound
}

/**
 * Lagrangian bound of set covering by subgradient steps, the step width adapted as by Caprara, Fischetti and Toth (1999), 3.1.
 * Any prices give a valid bound, so it holds wherever the steps end.
 * @param upperBound cost of a cover in hand; reached, the steps end
 */
export function setCoverBound(cover: SetCover, upperBound: number, iterations: number): PricedBound {
  const { costs, columns, rows } = cover
  const rowCount = rows.offsets.length - 1
  let prices = new Float64Array(rowCount).fill(Infinity)
  for (let i = 0; i < costs.length; i++) {
    const share = costs[i] / Math.max(1, columns.offsets[i + 1] - columns.offsets[i])
    for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) {
      prices[columns.ids[k]] = Math.min(prices[columns.ids[k]], share)
    }
  }
  const reduced = new Float64Array(costs.length)
  const slack = new Int32Array(rowCount)
  let best = prices
  let lowerBound = Number.NEGATIVE_INFINITY
  let pace = 0.1
  let lowest = Infinity
  let highest = Number.NEGATIVE_INFINITY
  let sinceBetter = 0
  let done = 0
  for (; done < iterations; done++) {
    const bound = boundOf(cover, prices, reduced)
    if (bound > lowerBound + 1e-9 * Math.abs(bound)) {
      lowerBound = bound
      best = prices.slice()
      sinceBetter = 0
    } else if (++sinceBetter > 150) break
    lowest = Math.min(lowest, bound)
    highest = Math.max(highest, bound)
    if (done % 20 === 19) {
      const swing = (highest - lowest) / Math.max(1e-12, Math.abs(highest))
      if (swing > 0.01) pace /= 2
      else if (swing < 0.001) pace *= 1.5
      lowest = Infinity
      highest = Number.NEGATIVE_INFINITY
    }
    if (upperBound - lowerBound <= 1e-9 * upperBound) break
    slack.fill(1)
    for (let i = 0; i < costs.length; i++) {
      if (reduced[i] >= 0) continue
      for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) slack[columns.ids[k]]--
    }
    let norm = 0
    for (const value of slack) norm += value * value
    if (norm === 0) break
    const step = (pace * Math.max(upperBound * 1e-3, upperBound - bound)) / norm
    prices = prices.slice()
    for (let r = 0; r < rowCount; r++) prices[r] = Math.max(0, prices[r] + step * slack[r])
  }
  boundOf(cover, best, reduced)
  return { lowerBound, reduced }
}
