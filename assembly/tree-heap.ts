// A binary heap of nodes by TREE_DISTANCE in which every node stands once at the most. Equal distances leave in the order of the
// walk that put them in, which is the same on every machine.
import { TREE_DISTANCE, TREE_HEAP, TREE_HEAP_COUNT, TREE_PLACE } from './layout'
import { at32, at64 } from './words'

/** Puts `node` in, or moves it forward after its distance has fallen. */
export function heapPut(graph: usize, node: u32): void {
  const heap = load<usize>(graph, TREE_HEAP)
  const place = load<usize>(graph, TREE_PLACE)
  const distance = load<usize>(graph, TREE_DISTANCE)
  let at = load<u32>(at32(place, node))
  if (at == 0) {
    at = load<u32>(graph, TREE_HEAP_COUNT) + 1
    store<u32>(graph, at, TREE_HEAP_COUNT)
  }
  const key = load<f64>(at64(distance, node))
  while (at > 1) {
    const up = at >> 1
    const other = load<u32>(at32(heap, up - 1))
    if (load<f64>(at64(distance, other)) <= key) break
    store<u32>(at32(heap, at - 1), other)
    store<u32>(at32(place, other), at)
    at = up
  }
  store<u32>(at32(heap, at - 1), node)
  store<u32>(at32(place, node), at)
}

/** Takes the nearest node out. The heap must not be empty. */
export function heapTake(graph: usize): u32 {
  const heap = load<usize>(graph, TREE_HEAP)
  const place = load<usize>(graph, TREE_PLACE)
  const distance = load<usize>(graph, TREE_DISTANCE)
  const first = load<u32>(heap)
  const count = load<u32>(graph, TREE_HEAP_COUNT) - 1
  store<u32>(graph, count, TREE_HEAP_COUNT)
  store<u32>(at32(place, first), 0)
  if (count == 0) return first
  const node = load<u32>(at32(heap, count))
  const key = load<f64>(at64(distance, node))
  let at: u32 = 1
  while (true) {
    let down = at << 1
    if (down > count) break
    let other = load<u32>(at32(heap, down - 1))
    let least = load<f64>(at64(distance, other))
    if (down < count) {
      const right = load<u32>(at32(heap, down))
      const value = load<f64>(at64(distance, right))
      if (value < least) {
        least = value
        other = right
        down++
      }
    }
    if (key <= least) break
    store<u32>(at32(heap, at - 1), other)
    store<u32>(at32(place, other), at)
    at = down
  }
  store<u32>(at32(heap, at - 1), node)
  store<u32>(at32(place, node), at)
  return first
}

/** Empties the heap. */
export function heapClear(graph: usize): void {
  const heap = load<usize>(graph, TREE_HEAP)
  const place = load<usize>(graph, TREE_PLACE)
  const count = load<u32>(graph, TREE_HEAP_COUNT)
  for (let k: u32 = 0; k < count; k++) store<u32>(at32(place, load<u32>(at32(heap, k))), 0)
  store<u32>(graph, 0, TREE_HEAP_COUNT)
}
