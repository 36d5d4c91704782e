import * as layout from '../../core/layout'
import { type PlacedGraph, roomForGraph, writeFields } from './place-graph'

/** Nodes of the largest piece that is built anew, and slots that such a piece has on road graphs, with room to spare. */
const PIECE_NODES = 1024
const PIECE_SLOTS = 8 * PIECE_NODES

/** A tree in the core whose pieces are torn down and built anew. */
export interface TreePieces {
  /** Cost of the tree and of the prizes that it misses, in units. */
  readonly cost: number
  /** Cost of the tree alone, in units. */
  readonly spent: number
  /** Edges of the tree. */
  readonly edges: Uint32Array
  /** Rebuilds so many pieces; returns how many became cheaper. */
  run(steps: number): number
}

/** The state that neighbouring seeds should not share; never 0. */
export const randomState = (seed: number): bigint =>
  ((BigInt(Math.floor(seed) >>> 0) + 1n) * 0x9e3779b97f4a7c15n) & (2n ** 64n - 1n)

/** Edges of the tree that stands in a graph. */
export function treeEdges({ parent, edge }: PlacedGraph): Uint32Array {
  return Uint32Array.from(
    parent.view.filter((slot) => slot < layout.TREE_TOP),
    (slot) => edge[slot],
  )
}

/** A tree that stands in a graph: what it costs, and with the prizes that it misses; the most that it may cost. */
export interface StandingTree {
  spent: number
  cost: number
  budget: number
}

/** Lays out the search beside a graph that holds a tree; its memory goes with the arena's mark. */
export function openPieces(graph: PlacedGraph, tree: StandingTree, seed: number): TreePieces {
  const { core, nodes, slots } = graph
  const { arena, kernels } = core
  const mostNodes = Math.min(PIECE_NODES, nodes)
  const mostSlots = Math.min(PIECE_SLOTS, slots)
  const local = roomForGraph(core, mostNodes, mostSlots, graph.prize !== undefined)
  const record = arena.u8(layout.SEARCH_BYTES)
  const walked = arena.u32(nodes)
  walked.view.fill(0)
  record.view.fill(0)
  writeFields(record, [
    [layout.SEARCH_GRAPH, graph.ptr],
    [layout.SEARCH_LOCAL, local.record.ptr],
    [layout.SEARCH_MOST_NODES, mostNodes],
    [layout.SEARCH_MOST_SLOTS, mostSlots],
    [layout.SEARCH_LOCAL_OF, arena.u32(nodes).ptr],
    [layout.SEARCH_PART, arena.u32(nodes).ptr],
    [layout.SEARCH_WALKED, walked.ptr],
    [layout.SEARCH_SLOT_IN, arena.u32(slots).ptr],
    [layout.SEARCH_SLOT_OUT, arena.u32(mostSlots).ptr],
    [layout.SEARCH_TOPMOST, arena.u32(mostNodes).ptr],
  ])
  const view = (): DataView => {
    const bytes = record.view
    return new DataView(bytes.buffer, bytes.byteOffset, layout.SEARCH_BYTES)
  }
  view().setFloat64(layout.SEARCH_COST, tree.cost, true)
  view().setFloat64(layout.SEARCH_SPENT, tree.spent, true)
  view().setFloat64(layout.SEARCH_BUDGET, tree.budget, true)
  view().setBigUint64(layout.SEARCH_RANDOM, randomState(seed), true)
  return {
    get cost() {
      return view().getFloat64(layout.SEARCH_COST, true)
    },
    get spent() {
      return view().getFloat64(layout.SEARCH_SPENT, true)
    },
    get edges() {
      return treeEdges(graph)
    },
    run: (steps) => kernels.treeSearch(record.ptr, steps),
  }
}
