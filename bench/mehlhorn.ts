import FlatQueue from 'flatqueue'
import type { TreeGraph } from '../src/solve/steiner/tree-input'

/** Edges in the order of `value`, each taken where it joins two pieces. */
function kruskal(
  nodes: number,
  edges: Uint32Array,
  value: (edge: number) => number,
  ends: (edge: number) => [number, number],
) {
  const above = Uint32Array.from({ length: nodes }, (_, node) => node)
  const top = (node: number): number => {
    let at = node
    while (above[at] !== at) {
      above[at] = above[above[at]]
      at = above[at]
    }
    return at
  }
  return edges
    .slice()
    .sort((a, b) => value(a) - value(b))
    .filter((edge) => {
      const [a, b] = ends(edge).map(top)
      if (a === b) return false
      above[a] = b
      return true
    })
}

/**
 * Cost of the tree of Mehlhorn (1988): at most twice the best. Shortest paths from all terminals at once, the least spanning tree of
 * the regions, its paths, their least spanning tree, loose ends cut off.
 */
export function mehlhornCost({ nodes, from, to, cost, terminals }: TreeGraph): number {
  const around: number[][] = Array.from({ length: nodes }, () => [])
  for (let e = 0; e < from.length; e++) {
    around[from[e]].push(e)
    around[to[e]].push(e)
  }
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY)
  const region = new Uint32Array(nodes)
  const via = new Int32Array(nodes).fill(-1)
  const queue = new FlatQueue<number>()
  for (const node of terminals) {
    distance[node] = 0
    region[node] = node
    queue.push(node, 0)
  }
  while (queue.length > 0) {
    const far = queue.peekValue()!
    const node = queue.pop()!
    if (far > distance[node]) continue
    for (const e of around[node]) {
      const other = from[e] === node ? to[e] : from[e]
      if (far + cost[e] >= distance[other]) continue
      distance[other] = far + cost[e]
      region[other] = region[node]
      via[other] = e
      queue.push(other, distance[other])
    }
  }
  const all = Uint32Array.from(from, (_, e) => e)
  const length = Float64Array.from(all, (e) => distance[from[e]] + cost[e] + distance[to[e]])
  const bridges = kruskal(
    nodes,
    all,
    (e) => length[e],
    (e) => [region[from[e]], region[to[e]]],
  )
  const used = new Set<number>()
  for (const bridge of bridges) {
    used.add(bridge)
    for (const end of [from[bridge], to[bridge]]) {
      for (let node = end; via[node] >= 0 && !used.has(via[node]); ) {
        used.add(via[node])
        node = from[via[node]] === node ? to[via[node]] : from[via[node]]
      }
    }
  }
  const tree = new Set(
    kruskal(
      nodes,
      Uint32Array.from(used),
      (e) => cost[e],
      (e) => [from[e], to[e]],
    ),
  )
  const degree = new Uint32Array(nodes)
  const wanted = new Uint8Array(nodes)
  for (const node of terminals) wanted[node] = 1
  for (const e of tree) {
    degree[from[e]]++
    degree[to[e]]++
  }
  const ends = Array.from(degree.keys()).filter((node) => degree[node] === 1 && !wanted[node])
  while (ends.length > 0) {
    const node = ends.pop()!
    const last = around[node].find((e) => tree.has(e))
    if (last === undefined) continue
    tree.delete(last)
    const other = from[last] === node ? to[last] : from[last]
    if (--degree[other] === 1 && !wanted[other]) ends.push(other)
  }
  return [...tree].reduce((sum, e) => sum + cost[e], 0)
}
