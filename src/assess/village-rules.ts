import { SCENES } from '../area/places'
import type { Village } from '../area/village'
import type { CoverageMap } from '../coverage/coverage-map'
import { projection } from '../grid/projection'
import { cellAt } from './cells-of'
import type { PlaceRow } from './places'
import { leastProbability } from './public-points'

/** Counts of one village rule. `estimated` where settlements were taken from the people raster. */
export interface RuleCount {
  passed: number
  tested: number
  estimated: boolean
}

const RURAL = new Set(SCENES.filter((s) => s.rural).map((s) => s.id))

/** V5G-reach per village: every public point has the rule's signal with the rule's probability; false for a village without points. */
export function villagesReached(coverage: CoverageMap, villages: Village[]): boolean[] {
  const { grid, probability, rule } = coverage
  const plane = projection(grid.crs)
  const least = leastProbability(rule)
  return villages.map(({ publicPoints }) => {
    const cells = publicPoints.map(({ lon, lat }) => cellAt(grid, plane, lon, lat))
    return cells.length > 0 && cells.every((cell) => cell >= 0 && probability[cell] >= least)
  })
}

/**
 * V-deep: administrative villages of which every public point and every rural key place (market, hospital, farming area …) reaches the rule.
 * @param places from `assessPlaces` on the same map
 */
export function deepVillages(coverage: CoverageMap, villages: Village[], places: PlaceRow[]): RuleCount {
  const failed = new Set<number>()
  for (const place of places)
    if (RURAL.has(place.scene) && !place.reached && !place.outside) failed.add(place.village - 1)
  const reached = villagesReached(coverage, villages)
  const count: RuleCount = { passed: 0, tested: 0, estimated: false }
  villages.forEach((village, v) => {
    if (village.kind !== 'village' || village.publicPoints.length === 0) return
    count.tested++
    if (reached[v] && !failed.has(v)) count.passed++
  })
  return count
}

/**
 * V20: settlements of 20 or more households with the rule's signal. Given as places of the scene `settlement`, or, without any, estimated: blocks of 500 m
 * with at least 20 households; reached where the mean probability over its people is the rule's.
 */
export function settlements20(
  coverage: CoverageMap,
  places: PlaceRow[],
  householdSize = 2.78,
  blockM = 500,
): RuleCount {
  const given = places.filter((p) => p.scene === 'settlement' && !p.outside)
  if (given.length > 0) return { passed: given.filter((p) => p.reached).length, tested: given.length, estimated: false }
  const { grid, people, probability, rule, zones } = coverage
  const size = Math.max(1, Math.round(blockM / grid.cellSizeM))
  const blockColumns = Math.ceil(grid.columns / size)
  const blocks = blockColumns * Math.ceil(grid.rows / size)
  const living = new Float64Array(blocks)
  const covered = new Float64Array(blocks)
  for (let row = 0, cell = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, cell++) {
      if (zones.zone[cell] === 0) continue
      const block = Math.floor(row / size) * blockColumns + Math.floor(column / size)
      living[block] += people[cell]
      covered[block] += people[cell] * probability[cell]
    }
  }
  const count: RuleCount = { passed: 0, tested: 0, estimated: true }
  living.forEach((n, block) => {
    if (n < 20 * householdSize) return
    count.tested++
    if (covered[block] >= rule.pointProbability * n) count.passed++
  })
  return count
}
