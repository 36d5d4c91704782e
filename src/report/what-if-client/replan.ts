import { percent, plain } from '../numbers'
import type { Areas } from './areas'
import { askReplan } from './ask-replan'
import type { Editor } from './editor'
import type { Page } from './page'
import { replacePlan } from './session'

/** The button that has the server plan again without the forbidden areas. */
export function openReplan({ session, say, status, one, on, signal }: Page, editor: Editor, areas: Areas): void {
  const progress = one<HTMLProgressElement>('[data-progress]')
  const [start, cancel] = [one<HTMLButtonElement>('[data-replan]'), one<HTMLButtonElement>('[data-cancel]')]
  let planning: AbortController | null = null

  function underWay(under: boolean): void {
    progress.hidden = !under
    if (under) progress.removeAttribute('value')
    start.disabled = under
    cancel.hidden = !under
  }
  async function replan(): Promise<void> {
    await editor.discard()
    planning = new AbortController()
    underWay(true)
    try {
      const keep = one<HTMLInputElement>('[data-keep]').checked ? session.whatIf.kept(({ edited }) => edited) : []
      const proposals = await askReplan(session.marks.areas, keep, {
        signal: planning.signal,
        onProgress(share) {
          progress.value = share
          status(say('whatIf.replanning', { share: percent(share, 0) }))
        },
      })
      status(say('whatIf.opening'))
      await replacePlan(session, proposals)
      const { figures, stations } = session.whatIf
      status(
        say('whatIf.replanned', {
          stations: plain(stations.length),
          people: percent(figures.population.hard, 2),
          villages: plain(figures.villages.covered),
        }),
      )
    } catch (error) {
      status(planning.signal.aborted ? say('whatIf.cancelled') : (error as Error).message)
    } finally {
      planning = null
      underWay(false)
      editor.show()
      areas.count()
    }
  }
  on(start, 'click', () => void replan())
  on(cancel, 'click', () => planning?.abort())
  signal.addEventListener('abort', () => planning?.abort())
}
