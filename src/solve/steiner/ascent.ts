import * as layout from '../../core/layout'
import type { StandingTree } from './open-search'
import type { PlacedGraph } from './place-graph'

/** Slots looked at in one call of the kernel: some hundredths of a second. */
const PORTION = 2e6

/**
 * Dual ascent from `root`: its bound, in the graph's units; the reduced costs stay in the graph.
 * @param breathe is called between portions of the work: event loop, abort
 */
export async function ascend(graph: PlacedGraph, root: number, breathe: () => Promise<unknown>): Promise<number> {
  const { kernels, arena } = graph.core
  graph.reduced.view.set(graph.cost.view)
  kernels.treeAscendFrom(graph.ptr, root)
  while (kernels.treeAscend(graph.ptr, PORTION) > 0) await breathe()
  return new DataView(arena.memory.buffer).getFloat64(graph.ptr + layout.TREE_BOUND, true)
}

/** A tree of arcs without reduced cost, by repeated shortest paths. It stands in TREE_PARENT. */
export function treeOfAscent(graph: PlacedGraph, from: number, root: number): Omit<StandingTree, 'budget'> {
  const { kernels } = graph.core
  kernels.treeFollowAscent(graph.ptr, graph.slots)
  kernels.treeGrow(graph.ptr, from)
  return spanTaken(graph, root)
}

/** The least spanning tree of the taken nodes, without branches that are worth less than they cost. */
export function spanTaken(graph: PlacedGraph, root: number): Omit<StandingTree, 'budget'> {
  const { kernels, arena } = graph.core
  const spent = kernels.treeSpan(graph.ptr, root)
  const gain = new DataView(arena.memory.buffer).getFloat64(graph.ptr + layout.TREE_GAIN, true)
  return { spent, cost: spent + offered(graph) - gain }
}

/** All prizes of a graph. */
export function offered({ prize }: PlacedGraph): number {
  return prize ? prize.view.reduce((sum, value) => sum + value, 0) : 0
}
