import type { Village } from '../area/village'
import type { Costs } from '../constraints/cost'
import type { Licences } from '../constraints/licences'
import type { NewBands } from '../constraints/new-bands'
import type { PlanWeights } from '../constraints/plan-weights'
import type { Core, Region } from '../core/core'
import { type CoverageMap, testedDbm } from '../coverage/coverage-map'
import { strideOf } from '../coverage/tiles'
import type { LongTask } from '../formats/progress'
import { cellAtXy } from '../grid/grid'
import { projection } from '../grid/projection'
import { type Candidate, type CandidateOrigin, candidateAt, newKindIn } from './candidate'
import { highGround } from './high-ground'
import { onGrid, type Standing } from './standing'

export interface CandidateInput {
  coverage: CoverageMap
  villages: Village[]
  standing: Standing
  /** False for a site on which nothing may be built: it does not stand in for a new one. */
  mayBuildAt: (site: number) => boolean
  /** u8 per cell of the grid: 1 where cover is wanted and missing, 2 where that is so of a key place. */
  demand: Region<Uint8Array>
  terrainM?: Region<Float32Array>
  /** Band of new stations in the country and in town. */
  bands: NewBands
  licences: Licences
  costs: Costs
  weights: PlanWeights
  /** Side of the blocks of a gap that get one candidate each, m. */
  candidateSpacingM: number
  /** Level that a public point needs, dBm. */
  pointDbm: number
}

/**
 * Places where a station could go, thinned by sharing: existing structures that do not have the band yet; public points
 * without cover; one place (the highest ground, where elevation is known) for each block of a gap (500 m unless set) or with a key place or road without cover; hills with a view of
 * a gap. Order: structures, points, lattice, hills, each in input or raster order.
 */
export async function candidatesOf(core: Core, input: CandidateInput, task: LongTask): Promise<Candidate[]> {
  const { coverage, villages, standing, mayBuildAt, bands, licences, costs, pointDbm } = input
  const { grid } = coverage
  const level = testedDbm(coverage)
  const { ground, sitesInside, carries, nearestM, sitesWithin, surroundingsAt, shareToleranceM } = standing
  const { forward } = projection(grid.crs)
  const places: { x: number; y: number; origin: CandidateOrigin; site: number }[] = sitesInside.map((site) => ({
    x: ground.x[site],
    y: ground.y[site],
    origin: 'structure',
    site,
  }))
  for (const village of villages) {
    for (const { lon, lat } of village.publicPoints) {
      const [x, y] = forward(lon, lat)
      if (!onGrid(grid, x, y)) continue
      const cell = cellAtXy(grid, x, y)
      if (!(level[cell] >= pointDbm)) places.push({ x, y, origin: 'public-point', site: -1 })
    }
  }
  const step = Math.max(1, Math.round(input.candidateSpacingM / grid.cellSizeM))
  const mark = core.arena.mark()
  const blocks = core.arena.u32(Math.ceil(grid.columns / step) * Math.ceil(grid.rows / step))
  const count = core.kernels.latticeCells(
    input.demand.ptr,
    input.terrainM?.ptr ?? 0,
    grid.columns,
    grid.rows,
    strideOf(grid),
    step,
    Math.ceil((step * step) / 2),
    blocks.ptr,
  )
  const cells = blocks.view.slice(0, count)
  core.arena.release(mark)
  const { demand, terrainM, weights } = input
  const hills = terrainM
    ? await highGround(core, { coverage, demand, terrainM, weights, band: bands.country[0], known: cells }, task)
    : []
  for (const [origin, found] of [
    ['lattice', cells],
    ['hill', hills],
  ] as const) {
    for (const cell of found) {
      const column = cell % grid.columns
      const row = Math.floor(cell / grid.columns)
      const x = grid.originX + (column + 0.5) * grid.cellSizeM
      places.push({ x, y: grid.originY - (row + 0.5) * grid.cellSizeM, origin, site: -1 })
    }
  }

  const told = surroundingsAt(
    places.map(({ x }) => x),
    places.map(({ y }) => y),
  )
  const candidates: Candidate[] = []
  places.forEach(({ x, y, origin, site }, i) => {
    const around = site >= 0 ? ground.surroundings[site] : told[i]
    const nearestSiteM = origin === 'structure' ? 0 : nearestM(x, y)
    if (origin !== 'structure' && sitesWithin(x, y, shareToleranceM(around, x, y)).some(mayBuildAt)) return
    const kind = origin === 'structure' ? 'structure' : newKindIn(around)
    const place = { origin, x, y, site, kind, surroundings: around, nearestSiteM }
    // In town a place may get either band: one for rate, or one for reach.
    for (const band of new Set([...bands[around], ...bands.country])) {
      if (origin !== 'structure' || !carries(site, band))
        candidates.push(candidateAt(place, band, costs, standing, licences))
    }
  })
  return candidates
}
