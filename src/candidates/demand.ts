import type { Place } from '../area/places'
import type { Village } from '../area/village'
import type { PlanWeights } from '../constraints/plan-weights'
import type { Core, Region } from '../core/core'
import { type CoverageMap, testedDbm } from '../coverage/coverage-map'
import { testSigmaDb } from '../coverage/service'
import { cellAtXy } from '../grid/grid'
import { projection } from '../grid/projection'
import { inverseNormalCdf } from '../radio/normal'
import { demandScale } from './demand-scale'
import { demandSteps, layOutSteps } from './demand-steps'
import type { PlacedDemand } from './footprints'
import { placePeopleOf } from './place-people'
import type { PlacePart } from './places-served'

/** What a plan is to cover: cells without cover, of village land and under key places, and the test points of villages that fail. */
export interface Demand {
  placed: PlacedDemand
  /** u8 per cell of the grid: 1 where it is demand, 2 where a key place lies on it besides. */
  mask: Region<Uint8Array>
  /** Integer weight of each demand: cells at the hard level, points, then the cells of each lower step of probability. */
  weights: Uint32Array
  /** Weight of one person. */
  scale: number
  /** First demand of each raster row, then of the points, then of each row of each lower step, then the end. */
  lineStarts: Uint32Array
  /** Index of the village of each test point. */
  pointVillage: Uint32Array
  /** What of the key places is demand, by the number of the demand. */
  placeParts: PlacePart[]
  /** Villages that cannot pass because a public point lies outside the grid: none of their points is demand. */
  outside: number[]
  /** Levels that a cell and a point need, dBm. */
  cellDbm: number
  pointDbm: number
  /** The least level that counts at all, dBm. */
  floorDbm: number
}

/**
 * Numbers and weighs the demand; everything stays in the arena. A point needs RSRP with P(RSRP ≥ threshold) ≥ the rule's
 * probability, `threshold + Φ⁻¹(p)·σ`; a cell needs `threshold + margin`, and counts in part below (demand-steps.ts).
 */
export function demandOf(
  core: Core,
  coverage: CoverageMap,
  villages: Village[],
  weigh: PlanWeights,
  places: readonly Place[] = [],
): Demand {
  const { arena, kernels } = core
  const { grid, rule, people, zones } = coverage
  const cells = grid.columns * grid.rows
  const cellDbm = rule.rsrpDbm + rule.marginDb
  const pointDbm = rule.rsrpDbm + inverseNormalCdf(rule.pointProbability) * testSigmaDb(coverage)
  const mask = arena.u8(cells)
  const rank = arena.u32(cells + 1)

  const { points, outside } = failingPoints(coverage, villages, pointDbm)
  const pointRow = arena.u32(grid.rows + 1)
  const pointColumn = arena.u32(Math.max(1, points.length))
  const rowStart = pointRow.view.fill(0)
  points.forEach(({ row, column }, i) => {
    rowStart[row + 1]++
    pointColumn.view[i] = column
  })
  for (let row = 0; row < grid.rows; row++) rowStart[row + 1] += rowStart[row]

  const areaKm2 = grid.cellSizeM ** 2 / 1e6
  const villagesFailing = new Set(points.map(({ village }) => village)).size
  const residents = villages.reduce((sum, village) => sum + (village.population || 0), 0)
  const atPlaces = placePeopleOf(grid, places, weigh)
  const { areaPeoplePerKm2, villagePeople } = weigh
  const parts = {
    residents,
    areaPeoplePerKm2: areaPeoplePerKm2 * areaKm2 * cells,
    villagePeople: villagePeople * villagesFailing,
    'placePeople and roadPeoplePerKm': atPlaces.total,
  }
  const scale = demandScale(parts, cells)

  const mark = arena.mark()
  const rsrp = arena.put(testedDbm(coverage))
  const zone = arena.put(zones.zone)
  const residentsPerCell = arena.put(people)
  const weightCells = arena.u32(cells)
  const extra = atPlaces.total > 0 ? arena.f32(cells) : undefined
  if (extra) {
    const view = extra.view.fill(0)
    atPlaces.cell.forEach((cell, i) => {
      view[cell] += atPlaces.people[i]
    })
  }
  const count = kernels.markDemand(
    rsrp.ptr,
    zone.ptr,
    residentsPerCell.ptr,
    extra?.ptr ?? 0,
    cells,
    cellDbm,
    scale,
    weigh.areaPeoplePerKm2 * areaKm2 * scale,
    mask.ptr,
    weightCells.ptr,
  )
  kernels.rankCells(mask.ptr, cells, rank.ptr)
  const full = weightCells.view.slice(0, count)
  arena.release(mark)

  const pointsOf = new Map<number, number>()
  for (const { village } of points) pointsOf.set(village, (pointsOf.get(village) ?? 0) + 1)
  const pointWeights = Uint32Array.from(points, ({ village }) =>
    Math.round((weigh.villagePeople * scale) / pointsOf.get(village)!),
  )
  const rowRanks = Uint32Array.from({ length: grid.rows + 1 }, (_, row) => rank.view[row * grid.columns])
  const steps = demandSteps(coverage, weigh.partialCover)
  const { records, weights, lineStarts } = layOutSteps(core, coverage, steps, mask, full, rowRanks, pointWeights)
  const ranks = rank.view
  const placeMask = mask.view
  const placeParts = atPlaces.cell.flatMap((cell, i): PlacePart[] =>
    placeMask[cell] === 2 ? [{ demand: ranks[cell], place: atPlaces.place[i], people: atPlaces.people[i] }] : [],
  )
  return {
    placed: { rank, pointRow, pointColumn, pointBase: count, steps: records },
    mask,
    weights,
    scale,
    lineStarts,
    pointVillage: Uint32Array.from(points, ({ village }) => village),
    placeParts: placeParts.sort((a, b) => a.demand - b.demand || a.place - b.place),
    outside,
    cellDbm,
    pointDbm,
    floorDbm: Math.min(pointDbm, ...steps.map(({ dbm }) => dbm)),
  }
}

/** Test points that do not reach the level, in raster order, of villages whose points all lie on the grid. */
function failingPoints(
  coverage: CoverageMap,
  villages: Village[],
  pointDbm: number,
): { points: { row: number; column: number; village: number }[]; outside: number[] } {
  const { grid } = coverage
  const level = testedDbm(coverage)
  const { forward } = projection(grid.crs)
  const points: { row: number; column: number; village: number }[] = []
  const outside = new Set<number>()
  villages.forEach(({ publicPoints }, village) => {
    for (const { lon, lat } of publicPoints) {
      const [x, y] = forward(lon, lat)
      const cell = cellAtXy(grid, x, y)
      if (cell < 0) outside.add(village)
      else if (!(level[cell] >= pointDbm)) {
        const row = Math.floor(cell / grid.columns)
        points.push({ row, column: cell - row * grid.columns, village })
      }
    }
  })
  const within = points.filter(({ village }) => !outside.has(village))
  return {
    points: within.sort((a, b) => a.row - b.row || a.column - b.column || a.village - b.village),
    outside: [...outside],
  }
}
