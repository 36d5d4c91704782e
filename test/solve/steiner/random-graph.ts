import fc from 'fast-check'

/** Ends and cost of each edge. */
export type Edges = [number, number, number][]

/** A graph to join terminals in, as lists. */
export interface SmallGraph {
  nodes: number
  edges: Edges
  terminals: number[]
}

/** Costs of many kinds: whole, with fractions, far apart, nought. */
const costs = fc.oneof(
  fc.nat({ max: 3 }),
  fc.nat({ max: 1000 }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constant(0),
  fc.nat({ max: 1e6 }).map((whole) => whole * 1e6),
)

/** Connected graphs with parallel edges, loops and terminals named twice. */
export const smallGraphs = (mostNodes: number, mostTerminals: number): fc.Arbitrary<SmallGraph> =>
  fc.integer({ min: 1, max: mostNodes }).chain((nodes) => {
    const node = fc.nat({ max: nodes - 1 })
    const trunk = Array.from({ length: nodes - 1 }, (_, k) =>
      fc
        .tuple(fc.constant(k + 1), fc.nat({ max: k }), costs)
        .map(([a, b, cost]): [number, number, number] => [a, b, cost]),
    )
    return fc.record({
      nodes: fc.constant(nodes),
      edges: fc
        .tuple(fc.tuple(...trunk), fc.array(fc.tuple(node, node, costs), { maxLength: 3 * nodes }))
        .map(([spine, more]): Edges => [...spine, ...more]),
      terminals: fc.array(node, { minLength: 1, maxLength: mostTerminals }),
    })
  })

/** As `steinerTree` takes it. */
export const arraysOf = ({ nodes, edges, terminals }: SmallGraph) => ({
  nodes,
  from: Uint32Array.from(edges, ([a]) => a),
  to: Uint32Array.from(edges, ([, b]) => b),
  cost: Float64Array.from(edges, ([, , cost]) => cost),
  terminals: Uint32Array.from(terminals),
})

/** A square grid of streets with whole costs from 1 to 20, by a seed; every k-th node is a terminal. */
export function gridGraph(side: number, every: number, seed: number): SmallGraph {
  let state = seed
  const cost = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return 1 + Math.floor((state / 2 ** 32) * 20)
  }
  const edges: Edges = []
  for (let at = 0; at < side * side; at++) {
    if (at % side < side - 1) edges.push([at, at + 1, cost()])
    if (at + side < side * side) edges.push([at, at + side, cost()])
  }
  return {
    nodes: side * side,
    edges,
    terminals: Array.from({ length: Math.ceil((side * side) / every) }, (_, k) => k * every),
  }
}

/** What is wrong with `chosen` as a tree that joins all of `wanted`: '' where nothing is. */
export function faultOf(edges: Edges, chosen: ArrayLike<number>, wanted: readonly number[]): string {
  const above = new Map<number, number>()
  const top = (node: number): number => {
    let at = node
    while (above.has(at)) at = above.get(at)!
    return at
  }
  for (const e of Array.from(chosen)) {
    const [a, b] = [top(edges[e][0]), top(edges[e][1])]
    if (a === b) return `edge ${e} closes a ring`
    above.set(a, b)
  }
  const apart = wanted.find((node) => top(node) !== top(wanted[0]))
  return apart === undefined ? '' : `${apart} is not joined to ${wanted[0]}`
}
