import { type Core, openCore } from '../../core/core'
import { objectArgument } from '../../formats/argument'
import { InputError } from '../../formats/input-error'
import { clock } from './clock'
import { leastTree, richestTree, type SearchLimits } from './prize-search'
import { type ReducedGraph, reduceGraph } from './reduce'
import { type CheckedGraph, checkGraph, checkSearch, type TreeGraph, type TreeSearch } from './tree-input'

/** Steps by default: so many at least, and so many for each prize. */
const STEPS = 200
const STEPS_PER_PRIZE = 4
/** Where no root is given: so many nodes are tried as one, those of the greatest prizes first. */
const ROOTS_TRIED = 6

export interface PrizeCollectingOptions extends Omit<TreeGraph, 'terminals'>, TreeSearch {
  /** Nodes that must be joined whatever they are worth; none where left out. */
  terminals?: Uint32Array
  /** What it is worth to have each node in the tree, finite and ≥ 0; without a budget in the measure of the costs. */
  prize: Float64Array
  /** The most that the edges may cost together. Without it cost and missed prizes are made least together. */
  budget?: number
}

export interface PrizeCollectingTree {
  /** Indices of the edges, ascending. With several roots it may be several trees. */
  edges: Uint32Array
  /** The nodes of the tree, all roots among them, ascending. */
  nodes: Uint32Array
  /** What the edges cost together. */
  cost: number
  /** Prizes of the nodes. */
  prize: number
  /** Without a budget: no tree has less cost and missed prizes together. */
  lowerBound?: number
  /** With a budget: no tree within it has more prizes. */
  upperBound?: number
}

/** A tree with the bound of its problem: on cost and missed prizes, or on prizes. */
interface Rooted {
  edges: Uint32Array
  nodes: Uint32Array
  cost: number
  prize: number
  bound: number
}

/**
 * A tree that trades its cost against the prizes of its nodes, in a graph without directions: the least of cost and missed prizes, or with
 * a budget the most prizes for it. Prizes are homes, places, villages; costs those of trenches. Says how far from the best it can be.
 *
 * Roots belong to the tree for nothing; without roots and terminals the tree may stand anywhere. Dual ascent with a prize as the price of
 * leaving a node out (Ljubić et al., Mathematical Programming 105, 2006), a first tree of its arcs, and pieces built anew, as
 * `steinerTree`; a budget by Lagrangian relaxation: docs/steiner.md.
 * @throws InputError `bad-argument` for arrays that do not fit, nodes that do not exist, costs and prizes that are negative or no
 *   finite numbers; `not-connected` for terminals that no edges lead to; `budget-too-small` where what must be joined costs more
 * @throws the signal's reason where it is aborted
 */
export async function prizeCollectingTree(options: PrizeCollectingOptions): Promise<PrizeCollectingTree> {
  objectArgument(options, 'options', '{ nodes, from, to, cost, prize }')
  checkSearch(options)
  const { budget, timeLimitMs, steps, seed = 1, signal } = options
  if (budget !== undefined && !(budget >= 0)) {
    throw new InputError('bad-argument', 'budget', `budget is ${budget}, expected a number, 0 or more`)
  }
  signal?.throwIfAborted()
  const given: TreeGraph & { prize: Float64Array } = { ...options, terminals: options.terminals ?? new Uint32Array() }
  // Refuses what is wrong before any of it is used.
  checkGraph(given, given.prize)
  const worth = given.prize.reduce((count, value) => count + (value > 0 ? 1 : 0), 0)
  const limits: SearchLimits = {
    steps: steps ?? (timeLimitMs === undefined ? STEPS + STEPS_PER_PRIZE * worth : Number.POSITIVE_INFINITY),
    seed,
    ...clock(timeLimitMs, signal),
  }
  const core = await openCore()
  try {
    const isRooted = (given.roots?.length ?? 0) + given.terminals.length > 0
    const { bound, ...tree } = isRooted
      ? await rootedTree(core, given, budget, limits)
      : await freeTree(core, given, budget, limits)
    if (budget !== undefined) return { ...tree, upperBound: Math.max(bound, tree.prize) }
    const missed = given.prize.reduce((sum, value) => sum + value, 0) - tree.prize
    return { ...tree, lowerBound: Math.min(bound, tree.cost + missed) }
  } finally {
    await core.close()
  }
}

type Given = TreeGraph & { prize: Float64Array }

/** The tree from given roots, or from what must be joined. */
async function rootedTree(core: Core, given: Given, budget: number | undefined, limits: SearchLimits): Promise<Rooted> {
  const checked = checkGraph(given, given.prize)
  if (budget !== undefined) nothingForFree(given, checked)
  const graph = reduceGraph(checked)
  const mark = core.arena.mark()
  try {
    if (budget === undefined) {
      const found = await leastTree(core, graph, limits)
      const bound = (graph.fixedCost + found.bound) * checked.unit + outOfReach(given, checked)
      return { ...treeOf(given, checked, graph, found.edges), bound }
    }
    const within = Math.floor(budget / checked.unit) - graph.fixedCost
    const isWithin = (edges: Uint32Array): boolean => treeOf(given, checked, graph, edges).cost <= budget
    const { tree, bound, leastSpent } = await richestTree(
      core,
      graph,
      { budget: within, hidden: isExact(given, checked) ? 0 : given.nodes + 1, isWithin },
      limits,
    )
    if (!tree) {
      const least = (graph.fixedCost + leastSpent) * checked.unit
      const message = `The budget is ${budget}; what must be joined was found to cost ${least} at the least. Raise the budget, or ask for fewer terminals.`
      throw new InputError('budget-too-small', 'budget', message)
    }
    return {
      ...treeOf(given, checked, graph, tree.edges),
      bound: (graph.surePrize + bound) * checked.unit + sureOrRounded(given, checked),
    }
  } finally {
    core.arena.release(mark)
  }
}

/**
 * The tree that may stand anywhere: a best one holds the node of the greatest prize, or misses it and holds that of the second
 * greatest, and so on. Each is a problem with a root; what is missed before it counts.
 */
async function freeTree(core: Core, given: Given, budget: number | undefined, limits: SearchLimits): Promise<Rooted> {
  const byPrize = Array.from(given.prize.keys())
    .filter((node) => given.prize[node] > 0)
    .sort((a, b) => given.prize[b] - given.prize[a] || a - b)
  const prize = given.prize.slice()
  const total = prize.reduce((sum, value) => sum + value, 0)
  const value = ({ cost, prize: got }: Rooted): number => (budget === undefined ? cost + total - got : -got)
  let best: Rooted = { edges: new Uint32Array(), nodes: new Uint32Array(), cost: 0, prize: 0, bound: 0 }
  // The bound in the sense of `value`: less is better.
  let bound = Number.POSITIVE_INFINITY
  let missed = 0
  for (const [k, root] of byPrize.slice(0, ROOTS_TRIED).entries()) {
    // What is left out from here on costs more than the best tree does.
    const rest = budget === undefined ? missed : missed - total
    if (rest >= value(best)) break
    const part = k === 0 ? limits : { ...limits, steps: Math.ceil(limits.steps / ROOTS_TRIED), seed: limits.seed + k }
    const found = await rootedTree(core, { ...given, prize, roots: Uint32Array.of(root) }, budget, part)
    bound = Math.min(bound, budget === undefined ? found.bound + missed : -found.bound)
    const whole = { ...found, prize: found.nodes.reduce((sum, node) => sum + given.prize[node], 0) }
    if (value(whole) < value(best)) best = whole
    missed += given.prize[root]
    prize[root] = 0
  }
  bound = Math.min(bound, budget === undefined ? missed : missed - total)
  return { ...best, bound: budget === undefined ? bound : -bound }
}

/** Prizes of nodes that no edges lead to from the root: missed by every tree. */
function outOfReach({ prize }: Given, { home }: CheckedGraph): number {
  return prize.reduce((sum, value, node) => sum + (home(node) ? 0 : value), 0)
}

/** Prizes that every tree has, and what the others lose by being counted in whole units. */
function sureOrRounded({ prize }: Given, checked: CheckedGraph): number {
  let sum = 0
  for (let node = 0; node < prize.length; node++) {
    if (!checked.home(node)) continue
    sum += prize[node] - checked.prize![node] * checked.unit
  }
  return sum
}

/** Under a budget an edge of any cost takes a unit of it at the least. */
function nothingForFree({ cost }: Given, { cost: units, edge }: CheckedGraph): void {
  for (let k = 0; k < units.length; k++) if (units[k] === 0 && cost[edge[k]] > 0) units[k] = 1
}

/** Whether all costs are whole numbers of units. */
function isExact({ cost }: Given, { cost: units, edge, unit }: CheckedGraph): boolean {
  return units.every((value, k) => value * unit === cost[edge[k]])
}

/** A tree in the edges and nodes that were given. */
function treeOf(given: Given, checked: CheckedGraph, graph: ReducedGraph, chosen: Uint32Array): Omit<Rooted, 'bound'> {
  const edges = graph
    .expand(chosen)
    .map((edge) => checked.edge[edge])
    .sort()
  const inside = new Uint8Array(given.nodes)
  for (const node of given.roots ?? []) inside[node] = 1
  for (const node of given.terminals) inside[node] = 1
  let cost = 0
  for (const edge of edges) {
    cost += given.cost[edge]
    inside[given.from[edge]] = inside[given.to[edge]] = 1
  }
  const nodes = Uint32Array.from(inside.keys()).filter((node) => inside[node] === 1)
  return { edges, nodes, cost, prize: nodes.reduce((sum, node) => sum + given.prize[node], 0) }
}
