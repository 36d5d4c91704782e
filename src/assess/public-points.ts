import type { PublicPoint, Village } from '../area/village'
import { type CoverageMap, testedDbm } from '../coverage/coverage-map'
import type { Rule } from '../coverage/rule'
import { projection } from '../grid/projection'
import { cellAt } from './cells-of'

/** What a public point of a village gets: rule V5G-reach asks that every one has P(RSRP ≥ threshold) ≥ `pointProbability`. */
export interface PointResult extends PublicPoint {
  /** RSRP, dBm; NaN where no cell reaches, and outside the grid. */
  rsrpDbm: number
  /** The level that the rule is tested on, dBm: RSRP, or less where a rate or a wall asks for more. */
  testedDbm: number
  /** Probability of RSRP ≥ the rule's threshold. */
  probability: number
  /** Id of the serving cell; empty where none reaches. */
  cell: string
  outside: boolean
  /** Probability ≥ the rule's. */
  passed: boolean
  /** In reach of gigabit fibre; null where no fibre is known. */
  gigabit: boolean | null
}

/** Looks all public points up on the map: of any operator, since the map is the union of their cells. */
export function publicPointResults(coverage: CoverageMap, villages: Village[]): PointResult[][] {
  const { grid, rule, rsrpDbm, probability, server, gigabit, network } = coverage
  const plane = projection(grid.crs)
  const tested = testedDbm(coverage)
  return villages.map(({ publicPoints }) =>
    publicPoints.map((point) => {
      const at = cellAt(grid, plane, point.lon, point.lat)
      if (at < 0) {
        const none = { rsrpDbm: Number.NaN, testedDbm: Number.NaN, probability: 0, cell: '', passed: false }
        return { ...point, ...none, outside: true, gigabit: gigabit && false }
      }
      const p = Number.isNaN(probability[at]) ? 0 : probability[at]
      return {
        ...point,
        rsrpDbm: rsrpDbm[at],
        testedDbm: tested[at],
        probability: p,
        cell: server[at] > 0 ? network.cells[server[at] - 1].id : '',
        outside: false,
        passed: p >= leastProbability(rule),
        gigabit: gigabit && gigabit[at] > 0,
      }
    }),
  )
}

/** The point that decides: least probability, then least RSRP, then the first. Undefined where a village has none. */
export function weakestPoint(points: PointResult[]): PointResult | undefined {
  const level = (point: PointResult): number => (Number.isNaN(point.rsrpDbm) ? -Infinity : point.rsrpDbm)
  return points.reduce<PointResult | undefined>((worst, point) => {
    if (!worst || point.probability < worst.probability) return point
    return point.probability === worst.probability && level(point) < level(worst) ? point : worst
  }, undefined)
}

/**
 * The probability that a point of the map must have to pass its rule. The map holds f32: 0.9 in it is a little below the rule's
 * 0.9.
 */
export function leastProbability({ pointProbability }: Pick<Rule, 'pointProbability'>): number {
  return Math.fround(pointProbability)
}
