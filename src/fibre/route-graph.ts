import Flatbush from 'flatbush'
import FlatQueue from 'flatqueue'
import type { Position } from 'geojson'
import { distanceM, type LocalPlane, localPlane } from './distance'

/** Cable routes or roads as a graph: vertices that share a coordinate are one node, lines that only cross are not joined (as in OpenStreetMap). */
export interface RouteGraph {
  plane: LocalPlane
  nodes: number
  /** Segments of the lines: end nodes, length in metres, ends in plane metres. */
  from: Uint32Array
  to: Uint32Array
  lengthM: Float64Array
  x: Float64Array
  y: Float64Array
  /** Neighbours of node n: entries offsets[n] … offsets[n + 1] of `neighbour` and `stepM`. */
  offsets: Uint32Array
  neighbour: Uint32Array
  stepM: Float64Array
  index: Flatbush
}

/** A place tied to the nearest line: `t` of the way along a segment, `dropM` away from it. */
export interface Snap {
  segment: number
  t: number
  dropM: number
}

/** Builds the graph from lines of [lon, lat] in degrees. Coordinates equal to 1e-6° (0.1 m) are one node. */
export function buildRouteGraph(lines: Position[][]): RouteGraph | null {
  const ids = new Map<string, number>()
  const lon: number[] = []
  const lat: number[] = []
  const from: number[] = []
  const to: number[] = []
  const lengthM: number[] = []
  const nodeOf = (p: Position) => {
    const key = `${Math.round(p[0] * 1e6)},${Math.round(p[1] * 1e6)}`
    let id = ids.get(key)
    if (id === undefined) {
      id = lon.push(p[0]) - 1
      lat.push(p[1])
      ids.set(key, id)
    }
    return id
  }
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const a = nodeOf(line[i - 1])
      const b = nodeOf(line[i])
      if (a === b) continue
      from.push(a)
      to.push(b)
      lengthM.push(distanceM(lon[a], lat[a], lon[b], lat[b]))
    }
  }
  if (from.length === 0) return null
  const plane = localPlane(lat.reduce((sum, v) => sum + v, 0) / lat.length)
  const x = Float64Array.from(lon, plane.x)
  const y = Float64Array.from(lat, plane.y)
  const index = new Flatbush(from.length)
  const offsets = new Uint32Array(lon.length + 1)
  from.forEach((a, s) => {
    const b = to[s]
    index.add(Math.min(x[a], x[b]), Math.min(y[a], y[b]), Math.max(x[a], x[b]), Math.max(y[a], y[b]))
    offsets[a + 1]++
    offsets[b + 1]++
  })
  index.finish()
  for (let n = 0; n < lon.length; n++) offsets[n + 1] += offsets[n]
  const next = offsets.slice()
  const neighbour = new Uint32Array(2 * from.length)
  const stepM = new Float64Array(2 * from.length)
  from.forEach((a, s) => {
    const b = to[s]
    neighbour[next[a]] = b
    stepM[next[a]++] = lengthM[s]
    neighbour[next[b]] = a
    stepM[next[b]++] = lengthM[s]
  })
  return {
    plane,
    nodes: lon.length,
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
    lengthM: Float64Array.from(lengthM),
    x,
    y,
    offsets,
    neighbour,
    stepM,
    index,
  }
}

/** Ties a place to the nearest line within `snapM` metres; null where there is none. */
export function snapTo(graph: RouteGraph, lonDeg: number, latDeg: number, snapM: number): Snap | null {
  const px = graph.plane.x(lonDeg)
  const py = graph.plane.y(latDeg)
  let best: Snap | null = null
  // Ascending segment order: a tie goes to the line that comes first in the file.
  for (const segment of graph.index.search(px - snapM, py - snapM, px + snapM, py + snapM).sort((a, b) => a - b)) {
    const a = graph.from[segment]
    const b = graph.to[segment]
    const dx = graph.x[b] - graph.x[a]
    const dy = graph.y[b] - graph.y[a]
    const along = ((px - graph.x[a]) * dx + (py - graph.y[a]) * dy) / (dx * dx + dy * dy)
    const t = Math.min(1, Math.max(0, along))
    const dropM = Math.hypot(px - graph.x[a] - t * dx, py - graph.y[a] - t * dy)
    if (dropM <= snapM && (best === null || dropM < best.dropM)) best = { segment, t, dropM }
  }
  return best
}

/**
 * A function that gives the length in metres of the shortest route from `start` to another snapped place, drops included; Infinity where the lines
 * do not connect the two or the way is longer than `limitM`. Dijkstra bounded by `limitM`, run once for all destinations: what the routing
 * packages offer is one pair at a time, or every path of the whole graph. The queue is flatqueue's.
 */
export function routesFrom(graph: RouteGraph, start: Snap, limitM: number): (end: Snap) => number {
  const distance = new Map<number, number>()
  const queue = new FlatQueue<number>()
  const reach = (node: number, d: number) => {
    if (d > limitM || d >= (distance.get(node) ?? Infinity)) return
    distance.set(node, d)
    queue.push(node, d)
  }
  const startLength = graph.lengthM[start.segment]
  reach(graph.from[start.segment], start.dropM + start.t * startLength)
  reach(graph.to[start.segment], start.dropM + (1 - start.t) * startLength)
  while (queue.length > 0) {
    const d = queue.peekValue() as number
    const node = queue.pop() as number
    if (d > (distance.get(node) as number)) continue
    for (let e = graph.offsets[node]; e < graph.offsets[node + 1]; e++) reach(graph.neighbour[e], d + graph.stepM[e])
  }
  return (end) => {
    const length = graph.lengthM[end.segment]
    let d = Math.min(
      (distance.get(graph.from[end.segment]) ?? Infinity) + end.t * length,
      (distance.get(graph.to[end.segment]) ?? Infinity) + (1 - end.t) * length,
    )
    if (end.segment === start.segment) d = Math.min(d, start.dropM + Math.abs(end.t - start.t) * length)
    d += end.dropM
    return d <= limitM ? d : Infinity
  }
}
