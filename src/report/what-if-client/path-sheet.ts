import { BANDS, type WhatIfStation } from '../../index'
import type { MapPlace, ReportMap } from '../client/map'
import type { Corner } from './marks'
import type { Page } from './page'
import { type PathSettings, pathMarkup } from './path-view'
import { toFrame, toLonLat } from './session'

/** The sheet under the map with the path between two places. */
export interface PathSheet {
  /** Sets an end of the path: a station where there is one, else the place itself. */
  addEnd(at: MapPlace, station: WhatIfStation | null): void
}

export function openPathSheet({ session, say, lang, one, on }: Page, map: ReportMap): PathSheet {
  const { marks, model, run } = session
  const sheet = one('[data-path]')

  function show(): void {
    sheet.hidden = session.ends === null
    if (session.ends) sheet.innerHTML = pathMarkup(run.terrain, session.ends, session.path, say, lang)
    map.resize()
  }
  function addEnd(at: MapPlace, station: WhatIfStation | null): void {
    const end: Corner = station ? toFrame(session, [station.lon, station.lat]) : [at.x, at.y]
    if (marks.path.length !== 1) {
      marks.path = [end]
      session.ends = null
      if (station) {
        session.path.txHeightM = station.heightM
        session.path.frequencyMhz = BANDS[station.band].frequencyMhz
      }
    } else if (Math.hypot(end[0] - marks.path[0][0], end[1] - marks.path[0][1]) * model.frame.unitM > 1) {
      marks.path = [marks.path[0], end]
      const [from, to] = marks.path.map((corner) => toLonLat(session, corner))
      session.ends = { from, to }
    }
    show()
    map.redraw('marks')
  }
  on(sheet, 'change', (event) => {
    const field = event.target as HTMLInputElement
    const key = field.dataset.pathField as keyof PathSettings | undefined
    if (!key || !(Number(field.value) > 0)) return
    session.path[key] = Number(field.value)
    show()
    one(`[data-path-field="${key}"]`).focus()
  })
  on(sheet, 'click', (event) => {
    if (!(event.target as HTMLElement).closest('[data-path-close]')) return
    session.ends = null
    marks.path = []
    show()
    map.redraw('marks')
  })
  show()
  return { addEnd }
}
