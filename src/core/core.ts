import { badArgument, numberArgument, objectArgument } from '../formats/argument'
import type { LongTask } from '../formats/progress'
import { type Warning, warn } from '../formats/warning'
import { Arena } from './arena'
import type { KernelName, Kernels } from './kernels'
import { canShareMemory, compileCore, processors } from './module'
import { type Pool, startPool } from './pool'
import { checkStatus } from './status'
import { startHelpers } from './thread'
import { turns } from './turns'

export type { Region } from './arena'
export type { KernelName, Kernels } from './kernels'

/** Below this the static data of the artefacts; above it the arena. */
const FIRST_FREE_BYTE = 65536
/** At most so long in one thread without a turn for the event loop (abort, progress), ms. */
const TURN_MS = 40

/**
 * One kernel call of a batch, its arguments held to the kernel's by type. Tasks of a batch must write to regions apart, so that the
 * result does not depend on their order.
 */
export type KernelTask = { [K in KernelName]: TaskOf<K> }[KernelName]

/** A call of one kernel. */
export interface TaskOf<K extends KernelName> {
  kernel: K
  args: Parameters<Kernels[K]>
  /** Index into `args` that receives the address of the running thread's scratch region. */
  scratchArg?: number
}

export interface RunOptions extends LongTask {
  /** Bytes of scratch that each thread needs. */
  scratchBytes?: number
  /** Progress stage, `coverage` by default. */
  stage?: string
}

/** Threads per processor at the most: more only take memory and turns from each other. */
const THREADS_PER_PROCESSOR = 4

/** An open core: memory, kernels on this thread, and a pool of workers for batches. */
export interface Core {
  readonly kernels: Kernels
  readonly arena: Arena
  /** Threads that compute. */
  readonly workers: number
  /** Where fewer threads compute than were asked for: why, in a sentence. */
  readonly fewerWorkers?: Warning
  /** Runs a batch over the workers and returns each task's value, in the order of the tasks. A negative status throws. */
  run(tasks: readonly KernelTask[], options?: RunOptions): Promise<Float64Array>
  /**
   * Runs `work` when all work that asked before has ended: the arena is one stack, and two calls at once would hand out each
   * other's memory. Every long function of the library takes its turn so. `work` is given the core to go on with: what asks that
   * one runs at once, as a part of the turn.
   * @throws where a thread of the core has ended or the core is closed
   */
  exclusive<T>(work: (core: Core) => Promise<T>): Promise<T>
  /** Ends the workers. Work that still runs rejects. */
  close(): Promise<void>
}

/**
 * Runs `work` on the core that is given, in its turn, or on one that is opened and closed for it.
 * @param given.core an open core; `given.workers` counts where there is none
 * @throws the signal's reason where it is aborted before the turn comes
 */
export async function withCore<T>(
  given: { core?: Core; workers?: number; signal?: AbortSignal },
  work: (core: Core) => Promise<T>,
): Promise<T> {
  const turn = (core: Core): Promise<T> => {
    given.signal?.throwIfAborted()
    return work(core)
  }
  if (given.core) return coreArgument(given.core).exclusive(turn)
  const core = await openCore({ workers: given.workers })
  try {
    return await core.exclusive(turn)
  } finally {
    await core.close()
  }
}

/**
 * Opens the core.
 * @param options.workers threads to compute on, 1 by default and 4 per processor at the most; more than one needs shared memory (else
 *   one is used). Fewer are used where the system gives fewer: `Core.fewerWorkers` says so.
 */
export async function openCore(options: { workers?: number } = {}): Promise<Core> {
  objectArgument(options, 'options', '{ workers }')
  numberArgument(options.workers, 'workers', 'a whole number of threads, 1 or more', { low: 1, whole: true })
  const asked = options.workers ?? 1
  const most = THREADS_PER_PROCESSOR * (await processors())
  const wanted = Math.min(asked, most)
  const shared = wanted > 1 && canShareMemory()
  const module = await compileCore(shared)
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 65536, shared })
  if (shared) await startHelpers()
  const pool: Pool | undefined = shared ? await startPool(wanted, module, memory) : undefined
  const size = pool?.size ?? 1
  const instance = await WebAssembly.instantiate(module, { env: { memory } })
  ;(instance.exports._start as () => void)()
  const kernels = instance.exports as unknown as Kernels
  const arena = new Arena(memory, FIRST_FREE_BYTE)

  async function run(
    tasks: readonly KernelTask[],
    { scratchBytes = 0, signal, onProgress, stage = 'coverage' }: RunOptions = {},
  ) {
    const values = new Float64Array(tasks.length)
    const mark = arena.mark()
    const scratch = Array.from({ length: pool?.size ?? 1 }, () => (scratchBytes > 0 ? arena.bytes(scratchBytes) : 0))
    const callFor = (index: number, thread: number) => {
      const { kernel, args, scratchArg } = tasks[index]
      const placed = [...args] as number[]
      if (scratchArg === undefined) return { kernel, args: placed }
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

  const fewerWorkers =
    asked > most
      ? warn('threads-over-limit', { asked, perProcessor: THREADS_PER_PROCESSOR, used: size })
      : shared && size < wanted
        ? warn('threads-not-started', { wanted, started: pool ? size : 0 })
        : undefined
  const take = turns()
  let closed: Error | undefined
  const refuse = (): void => {
    const ended = closed ?? pool?.ended()
    if (ended) throw ended
  }
  const close = async (): Promise<void> => {
    closed ??= new Error('The core is closed.')
    await pool?.close()
  }
  const parts = { kernels, arena, workers: size, fewerWorkers, run, close }
  const inside: Core = {
    ...parts,
    exclusive: async (work) => {
      refuse()
      return work(inside)
    },
  }
  return { ...parts, exclusive: (work) => take(() => inside.exclusive(work)) }
}

/** A core that a program gives. @throws InputError `bad-argument` */
export function coreArgument(value: unknown): Core {
  if (typeof (value as Partial<Core> | null)?.exclusive === 'function') return value as Core
  throw badArgument('core', value, 'what openCore gives')
}
