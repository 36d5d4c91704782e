import type { Counties } from './counties'
import { eastM, latOf, lonOf, northM, toDegrees, toUnits } from './frame'
import { around, type Hexes, spacingM } from './hexes'
import { drawWeighted, noise, type Random, randomFrom } from './random'
import type { DemoVillages } from './villages'

interface PlaceFeature {
  type: 'Feature'
  properties: { id: string; name: string; scene: string; type: string; county: string; synthetic: true }
  geometry: { type: string; coordinates: unknown }
}

const position = (x: number, y: number) => [toDegrees(toUnits(lonOf(x))), toDegrees(toUnits(latOf(y)))]

/** Seeded key places by scene: points, roads along valleys, areas of fields and parks. Names are generic but for the township seats. */
export function buildPlaces(h: Hexes, counties: Counties, demo: DemoVillages): PlaceFeature[] {
  const random = randomFrom('places')
  const features: PlaceFeature[] = []
  const add = (scene: string, name: string, hex: number, geometry: PlaceFeature['geometry']) => {
    const id = `P${String(features.length + 1).padStart(4, '0')}`
    const county = h.county[hex] >= 0 ? counties.facts[h.county[hex]].name : ''
    features.push({ type: 'Feature', properties: { id, name: `${name} (synthetic)`, scene, type: scene, county, synthetic: true }, geometry })
  }
  const point = (scene: string, name: string, hex: number) =>
    add(scene, name, hex, { type: 'Point', coordinates: position(h.x[hex], h.y[hex]) })
  const area = (scene: string, name: string, hex: number, radiusM: number) =>
    add(scene, name, hex, { type: 'Polygon', coordinates: [blob(h, hex, radiusM, random)] })

  const seats = seatHexes(demo)
  demo.townships.forEach((t, i) => {
    point('township-seat', `${t.name}政府驻地`, seats[i])
    if (!/镇$|乡$/.test(t.name)) return
    point('township-hospital', `${t.name}卫生院`, step(h, seats[i], random))
    point('rural-market', `${t.name}集市`, step(h, seats[i], random))
  })
  const by = (weight: (i: number) => number, own: number[]) => own[drawWeighted(own.map(weight), random)]
  const inCounty = counties.facts.map(() => [] as number[])
  for (let i = 0; i < h.x.length; i++) if (h.county[i] >= 0) inCounty[h.county[i]].push(i)
  const all = inCounty.flat()
  const full = all.filter((i) => demo.people[i] > 60)
  const fullIn = inCounty.map((own) => own.filter((i) => demo.people[i] > 25))
  counties.facts.forEach((facts, c) => {
    const pull = (i: number) => demo.people[i]
    const times = (n: number, make: (k: number) => void) => Array.from({ length: n }, (_, k) => make(k + 1))
    const short = facts.name
    point('government', `${short}政务服务中心`, by(pull, fullIn[c]))
    times(2 + Math.floor(facts.urbanResidents / 300_000), (k) => area('park', `${short}公园${k}`, by(pull, fullIn[c]), 180 + 220 * random()))
    times(1 + Math.floor(facts.urbanResidents / 400_000), (k) => point('hospital', `${short}三级医院${k}`, by(pull, fullIn[c])))
    times(1, (k) => point('bus-station', `${short}汽车站${k}`, by(pull, fullIn[c])))
    times(1 + Math.floor(facts.urbanResidents / 500_000), (k) => area('business-district', `${short}商圈${k}`, by(pull, fullIn[c]), 260))
    times(1 + Math.floor(facts.urbanResidents / 350_000), (k) => area('industrial-park', `${short}工业园${k}`, by((i) => Math.min(20, demo.people[i]), fullIn[c]), 600))
    times(1, (k) => area('scenic-area', `${short}景区${k}`, by((i) => h.slope[i] + 0.02, inCounty[c]), 700 + 500 * random()))
  })
  for (let k = 1; k <= 12; k++) point('university', `高校${k}`, full[Math.floor(random() * full.length)])
  for (const [name, c] of [['泉州站', 1], ['泉州东站', 4], ['晋江站', 9], ['南安北站', 10], ['安溪东站', 5], ['泉港站', 3]] as const)
    point('railway-station', name, by((i) => Math.min(40, demo.people[i]), fullIn[c]))
  point('airport', '泉州晋江机场', nearest(h, 118.59, 24.797))

  const tea = (i: number) => (h.height[i] > 320 && h.height[i] < 950 && h.slope[i] > 0.1 ? 1 + 4 * h.slope[i] : 0)
  for (const [c, n] of [[5, 46], [6, 14], [7, 6]] as const) {
    for (let k = 1; k <= n; k++) area('tea-garden', `${counties.facts[c].name}茶园${k}`, by(tea, inCounty[c]), 300 + 600 * random())
  }
  const fieldLike = (i: number) => (h.slope[i] < 0.08 && demo.people[i] < 30 ? 1 : 0)
  for (const [c, n] of [[2, 3], [3, 3], [4, 7], [5, 8], [6, 8], [7, 6], [9, 5], [10, 12]] as const) {
    for (let k = 1; k <= n; k++) area('farm', `${counties.facts[c].name}农场${k}`, by(fieldLike, inCounty[c]), 250 + 350 * random())
  }
  area('smart-farm', '德化智慧牧场1', by((i) => (h.slope[i] < 0.15 && demo.people[i] < 5 ? 1 : 0), inCounty[7]), 500)
  area('smart-farm', '南安智慧农场1', by(fieldLike, inCounty[10]), 450)
  area('smart-farm', '惠安智慧农场1', by(fieldLike, inCounty[4]), 450)
  const shore = (i: number) => (around(h, i).some((j) => j < 0 || (h.county[j] < 0 && h.height[j] <= 2)) ? 1 : 0)
  for (const [c, n] of [[3, 2], [4, 4], [8, 2], [9, 3], [10, 2]] as const) {
    const coast = inCounty[c].filter((i) => shore(i))
    for (let k = 1; k <= n && coast.length > 0; k++) area('aquaculture', `${counties.facts[c].name}养殖场${k}`, coast[Math.floor(random() * coast.length)], 200)
    if (coast.length > 0) point('port', `${counties.facts[c].name}码头1`, by((i) => demo.people[i] + 1, coast))
  }
  roads(h, counties, demo, seats, add)
  return features
}

/** Township seats: the committee of each township's fullest village. */
export function seatHexes(demo: DemoVillages): number[] {
  return demo.townships.map((_, t) => {
    const own = demo.villages.filter((v) => v.township === t)
    return own.reduce((a, b) => (b.population > a.population ? b : a)).committee.hex
  })
}

function step(h: Hexes, hex: number, random: Random): number {
  let at = hex
  for (let k = 0; k < 3; k++) {
    const near = around(h, at).filter((j) => j >= 0 && h.county[j] === h.county[hex] && h.slope[j] < h.slope[at] + 0.12)
    if (near.length > 0) at = near[Math.floor(random() * near.length)]
  }
  return at
}

function nearest(h: Hexes, lon: number, lat: number): number {
  const [x, y] = [eastM(lon), northM(lat)]
  let best = 0
  for (let i = 0; i < h.x.length; i++) {
    if (h.county[i] >= 0 && Math.hypot(h.x[i] - x, h.y[i] - y) < Math.hypot(h.x[best] - x, h.y[best] - y)) best = i
  }
  return best
}

/** A rounded outline about a hexagon, counter-clockwise, closed. */
function blob(h: Hexes, hex: number, radiusM: number, random: Random): number[][] {
  const phase = random() * 100
  const ring = Array.from({ length: 20 }, (_, k) => {
    const angle = (k / 20) * 2 * Math.PI
    const r = radiusM * (1 + 0.35 * noise(phase + Math.cos(angle), Math.sin(angle), 71))
    return position(h.x[hex] + r * Math.cos(angle), h.y[hex] + r * Math.sin(angle))
  })
  return [...ring, ring[0]]
}

/** Motorways between county seats and main roads from township seats to them: least-effort ways over the relief. */
function roads(
  h: Hexes,
  counties: Counties,
  demo: DemoVillages,
  seats: number[],
  add: (scene: string, name: string, hex: number, geometry: PlaceFeature['geometry']) => void,
) {
  const countySeats = counties.seats.map(([lon, lat]) => nearest(h, lon, lat))
  const line = (scene: string, name: string, way: number[]) => {
    if (way.length < 4) return
    add(scene, name, way[0], { type: 'LineString', coordinates: thinned(way.map((i) => [h.x[i], h.y[i]])).map(([x, y]) => position(x, y)) })
  }
  const links = [[3, 4], [4, 2], [2, 1], [1, 0], [0, 9], [9, 8], [9, 10], [10, 5], [10, 6], [6, 7]]
  for (const [from, to] of links) {
    const back = waysTo(h, countySeats[to], 14, () => true)
    line('motorway', `高速 ${counties.facts[from].name}–${counties.facts[to].name}`, follow(back, countySeats[from], new Set()))
  }
  counties.facts.forEach((_, c) => {
    const back = waysTo(h, countySeats[c], 22, (i) => h.county[i] === c)
    const built = new Set<number>()
    demo.townships.forEach((t, k) => {
      if (t.county !== c) return
      const way = follow(back, seats[k], built)
      for (const i of way) built.add(i)
      line('highway', `公路 ${t.name}`, way)
    })
  })
}

/** For every hexagon the next one on the way to `goal` (Dijkstra; steepness costs). */
function waysTo(h: Hexes, goal: number, effort: number, allowed: (i: number) => boolean): Int32Array {
  const back = new Int32Array(h.x.length).fill(-1)
  const cost = new Float64Array(h.x.length).fill(Number.POSITIVE_INFINITY)
  const heap: number[] = [goal]
  const key: number[] = [0]
  cost[goal] = 0
  const swap = (a: number, b: number) => {
    ;[heap[a], heap[b]] = [heap[b], heap[a]]
    ;[key[a], key[b]] = [key[b], key[a]]
  }
  while (heap.length > 0) {
    const [i, c] = [heap[0], key[0]]
    const [last, lastKey] = [heap.pop() as number, key.pop() as number]
    if (heap.length > 0) {
      heap[0] = last
      key[0] = lastKey
      for (let k = 0; ; ) {
        let child = 2 * k + 1
        if (child >= heap.length) break
        if (child + 1 < heap.length && key[child + 1] < key[child]) child++
        if (key[child] >= key[k]) break
        swap(child, k)
        k = child
      }
    }
    if (c > cost[i]) continue
    for (const j of around(h, i)) {
      if (j < 0 || h.county[j] < 0 || !allowed(j)) continue
      const next = c + spacingM * (1 + effort * (h.slope[j] + Math.abs(h.height[i] - h.height[j]) / spacingM)) + (h.aboveValley[j] > 60 ? 120 : 0)
      if (next >= cost[j]) continue
      cost[j] = next
      back[j] = i
      heap.push(j)
      key.push(next)
      for (let k = heap.length - 1; k > 0; ) {
        const up = (k - 1) >> 1
        if (key[up] <= key[k]) break
        swap(up, k)
        k = up
      }
    }
  }
  return back
}

/** The way from a hexagon to the goal, ending where it meets a road that is there already. */
function follow(back: Int32Array, from: number, built: Set<number>): number[] {
  const way = [from]
  for (let i = from; back[i] >= 0 && !(built.has(i) && way.length > 1); ) {
    i = back[i]
    way.push(i)
  }
  return way
}

/** Drops points that lie within 60 m of the straight line between those kept. */
function thinned(line: number[][]): number[][] {
  const keep = new Uint8Array(line.length)
  keep[0] = keep[line.length - 1] = 1
  const stack: [number, number][] = [[0, line.length - 1]]
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [a, b] = span
    const [dx, dy] = [line[b][0] - line[a][0], line[b][1] - line[a][1]]
    const length = Math.hypot(dx, dy) || 1
    let worst = -1
    let most = 60
    for (let k = a + 1; k < b; k++) {
      const d = Math.abs((line[k][0] - line[a][0]) * dy - (line[k][1] - line[a][1]) * dx) / length
      if (d > most) {
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
