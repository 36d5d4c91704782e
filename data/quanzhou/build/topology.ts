import { type Borders, polygonsOf, ringsOf } from './borders'

/** Borders cut into arcs that neighbours share, simplified without a crossing. */
export interface Topology {
  /** Vertices of each arc, lattice units. */
  arcs: number[][][]
  /** Label on the left and on the right of each arc. */
  sides: [number, number][]
  borders: Borders
  /** Arc of each half-edge and whether it runs along it. */
  arcOf: Int32Array
  forward: Uint8Array
}

/** Cuts borders into arcs at vertices where more or fewer than two borders meet, and simplifies each (Douglas–Peucker). */
export function buildTopology(borders: Borders, toleranceOf: (left: number, right: number) => number): Topology {
  const { noded, left } = borders
  const degree = new Int32Array(noded.x.length)
  for (const v of noded.edges) degree[v]++
  const out: number[][] = noded.x.map(() => [])
  for (let h = 0; h < noded.edges.length; h++) out[noded.edges[h]].push(h)
  const arcOf = new Int32Array(noded.edges.length).fill(-1)
  const forward = new Uint8Array(noded.edges.length)
  const full: number[][][] = []
  const sides: [number, number][] = []
  const walk = (start: number) => {
    const id = full.length
    const line = [[noded.x[noded.edges[start]], noded.y[noded.edges[start]]]]
    let h = start
    for (;;) {
      arcOf[h] = id
      arcOf[h ^ 1] = id
      forward[h] = 1
      const v = noded.edges[h ^ 1]
      line.push([noded.x[v], noded.y[v]])
      if (degree[v] !== 2) break
      const onward = out[v][0] === (h ^ 1) ? out[v][1] : out[v][0]
      if (arcOf[onward] >= 0) break
      h = onward
    }
    full.push(line)
    sides.push([left[start], left[start ^ 1]])
  }
  for (let h = 0; h < noded.edges.length; h++) if (arcOf[h] < 0 && degree[noded.edges[h]] !== 2) walk(h)
  for (let h = 0; h < noded.edges.length; h++) if (arcOf[h] < 0) walk(h)

  const tolerance = sides.map(([a, b]) => toleranceOf(a, b))
  let arcs = full.map((line, i) => simplify(line, tolerance[i]))
  for (let pass = 0; pass < 8; pass++) {
    const bad = conflicts(arcs)
    if (bad.size === 0) return { arcs, sides, borders, arcOf, forward }
    for (const i of bad) tolerance[i] = pass < 3 ? tolerance[i] / 3 : 0
    arcs = full.map((line, i) => (bad.has(i) ? simplify(line, tolerance[i]) : arcs[i]))
  }
  throw new Error('simplified borders still cross')
}

function simplify(line: number[][], tolerance: number): number[][] {
  const last = line.length - 1
  const keep = new Uint8Array(line.length)
  keep[0] = keep[last] = 1
  const stack: [number, number][] = []
  if (line[0][0] === line[last][0] && line[0][1] === line[last][1]) {
    // A closed arc keeps two more corners, so that it stays a ring.
    let far = 1
    for (let k = 1; k < last; k++) if (distance2(line[k], line[0]) > distance2(line[far], line[0])) far = k
    let off = far === 1 ? 2 : 1
    for (let k = 1; k < last; k++) if (k !== far && deviation(line[k], line[0], line[far]) > deviation(line[off], line[0], line[far])) off = k
    keep[far] = keep[off] = 1
    const corners = [0, Math.min(far, off), Math.max(far, off), last]
    for (let k = 0; k < 3; k++) stack.push([corners[k], corners[k + 1]])
  } else stack.push([0, last])
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [a, b] = span
    let worst = -1
    let most = tolerance
    for (let k = a + 1; k < b; k++) {
      const d = deviation(line[k], line[a], line[b])
      if (d > most || (tolerance === 0 && d >= most && worst < 0)) {
        most = d
        worst = k
      }
    }
    if (worst >= 0) {
      keep[worst] = 1
      stack.push([a, worst], [worst, b])
    }
  }
  return line.filter((_, k) => keep[k])
}

const distance2 = (p: number[], q: number[]) => (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2

function deviation(p: number[], a: number[], b: number[]): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length2 = dx * dx + dy * dy
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2))
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)
}

/** Arcs that touch another one, or themselves, elsewhere than at shared ends. */
function conflicts(arcs: number[][][]): Set<number> {
  const bad = new Set<number>()
  const bins = new Map<number, number[]>()
  const segment: number[] = []
  arcs.forEach((line, arc) => {
    for (let k = 0; k + 1 < line.length; k++) {
      const id = segment.length / 5
      const [[ax, ay], [bx, by]] = [line[k], line[k + 1]]
      segment.push(ax, ay, bx, by, arc)
      for (let r = Math.floor(Math.min(ay, by) / 256); r <= Math.floor(Math.max(ay, by) / 256); r++) {
        for (let c = Math.floor(Math.min(ax, bx) / 256); c <= Math.floor(Math.max(ax, bx) / 256); c++) {
          const bin = bins.get(r * 1_048_576 + c)
          if (bin) bin.push(id)
          else bins.set(r * 1_048_576 + c, [id])
        }
      }
    }
  })
  for (const bin of bins.values()) {
    for (let m = 0; m < bin.length; m++) {
      for (let n = m + 1; n < bin.length; n++) {
        const [i, j] = [bin[m] * 5, bin[n] * 5]
        if (touches(segment, i, j)) {
          bad.add(segment[i + 4])
          bad.add(segment[j + 4])
        }
      }
    }
  }
  return bad
}

function touches(s: number[], i: number, j: number): boolean {
  const [ax, ay, bx, by] = [s[i], s[i + 1], s[i + 2], s[i + 3]]
  const [cx, cy, dx, dy] = [s[j], s[j + 1], s[j + 2], s[j + 3]]
  const cross = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) => (qx - px) * (ry - py) - (qy - py) * (rx - px)
  const between = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) =>
    rx >= Math.min(px, qx) && rx <= Math.max(px, qx) && ry >= Math.min(py, qy) && ry <= Math.max(py, qy)
  const same = (px: number, py: number, qx: number, qy: number) => px === qx && py === qy
  const o1 = cross(ax, ay, bx, by, cx, cy)
  const o2 = cross(ax, ay, bx, by, dx, dy)
  const o3 = cross(cx, cy, dx, dy, ax, ay)
  const o4 = cross(cx, cy, dx, dy, bx, by)
  const shareC = same(ax, ay, cx, cy) || same(bx, by, cx, cy)
  const shareD = same(ax, ay, dx, dy) || same(bx, by, dx, dy)
  if (shareC && shareD) return true
  if (o1 === 0 && !shareC && between(ax, ay, bx, by, cx, cy)) return true
  if (o2 === 0 && !shareD && between(ax, ay, bx, by, dx, dy)) return true
  const shareA = same(ax, ay, cx, cy) || same(ax, ay, dx, dy)
  const shareB = same(bx, by, cx, cy) || same(bx, by, dx, dy)
  if (o3 === 0 && !shareA && between(cx, cy, dx, dy, ax, ay)) return true
  if (o4 === 0 && !shareB && between(cx, cy, dx, dy, bx, by)) return true
  return o1 > 0 !== o2 > 0 && o3 > 0 !== o4 > 0 && o1 !== 0 && o2 !== 0 && o3 !== 0 && o4 !== 0
}

/** Polygons of every key: lists of rings, each a list of arcs (`~i` runs backwards, as in TopoJSON) and its vertices. */
export function polygonsByKey(t: Topology, key: (label: number) => number): Map<number, { arcs: number[][][]; rings: number[][][][] }> {
  const out = new Map<number, { arcs: number[][][]; rings: number[][][][] }>()
  for (const [own, traced] of ringsOf(t.borders, key)) {
    const list = traced.flatMap((ring) => simpleLoops(t, ring))
    const byRing = new Map<number[][], number[]>()
    const rings = list.map((ring) => {
      const arcs: number[] = []
      // Start where an arc starts, so that no arc is cut in two.
      let start = ring.findIndex((h, k) => t.arcOf[h] !== t.arcOf[ring[(k + ring.length - 1) % ring.length]])
      if (start < 0) start = ring.findIndex((h) => startsArc(t, h))
      for (let k = 0; k < ring.length; k++) {
        const h = ring[(start + k) % ring.length]
        if (startsArc(t, h)) arcs.push(t.forward[h] ? t.arcOf[h] : ~t.arcOf[h])
      }
      const vertices: number[][] = []
      for (const a of arcs) {
        const line = a >= 0 ? t.arcs[a] : [...t.arcs[~a]].reverse()
        vertices.push(...line.slice(0, -1))
      }
      byRing.set(vertices, arcs)
      return vertices
    })
    const polygons = polygonsOf(rings)
    out.set(own, { arcs: polygons.map((p) => p.map((r) => byRing.get(r) as number[])), rings: polygons })
  }
  return out
}

/** Cuts a ring that passes a vertex twice into loops that do not: a hole that touches the shell at a point becomes a hole. */
function simpleLoops(t: Topology, ring: number[]): number[][] {
  const { edges } = t.borders.noded
  const loops: number[][] = []
  const path: number[] = []
  const placeOf = new Map<number, number>()
  for (const h of ring) {
    const seen = placeOf.get(edges[h])
    if (seen !== undefined) {
      const loop = path.splice(seen)
      for (const g of loop) placeOf.delete(edges[g])
      loops.push(loop)
    }
    placeOf.set(edges[h], path.length)
    path.push(h)
  }
  loops.push(path)
  return loops
}

/** Whether a half-edge is the first one of its arc in the direction that it runs. */
function startsArc(t: Topology, h: number): boolean {
  const { noded } = t.borders
  const arc = t.arcs[t.arcOf[h]]
  const end = t.forward[h] ? arc[0] : arc[arc.length - 1]
  const v = noded.edges[h]
  if (noded.x[v] !== end[0] || noded.y[v] !== end[1]) return false
  return true
}

