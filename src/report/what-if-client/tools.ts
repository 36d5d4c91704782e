import type { WhatIfStation } from '../../index'
import type { MapEvents, MapPlace, ReportMap } from '../client/map'
import type { Tool } from '../what-if-page'
import type { Areas } from './areas'
import type { Editor } from './editor'
import { sizeAt } from './marks'
import type { Page } from './page'
import type { PathSheet } from './path-sheet'
import { toFrame, toLonLat } from './session'

/** A press that travels farther is a drag, CSS pixels. */
const STILL_PX = 5
const STEPS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** What presses, clicks and keys on the map do, by the tool that is chosen. */
export interface Tools extends Required<Pick<MapEvents, 'onPress' | 'onClick'>> {
  choose(tool: Tool): void
}

export function openTools(page: Page, map: ReportMap, editor: Editor, areas: Areas, path: PathSheet): Tools {
  const { session, say, one, all, on } = page
  const { marks, model, run } = session
  const { frame } = model

  /** The station under a place, nearest first. */
  function stationAt({ x, y }: MapPlace): WhatIfStation | null {
    const { scale } = map.view()
    const reach = (sizeAt(scale, frame.width, marks.places.length) + 6) / scale
    let [best, least] = [-1, reach * reach]
    marks.places.forEach(([px, py], i) => {
      const d = (px - x) ** 2 + (py - y) ** 2
      if (d < least) [best, least] = [i, d]
    })
    return best < 0 ? null : session.whatIf.stations[best]
  }
  function onTrial({ x, y }: MapPlace): boolean {
    if (!marks.trial) return false
    const [px, py] = marks.trial.place
    return Math.hypot(px - x, py - y) * map.view().scale <= 16
  }

  type Drag = ReturnType<Tools['onPress']>
  function onPress(at: MapPlace): Drag {
    const { tool } = session
    let moved = false
    const still = (now: MapPlace): boolean => {
      moved ||= Math.hypot(now.left - at.left, now.top - at.top) > STILL_PX
      return !moved
    }
    if (tool === 'forbid') {
      return (now, released) => {
        if (!still(now)) areas.stretch([at.x, at.y], [now.x, now.y], released)
        else if (released) areas.addCorner([at.x, at.y])
      }
    }
    if (tool !== 'select' && tool !== 'new') return null
    if (!onTrial(at)) {
      const station = tool === 'select' ? stationAt(at) : null
      if (!station) return null
      editor.pick(station)
    }
    return (now) => {
      if (!still(now)) editor.move(...toLonLat(session, [now.x, now.y]))
    }
  }
  function onClick(at: MapPlace): boolean {
    const { tool } = session
    if (tool === 'new') {
      const [lon, lat] = toLonLat(session, [at.x, at.y])
      editor.propose({ station: { lon, lat } })
    } else if (tool === 'path') path.addEnd(at, stationAt(at))
    else if (tool === 'forbid') areas.addCorner([at.x, at.y])
    else {
      const station = stationAt(at)
      if (station) editor.pick(station)
    }
    return true
  }

  function choose(tool: Tool): void {
    session.tool = tool
    for (const button of all('button[data-tool]')) {
      button.setAttribute('aria-pressed', String(button.dataset.tool === tool))
    }
    one('[data-hint]').textContent = say(`whatIf.hint.${tool}`)
    one('[data-map]').dataset.tool = tool
    areas.dropDrawing()
  }
  for (const button of all('button[data-tool]')) {
    on(button, 'click', () => choose(button.dataset.tool as Tool))
  }
  for (const button of all('[data-zoom]')) {
    const { zoom } = button.dataset
    on(button, 'click', () => (zoom === 'whole' ? map.whole() : map.zoomBy(zoom === 'in' ? 1.6 : 1 / 1.6)))
  }

  // Before the map's own listeners, which zoom and pan.
  const first = (type: string, take: (event: Event) => boolean): void =>
    on(
      one('[data-map]'),
      type,
      (event) => {
        if (!take(event)) return
        event.preventDefault()
        event.stopPropagation()
      },
      true,
    )
  first('dblclick', () => {
    if (session.tool !== 'forbid' || marks.drawing.length < 3) return false
    // The second click of the two set a corner on the last one.
    areas.close(marks.drawing.slice(0, -1))
    return true
  })
  first('keydown', (event) => {
    const { key, shiftKey } = event as KeyboardEvent
    const station = session.whatIf.trial?.station && session.change?.station
    if (shiftKey && STEPS[key] && station) {
      const cell = run.coverage.grid.cellSizeM / frame.unitM
      const [x, y] = toFrame(session, [station.lon, station.lat])
      editor.move(...toLonLat(session, [x + STEPS[key][0] * cell, y + STEPS[key][1] * cell]))
      return true
    }
    if (key !== 'Enter' || session.tool !== 'forbid' || marks.drawing.length < 3) return false
    areas.close(marks.drawing)
    return true
  })
  on(document, 'keydown', (event) => {
    if ((event as KeyboardEvent).key !== 'Escape') return
    if (marks.drawing.length > 0) areas.dropDrawing()
    else if (session.whatIf.trial) void editor.discard()
  })
  choose(session.tool)
  return { onPress, onClick, choose }
}
