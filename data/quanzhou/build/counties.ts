import gcoord from 'gcoord'
import { nodeSegments, traceFaces } from './arrangement'
import { type Borders, bordersOf, labelFaces, outside, regionsOf, ringsOf } from './borders'
import { eastMetresPerUnit, insideRings, northMetresPerUnit, toUnits } from './frame'
import { type SourceCounty, sourceCounties } from './sources'

export interface CountyFacts {
  code: string
  name: string
  /** Residents at the end of 2021, yearbook table 3-5; 开发区 counted with 鲤城, 台商区 with 惠安. */
  residents: number
  /** Of them in towns. */
  urbanResidents: number
  /** Mean elevation, metres, and whether it is published or an estimate of this demo. */
  meanElevationM: number
  elevationEstimated: boolean
}

const county = (
  code: string,
  name: string,
  parts: [number, number][],
  meanElevationM: number,
  elevationEstimated = false,
): CountyFacts => ({
  code,
  name,
  residents: Math.round(parts.reduce((s, [wan]) => s + wan * 10_000, 0)),
  urbanResidents: Math.round(parts.reduce((s, [wan, percent]) => s + wan * percent * 100, 0)),
  meanElevationM,
  elevationEstimated,
})

/** The eleven counties of the planning area, by code. Kinmen (350527) is left out: see NOTICE.md. */
export const countyFacts: CountyFacts[] = [
  county('350502', '鲤城区', [[39.7, 100], [3.2, 100]], 20, true),
  county('350503', '丰泽区', [[72.0, 100]], 75, true),
  county('350504', '洛江区', [[25.5, 61.5]], 235, true),
  county('350505', '泉港区', [[35.9, 56.5]], 105, true),
  county('350521', '惠安县', [[78.8, 59.2], [25.3, 55.6]], 48),
  county('350524', '安溪县', [[100.2, 52.4]], 608),
  county('350525', '永春县', [[42.2, 61.9]], 566),
  county('350526', '德化县', [[33.7, 78.6]], 766),
  county('350581', '石狮市', [[68.9, 86.1]], 24, true),
  county('350582', '晋江市', [[206.9, 69.5]], 20),
  county('350583', '南安市', [[152.7, 63.6]], 211),
]

export interface Counties {
  facts: CountyFacts[]
  /** County seats, WGS-84 degrees. */
  seats: [number, number][]
  borders: Borders
  /** Closed-by-convention rings per county index, lattice units; even-odd. */
  rings: number[][][][]
  boxes: number[][]
}

const smallestIsletKm2 = 0.012
const widestSliverKm2 = 3

/** GCJ-02 outlines → WGS-84, repaired into an exact partition: no crossing, no overlap, no sliver. */
export function buildCounties(): Counties {
  const sources = countyFacts.map((facts) => sourceCounties().find((s) => s.name === facts.name) as SourceCounty)
  const outlines = sources.map((source) => {
    const polygons = source.geometry.type === 'Polygon' ? [source.geometry.coordinates] : source.geometry.coordinates
    return polygons.map((rings) => rings.map(toLattice).filter((ring) => ring.length > 2))
  })
  const segments: number[] = []
  for (const polygons of outlines) {
    for (const ring of polygons.flat()) {
      for (let i = 0; i < ring.length; i++) {
        const [a, b] = [ring[i], ring[(i + 1) % ring.length]]
        segments.push(a[0], a[1], b[0], b[1], 1)
      }
    }
  }
  const faces = traceFaces(nodeSegments(segments))
  const boxesOf = outlines.map((polygons) => boxOf(polygons.flat()))
  const label = labelFaces(faces, (x, y) =>
    outlines.findIndex(
      (polygons, c) =>
        x >= boxesOf[c][0] && x <= boxesOf[c][2] && y >= boxesOf[c][1] && y <= boxesOf[c][3] &&
        polygons.some((rings) => insideRings(rings, x, y)),
    ),
  )
  tidy(faces, label)
  const borders = bordersOf(faces, label)
  const rings = countyFacts.map(() => [] as number[][][])
  for (const [c, list] of ringsOf(borders, (l) => l)) {
    rings[c] = list.map((ring) => ring.map((h) => [borders.noded.x[borders.noded.edges[h]], borders.noded.y[borders.noded.edges[h]]]))
  }
  return {
    facts: countyFacts,
    seats: sources.map((s) => gcoord.transform([...s.cp], gcoord.GCJ02, gcoord.WGS84) as [number, number]),
    borders,
    rings,
    boxes: rings.map((list) => boxOf(list)),
  }
}

function toLattice(ring: number[][]): number[][] {
  const out: number[][] = []
  for (const [lon, lat] of ring) {
    const [x, y] = (gcoord.transform([lon, lat], gcoord.GCJ02, gcoord.WGS84) as [number, number]).map(toUnits)
    const last = out.at(-1)
    if (!last || last[0] !== x || last[1] !== y) out.push([x, y])
  }
  if (out.length > 1 && out[0][0] === out.at(-1)?.[0] && out[0][1] === out.at(-1)?.[1]) out.pop()
  return out
}

const km2 = (double: number) => (double / 2) * eastMetresPerUnit * northMetresPerUnit * 1e-6

/** Drops islets that quantisation made, gives slivers between counties and specks to the neighbour with the longest common border. */
function tidy(faces: ReturnType<typeof traceFaces>, label: Int32Array) {
  for (let pass = 0; pass < 4; pass++) {
    const { regions } = regionsOf(faces, label)
    for (const region of regions) {
      // The sea and the neighbouring prefectures: reached by the outer cycle of a component.
      if (region.label === outside && region.faces.some((f) => faces.doubleArea[f] <= 0 && !faces.around.has(f))) continue
      if (region.doubleArea === 0) continue
      const around = [...region.neighbours].sort((a, b) => b[1] - a[1] || a[0] - b[0])
      const counties = around.filter(([r]) => regions[r].label !== outside)
      const area = km2(region.doubleArea)
      let to = region.label
      if (region.label === outside) {
        if (area < widestSliverKm2 && counties.length > 0) to = regions[counties[0][0]].label
      } else if (counties.length === 0) {
        if (area < smallestIsletKm2) to = outside
      } else if (area < 0.05) to = regions[counties[0][0]].label
      if (to !== region.label) for (const f of region.faces) label[f] = to
    }
  }
}

function boxOf(rings: number[][][]): number[] {
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings) {
    for (const [x, y] of ring) {
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
    }
  }
  return box
}

/** Index of the county that holds a point in lattice units, or -1. */
export function countyAt(counties: Counties, x: number, y: number): number {
  for (let c = 0; c < counties.rings.length; c++) {
    const box = counties.boxes[c]
    if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue
    if (insideRings(counties.rings[c], x, y)) return c
  }
  return outside
}

/** County index per pixel centre of a raster in degrees (row 0 north), -1 outside: even-odd by scan line. */
export function rasteriseCounties(
  counties: Counties,
  frame: { west: number; north: number; step: number; columns: number; rows: number },
): Int8Array {
  const out = new Int8Array(frame.columns * frame.rows).fill(outside)
  counties.rings.forEach((rings, c) => {
    for (let row = 0; row < frame.rows; row++) {
      const y = (frame.north - (row + 0.5) * frame.step) * 100_000 + 1e-4
      if (y < counties.boxes[c][1] || y > counties.boxes[c][3]) continue
      const crossings: number[] = []
      for (const ring of rings) {
        for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
          const [yi, yj] = [ring[i][1], ring[j][1]]
          if (yi > y !== yj > y) crossings.push(((ring[j][0] - ring[i][0]) * (y - yi)) / (yj - yi) + ring[i][0])
        }
      }
      crossings.sort((a, b) => a - b)
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const from = Math.ceil((crossings[k] / 100_000 - frame.west) / frame.step - 0.5)
        const to = Math.floor((crossings[k + 1] / 100_000 - frame.west) / frame.step - 0.5)
        for (let col = Math.max(0, from); col <= Math.min(frame.columns - 1, to); col++) out[row * frame.columns + col] = c
      }
    }
  })
  return out
}

