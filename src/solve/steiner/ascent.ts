import * as layout from '../../core/layout'
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

/** A tree of arcs without reduced cost, by repeated shortest paths: its cost. It stands in TREE_PARENT. */
export function treeOfAscent(graph: PlacedGraph, from: number, root: number): number {
  const { kernels } = graph.core
  kernels.treeFollowAscent(graph.ptr, graph.slots)
  kernels.treeGrow(graph.ptr, from)
  return kernels.treeSpan(graph.ptr, root)
}
