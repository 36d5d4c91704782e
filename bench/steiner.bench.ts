import { existsSync } from 'node:fs'
import { steinerTree } from '../src/solve/steiner/steiner-tree'
import { type Benchmark, checksumOf, type Row } from './measure'
import { mehlhornCost } from './mehlhorn'
import { paceNames, readPace } from './pace-instance'

/** Real fibre roll-outs of the PACE 2018 heuristic track. */
const FOLDER = process.env.BENCH_STEINER ?? '../shared/data/steiner'
/** BENCH_SECONDS=10,60: processor time of each search, s. */
const LIMITS_S = (process.env.BENCH_SECONDS ?? '10,60').split(',').map(Number)

const percent = (part: number): number => Math.round(part * 1e6) / 1e4

async function run(): Promise<Row[]> {
  if (!existsSync(FOLDER)) {
    process.stderr.write(`steiner: skipped, there is no ${FOLDER}\n`)
    return []
  }
  const rows: Row[] = []
  for (const name of paceNames(FOLDER)) {
    const graph = readPace(FOLDER, name)
    const { nodes, terminals, best } = graph
    const plain = mehlhornCost(graph)
    const tree: Record<string, number> = {
      terminals: terminals.length,
      best,
      'Mehlhorn, gap %': percent(plain / best - 1),
    }
    let checksum = 0
    let worked = 0
    for (const limit of LIMITS_S) {
      const begun = process.cpuUsage()
      const found = await steinerTree({ ...graph, timeLimitMs: limit * 1000 })
      const { user, system } = process.cpuUsage(begun)
      worked = (user + system) * 1000
      if (found.lowerBound > best)
        throw new Error(`${name}: the bound ${found.lowerBound} is above the best known ${best}`)
      tree[`gap % at ${limit} s`] = percent(found.cost / best - 1)
      tree[`bound below % at ${limit} s`] = percent(1 - found.lowerBound / best)
      tree['Mehlhorn / ours'] = Math.round((plain / found.cost) * 1e5) / 1e5
      checksum = checksumOf([found.cost])
    }
    process.stderr.write(`${name} ${JSON.stringify(tree)}\n`)
    rows.push({
      name: `${name}, ${nodes} nodes`,
      unit: 'search',
      nsPerUnit: worked,
      checksum,
      ratios: { Mehlhorn: plain / checksum },
      tree,
    })
  }
  return rows
}

export const benchmarks: Benchmark[] = [{ name: 'steiner', run }]
