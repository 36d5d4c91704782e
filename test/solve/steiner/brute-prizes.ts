import type { Edges } from './random-graph'

/** The cheapest tree on each set of nodes that can be joined: its cost and prizes. Up to about 12 nodes. */
export function allTrees(
  nodes: number,
  edges: Edges,
  prize: readonly number[],
): { set: number; cost: number; prize: number }[] {
  const sorted = [...edges].sort((a, b) => a[2] - b[2])
  const trees: { set: number; cost: number; prize: number }[] = []
  for (let set = 1; set < 1 << nodes; set++) {
    const above = Array.from({ length: nodes }, (_, node) => node)
    const top = (node: number): number => (above[node] === node ? node : top(above[node]))
    let parts = 0
    let worth = 0
    for (let node = 0; node < nodes; node++) {
      if (((set >> node) & 1) === 0) continue
      parts++
      worth += prize[node]
    }
    let cost = 0
    for (const [a, b, price] of sorted) {
      if (((set >> a) & (set >> b) & 1) === 0 || top(a) === top(b)) continue
      above[top(a)] = top(b)
      cost += price
      parts--
    }
    if (parts === 1) trees.push({ set, cost, prize: worth })
  }
  return trees
}
