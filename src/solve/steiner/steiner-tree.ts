import { openCore } from '../../core/core'
import { objectArgument } from '../../formats/argument'
import { ascend, treeOfAscent } from './ascent'
import { clock } from './clock'
import { openPieces } from './open-search'
import { placeGraph } from './place-graph'
import { type ReducedGraph, reduceGraph } from './reduce'
import { checkGraph, checkSearch, type TreeGraph, type TreeSearch } from './tree-input'

/** Steps by default: so many at least, and so many for each terminal. */
const STEPS = 100
const STEPS_PER_TERMINAL = 4
/** Steps between two looks at the clock. */
const PORTION = 16
/** Parts of the steps (without: of the time) after which the ascent is renewed under the guidance of the tree. */
const RENEWALS = [1 / 16, 1 / 2]

export type SteinerTreeOptions = TreeGraph & TreeSearch

export interface SteinerTree {
  /** Indices of the edges, ascending. With several roots it may be several trees. */
  edges: Uint32Array
  /** What they cost together. */
  cost: number
  /** No tree is cheaper. */
  lowerBound: number
}

/** The best tree found in a reduced graph, in its edges, and the bound, in units. */
async function solve(
  graph: ReducedGraph,
  { steps: given, timeLimitMs, seed = 1, signal }: TreeSearch,
): Promise<{ edges: Uint32Array; bound: number }> {
  if (graph.terminals < 2) return { edges: new Uint32Array(), bound: 0 }
  const steps = given ?? (timeLimitMs === undefined ? STEPS + STEPS_PER_TERMINAL * graph.terminals : Infinity)
  const { used, breathe } = clock(timeLimitMs, signal)
  const core = await openCore()
  try {
    const placed = placeGraph(core, graph)
    let bound = await ascend(placed, graph.root, breathe)
    const pieces = openPieces(placed, { ...treeOfAscent(placed, graph.root, graph.root), budget: Infinity }, seed)
    const renewals = [...RENEWALS]
    for (let done = 0; done < steps && pieces.cost > bound && used() < 1; done += PORTION) {
      pieces.run(Math.min(PORTION, steps - done))
      await breathe()
      if ((steps < Infinity ? (done + PORTION) / steps : used()) < (renewals[0] ?? Infinity)) continue
      renewals.shift()
      bound = Math.max(bound, await ascend(placed, graph.root, breathe))
    }
    return { edges: pieces.edges, bound }
  } finally {
    await core.close()
  }
}

/**
 * A tree of least cost that joins all terminals, in a graph without directions; with roots, the cheapest edges that lead from each
 * terminal to one of them. Says how far from the best it can be.
 *
 * Reductions by degree and nearest terminal; Wong's dual ascent (1984), whose bound holds and whose arcs a first tree is made of;
 * then pieces of the tree are torn down and built anew by the same means, until the bound is met or steps or time end: docs/steiner.md.
 * @throws InputError `bad-argument` for arrays that do not fit, nodes that do not exist and costs that are negative or no finite
 *   numbers; `not-connected`, naming them, for terminals that no edges lead to
 * @throws the signal's reason where it is aborted
 */
export async function steinerTree(options: SteinerTreeOptions): Promise<SteinerTree> {
  objectArgument(options, 'options', 'an object of type SteinerTreeOptions')
  checkSearch(options)
  options.signal?.throwIfAborted()
  const checked = checkGraph(options)
  const graph = reduceGraph(checked)
  const { edges: chosen, bound } = await solve(graph, options)
  const edges = graph
    .expand(chosen)
    .map((edge) => checked.edge[edge])
    .sort()
  let cost = 0
  for (const edge of edges) cost += options.cost[edge]
  return { edges, cost, lowerBound: Math.min(cost, (graph.fixedCost + bound) * checked.unit) }
}
