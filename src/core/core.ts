import type { LongTask } from '../formats/progress'
import { Arena } from './arena'
import type { KernelName, Kernels } from './kernels'
import { canShareMemory, compileCore } from './module'
import { type Pool, startPool } from './pool'
import { checkStatus } from './status'

export type { Region } from './arena'
export type { KernelName, Kernels } from './kernels'

/** Below this the static data of the artefacts; above it the arena. */
const FIRST_FREE_BYTE = 65536
/** At most so long in one thread without a turn for the event loop (abort, progress), ms. */
const TURN_MS = 40

/** One kernel call of a batch. Tasks of a batch must write to regions apart, so that the result does not depend on their order. */
export interface KernelTask {
  kernel: KernelName
  args: number[]
  /** Index into `args` that receives the address of the running thread's scratch region. */
  scratchArg?: number
}

export interface RunOptions extends LongTask {
  /** Bytes of scratch that each thread needs. */
  scratchBytes?: number
  /** Progress stage, `coverage` by default. */
  stage?: string
}

/** An open core: memory, kernels on this thread, and a pool of workers for batches. */
export interface Core {
  readonly kernels: Kernels
  readonly arena: Arena
  readonly workers: number
  /** Runs a batch over the workers and returns each task's value, in the order of the tasks. A negative status throws. */
  run(tasks: KernelTask[], options?: RunOptions): Promise<Float64Array>
  /** Ends the workers. */
  close(): Promise<void>
}

/**
 * Opens the core.
 * @param options.workers threads to compute on, 1 by default; more than one needs shared memory (else one is used).
 */
export async function openCore(options: { workers?: number } = {}): Promise<Core> {
  const wanted = Math.max(1, Math.floor(options.workers ?? 1))
  const shared = wanted > 1 && canShareMemory()
  const module = await compileCore(shared)
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 65536, shared })
  const pool: Pool | undefined = shared ? await startPool(wanted, module, memory) : undefined
  const instance = await WebAssembly.instantiate(module, { env: { memory } })
  ;(instance.exports._start as () => void)()
  const kernels = instance.exports as unknown as Kernels
  const arena = new Arena(memory, FIRST_FREE_BYTE)

  async function run(
    tasks: KernelTask[],
    { scratchBytes = 0, signal, onProgress, stage = 'coverage' }: RunOptions = {},
  ) {
    const values = new Float64Array(tasks.length)
    const mark = arena.mark()
    const scratch = Array.from({ length: pool?.size ?? 1 }, () => (scratchBytes > 0 ? arena.bytes(scratchBytes) : 0))
    const callFor = (index: number, thread: number) => {
      const { kernel, args, scratchArg } = tasks[index]
      if (scratchArg === undefined) return { kernel, args }
      const placed = args.slice()
      placed[scratchArg] = scratch[thread]
      return { kernel, args: placed }
    }
    let done = 0
    const finish = (index: number, value: number): void => {
      values[index] = checkStatus(tasks[index].kernel, value)
      onProgress?.({ stage, done: ++done, total: tasks.length })
    }
    try {
      if (pool) await pool.run(tasks.length, callFor, finish, signal)
      else {
        let turn = performance.now()
        for (let index = 0; index < tasks.length; index++) {
          signal?.throwIfAborted()
          const { kernel, args } = callFor(index, 0)
          finish(index, (kernels[kernel] as (...numbers: number[]) => number)(...args))
          if (performance.now() - turn > TURN_MS) {
            await new Promise((resolve) => setTimeout(resolve))
            turn = performance.now()
          }
        }
      }
    } finally {
      arena.release(mark)
    }
    return values
  }

  return { kernels, arena, workers: pool?.size ?? 1, run, close: async () => void (await pool?.close()) }
}
