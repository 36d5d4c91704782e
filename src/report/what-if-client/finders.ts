import { boxOf, type ReportMap } from '../client/map'
import { openSearch } from '../client/search'
import { plain } from '../numbers'
import type { Editor } from './editor'
import type { Page } from './page'
import { toFrame } from './session'
import type { Tools } from './tools'

/** The fields that find a station by its rank and a village by its name. */
export function openFinders(
  { session, say, status, signal, one, on }: Page,
  map: ReportMap,
  editor: Editor,
  tools: Tools,
) {
  const { model } = session
  const { frame, villageShapes } = model
  on(one('[data-go]'), 'submit', (event) => {
    event.preventDefault()
    const rank = Number(one<HTMLInputElement>('[data-rank]').value)
    const station = session.whatIf.stations.find((candidate) => candidate.rank === rank)
    if (!station) return status(say('whatIf.noRank', { rank: plain(rank) }))
    tools.choose('select')
    map.show(...toFrame(session, [station.lon, station.lat]), 12_000 / frame.unitM)
    editor.pick(station)
  })
  const showVillage = (index: number): void => {
    const box = boxOf(villageShapes, index)
    const span = Math.max(4000 / frame.unitM, 3 * Math.max(box[2] - box[0], box[3] - box[1]))
    map.show((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, span)
  }
  openSearch(one<HTMLInputElement>('#village-search'), one('#village-matches'), model, say, showVillage, signal)
}
