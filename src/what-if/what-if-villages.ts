import type { Village } from '../area/village'
import { areaRow } from '../assess/area-row'
import { cellAt } from '../assess/cells-of'
import { leastProbability } from '../assess/public-points'
import { PASSES, type VillageRow } from '../assess/rows'
import type { Core } from '../core/core'
import {
  ZONAL_AREA,
  ZONAL_AREA_EXPECTED,
  ZONAL_AREA_HARD,
  ZONAL_PEOPLE,
  ZONAL_PEOPLE_EXPECTED,
  ZONAL_PEOPLE_HARD,
  ZONAL_STRIDE,
} from '../core/layout'
import { type CellWindow, intersection } from '../coverage/cell-window'
import type { CoverageMap } from '../coverage/coverage-map'
import { projection } from '../grid/projection'
import type { Rat } from '../network/network'
import type { WhatIfMap } from './what-if-map'

/** The whole area in numbers: the same as `assess` would say of the same map. */
export interface WhatIfFigures {
  /** Shares of the land, 0…1. */
  area: { hard: number; expected: number }
  /** Shares of the residents, 0…1; null where no residents are known. */
  population: { hard: number | null; expected: number | null }
  /** Residents covered hard; null where none are known. */
  people: number | null
  /** Land covered hard, km². */
  areaKm2: number
  villages: { covered: number; total: number }
}

/** One village of a map, as far as a what-if changes it. */
export interface VillageState {
  areaHard: number
  areaExpected: number
  populationHard: number | null
  populationExpected: number | null
  /** Null for a village without public points. */
  has5g: boolean | null
}

/** Reads a village's row of zonal sums (f64, ZONAL_STRIDE bytes each). */
export function villageState(sums: Float64Array, v: number, village: Village, has5g: boolean | null): VillageState {
  const at = (offset: number): number => sums[(v * ZONAL_STRIDE + offset) / 8]
  const share = (part: number, whole: number): number => (whole > 0 ? Math.min(1, part / whole) : 0)
  const known = Number.isFinite(village.population) || at(ZONAL_PEOPLE) > 0
  return {
    areaHard: share(at(ZONAL_AREA_HARD), at(ZONAL_AREA)),
    areaExpected: share(at(ZONAL_AREA_EXPECTED), at(ZONAL_AREA)),
    populationHard: known ? share(at(ZONAL_PEOPLE_HARD), at(ZONAL_PEOPLE)) : null,
    populationExpected: known ? share(at(ZONAL_PEOPLE_EXPECTED), at(ZONAL_PEOPLE)) : null,
    has5g,
  }
}

/** Adds villages up by the rule of the tables. */
export function figuresOf(
  villages: Village[],
  states: readonly VillageState[],
  areaCells: Float64Array,
  residents: Float64Array,
  cellSizeM: number,
  rat: Rat,
): WhatIfFigures {
  const city = areaRow(
    { code: '', name: '', county: '' },
    villages.map((village, v) => {
      const state = states[v]
      const population = Number.isFinite(village.population)
        ? village.population
        : residents[v] > 0
          ? residents[v]
          : null
      const row = {
        kind: village.kind,
        area_km2: (areaCells[v] * cellSizeM ** 2) / 1e6,
        population,
        households: null,
        area_hard: state.areaHard,
        area_expected: state.areaExpected,
        population_hard: state.populationHard,
        population_expected: state.populationExpected,
        [PASSES[rat]]: state.has5g,
        has_gigabit: null,
      } as unknown as VillageRow
      return { row, stations: 0 }
    }),
    rat,
  )
  return {
    area: { hard: city.area_hard, expected: city.area_expected },
    population: { hard: city.population_hard, expected: city.population_expected },
    people: city.population === null || city.population_hard === null ? null : city.population * city.population_hard,
    areaKm2: city.area_km2 * city.area_hard,
    villages: { covered: city.villages_covered, total: city.villages_total },
  }
}

export function differs(a: VillageState, b: VillageState): boolean {
  return (
    a.has5g !== b.has5g ||
    a.areaHard !== b.areaHard ||
    a.areaExpected !== b.areaExpected ||
    a.populationHard !== b.populationHard ||
    a.populationExpected !== b.populationExpected
  )
}

/** The villages of a map that changes: their states, kept up to date window by window. */
export interface WhatIfVillages {
  states: VillageState[]
  /** Takes the villages that a window touches up anew. */
  refresh(window: CellWindow): void
  /** How the villages that a window touches are, before it changes. */
  touched(window: CellWindow): Map<number, VillageState>
  figures(): WhatIfFigures
}

type Ground = Pick<CoverageMap, 'rat' | 'grid' | 'rule' | 'zones' | 'people'>

/** Adds villages up over a map in the core; village by village, for a change touches few. */
export function whatIfVillages(core: Core, ground: Ground, villages: Village[], map: WhatIfMap): WhatIfVillages {
  const zonal = zonalOf(core, ground, map.rsrpDbm.ptr, map.probability.ptr)
  const pointCells = pointCellsOf(ground, villages)
  const boxes = villageBoxes(ground, pointCells)
  const least = leastProbability(ground.rule)
  const stateOf = (v: number): VillageState => {
    const probability = map.probability.view
    const cells = pointCells[v]
    const has5g = cells.length > 0 ? cells.every((cell) => cell >= 0 && probability[cell] >= least) : null
    return villageState(zonal.sums(), v, villages[v], has5g)
  }
  const under = (window: CellWindow): number[] => boxes.flatMap((box, v) => (intersection(box, window) ? [v] : []))
  zonal.sum(0, villages.length)
  const states = villages.map((_, v) => stateOf(v))
  const areaCells = zonal.column(ZONAL_AREA)
  const residents = zonal.column(ZONAL_PEOPLE)
  return {
    states,
    refresh(window) {
      for (const v of under(window)) {
        zonal.sum(v, v + 1)
        states[v] = stateOf(v)
      }
    },
    touched: (window) => new Map(under(window).map((v) => [v, states[v]])),
    figures: () => figuresOf(villages, states, areaCells, residents, ground.grid.cellSizeM, ground.rat),
  }
}

/** Zonal sums over a map that lies in the core; village by village, for a change touches few. */
function zonalOf(core: Core, coverage: Ground, rsrp: number, probability: number) {
  const { arena, kernels } = core
  const { spans, edges } = coverage.zones
  const count = spans.offsets.length - 1
  const out = arena.f64((count * ZONAL_STRIDE) / 8)
  const shared = [
    arena.put(spans.offsets),
    arena.put(spans.start),
    arena.put(spans.end),
    arena.put(edges.offsets),
    arena.put(edges.cell),
    arena.put(edges.fraction),
    arena.put(edges.people ?? new Float32Array(edges.cell.length)),
  ].map((region) => region.ptr) as [number, number, number, number, number, number, number]
  const people = arena.put(coverage.people)
  const hardDbm = coverage.rule.rsrpDbm + coverage.rule.marginDb
  return {
    sum(first: number, last: number): void {
      kernels.zonalSums(out.ptr, first, last, ...shared, rsrp, probability, people.ptr, hardDbm)
    },
    sums: (): Float64Array => out.view,
    column(offset: number): Float64Array {
      const view = out.view
      return Float64Array.from({ length: count }, (_, v) => view[(v * ZONAL_STRIDE + offset) / 8])
    },
  }
}

/** Cells of each village's public points; −1 outside the grid. */
function pointCellsOf({ grid }: Pick<CoverageMap, 'grid'>, villages: Village[]): number[][] {
  const plane = projection(grid.crs)
  return villages.map(({ publicPoints }) => publicPoints.map(({ lon, lat }) => cellAt(grid, plane, lon, lat)))
}

/** The box of each village's cells and public points. */
function villageBoxes({ grid: { columns }, zones: { spans, edges } }: Ground, pointCells: number[][]): CellWindow[] {
  return pointCells.map((points, v) => {
    const box: CellWindow = { columnFrom: Infinity, columnTo: 0, rowFrom: Infinity, rowTo: 0 }
    const add = (first: number, last: number): void => {
      const row = Math.floor(first / columns)
      box.rowFrom = Math.min(box.rowFrom, row)
      box.rowTo = Math.max(box.rowTo, row + 1)
      box.columnFrom = Math.min(box.columnFrom, first - row * columns)
      box.columnTo = Math.max(box.columnTo, last - row * columns + 1)
    }
    for (let s = spans.offsets[v]; s < spans.offsets[v + 1]; s++) add(spans.start[s], spans.end[s] - 1)
    for (let e = edges.offsets[v]; e < edges.offsets[v + 1]; e++) add(edges.cell[e], edges.cell[e])
    for (const cell of points) if (cell >= 0) add(cell, cell)
    return box
  })
}
