import type { Core, Region } from '../core/core'
import { BOX_BOTTOM, BOX_LEFT, BOX_RIGHT, BOX_TOP } from '../core/layout'
import type { CoverageLayers } from '../coverage/best-server'
import type { CellWindow } from '../coverage/cell-window'
import type { CoverageMap } from '../coverage/coverage-map'

/** What stood in a window, to be put back. */
export interface Snapshot {
  window: CellWindow
  rsrpDbm: Float32Array
  probability: Float32Array
  station: Uint32Array
}

/** The map with the plan's stations built, in the core, and what changes parts of it. */
export interface WhatIfMap {
  rsrpDbm: Region<Float32Array>
  probability: Region<Float32Array>
  /** Number of the plan's station that serves the cell; 0 where none of them does. */
  station: Region<Uint32Array>
  save(window: CellWindow): Snapshot
  restore(snapshot: Snapshot): void
  /** Takes all of the plan's stations out of a window. */
  clear(window: CellWindow): void
  /** Lays the levels of stations over a window: where they are stronger they serve. */
  lay(window: CellWindow, layers: CoverageLayers): void
  /** The box of the cells that a station serves within a window; undefined where it serves none. */
  servedBox(station: number, within: CellWindow): CellWindow | undefined
}

/** Lays a map out in the core, to stay there. */
export function whatIfMap(core: Core, coverage: Pick<CoverageMap, 'grid' | 'rsrpDbm' | 'probability'>): WhatIfMap {
  const { arena, kernels } = core
  const { columns, rows } = coverage.grid
  const rsrpDbm = arena.put(coverage.rsrpDbm)
  const probability = arena.put(coverage.probability)
  const station = arena.u32(columns * rows)
  station.view.fill(0)
  const box = arena.i32(4)
  /** Rows of a window: where they begin on the grid and in an array of the window alone. */
  const rowsOf = (window: CellWindow, each: (onGrid: number, inWindow: number, width: number) => void): void => {
    const width = window.columnTo - window.columnFrom
    for (let row = window.rowFrom; row < window.rowTo; row++) {
      each(row * columns + window.columnFrom, (row - window.rowFrom) * width, width)
    }
  }
  return {
    rsrpDbm,
    probability,
    station,
    save(window) {
      const cells = (window.columnTo - window.columnFrom) * (window.rowTo - window.rowFrom)
      const saved: Snapshot = {
        window,
        rsrpDbm: new Float32Array(cells),
        probability: new Float32Array(cells),
        station: new Uint32Array(cells),
      }
      const [level, chance, server] = [rsrpDbm.view, probability.view, station.view]
      rowsOf(window, (onGrid, inWindow, width) => {
        saved.rsrpDbm.set(level.subarray(onGrid, onGrid + width), inWindow)
        saved.probability.set(chance.subarray(onGrid, onGrid + width), inWindow)
        saved.station.set(server.subarray(onGrid, onGrid + width), inWindow)
      })
      return saved
    },
    restore(saved) {
      const [level, chance, server] = [rsrpDbm.view, probability.view, station.view]
      rowsOf(saved.window, (onGrid, inWindow, width) => {
        level.set(saved.rsrpDbm.subarray(inWindow, inWindow + width), onGrid)
        chance.set(saved.probability.subarray(inWindow, inWindow + width), onGrid)
        server.set(saved.station.subarray(inWindow, inWindow + width), onGrid)
      })
    },
    clear(window) {
      const [level, chance, server] = [rsrpDbm.view, probability.view, station.view]
      rowsOf(window, (onGrid, _, width) => {
        level.set(coverage.rsrpDbm.subarray(onGrid, onGrid + width), onGrid)
        chance.set(coverage.probability.subarray(onGrid, onGrid + width), onGrid)
        server.fill(0, onGrid, onGrid + width)
      })
    },
    lay(window, layers) {
      const mark = arena.mark()
      const added = [arena.put(layers.rsrpDbm), arena.put(layers.server), arena.put(layers.probability)]
      const at = 4 * (window.rowFrom * columns + window.columnFrom)
      kernels.overlayWindow(
        rsrpDbm.ptr + at,
        station.ptr + at,
        probability.ptr + at,
        columns,
        added[0].ptr,
        added[1].ptr,
        added[2].ptr,
        window.columnTo - window.columnFrom,
        window.rowTo - window.rowFrom,
      )
      arena.release(mark)
    },
    servedBox(number, within) {
      const { columnFrom, columnTo, rowFrom, rowTo } = within
      const count = kernels.serverBox(station.ptr, columns, columnFrom, columnTo, rowFrom, rowTo, number, box.ptr)
      if (count === 0) return undefined
      const view = box.view
      return {
        columnFrom: view[BOX_LEFT / 4],
        columnTo: view[BOX_RIGHT / 4],
        rowFrom: view[BOX_TOP / 4],
        rowTo: view[BOX_BOTTOM / 4],
      }
    },
  }
}
