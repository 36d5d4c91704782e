import { nodeSegments, traceFaces } from './arrangement'
import { bordersOf, labelFaces, outside, regionsOf } from './borders'
import { type Counties, countyAt } from './counties'
import { doubleArea, eastMetresPerUnit, insideRings, latOf, lonOf, northMetresPerUnit, toDegrees, toUnits } from './frame'
import { around, type Hexes, hexAt, side } from './hexes'
import { type Partition, partitionVillages } from './partition'
import { apportion, gaussian, randomFrom } from './random'
import { sourceTownships, sourceVillages } from './sources'
import { buildTopology, polygonsByKey, type Topology } from './topology'

export interface DemoVillage {
  code: string
  name: string
  kind: 'village' | 'community' | 'other'
  township: number
  county: number
  population: number
  households: number
  urban: boolean
  areaKm2: number
  committee: { lon: number; lat: number; hex: number }
}

export interface DemoVillages {
  townships: { code: string; name: string; county: number }[]
  villages: DemoVillage[]
  topology: Topology
  /** Village index per hexagon, -1 outside. */
  villageOf: Int16Array
  /** Residents per hexagon. */
  people: Float64Array
}

const personsPerHousehold = 2.78
const countyTolerance = 6
const innerTolerance = 50

const kindOf = (name: string) => (name.endsWith('村委会') ? 'village' : name.endsWith('居委会') ? 'community' : 'other')

export function buildVillages(h: Hexes, counties: Counties): DemoVillages {
  const countyIndex = new Map(counties.facts.map((f, i) => [f.code, i]))
  const townships = sourceTownships()
    .filter((t) => countyIndex.has(t.parent))
    .map((t) => ({ code: t.code, name: t.name, county: countyIndex.get(t.parent) as number }))
  const townshipIndex = new Map(townships.map((t, i) => [t.code, i]))
  const names = sourceVillages()
    .filter((v) => townshipIndex.has(v.parent))
    .map((v) => ({ code: v.code, name: v.name, kind: kindOf(v.name), township: townshipIndex.get(v.parent) as number }) as const)
  const partition = partitionVillages(h, counties, townships, [...names])
  const countyOf = (label: number) => townships[names[label].township].county
  const topology = cutBorders(h, counties, partition, countyOf, (label) => names[label].township)
  const polygons = polygonsByKey(topology, (label) => label)
  const villageOf = new Int16Array(h.x.length).fill(outside)
  const hexesOf: number[][] = names.map(() => [])
  for (let i = 0; i < villageOf.length; i++) {
    if (h.county[i] < 0) continue
    villageOf[i] = partition.labelOf(i, h.county[i])
    hexesOf[villageOf[i]].push(i)
  }
  const villages = names.map((v, index) => {
    const rings = polygons.get(index)?.rings
    if (!rings) throw new Error(`${v.code} ${v.name} has no area`)
    const area = rings.flat().reduce((s, r) => s + doubleArea(r), 0) / 2
    return {
      ...v,
      county: countyOf(index),
      population: 0,
      households: 0,
      urban: false,
      areaKm2: area * eastMetresPerUnit * northMetresPerUnit * 1e-6,
      committee: committeeOf(h, hexesOf[index], villageOf, rings),
    }
  })
  settle(h, counties, villages, hexesOf)
  const people = new Float64Array(h.x.length)
  villages.forEach((v, index) => {
    const total = hexesOf[index].reduce((s, i) => s + h.appeal[i], 0)
    for (const i of hexesOf[index]) people[i] = (v.population * h.appeal[i]) / total
  })
  return { townships, villages, topology, villageOf, people }
}

/** County borders and the hexagon sides between villages, noded, labelled, mended and simplified. */
function cutBorders(h: Hexes, counties: Counties, partition: Partition, countyOf: (label: number) => number, townshipOf: (label: number) => number): Topology {
  const segments: number[] = []
  const { noded } = counties.borders
  for (let e = 0; e < noded.edges.length; e += 2) {
    const [a, b] = [noded.edges[e], noded.edges[e + 1]]
    segments.push(noded.x[a], noded.y[a], noded.x[b], noded.y[b], 1)
  }
  for (let i = 0; i < h.x.length; i++) {
    const near = around(h, i)
    for (const towards of [0, 2, 3] as const) {
      const j = near[towards]
      if (j < 0) continue
      const between = counties.facts.some((_, c) => {
        const a = partition.labelOf(i, c)
        return a >= 0 && a !== partition.labelOf(j, c) && partition.labelOf(j, c) >= 0
      })
      if (between) segments.push(...side(h, i, towards), 2)
    }
  }
  const faces = traceFaces(nodeSegments(segments))
  const label = labelFaces(faces, (x, y) => {
    const c = countyAt(counties, x, y)
    return c < 0 ? outside : nearestLabel(h, partition, hexAt(h, x, y), c)
  })
  for (let pass = 0; pass < 6; pass++) {
    const { regions } = regionsOf(faces, label)
    const largest = new Map<number, number>()
    regions.forEach((r, k) => {
      const best = largest.get(r.label)
      if (r.label >= 0 && (best === undefined || r.doubleArea > regions[best].doubleArea)) largest.set(r.label, k)
    })
    regions.forEach((r, k) => {
      if (r.label < 0 || largest.get(r.label) === k) return
      // A piece cut off from its village goes to the neighbour around it, of its own township where it can; islands stay.
      const near = [...r.neighbours]
        .map(([n, length]) => ({ label: regions[n].label, length }))
        .filter((n) => n.label >= 0 && countyOf(n.label) === countyOf(r.label))
        .map((n) => ({ ...n, length: townshipOf(n.label) === townshipOf(r.label) ? n.length * 3 : n.length }))
        .sort((a, b) => b.length - a.length || a.label - b.label)
      if (near.length > 0) for (const f of r.faces) label[f] = near[0].label
    })
  }
  return buildTopology(bordersOf(faces, label), (a, b) =>
    a < 0 || b < 0 || countyOf(a) !== countyOf(b) ? countyTolerance : innerTolerance,
  )
}

function nearestLabel(h: Hexes, partition: Partition, hex: number, county: number): number {
  let front = [hex]
  const seen = new Set(front)
  for (let ring = 0; ring < 200; ring++) {
    const labels = front.map((i) => partition.labelOf(i, county)).filter((l) => l >= 0)
    if (labels.length > 0) return labels.reduce((a, b) => Math.min(a, b))
    const next: number[] = []
    for (const i of front) {
      for (const j of around(h, i)) {
        if (j >= 0 && !seen.has(j)) {
          seen.add(j)
          next.push(j)
        }
      }
    }
    front = next
  }
  throw new Error('no village near')
}

/** The committee stands where people like to live, near the middle, well inside the village. */
function committeeOf(h: Hexes, hexes: number[], villageOf: Int16Array, polygons: number[][][][]) {
  let [sx, sy, sw] = [0, 0, 0]
  for (const i of hexes) {
    sx += h.appeal[i] * h.x[i]
    sy += h.appeal[i] * h.y[i]
    sw += h.appeal[i]
  }
  const radius2 = Math.max(200 ** 2, (hexes.length * 22_000) / Math.PI)
  let best = -1
  let bestScore = Number.NEGATIVE_INFINITY
  for (const i of hexes) {
    const rim = around(h, i).filter((j) => j < 0 || villageOf[j] !== villageOf[i]).length
    const [ux, uy] = [toUnits(lonOf(h.x[i])), toUnits(latOf(h.y[i]))]
    if (!polygons.some((p) => insideRings(p, ux + 0.3, uy + 0.3))) continue
    const d2 = (h.x[i] - sx / sw) ** 2 + (h.y[i] - sy / sw) ** 2
    const score = Math.log(h.appeal[i] + 1e-6) - d2 / radius2 - rim
    if (score > bestScore) {
      bestScore = score
      best = i
    }
  }
  if (best >= 0) return { lon: toDegrees(toUnits(lonOf(h.x[best]))), lat: toDegrees(toUnits(latOf(h.y[best]))), hex: best }
  // A village smaller than a hexagon: the middle of its widest scan line.
  const shell = polygons.reduce((a, b) => (doubleArea(a[0]) >= doubleArea(b[0]) ? a : b))
  const ys = shell[0].map((p) => p[1]).sort((a, b) => a - b)
  const y = (ys[0] + ys[ys.length - 1]) / 2 + 0.3
  const cuts: number[] = []
  for (const ring of shell) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[xi, yi], [xj, yj]] = [ring[i], ring[j]]
      if (yi > y !== yj > y) cuts.push(((xj - xi) * (y - yi)) / (yj - yi) + xi)
    }
  }
  cuts.sort((a, b) => a - b)
  let at = 0
  for (let k = 2; k + 1 < cuts.length; k += 2) if (cuts[k + 1] - cuts[k] > cuts[at + 1] - cuts[at]) at = k
  const x = (cuts[at] + cuts[at + 1]) / 2
  return { lon: toDegrees(x), lat: toDegrees(y), hex: hexAt(h, x, y) }
}

/** Residents and households: county sums and urban shares of the yearbook, exactly. */
function settle(h: Hexes, counties: Counties, villages: DemoVillage[], hexesOf: number[][]) {
  counties.facts.forEach((facts, c) => {
    const random = randomFrom(`people ${facts.code}`)
    const own = villages.map((_, i) => i).filter((i) => villages[i].county === c)
    const weight = new Map(
      own.map((i) => {
        const appeal = hexesOf[i].reduce((s, k) => s + h.appeal[k], 0)
        const kind = villages[i].kind === 'other' ? 0.12 : villages[i].kind === 'community' ? 1.25 : 1
        return [i, (appeal + 1) ** 0.7 * kind * Math.exp(0.28 * gaussian(random))]
      }),
    )
    const townliness = (i: number) =>
      Math.log((weight.get(i) as number) / villages[i].areaKm2) + (villages[i].kind === 'community' ? 2 : 0)
    const order = [...own].sort((a, b) => townliness(b) - townliness(a) || a - b)
    const sum = own.reduce((s, i) => s + (weight.get(i) as number), 0)
    const share = facts.urbanResidents / facts.residents
    // Towns are fuller than the country: the urban set is smaller than its share of people.
    let held = 0
    for (const i of order) {
      villages[i].urban = share === 1 || held < sum * share * 0.8
      held += weight.get(i) as number
    }
    for (const urban of [true, false]) {
      const group = own.filter((i) => villages[i].urban === urban)
      const total = urban ? facts.urbanResidents : facts.residents - facts.urbanResidents
      apportion(total, group.map((i) => weight.get(i) as number)).forEach((n, k) => {
        villages[group[k]].population = n
      })
    }
    apportion(Math.round(facts.residents / personsPerHousehold), own.map((i) => villages[i].population)).forEach((n, k) => {
      villages[own[k]].households = n
    })
  })
}
