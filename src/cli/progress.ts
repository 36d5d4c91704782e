import { SingleBar } from 'cli-progress'
import type { Progress } from '../formats/progress'

/** Plain lines at most this often, ms. */
const LINE_EVERY_MS = 5000

/** Shows progress on stderr: a bar on a terminal, plain lines elsewhere, nothing when quiet. */
export interface ProgressView {
  show(progress: Progress): void
  /** Ends the bar so that other text can follow. */
  done(): void
}

/** Stages of a run in Chinese. */
const STAGES: Record<string, string> = {
  read: '读取数据',
  coverage: '计算覆盖',
  assess: '评估',
  plan: '规划选址',
}

/** @param lang of the stages' names; a stage that has no Chinese name keeps its own */
export function progressView(quiet: boolean, lang: 'en' | 'zh' = 'en'): ProgressView {
  if (quiet) return { show: () => {}, done: () => {} }
  const nameOf = (stage: string): string => (lang === 'zh' ? (STAGES[stage] ?? stage) : stage)
  if (!process.stderr.isTTY) return plainLines(nameOf)
  let bar: SingleBar | undefined
  let stage = ''
  let counts = false
  const done = (): void => {
    bar?.stop()
    bar = undefined
  }
  return {
    show({ stage: name, done: part, total }) {
      // A total of 0 is not known yet.
      if (name !== stage || counts !== (total === 0)) {
        done()
        stage = name
        counts = total === 0
      }
      if (!bar) {
        bar = new SingleBar({
          format: counts ? '{stage} {value}' : '{stage} {bar} {percentage} %',
          barsize: 32,
          hideCursor: true,
          clearOnComplete: true,
          stream: process.stderr,
          barCompleteChar: '━',
          barIncompleteChar: '─',
        })
        bar.start(counts ? Number.MAX_SAFE_INTEGER : total, 0, { stage: nameOf(name).padEnd(9) })
      }
      if (!counts) bar.setTotal(total)
      bar.update(part)
      if (!counts && part >= total) done()
    },
    done,
  }
}

function plainLines(nameOf: (stage: string) => string): ProgressView {
  let stage = ''
  let last = 0
  return {
    show({ stage: name, done, total }) {
      const now = Date.now()
      if (name === stage && now - last < LINE_EVERY_MS) return
      stage = name
      last = now
      process.stderr.write(`${nameOf(name)}: ${total > 0 ? `${Math.floor((100 * done) / total)} %` : done}\n`)
    },
    done() {},
  }
}
