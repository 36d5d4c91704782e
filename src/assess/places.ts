import { measureOf, type Place, type PlaceMeasure, SCENES } from '../area/places'
import { type CoverageMap, testedDbm } from '../coverage/coverage-map'
import { coverageGiven } from '../coverage/given-coverage'
import { cellsOf } from './cells-of'
import { leastProbability } from './public-points'

/** One key place, assessed. */
export interface PlaceRow {
  id: string
  name: string
  scene: string
  measure: PlaceMeasure
  weight: number
  /**
   * Points: each of them has the rule's signal with the rule's probability. Lines and areas: the expected share is at least the rule's target (95 % of
   * the length: continuous).
   */
  reached: boolean
  /** Share of points, length or area over threshold + margin, and the mean probability. */
  shareHard: number
  shareExpected: number
  /** Length of lines, area of areas; 0 otherwise. */
  lengthKm: number
  areaKm2: number
  /** Gigabit fibre at the greater part of the place; null where no fibre table was given. */
  gigabit: boolean | null
  /** 1 + index of the village where the place begins; 0 outside. */
  village: number
  /** True where no part of the place lies on the grid: counted apart, in no total. */
  outside: boolean
}

/** The places of one scene, added up. */
export interface SceneRow {
  scene: string
  total: number
  reached: number
  lengthKm: number
  lengthExpectedKm: number
  areaKm2: number
  areaExpectedKm2: number
  outside: number
}

/**
 * Key places against the rule of the coverage map: reached or not, share of length for roads and rail, share of area for parks, farms and tea
 * gardens (area, not people). What lies off the grid counts as not covered.
 */
export function assessPlaces(coverage: CoverageMap, places: Place[]): PlaceRow[] {
  coverageGiven(coverage)
  const { rule, grid } = coverage
  const least = leastProbability(rule)
  return places.map((place) => {
    const { cell, weight, outside } = cellsOf(grid, place.geometry)
    const measure = measureOf(place.geometry)
    let total = outside
    let hard = 0
    let expected = 0
    let gigabit = 0
    let points = outside === 0
    cell.forEach((c, i) => {
      const p = coverage.probability[c]
      total += weight[i]
      expected += weight[i] * p
      if (isHard(coverage, c)) hard += weight[i]
      if (coverage.gigabit?.[c] === 1) gigabit += weight[i]
      points &&= p >= least
    })
    const shareExpected = total > 0 ? expected / total : 0
    return {
      id: place.id,
      name: place.name,
      scene: place.scene,
      measure,
      weight: place.weight,
      reached: cell.length > 0 && (measure === 'point' ? points : shareExpected >= rule.targetShare),
      shareHard: total > 0 ? hard / total : 0,
      shareExpected,
      lengthKm: measure === 'length' ? total / 1000 : 0,
      areaKm2: measure === 'area' ? (total * grid.cellSizeM ** 2) / 1e6 : 0,
      gigabit: coverage.gigabit ? gigabit >= total / 2 : null,
      village: cell.length > 0 ? coverage.zones.zone[cell[0]] : 0,
      outside: cell.length === 0,
    }
  })
}

/** The rows by scene, in the order of the scene list; scenes without a place are left out. */
export function sceneTable(rows: PlaceRow[]): SceneRow[] {
  return SCENES.flatMap(({ id }) => {
    const of = rows.filter((r) => r.scene === id)
    if (of.length === 0) return []
    const inside = of.filter((r) => !r.outside)
    const sum = (value: (r: PlaceRow) => number) => inside.reduce((s, r) => s + value(r), 0)
    return {
      scene: id,
      total: inside.length,
      reached: sum((r) => Number(r.reached)),
      lengthKm: sum((r) => r.lengthKm),
      lengthExpectedKm: sum((r) => r.lengthKm * r.shareExpected),
      areaKm2: sum((r) => r.areaKm2),
      areaExpectedKm2: sum((r) => r.areaKm2 * r.shareExpected),
      outside: of.length - inside.length,
    }
  })
}

/** A cell over threshold + margin: covered hard. */
export function isHard(coverage: CoverageMap, cell: number): boolean {
  const { rule } = coverage
  return testedDbm(coverage)[cell] >= rule.rsrpDbm + rule.marginDb
}
