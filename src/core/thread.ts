import { WORKER_SOURCE } from './worker-source'

/** The little of a thread that the pool needs, the same in Node and in a browser. */
export interface Thread {
  post(message: unknown): void
  onMessage(listener: (answer: unknown) => void): void
  onError(listener: (error: Error) => void): void
  /** However it ends: by itself, by `terminate`, by the system. A browser does not say. */
  onExit(listener: (code: number) => void): void
  terminate(): Promise<void>
}

/**
 * Has Node start its own helper threads (files, zlib) before ours: they start when first needed, and where a limit of processes is
 * used up by then, libuv aborts the whole process.
 */
export async function startHelpers(): Promise<void> {
  if (typeof process === 'undefined' || !process.versions?.node) return
  const { stat } = await import('node:fs/promises')
  await stat('.').catch(() => {})
}

/** Starts a thread that takes kernel calls. Throws where the system gives none. */
export async function startThread(): Promise<Thread> {
  if (typeof process !== 'undefined' && process.versions?.node) {
    const { Worker } = await import('node:worker_threads')
    const worker = new Worker(WORKER_SOURCE, { eval: true })
    return {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) => void worker.on('message', listener),
      onError: (listener) => void worker.on('error', listener),
      onExit: (listener) => void worker.on('exit', listener),
      terminate: async () => void (await worker.terminate()),
    }
  }
  const worker = new Worker(URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' })))
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.addEventListener('message', (event) => listener(event.data)),
    onError: (listener) =>
      worker.addEventListener('error', (event) =>
        listener(new Error(event.message || 'blocked: a page needs worker-src blob: in its policy')),
      ),
    onExit: () => {},
    terminate: async () => worker.terminate(),
  }
}
