/** A mixed-integer program: maximise `gain`·x over 0 ≤ x ≤ 1 and rows lower ≤ A x ≤ upper, A by rows. */
export interface MipModel {
  gain: Float64Array
  /** 1: the variable is 0 or 1, not between. */
  whole: Uint8Array
  rowLower: Float64Array
  rowUpper: Float64Array
  starts: Int32Array
  indices: Int32Array
  values: Float64Array
  /** A solution to begin with. */
  start: Float64Array
}

export interface MipResult {
  /** The best solution so far, none where nothing better than the start was found. */
  values?: Float64Array
  /** No solution is worth more, within the solver's tolerances (1e-6 of the coefficients). */
  upperBound: number
  /** The search came to its end: `values` are best. */
  proven: boolean
}

/** The whole of the worker, as text (see worker-source.ts): HiGHS blocks its thread, and is given the path to load it from. */
const SOURCE = `
const { parentPort, workerData } = require('node:worker_threads')
const { path, model, timeLimitS } = workerData
require(path)().then((highs) => {
  const columns = model.gain.length
  const rows = model.rowLower.length
  const program = highs.createModel({
    numCols: columns,
    numRows: rows,
    sense: highs.constants.objectiveSense.maximize,
    colCost: model.gain,
    colLower: new Float64Array(columns),
    colUpper: new Float64Array(columns).fill(1),
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: { format: 'csr', numRows: rows, numCols: columns, starts: model.starts, indices: model.indices, values: model.values },
    integrality: Array.from(model.whole, (whole) =>
      whole ? highs.constants.variableType.integer : highs.constants.variableType.continuous),
  })
  program.options.set({ output_flag: false, time_limit: timeLimitS, mip_rel_gap: 0, mip_abs_gap: 0.1, random_seed: 1 })
  program.setSolution({ colValue: model.start })
  const { mipImprovingSolution, mipInterrupt } = highs.constants.callbackType
  let bound = Infinity
  program.run({
    [mipImprovingSolution]({ data }) {
      if (data.mip_solution) parentPort.postMessage({ values: Float64Array.from(data.mip_solution) })
    },
    [mipInterrupt]({ data }) {
      if (data.mip_dual_bound < bound) parentPort.postMessage({ bound: (bound = data.mip_dual_bound) })
    },
  })
  const proven = program.getModelStatus() === highs.constants.modelStatus.optimal
  parentPort.postMessage({ bound: program.info.get('mip_dual_bound'), values: program.getSolution().colValue, proven, done: true })
})
`

/** A program being solved. */
export interface MipRun {
  /** What is known so far. */
  readonly best: MipResult
  /** Resolves when the solver ends, by proof or by its time; never rejects: a solver that fails has proven nothing. */
  readonly ended: Promise<void>
  /** Ends the solver's thread. */
  stop(): Promise<void>
}

/**
 * Starts HiGHS (Huangfu and Hall 2018; `highs` on npm) on a thread of its own. Undefined where there are no such threads (in a
 * browser): callers must do without.
 */
export async function startMip(model: MipModel, timeLimitMs: number): Promise<MipRun | undefined> {
  if (typeof process === 'undefined' || !process.versions?.node) return undefined
  const { Worker } = await import('node:worker_threads')
  const { createRequire } = await import('node:module')
  const path = createRequire(import.meta.url).resolve('highs')
  const worker = new Worker(SOURCE, { eval: true, workerData: { path, model, timeLimitS: timeLimitMs / 1000 } })
  const best: MipResult = { upperBound: Infinity, proven: false }
  const ended = new Promise<void>((resolve) => {
    worker.on('message', (news: { values?: Float64Array; bound?: number; proven?: boolean; done?: boolean }) => {
      if (news.values) best.values = news.values
      if (news.bound !== undefined) best.upperBound = Math.min(best.upperBound, news.bound)
      if (news.proven) best.proven = true
      if (news.done) resolve()
    })
    worker.on('error', () => resolve())
    worker.on('exit', () => resolve())
  })
  return { best, ended, stop: async () => void (await worker.terminate()) }
}

/** Waits for `ended`, at most `ms`, and for the signal. */
export async function within(ended: Promise<void>, ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let give: (() => void) | undefined
  await new Promise<void>((resolve) => {
    give = resolve
    timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', give)
    void ended.then(resolve)
  })
  clearTimeout(timer)
  signal?.removeEventListener('abort', give!)
  signal?.throwIfAborted()
}
