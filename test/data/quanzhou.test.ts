import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { readPlaces } from '../../src/area/places'
import { readVillages } from '../../src/area/read-villages'
import { readFacts } from '../../src/assess/indicators'
import { readFibre } from '../../src/fibre/read-fibre'
import { capabilityHouseholds } from '../../src/fibre/terminal'
import { unpacked } from '../../src/formats/input-file'
import { readSites } from '../../src/network/read-sites'
import { readTerrain } from '../../src/terrain/read-terrain'

type Outlines = FeatureCollection<Polygon | MultiPolygon>

const folder = new URL('../../data/quanzhou/', import.meta.url)
const shared = new URL('../../../shared/data/quanzhou/', import.meta.url)
const file = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) })
const json = (name: string) => JSON.parse(new TextDecoder().decode(unpacked(file(name)).bytes))
const facts = readFacts(file('facts.json'))
const countyFacts = json('facts.json').counties as {
  code: string
  name: string
  residents: number
  urban_residents: number
  mean_elevation_m: number
}[]
const outlines = json('counties.geojson') as Outlines
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)

interface Topology {
  arcs: [number, number][][]
  objects: { villages: { geometries: { type: string; arcs: never; properties: Record<string, unknown> }[] } }
}
const topology = json('villages.topojson.gz') as Topology
const geometries = topology.objects.villages.geometries
const arcsOf = (g: (typeof geometries)[number]): number[][][] =>
  (g.type === 'Polygon' ? [g.arcs] : g.arcs) as unknown as number[][][]
/** Arcs in whole steps of the lattice. */
const lines = topology.arcs.map((arc) => {
  let [x, y] = [0, 0]
  return arc.map(([dx, dy]) => [(x += dx), (y += dy)])
})
const doubleArea = (ring: number[][]) => {
  const [x0, y0] = ring[0]
  let total = 0
  ring.forEach(([x, y], i) => {
    const [px, py] = ring[(i + ring.length - 1) % ring.length]
    total += (px - x0) * (y - y0) - (x - x0) * (py - y0)
  })
  return total
}
const ringOf = (arcs: number[]) => arcs.flatMap((a) => (a < 0 ? [...lines[~a]].reverse() : lines[a]).slice(0, -1))

describe('the embedded demo: published totals', () => {
  it('holds 24,198 5G stations, 5,236 of them of 2023, on cells that all can be read', async () => {
    const network = await readSites(file('stations.csv.gz'))
    expect(network.rejected).toEqual([])
    expect(network.synthetic).toBe(true)
    expect(network.stations.length).toBe(facts.stations_5g.value)
    expect(network.stations.every((s) => s.rat === '5g')).toBe(true)
    expect(network.stations.filter((s) => s.built === 2023).length).toBe(facts.stations_5g_built_2023.value)
    expect(network.stations.filter((s) => s.built <= 2022).length).toBe(facts.stations_5g_until_2022.value)
    expect(new Set(network.stations.map((s) => s.operator))).toEqual(new Set(['CMCC', 'CTCC', 'CUCC', 'CBN']))
    expect(network.sites.length).toBeLessThan(network.stations.length / 2)
    expect(new Set(network.cells.map((cell) => cell.station)).size).toBe(network.stations.length)
  })

  it('holds 15,684 NB-IoT stations', async () => {
    const network = await readSites(file('nb-iot.csv.gz'))
    expect(network.rejected).toEqual([])
    expect(network.stations.length).toBe(facts.stations_nb_iot.value)
    expect(network.stations.every((s) => s.rat === 'nb-iot')).toBe(true)
    // 20 W over one resource block: 43.01 − 10.79 dB.
    expect(network.cells.every((c) => Math.abs(c.epreDbm - 32.22) < 0.01)).toBe(true)
  })

  it('adds fibre up to 3.492 million households and 229.4 % of 1.522 million', async () => {
    const fibre = await readFibre(file('fibre.csv.gz'))
    expect(fibre.rejected).toEqual([])
    expect(fibre.synthetic).toBe(true)
    expect(fibre.portKind).toBe('household_capability')
    const capability = sum(fibre.terminals.map(capabilityHouseholds))
    expect(capability).toBe(facts.gigabit_capability_households.value)
    expect(capability / 32).toBe(facts.gigabit_ports_10g_implied.value)
    const rate = capability / facts.urban_households.value
    expect(Number(rate.toFixed(3))).toBe(facts.home_gigabit_coverage_published.value)
  })

  it('keeps every published figure with its unit, year and source', async () => {
    const published = {
      stations_5g: 24_198,
      stations_5g_built_2023: 5_236,
      stations_nb_iot: 15_684,
      gigabit_capability_households: 3_492_000,
      home_gigabit_coverage_published: 2.294,
      stations_5g_target_2024: 5_000,
      investment_5g_cny: 4.7e9,
      people_served_5g: 5e6,
      cable_sheath_km: 470_000,
      residents: 8_879_000,
      u500_share: 0.3,
      u500_share_target: 0.25,
      daiyun_peak_m: 1_856,
    }
    for (const [key, value] of Object.entries(published)) expect([key, facts[key].value]).toEqual([key, value])
    for (const [key, fact] of Object.entries(json('facts.json')) as [string, Record<string, unknown>][]) {
      if (typeof fact.value !== 'number') continue
      const kinds = [typeof fact.unit, typeof fact.year, String(fact.source).length > 5]
      expect([key, ...kinds]).toEqual([key, 'string', 'number', true])
    }
    const per10k = (stations: number) => Number(((stations / facts.residents.value) * 10_000).toFixed(2))
    const { stations_5g: now, stations_5g_target_2024: more } = facts
    expect(per10k(now.value)).toBe(facts.stations_5g_per_10k.value)
    expect(per10k(now.value + more.value)).toBe(facts.stations_5g_per_10k_after.value)
  })

  it('stays under 12 MB', async () => {
    const entries = readdirSync(folder).map((name) => statSync(new URL(name, folder)))
    expect(sum(entries.map((s) => (s.isFile() ? s.size : 0)))).toBeLessThan(12e6)
  })

  it('holds key places of many scenes, all synthetic, a seat for each township', async () => {
    const { places, rejected } = await readPlaces(file('places.geojson.gz'))
    expect(rejected).toEqual([])
    expect(places.every((p) => p.synthetic)).toBe(true)
    expect(places.filter((p) => p.scene === 'township-seat').length).toBe(174)
    const scenes = new Set(places.map((p) => p.scene))
    for (const scene of ['park', 'hospital', 'railway-station', 'motorway', 'highway', 'tea-garden', 'farm'])
      expect(scenes).toContain(scene)
  })
})

describe('the embedded demo: villages', () => {
  it('names 2,572 villages and communities in 174 townships, 2,046 of them administrative villages', async () => {
    const { villages, rejected, warnings } = await readVillages(file('villages.topojson.gz'))
    expect(rejected).toEqual([])
    expect(warnings.some(({ code }) => code === 'repaired')).toBe(false)
    expect(villages.length).toBe(2572)
    expect(new Set(villages.map((v) => v.code)).size).toBe(2572)
    expect(new Set(villages.map((v) => v.townshipCode)).size).toBe(174)
    expect(villages.filter((v) => v.kind === 'village').length).toBe(facts.administrative_villages.value)
    expect(villages.filter((v) => v.kind === 'community').length).toBe(502)
    const nested = (v: (typeof villages)[number]) =>
      v.code.startsWith(v.townshipCode) && v.townshipCode.startsWith(v.countyCode)
    expect(villages.filter((v) => !v.synthetic || !nested(v) || v.countyCode === '350527')).toEqual([])
    for (const v of villages) {
      const { lon, lat, estimated } = v.publicPoints[0]
      expect([v.code, estimated, inside(v.geometry, lon, lat)]).toEqual([v.code, true, true])
    }
  })

  it('adds residents, urban residents and households up to the yearbook, county by county', async () => {
    for (const county of countyFacts) {
      const own = geometries.map((g) => g.properties).filter((p) => p.county_code === county.code)
      const total = (key: string, list = own) => sum(list.map((p) => p[key] as number))
      const urban = total(
        'population',
        own.filter((p) => p.urban),
      )
      const held = [county.name, total('population'), urban, total('households')]
      const households = Math.round(county.residents / 2.78)
      expect(held).toEqual([county.name, county.residents, county.urban_residents, households])
    }
  })

  it('cuts the area exactly: each border is used once each way, no line crosses another, counties are sums', async () => {
    const uses = new Map<number, number[]>()
    const total = new Map<string, number>()
    for (const g of geometries) {
      const county = String(g.properties.county_code)
      let area = 0
      for (const ring of arcsOf(g).flat()) {
        area += doubleArea(ringOf(ring))
        for (const a of ring) uses.set(a < 0 ? ~a : a, [...(uses.get(a < 0 ? ~a : a) ?? []), a < 0 ? -1 : 1])
      }
      expect(area).toBeGreaterThan(0)
      total.set(county, (total.get(county) ?? 0) + area)
    }
    expect(uses.size).toBe(lines.length)
    for (const list of uses.values()) expect([[1], [-1], [1, -1], [-1, 1]]).toContainEqual(list)
    expect(crossings()).toBe(0)
    for (const { properties, geometry } of outlines.features) {
      // Whole steps of the lattice, so the sums are exact.
      const steps = ringsOf(geometry).map((ring) => ring.slice(1).map((p) => p.map((v) => Math.round(v * 1e5))))
      const code = String(properties?.adcode)
      expect([code, sum(steps.map(doubleArea))]).toEqual([code, total.get(code)])
    }
  })

  it.skipIf(!existsSync(new URL('village-names.csv', shared)))('names each village as the official list does', () => {
    const [, ...rows] = readFileSync(new URL('village-names.csv', shared), 'utf8').trim().split('\n')
    const official = rows.map((r) => r.trim().split(',')).filter((r) => r[3] !== '350527')
    const row = ({ properties: p }: (typeof geometries)[number]) => [p.code, p.name, p.township_code, p.county_code]
    const byCode = (a: unknown[], b: unknown[]) => String(a[0]).localeCompare(String(b[0]))
    expect(geometries.map(row).sort(byCode)).toEqual(official.sort(byCode))
  })

  it.skipIf(!existsSync(new URL('counties-wgs84.geojson', shared)))(
    'has county outlines as the reference, area within 1 %',
    () => {
      const reference = JSON.parse(readFileSync(new URL('counties-wgs84.geojson', shared), 'utf8')) as Outlines
      expect(outlines.features.length).toBe(11)
      for (const { properties, geometry } of outlines.features) {
        const other = reference.features.find((f) => Number(f.properties?.adcode) === properties?.adcode)
        const ratio = planeArea(geometry) / planeArea(other?.geometry as Polygon)
        expect([properties?.name, Math.abs(ratio - 1) < 0.01]).toEqual([properties?.name, true])
      }
    },
  )
})

describe('the embedded demo: relief', () => {
  it('has the published mean elevations within 2 %, the summit of Daiyun in Dehua and the sea at 0', async () => {
    const { tiles, synthetic } = await readTerrain(file('terrain.tif'))
    expect(synthetic).toBe(true)
    const [{ data, width, height, originX, originY, pixelWidth, pixelHeight }] = tiles
    expect(Math.round(1 / pixelWidth)).toBe(1200)
    let top = 0
    for (let i = 0; i < data.length; i++) if (data[i] > data[top]) top = i
    expect(data[top]).toBe(facts.daiyun_peak_m.value)
    const lonOf = (col: number) => originX + (col + 0.5) * pixelWidth
    const latOf = (row: number) => originY - (row + 0.5) * pixelHeight
    const dehua = outlines.features.find((f) => f.properties?.name === '德化县')
    expect(inside(dehua?.geometry as Polygon, lonOf(top % width), latOf(Math.floor(top / width)))).toBe(true)
    const sea = Math.floor((originY - 24.6) / pixelHeight) * width + Math.floor((119 - originX) / pixelWidth)
    expect(data[sea]).toBe(0)
    for (const county of countyFacts) {
      const outline = outlines.features.find((f) => f.properties?.name === county.name)?.geometry as Polygon
      let [total, n] = [0, 0]
      for (let row = 0; row < height; row += 2) {
        const cuts = cutsAt(outline, latOf(row))
        for (let k = 0; k + 1 < cuts.length; k += 2) {
          for (let col = Math.ceil((cuts[k] - originX) / pixelWidth - 0.5); lonOf(col) < cuts[k + 1]; col++) {
            total += data[row * width + col]
            n++
          }
        }
      }
      const off = Math.abs(total / n / county.mean_elevation_m - 1)
      expect([county.name, off < 0.02]).toEqual([county.name, true])
    }
  })
})

function ringsOf(g: Polygon | MultiPolygon): Position[][] {
  return g.type === 'Polygon' ? g.coordinates : g.coordinates.flat()
}

/** Longitudes where a parallel crosses an area's outline, in order. */
function cutsAt(geometry: Polygon | MultiPolygon, lat: number): number[] {
  const cuts: number[] = []
  for (const ring of ringsOf(geometry)) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [[x1, y1], [x2, y2]] = [ring[i], ring[i + 1]]
      if (y1 > lat !== y2 > lat) cuts.push(((x2 - x1) * (lat - y1)) / (y2 - y1) + x1)
    }
  }
  return cuts.sort((a, b) => a - b)
}

function inside(geometry: Polygon | MultiPolygon, lon: number, lat: number): boolean {
  return cutsAt(geometry, lat).filter((x) => x < lon).length % 2 === 1
}

/** Square degrees, holes taken off: enough for a ratio. */
function planeArea(geometry: Polygon | MultiPolygon): number {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return sum(polygons.map((rings) => sum(rings.map((r, k) => (k === 0 ? 1 : -1) * Math.abs(doubleArea(r))))))
}

/** Pairs of segments that cross, touch or overlap elsewhere than at common ends. */
function crossings(): number {
  const segments = lines.flatMap((line) => line.slice(1).map((p, k) => [...line[k], ...p]))
  const bins = new Map<number, number[]>()
  segments.forEach(([ax, ay, bx, by], i) => {
    for (let r = Math.floor(Math.min(ay, by) / 300); r <= Math.floor(Math.max(ay, by) / 300); r++) {
      for (let c = Math.floor(Math.min(ax, bx) / 300); c <= Math.floor(Math.max(ax, bx) / 300); c++) {
        const bin = bins.get(r * 1e6 + c)
        if (bin) bin.push(i)
        else bins.set(r * 1e6 + c, [i])
      }
    }
  })
  const side = (s: number[], x: number, y: number) => Math.sign((s[2] - s[0]) * (y - s[1]) - (s[3] - s[1]) * (x - s[0]))
  const on = (s: number[], x: number, y: number) =>
    side(s, x, y) === 0 &&
    (x - s[0]) * (x - s[2]) <= 0 &&
    (y - s[1]) * (y - s[3]) <= 0 &&
    (x !== s[0] || y !== s[1]) &&
    (x !== s[2] || y !== s[3])
  let found = 0
  for (const bin of bins.values()) {
    for (let m = 0; m < bin.length; m++) {
      for (let n = m + 1; n < bin.length; n++) {
        const [s, t] = [segments[bin[m]], segments[bin[n]]]
        const cross = side(s, t[0], t[1]) * side(s, t[2], t[3]) < 0 && side(t, s[0], s[1]) * side(t, s[2], s[3]) < 0
        if (cross || on(s, t[0], t[1]) || on(s, t[2], t[3]) || on(t, s[0], s[1]) || on(t, s[2], s[3])) found++
      }
    }
  }
  return found
}
