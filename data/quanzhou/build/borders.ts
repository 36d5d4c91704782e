import { cycleOf, type Faces, insidePoint, type Noded, spokes, tailOf } from './arrangement'
import { doubleArea, insideRings } from './frame'

export const outside = -1

/** Labels every face: bounded ones by their inside point, outer cycles by the face that contains them. */
export function labelFaces(faces: Faces, labelAt: (x: number, y: number) => number): Int32Array {
  const label = new Int32Array(faces.first.length).fill(outside)
  const rings: { id: number; ring: number[][]; box: number[] }[] = []
  for (let id = 0; id < label.length; id++) {
    if (faces.doubleArea[id] <= 0) continue
    label[id] = labelAt(...insidePoint(faces, id))
    const ring = cycleOf(faces, id).map((h) => [faces.noded.x[tailOf(faces.noded, h)], faces.noded.y[tailOf(faces.noded, h)]])
    const xs = ring.map((p) => p[0])
    const ys = ring.map((p) => p[1])
    rings.push({ id, ring, box: [min(xs), min(ys), max(xs), max(ys)] })
  }
  for (let id = 0; id < label.length; id++) {
    if (faces.doubleArea[id] > 0) continue
    const own = new Set(cycleOf(faces, id).map((h) => faces.face[h ^ 1]))
    const v = tailOf(faces.noded, faces.first[id])
    const [px, py] = [faces.noded.x[v], faces.noded.y[v]]
    let smallest = Number.POSITIVE_INFINITY
    for (const { id: other, ring, box } of rings) {
      if (own.has(other) || px < box[0] || px > box[2] || py < box[1] || py > box[3]) continue
      if (faces.doubleArea[other] < smallest && insideRings([ring], px, py)) {
        smallest = faces.doubleArea[other]
        label[id] = label[other]
        faces.around.set(id, other)
      }
    }
  }
  return label
}

const min = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
const max = (values: number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)

export interface Region {
  label: number
  faces: number[]
  doubleArea: number
  /** Border length by neighbouring region, lattice units. */
  neighbours: Map<number, number>
}

/** Connected sets of faces with one label. */
export function regionsOf(faces: Faces, label: Int32Array): { regions: Region[]; regionOf: Int32Array } {
  const { noded, face } = faces
  const parent = Int32Array.from({ length: label.length }, (_, i) => i)
  const find = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]]
    return i
  }
  for (let h = 0; h < noded.edges.length; h += 2) {
    const [a, b] = [face[h], face[h + 1]]
    if (label[a] === label[b]) parent[find(a)] = find(b)
  }
  for (const [cycle, inside] of faces.around) if (label[cycle] === label[inside]) parent[find(cycle)] = find(inside)
  const regionOf = new Int32Array(label.length).fill(-1)
  const regions: Region[] = []
  for (let id = 0; id < label.length; id++) {
    const root = find(id)
    if (regionOf[root] < 0) {
      regionOf[root] = regions.length
      regions.push({ label: label[id], faces: [], doubleArea: 0, neighbours: new Map() })
    }
    regionOf[id] = regionOf[root]
    regions[regionOf[id]].faces.push(id)
    if (faces.doubleArea[id] > 0) regions[regionOf[id]].doubleArea += faces.doubleArea[id]
  }
  for (let h = 0; h < noded.edges.length; h++) {
    const [a, b] = [regionOf[face[h]], regionOf[face[h ^ 1]]]
    if (a === b) continue
    const length = Math.hypot(
      noded.x[noded.edges[h]] - noded.x[noded.edges[h ^ 1]],
      noded.y[noded.edges[h]] - noded.y[noded.edges[h ^ 1]],
    )
    regions[a].neighbours.set(b, (regions[a].neighbours.get(b) ?? 0) + length)
  }
  return { regions, regionOf }
}

/** A graph in which every edge separates two labels. */
export interface Borders {
  noded: Noded
  /** Label on the left of each half-edge. */
  left: Int32Array
}

/** Keeps the edges whose two sides differ. */
export function bordersOf(faces: Faces, label: Int32Array): Borders {
  const { noded, face } = faces
  const edges: number[] = []
  const flags: number[] = []
  const left: number[] = []
  for (let h = 0; h < noded.edges.length; h += 2) {
    const [a, b] = [label[face[h]], label[face[h + 1]]]
    if (a === b) continue
    edges.push(noded.edges[h], noded.edges[h + 1])
    flags.push(noded.flags[h / 2])
    left.push(a, b)
  }
  return { noded: { x: noded.x, y: noded.y, edges, flags }, left: Int32Array.from(left) }
}

/** Rings of half-edges with `key(label)` on the left, split where a boundary touches itself. */
export function ringsOf(borders: Borders, key: (label: number) => number): Map<number, number[][]> {
  const { noded, left } = borders
  const spokesAt = spokes(noded)
  const place = new Int32Array(noded.edges.length)
  for (const list of spokesAt) for (let k = 0; k < list.length; k++) place[list[k]] = k
  const keyOf = Int32Array.from(left, (label) => (label === outside ? outside : key(label)))
  const used = new Uint8Array(noded.edges.length)
  const rings = new Map<number, number[][]>()
  for (let start = 0; start < noded.edges.length; start++) {
    if (used[start] || keyOf[start] === outside || keyOf[start] === keyOf[start ^ 1]) continue
    const own = keyOf[start]
    const ring: number[] = []
    let h = start
    while (!used[h]) {
      used[h] = 1
      ring.push(h)
      // At the head: turn clockwise from the way back until an edge has another key on its right.
      const list = spokesAt[noded.edges[h ^ 1]]
      let k = place[h ^ 1]
      do {
        k = (k + list.length - 1) % list.length
      } while (keyOf[list[k] ^ 1] === own)
      h = list[k]
    }
    const list = rings.get(own)
    if (list) list.push(ring)
    else rings.set(own, [ring])
  }
  return rings
}

/** Groups rings into polygons: each hole goes to the smallest shell around it. Rings are open lists of vertices. */
export function polygonsOf(rings: number[][][]): number[][][][] {
  const shells = rings.filter((r) => doubleArea(r) > 0).sort((a, b) => doubleArea(b) - doubleArea(a))
  const polygons = shells.map((shell) => [shell])
  for (const hole of rings.filter((r) => doubleArea(r) < 0)) {
    const [a, b] = [hole[0], hole[1]]
    // Just right of an edge of the hole lies the hole's inside; the shell contains the edge's middle or touches it at a vertex only.
    const [px, py] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    const owner = polygons.findLast((p) => doubleArea(p[0]) > -doubleArea(hole) && insideRings([p[0]], px, py))
    if (owner) owner.push(hole)
    else throw new Error('a hole without a shell')
  }
  return polygons
}
