import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Bounds = { min?: number; max?: number; maxPerQuarter?: number }

/** What a run was asked to obey, as a planner would write it down. */
export interface AskedRules {
  target: number
  budgetCny: number
  spacingM: number
  quarterCapacity: number[]
  quotas: { county?: Record<string, Bounds>; operator?: Record<string, Bounds> }
  /** Rings of the forbidden zones, degrees. */
  zones: [lon: number, lat: number][][]
  refused: { lon: number; lat: number; radiusM: number }[]
  /** plan.csv of the earlier plan, and up to which rank it stays. */
  keep?: { file: string; ranks: number }
}

/** Rows of a plan.csv; the places and names of the tests hold no quoted commas. */
export function planRowsOf(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const keys = header.split(',')
  return lines.map((line) => {
    const fields = line.match(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)!.map((field) => field.replace(/,$/, ''))
    return Object.fromEntries(keys.map((key, i) => [key, fields[i]]))
  })
}

function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const rad = Math.PI / 180
  const x = (b.lon - a.lon) * rad * Math.cos(((a.lat + b.lat) / 2) * rad)
  return 6_371_008.8 * Math.hypot(x, (b.lat - a.lat) * rad)
}

function isInside(ring: [number, number][], { lon, lat }: { lon: number; lat: number }): boolean {
  let inside = false
  ring.forEach(([x, y], i) => {
    const [px, py] = ring[(i + ring.length - 1) % ring.length]
    if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside
  })
  return inside
}

/** Degrees are written to the metre and turned into metres on a sphere: a distance may seem this much shorter. */
const SHORTER = 0.995

/**
 * Every rule that the plan in a folder breaks, in words, from its files alone: nothing of the planner's own code looks at it.
 */
export function brokenRules(dir: string, asked: AskedRules): string[] {
  const broken: string[] = []
  const rows = planRowsOf(join(dir, 'plan.csv')).filter(({ kind }) => kind === 'station')
  const stations = rows.map((row) => ({
    ...row,
    rank: Number(row.rank),
    lon: Number(row.lon),
    lat: Number(row.lat),
    costCny: Number(row.cost_cny),
    at: 4 * (Number(row.year) - 1) + Number(row.quarter) - 1,
    key: `${row.lon} ${row.lat} ${row.band}`,
    of: row,
  }))
  const check = (holds: boolean, what: string): void => {
    if (!holds) broken.push(what)
  }
  check(stations.length <= asked.target, `${stations.length} stations for a target of ${asked.target}`)
  let [spent, people, villages] = [0, 0, 0]
  stations.forEach((station, i) => {
    const { of, rank, at } = station
    spent += station.costCny
    people += Number(of.gain_people)
    villages += Number(of.gain_villages)
    check(rank === i + 1, `rank ${rank} in row ${i + 1}`)
    check(i === 0 || stations[i - 1].at <= at, `rank ${rank} is built before the one in front of it`)
    check(Math.abs(spent - Number(of.cumulative_cost_cny)) < 1, `cost up to rank ${rank}`)
    check(Math.abs(people - Number(of.cumulative_people)) < 0.1 * (i + 1), `people up to rank ${rank}`)
    check(villages === Number(of.cumulative_villages), `villages up to rank ${rank}`)
    for (const ring of asked.zones) check(!isInside(ring, station), `rank ${rank} stands in a zone`)
    for (const place of asked.refused) {
      check(metresBetween(place, station) > SHORTER * place.radiusM, `rank ${rank} stands where it was refused`)
    }
  })
  check(spent <= asked.budgetCny, `${spent} CNY of ${asked.budgetCny}`)
  check(new Set(stations.map(({ key }) => key)).size === stations.length, 'a station twice')

  const quarters = Math.max(-1, ...stations.map(({ at }) => at)) + 1
  for (let q = 0; q < quarters; q++) {
    const count = stations.filter(({ at }) => at === q).length
    check(count <= asked.quarterCapacity[q % 4], `${count} stations in quarter ${q + 1}`)
  }
  for (const kind of ['county', 'operator'] as const) {
    for (const [name, { min = 0, max = Infinity, maxPerQuarter = Infinity }] of Object.entries(
      asked.quotas[kind] ?? {},
    )) {
      const own = stations.filter(({ of }) => of[kind] === name)
      check(own.length >= min && own.length <= max, `${name}: ${own.length} of ${min} to ${max}`)
      for (let q = 0; q < quarters; q++) {
        const count = own.filter(({ at }) => at === q).length
        check(count <= maxPerQuarter, `${name}: ${count} in quarter ${q + 1}, at most ${maxPerQuarter}`)
      }
    }
  }

  const earlier = asked.keep
    ? planRowsOf(asked.keep.file).filter(({ kind, rank }) => kind === 'station' && Number(rank) <= asked.keep!.ranks)
    : []
  const stays = earlier.filter((row) => {
    const place = { lon: Number(row.lon), lat: Number(row.lat) }
    const refused = asked.refused.some((one) => metresBetween(one, place) <= one.radiusM)
    return !refused && !asked.zones.some((ring) => isInside(ring, place))
  })
  const keys = stays.map((row) => `${row.lon} ${row.lat} ${row.band}`)
  const kept = stations.filter(({ key }) => keys.includes(key))
  check(kept.map(({ key }) => key).join() === keys.join(), `${kept.length} of ${keys.length} kept stations, in order`)
  for (const [i, { costCny, rank }] of kept.entries()) {
    check(costCny === Number(stays[i]?.cost_cny), `cost of kept rank ${rank}`)
  }

  const forCover = stations.filter(({ of }) => of.reason === 'village' || of.reason === 'coverage')
  forCover.forEach((station, i) => {
    for (const other of forCover.slice(i + 1)) {
      if (Math.abs(other.lat - station.lat) * 110_000 > asked.spacingM) continue
      if (keys.includes(station.key) && keys.includes(other.key)) continue
      const distance = metresBetween(station, other)
      check(distance >= SHORTER * asked.spacingM, `ranks ${station.rank} and ${other.rank}: ${Math.round(distance)} m`)
    }
  })

  const { plan } = JSON.parse(readFileSync(join(dir, 'summary.json'), 'utf8'))
  for (const { objective, upperBound } of [plan, ...plan.years]) {
    check(objective <= upperBound, `objective ${objective} above its bound ${upperBound}`)
  }
  check(plan.proposed === stations.length && plan.costCny === spent, 'summary.json says other figures than plan.csv')
  return broken
}
