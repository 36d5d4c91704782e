import type { Lang } from '../../output/summary'
import { openMap, type ReportMap } from '../client/map'
import type { View } from '../client/scene'
import type { MapState } from '../client/state'
import { plain } from '../numbers'
import { openAreas } from './areas'
import { openEditor } from './editor'
import { openExportButtons } from './export-buttons'
import { openFinders } from './finders'
import { drawMarks } from './marks'
import { openPage, type Page } from './page'
import { openPathSheet } from './path-sheet'
import { openReplan } from './replan'
import type { Session } from './session'
import { openTools, type Tools } from './tools'

/** What the report's map draws here: the what-if lays its own ground and stations over it. */
const mapState = (): MapState => ({
  picture: 'none',
  fill: 'outline',
  show: { gaps: false, stations: true, proposals: false, labels: true },
  stationsBy: 'band',
  proposalsBy: 'reason',
  stepBy: 'station',
  rank: 0,
  pin: null,
})

/** Brings the markup of a language to life. `close` ends it, and returns where the map was. */
export function mount(root: HTMLElement, session: Session, lang: Lang, view: View | null): { close(): View } {
  const closing = new AbortController()
  const page = openPage(root, session, lang, closing.signal)
  const { marks, paint, model } = session
  // The map tells of presses only once the tools stand.
  let tools: Tools | null = null
  const map: ReportMap = openMap(page.one('[data-map]'), model, mapState(), view, {
    onHover: () => {},
    onPick: () => {},
    onView: (now) => drawScaleBar(page, now),
    drawUnder: (paper) => paint.draw(paper),
    drawOver: (paper) => drawMarks(paper, marks, model.frame.width),
    onPress: (at) => tools?.onPress(at) ?? null,
    onClick: (at) => tools?.onClick(at) ?? false,
  })
  drawScaleBar(page, map.view())
  const areas = openAreas(page, map)
  const editor = openEditor(page, map, areas.count)
  const path = openPathSheet(page, map)
  tools = openTools(page, map, editor, areas, path)
  openReplan(page, editor, areas)
  openExportButtons(page, editor)
  openFinders(page, map, editor, tools)
  editor.show()
  page.status(page.say('whatIf.ready', { stations: plain(session.whatIf.stations.length) }))
  return {
    close() {
      closing.abort()
      map.destroy()
      return map.view()
    },
  }
}

function drawScaleBar({ session, one }: Page, { scale }: View): void {
  const metresPerPixel = session.model.frame.unitM / scale
  const most = 130 * metresPerPixel
  const power = 10 ** Math.floor(Math.log10(most))
  const length = [5, 2, 1].map((m) => m * power).find((m) => m <= most) ?? power
  const bar = one('[data-scale]')
  bar.style.width = `${length / metresPerPixel}px`
  bar.textContent = length >= 1000 ? `${plain(length / 1000)} km` : `${plain(length)} m`
}
