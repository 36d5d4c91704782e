// Search on a Steiner tree: the tree's edges inside a small neighbourhood are torn out, the parts that this leaves become the
// terminals of a small graph, and dual ascent with repeated shortest paths joins them anew; its bound often proves that nothing cheaper
// is there. Nodes with a prize that hang on nothing outside may come in or stay out. The tree stands as slots to parents (TREE_PARENT),
// so that the part of a node is found by walking upward.
import { treeAscend, treeAscendFrom } from './dual-ascent'
import {
  SEARCH_BUDGET,
  SEARCH_COST,
  SEARCH_GRAPH,
  SEARCH_LOCAL,
  SEARCH_LOCAL_OF,
  SEARCH_MOST_NODES,
  SEARCH_MOST_SLOTS,
  SEARCH_PART,
  SEARCH_RANDOM,
  SEARCH_SLOT_IN,
  SEARCH_SLOT_OUT,
  SEARCH_SPENT,
  SEARCH_TOPMOST,
  SEARCH_WALKED,
  TREE_AWAY,
  TREE_BOUND,
  TREE_COST,
  TREE_FIRST,
  TREE_GAIN,
  TREE_HEAD,
  TREE_NODES,
  TREE_PARENT,
  TREE_PRIZE,
  TREE_QUEUE,
  TREE_REDUCED,
  TREE_SEEN,
  TREE_STAMP,
  TREE_TERMINAL,
  TREE_TOP,
  TREE_TWIN,
  TREE_VIA,
} from './layout'
import { treeFollowAscent, treeGrow, treeSpan } from './tree-grow'
import { at32, at64 } from './words'

/** A neighbourhood has at least so many nodes. */
const LEAST_NODES: u32 = 24
/** Roots from which the ascent in one neighbourhood starts at the most. */
const ROOTS: u32 = 3
/** How often prizes are halved for a piece that breaks the budget. */
const HALVES: u32 = 4

/** A whole number below n by xorshift64* (Vigna 2016). */
function random(search: usize, n: u32): u32 {
  let state = load<u64>(search, SEARCH_RANDOM)
  state ^= state >> 12
  state ^= state << 25
  state ^= state >> 27
  store<u64>(search, state, SEARCH_RANDOM)
  return <u32>((((state * 0x2545f4914f6cdd1d) >> 32) * <u64>n) >> 32)
}

/** Stamps about `want` nodes around `centre`, breadth first, into TREE_QUEUE. Returns how many. */
function gather(search: usize, graph: usize, centre: u32, want: u32, stamp: u32): u32 {
  const first = load<usize>(graph, TREE_FIRST)
  const head = load<usize>(graph, TREE_HEAD)
  const seen = load<usize>(graph, TREE_SEEN)
  const queue = load<usize>(graph, TREE_QUEUE)
  let room = <i32>load<u32>(search, SEARCH_MOST_SLOTS)
  room -= <i32>(load<u32>(at32(first, centre + 1)) - load<u32>(at32(first, centre)))
  store<u32>(queue, centre)
  store<u32>(at32(seen, centre), stamp)
  let tail: u32 = 1
  for (let next: u32 = 0; next < tail && tail < want && room > 0; next++) {
    const node = load<u32>(at32(queue, next))
    const end = load<u32>(at32(first, node + 1))
    for (let slot = load<u32>(at32(first, node)); slot < end && tail < want; slot++) {
      const other = load<u32>(at32(head, slot))
      if (load<u32>(at32(seen, other)) == stamp) continue
      const degree = <i32>(load<u32>(at32(first, other + 1)) - load<u32>(at32(first, other)))
      if (degree > room) continue
      room -= degree
      store<u32>(at32(seen, other), stamp)
      store<u32>(at32(queue, tail++), other)
    }
  }
  return tail
}

/** Whether a child of `node` in the tree lies outside the neighbourhood (stamp not 0), or whether it has any (stamp 0). */
function hasChild(graph: usize, node: u32, stamp: u32): boolean {
  const first = load<usize>(graph, TREE_FIRST)
  const head = load<usize>(graph, TREE_HEAD)
  const twin = load<usize>(graph, TREE_TWIN)
  const parent = load<usize>(graph, TREE_PARENT)
  const seen = load<usize>(graph, TREE_SEEN)
  const end = load<u32>(at32(first, node + 1))
  for (let slot = load<u32>(at32(first, node)); slot < end; slot++) {
    const other = load<u32>(at32(head, slot))
    if (load<u32>(at32(parent, other)) != load<u32>(at32(twin, slot))) continue
    if (stamp == 0 || load<u32>(at32(seen, other)) != stamp) return true
  }
  return false
}

// Of the neighbourhood that is being laid out: nodes and terminals of the smaller graph, cost of the tree's edges in it, prizes
// of its single nodes, and those of them that the tree misses.
let locals: u32 = 0
let parts: u32 = 0
let inside: f64 = 0
let offered: f64 = 0
let missed: f64 = 0

/** Numbers the nodes of the smaller graph: one for each part of the tree outside, one for each node that hangs on none. */
function numberNodes(search: usize, graph: usize, count: u32, stamp: u32): void {
  const head = load<usize>(graph, TREE_HEAD)
  const cost = load<usize>(graph, TREE_COST)
  const parent = load<usize>(graph, TREE_PARENT)
  const terminal = load<usize>(graph, TREE_TERMINAL)
  const seen = load<usize>(graph, TREE_SEEN)
  const queue = load<usize>(graph, TREE_QUEUE)
  const localOf = load<usize>(search, SEARCH_LOCAL_OF)
  const part = load<usize>(search, SEARCH_PART)
  const walked = load<usize>(search, SEARCH_WALKED)
  const topmost = load<usize>(search, SEARCH_TOPMOST)
  const prize = load<usize>(graph, TREE_PRIZE)
  const localPrize = load<usize>(load<usize>(search, SEARCH_LOCAL), TREE_PRIZE)
  locals = 0
  parts = 0
  inside = 0
  offered = 0
  missed = 0
  for (let k: u32 = 0; k < count; k++) {
    const node = load<u32>(at32(queue, k))
    const up = load<u32>(at32(parent, node))
    let fixed: boolean = up != TREE_AWAY && load<u8>(terminal + node) != 0
    if (up < TREE_TOP) {
      if (load<u32>(at32(seen, load<u32>(at32(head, up)))) == stamp) inside += load<f64>(at64(cost, up))
      else fixed = true
    }
    if (up != TREE_AWAY && !fixed) fixed = hasChild(graph, node, stamp)
    if (!fixed) {
      if (prize) {
        const worth = load<f64>(at64(prize, node))
        store<f64>(at64(localPrize, locals), worth)
        offered += worth
        if (up == TREE_AWAY) missed += worth
      }
      store<u32>(at32(topmost, locals), TREE_AWAY)
      store<u32>(at32(localOf, node), locals++)
      continue
    }
    let at = node
    let id: u32 = 0
    while (true) {
      if (load<u32>(at32(walked, at)) == stamp) {
        id = load<u32>(at32(part, at))
        break
      }
      const above = load<u32>(at32(parent, at))
      const over = above == TREE_TOP ? at : load<u32>(at32(head, above))
      if (
        above == TREE_TOP ||
        (load<u32>(at32(seen, at)) == stamp && load<u32>(at32(seen, over)) == stamp)
      ) {
        id = locals++
        parts++
        if (prize) store<f64>(at64(localPrize, id), 0)
        store<u32>(at32(topmost, id), at)
        store<u32>(at32(walked, at), stamp)
        store<u32>(at32(part, at), id)
        break
      }
      at = over
    }
    let back = node
    while (load<u32>(at32(walked, back)) != stamp) {
      store<u32>(at32(walked, back), stamp)
      store<u32>(at32(part, back), id)
      back = load<u32>(at32(head, load<u32>(at32(parent, back))))
    }
    store<u32>(at32(localOf, node), id)
  }
}

/** Writes nodes and slots of the smaller graph. Returns how many slots. */
function layOut(search: usize, graph: usize, local: usize, count: u32, stamp: u32): u32 {
  const first = load<usize>(graph, TREE_FIRST)
  const head = load<usize>(graph, TREE_HEAD)
  const twin = load<usize>(graph, TREE_TWIN)
  const cost = load<usize>(graph, TREE_COST)
  const seen = load<usize>(graph, TREE_SEEN)
  const queue = load<usize>(graph, TREE_QUEUE)
  const localOf = load<usize>(search, SEARCH_LOCAL_OF)
  const slotIn = load<usize>(search, SEARCH_SLOT_IN)
  const slotOut = load<usize>(search, SEARCH_SLOT_OUT)
  const topmost = load<usize>(search, SEARCH_TOPMOST)
  const localFirst = load<usize>(local, TREE_FIRST)
  const localHead = load<usize>(local, TREE_HEAD)
  const localTwin = load<usize>(local, TREE_TWIN)
  const localCost = load<usize>(local, TREE_COST)
  const localTerminal = load<usize>(local, TREE_TERMINAL)
  const fill = load<usize>(local, TREE_VIA)
  store<u32>(local, locals, TREE_NODES)
  memory.fill(localFirst, 0, (<usize>locals + 1) << 2)
  for (let k: u32 = 0; k < count; k++) {
    const node = load<u32>(at32(queue, k))
    const own = load<u32>(at32(localOf, node))
    const end = load<u32>(at32(first, node + 1))
    let degree: u32 = 0
    for (let slot = load<u32>(at32(first, node)); slot < end; slot++) {
      const other = load<u32>(at32(head, slot))
      if (load<u32>(at32(seen, other)) == stamp && load<u32>(at32(localOf, other)) != own) degree++
    }
    const total = at32(localFirst, own + 1)
    store<u32>(total, load<u32>(total) + degree)
  }
  for (let k: u32 = 0; k < locals; k++) {
    const start = load<u32>(at32(localFirst, k))
    store<u32>(at32(fill, k), start)
    const total = at32(localFirst, k + 1)
    store<u32>(total, load<u32>(total) + start)
    store<u8>(localTerminal + k, load<u32>(at32(topmost, k)) != TREE_AWAY ? 1 : 0)
  }
  for (let k: u32 = 0; k < count; k++) {
    const node = load<u32>(at32(queue, k))
    const own = load<u32>(at32(localOf, node))
    const end = load<u32>(at32(first, node + 1))
    for (let slot = load<u32>(at32(first, node)); slot < end; slot++) {
      const other = load<u32>(at32(head, slot))
      if (load<u32>(at32(seen, other)) != stamp || load<u32>(at32(localOf, other)) == own) continue
      const at = load<u32>(at32(fill, own))
      store<u32>(at32(fill, own), at + 1)
      store<u32>(at32(localHead, at), load<u32>(at32(localOf, other)))
      store<f64>(at64(localCost, at), load<f64>(at64(cost, slot)))
      store<u32>(at32(slotOut, at), slot)
      store<u32>(at32(slotIn, slot), at)
    }
  }
  const slots = load<u32>(at32(localFirst, locals))
  for (let at: u32 = 0; at < slots; at++) {
    const back = load<u32>(at32(twin, load<u32>(at32(slotOut, at))))
    store<u32>(at32(localTwin, at), load<u32>(at32(slotIn, back)))
  }
  return slots
}

/** Puts the smaller graph's tree in the place of what was torn out. */
function replace(search: usize, graph: usize, local: usize, count: u32, stamp: u32): void {
  const head = load<usize>(graph, TREE_HEAD)
  const twin = load<usize>(graph, TREE_TWIN)
  const parent = load<usize>(graph, TREE_PARENT)
  const seen = load<usize>(graph, TREE_SEEN)
  const queue = load<usize>(graph, TREE_QUEUE)
  const slotOut = load<usize>(search, SEARCH_SLOT_OUT)
  const localParent = load<usize>(local, TREE_PARENT)
  for (let k: u32 = 0; k < count; k++) {
    const node = load<u32>(at32(queue, k))
    const up = load<u32>(at32(parent, node))
    if (up < TREE_TOP && load<u32>(at32(seen, load<u32>(at32(head, up)))) == stamp) store<u32>(at32(parent, node), TREE_AWAY)
  }
  for (let own: u32 = 0; own < locals; own++) {
    const entry = load<u32>(at32(localParent, own))
    if (entry >= TREE_TOP) continue
    // The part turns toward the node where the new edge comes in.
    let up = load<u32>(at32(slotOut, entry))
    let node = load<u32>(at32(head, load<u32>(at32(twin, up))))
    while (true) {
      const old = load<u32>(at32(parent, node))
      store<u32>(at32(parent, node), up)
      if (old == TREE_AWAY) break
      node = load<u32>(at32(head, old))
      up = load<u32>(at32(twin, old))
    }
  }
}

/** Cuts off ends in the neighbourhood that are no terminals and worth less than they cost. Returns what is saved. */
function prune(search: usize, graph: usize, count: u32): f64 {
  const head = load<usize>(graph, TREE_HEAD)
  const cost = load<usize>(graph, TREE_COST)
  const parent = load<usize>(graph, TREE_PARENT)
  const terminal = load<usize>(graph, TREE_TERMINAL)
  const queue = load<usize>(graph, TREE_QUEUE)
  const prize = load<usize>(graph, TREE_PRIZE)
  let saved: f64 = 0
  for (let k: u32 = 0; k < count; k++) {
    let node = load<u32>(at32(queue, k))
    while (load<u8>(terminal + node) == 0) {
      const up = load<u32>(at32(parent, node))
      if (up >= TREE_TOP || hasChild(graph, node, 0)) break
      const price = load<f64>(at64(cost, up))
      const worth: f64 = prize != 0 ? load<f64>(at64(prize, node)) : 0
      if (worth > price) break
      saved += price - worth
      store<f64>(search, load<f64>(search, SEARCH_SPENT) - price, SEARCH_SPENT)
      store<u32>(at32(parent, node), TREE_AWAY)
      node = load<u32>(at32(head, up))
    }
  }
  return saved
}

/** The terminal of the smaller graph that comes k-th. */
function terminalAt(local: usize, k: u32): u32 {
  const terminal = load<usize>(local, TREE_TERMINAL)
  for (let node: u32 = 0; node < locals; node++) {
    if (load<u8>(terminal + node) != 0 && k-- == 0) return node
  }
  return 0
}

/** Prizes of the smaller graph, times a power of two. */
function scalePrizes(local: usize, factor: f64): void {
  const prize = load<usize>(local, TREE_PRIZE)
  for (let node: u32 = 0; node < locals; node++) {
    store<f64>(at64(prize, node), load<f64>(at64(prize, node)) * factor)
  }
}

/** Tears down and builds anew so many pieces. Returns how many became cheaper. */
export function treeSearch(search: usize, steps: u32): u32 {
  const graph = load<usize>(search, SEARCH_GRAPH)
  const local = load<usize>(search, SEARCH_LOCAL)
  const nodes = load<u32>(graph, TREE_NODES)
  const most = min(nodes, load<u32>(search, SEARCH_MOST_NODES))
  const parent = load<usize>(graph, TREE_PARENT)
  const topmost = load<usize>(search, SEARCH_TOPMOST)
  const localReduced = load<usize>(local, TREE_REDUCED)
  const localCost = load<usize>(local, TREE_COST)
  const localParent = load<usize>(local, TREE_PARENT)
  let better: u32 = 0
  for (; steps > 0; steps--) {
    let centre = random(search, nodes)
    while (load<u32>(at32(parent, centre)) == TREE_AWAY) centre = random(search, nodes)
    let want = most
    // Small pieces are as many as large ones, by octave.
    for (let halves = random(search, 6); halves > 0 && want > LEAST_NODES; halves--) want >>= 1
    const stamp = load<u32>(graph, TREE_STAMP) + 1
    store<u32>(graph, stamp, TREE_STAMP)
    const count = gather(search, graph, centre, want, stamp)
    numberNodes(search, graph, count, stamp)
    if (parts < 2 && offered == 0) continue
    const slots = layOut(search, graph, local, count, stamp)
    let main: u32 = 0
    for (let k: u32 = 0; k < locals; k++) {
      const top = load<u32>(at32(topmost, k))
      if (top != TREE_AWAY && load<u32>(at32(parent, top)) == TREE_TOP) main = k
    }
    for (let trial: u32 = 0; trial < min(parts, ROOTS); trial++) {
      const root = terminalAt(local, random(search, parts))
      const before = inside + missed
      let cost: f64 = 0
      let after: f64 = Infinity
      let spent: f64 = 0
      let isProven = false
      // A piece that breaks the budget is tried again for half of the prizes, which are then counted whole.
      for (let halves: u32 = 0; halves <= HALVES; halves++) {
        if (halves > 0) scalePrizes(local, 0.5)
        // No tree guides the ascent: it would lead back to the piece that was torn out.
        memory.fill(localParent, 0xff, <usize>locals << 2)
        memory.copy(localReduced, localCost, <usize>slots << 3)
        treeAscendFrom(local, root)
        treeAscend(local, Infinity)
        isProven = halves == 0 && load<f64>(local, TREE_BOUND) >= before
        if (isProven) break
        treeFollowAscent(local, slots)
        treeGrow(local, root)
        cost = treeSpan(local, main)
        after = cost + offered - load<f64>(local, TREE_GAIN) * <f64>(1 << halves)
        spent = load<f64>(search, SEARCH_SPENT) - inside + cost
        if (spent <= load<f64>(search, SEARCH_BUDGET)) {
          if (halves > 0) scalePrizes(local, <f64>(1 << halves))
          break
        }
        if (halves == HALVES || offered == 0) {
          if (halves > 0) scalePrizes(local, <f64>(1 << halves))
          after = Infinity
          break
        }
      }
      if (isProven) break
      if (after > before) continue
      replace(search, graph, local, count, stamp)
      store<f64>(search, spent, SEARCH_SPENT)
      const saved = before - after + prune(search, graph, count)
      store<f64>(search, load<f64>(search, SEARCH_COST) - saved, SEARCH_COST)
      if (saved > 0) better++
      break
    }
  }
  return better
}
