import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon } from 'geojson'
import { villagesGiven } from '../area/given-villages'
import type { Village, Villages } from '../area/village'
import { type Core, withCore } from '../core/core'
import {
  GAP_BLIND,
  GAP_CELLS,
  GAP_COLUMN,
  GAP_PEOPLE,
  GAP_PEOPLE_COLUMN,
  GAP_PEOPLE_ROW,
  GAP_ROW,
  GAP_STRIDE,
} from '../core/layout'
import type { CoverageMap } from '../coverage/coverage-map'
import { coverageGiven, villagesOfMap } from '../coverage/given-coverage'
import { badArgument, knownOptions, numberArgument } from '../formats/argument'
import type { LongTask } from '../formats/progress'
import { projection } from '../grid/projection'
import { knowsPeople } from './assess'
import { gapOutlines } from './gap-outlines'
import { type Connectivity, type GapPairs, gapPairs, type LabelledGaps, labelGaps } from './label-gaps'

/** Smaller gaps are left out, km². */
const LEAST_AREA_KM2 = 0.05
/** From so far below the rule's threshold a cell counts as blind: −110 dBm to a rule of −105 (weak and blind grades in use). */
export const BLIND_BELOW_DB = 5
/** Less than this of a village is a sliver, not a gap of the village; in cells. */
const LEAST_VILLAGE_CELLS = 0.5

/** A connected set of uncovered, wanted cells of one township. */
export interface Gap {
  /** `gap-1` is the one with the most residents. */
  id: string
  /** Township and county that it lies in; empty where the villages name none. */
  township: string
  townshipCode: string
  county: string
  countyCode: string
  /** `hole` where more than half of the cells have no signal or less than 5 dB below the rule's threshold; else `weak`. */
  class: 'hole' | 'weak'
  /** Degrees, WGS-84; simplified by about half a cell, small holes and parts left out. */
  geometry: Polygon | MultiPolygon
  /** Counted from cells, boundary cells by their share in villages. */
  areaKm2: number
  /** Null where no input says how many people live in the area. */
  population: number | null
  /** Codes of the township's villages concerned, the largest part first. */
  villages: string[]
  /** From the gap's middle to the nearest site, metres; null without sites. */
  nearestSiteM: number | null
  cells: number
  /** Middle: the cell of the gap that is nearest to the centre of its residents (of its area where nobody lives). Degrees. */
  lon: number
  lat: number
}

/** Gaps, and what the least area left out. */
export interface GapSurvey {
  /** By residents, then area, then position from the north-west. */
  gaps: Gap[]
  leftOut: { count: number; areaKm2: number; population: number | null }
}

export interface GapOptions extends LongTask {
  /** Opened and closed here where absent. */
  core?: Core
  /** Gaps of less area are left out; 0.05 km² by default. */
  minAreaKm2?: number
  /** 8 by default: cells that touch by a corner belong together. */
  connectivity?: Connectivity
  /** 1 per cell where cover is wanted; everywhere in villages by default. */
  wanted?: Uint8Array
}

const GAP_OPTIONS = ['core', 'minAreaKm2', 'connectivity', 'wanted', 'signal', 'onProgress']

/**
 * The gaps of a coverage map: connected cells inside villages that are not covered *hard* (RSRP ≥ threshold + margin). A gap ends at
 * the border of its township, so that each is somebody's: in hilly country what is not covered hangs together over whole counties.
 * @param villages those that the map was made with, in the same order
 */
export async function findGaps(
  coverage: CoverageMap,
  villages: Village[] | Villages,
  options: GapOptions = {},
): Promise<Gap[]> {
  return (await surveyGaps(coverage, villages, options)).gaps
}

/** The same, with the count, area and residents of the gaps below the least area. */
export async function surveyGaps(
  coverage: CoverageMap,
  villages: Village[] | Villages,
  options: GapOptions = {},
): Promise<GapSurvey> {
  const list = villagesGiven(villages)
  const { columns, rows } = coverageGiven(coverage).grid
  villagesOfMap(coverage, list)
  knownOptions(options, GAP_OPTIONS, 'findGaps')
  const { minAreaKm2, connectivity, wanted } = options
  numberArgument(minAreaKm2, 'minAreaKm2', 'km², 0 or more', { low: 0 })
  if (connectivity !== undefined && connectivity !== 4 && connectivity !== 8)
    throw badArgument('connectivity', connectivity, '4 or 8')
  if (wanted !== undefined && !(wanted instanceof Uint8Array && wanted.length === columns * rows))
    throw badArgument('wanted', wanted, `a Uint8Array of ${columns} × ${rows} cells`)
  return withCore(options, (core) => surveyOn(core, coverage, list, options))
}

async function surveyOn(
  open: Core,
  coverage: CoverageMap,
  list: Village[],
  { minAreaKm2 = LEAST_AREA_KM2, connectivity = 8, wanted, signal }: GapOptions,
): Promise<GapSurvey> {
  const mark = open.arena.mark()
  try {
    signal?.throwIfAborted()
    const blindDbm = coverage.rule.rsrpDbm - BLIND_BELOW_DB
    const parts = townshipOfZone(list)
    const labelled = labelGaps(open, coverage, { connectivity, blindDbm, wanted, parts })
    const partOfSet = partsOfSets(labelled, coverage.zones.zone, parts)
    const pairs = gapPairs(open, coverage, labelled)
    const cellKm2 = coverage.grid.cellSizeM ** 2 / 1e6
    const areaKm2 = new Float64Array(labelled.sets)
    pairs.area.forEach((area, p) => {
      areaKm2[pairs.set[p]] += area * cellKm2
    })
    // Sums of shares that should reach the limit may miss it by rounding.
    const keep = Uint8Array.from(areaKm2, (area) => Number(area >= minAreaKm2 * (1 - 1e-9)))
    signal?.throwIfAborted()
    const outlines = gapOutlines(open, coverage.grid, labelled, keep, minAreaKm2 / cellKm2, partOfSet)
    const middles = middlesOf(coverage, labelled, keep)
    const touched = villagesOf(pairs, partOfSet, list, parts)
    const peopleKnown = knowsPeople(list, coverage)
    const leftOut = { count: 0, areaKm2: 0, population: peopleKnown ? 0 : null }
    const gaps: (Gap & { set: number })[] = []
    for (let set = 0; set < labelled.sets; set++) {
      const sum = (offset: number): number => labelled.sums[(set * GAP_STRIDE + offset) / 8]
      const population = sum(GAP_PEOPLE)
      if (!keep[set]) {
        leftOut.count++
        leftOut.areaKm2 += areaKm2[set]
        if (leftOut.population !== null) leftOut.population += population
        continue
      }
      const { township, townshipCode, county, countyCode } = list[parts.indexOf(partOfSet[set]) - 1]
      gaps.push({
        id: '',
        township,
        townshipCode,
        county,
        countyCode,
        class: sum(GAP_BLIND) * 2 > sum(GAP_CELLS) ? 'hole' : 'weak',
        geometry: outlines[set]!,
        areaKm2: areaKm2[set],
        population: peopleKnown ? population : null,
        villages: touched[set],
        nearestSiteM: null,
        cells: sum(GAP_CELLS),
        lon: Number.NaN,
        lat: Number.NaN,
        set,
      })
    }
    // Sets are numbered in raster order: the last tie-break is the position.
    gaps.sort((a, b) => (b.population ?? 0) - (a.population ?? 0) || b.areaKm2 - a.areaKm2 || a.set - b.set)
    const place = placer(coverage)
    return {
      gaps: gaps.map(({ set, ...gap }, rank) => ({
        ...gap,
        id: `gap-${rank + 1}`,
        ...place(middles[2 * set], middles[2 * set + 1]),
      })),
      leftOut,
    }
  } finally {
    open.arena.release(mark)
  }
}

/** Per set column and row of the cell that is nearest to its centre. */
function middlesOf({ grid }: CoverageMap, { sets, runStart, runEnd, runSet, sums }: LabelledGaps, keep: Uint8Array) {
  const centres = new Float64Array(sets * 2)
  for (let set = 0; set < sets; set++) {
    const sum = (offset: number): number => sums[(set * GAP_STRIDE + offset) / 8]
    const people = sum(GAP_PEOPLE)
    centres[2 * set] = people > 0 ? sum(GAP_PEOPLE_COLUMN) / people : sum(GAP_COLUMN) / sum(GAP_CELLS)
    centres[2 * set + 1] = people > 0 ? sum(GAP_PEOPLE_ROW) / people : sum(GAP_ROW) / sum(GAP_CELLS)
  }
  const middles = new Uint32Array(sets * 2)
  const least = new Float64Array(sets).fill(Infinity)
  const [starts, ends, setsOfRuns] = [runStart.view, runEnd.view, runSet.view]
  for (let i = 0; i < setsOfRuns.length; i++) {
    const set = setsOfRuns[i]
    if (!keep[set]) continue
    const row = Math.floor(starts[i] / grid.columns)
    const first = starts[i] - row * grid.columns
    const last = ends[i] - 1 - row * grid.columns
    const column = Math.max(first, Math.min(last, Math.floor(centres[2 * set])))
    const distance = (column + 0.5 - centres[2 * set]) ** 2 + (row + 0.5 - centres[2 * set + 1]) ** 2
    if (distance < least[set]) {
      least[set] = distance
      middles[2 * set] = column
      middles[2 * set + 1] = row
    }
  }
  return middles
}

/** The township of each zone (1 + village), numbered 1 … n in the order of the villages; 0 for zone 0. */
function townshipOfZone(villages: Village[]): Uint32Array {
  const numbers = new Map<string, number>()
  const parts = new Uint32Array(villages.length + 1)
  villages.forEach(({ countyCode, county, townshipCode, township }, v) => {
    const key = JSON.stringify([countyCode || county, townshipCode || township])
    const number = numbers.get(key) ?? numbers.size + 1
    numbers.set(key, number)
    parts[v + 1] = number
  })
  return parts
}

/** The township of each set. */
function partsOfSets({ sets, runStart, runSet }: LabelledGaps, zone: Uint32Array, parts: Uint32Array): Uint32Array {
  const partOfSet = new Uint32Array(sets)
  runSet.view.forEach((set, run) => {
    partOfSet[set] = parts[zone[runStart.view[run]]]
  })
  return partOfSet
}

/** Codes of the villages of each set, the largest part first; a neighbouring township's share of border cells is not a part. */
function villagesOf(pairs: GapPairs, partOfSet: Uint32Array, villages: Village[], parts: Uint32Array): string[][] {
  const pairsOf: number[][] = Array.from(partOfSet, () => [])
  pairs.set.forEach((set, p) => {
    if (parts[pairs.village[p] + 1] === partOfSet[set]) pairsOf[set].push(p)
  })
  return pairsOf.map((own) => {
    own.sort((a, b) => pairs.area[b] - pairs.area[a] || pairs.village[a] - pairs.village[b])
    const large = own.filter((p, i) => i === 0 || pairs.area[p] >= LEAST_VILLAGE_CELLS)
    return large.map((p) => villages[pairs.village[p]].code)
  })
}

/** Where a cell lies, and how far the nearest site is, in the plane of the grid. */
function placer({ grid, network }: CoverageMap) {
  const { forward, inverse } = projection(grid.crs)
  const sites = network.sites.map(({ lon, lat }) => forward(lon, lat))
  const index = sites.length > 0 ? new Flatbush(sites.length) : undefined
  for (const [x, y] of sites) index!.add(x, y, x, y)
  index?.finish()
  return (column: number, row: number): { lon: number; lat: number; nearestSiteM: number | null } => {
    const x = grid.originX + (column + 0.5) * grid.cellSizeM
    const y = grid.originY - (row + 0.5) * grid.cellSizeM
    const [lon, lat] = inverse(x, y)
    const nearest = index?.neighbors(x, y, 1)[0]
    const nearestSiteM = nearest === undefined ? null : Math.hypot(sites[nearest][0] - x, sites[nearest][1] - y)
    return { lon, lat, nearestSiteM }
  }
}
