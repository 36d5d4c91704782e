import { startThread, type Thread } from './thread'

interface Answer {
  ready?: true
  /** Values of a handful of calls, in their order. */
  values?: number[]
  error?: string
}

/** Calls travel by the handful: a message there and back costs as much as a small kernel. Fewer toward the end, so that threads end together. */
const MOST_CALLS = 16
const SHARES = 4

/** A kernel call as it travels to a worker. */
export interface PoolCall {
  kernel: string
  args: number[]
}

/** Threads that share one module and one memory and take kernel calls in turn. One batch at a time: the core sees to that. */
export interface Pool {
  readonly size: number
  /** Why the pool computes no more: a thread ended, or it was closed. */
  ended(): Error | undefined
  /**
   * Runs all calls, each on the next free thread; `argsFor` sees the thread's number so that it can point at that thread's scratch.
   * Rejects where a thread ends, and from then on always.
   */
  run(
    count: number,
    callFor: (index: number, thread: number) => PoolCall,
    onDone: (index: number, value: number) => void,
    signal?: AbortSignal,
  ): Promise<void>
  close(): Promise<void>
}

/** What ends a thread, by whom. */
const lost = (why: string): Error => new Error(`A worker thread of the core ended (${why}). Open a new core.`)

/**
 * Starts up to `size` threads; those that the machine does not give (a limit of processes or memory) are left out.
 * All are instantiated before any call runs: an instance writes its static data when it starts.
 * @returns undefined where no thread starts
 */
export async function startPool(
  size: number,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  start: () => Promise<Thread> = startThread,
): Promise<Pool | undefined> {
  let closed = false
  let dead: Error | undefined
  const alive: Thread[] = []
  const waiting = new Map<Thread, (answer: Answer) => void>()
  let fail: (error: Error) => void = () => {}

  async function ready(): Promise<Thread> {
    const thread = await start()
    let started = false
    try {
      await new Promise<void>((resolve, reject) => {
        const end = (error: Error): void => {
          reject(error)
          if (!started || closed || dead) return
          dead = error
          // The others may be writing still: the batch is over, and its memory free, only when none of them runs.
          void Promise.all(alive.map((other) => other.terminate())).then(() => fail(error))
        }
        waiting.set(thread, () => resolve())
        thread.onMessage((answer) => waiting.get(thread)?.(answer as Answer))
        thread.onError((error) => end(lost(error.message)))
        thread.onExit((code) => end(lost(`exit code ${code}`)))
        thread.post({ module, memory })
      })
    } catch (error) {
      await thread.terminate()
      throw error
    }
    started = true
    alive.push(thread)
    return thread
  }
  const started = await Promise.allSettled(Array.from({ length: size }, ready))
  const threads = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  if (threads.length === 0) return undefined
  return {
    size: threads.length,
    ended: () => dead,
    run(count, callFor, onDone, signal) {
      return new Promise<void>((resolve, reject) => {
        if (dead) return reject(dead)
        let next = 0
        let running = 0
        const first = threads.map(() => 0)
        let stopped: unknown
        const give = (t: number): void => {
          if (stopped !== undefined || next >= count) {
            if (running === 0) stopped !== undefined ? reject(stopped) : resolve()
            return
          }
          const calls = Math.min(MOST_CALLS, Math.ceil((count - next) / (SHARES * threads.length)))
          first[t] = next
          running++
          threads[t].post({ calls: Array.from({ length: calls }, () => callFor(next++, t)) })
        }
        fail = (error) => {
          stopped ??= error
          reject(error)
        }
        threads.forEach((thread, t) => {
          waiting.set(thread, (answer) => {
            running--
            try {
              if (answer.error !== undefined) throw new Error(answer.error)
              answer.values!.forEach((value, i) => {
                onDone(first[t] + i, value)
              })
              signal?.throwIfAborted()
            } catch (error) {
              stopped ??= error
            }
            give(t)
          })
        })
        if (signal?.aborted) stopped = signal.reason
        for (let t = 0; t < threads.length; t++) give(t)
      })
    },
    async close() {
      closed = true
      await Promise.all(threads.map((thread) => thread.terminate()))
      // Nobody waits for ever for an answer that will not come.
      dead ??= new Error('The core is closed.')
      fail(dead)
    },
  }
}
