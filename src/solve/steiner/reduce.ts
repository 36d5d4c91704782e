import type { CheckedGraph } from './tree-input'

/** A smaller graph with the same best trees. */
export interface ReducedGraph {
  nodes: number
  from: Uint32Array
  to: Uint32Array
  /** In units. */
  cost: Float64Array
  terminal: Uint8Array
  terminals: number
  root: number
  /** Prizes of nodes that need not be joined, in units. */
  prize?: Float64Array
  /** Cost of what every best tree may be taken to hold, in units. */
  fixedCost: number
  /** Prizes of nodes that fixed edges lead to, in units. */
  surePrize: number
  /** Edges of the checked graph that a tree of edges of this graph stands for, with those that are fixed. */
  expand(edges: ArrayLike<number>): Uint32Array
}

const NONE = -1

/** The graph as lists of half-edges that can be taken out, moved and joined: 2e and 2e + 1 are the halves of edge e. */
function halfEdges({ nodes, from, to, cost }: CheckedGraph, capacity: number) {
  const end = new Int32Array(2 * capacity)
  const price = new Float64Array(capacity)
  const left = new Int32Array(capacity).fill(NONE)
  const right = new Int32Array(capacity).fill(NONE)
  const next = new Int32Array(2 * capacity).fill(NONE)
  const before = new Int32Array(2 * capacity).fill(NONE)
  const first = new Int32Array(nodes).fill(NONE)
  const degree = new Int32Array(nodes)
  let edges = 0
  const link = (half: number, node: number): void => {
    end[half] = node
    before[half] = NONE
    next[half] = first[node]
    if (first[node] !== NONE) before[first[node]] = half
    first[node] = half
    degree[node]++
  }
  const unlink = (half: number): void => {
    const node = end[half]
    if (before[half] === NONE) first[node] = next[half]
    else next[before[half]] = next[half]
    if (next[half] !== NONE) before[next[half]] = before[half]
    degree[node]--
  }
  const add = (a: number, b: number, value: number): number => {
    price[edges] = value
    link(2 * edges, a)
    link(2 * edges + 1, b)
    return edges++
  }
  for (let e = 0; e < from.length; e++) add(from[e], to[e], cost[e])
  return {
    end,
    price,
    left,
    right,
    next,
    first,
    degree,
    link,
    unlink,
    add,
    drop(edge: number): void {
      unlink(2 * edge)
      unlink(2 * edge + 1)
    },
    /** The edge between two nodes, or −1. */
    between(a: number, b: number): number {
      const [at, other] = degree[a] <= degree[b] ? [a, b] : [b, a]
      for (let half = first[at]; half !== NONE; half = next[half]) if (end[half ^ 1] === other) return half >> 1
      return NONE
    },
  }
}

/**
 * Takes out what no best tree needs: ends that are no terminals, nodes on the way between two others, the only edge of a terminal, and a
 * terminal's cheapest edge where it leads to another. A node with a prize stays as it is (Duin and Volgenant 1989; Hwang, Richards and Winter 1992).
 */
export function reduceGraph(graph: CheckedGraph): ReducedGraph {
  const capacity = 2 * graph.from.length
  const halves = halfEdges(graph, capacity)
  const { end, price, left, right, next, first, degree } = halves
  const terminal = graph.terminal.slice()
  const isPrized = graph.prize?.some((value) => value > 0) ?? false
  let { root, terminals } = graph
  const fixed: number[] = []
  let fixedCost = 0
  let surePrize = 0
  const queue: number[] = []
  const waits = new Uint8Array(graph.nodes)
  const visit = (node: number): void => {
    if (waits[node]) return
    waits[node] = 1
    queue.push(node)
  }

  /** Makes `node`, a terminal, one with `into` over `edge`, which is bought. */
  function contract(node: number, into: number, edge: number): void {
    fixed.push(edge)
    fixedCost += price[edge]
    halves.drop(edge)
    for (let half = first[node]; half !== NONE; ) {
      const following = next[half]
      const other = end[half ^ 1]
      const rival = halves.between(into, other)
      visit(other)
      if (rival === NONE) {
        halves.unlink(half)
        halves.link(half, into)
      } else if (price[half >> 1] < price[rival]) {
        halves.drop(rival)
        halves.unlink(half)
        halves.link(half, into)
      } else halves.drop(half >> 1)
      half = following
    }
    if (terminal[into]) terminals--
    else surePrize += graph.prize?.[into] ?? 0
    terminal[into] = 1
    terminal[node] = 0
    if (root === node) root = into
    visit(into)
  }

  /** Joins the two edges of a node that is only passed through. */
  function bypass(node: number): void {
    const [one, two] = [first[node], next[first[node]]]
    const [a, b] = [end[one ^ 1], end[two ^ 1]]
    halves.drop(one >> 1)
    halves.drop(two >> 1)
    visit(a)
    visit(b)
    const sum = price[one >> 1] + price[two >> 1]
    const rival = halves.between(a, b)
    if (rival !== NONE) {
      if (price[rival] <= sum) return
      halves.drop(rival)
    }
    const joined = halves.add(a, b, sum)
    left[joined] = one >> 1
    right[joined] = two >> 1
  }

  function test(node: number): void {
    if (!terminal[node]) {
      if (graph.prize && graph.prize[node] > 0) return
      if (degree[node] === 1) {
        visit(end[first[node] ^ 1])
        halves.drop(first[node] >> 1)
      } else if (degree[node] === 2) bypass(node)
      return
    }
    if (terminals < 2 && !isPrized) return
    if (degree[node] === 0) return
    let cheapest = first[node]
    for (let half = first[node]; half !== NONE; half = next[half]) {
      const [cost, least] = [price[half >> 1], price[cheapest >> 1]]
      if (cost < least || (cost === least && terminal[end[half ^ 1]])) cheapest = half
    }
    const other = end[cheapest ^ 1]
    const isOnlyWay = degree[node] === 1 && terminals > 1
    if (isOnlyWay || price[cheapest >> 1] === 0) contract(node, other, cheapest >> 1)
    else if (terminal[other]) {
      if (degree[node] <= degree[other]) contract(node, other, cheapest >> 1)
      else contract(other, node, cheapest >> 1)
    }
  }

  for (let node = 0; node < graph.nodes; node++) visit(node)
  while (queue.length > 0) {
    const node = queue.pop()!
    waits[node] = 0
    test(node)
  }

  const number = new Int32Array(graph.nodes).fill(NONE)
  const names: number[] = []
  for (let node = 0; node < graph.nodes; node++) {
    if (node !== root && degree[node] === 0) continue
    number[node] = names.length
    names.push(node)
  }
  const kept: number[] = []
  for (const node of names) {
    for (let half = first[node]; half !== NONE; half = next[half]) if ((half & 1) === 0) kept.push(half >> 1)
  }
  if (terminals < 2 && !isPrized) kept.length = 0
  return {
    nodes: names.length,
    from: Uint32Array.from(kept, (edge) => number[end[2 * edge]]),
    to: Uint32Array.from(kept, (edge) => number[end[2 * edge + 1]]),
    cost: Float64Array.from(kept, (edge) => price[edge]),
    terminal: Uint8Array.from(names, (node) => terminal[node]),
    terminals,
    root: number[root],
    ...(graph.prize ? { prize: Float64Array.from(names, (node) => (terminal[node] ? 0 : graph.prize![node])) } : {}),
    fixedCost,
    surePrize,
    expand(edges) {
      const stack = [...fixed]
      for (let k = 0; k < edges.length; k++) stack.push(kept[edges[k]])
      const all: number[] = []
      while (stack.length > 0) {
        const edge = stack.pop()!
        if (left[edge] === NONE) all.push(edge)
        else stack.push(left[edge], right[edge])
      }
      return Uint32Array.from(all)
    },
  }
}
