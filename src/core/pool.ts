import { WORKER_SOURCE } from './worker-source'

/** The little of a thread that the pool needs, the same in Node and in a browser. */
interface Thread {
  post(message: unknown): void
  onMessage(listener: (answer: Answer) => void): void
  onError(listener: (error: Error) => void): void
  terminate(): Promise<void>
}

interface Answer {
  ready?: true
  /** Values of a handful of calls, in their order. */
  values?: number[]
  error?: string
}

/** Calls travel by the handful: a message there and back costs as much as a small kernel. Fewer toward the end, so that threads end together. */
const MOST_CALLS = 16
const SHARES = 4

async function startThread(): Promise<Thread> {
  if (typeof process !== 'undefined' && process.versions?.node) {
    const { Worker } = await import('node:worker_threads')
    const worker = new Worker(WORKER_SOURCE, { eval: true })
    return {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) => void worker.on('message', listener),
      onError: (listener) => void worker.on('error', listener),
      terminate: async () => void (await worker.terminate()),
    }
  }
  const worker = new Worker(URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' })))
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.addEventListener('message', (event) => listener(event.data as Answer)),
    onError: (listener) => worker.addEventListener('error', (event) => listener(new Error(event.message))),
    terminate: async () => worker.terminate(),
  }
}

/** A kernel call as it travels to a worker. */
export interface PoolCall {
  kernel: string
  args: number[]
}

/** Threads that share one module and one memory and take kernel calls in turn. */
export interface Pool {
  readonly size: number
  /** Runs all calls, each on the next free thread; `argsFor` sees the thread's number so that it can point at that thread's scratch. */
  run(
    count: number,
    callFor: (index: number, thread: number) => PoolCall,
    onDone: (index: number, value: number) => void,
    signal?: AbortSignal,
  ): Promise<void>
  close(): Promise<void>
}

/** Starts `size` threads. All are instantiated before any call runs: an instance writes its static data when it starts. */
export async function startPool(size: number, module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Pool> {
  const threads = await Promise.all(Array.from({ length: size }, startThread))
  const waiting: ((answer: Answer) => void)[] = []
  let fail: (error: Error) => void = () => {}
  await Promise.all(
    threads.map(
      (thread, t) =>
        new Promise<void>((resolve, reject) => {
          waiting[t] = () => resolve()
          thread.onMessage((answer) => waiting[t](answer))
          thread.onError((error) => {
            reject(error)
            fail(error)
          })
          thread.post({ module, memory })
        }),
    ),
  )
  return {
    size,
    run(count, callFor, onDone, signal) {
      return new Promise<void>((resolve, reject) => {
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
        threads.forEach((_, t) => {
          waiting[t] = (answer) => {
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
          }
        })
        if (signal?.aborted) stopped = signal.reason
        for (let t = 0; t < threads.length; t++) give(t)
      })
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()))
    },
  }
}
