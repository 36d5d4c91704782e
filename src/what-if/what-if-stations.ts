import { type Candidate, candidateMast } from '../candidates/candidate'
import type { Core } from '../core/core'
import { bestServer, type CoverageLayers } from '../coverage/best-server'
import { type CellWindow, intersection } from '../coverage/cell-window'
import { MAX_RADIUS_M } from '../coverage/compute-coverage'
import type { CoverageMap } from '../coverage/coverage-map'
import { placeMasts } from '../coverage/masts'
import type { Propagation } from '../coverage/propagation'
import type { LongTask } from '../formats/progress'
import type { Proposal } from '../plan/plan'
import type { Chooser } from './station-choice'
import type { WhatIfStation } from './what-if'

/** A station of the plan that is tried, as the engine holds it. */
export interface Entry {
  station: WhatIfStation
  candidate: Candidate
  radiusCells: number
  /** What the plan says of a station beside its settings. */
  reliefPeople: number
  /** Who builds. */
  operator: string
  /** What the plan says of the place; gone once the station has moved. */
  told?: Pick<Proposal, 'structure' | 'candidate' | 'owner'>
}

/** What is known of a candidate beside its place and settings. */
export type Known = Pick<WhatIfStation, 'id' | 'reason' | 'rank' | 'year' | 'edited'> &
  Pick<Entry, 'reliefPeople' | 'operator' | 'told'>

/** Makes entries, and says where they reach and with which levels. */
export interface WhatIfStations {
  /** Entries of candidates, each with what is known of it. */
  entries(candidates: readonly Candidate[], known: readonly Known[]): Entry[]
  /** The cells that an entry may reach; undefined where none lie on the grid. */
  windowOf(entry: Entry): CellWindow | undefined
  /** Entries that may reach a window. */
  touching(entries: readonly Entry[], window: CellWindow): Entry[]
  /** Levels of entries over a window; the server of a cell is the station's number. */
  levelsOf(entries: readonly Entry[], window: CellWindow, task?: LongTask): Promise<CoverageLayers>
}

/** Stations over a map, by the same kernels as `computeCoverage` and `planStations`. */
export function whatIfStations(
  core: Core,
  coverage: CoverageMap,
  propagation: Propagation,
  chooser: Chooser,
): WhatIfStations {
  const { grid, rule, sigmaDb, floorDbm, load, network } = coverage
  const everywhere: CellWindow = { columnFrom: 0, columnTo: grid.columns, rowFrom: 0, rowTo: grid.rows }
  /** How far stations reach, in cells. */
  const radiiOf = (candidates: readonly Candidate[]): number[] => {
    const mark = core.arena.mark()
    const masts = candidates.map((candidate) => mastOf(candidate, 0))
    const { radiusCells } = placeMasts(core, grid, propagation, masts, { floorDbm, maxRadiusM: MAX_RADIUS_M })
    core.arena.release(mark)
    return Array.from(radiusCells)
  }
  const cellOf = ({ x, y }: Candidate): [column: number, row: number] => [
    (x - grid.originX) / grid.cellSizeM,
    (grid.originY - y) / grid.cellSizeM,
  ]
  return {
    entries(candidates, known) {
      const radii = radiiOf(candidates)
      return candidates.map((candidate, i): Entry => {
        const { reliefPeople, operator, told, ...named } = known[i]
        const [lon, lat] = chooser.lonLat(candidate)
        const { band, heightM, azimuthsDeg, tiltDeg, surroundings, site, costCny } = candidate
        const sharesSite = site >= 0 ? network.sites[site].id : null
        const settings = { lon, lat, band, heightM, azimuthsDeg, tiltDeg, surroundings, sharesSite, costCny }
        return { station: { ...settings, ...named }, candidate, radiusCells: radii[i], reliefPeople, operator, told }
      })
    },
    windowOf({ candidate, radiusCells }) {
      const [column, row] = cellOf(candidate)
      return intersection(everywhere, {
        columnFrom: Math.floor(column - radiusCells),
        columnTo: Math.ceil(column + radiusCells),
        rowFrom: Math.floor(row - radiusCells),
        rowTo: Math.ceil(row + radiusCells),
      })
    },
    touching: (entries, window) =>
      entries.filter(({ candidate, radiusCells }) => {
        const [column, row] = cellOf(candidate)
        const dx = Math.max(window.columnFrom - column, 0, column - window.columnTo)
        const dy = Math.max(window.rowFrom - row, 0, row - window.rowTo)
        return dx * dx + dy * dy <= radiusCells * radiusCells
      }),
    levelsOf(entries, window, task) {
      const masts = entries.map(({ candidate, station }) => mastOf(candidate, station.id))
      return bestServer(core, grid, [{ masts, noiseDbm: -125 }], {
        propagation,
        floorDbm,
        maxRadiusM: MAX_RADIUS_M,
        load,
        thresholdDbm: rule.rsrpDbm,
        sigmaDb,
        window,
        ...task,
      })
    },
  }
}

/** Cost of stations together, CNY. */
export const costOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { candidate }) => sum + candidate.costCny, 0)

/** A candidate whose sectors all bear the station's number: the map says which station serves, not which sector. */
function mastOf(candidate: Candidate, id: number) {
  const mast = candidateMast(candidate)
  for (const sector of mast.sectors) sector.server = id
  return mast
}
