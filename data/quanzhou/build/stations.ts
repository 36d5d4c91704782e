import type { Counties } from './counties'
import { latOf, lonOf } from './frame'
import { around, type Hexes, spacingM } from './hexes'
import { apportion, drawWeighted, hash01, type Random, randomFrom, shuffle } from './random'
import type { DemoVillages } from './villages'

export type Operator = '移动' | '电信' | '联通' | '广电'
export type SceneOfSite = 'dense' | 'urban' | 'suburban' | 'rural'

export interface DemoSite {
  id: string
  name: string
  hex: number
  lon: number
  lat: number
  county: number
  village: number
  scene: SceneOfSite
  /** Residents per km² around. */
  density: number
  /** Direction of the people it is meant for, degrees. */
  facing: number
}

export interface DemoStation {
  id: string
  site: DemoSite
  operator: Operator
  band: 'n28' | 'n8' | 'n1' | 'n41' | 'n78'
  indoor: boolean
  built: number
}

/** Published totals that the table adds up to. */
export const stationTotals = { all: 24_198, builtIn2023: 5_236, nbIot: 15_684 }

const hexKm2 = (spacingM * spacingM * Math.sqrt(3)) / 2 / 1e6

/** Residents per km² around each hexagon: mean over it and the two rings about it. */
export function densities(h: Hexes, people: Float64Array): Float64Array {
  let held: Float64Array = Float64Array.from(people, (p) => p / hexKm2)
  for (let pass = 0; pass < 2; pass++) {
    const next = new Float64Array(held.length)
    for (let i = 0; i < held.length; i++) {
      if (h.county[i] < 0) continue
      let [sum, n] = [held[i], 1]
      for (const j of around(h, i)) {
        if (j < 0) continue
        sum += held[j]
        n++
      }
      next[i] = sum / n
    }
    held = next
  }
  return held
}

interface Wish {
  site: DemoSite
  operator: Operator
  band: DemoStation['band']
  indoor: boolean
  /** Small first. */
  rank: number
}

/** 24,198 stations: one low-band mast for each country village, towns in a net as tight as they are full, the rest where people are. */
export function buildStations(h: Hexes, counties: Counties, demo: DemoVillages): { sites: DemoSite[]; stations: DemoStation[] } {
  const density = densities(h, demo.people)
  const sites: DemoSite[] = []
  const stations: DemoStation[] = []
  const weights = counties.facts.map((f, c) => {
    const villages = demo.villages.filter((v) => v.county === c && v.kind === 'village').length
    return f.urbanResidents / 330 + (f.residents - f.urbanResidents) / 900 + villages * 1.1
  })
  const quotas = apportion(stationTotals.all, weights)
  counties.facts.forEach((facts, c) => {
    const random = randomFrom(`stations ${facts.code}`)
    const county: DemoSite[] = []
    const near = new Near()
    const wishes: Wish[] = [
      ...countryMasts(h, demo, c, density, county, near, random),
      ...townNet(h, demo, c, density, county, near, random),
    ]
    wishes.sort((a, b) => a.rank - b.rank)
    const chosen = wishes.slice(0, quotas[c])
    // What is left of the county's number goes indoors: malls, hospitals, halls, where people are densest.
    const busy = county.filter((s) => s.scene !== 'rural')
    const places = busy.length > 0 ? busy : county
    const pull = places.map((s) => s.density)
    while (chosen.length < quotas[c]) {
      const site = places[drawWeighted(pull, random)]
      const operator = drawOperator(random)
      chosen.push({ site, operator, band: operator === '移动' || operator === '广电' ? 'n41' : 'n78', indoor: true, rank: 9 })
    }
    const used = new Set(chosen.map((w) => w.site))
    for (const site of county) {
      if (!used.has(site)) continue
      site.id = `T3505${String(sites.length + 1).padStart(6, '0')}`
      sites.push(site)
    }
    chosen.sort((a, b) => a.site.id.localeCompare(b.site.id) || a.rank - b.rank)
    for (const w of chosen) stations.push({ id: '', site: w.site, operator: w.operator, band: w.band, indoor: w.indoor, built: 0 })
  })
  stations.forEach((s, i) => {
    s.id = `QZ${String(i + 1).padStart(6, '0')}`
  })
  giveYears(stations)
  return { sites, stations }
}

function drawOperator(random: Random): Operator {
  return (['移动', '电信', '联通', '广电'] as const)[drawWeighted([44, 27, 25, 4], random)]
}

class Near {
  private readonly bins = new Map<number, DemoSite[]>()
  private static key = (x: number, y: number) => Math.floor(x / 1000) * 65_536 + Math.floor(y / 1000)

  add(h: Hexes, site: DemoSite) {
    const key = Near.key(h.x[site.hex] + 500_000, h.y[site.hex] + 500_000)
    const bin = this.bins.get(key)
    if (bin) bin.push(site)
    else this.bins.set(key, [site])
  }

  /** Whether a site stands within `radius` (up to 1 km) of a place. */
  within(h: Hexes, x: number, y: number, radius: number): boolean {
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const bin = this.bins.get(Near.key(x + 500_000 + dx * 1000, y + 500_000 + dy * 1000))
        if (bin?.some((s) => Math.hypot(h.x[s.hex] - x, h.y[s.hex] - y) < radius)) return true
      }
    }
    return false
  }
}

function siteAt(h: Hexes, demo: DemoVillages, hex: number, density: number, scene: SceneOfSite, facing: number): DemoSite {
  // Somewhere within the hexagon, not on the lattice.
  const angle = hash01(hex, 1, 51) * 2 * Math.PI
  const push = hash01(hex, 2, 52) * spacingM * 0.42
  return {
    id: '',
    name: '',
    hex,
    lon: lonOf(h.x[hex] + push * Math.cos(angle)),
    lat: latOf(h.y[hex] + push * Math.sin(angle)),
    county: h.county[hex],
    village: demo.villageOf[hex],
    scene,
    density,
    facing,
  }
}

/** One mast on modest high ground near the committee of each country village; a close neighbour may serve instead. */
function countryMasts(h: Hexes, demo: DemoVillages, c: number, density: Float64Array, county: DemoSite[], near: Near, random: Random): Wish[] {
  const wishes: Wish[] = []
  const order = shuffle(
    demo.villages.map((_, i) => i).filter((i) => demo.villages[i].county === c && (!demo.villages[i].urban || demo.villages[i].areaKm2 > 3)),
    random,
  )
  for (const index of order) {
    const v = demo.villages[index]
    const { hex } = v.committee
    const shared = near.within(h, h.x[hex], h.y[hex], 750)
    if (shared && random() < 0.75) continue
    if (v.kind === 'other' && random() < 0.6) continue
    let best = hex
    let bestScore = Number.NEGATIVE_INFINITY
    const ring = new Set([hex])
    for (let k = 0; k < 3; k++) for (const i of [...ring]) for (const j of around(h, i)) if (j >= 0) ring.add(j)
    for (const i of ring) {
      if (h.county[i] !== c) continue
      const d = Math.hypot(h.x[i] - h.x[hex], h.y[i] - h.y[hex])
      const rise = Math.min(45, h.height[i] - h.height[hex])
      const score = rise / 18 - d / 240 - h.slope[i] * 1.5 + 0.3 * random()
      if (d > 90 && score > bestScore) {
        bestScore = score
        best = i
      }
    }
    const facing = (Math.atan2(h.x[hex] - h.x[best], h.y[hex] - h.y[best]) * 180) / Math.PI
    const site = siteAt(h, demo, best, density[best], 'rural', (facing + 360) % 360)
    county.push(site)
    near.add(h, site)
    const unicom = random() < 0.34
    wishes.push({ site, operator: unicom ? '联通' : random() < 0.07 ? '广电' : '移动', band: unicom ? 'n8' : 'n28', indoor: false, rank: 0 })
    // The larger villages have a second operator at the same mast.
    if (v.population > 1600 && random() < 0.55) {
      wishes.push({ site, operator: unicom ? '移动' : random() < 0.5 ? '联通' : '电信', band: unicom ? 'n28' : random() < 0.5 ? 'n8' : 'n1', indoor: false, rank: 3 + random() })
      const last = wishes[wishes.length - 1]
      if (last.operator === '电信') last.band = 'n1'
    }
  }
  return wishes
}

/** Sites in towns and township seats: a random net whose mesh narrows as people thicken, several operators to a site. */
function townNet(h: Hexes, demo: DemoVillages, c: number, density: Float64Array, county: DemoSite[], near: Near, random: Random): Wish[] {
  const wishes: Wish[] = []
  const seats = new Map<number, number>()
  demo.villages.forEach((v) => {
    if (v.county !== c) return
    const known = seats.get(v.township)
    if (known === undefined || density[v.committee.hex] > density[known]) seats.set(v.township, v.committee.hex)
  })
  const hexes: number[] = []
  for (let i = 0; i < h.x.length; i++) if (h.county[i] === c && density[i] > 1000) hexes.push(i)
  const drawn = hexes.map((i) => ({ i, key: random() / density[i] ** 0.5 })).sort((a, b) => a.key - b.key)
  const tries = [...[...seats.values()].map((i) => ({ i, seat: true })), ...drawn.map(({ i }) => ({ i, seat: false }))]
  for (const { i, seat } of tries) {
    const rho = density[i]
    const mesh = rho > 16_000 ? 240 : rho > 9000 ? 280 : rho > 5000 ? 350 : rho > 2600 ? 430 : 560
    if (near.within(h, h.x[i], h.y[i], seat ? 200 : mesh)) continue
    const scene = rho > 14_000 ? 'dense' : rho > 5000 ? 'urban' : 'suburban'
    const site = siteAt(h, demo, i, rho, scene, random() * 360)
    county.push(site)
    near.add(h, site)
    const add = (operator: Operator, band: Wish['band'], rank: number) => wishes.push({ site, operator, band, indoor: false, rank })
    const first = random()
    const cmcc = first < 0.5
    const ct: Operator = first < 0.5 ? (random() < 0.52 ? '电信' : '联通') : first < 0.76 ? '电信' : '联通'
    add(cmcc ? '移动' : ct, cmcc ? 'n41' : 'n78', seat ? 0.5 : 1 + random() * 0.3)
    if (random() < 0.86) add(cmcc ? ct : '移动', cmcc ? (scene === 'suburban' && random() < 0.5 ? 'n1' : 'n78') : 'n41', (seat ? 0.8 : 2) + random() * 0.5)
    if (random() < 0.46) add(ct === '电信' ? '联通' : '电信', 'n1', 3 + random())
    if (seat || random() < 0.16) add('移动', 'n28', (seat ? 0.9 : 3.4) + random() * 0.3)
    if (random() < 0.14) add('广电', 'n28', 4 + random() * 0.5)
  }
  return wishes
}

/** 5,236 of 2023, the others of 2019 to 2022: towns first, low bands in the country last. */
function giveYears(stations: DemoStation[]) {
  const random = randomFrom('built')
  const late = stations.map((s, i) => {
    const bias = s.site.scene === 'rural' ? 0.3 : s.site.scene === 'suburban' ? 0.12 : 0
    return { i, score: random() + bias + (s.indoor ? 0.08 : 0) + (s.operator === '广电' ? 0.2 : 0) }
  })
  late.sort((a, b) => b.score - a.score || a.i - b.i)
  const older = stations.length - stationTotals.builtIn2023
  late.forEach(({ i }, n) => {
    const place = (n - stationTotals.builtIn2023) / older
    stations[i].built = place < 0 ? 2023 : place < 0.36 ? 2022 : place < 0.72 ? 2021 : place < 0.97 ? 2020 : 2019
  })
}

const header =
  'station_id,tower_id,site_name,cell_id,lon,lat,operator,rat,band,azimuth,tilt_m,tilt_e,height,power (W),site_type,built,county,township,scene,synthetic'

/** The table of cells: one row per sector. */
export function stationTable(stations: DemoStation[], counties: Counties, demo: DemoVillages): string {
  const rows = [header]
  const number = new Map<number, number>()
  for (const s of stations) {
    const village = demo.villages[s.site.village]
    if (!s.site.name) {
      const n = (number.get(s.site.village) ?? 0) + 1
      number.set(s.site.village, n)
      s.site.name = `${village.name.replace(/村委会$|居委会$/, '')}${n}`
    }
    const random = randomFrom(`cells ${s.id}`)
    const shape = shapeOf(s, random)
    const first = s.site.scene === 'rural' ? s.site.facing : (s.site.facing + random() * 40) % 360
    for (let sector = 1; sector <= (s.indoor ? 1 : 3); sector++) {
      const azimuth = s.indoor ? '' : String(Math.round((first + (sector - 1) * 120 + (random() - 0.5) * 24 + 360) % 360) % 360)
      rows.push(
        [
          s.id, s.site.id, s.site.name, sector, s.site.lon.toFixed(5), s.site.lat.toFixed(5), s.operator, '5G', s.band,
          azimuth, shape.mechanical, shape.electrical, shape.heightM, shape.powerW, s.indoor ? 'indoor' : 'macro', s.built,
          counties.facts[village.county].name, demo.townships[village.township].name, s.site.scene, 'true',
        ].join(','),
      )
    }
  }
  return `${rows.join('\n')}\n`
}

/** Heights, tilts and powers around the usual values of each band and scene. */
function shapeOf(s: DemoStation, random: Random) {
  if (s.indoor) return { heightM: 5, mechanical: 0, electrical: 0, powerW: 4 }
  const low = s.band === 'n28' || s.band === 'n8'
  const usual = { dense: low ? 28 : 26, urban: low ? 30 : 28, suburban: low ? 34 : 32, rural: 40 }[s.site.scene]
  const heightM = Math.round(s.site.scene === 'rural' ? 35 + random() * 10 : usual - 3 + random() * 6)
  const tilt = { dense: 9, urban: 7, suburban: 5, rural: 3 }[s.site.scene] + Math.round(random() * 2 - 1)
  const mechanical = Math.min(tilt, Math.floor(random() * 3))
  const powerW = { n28: 240, n8: 160, n1: 320, n41: random() < 0.6 ? 320 : 240, n78: random() < 0.6 ? 320 : 200 }[s.band]
  return { heightM, mechanical, electrical: tilt - mechanical, powerW }
}

/** 15,684 NB-IoT stations (900 MHz, stand-alone, omnidirectional) on the sites of the 5G table: country masts first, then towns. */
export function nbIotTable(sites: DemoSite[], counties: Counties, demo: DemoVillages): string {
  const random = randomFrom('nb-iot')
  const ranked = sites.flatMap((site) => [
    { site, operator: '移动' as Operator, rank: (site.scene === 'rural' ? 0 : 1) + random() * 0.9 },
    { site, operator: '联通' as Operator, rank: (site.scene === 'rural' ? 2.6 : 2) + random() },
    { site, operator: '电信' as Operator, rank: 3.2 + random() },
  ])
  ranked.sort((a, b) => a.rank - b.rank)
  const chosen = ranked.slice(0, stationTotals.nbIot).sort((a, b) => a.site.id.localeCompare(b.site.id) || a.rank - b.rank)
  if (chosen.length < stationTotals.nbIot) throw new Error(`room for only ${chosen.length} NB-IoT stations`)
  const rows = [`${header},gain`]
  chosen.forEach(({ site, operator }, i) => {
    const village = demo.villages[site.village]
    rows.push(
      [
        `NB${String(i + 1).padStart(6, '0')}`, site.id, site.name, 1, site.lon.toFixed(5), site.lat.toFixed(5), operator, 'NB-IoT', 'nb8',
        'omni', 0, 2, site.scene === 'rural' ? 35 + Math.floor(random() * 11) : 28 + Math.floor(random() * 8), 20, 'macro',
        2017 + Math.floor(random() * 6), counties.facts[village.county].name, demo.townships[village.township].name, site.scene, 'true', 11,
      ].join(','),
    )
  })
  return `${rows.join('\n')}\n`
}

