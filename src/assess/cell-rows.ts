import KDBush from 'kdbush'
import type { Core } from '../core/core'
import {
  SERVED_BEYOND_CELLS,
  SERVED_BEYOND_PEOPLE,
  SERVED_CELLS,
  SERVED_FARTHEST,
  SERVED_PEOPLE,
  SERVED_STRIDE,
  SERVER_COLUMN,
  SERVER_LIMIT,
  SERVER_ROW,
  SERVER_STRIDE,
} from '../core/layout'
import type { CoverageMap } from '../coverage/coverage-map'
import { networkMasts } from '../coverage/network-masts'

/** A row of cells.csv: what one cell of the network serves, within villages. */
export interface CellRow {
  id: string
  station: string
  band: string
  area_km2: number
  population: number
  /** Distance to the farthest place that it serves, km. */
  farthest_km: number
  /** Beyond this distance it overshoots (越区覆盖), km; null where too few neighbours stand before it. */
  limit_km: number | null
  overshoot_km2: number
  overshoot_population: number
}

/** A cell overshoots beyond so many times the mean distance to its neighbours: coverage should end inside their ring (1.5 to 2 in practice). */
const LIMIT_FACTOR = 1.5
/** Neighbours that the mean is taken over: the nearest sites of its frequency before the antenna. */
const NEIGHBOURS = 3
/** Before the antenna: within so much of its azimuth, degrees. */
const FRONT_DEG = 60
/** Sites nearer than this stand at the same place, m. */
const SAME_PLACE_M = 50
/** Neighbours are looked for this far, m: twice as far as a cell is computed. */
const FAR_M = 40_000

/**
 * What each cell of the mapped generation serves as the strongest, and how much of it beyond 1.5 times the mean distance to the three nearest
 * sites of its frequency within 60° of its azimuth (all around for an omnidirectional one): there one of those should serve.
 */
export function cellRows(core: Core, coverage: CoverageMap): CellRow[] {
  const { arena, kernels } = core
  const { grid, network, rat, server, zones, people } = coverage
  const count = network.cells.length + 1
  const limitM = new Map<number, number>()
  const mark = arena.mark()
  try {
    const servers = new Float32Array((count * SERVER_STRIDE) / 4)
    const put = (id: number, offset: number, value: number): void => {
      servers[(id * SERVER_STRIDE + offset) / 4] = value
    }
    for (const { masts } of networkMasts(grid, network, rat).layers) {
      const index = new KDBush(masts.length)
      for (const { x, y } of masts) index.add(x, y)
      index.finish()
      for (const { x, y, sectors } of masts) {
        for (const { cell, server: id } of sectors) {
          const limit = LIMIT_FACTOR * neighbourDistanceM(index, masts, x, y, cell.azimuthDeg)
          limitM.set(id, limit)
          put(id, SERVER_COLUMN, (x - grid.originX) / grid.cellSizeM)
          put(id, SERVER_ROW, (grid.originY - y) / grid.cellSizeM)
          put(id, SERVER_LIMIT, (limit / grid.cellSizeM) ** 2)
        }
      }
    }
    const sums = arena.f64((count * SERVED_STRIDE) / 8)
    sums.view.fill(0)
    kernels.servedSums(
      arena.put(server).ptr,
      arena.put(zones.zone).ptr,
      arena.put(people).ptr,
      grid.columns,
      grid.rows,
      arena.put(servers).ptr,
      count,
      sums.ptr,
    )
    const values = sums.view
    const cellKm2 = grid.cellSizeM ** 2 / 1e6
    return [...limitM.keys()]
      .sort((a, b) => a - b)
      .map((id) => {
        const of = (offset: number): number => values[(id * SERVED_STRIDE + offset) / 8]
        const { id: name, station, band } = network.cells[id - 1]
        const limit = limitM.get(id)!
        return {
          id: name,
          station: network.stations[station].id,
          band,
          area_km2: of(SERVED_CELLS) * cellKm2,
          population: of(SERVED_PEOPLE),
          farthest_km: (Math.sqrt(of(SERVED_FARTHEST)) * grid.cellSizeM) / 1000,
          limit_km: Number.isFinite(limit) ? limit / 1000 : null,
          overshoot_km2: of(SERVED_BEYOND_CELLS) * cellKm2,
          overshoot_population: of(SERVED_BEYOND_PEOPLE),
        }
      })
  } finally {
    arena.release(mark)
  }
}

/** Mean distance to the nearest neighbours before an antenna, m; Infinity where there are fewer. */
function neighbourDistanceM(
  index: KDBush,
  masts: { x: number; y: number }[],
  x: number,
  y: number,
  azimuthDeg: number,
): number {
  for (let radius = 1000; ; radius = Math.min(FAR_M, 2 * radius)) {
    const distances = index
      .within(x, y, radius)
      .map((i) => ({ dx: masts[i].x - x, dy: masts[i].y - y }))
      .filter(({ dx, dy }) => isBefore(dx, dy, azimuthDeg))
      .map(({ dx, dy }) => Math.hypot(dx, dy))
      .filter((distance) => distance > SAME_PLACE_M)
      .sort((a, b) => a - b)
    if (distances.length >= NEIGHBOURS) {
      return distances.slice(0, NEIGHBOURS).reduce((sum, distance) => sum + distance, 0) / NEIGHBOURS
    }
    if (radius === FAR_M) return Number.POSITIVE_INFINITY
  }
}

function isBefore(dx: number, dy: number, azimuthDeg: number): boolean {
  if (Number.isNaN(azimuthDeg)) return true
  const turn = (Math.atan2(dx, dy) * 180) / Math.PI - azimuthDeg
  return Math.abs(((turn + 540) % 360) - 180) <= FRONT_DEG
}
