/** Milliseconds that this thread's process has computed for, or those on the wall in a browser. */
const nowMs =
  typeof process !== 'undefined' && process.cpuUsage
    ? () => {
        const { user, system } = process.cpuUsage()
        return (user + system) / 1000
      }
    : () => performance.now()

/** At most so long without a turn for the event loop, ms. */
const TURN_MS = 40

/** Time for a search: how much is left, and turns for the event loop. */
export function clock(timeLimitMs: number | undefined, signal: AbortSignal | undefined) {
  const begun = nowMs()
  let turn = performance.now()
  return {
    /** Part of the limit that is used up; 0 without a limit. */
    used: () => (timeLimitMs === undefined ? 0 : timeLimitMs > 0 ? (nowMs() - begun) / timeLimitMs : 1),
    /** Lets others run now and then. @throws the signal's reason where it is aborted */
    async breathe(): Promise<void> {
      signal?.throwIfAborted()
      if (performance.now() - turn < TURN_MS) return
      await new Promise((resolve) => setTimeout(resolve))
      signal?.throwIfAborted()
      turn = performance.now()
    },
  }
}
