import type { Village } from '../area/village'
import type { Grid } from '../grid/grid'
import { projection } from '../grid/projection'

/** A projected edge may lie off the straight line between its ends by so much, metres. */
const BEND_M = 0.01
/** Edges shorter than this (degrees of either axis) bend less than BEND_M at latitudes below 70°: L²·tan φ / 8R. */
const SHORT_EDGE_DEG = 0.003

/** Rings of all villages in one array, in cells from the grid's upper left corner, y down. */
export interface Outlines {
  /** x, y pairs; rings are closed without repeating their first point. */
  points: Float64Array
  /** First point of each ring, and the end. */
  ringOffsets: Uint32Array
  /** 1 or -1: the sign with which the ring's edges are added so that exteriors count up and holes down. */
  ringSigns: Int32Array
  /** First ring of each village, and the end. */
  villageOffsets: Uint32Array
}

/**
 * Projects the villages' rings to the grid, adding points on edges that the projection bends by more than a centimetre.
 * Neighbours that share an edge get the same points on it.
 */
export function outlinesOf(grid: Grid, villages: Village[]): Outlines {
  const { forward } = projection(grid.crs)
  let points = new Float64Array(1 << 16)
  let length = 0
  const ringOffsets: number[] = [0]
  const ringSigns: number[] = []
  const villageOffsets: number[] = [0]

  const push = (x: number, y: number): void => {
    if (length + 2 > points.length) {
      const larger = new Float64Array(points.length * 2)
      larger.set(points)
      points = larger
    }
    points[length++] = (x - grid.originX) / grid.cellSizeM
    points[length++] = (grid.originY - y) / grid.cellSizeM
  }

  /** Pushes what lies between two projected positions, exclusive. */
  const bend = (a: number[], pa: [number, number], b: number[], pb: [number, number], depth: number): void => {
    const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    const pm = forward(middle[0], middle[1])
    const off = Math.hypot(pm[0] - (pa[0] + pb[0]) / 2, pm[1] - (pa[1] + pb[1]) / 2)
    if (!(off > BEND_M) || depth > 16) return
    bend(a, pa, middle, pm, depth + 1)
    push(pm[0], pm[1])
    bend(middle, pm, b, pb, depth + 1)
  }

  for (const { geometry } of villages) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    for (const polygon of polygons) {
      polygon.forEach((ring, r) => {
        const first = length
        let previous = ring[0]
        if (!previous) return
        let projected = forward(previous[0], previous[1])
        push(projected[0], projected[1])
        for (let i = 1; i < ring.length; i++) {
          const position = ring[i]
          if (position[0] === previous[0] && position[1] === previous[1]) continue
          const next = forward(position[0], position[1])
          if (
            Math.abs(position[0] - previous[0]) > SHORT_EDGE_DEG ||
            Math.abs(position[1] - previous[1]) > SHORT_EDGE_DEG ||
            Math.abs(position[1]) > 70
          ) {
            bend(previous, projected, position, next, 0)
          }
          push(next[0], next[1])
          previous = position
          projected = next
        }
        if (length - first > 2 && previous[0] === ring[0][0] && previous[1] === ring[0][1]) length -= 2
        const anticlockwise = signedArea(points, first, length) < 0
        ringSigns.push(anticlockwise === (r === 0) ? 1 : -1)
        ringOffsets.push(length / 2)
      })
    }
    villageOffsets.push(ringSigns.length)
  }
  return {
    points: points.slice(0, length),
    ringOffsets: Uint32Array.from(ringOffsets),
    ringSigns: Int32Array.from(ringSigns),
    villageOffsets: Uint32Array.from(villageOffsets),
  }
}

/** Twice the signed area; below zero where the ring runs anticlockwise as seen with y down. */
function signedArea(points: Float64Array, from: number, to: number): number {
  let sum = 0
  let x0 = points[to - 2]
  let y0 = points[to - 1]
  for (let i = from; i < to; i += 2) {
    sum += x0 * points[i + 1] - points[i] * y0
    x0 = points[i]
    y0 = points[i + 1]
  }
  return sum
}
