import { beforeAll, describe, expect, test } from 'vitest'
import type { Place } from '../../src/area/places'
import { cellAt } from '../../src/assess/cells-of'
import { demandOf } from '../../src/candidates/demand'
import { demandSteps } from '../../src/candidates/demand-steps'
import { placePeopleOf } from '../../src/candidates/place-people'
import { DEFAULT_WEIGHTS, type PlanWeights } from '../../src/constraints/plan-weights'
import { type Core, openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import type { CoverageMap } from '../../src/coverage/coverage-map'
import { gridFor } from '../../src/grid/grid-for'
import { projection } from '../../src/grid/projection'
import type { PlanInput } from '../../src/plan/plan-input'
import { planStations } from '../../src/plan/plan-stations'
import { networkOf, village, west } from '../plan/three-villages'

const place = (id: string, geometry: Place['geometry']): Place => ({
  id,
  name: id,
  scene: 'highway',
  weight: 5,
  geometry,
  synthetic: true,
})

// A covered village, 16 km of no village's land with a road across, and a village without cover whose points nobody asks for.
const [south, north, roadLon] = [24.9, 24.94, 118.61]
const villages = [village(0, 300), { ...village(5, 30), name: 'Far', publicPoints: [] }]
const road = place('road', {
  type: 'LineString',
  coordinates: [
    [roadLon, south],
    [roadLon, north],
  ],
})
const hospital = place('hospital', {
  type: 'MultiPoint',
  coordinates: [
    [118.58, 24.92],
    [118.5805, 24.9205],
  ],
})
const park = place('park', {
  type: 'Polygon',
  coordinates: [
    [
      [118.715, 24.92],
      [118.725, 24.92],
      [118.725, 24.93],
      [118.715, 24.93],
      [118.715, 24.92],
    ],
  ],
})

let core: Core
let coverage: CoverageMap
beforeAll(async () => {
  core = await openCore()
  const grid = gridFor(villages, { cellSizeM: 100 })
  coverage = await computeCoverage({ grid, network: networkOf(west), villages, core })
})

const planned = (target: number, weights: Partial<PlanWeights>, more: Partial<PlanInput> = {}) =>
  planStations({ coverage, villages, target, places: [road], weights, core, ...more })

/** Metres of the road in each cell, by walking along it in steps of a metre. */
function metresOfRoad({ grid }: CoverageMap): Map<number, number> {
  const plane = projection(grid.crs)
  const [ax, ay] = plane.forward(roadLon, south)
  const [bx, by] = plane.forward(roadLon, north)
  const steps = Math.round(Math.hypot(bx - ax, by - ay))
  const metres = new Map<number, number>()
  for (let s = 0; s < steps; s++) {
    const t = (s + 0.5) / steps
    const [lon, lat] = plane.inverse(ax + t * (bx - ax), ay + t * (by - ay))
    const cell = cellAt(grid, plane, lon, lat)
    metres.set(cell, (metres.get(cell) ?? 0) + 1)
  }
  return metres
}

const level = ({ rule }: CoverageMap) => Math.fround(rule.rsrpDbm + rule.marginDb)

function roadKm(map: CoverageMap): number {
  let metres = 0
  for (const [cell, m] of metresOfRoad(map)) if (map.rsrpDbm[cell] >= level(map)) metres += m
  return metres / 1000
}

describe('what places count as', () => {
  test('a road its kilometres, a place itself once, whatever it is drawn with; nothing where the weight is 0', () => {
    const weigh = { placePeople: 60, roadPeoplePerKm: 10 }
    const total = (places: Place[], weights = weigh) => placePeopleOf(coverage.grid, places, weights).total
    const plane = projection(coverage.grid.crs)
    const [ax, ay] = plane.forward(roadLon, south)
    const [bx, by] = plane.forward(roadLon, north)
    expect(total([road])).toBeCloseTo(Math.hypot(bx - ax, by - ay) / 100, 6)
    expect(total([hospital])).toBeCloseTo(60, 9)
    expect(total([park])).toBeCloseTo(60, 9)
    expect(
      total([
        { ...road, weight: 10 },
        { ...hospital, weight: 0 },
      ]),
    ).toBeCloseTo(2 * total([road]), 6)
    expect(total([road, park, hospital], { placePeople: 0, roadPeoplePerKm: 0 })).toBe(0)
  })

  test('what lies beyond the grid keeps its share', () => {
    const half = place('half', {
      type: 'MultiPoint',
      coordinates: [
        [118.58, 24.92],
        [110, 24.92],
      ],
    })
    expect(placePeopleOf(coverage.grid, [half], DEFAULT_WEIGHTS).total).toBe(DEFAULT_WEIGHTS.placePeople / 2)
  })

  test('demand is that of a plain recomputation: where, marked how, of what weight', () => {
    const places = [road, hospital, park]
    const mark = core.arena.mark()
    const demand = demandOf(core, coverage, villages, DEFAULT_WEIGHTS, places)
    const { grid, people, zones, rsrpDbm } = coverage
    const extra = new Float64Array(people.length)
    const listed = placePeopleOf(grid, places, DEFAULT_WEIGHTS)
    listed.cell.forEach((cell, i) => {
      extra[cell] += listed.people[i]
    })
    const full: number[] = []
    const today: number[] = []
    const marks = Uint8Array.from(people, (residents, i) => {
      const land = zones.zone[i] > 0 ? (DEFAULT_WEIGHTS.areaPeoplePerKm2 * grid.cellSizeM ** 2) / 1e6 : 0
      if (rsrpDbm[i] >= level(coverage) || (land === 0 && extra[i] === 0)) return 0
      full.push((residents + extra[i] + land) * demand.scale)
      today.push(rsrpDbm[i])
      return extra[i] > 0 ? 2 : 1
    })
    expect(demand.mask.view.slice()).toEqual(marks)
    expect(marks.filter((m, i) => m === 2 && zones.zone[i] === 0).length).toBeGreaterThan(30)
    // Half of the probability counts below the hard level, from 0.65 on; what a cell has today counts already.
    const lower = Math.fround(coverage.rule.rsrpDbm + 0.38532046640756773 * coverage.sigmaDb)
    const steps = [
      full.map((weight) => 0.675 * weight),
      full.filter((_, k) => !(today[k] >= lower)).map((weight) => 0.325 * weight),
    ]
    expect(steps[1].length).toBeLessThan(steps[0].length)
    const villageLine = demand.lineStarts[grid.rows + 1] - demand.lineStarts[grid.rows]
    expect(villageLine).toBe(demand.pointVillage.length)
    const weights = [...demand.weights]
    weights.splice(steps[0].length, villageLine)
    expect(weights).toHaveLength(steps.flat().length)
    // Whole numbers, of places in f32, rounded twice: a unit and a little.
    steps.flat().forEach((weight, k) => {
      expect(Math.abs(weights[k] - weight)).toBeLessThan(1.01)
    })
    expect([...demand.lineStarts]).toEqual([...demand.lineStarts].sort((a, b) => a - b))
    expect(demand.lineStarts).toHaveLength(2 * grid.rows + 2)
    expect(demand.lineStarts.at(-1)).toBe(demand.weights.length)
    core.arena.release(mark)
  })
})

describe('a plan with places', () => {
  test('a road off the people draws a station only with its weight, and the map after it covers the road', async () => {
    const [without, unweighted, weighted] = [
      await planned(9, {}, { places: undefined }),
      await planned(9, { roadPeoplePerKm: 0 }),
      await planned(9, {}),
    ]
    expect(unweighted.proposals).toEqual(without.proposals)
    expect(roadKm(without.after)).toBe(0)
    const atRoad = weighted.proposals.filter(({ lon }) => Math.abs(lon - roadLon) < 0.02)
    expect(atRoad).toHaveLength(1)
    expect(atRoad[0]).toMatchObject({ reason: 'coverage', village: '', serves: 'road' })
    expect(atRoad[0].gainPeople).toBe(0)
    expect(roadKm(weighted.after)).toBeGreaterThan(3)
  })

  test.each([0, 0.5, 1])(
    'the objective is what the map after it shows: people, land and kilometres, with %s of the probability',
    async (partialCover) => {
      const plan = await planned(9, { peoplePerStation: 1e6, partialCover })
      expect(plan.proposals.length).toBe(plan.coverageEndsAtRank)
      const mark = core.arena.mark()
      const { mask, weights, scale, pointVillage } = demandOf(core, coverage, villages, plan.weights, [road])
      const steps = demandSteps(coverage, partialCover).map(({ dbm }) => Math.fround(dbm))
      expect(steps).toHaveLength(partialCover > 0 ? 2 : 1)
      let next = 0
      let sum = 0
      steps.forEach((dbm, s) => {
        mask.view.forEach((marked, i) => {
          if (!marked || coverage.rsrpDbm[i] >= dbm) return
          if (plan.after.rsrpDbm[i] >= dbm) sum += weights[next]
          next++
        })
        if (s === 0) next += pointVillage.length
      })
      expect(next).toBe(weights.length)
      core.arena.release(mark)
      expect(plan.mustCover.passing).toBe(plan.mustCover.failing)
      expect(plan.objective * scale).toBeCloseTo(sum + 2000 * scale * plan.mustCover.passing, 3)
      expect(plan.upperBound).toBeGreaterThanOrEqual(plan.objective)
    },
  )

  test('more weight never lowers the kilometres that one station covers, and turns it from the village to the road', async () => {
    const km: number[] = []
    for (const roadPeoplePerKm of [0, 10, 50, 200, 1000]) {
      km.push(roadKm((await planned(1, { roadPeoplePerKm, peoplePerStation: 1e6 })).after))
    }
    expect(km[0]).toBe(0)
    expect(km.at(-1)).toBeGreaterThan(3)
    expect(km).toEqual(km.toSorted((a, b) => a - b))
  })

  test('a key place without cover draws a station too', async () => {
    const cell = cellAt(coverage.grid, projection(coverage.grid.crs), 118.58, 24.92)
    const lacks = await planned(9, {}, { places: undefined })
    expect(lacks.after.rsrpDbm[cell]).toBeLessThan(level(coverage))
    const { after } = await planned(9, {}, { places: { places: [hospital], rejected: [], warnings: [] } })
    expect(after.rsrpDbm[cell]).toBeGreaterThanOrEqual(level(after))
  })
})
