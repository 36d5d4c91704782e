import type { Core, Region } from '../../core/core'
import * as layout from '../../core/layout'

/** A graph in the core's memory, with room for a tree on it. */
export interface PlacedGraph {
  core: Core
  /** Address of the record (TREE_* in assembly/layout.ts). */
  ptr: number
  nodes: number
  slots: number
  /** Edge of each slot. */
  edge: Uint32Array
  twin: Region<Uint32Array>
  cost: Region<Float64Array>
  reduced: Region<Float64Array>
  length: Region<Float64Array>
  parent: Region<Uint32Array>
  taken: Region<Uint8Array>
  terminal: Region<Uint8Array>
  /** What a node that is no terminal is worth; without prizes absent. */
  prize?: Region<Float64Array>
}

interface GraphParts {
  nodes: number
  from: Uint32Array
  to: Uint32Array
  cost: Float64Array
  terminal: Uint8Array
  prize?: Float64Array
}

/** Writes u32 fields of a record. */
export function writeFields(record: Region<Uint8Array>, fields: readonly (readonly [number, number])[]): void {
  const bytes = record.view
  const view = new DataView(bytes.buffer, bytes.byteOffset, record.length)
  for (const [offset, value] of fields) view.setUint32(offset, value, true)
}

/** The record and arrays of a graph of so many nodes and slots; contents are the caller's. */
export function roomForGraph(core: Core, nodes: number, slots: number, hasPrizes = false) {
  const { arena } = core
  const record = arena.u8(layout.TREE_BYTES)
  const room = {
    record,
    first: arena.u32(nodes + 1),
    head: arena.u32(slots),
    twin: arena.u32(slots),
    cost: arena.f64(slots),
    reduced: arena.f64(slots),
    length: arena.f64(slots),
    terminal: arena.u8(nodes),
    parent: arena.u32(nodes),
    taken: arena.u8(nodes),
    distance: arena.f64(nodes),
    via: arena.u32(nodes),
    heap: arena.u32(nodes),
    place: arena.u32(nodes),
    seen: arena.u32(nodes),
    queue: arena.u32(nodes),
    cut: arena.u32(slots),
    ...(hasPrizes ? { prize: arena.f64(nodes) } : {}),
  }
  record.view.fill(0)
  room.place.view.fill(0)
  room.seen.view.fill(0)
  writeFields(record, [
    [layout.TREE_NODES, nodes],
    [layout.TREE_FIRST, room.first.ptr],
    [layout.TREE_HEAD, room.head.ptr],
    [layout.TREE_TWIN, room.twin.ptr],
    [layout.TREE_COST, room.cost.ptr],
    [layout.TREE_REDUCED, room.reduced.ptr],
    [layout.TREE_LENGTH, room.length.ptr],
    [layout.TREE_TERMINAL, room.terminal.ptr],
    [layout.TREE_PARENT, room.parent.ptr],
    [layout.TREE_TAKEN, room.taken.ptr],
    [layout.TREE_DISTANCE, room.distance.ptr],
    [layout.TREE_VIA, room.via.ptr],
    [layout.TREE_HEAP, room.heap.ptr],
    [layout.TREE_PLACE, room.place.ptr],
    [layout.TREE_SEEN, room.seen.ptr],
    [layout.TREE_QUEUE, room.queue.ptr],
    [layout.TREE_CUT, room.cut.ptr],
    [layout.TREE_PRIZE, room.prize?.ptr ?? 0],
    [layout.TREE_FORFEIT, hasPrizes ? arena.f64(nodes).ptr : 0],
  ])
  return room
}

/** Lays a graph out in the core; its memory goes with the arena's mark. */
export function placeGraph(core: Core, { nodes, from, to, cost, terminal, prize }: GraphParts): PlacedGraph {
  const slots = 2 * from.length
  const room = roomForGraph(core, nodes, slots, prize !== undefined)
  const first = room.first.view.fill(0)
  for (let e = 0; e < from.length; e++) {
    first[from[e] + 1]++
    first[to[e] + 1]++
  }
  for (let node = 0; node < nodes; node++) first[node + 1] += first[node]
  const fill = first.slice()
  const edge = new Uint32Array(slots)
  const [head, twin, price] = [room.head.view, room.twin.view, room.cost.view]
  for (let e = 0; e < from.length; e++) {
    const out = fill[from[e]]++
    const back = fill[to[e]]++
    head[out] = to[e]
    head[back] = from[e]
    twin[out] = back
    twin[back] = out
    edge[out] = edge[back] = e
    price[out] = price[back] = cost[e]
  }
  room.terminal.view.set(terminal)
  if (prize) room.prize?.view.set(prize)
  room.parent.view.fill(layout.TREE_AWAY)
  return { core, ptr: room.record.ptr, nodes, slots, edge, ...room }
}
