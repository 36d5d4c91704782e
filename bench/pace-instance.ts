import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { TreeGraph } from '../src/solve/steiner/tree-input'

/** A Steiner tree problem with the cost of the best tree known. */
export interface PaceInstance extends TreeGraph {
  name: string
  best: number
}

/** Names and best known costs of the instances in `folder` (`optima.csv`: instance, nodes, edges, terminals, best). */
export function paceNames(folder: string): string[] {
  return readFileSync(`${folder}/optima.csv`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0])
}

/** Reads an instance of the format of PACE 2018: `E u v w` and `T v`, nodes from 1. */
export function readPace(folder: string, name: string): PaceInstance {
  const lines = gunzipSync(readFileSync(`${folder}/${name}.gr.gz`))
    .toString()
    .split('\n')
  const words = (key: string): number[][] =>
    lines.filter((line) => line.startsWith(key)).map((line) => line.split(/\s+/).slice(1).map(Number))
  const edges = words('E ')
  const row = readFileSync(`${folder}/optima.csv`, 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name},`))
  if (!row) throw new Error(`${folder}/optima.csv has no row of ${name}`)
  return {
    name,
    best: Number(row.split(',')[4]),
    nodes: words('Nodes ')[0][0],
    from: Uint32Array.from(edges, ([a]) => a - 1),
    to: Uint32Array.from(edges, ([, b]) => b - 1),
    cost: Float64Array.from(edges, ([, , cost]) => cost),
    terminals: Uint32Array.from(words('T '), ([node]) => node - 1),
  }
}
