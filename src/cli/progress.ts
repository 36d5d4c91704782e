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

export function progressView(quiet: boolean): ProgressView {
  if (quiet) return { show: () => {}, done: () => {} }
  if (!process.stderr.isTTY) return plainLines()
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
        bar.start(counts ? Number.MAX_SAFE_INTEGER : total, 0, { stage: name.padEnd(9) })
      }
      if (!counts) bar.setTotal(total)
      bar.update(part)
      if (!counts && part >= total) done()
    },
    done,
  }
}

function plainLines(): ProgressView {
  let stage = ''
  let last = 0
  return {
    show({ stage: name, done, total }) {
      const now = Date.now()
      if (name === stage && now - last < LINE_EVERY_MS) return
      stage = name
      last = now
      process.stderr.write(`${name}: ${total > 0 ? `${Math.floor((100 * done) / total)} %` : done}\n`)
    },
    done() {},
  }
}
