import { afterAll, describe, expect, test } from 'vitest'
import { assess } from '../../src/assess/assess'
import { findGaps } from '../../src/assess/gaps'
import { type Core, openCore } from '../../src/core/core'
import { processors } from '../../src/core/module'
import { startPool } from '../../src/core/pool'
import { startThread, type Thread } from '../../src/core/thread'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import { sweepSite } from '../../src/coverage/sweep'
import { gridFor } from '../../src/grid/grid-for'
import { planStations } from '../../src/plan/plan-stations'
import { openWhatIf } from '../../src/what-if/open-what-if'
import { hills, networkOf, villages, west } from '../plan/three-villages'

const network = networkOf(west)
const terrain = hills()
const [coarse, fine] = [200, 120].map((cellSizeM) => gridFor(villages, { cellSizeM }))
const maps = await Promise.all([coarse, fine].map((grid) => computeCoverage({ grid, network, villages })))

type Long = (core: Core, signal?: AbortSignal) => Promise<unknown>
const layers =
  (input: Omit<Parameters<typeof computeCoverage>[0], 'network' | 'villages'>): Long =>
  async (core, signal) => {
    const { rsrpDbm, server, sinrDb } = await computeCoverage({ ...input, network, villages, core, signal })
    return [rsrpDbm, server, sinrDb]
  }

/** Every long function of the library that takes a core. */
const LONG: Record<string, Long> = {
  coarse: layers({ grid: coarse }),
  fine: layers({ grid: fine }),
  'over hills': layers({ grid: fine, terrain }),
  assess: (core, signal) => assess(maps[1], villages, { core, signal }),
  gaps: (core, signal) => findGaps(maps[1], villages, { core, signal }),
  plan: async (core, signal) => {
    const { proposals, objective } = await planStations({ coverage: maps[0], villages, target: 4, core, signal })
    return { proposals, objective }
  },
  sweep: async (core) =>
    sweepSite(core, {
      mode: 'p1812',
      grid: coarse,
      heightM: new Float32Array(coarse.columns * coarse.rows).map((_, i) => (i * 37) % 90),
      x: coarse.originX + 3000,
      y: coarse.originY - 3000,
      antennaHeightM: 30,
      rxHeightM: 1.5,
      frequencyMhz: 700,
      radiusM: 4000,
    }),
  'what-if': async (core) => {
    const whatIf = await openWhatIf({ coverage: maps[0], villages, core })
    await whatIf.try({ station: { lon: 118.52, lat: 24.92 } })
    const { figures } = whatIf
    await whatIf.close()
    return figures
  },
}
const NAMES = Object.keys(LONG)
const alone: Record<string, unknown> = {}
for (const name of NAMES) {
  const core = await openCore()
  alone[name] = await LONG[name](core)
  await core.close()
}

describe.each([1, 2])('one core with %i workers', (workers) => {
  const pairs = NAMES.flatMap((a, i) => NAMES.slice(i).map((b) => [a, b] as const))
  let core: Core | undefined
  afterAll(() => core?.close())

  test.each(pairs)('%s and %s at once are what each is alone', async (a, b) => {
    core ??= await openCore({ workers })
    if (a === 'what-if' && b === 'what-if') {
      await expect(Promise.all([LONG[a](core), LONG[b](core)])).rejects.toThrow('A what-if is open on this core')
      // The first of them ends and frees the core.
      await expect.poll(() => LONG[a](core!).catch(() => null)).toEqual(alone[a])
      return
    }
    const results = await Promise.all([LONG[a](core), LONG[b](core)])
    expect(results).toEqual([alone[a], alone[b]])
  })

  test('a call that is aborted between two others disturbs neither', async () => {
    core ??= await openCore({ workers })
    const abort = new AbortController()
    const calls = [LONG.fine(core), LONG['over hills'](core, abort.signal), LONG.plan(core)]
    abort.abort(new Error('enough'))
    const [first, aborted, last] = await Promise.allSettled(calls)
    expect(first).toMatchObject({ value: alone.fine })
    expect(aborted).toMatchObject({ status: 'rejected', reason: { message: 'enough' } })
    expect(last).toMatchObject({ value: alone.plan })
  })
})

const TINY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])
const module = await WebAssembly.compile(TINY)
const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })

/** A thread of which the test says when it is ready, answers and ends. */
function scripted() {
  const listeners: {
    message?: (answer: unknown) => void
    error?: (error: Error) => void
    exit?: (code: number) => void
  } = {}
  let ended = 0
  const thread: Thread = {
    post: (message) => {
      if (typeof message === 'object' && message !== null && 'module' in message) listeners.message?.({ ready: true })
    },
    onMessage: (listener) => void (listeners.message = listener),
    onError: (listener) => void (listeners.error = listener),
    onExit: (listener) => void (listeners.exit = listener),
    terminate: async () => void ended++,
  }
  return { thread, listeners, ended: () => ended }
}

describe('threads that fail', () => {
  test('a thread that ends in a batch rejects it, and the pool refuses the next at once', async () => {
    const one = scripted()
    const pool = (await startPool(1, module, memory, async () => one.thread))!
    const batch = pool.run(
      4,
      () => ({ kernel: 'k', args: [] }),
      () => {},
    )
    one.listeners.exit!(1)
    await expect(batch).rejects.toThrow('A worker thread of the core ended (exit code 1). Open a new core.')
    const next = pool.run(
      1,
      () => ({ kernel: 'k', args: [] }),
      () => {},
    )
    await expect(next).rejects.toThrow('Open a new core')
    await pool.close()
  })

  test('a real thread that is terminated, or a pool that is closed, in a batch leaves nobody waiting', async () => {
    for (const end of ['thread', 'pool'] as const) {
      const threads: Thread[] = []
      const core = await openCore({ workers: 2 })
      const start = async (): Promise<Thread> => {
        threads.push(await startThread())
        return threads.at(-1)!
      }
      // A module without kernels: the calls fail after the thread has taken them, or the end comes first.
      const pool = (await startPool(2, await withStart(), memory, start))!
      const batch = pool.run(
        1e6,
        () => ({ kernel: 'nothing', args: [] }),
        () => {},
      )
      const ended = expect(batch).rejects.toThrow()
      if (end === 'thread') await threads[0].terminate()
      else await pool.close()
      await ended
      await pool.close()
      await core.close()
    }
  })

  test('a thread that ends takes the others with it before the batch is over', async () => {
    const [one, other] = [scripted(), scripted()]
    let free: () => void = () => {}
    const ending = new Promise<void>((resolve) => {
      free = resolve
    })
    // The other thread takes its time to stop, as one that is computing does.
    other.thread.terminate = () => ending
    const starts = [one.thread, other.thread]
    const pool = (await startPool(2, module, memory, async () => starts.shift()!))!
    let over = false
    const batch = pool
      .run(
        4,
        () => ({ kernel: 'k', args: [] }),
        () => {},
      )
      .catch((error: Error) => {
        over = true
        return error.message
      })
    one.listeners.exit!(1)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(over).toBe(false)
    free()
    expect(await batch).toMatch(/exit code 1/)
    expect(pool.ended()?.message).toMatch(/Open a new core/)
  })

  test('a closed core takes no more work', async () => {
    for (const workers of [1, 2]) {
      const core = await openCore({ workers })
      await core.close()
      await expect(core.exclusive(async () => 1)).rejects.toThrow('The core is closed.')
    }
  })

  test('those that start are used where others cannot, and all that started are ended', async () => {
    const two = [scripted(), scripted()]
    let asked = 0
    const start = async (): Promise<Thread> => {
      asked++
      if (asked > 2) throw new Error('ERR_WORKER_INIT_FAILED: EAGAIN')
      return two[asked - 1].thread
    }
    const pool = (await startPool(5, module, memory, start))!
    expect([asked, pool.size]).toEqual([5, 2])
    await pool.close()
    expect(two.map(({ ended }) => ended())).toEqual([1, 1])
    expect(await startPool(2, module, memory, async () => Promise.reject(new Error('none')))).toBeUndefined()
  })

  test('a core takes four threads per processor at the most and says so', async () => {
    const most = 4 * (await processors())
    const core = await openCore({ workers: 10_000 })
    try {
      expect(core.workers).toBe(most)
      expect(core.fewerWorkers).toEqual({
        code: 'threads-over-limit',
        values: { asked: 10000, perProcessor: 4, used: most },
      })
    } finally {
      await core.close()
    }
  })
})

/** An empty module with the `_start` that a thread calls. */
function withStart(): Promise<WebAssembly.Module> {
  const bytes = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 10, 1, 6, 95, 115, 116, 97, 114, 116, 0, 0,
  ]
  return WebAssembly.compile(new Uint8Array([...bytes, 10, 4, 1, 2, 0, 11]))
}
