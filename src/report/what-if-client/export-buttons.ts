import { plain } from '../numbers'
import type { Editor } from './editor'
import { download, type ExportKind, planText } from './exports'
import type { Page } from './page'

/** The buttons that write the accepted plan as a file. */
export function openExportButtons({ session, say, status, all, on }: Page, editor: Editor): void {
  const { terminals, synthetic } = session.run
  for (const button of all<HTMLButtonElement>('[data-export]')) {
    on(button, 'click', async () => {
      const kind = button.dataset.export as ExportKind
      button.disabled = true
      await editor.discard()
      status(say('whatIf.counting'))
      try {
        const peopleKnown = session.whatIf.today.people !== null
        const proposals = await session.whatIf.proposals()
        download(`plan.${kind}`, planText(kind, proposals, terminals, synthetic, peopleKnown), kind)
        status(say('whatIf.exported', { file: `plan.${kind}`, stations: plain(proposals.length) }))
      } catch (error) {
        status((error as Error).message)
      }
      button.disabled = false
    })
  }
}
