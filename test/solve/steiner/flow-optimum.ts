import { startMip } from '../../../src/core/mip'
import type { SmallGraph } from './random-graph'

/**
 * Cost of a best Steiner tree by HiGHS: a unit of flow from the first terminal to each other one, over arcs that are bought. Undefined
 * where the solver does not come to its end.
 */
export async function flowOptimum(
  { nodes, edges, terminals }: SmallGraph,
  timeLimitMs: number,
): Promise<number | undefined> {
  const [root, ...sinks] = [...new Set(terminals)]
  const arcs = edges.flatMap(([a, b, cost]) => [
    { from: a, to: b, cost },
    { from: b, to: a, cost },
  ])
  const flow = (sink: number, arc: number): number => arcs.length * (1 + sink) + arc
  const columns = arcs.length * (1 + sinks.length)
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  const lower: number[] = []
  const upper: number[] = []
  const row = (entries: [number, number][], low: number, high: number): void => {
    for (const [column, value] of entries) {
      indices.push(column)
      values.push(value)
    }
    starts.push(indices.length)
    lower.push(low)
    upper.push(high)
  }
  sinks.forEach((sink, s) => {
    for (let node = 0; node < nodes; node++) {
      const balance = node === sink ? 1 : node === root ? -1 : 0
      const entries = arcs.flatMap(({ from, to }, arc): [number, number][] => {
        if (from === to) return []
        return to === node ? [[flow(s, arc), 1]] : from === node ? [[flow(s, arc), -1]] : []
      })
      row(entries, balance, balance)
    }
    for (let arc = 0; arc < arcs.length; arc++)
      row(
        [
          [arc, 1],
          [flow(s, arc), -1],
        ],
        0,
        Number.POSITIVE_INFINITY,
      )
  })
  const run = await startMip(
    {
      gain: Float64Array.from({ length: columns }, (_, c) => (c < arcs.length ? -arcs[c].cost : 0)),
      whole: Uint8Array.from({ length: columns }, (_, c) => (c < arcs.length ? 1 : 0)),
      rowLower: Float64Array.from(lower),
      rowUpper: Float64Array.from(upper),
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
      start: new Float64Array(columns).fill(1),
    },
    timeLimitMs,
  )
  await run?.ended
  const { values: best, proven } = run?.best ?? {}
  await run?.stop()
  return best && proven ? arcs.reduce((sum, { cost }, arc) => sum + cost * Math.round(best[arc]), 0) : undefined
}
