import type { Counties } from './counties'
import { eastM, northM } from './frame'
import { around, type Hexes } from './hexes'
import { noise, type Random, randomFrom } from './random'

export interface Unit {
  code: string
  name: string
}

export interface VillageName extends Unit {
  kind: 'village' | 'community' | 'other'
  /** Index into the list of townships. */
  township: number
}

/** Villages by number for every hexagon, as each county would label it: also a hexagon whose centre lies beyond the border. */
export interface Partition {
  labelOf(hex: number, county: number): number
}

interface Seeds {
  x: Float64Array
  y: Float64Array
  /** Power-diagram weight, m². */
  weight: Float64Array
}

/**
 * Nested partition: each county into townships, each township into villages, as power diagrams whose weights are tuned until each
 * part holds its share of "village mass" (people pull, hills count a little), on coordinates bent by noise so that no border is straight.
 */
export function partitionVillages(h: Hexes, counties: Counties, townships: (Unit & { county: number })[], villages: VillageName[]): Partition {
  const bentX = new Float64Array(h.x.length)
  const bentY = new Float64Array(h.x.length)
  const mass = new Float64Array(h.x.length)
  for (let i = 0; i < mass.length; i++) {
    bentX[i] = h.x[i] + 420 * noise(h.x[i] / 3100, h.y[i] / 3100, 41) + 110 * noise(h.x[i] / 800, h.y[i] / 800, 42)
    bentY[i] = h.y[i] + 420 * noise(h.x[i] / 3100, h.y[i] / 3100, 43) + 110 * noise(h.x[i] / 800, h.y[i] / 800, 44)
  }
  const ownOf: number[][] = counties.facts.map(() => [])
  const reachOf: number[][] = counties.facts.map(() => [])
  for (let i = 0; i < mass.length; i++) {
    if (h.county[i] >= 0) ownOf[h.county[i]].push(i)
    const touching = new Set([h.county[i], ...around(h, i).map((j) => (j >= 0 ? h.county[j] : -1))])
    for (const c of touching) if (c >= 0) reachOf[c].push(i)
  }
  const label = new Map<number, Int16Array>()
  const slot = new Map<number, Map<number, number>>()
  counties.facts.forEach((facts, c) => {
    const own = ownOf[c]
    const mean = own.reduce((s, i) => s + h.appeal[i] ** 0.62, 0) / own.length
    for (const i of own) mass[i] = 0.3 + h.appeal[i] ** 0.62 / mean
    const random = randomFrom(`partition ${facts.code}`)
    const [seatX, seatY] = [eastM(counties.seats[c][0]), northM(counties.seats[c][1])]
    const towns = townships.map((t, index) => ({ ...t, index })).filter((t) => t.county === c)
    const share = (v: VillageName) => (v.kind === 'other' ? 0.5 : v.kind === 'community' ? 0.8 : 1)
    const members = towns.map((t) => villages.map((v, index) => ({ v, index })).filter(({ v }) => v.township === t.index))
    // Streets stand around the county seat, then towns, then the rest: seeds nearer to the seat take the townships in that order.
    const rank = (name: string) => (name.endsWith('街道') ? 0 : /园区|开发区|保税区/.test(name) ? 2 : name.endsWith('镇') ? 1 : 3)
    const seat = new Set(['浔中镇', '龙浔镇', '凤城镇', '城厢镇', '桃城镇', '五里街镇', '螺城镇', '螺阳镇'])
    const order = towns.map((_, k) => k).sort((a, b) => {
      const score = (k: number) => (seat.has(towns[k].name) ? 0 : rank(towns[k].name))
      return score(a) - score(b) || a - b
    })
    const drawn = spreadSeeds(own, mass, h, towns.length, random)
    drawn.sort((a, b) => Math.hypot(h.x[a] - seatX, h.y[a] - seatY) - Math.hypot(h.x[b] - seatX, h.y[b] - seatY))
    const seedHex = new Array<number>(towns.length)
    order.forEach((k, n) => {
      seedHex[k] = drawn[n]
    })
    const townSeeds = seedsAt(seedHex, bentX, bentY)
    balance(townSeeds, members.map((m) => m.reduce((s, { v }) => s + share(v), 0)), own, bentX, bentY, mass)
    const townOf = assign(townSeeds, reachOf[c], bentX, bentY)
    const places = new Map<number, number>()
    const labels = new Int16Array(reachOf[c].length)
    reachOf[c].forEach((hex, n) => places.set(hex, n))
    towns.forEach((t, k) => {
      const inTown = reachOf[c].filter((_, n) => townOf[n] === k)
      const inside = inTown.filter((i) => h.county[i] === c)
      const villageRandom = randomFrom(`villages ${t.code}`)
      const capacities = members[k].map(({ v }) => share(v) * (0.6 + 0.8 * villageRandom()))
      const base = inside.length >= members[k].length ? inside : own
      const seeds = seedsAt(spreadSeeds(base, mass, h, members[k].length, villageRandom), bentX, bentY)
      if (inside.length > 0) balance(seeds, capacities, inside, bentX, bentY, mass)
      assign(seeds, inTown, bentX, bentY).forEach((s, n) => {
        labels[places.get(inTown[n]) as number] = members[k][s].index
      })
    })
    label.set(c, labels)
    slot.set(c, places)
  })
  return {
    labelOf(hex, county) {
      const place = slot.get(county)?.get(hex)
      return place === undefined ? -1 : (label.get(county) as Int16Array)[place]
    },
  }
}

const seedsAt = (hexes: number[], bentX: Float64Array, bentY: Float64Array): Seeds => ({
  x: Float64Array.from(hexes, (i) => bentX[i]),
  y: Float64Array.from(hexes, (i) => bentY[i]),
  weight: new Float64Array(hexes.length),
})

/** Seeds drawn by mass, each the farthest (for its mass) of several tries from those before it. */
function spreadSeeds(hexes: number[], mass: Float64Array, h: Hexes, count: number, random: Random): number[] {
  const cumulative = new Float64Array(hexes.length)
  let sum = 0
  hexes.forEach((i, n) => {
    sum += mass[i]
    cumulative[n] = sum
  })
  const draw = () => {
    const target = random() * sum
    let [low, high] = [0, hexes.length - 1]
    while (low < high) {
      const mid = (low + high) >> 1
      if (cumulative[mid] > target) high = mid
      else low = mid + 1
    }
    return hexes[low]
  }
  const chosen: number[] = []
  while (chosen.length < count) {
    let best = -1
    let bestScore = -1
    for (let attempt = 0; attempt < 8; attempt++) {
      const i = draw()
      let nearest = Number.POSITIVE_INFINITY
      for (const j of chosen) nearest = Math.min(nearest, (h.x[i] - h.x[j]) ** 2 + (h.y[i] - h.y[j]) ** 2)
      const score = Math.min(nearest, 1e12) * mass[i]
      if (score > bestScore) {
        bestScore = score
        best = i
      }
    }
    chosen.push(best)
  }
  return chosen
}

function assign(seeds: Seeds, hexes: number[], bentX: Float64Array, bentY: Float64Array): Int16Array {
  const out = new Int16Array(hexes.length)
  for (let n = 0; n < hexes.length; n++) {
    const [x, y] = [bentX[hexes[n]], bentY[hexes[n]]]
    let least = Number.POSITIVE_INFINITY
    for (let s = 0; s < seeds.x.length; s++) {
      const d = (x - seeds.x[s]) ** 2 + (y - seeds.y[s]) ** 2 - seeds.weight[s]
      if (d < least) {
        least = d
        out[n] = s
      }
    }
  }
  return out
}

/** Moves seeds to their parts' centres of mass and tunes weights until each part holds its share. */
function balance(seeds: Seeds, capacity: number[], hexes: number[], bentX: Float64Array, bentY: Float64Array, mass: Float64Array) {
  const count = capacity.length
  const total = hexes.reduce((s, i) => s + mass[i], 0)
  const wanted = capacity.map((v) => (v * total) / capacity.reduce((s, w) => s + w, 0))
  const spread = (hexes.length * 160 * 139) / count / Math.PI
  let best = { error: Number.POSITIVE_INFINITY, x: seeds.x.slice(), y: seeds.y.slice(), weight: new Float64Array(count) }
  for (let iteration = 0; iteration < 60; iteration++) {
    const part = assign(seeds, hexes, bentX, bentY)
    const held = new Float64Array(count)
    const cells = new Float64Array(count)
    const sumX = new Float64Array(count)
    const sumY = new Float64Array(count)
    hexes.forEach((i, n) => {
      const s = part[n]
      held[s] += mass[i]
      cells[s]++
      sumX[s] += mass[i] * bentX[i]
      sumY[s] += mass[i] * bentY[i]
    })
    let error = 0
    for (let s = 0; s < count; s++) error = Math.max(error, cells[s] < 4 ? 1e9 : Math.abs(held[s] / wanted[s] - 1))
    if (error < best.error) best = { error, x: seeds.x.slice(), y: seeds.y.slice(), weight: seeds.weight.slice() }
    for (let s = 0; s < count; s++) {
      if (held[s] === 0) {
        // Nothing left: jump to the densest place of the fullest part.
        let fullest = 0
        for (let k = 1; k < count; k++) if (held[k] / wanted[k] > held[fullest] / wanted[fullest]) fullest = k
        const lively = (i: number) => mass[i] * (((i * 7919) % 101) + 50)
        let place = -1
        hexes.forEach((i, n) => {
          if (part[n] === fullest && (place < 0 || lively(i) > lively(place))) place = i
        })
        seeds.x[s] = bentX[place]
        seeds.y[s] = bentY[place]
        seeds.weight[s] = seeds.weight[fullest]
        held[fullest] /= 2
        continue
      }
      if (iteration < 34) {
        seeds.x[s] += 0.6 * (sumX[s] / held[s] - seeds.x[s])
        seeds.y[s] += 0.6 * (sumY[s] / held[s] - seeds.y[s])
      }
      const radius = Math.min(4 * spread, ((cells[s] * 160 * 139) / Math.PI) * 1.2 + 0.1 * spread)
      const gain = iteration < 34 ? 0.35 : 0.22
      seeds.weight[s] += gain * radius * Math.max(-1, Math.min(1, (wanted[s] - held[s]) / wanted[s]))
    }
    let lowest = Number.POSITIVE_INFINITY
    for (const w of seeds.weight) lowest = Math.min(lowest, w)
    for (let s = 0; s < count; s++) seeds.weight[s] -= lowest
  }
  // The best balance seen with nobody left without land.
  seeds.x.set(best.x)
  seeds.y.set(best.y)
  seeds.weight.set(best.weight)
}
