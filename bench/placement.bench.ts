import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openCore } from '../src/core/core'
import { processors } from '../src/core/module'
import { placeCover } from '../src/solve/cover-instance'
import { checkRules } from '../src/solve/cover-rules'
import { demandRuns } from '../src/solve/demand-runs'
import { greedyPlan } from '../src/solve/greedy'
import { type SpanCover, solveSpanCover } from '../src/solve/span-cover'
import type { Benchmark, Row } from './measure'
import { cityCover, cordeauCover, type ListCover, rasterCover } from './placement-instances'

interface Instance {
  name: string
  choose: number
  timeLimitMs: number
  cover(): SpanCover
}

/** BENCH_PATIENCE=3: three times the time limits, for a machine that is busy with other work as well. */
const PATIENCE = Number(process.env.BENCH_PATIENCE ?? 1)

const runs = ({ weights, rows }: ListCover): SpanCover => demandRuns(weights, rows).cover

/** The kinds of ../shared/reference/placement.md, by the seeded generators of placement-instances.ts. */
const INSTANCES: Instance[] = [
  {
    name: 'clustered 1 M × 100 k, r 2–6 (W3)',
    choose: 5000,
    timeLimitMs: 10_000,
    cover: () => rasterCover({ side: 1000, candidates: 100_000, radius: [2, 6], people: 'clustered', seed: 3 }),
  },
  {
    name: 'the same, candidates anywhere',
    choose: 5000,
    timeLimitMs: 10_000,
    cover: () =>
      rasterCover({
        side: 1000,
        candidates: 100_000,
        radius: [2, 6],
        people: 'clustered',
        townShare: 0,
        seed: 3,
      }),
  },
  {
    name: 'uniform 1 M × 100 k, r 4–12',
    choose: 5000,
    timeLimitMs: 10_000,
    cover: () => rasterCover({ side: 1000, candidates: 100_000, radius: [4, 12], people: 'uniform', seed: 3 }),
  },
  {
    name: 'clustered 4 M × 500 k, r 4–12',
    choose: 5000,
    timeLimitMs: 20_000,
    cover: () => rasterCover({ side: 2000, candidates: 500_000, radius: [4, 12], people: 'clustered', seed: 3 }),
  },
  {
    name: 'clustered 1 M × 20 k, r 10 (W2c)',
    choose: 500,
    timeLimitMs: 15_000,
    cover: () => rasterCover({ side: 1000, candidates: 20_000, radius: [10, 10], people: 'clustered', seed: 3 }),
  },
  {
    name: 'the same, candidates anywhere',
    choose: 500,
    timeLimitMs: 15_000,
    cover: () =>
      rasterCover({
        side: 1000,
        candidates: 20_000,
        radius: [10, 10],
        people: 'clustered',
        townShare: 0,
        seed: 3,
      }),
  },
  {
    name: 'clustered 1 M × 100 k, r 20 (W6)',
    choose: 200,
    timeLimitMs: 60_000,
    cover: () => rasterCover({ side: 1000, candidates: 100_000, radius: [20, 20], people: 'clustered', seed: 3 }),
  },
  {
    name: 'Cordeau 100 k × 1,000, r 1.5',
    choose: 100,
    timeLimitMs: 10_000,
    cover: () => runs(cordeauCover(100_000, 1000, 1.5, 1)),
  },
  {
    name: 'Cordeau 100 k × 1,000, r 5.5',
    choose: 10,
    timeLimitMs: 15_000,
    cover: () => runs(cordeauCover(100_000, 1000, 5.5, 1)),
  },
  {
    name: 'Cordeau 100 k × 100, r 5.5',
    choose: 10,
    timeLimitMs: 30_000,
    cover: () => runs(cordeauCover(100_000, 100, 5.5, 1)),
  },
  { name: 'city of 5,137 points', choose: 100, timeLimitMs: 10_000, cover: () => runs(cityCover(5137, 0.5, 1)) },
]

/** FNV-1a over the picks, as in lazy-greedy.cpp. */
const digestOf = (picks: readonly number[]): number =>
  picks.reduce((digest, id) => Math.imul(digest ^ id, 16777619) >>> 0, 2166136261)

/** The lazy greedy in C++, compiled in this run; undefined where there is no compiler. */
function compileGreedy():
  | { run(cover: SpanCover, choose: number): { ns: number; digest: number }; close(): void }
  | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-greedy-'))
  const program = join(folder, 'greedy')
  const close = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const source = fileURLToPath(new URL('lazy-greedy.cpp', import.meta.url))
    execFileSync('c++', ['-O3', '-march=native', source, '-o', program], { stdio: 'ignore' })
  } catch {
    close()
    return undefined
  }
  return {
    run({ weights, lineStarts, spans }, choose) {
      const file = join(folder, 'case.bin')
      const head = Uint32Array.of(
        weights.length,
        lineStarts.length - 1,
        spans.offsets.length - 1,
        spans.start.length,
        choose,
      )
      const parts = [head, weights, lineStarts, spans.offsets, spans.start, spans.end]
      writeFileSync(
        file,
        Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))),
      )
      const [ns, , digest] = execFileSync(program, [file], { encoding: 'utf8' }).trim().split(' ').map(Number)
      return { ns, digest }
    },
    close,
  }
}

const seconds = (ms: number): number => Math.round(ms / 10) / 100
const percent = (part: number): number => Math.round(part * 1e5) / 1e3

async function run(): Promise<Row[]> {
  const plain = compileGreedy()
  const rows: Row[] = []
  for (const { name, choose, timeLimitMs: limit, cover: make } of INSTANCES) {
    const timeLimitMs = limit * PATIENCE
    const cover = make()
    const core = await openCore({ workers: Math.min(2, await processors()) })
    const mark = core.arena.mark()
    const placed = placeCover(core, cover)
    const rules = checkRules({ choose }, placed.candidates)
    let greedyMs = Infinity
    let greedy = greedyPlan(placed, rules)
    for (let sample = 0; sample < 3; sample++) {
      const begun = performance.now()
      greedy = greedyPlan(placed, rules)
      greedyMs = Math.min(greedyMs, performance.now() - begun)
    }
    core.arena.release(mark)
    const baseline = plain?.run(cover, choose)
    const digest = digestOf(greedy.chosen)
    if (baseline && baseline.digest !== digest) throw new Error(`${name}: the C++ greedy picks others than ours`)
    const swapped = await solveSpanCover(core, cover, { choose, timeLimitMs })
    const how = { choose, improve: 'anneal', bound: 'pdhg', exact: true, timeLimitMs } as const
    const begun = performance.now()
    const worked = process.cpuUsage()
    const best = await solveSpanCover(core, cover, how)
    const tookMs = performance.now() - begun
    const { user, system } = process.cpuUsage(worked)
    rows.push({
      name,
      unit: 'pick of the lazy greedy',
      nsPerUnit: (greedyMs * 1e6) / Math.max(1, greedy.chosen.length),
      checksum: digest,
      ratios: baseline ? { 'C++': baseline.ns / 1e6 / greedyMs } : {},
      plan: {
        choose,
        'limit s': timeLimitMs / 1000,
        greedy: greedy.objective,
        interchange: swapped.objective,
        best: best.objective,
        bound: best.upperBound,
        'gap %': percent((best.upperBound - best.objective) / best.objective),
        'greedy s': seconds(greedyMs),
        'interchange s': seconds(swapped.timingsMs.improve),
        'best and bound s': seconds(tookMs),
        'of processors s': seconds((user + system) / 1000),
        'RSS MB': Math.round(process.memoryUsage().rss / 1e6),
      },
    })
    await core.close()
  }
  plain?.close()
  return rows
}

export const benchmarks: Benchmark[] = [{ name: 'placement', run }]
