// Wong's dual ascent (Mathematical Programming 28, 1984) on the directed cut formulation, terminals with the smallest cut first
// (Poggi de Aragão, Uchoa and Werneck 2001). The sum of what all cuts were raised by is a lower bound on every tree that joins the
// terminals to the root; arcs whose reduced cost has come to nought are those that good trees are made of.
//
// A tree that stands in TREE_PARENT, with the same root, guides the ascent: what a cut is raised by is lost where a best tree crosses it
// more than once (complementary slackness), so such cuts come last. Without a tree (TREE_AWAY everywhere) all are alike.
//
// A node with a prize that is no terminal may be left out for its prize: an arc from the root to it of that cost, which only its own cuts
// hold (Ljubić et al., Mathematical Programming 105, 2006). The bound is then one on cost and missed prizes.
import {
  TREE_BOUND,
  TREE_CUT,
  TREE_DISTANCE,
  TREE_FIRST,
  TREE_FORFEIT,
  TREE_HEAD,
  TREE_HEAP,
  TREE_HEAP_COUNT,
  TREE_NODES,
  TREE_PARENT,
  TREE_PLACE,
  TREE_PRIZE,
  TREE_QUEUE,
  TREE_REDUCED,
  TREE_ROOT,
  TREE_SEEN,
  TREE_STAMP,
  TREE_TERMINAL,
  TREE_TWIN,
} from './layout'
import { heapClear, heapPut, heapTake } from './tree-heap'
import { at32, at64 } from './words'

/** A cut may be by this much larger than the smallest of the others and is still raised. */
const PATIENCE: f64 = 1.25
/** How much later a cut's turn comes that the tree in TREE_PARENT crosses more than once. */
const LATER: f64 = 1e6

/** Begins an ascent from `root`; TREE_REDUCED must hold the costs. */
export function treeAscendFrom(graph: usize, root: u32): i32 {
  heapClear(graph)
  const nodes = load<u32>(graph, TREE_NODES)
  const terminal = load<usize>(graph, TREE_TERMINAL)
  const first = load<usize>(graph, TREE_FIRST)
  const distance = load<usize>(graph, TREE_DISTANCE)
  store<u32>(graph, root, TREE_ROOT)
  store<f64>(graph, 0, TREE_BOUND)
  const prize = load<usize>(graph, TREE_PRIZE)
  const forfeit = load<usize>(graph, TREE_FORFEIT)
  if (prize) memory.copy(forfeit, prize, <usize>nodes << 3)
  for (let node: u32 = 0; node < nodes; node++) {
    const worth = load<u8>(terminal + node) != 0 || (prize != 0 && load<f64>(at64(prize, node)) > 0)
    if (node == root || !worth) continue
    store<f64>(at64(distance, node), <f64>(load<u32>(at32(first, node + 1)) - load<u32>(at32(first, node))))
    heapPut(graph, node)
  }
  return 0
}

/** Goes on until all terminals are reached or about `work` slots are looked at. Returns how many terminals are not reached. */
export function treeAscend(graph: usize, work: f64): u32 {
  const first = load<usize>(graph, TREE_FIRST)
  const head = load<usize>(graph, TREE_HEAD)
  const reduced = load<usize>(graph, TREE_REDUCED)
  const distance = load<usize>(graph, TREE_DISTANCE)
  const heap = load<usize>(graph, TREE_HEAP)
  const place = load<usize>(graph, TREE_PLACE)
  const seen = load<usize>(graph, TREE_SEEN)
  const queue = load<usize>(graph, TREE_QUEUE)
  const cut = load<usize>(graph, TREE_CUT)
  const required = load<usize>(graph, TREE_TERMINAL)
  const prize = load<usize>(graph, TREE_PRIZE)
  const forfeit = load<usize>(graph, TREE_FORFEIT)
  const root = load<u32>(graph, TREE_ROOT)
  const parent = load<usize>(graph, TREE_PARENT)
  const twin = load<usize>(graph, TREE_TWIN)
  let bound = load<f64>(graph, TREE_BOUND)
  while (load<u32>(graph, TREE_HEAP_COUNT) > 0 && work > 0) {
    const terminal = heapTake(graph)
    const stamp = load<u32>(graph, TREE_STAMP) + 1
    store<u32>(graph, stamp, TREE_STAMP)
    store<u32>(queue, terminal)
    store<u32>(at32(seen, terminal), stamp)
    let tail: u32 = 1
    let next: u32 = 0
    let size: u32 = 0
    let joined = false
    const optional = prize != 0 && load<u8>(required + terminal) == 0
    while (!joined) {
      // Nodes from which the terminal is reached over arcs without a cost left, and the arcs into them.
      while (next < tail && !joined) {
        const node = load<u32>(at32(queue, next++))
        const end = load<u32>(at32(first, node + 1))
        let slot = load<u32>(at32(first, node))
        work -= <f64>(end - slot)
        for (; slot < end; slot++) {
          const from = load<u32>(at32(head, slot))
          if (load<u32>(at32(seen, from)) == stamp) continue
          if (load<f64>(at64(reduced, slot)) > 0) {
            store<u32>(at32(cut, size++), slot)
            continue
          }
          if (from == root || (load<u32>(at32(place, from)) != 0 && load<u8>(required + from) != 0)) {
            joined = true
            break
          }
          store<u32>(at32(seen, from), stamp)
          store<u32>(at32(queue, tail++), from)
        }
      }
      if (joined) break
      let kept: u32 = 0
      let least = Infinity
      let entries = 0
      for (let k: u32 = 0; k < size; k++) {
        const slot = load<u32>(at32(cut, k))
        if (load<u32>(at32(seen, load<u32>(at32(head, slot)))) == stamp) continue
        store<u32>(at32(cut, kept++), slot)
        least = min(least, load<f64>(at64(reduced, slot)))
        if (load<u32>(at32(parent, load<u32>(at32(head, load<u32>(at32(twin, slot)))))) == slot) entries++
      }
      const key = <f64>kept * (entries > 1 ? LATER : 1)
      work -= <f64>size
      size = kept
      // Nothing leads in: the callers see to it that this cannot be.
      if (size == 0) break
      if (load<u32>(graph, TREE_HEAP_COUNT) > 0) {
        const rival = load<f64>(at64(distance, load<u32>(heap)))
        if (key > rival * PATIENCE) {
          store<f64>(at64(distance, terminal), key)
          heapPut(graph, terminal)
          break
        }
      }
      if (optional) {
        const left = load<f64>(at64(forfeit, terminal))
        if (left <= least) {
          least = left
          joined = true
        }
        store<f64>(at64(forfeit, terminal), left - least)
      }
      bound += least
      for (let k: u32 = 0; k < size; k++) {
        const slot = load<u32>(at32(cut, k))
        const rest = load<f64>(at64(reduced, slot)) - least
        store<f64>(at64(reduced, slot), rest)
        if (rest > 0) continue
        const from = load<u32>(at32(head, slot))
        if (load<u32>(at32(seen, from)) == stamp) continue
        if (from == root || (load<u32>(at32(place, from)) != 0 && load<u8>(required + from) != 0)) {
          joined = true
          continue
        }
        store<u32>(at32(seen, from), stamp)
        store<u32>(at32(queue, tail++), from)
      }
    }
  }
  store<f64>(graph, bound, TREE_BOUND)
  return load<u32>(graph, TREE_HEAP_COUNT)
}
