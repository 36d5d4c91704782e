import { InputError } from '../../formats/input-error'

/** A graph to join terminals in. */
export interface TreeGraph {
  /** How many nodes there are; they are numbered from 0. */
  nodes: number
  /** Ends of each edge. Edges are used in both directions; several between two nodes, and loops, are allowed. */
  from: Uint32Array
  to: Uint32Array
  /** Cost of each edge, finite and ≥ 0. Costs are told apart down to 2^-51 of the sum of all. */
  cost: Float64Array
  /** Nodes that must be joined. One named twice counts once. */
  terminals: Uint32Array
  /** Nodes that are joined already, to any of which a terminal may lead: exchanges, standing ducts. None where empty or left out. */
  roots?: Uint32Array
}

/** How long to search. */
export interface TreeSearch {
  /** Processor time of the process, ms (in a browser: time), at which the search ends. Without it the steps decide. */
  timeLimitMs?: number
  /**
   * How many times a piece of the tree is torn down and built anew; by default some for each terminal, under a time limit as many as
   * there is time for.
   */
  steps?: number
  /** 1 by default: the same seed and steps give the same tree, where no time limit cuts them. */
  seed?: number
  signal?: AbortSignal
}

/** The graph with roots made one node and only edges that a tree can use. Costs are whole multiples of `unit`, so that all sums are exact. */
export interface CheckedGraph {
  nodes: number
  from: Uint32Array
  to: Uint32Array
  /** In units, rounded down. */
  cost: Float64Array
  unit: number
  /** Index of each edge as given. */
  edge: Uint32Array
  /** 1: must be joined; the root is too. */
  terminal: Uint8Array
  terminals: number
  root: number
  /** What it is worth to have a node that need not be joined, in units. */
  prize?: Float64Array
  /** The node that stands for each given one. */
  nodeOf(node: number): number
  /** Whether edges lead to a given node from the root. */
  home(node: number): boolean
}

/** Terminals named in a message at the most. */
const NAMED = 10
/** Bits of the sum of all costs in units: one less than a number holds exactly. */
const SUM_BITS = 52

function refuse(path: string, message: string): never {
  throw new InputError('bad-argument', path, message)
}

function checkNodes(name: string, ids: Uint32Array, nodes: number): void {
  for (let k = 0; k < ids.length; k++) {
    if (!(ids[k] < nodes) || ids[k] % 1 !== 0) {
      refuse(`${name}[${k}]`, `${name}[${k}] is ${ids[k]}, expected a node from 0 to ${nodes - 1}`)
    }
  }
}

/** @throws InputError where a limit is no number that it can be */
export function checkSearch({ timeLimitMs, steps, seed }: TreeSearch): void {
  if (timeLimitMs !== undefined && !(timeLimitMs >= 0)) {
    refuse('timeLimitMs', `timeLimitMs is ${timeLimitMs}, expected milliseconds, 0 or more`)
  }
  if (steps !== undefined && !(steps >= 0 && Number.isInteger(steps))) {
    refuse('steps', `steps is ${steps}, expected a whole number, 0 or more`)
  }
  if (seed !== undefined && !Number.isFinite(seed)) refuse('seed', `seed is ${seed}, expected a number`)
}

/** Nodes joined by edges have one representative. */
function pieces(nodes: number, from: Uint32Array, to: Uint32Array): (node: number) => number {
  const above = Uint32Array.from({ length: nodes }, (_, node) => node)
  const top = (node: number): number => {
    while (above[node] !== node) {
      above[node] = above[above[node]]
      node = above[node]
    }
    return node
  }
  for (let e = 0; e < from.length; e++) {
    const a = top(from[e])
    const b = top(to[e])
    if (a < b) above[b] = a
    else if (b < a) above[a] = b
  }
  return top
}

/** Of each pair of neighbours the cheapest edge, without loops. */
function simple(
  nodes: number,
  from: Uint32Array,
  to: Uint32Array,
  cost: Float64Array,
  within: (node: number) => boolean,
) {
  const first = new Uint32Array(nodes + 1)
  for (let e = 0; e < from.length; e++) first[Math.min(from[e], to[e]) + 1]++
  for (let node = 0; node < nodes; node++) first[node + 1] += first[node]
  const byLow = new Uint32Array(from.length)
  const fill = first.slice()
  for (let e = 0; e < from.length; e++) byLow[fill[Math.min(from[e], to[e])]++] = e
  const kept: number[] = []
  const place = new Int32Array(nodes).fill(-1)
  for (let low = 0; low < nodes; low++) {
    if (first[low] === first[low + 1] || !within(low)) continue
    const begun = kept.length
    for (let k = first[low]; k < first[low + 1]; k++) {
      const e = byLow[k]
      const high = Math.max(from[e], to[e])
      if (high === low) continue
      if (place[high] < begun) {
        place[high] = kept.length
        kept.push(e)
      } else if (cost[e] < cost[kept[place[high]]]) kept[place[high]] = e
    }
  }
  return Uint32Array.from(kept)
}

/**
 * Checks a graph and makes its roots one node.
 * @throws InputError `bad-argument` for arrays that do not fit and values that cannot be; `not-connected` naming terminals that no
 *   edges lead to
 */
export function checkGraph({ nodes, from, to, cost, terminals, roots }: TreeGraph, prize?: Float64Array): CheckedGraph {
  if (!(Number.isInteger(nodes) && nodes >= 0 && nodes < 2 ** 31)) {
    refuse('nodes', `nodes is ${nodes}, expected how many there are, a whole number`)
  }
  for (const [name, array] of [
    ['from', from],
    ['to', to],
    ['cost', cost],
  ] as const) {
    if (array.length !== from.length)
      refuse(name, `${name} has ${array.length} entries and from ${from.length}; expected as many`)
  }
  checkNodes('from', from, nodes)
  checkNodes('to', to, nodes)
  checkNodes('terminals', terminals, nodes)
  checkNodes('roots', roots ?? new Uint32Array(), nodes)
  let sum = 0
  for (let e = 0; e < cost.length; e++) {
    if (!(cost[e] >= 0 && cost[e] < Infinity)) {
      refuse(
        `cost[${e}]`,
        `cost[${e}] is ${cost[e]}, expected a finite number, 0 or more; leave out edges that may not be used`,
      )
    }
    sum += cost[e]
  }
  if (prize) sum += checkPrizes(prize, nodes)
  if (sum === Infinity) refuse('cost', 'the costs add up to more than a number can hold: give them in a larger unit')
  const root = roots?.length ? roots[0] : (terminals[0] ?? 0)
  const isRoot = new Uint8Array(nodes)
  for (const node of roots ?? []) isRoot[node] = 1
  const nodeOf = (node: number): number => (isRoot[node] ? root : node)
  const [ends, others] = [from.map(nodeOf), to.map(nodeOf)]
  const terminal = new Uint8Array(nodes)
  for (const node of terminals) terminal[nodeOf(node)] = 1
  if (roots?.length) terminal[root] = 1
  const topOf = pieces(nodes, ends, others)
  checkConnected(nodes, terminals, topOf, nodeOf, roots?.length ? root : undefined)
  const home = nodes > 0 ? topOf(root) : 0
  const edge = simple(nodes, ends, others, cost, (node) => topOf(node) === home)
  const unit = sum > 0 ? 2 ** Math.max(Math.ceil(Math.log2(sum)) + 1 - SUM_BITS, -1074) : 1
  return {
    nodes,
    from: Uint32Array.from(edge, (e) => ends[e]),
    to: Uint32Array.from(edge, (e) => others[e]),
    cost: Float64Array.from(edge, (e) => Math.floor(cost[e] / unit)),
    unit,
    edge,
    terminal,
    terminals: terminal.reduce((count, one) => count + one, 0),
    root,
    nodeOf,
    home: (node) => nodes > 0 && topOf(nodeOf(node)) === home,
    ...(prize ? { prize: prizesOf(prize, { terminal, unit, within: (node) => topOf(node) === home }) } : {}),
  }
}

/** Prizes in units, rounded down: none of what is in every tree, or in none. */
function prizesOf(
  prize: Float64Array,
  { terminal, unit, within }: { terminal: Uint8Array; unit: number; within: (node: number) => boolean },
): Float64Array {
  return prize.map((value, node) => (terminal[node] || !within(node) ? 0 : Math.floor(value / unit)))
}

/** @returns their sum. @throws InputError `bad-argument` */
function checkPrizes(prize: Float64Array, nodes: number): number {
  if (prize.length !== nodes)
    refuse('prize', `prize has ${prize.length} entries; expected one for each of ${nodes} nodes`)
  let sum = 0
  for (let node = 0; node < nodes; node++) {
    if (!(prize[node] >= 0 && prize[node] < Infinity)) {
      refuse(`prize[${node}]`, `prize[${node}] is ${prize[node]}, expected a finite number, 0 or more`)
    }
    sum += prize[node]
  }
  return sum
}

/** @throws InputError that names the terminals that no tree can join */
function checkConnected(
  nodes: number,
  terminals: Uint32Array,
  topOf: (node: number) => number,
  nodeOf: (node: number) => number,
  root: number | undefined,
): void {
  const count = new Uint32Array(nodes)
  let home = root === undefined ? -1 : topOf(root)
  if (home < 0) {
    for (const node of terminals) count[topOf(node)]++
    for (const node of terminals) if (home < 0 || count[topOf(node)] > count[home]) home = topOf(node)
  }
  const apart = [...new Set(terminals)].filter((node) => topOf(nodeOf(node)) !== home)
  if (apart.length === 0) return
  const names = apart.slice(0, NAMED).join(', ') + (apart.length > NAMED ? ` and ${apart.length - NAMED} more` : '')
  const other = root === undefined ? 'the other terminals' : 'a root'
  throw new InputError(
    'not-connected',
    'terminals',
    `no edges lead from ${other} to terminal${apart.length > 1 ? 's' : ''} ${names}: add edges or leave ${apart.length > 1 ? 'them' : 'it'} out`,
  )
}
