/** Straight segments on the integer lattice, noded: no two cross, none passes through a vertex. */
export interface Noded {
  x: number[]
  y: number[]
  /** Vertex ids, two per edge. */
  edges: number[]
  /** Bits of the segments that an edge came from, or-ed. */
  flags: number[]
}

const binSize = 128

/** Splits segments where they meet, rounding to the lattice, until nothing crosses. `segments`: x1, y1, x2, y2, flag. */
export function nodeSegments(segments: number[]): Noded {
  let current = segments
  for (let pass = 0; pass < 12; pass++) {
    const { next, splits } = splitOnce(current)
    current = next
    if (splits === 0) break
    if (pass === 11) throw new Error(`noding does not settle: ${splits} splits left`)
  }
  const ids = new Map<number, number>()
  const x: number[] = []
  const y: number[] = []
  const idOf = (px: number, py: number) => {
    const key = px * 67_108_864 + py
    let id = ids.get(key)
    if (id === undefined) {
      id = x.length
      ids.set(key, id)
      x.push(px)
      y.push(py)
    }
    return id
  }
  const seen = new Map<number, number>()
  const edges: number[] = []
  const flags: number[] = []
  for (let s = 0; s < current.length; s += 5) {
    const a = idOf(current[s], current[s + 1])
    const b = idOf(current[s + 2], current[s + 3])
    if (a === b) continue
    const key = Math.min(a, b) * 67_108_864 + Math.max(a, b)
    const known = seen.get(key)
    if (known !== undefined) flags[known] |= current[s + 4]
    else {
      seen.set(key, flags.length)
      edges.push(a, b)
      flags.push(current[s + 4])
    }
  }
  return { x, y, edges, flags }
}

function splitOnce(segments: number[]): { next: number[]; splits: number } {
  const bins = new Map<number, number[]>()
  const count = segments.length / 5
  for (let i = 0; i < count; i++) {
    forEachBin(segments, i, (key) => {
      const bin = bins.get(key)
      if (bin) bin.push(i)
      else bins.set(key, [i])
    })
  }
  const cuts = new Map<number, number[]>()
  const cut = (i: number, px: number, py: number) => {
    const s = i * 5
    if (px === segments[s] && py === segments[s + 1]) return
    if (px === segments[s + 2] && py === segments[s + 3]) return
    const list = cuts.get(i)
    if (!list) cuts.set(i, [px, py])
    else {
      for (let k = 0; k < list.length; k += 2) if (list[k] === px && list[k + 1] === py) return
      list.push(px, py)
    }
  }
  for (const bin of bins.values()) {
    for (let m = 0; m < bin.length; m++) {
      for (let n = m + 1; n < bin.length; n++) meet(segments, bin[m], bin[n], cut)
    }
  }
  const next: number[] = []
  for (let i = 0; i < count; i++) {
    const s = i * 5
    const [x1, y1, x2, y2, flag] = segments.slice(s, s + 5)
    const list = cuts.get(i)
    if (!list) {
      next.push(x1, y1, x2, y2, flag)
      continue
    }
    const points: number[][] = []
    for (let k = 0; k < list.length; k += 2) points.push([list[k], list[k + 1]])
    const along = (p: number[]) => (p[0] - x1) * (x2 - x1) + (p[1] - y1) * (y2 - y1)
    points.sort((p, q) => along(p) - along(q))
    let [px, py] = [x1, y1]
    for (const [qx, qy] of [...points, [x2, y2]]) {
      if (px !== qx || py !== qy) next.push(px, py, qx, qy, flag)
      px = qx
      py = qy
    }
  }
  return { next, splits: cuts.size }
}

function forEachBin(segments: number[], i: number, visit: (key: number) => void) {
  const s = i * 5
  const c1 = Math.floor(Math.min(segments[s], segments[s + 2]) / binSize)
  const c2 = Math.floor(Math.max(segments[s], segments[s + 2]) / binSize)
  const r1 = Math.floor(Math.min(segments[s + 1], segments[s + 3]) / binSize)
  const r2 = Math.floor(Math.max(segments[s + 1], segments[s + 3]) / binSize)
  for (let r = r1; r <= r2; r++) for (let c = c1; c <= c2; c++) visit(r * 1_048_576 + c)
}

function meet(s: number[], i: number, j: number, cut: (i: number, x: number, y: number) => void) {
  const [ax, ay, bx, by] = [s[i * 5], s[i * 5 + 1], s[i * 5 + 2], s[i * 5 + 3]]
  const [cx, cy, dx, dy] = [s[j * 5], s[j * 5 + 1], s[j * 5 + 2], s[j * 5 + 3]]
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return
  const o1 = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
  const o2 = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
  const o3 = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
  const o4 = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
  if (o1 === 0 && within(ax, ay, bx, by, cx, cy)) cut(i, cx, cy)
  if (o2 === 0 && within(ax, ay, bx, by, dx, dy)) cut(i, dx, dy)
  if (o3 === 0 && within(cx, cy, dx, dy, ax, ay)) cut(j, ax, ay)
  if (o4 === 0 && within(cx, cy, dx, dy, bx, by)) cut(j, bx, by)
  if (o1 > 0 === o2 > 0 || o3 > 0 === o4 > 0 || o1 === 0 || o2 === 0 || o3 === 0 || o4 === 0) return
  const t = o3 / (o3 - o4)
  const px = Math.round(ax + t * (bx - ax))
  const py = Math.round(ay + t * (by - ay))
  cut(i, px, py)
  cut(j, px, py)
}

const within = (ax: number, ay: number, bx: number, by: number, px: number, py: number) =>
  px >= Math.min(ax, bx) && px <= Math.max(ax, bx) && py >= Math.min(ay, by) && py <= Math.max(ay, by)

/** Half-edge view of a noded graph: half-edge 2e runs edges[2e] → edges[2e+1], 2e+1 back; a face lies to the left. */
export interface Faces {
  noded: Noded
  /** Next half-edge around the face on the left. */
  next: Int32Array
  /** Face of each half-edge. Bounded cycles and the outer cycles of components count as faces of their own. */
  face: Int32Array
  /** Twice the signed area of each face's cycle: positive for bounded faces, negative for outer cycles. */
  doubleArea: number[]
  /** One half-edge of each face. */
  first: number[]
  /** Half-edges of all outer cycles: what may stand as an island inside a bounded face. */
  islands: number[]
  /** The bounded face around an outer cycle, where there is one; known once the faces have been labelled. */
  around: Map<number, number>
}

export const tailOf = (n: Noded, h: number) => n.edges[h]

/** Half-edges leaving each vertex in counter-clockwise order. */
export function spokes(n: Noded): number[][] {
  const out: number[][] = n.x.map(() => [])
  for (let h = 0; h < n.edges.length; h++) out[n.edges[h]].push(h)
  const angle = (h: number) =>
    Math.atan2(n.y[n.edges[h ^ 1]] - n.y[n.edges[h]], n.x[n.edges[h ^ 1]] - n.x[n.edges[h]])
  for (const list of out) if (list.length > 1) list.sort((g, h) => angle(g) - angle(h))
  return out
}

/** Traces the faces of a noded graph. */
export function traceFaces(noded: Noded): Faces {
  const { x, y, edges } = noded
  const next = new Int32Array(edges.length)
  for (const list of spokes(noded)) {
    for (let k = 0; k < list.length; k++) next[list[(k + 1) % list.length] ^ 1] = list[k]
  }
  const face = new Int32Array(edges.length).fill(-1)
  const areas: number[] = []
  const first: number[] = []
  for (let start = 0; start < edges.length; start++) {
    if (face[start] >= 0) continue
    const id = first.length
    first.push(start)
    let sum = 0
    const [x0, y0] = [x[edges[start]], y[edges[start]]]
    for (let h = start; face[h] < 0; h = next[h]) {
      face[h] = id
      const [a, b] = [edges[h], edges[h ^ 1]]
      sum += (x[a] - x0) * (y[b] - y0) - (x[b] - x0) * (y[a] - y0)
    }
    areas.push(sum)
  }
  const islands: number[] = []
  for (let h = 0; h < face.length; h++) if (areas[face[h]] <= 0) islands.push(h)
  return { noded, next, face, doubleArea: areas, first, islands, around: new Map() }
}

/** Half-edges of a face's cycle, in order. */
export function cycleOf(faces: Faces, id: number): number[] {
  const cycle: number[] = []
  let h = faces.first[id]
  do {
    cycle.push(h)
    h = faces.next[h]
  } while (h !== faces.first[id])
  return cycle
}

/** A point strictly inside a bounded face: halfway along a ray that leaves the middle of its longest edge to the left. */
export function insidePoint(faces: Faces, id: number): [number, number] {
  const { x, y, edges } = faces.noded
  const cycle = cycleOf(faces, id)
  let best = cycle[0]
  let bestLength = -1
  for (const h of cycle) {
    const length = Math.hypot(x[edges[h ^ 1]] - x[edges[h]], y[edges[h ^ 1]] - y[edges[h]])
    // An edge with the same face on both sides hangs inside it: its left is as good, but the ray may be shorter.
    if (length > bestLength && faces.face[h ^ 1] !== id) {
      bestLength = length
      best = h
    }
  }
  const [ax, ay, bx, by] = [x[edges[best]], y[edges[best]], x[edges[best ^ 1]], y[edges[best ^ 1]]]
  const [mx, my] = [(ax + bx) / 2, (ay + by) / 2]
  const [nx, ny] = [-(by - ay) / bestLength, (bx - ax) / bestLength]
  let reach = Number.POSITIVE_INFINITY
  const meets = (h: number) => {
    if (h === best || h === (best ^ 1)) return
    const [px, py, qx, qy] = [x[edges[h]], y[edges[h]], x[edges[h ^ 1]], y[edges[h ^ 1]]]
    const [ex, ey] = [qx - px, qy - py]
    const det = ex * ny - ey * nx
    if (det === 0) return
    const t = (ex * (py - my) - ey * (px - mx)) / det
    const u = (nx * (py - my) - ny * (px - mx)) / det
    if (u >= 0 && u <= 1 && t > 1e-9 && t < reach) reach = t
  }
  for (const h of cycle) meets(h)
  for (const h of faces.islands) meets(h)
  if (!Number.isFinite(reach)) reach = 0.5
  return [mx + (nx * reach) / 2, my + (ny * reach) / 2]
}
