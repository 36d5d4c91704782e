/** One line of the table. */
export interface Row {
  name: string
  /** What one unit is: `receiver`, `site-cell` … */
  unit: string
  nsPerUnit: number
  /** A digest of the result: equal on every machine, with any number of workers. */
  checksum: number
  /** Time of a baseline divided by ours, by the baseline's name: 2 = twice as fast as it. */
  ratios: Record<string, number>
  /** Memory that a process of its own grew by for it, MiB. */
  memoryMib?: number
  /** Of a plan: objective, bound, seconds …, by column. */
  plan?: Record<string, number>
  /** Of a Steiner tree: gaps and bounds, by column. */
  tree?: Record<string, number>
}

/** One benchmark: `only` picks it by name. */
export interface Benchmark {
  name: string
  run(): Promise<Row[]>
}

/**
 * The least time of several short samples, ns: on a shared machine the minimum is what the code needs.
 * Runs until `budgetMs` is spent, at least three times.
 */
export async function leastNs(work: () => unknown | Promise<unknown>, budgetMs = 1500): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  const until = performance.now() + budgetMs
  for (let sample = 0; sample < 3 || performance.now() < until; sample++) {
    const start = performance.now()
    await work()
    least = Math.min(least, performance.now() - start)
  }
  return least * 1e6
}

/** Sum of the finite values, rounded: a digest that tells a wrong result from a right one. */
export function checksumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) sum += values[i]
  return Math.round(sum * 1000) / 1000
}
