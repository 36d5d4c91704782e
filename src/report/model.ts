import { around, distance } from 'geokdbush'
import KDBush from 'kdbush'
import { BLIND_BELOW_DB } from '../assess/gaps'
import { PASSES } from '../assess/rows'
import { ruleNames, ruleOf } from '../coverage/rule'
import type { Rat } from '../network/network'
import type {
  AreaColumns,
  GapColumns,
  ProposalColumns,
  ReportData,
  ReportRasters,
  StationColumns,
  VillageColumns,
} from '../output/report-data'
import type { Lang, Summary } from '../output/summary'
import { mapFigures } from '../output/summary'
import { bordersOf } from './borders'
import { labelFeatures } from './fill'
import { frameAround, lonLatMesh, shapesOf, toFrame } from './frame'
import { CODINGS, type Layer, layerLattice, layerOf, layerValue } from './layer'
import { type Frame, type LonLatMesh, lonLatAt, middleOf, type Shapes } from './shapes'

/** Stations as the page draws them: places in frame units, the rest by index into short lists. */
export interface StationModel {
  x: Uint16Array
  y: Uint16Array
  ids: string[]
  operator: Uint16Array
  operators: string[]
  rat: Uint16Array
  rats: string[]
  bands: Uint16Array
  bandSets: string[]
  /** Year built, 0 where unknown. */
  built: Uint16Array
}

/** Area by signal level. */
export interface RsrpHistogram {
  /** dBm of the lower edge of bin 0; bins are `stepDb` wide. */
  fromDbm: number
  stepDb: number
  areaKm2: number[]
  /** Area where nothing reaches. */
  noneKm2: number
}

/** Villages and their residents by distance from the village's middle to the nearest station. */
export interface DistanceHistogram {
  /** Upper edges, metres; the last bin is open. */
  edgesM: number[]
  villages: number[]
  people: number[]
}

/** A village of the report: its row, and whether it passes the rule on the map that the report shows. */
export type VillageModel = VillageColumns & { passes: boolean | null }

/** All that the report shows, in the compact shape that the page carries. Rendering is a pure function of this. */
export interface ReportModel {
  summary: Summary
  /** The rule's name where it is a built-in one; its id in `summary` else. */
  ruleName: Record<Lang, string>
  lang: Lang
  frame: Frame
  mesh: LonLatMesh
  villages: VillageModel[]
  villageShapes: Shapes
  counties: AreaColumns[]
  countyShapes: Shapes
  /** Share of each county's residents covered with the plan, 0…1; null where not known. */
  countyAfter: (number | null)[]
  townships: AreaColumns[]
  townshipShapes: Shapes
  gaps: GapColumns[]
  gapShapes: Shapes
  proposals: ProposalColumns[]
  proposalX: Uint16Array
  proposalY: Uint16Array
  stations: StationModel
  layers: Layer[]
  histogram: RsrpHistogram | null
  distances: DistanceHistogram | null
}

const HISTOGRAM_STEP_DB = 5
const DISTANCE_EDGES_M = [250, 500, 1000, 2000, 3000, 5000, 10000]
/** Square metres below which a ring of a joined outline is a seam. */
const SEAM_M2 = 40_000
/** Layers are thinned to about so many pixels: half of a screen's worth at full zoom-out, and the page stays small. */
const LAYER_PIXELS = 2_400_000

/** The compact model of a report. Pure; a second or two for a city of 2,500 villages and ten million cells. */
export function reportModel(data: ReportData, { layerPixels = LAYER_PIXELS } = {}): ReportModel {
  const passes = PASSES[(mapFigures(data.summary).rat ?? '5g') as Rat]
  const villages = data.villages.features.map(({ properties }): VillageModel => {
    const row = roundRow(properties, VILLAGE_DIGITS)
    return { ...row, passes: row[passes] ?? null }
  })
  const outlines = data.villages.features.map(({ geometry }) => geometry)
  const frame = frameAround(
    data.summary.grid.crs,
    outlines,
    data.stations.map(({ lon, lat }) => [lon, lat]),
  )
  const place = toFrame(frame)
  const villageShapes = shapesOf(frame, outlines)
  const smallest = SEAM_M2 / frame.unitM ** 2
  const townships = data.townships.map((row) => roundRow(row, AREA_DIGITS))
  const counties = data.counties.map((row) => roundRow(row, AREA_DIGITS))
  const members = (rows: AreaColumns[], codeOf: (village: VillageColumns) => string, nameOf: typeof codeOf) => {
    const byCode = new Map<string, number[]>()
    villages.forEach((village, index) => {
      const key = codeOf(village) || nameOf(village)
      const list = byCode.get(key)
      if (list) list.push(index)
      else byCode.set(key, [index])
    })
    return rows.map((row) => byCode.get(row.code) ?? byCode.get(row.name) ?? [])
  }
  // Fibre terminals have ranks and sums of their own; the map and the curve are the stations'.
  const stationProposals = data.plan.features.filter(({ properties }) => properties.kind !== 'olt')
  const proposals = stationProposals.map(({ properties }) => roundRow(properties, PROPOSAL_DIGITS))
  const proposalPlaces = proposals.map(({ lon, lat }) => place(lon, lat))
  const { layers, histogram } = data.rasters
    ? rasterModel(data.rasters, data.summary, frame, villageShapes, layerPixels)
    : { layers: [], histogram: null }
  const mesh = lonLatMesh(frame)
  return {
    summary: data.summary,
    ruleName: nameOfRule(mapFigures(data.summary).rule),
    lang: data.lang,
    frame,
    mesh,
    villages,
    villageShapes,
    counties,
    countyShapes: bordersOf(
      villageShapes,
      members(
        counties,
        (v) => v.county_code,
        (v) => v.county,
      ),
      smallest,
    ),
    countyAfter: countiesAfter(counties, data.changes ?? []),
    townships,
    townshipShapes: bordersOf(
      villageShapes,
      members(
        townships,
        (v) => v.township_code,
        (v) => v.township,
      ),
      smallest,
    ),
    gaps: data.gaps.features.map(({ properties }) => roundRow(properties, VILLAGE_DIGITS)),
    gapShapes: shapesOf(
      frame,
      data.gaps.features.map(({ geometry }) => geometry),
    ),
    proposals,
    proposalX: Uint16Array.from(proposalPlaces, ([x]) => x),
    proposalY: Uint16Array.from(proposalPlaces, ([, y]) => y),
    stations: stationModel(data.stations, place),
    layers,
    histogram,
    distances: distanceHistogram(villages, villageShapes, frame, mesh, data.stations),
  }
}

function countiesAfter(counties: AreaColumns[], changes: NonNullable<ReportData['changes']>): (number | null)[] {
  const rows = changes.filter(({ level }) => level === 'county')
  return counties.map(
    ({ code, name }) =>
      rows.find((row) => (code ? row.code === code : row.name === name))?.population_hard_after ?? null,
  )
}

function nameOfRule(id: string): Record<Lang, string> {
  return ruleNames().includes(id) ? ruleOf(id).name : { en: id, zh: id }
}

const VILLAGE_DIGITS: Record<string, number> = {
  area_km2: 3,
  population: 0,
  households: 0,
  best_rsrp_dbm: 1,
  nearest_site_m: 0,
}
const AREA_DIGITS: Record<string, number> = {
  area_km2: 1,
  population: 0,
  households: 0,
  gap_area_km2: 2,
  gap_population: 0,
}
const PROPOSAL_DIGITS: Record<string, number> = {
  lon: 5,
  lat: 5,
  height_m: 1,
  gain_people: 1,
  cumulative_people: 0,
  cost_cny: 0,
  cumulative_cost_cny: 0,
}

/** A row with its numbers rounded to what is shown; shares keep four decimals. */
function roundRow<Row extends object>(row: Row, digits: Record<string, number>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'number' ? (Number.isFinite(value) ? Number(value.toFixed(digits[key] ?? 4)) : null) : value,
    ]),
  ) as Row
}

function rasterModel(
  rasters: ReportRasters,
  summary: Summary,
  frame: Frame,
  villageShapes: Shapes,
  layerPixels: number,
): { layers: Layer[]; histogram: RsrpHistogram } {
  const { grid } = rasters
  const lattice = layerLattice(grid, frame, layerPixels)
  const mask = labelFeatures(villageShapes, lattice)
  const rsrp = layerOf('rsrp', rasters.rsrpDbm, grid, lattice, mask)
  const layers = [rsrp]
  const { rsrpDbm, marginDb = 0 } = mapFigures(summary)
  if (rsrpDbm !== undefined) {
    // NaN, no signal, compares false both ways.
    const grade = (level: number) => (level >= rsrpDbm + marginDb ? 3 : level >= rsrpDbm - BLIND_BELOW_DB ? 2 : 1)
    layers.unshift(layerOf('cover', rasters.rsrpDbm, grid, lattice, mask, grade))
  }
  if (rasters.probability) {
    const meaning = (value: number) => (value > 0 ? value : Number.NaN)
    layers.push(layerOf('probability', rasters.probability, grid, lattice, mask, meaning))
  }
  if (rasters.sinrDb) layers.push(layerOf('sinr', rasters.sinrDb, grid, lattice, mask))
  layers.push(...furtherLayers(rasters, frame, villageShapes, layerPixels / 4))
  if (rasters.server) {
    // Neighbouring cells get colours apart: a multiplicative hash of the index (Knuth), not its remainder.
    const colourOf = (cell: number) =>
      cell === 0 ? Number.NaN : 1 + ((Math.imul(cell, 2654435761) >>> 0) % CODINGS.server.steps)
    layers.push(layerOf('server', rasters.server, grid, lattice, mask, colourOf))
  }
  if (rasters.gigabit) {
    const meaning = (value: number) => (value === 1 ? 1 : Number.NaN)
    layers.push(layerOf('gigabit', rasters.gigabit, grid, lattice, mask, meaning))
  }
  if (rasters.coveredAtRank) {
    let last = 1
    for (const rank of rasters.coveredAtRank) if (rank > last) last = rank
    const step = Math.max(1, last / 250)
    const meaning = (rank: number) => (rank === 0 ? Number.NaN : rank)
    const coding = { first: 1, step, steps: 255 }
    layers.push(layerOf('order', rasters.coveredAtRank, grid, lattice, mask, meaning, coding))
  }
  return { layers, histogram: rsrpHistogram(rsrp, mask, (lattice.thinning * grid.cellSizeM) ** 2 / 1e6) }
}

/** Layers that only some runs have: at half the sharpness, so that a page with all of them stays small. */
function furtherLayers(rasters: ReportRasters, frame: Frame, villageShapes: Shapes, layerPixels: number): Layer[] {
  const { grid, quality, terrainEffectDb } = rasters
  if (!quality && !terrainEffectDb) return []
  const lattice = layerLattice(grid, frame, layerPixels)
  const mask = labelFeatures(villageShapes, lattice)
  const layers: Layer[] = []
  for (const id of ['rsrq', 'dominance', 'overlap', 'dl', 'ul'] as const) {
    const meaning = (value: number) => (id === 'overlap' && value === 0 ? Number.NaN : value)
    if (quality) layers.push(layerOf(id, quality[id], grid, lattice, mask, meaning))
  }
  if (terrainEffectDb) layers.push(layerOf('terrain', terrainEffectDb, grid, lattice, mask))
  return layers
}

function rsrpHistogram(layer: Layer, mask: Uint16Array, pixelKm2: number): RsrpHistogram {
  const fromDbm = -140
  const areaKm2 = new Array<number>(20).fill(0)
  let none = 0
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue
    if (layer.values[i] === 0) none++
    else areaKm2[Math.min(19, Math.floor((layerValue(layer, layer.values[i]) - fromDbm) / HISTOGRAM_STEP_DB))]++
  }
  const round = (pixels: number) => Number((pixels * pixelKm2).toFixed(2))
  return { fromDbm, stepDb: HISTOGRAM_STEP_DB, areaKm2: areaKm2.map(round), noneKm2: round(none) }
}

/** Names are indexed by 16 bits: with eight, the 256th operator would be shown as the first. */
export function stationModel(
  stations: StationColumns[],
  place: (lon: number, lat: number) => [number, number],
): StationModel {
  const index = (values: string[]) => {
    const list = [...new Set(values)].sort()
    const at = new Map(list.map((value, i) => [value, i]))
    return { list, indices: Uint16Array.from(values, (value) => at.get(value) as number) }
  }
  const places = stations.map(({ lon, lat }) => place(lon, lat))
  const operator = index(stations.map((station) => station.operator))
  const rat = index(stations.map((station) => station.rat))
  const bands = index(stations.map((station) => station.bands))
  return {
    x: Uint16Array.from(places, ([x]) => x),
    y: Uint16Array.from(places, ([, y]) => y),
    ids: stations.map(({ id }) => id),
    operator: operator.indices,
    operators: operator.list,
    rat: rat.indices,
    rats: rat.list,
    bands: bands.indices,
    bandSets: bands.list,
    built: Uint16Array.from(stations, ({ built }) => (built && Number.isFinite(built) ? built : 0)),
  }
}

function distanceHistogram(
  villages: VillageColumns[],
  shapes: Shapes,
  frame: Frame,
  mesh: LonLatMesh,
  stations: StationColumns[],
): DistanceHistogram | null {
  if (stations.length === 0) return null
  const tree = new KDBush(stations.length)
  for (const { lon, lat } of stations) tree.add(lon, lat)
  tree.finish()
  const bins = DISTANCE_EDGES_M.length + 1
  const histogram: DistanceHistogram = {
    edgesM: DISTANCE_EDGES_M,
    villages: new Array<number>(bins).fill(0),
    people: new Array<number>(bins).fill(0),
  }
  villages.forEach((village, index) => {
    const middle = middleOf(shapes, index)
    if (!middle) return
    const [lon, lat] = lonLatAt(frame, mesh, ...middle)
    const [nearest] = around(tree, lon, lat, 1)
    const metres = distance(lon, lat, stations[nearest].lon, stations[nearest].lat) * 1000
    const bin = DISTANCE_EDGES_M.findIndex((edge) => metres < edge)
    histogram.villages[bin < 0 ? bins - 1 : bin]++
    histogram.people[bin < 0 ? bins - 1 : bin] += village.population ?? 0
  })
  return histogram
}
