// A tree grown by repeated shortest paths (Takahashi and Matsuyama 1980), and its polish: the least spanning tree of its nodes
// without branches that are worth less than they cost. Terminals are worth any cost, other nodes their prize, if there are prizes.
import {
  TREE_AWAY,
  TREE_COST,
  TREE_DISTANCE,
  TREE_FIRST,
  TREE_GAIN,
  TREE_HEAD,
  TREE_HEAP_COUNT,
  TREE_LENGTH,
  TREE_NODES,
  TREE_PARENT,
  TREE_PRIZE,
  TREE_QUEUE,
  TREE_REDUCED,
  TREE_TAKEN,
  TREE_TERMINAL,
  TREE_TOP,
  TREE_TWIN,
  TREE_VIA,
} from './layout'
import { heapClear, heapPut, heapTake } from './tree-heap'
import { at32, at64 } from './words'

/** Lengths of a tree that follows dual ascent: the cost where the arc has no cost left, none to be had elsewhere. */
export function treeFollowAscent(graph: usize, slots: u32): i32 {
  const cost = load<usize>(graph, TREE_COST)
  const reduced = load<usize>(graph, TREE_REDUCED)
  const length = load<usize>(graph, TREE_LENGTH)
  for (let slot: u32 = 0; slot < slots; slot++) {
    const open = load<f64>(at64(reduced, slot)) <= 0
    store<f64>(at64(length, slot), open ? load<f64>(at64(cost, slot)) : Infinity)
  }
  return 0
}

// @ts-ignore: decorator
@inline
function isWanted(terminal: usize, prize: usize, node: u32): boolean {
  return load<u8>(terminal + node) != 0 || (prize != 0 && load<f64>(at64(prize, node)) > 0)
}

/**
 * Takes nodes from `root` outward, the nearest terminal or prize by TREE_LENGTH with its path first. Returns how many were reached,
 * the root not counted.
 */
export function treeGrow(graph: usize, root: u32): u32 {
  const nodes = load<u32>(graph, TREE_NODES)
  const first = load<usize>(graph, TREE_FIRST)
  const head = load<usize>(graph, TREE_HEAD)
  const twin = load<usize>(graph, TREE_TWIN)
  const length = load<usize>(graph, TREE_LENGTH)
  const terminal = load<usize>(graph, TREE_TERMINAL)
  const taken = load<usize>(graph, TREE_TAKEN)
  const distance = load<usize>(graph, TREE_DISTANCE)
  const via = load<usize>(graph, TREE_VIA)
  heapClear(graph)
  memory.fill(taken, 0, nodes)
  for (let node: u32 = 0; node < nodes; node++) store<f64>(at64(distance, node), Infinity)
  store<u8>(taken + root, 1)
  store<f64>(at64(distance, root), 0)
  heapPut(graph, root)
  let reached: u32 = 0
  const prize = load<usize>(graph, TREE_PRIZE)
  let wanted: u32 = 0
  for (let node: u32 = 0; node < nodes; node++) {
    if (isWanted(terminal, prize, node)) wanted++
  }
  if (isWanted(terminal, prize, root)) wanted--
  while (load<u32>(graph, TREE_HEAP_COUNT) > 0 && reached < wanted) {
    const node = heapTake(graph)
    if (load<u8>(taken + node) == 0 && isWanted(terminal, prize, node)) {
      let at = node
      while (load<u8>(taken + at) == 0) {
        store<u8>(taken + at, 1)
        if (isWanted(terminal, prize, at)) reached++
        store<f64>(at64(distance, at), 0)
        heapPut(graph, at)
        at = load<u32>(at32(head, load<u32>(at32(via, at))))
      }
      continue
    }
    const reach = load<f64>(at64(distance, node))
    const end = load<u32>(at32(first, node + 1))
    for (let slot = load<u32>(at32(first, node)); slot < end; slot++) {
      const to = load<u32>(at32(head, slot))
      const back = load<u32>(at32(twin, slot))
      const far = reach + load<f64>(at64(length, back))
      if (far < load<f64>(at64(distance, to))) {
        store<f64>(at64(distance, to), far)
        store<u32>(at32(via, to), back)
        heapPut(graph, to)
      }
    }
  }
  heapClear(graph)
  return reached
}

/**
 * Least spanning tree (Prim) of the taken nodes from `root`, then branches that are worth less than they cost are cut off. Fills
 * TREE_PARENT, leaves in TREE_TAKEN what stays, in TREE_GAIN the prizes of what stays and is no terminal. Returns the cost.
 */
export function treeSpan(graph: usize, root: u32): f64 {
  const nodes = load<u32>(graph, TREE_NODES)
  const first = load<usize>(graph, TREE_FIRST)
  const head = load<usize>(graph, TREE_HEAD)
  const twin = load<usize>(graph, TREE_TWIN)
  const cost = load<usize>(graph, TREE_COST)
  const terminal = load<usize>(graph, TREE_TERMINAL)
  const prize = load<usize>(graph, TREE_PRIZE)
  const taken = load<usize>(graph, TREE_TAKEN)
  const parent = load<usize>(graph, TREE_PARENT)
  const distance = load<usize>(graph, TREE_DISTANCE)
  const via = load<usize>(graph, TREE_VIA)
  const queue = load<usize>(graph, TREE_QUEUE)
  for (let node: u32 = 0; node < nodes; node++) {
    store<u32>(at32(parent, node), TREE_AWAY)
    store<f64>(at64(distance, node), Infinity)
  }
  store<f64>(at64(distance, root), 0)
  store<u32>(at32(via, root), TREE_TOP)
  heapPut(graph, root)
  let tail: u32 = 0
  while (load<u32>(graph, TREE_HEAP_COUNT) > 0) {
    const node = heapTake(graph)
    store<u32>(at32(parent, node), load<u32>(at32(via, node)))
    // Out of reach of any edge from now on.
    store<f64>(at64(distance, node), -1)
    store<u32>(at32(queue, tail++), node)
    const end = load<u32>(at32(first, node + 1))
    for (let slot = load<u32>(at32(first, node)); slot < end; slot++) {
      const to = load<u32>(at32(head, slot))
      if (load<u8>(taken + to) == 0) continue
      const length = load<f64>(at64(cost, slot))
      if (length < load<f64>(at64(distance, to))) {
        store<f64>(at64(distance, to), length)
        store<u32>(at32(via, to), load<u32>(at32(twin, slot)))
        heapPut(graph, to)
      }
    }
  }
  // What each node and its branches are worth: children come after their parents in the queue.
  for (let k: u32 = 0; k < tail; k++) {
    const node = load<u32>(at32(queue, k))
    const own: f64 = load<u8>(terminal + node) != 0 ? Infinity : prize != 0 ? load<f64>(at64(prize, node)) : 0
    store<f64>(at64(distance, node), own)
  }
  for (let k = tail; k > 1; k--) {
    const node = load<u32>(at32(queue, k - 1))
    const up = load<u32>(at32(parent, node))
    const worth = load<f64>(at64(distance, node))
    const price = load<f64>(at64(cost, up))
    if (worth <= price) {
      store<u8>(taken + node, 0)
      continue
    }
    const above = at64(distance, load<u32>(at32(head, up)))
    store<f64>(above, load<f64>(above) + (worth - price))
  }
  let total: f64 = 0
  let gain: f64 = 0
  for (let k: u32 = 0; k < tail; k++) {
    const node = load<u32>(at32(queue, k))
    const up = load<u32>(at32(parent, node))
    if (up != TREE_TOP && load<u8>(taken + load<u32>(at32(head, up))) == 0) store<u8>(taken + node, 0)
    if (load<u8>(taken + node) == 0) {
      store<u32>(at32(parent, node), TREE_AWAY)
      continue
    }
    if (up != TREE_TOP) total += load<f64>(at64(cost, up))
    if (prize != 0 && load<u8>(terminal + node) == 0) gain += load<f64>(at64(prize, node))
  }
  store<f64>(graph, gain, TREE_GAIN)
  return total
}
