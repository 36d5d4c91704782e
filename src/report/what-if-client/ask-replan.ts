import type { Warning } from '../../formats/warning'
import type { EarlierProposal, Proposal } from '../../index'
import type { ForbiddenArea } from './marks'

interface Line {
  progress?: { stage: string; done: number; total: number }
  plan?: { proposals: Proposal[]; warnings: Warning[] }
  error?: string
}

/** Asks the server to plan again. `keep`: stations that stay in front. Rejects with the signal's reason when it is aborted. */
export async function askReplan(
  areas: ForbiddenArea[],
  keep: EarlierProposal[],
  { signal, onProgress }: { signal: AbortSignal; onProgress(share: number): void },
): Promise<Proposal[]> {
  const body = {
    forbidden: areas.map(({ number, ring }) => ({ name: String(number), ring })),
    keep,
  }
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch('replan', { method: 'POST', headers, body: JSON.stringify(body), signal })
  if (!response.ok || !response.body) throw new Error(await response.text())
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    text += value ?? ''
    const lines = text.split('\n')
    text = lines.pop()!
    for (const line of lines) {
      const { progress, plan, error } = JSON.parse(line) as Line
      if (error) throw new Error(error)
      if (progress) onProgress(progress.total > 0 ? progress.done / progress.total : 0)
      if (plan) return plan.proposals
    }
    if (done) throw new Error('the answer ended early')
  }
}
