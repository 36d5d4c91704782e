import KDBush from 'kdbush'
import type { Village } from '../area/village'
import type { Core, Region } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'
import { sitesOnGround } from '../coverage/network-masts'
import type { Surroundings } from '../coverage/propagation-model'
import { surroundingsOf } from '../coverage/surroundings'
import { strideOf } from '../coverage/tiles'
import { projection } from '../grid/projection'
import { BANDS } from '../network/bands'
import { type Candidate, type CandidateOrigin, SECTOR_AZIMUTHS_DEG } from './candidate'
import { type Costs, type StructureKind, stationCostCny } from './cost'

/** An existing structure wins over a new one this near: 100 m in town, 300 m in the country ("share before you build"). */
const SHARE_TOWN_M = 100
const SHARE_COUNTRY_M = 300
/** Side of the blocks that a gap gets one candidate each for, m. */
const LATTICE_M = 500

export interface CandidateInput {
  coverage: CoverageMap
  villages: Village[]
  /** u8 per cell of the grid: 1 where cover is wanted and missing. */
  demand: Region<Uint8Array>
  terrainM?: Region<Float32Array>
  /** Band of new stations in the country and in town. */
  bands: { country: string; town: string }
  costs: Costs
  /** Level that a public point needs, dBm. */
  pointDbm: number
}

/**
 * Places where a station could go, thinned by sharing: existing structures that do not have the band yet; public points
 * without cover; one place (the highest ground, where elevation is known) for each 500 m block of a gap. Order: structures,
 * points, lattice, each in input or raster order.
 */
export function candidatesOf(core: Core, input: CandidateInput): Candidate[] {
  const { coverage, villages, bands, costs, pointDbm } = input
  const { grid, network } = coverage
  const { forward } = projection(grid.crs)
  const ground = sitesOnGround(grid, network, coverage.rat)
  const siteX: number[] = []
  const siteY: number[] = []
  const kept: number[] = []
  const inside = (x: number, y: number): boolean =>
    x >= grid.originX &&
    y <= grid.originY &&
    x < grid.originX + grid.columns * grid.cellSizeM &&
    y > grid.originY - grid.rows * grid.cellSizeM
  network.sites.forEach((_, i) => {
    const [x, y] = [ground.x[i], ground.y[i]]
    if (!inside(x, y)) return
    kept.push(i)
    siteX.push(x)
    siteY.push(y)
  })
  const siteIndex = indexOf(siteX, siteY)
  const onBand = new Set<string>()
  for (const cell of network.cells) onBand.add(`${network.stations[cell.station].site} ${cell.band}`)

  const places: { x: number; y: number; origin: CandidateOrigin; site: number }[] = kept.map((site, i) => ({
    x: siteX[i],
    y: siteY[i],
    origin: 'structure',
    site,
  }))
  for (const village of villages) {
    for (const { lon, lat } of village.publicPoints) {
      const [x, y] = forward(lon, lat)
      if (!inside(x, y)) continue
      const cell =
        Math.floor((grid.originY - y) / grid.cellSizeM) * grid.columns + Math.floor((x - grid.originX) / grid.cellSizeM)
      if (!(coverage.rsrpDbm[cell] >= pointDbm)) places.push({ x, y, origin: 'public-point', site: -1 })
    }
  }
  const step = Math.max(1, Math.round(LATTICE_M / grid.cellSizeM))
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
  for (const cell of blocks.view.subarray(0, count)) {
    const column = cell % grid.columns
    const row = Math.floor(cell / grid.columns)
    const x = grid.originX + (column + 0.5) * grid.cellSizeM
    places.push({ x, y: grid.originY - (row + 0.5) * grid.cellSizeM, origin: 'lattice', site: -1 })
  }
  core.arena.release(mark)

  const told = surroundingsOf(
    ground.used.map((i) => ground.x[i]),
    ground.used.map((i) => ground.y[i]),
    places.map(({ x }) => x),
    places.map(({ y }) => y),
  )
  const candidates: Candidate[] = []
  places.forEach(({ x, y, origin, site }, i) => {
    const around = site >= 0 ? ground.surroundings[site] : told[i]
    const band = bands[around]
    if (origin === 'structure' && onBand.has(`${site} ${band}`)) return
    const nearestSiteM = origin === 'structure' ? 0 : nearestM(siteIndex, siteX, siteY, x, y)
    if (origin !== 'structure' && nearestSiteM <= (around === 'town' ? SHARE_TOWN_M : SHARE_COUNTRY_M)) return
    const scene = around === 'town' ? 'urban' : 'rural'
    candidates.push({
      origin,
      x,
      y,
      band,
      heightM: BANDS[band].heightM[scene],
      azimuthsDeg: SECTOR_AZIMUTHS_DEG,
      tiltDeg: BANDS[band].tiltDeg[scene],
      surroundings: around,
      site,
      nearestSiteM,
      costCny: stationCostCny(costs, band, kindAt(origin, around), nearestSiteM),
    })
  })
  return candidates
}

/** What a station found for a place would stand on: in town a roof, in the country a tower of its own. */
function kindAt(origin: CandidateOrigin, around: Surroundings): StructureKind {
  return origin === 'structure' ? 'structure' : around === 'town' ? 'rooftop' : 'tower'
}

function indexOf(x: number[], y: number[]): KDBush {
  const index = new KDBush(Math.max(1, x.length))
  for (let i = 0; i < x.length; i++) index.add(x[i], y[i])
  if (x.length === 0) index.add(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
  index.finish()
  return index
}

/** Distance to the nearest of the indexed places, m; Infinity where there is none. Widens the search ring by ring. */
function nearestM(index: KDBush, xs: number[], ys: number[], x: number, y: number): number {
  if (xs.length === 0) return Number.POSITIVE_INFINITY
  for (let radius = 500; ; radius *= 2) {
    let best = Number.POSITIVE_INFINITY
    for (const i of index.within(x, y, radius)) best = Math.min(best, Math.hypot(xs[i] - x, ys[i] - y))
    if (best <= radius) return best
    if (radius > 4e7) return best
  }
}
