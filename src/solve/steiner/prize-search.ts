import type { Core } from '../../core/core'
import * as layout from '../../core/layout'
import { ascend, spanTaken, treeOfAscent } from './ascent'
import { openPieces, type StandingTree, treeEdges } from './open-search'
import { type PlacedGraph, placeGraph } from './place-graph'
import type { ReducedGraph } from './reduce'

/** How a search is limited and told: as `TreeSearch` says it, made plain. */
export interface SearchLimits {
  /** Infinity where time decides. */
  steps: number
  seed: number
  /** Part of the time that is used up. */
  used(): number
  breathe(): Promise<void>
}

/** Edges of a reduced graph that form a tree from its root. */
export interface FoundTree {
  edges: Uint32Array
  /** In units. */
  spent: number
}

/** Steps between two looks at the clock. */
const PORTION = 16
/** Multipliers that are tried, and how far from each other the last two are. */
const MULTIPLIERS = 24
const CLOSE = 1.01
/** Multipliers with which pieces are rebuilt under the budget, as parts of the steps: first by what a node is worth, then whatever fits. */
const PRESSURES = [1, 2, 8, 1, 3, 32]

/** Trees of shaken prizes, on small graphs: so many at the most, and so many nodes of them together. */
const MOST_SHAKEN = 200
const SHAKEN_NODES = 20_000

/** A budget in units, and what they leave out. */
export interface Budget {
  budget: number
  /** What rounding may hide of the cost of a tree; 0 where all costs are whole units. */
  hidden: number
  isWithin(edges: Uint32Array): boolean
}

/** Rebuilds pieces until steps or time end, or nothing is left above the bound. */
async function rebuild(
  graph: PlacedGraph,
  tree: StandingTree,
  bound: number,
  { steps, seed, used, breathe }: SearchLimits,
  until = 1,
): Promise<FoundTree> {
  const pieces = openPieces(graph, tree, seed)
  for (let done = 0; done < steps && pieces.cost > bound && used() < until; done += PORTION) {
    pieces.run(Math.min(PORTION, steps - done))
    await breathe()
  }
  return { edges: pieces.edges, spent: pieces.spent }
}

/** The tree of least cost and missed prizes that is found, and a bound on both, in units. */
export async function leastTree(
  core: Core,
  graph: ReducedGraph,
  limits: SearchLimits,
): Promise<FoundTree & { bound: number }> {
  const placed = placeGraph(core, graph)
  const first = await ascend(placed, graph.root, limits.breathe)
  const begun = { ...treeOfAscent(placed, graph.root, graph.root), budget: Infinity }
  const found = await rebuild(placed, begun, first, limits)
  const renewed = await ascend(placed, graph.root, limits.breathe)
  return { ...found, bound: Math.max(first, renewed) }
}

/**
 * The tree of most prizes within a budget that is found, and a bound on the prizes, both in units of the prizes. A multiplier weighs
 * prizes against cost: what dual ascent bounds then, less the budget, bounds the prizes that are missed (Lagrangian relaxation of
 * the budget). Trees of multipliers that are too dear are cut back by a smaller one; the best begins the search, in which no piece
 * may break the budget.
 * @param budget in units, rounded down: what the bound is for; the search keeps a unit for each node away from it where costs are rounded
 * @param isWithin whether edges cost no more than the budget as it was given
 * @returns no tree where even what must be joined is too dear
 */
export async function richestTree(
  core: Core,
  graph: ReducedGraph,
  { budget: most, hidden, isWithin }: Budget,
  limits: SearchLimits,
): Promise<{ tree: FoundTree | undefined; bound: number; leastSpent: number }> {
  const placed = placeGraph(core, graph)
  const budget = Math.max(0, most - hidden)
  const prizes = graph.prize!
  const total = prizes.reduce((sum, value) => sum + value, 0)
  const costs = graph.cost.reduce((sum, value) => sum + value, 0)
  const weigh = (multiplier: number): void => {
    // Nothing is worth more than all edges together.
    placed.prize!.view.set(prizes.map((value) => Math.min(value * multiplier, costs + 1)))
  }
  const prizeOf = (edges: Uint32Array): number => {
    const inside = new Uint8Array(graph.nodes)
    for (const edge of edges) inside[graph.from[edge]] = inside[graph.to[edge]] = 1
    return prizes.reduce((sum, value, node) => sum + (inside[node] ? value : 0), 0)
  }
  let bound = total
  let leastSpent = Infinity
  let best: (FoundTree & { prize: number }) | undefined
  const take = (tree: FoundTree): void => {
    leastSpent = Math.min(leastSpent, tree.spent)
    if (!isWithin(tree.edges)) return
    const prize = prizeOf(tree.edges)
    if (!best || prize > best.prize || (prize === best.prize && tree.spent < best.spent)) best = { ...tree, prize }
  }

  /** Bound and tree at a multiplier; true where the tree is within the budget. */
  async function tryAt(multiplier: number): Promise<boolean> {
    weigh(multiplier)
    placed.parent.view.fill(layout.TREE_AWAY)
    const least = await ascend(placed, graph.root, limits.breathe)
    // Sums of many prizes round: a trillionth is given away.
    const surely = least * (1 - 1e-12) - hidden
    if (multiplier > 0) bound = Math.min(bound, total - (surely - most) / multiplier)
    const { spent } = treeOfAscent(placed, graph.root, graph.root)
    const edges = treeEdges(placed)
    take({ edges, spent })
    if (spent <= most) return true
    cutBack(edges)
    return false
  }

  /** Trees for prizes that chance has changed: what no multiplier gives, such as two small homes in the place of a larger one. */
  async function tryShaken(multiplier: number): Promise<void> {
    const tries = Math.min(MOST_SHAKEN, Math.floor(SHAKEN_NODES / graph.nodes))
    let state = limits.seed >>> 0
    const chance = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
    for (let k = 0; k < tries && best && bound > best.prize && limits.used() < 0.5; k++) {
      const strength = 4 ** (2 * chance())
      placed.prize!.view.set(
        prizes.map((value) => Math.min(value * multiplier * strength * 4 ** (2 * chance() - 1), costs + 1)),
      )
      placed.parent.view.fill(layout.TREE_AWAY)
      await ascend(placed, graph.root, limits.breathe)
      const { spent } = treeOfAscent(placed, graph.root, graph.root)
      const edges = treeEdges(placed)
      if (spent <= most) take({ edges, spent })
      else cutBack(edges)
    }
  }

  /** Cuts a tree that is too dear back to its branches that are worth most. */
  function cutBack(edges: Uint32Array): void {
    const worth = placed.prize!.view.slice()
    const inside = new Uint8Array(graph.nodes)
    inside[graph.root] = 1
    for (const edge of edges) inside[graph.from[edge]] = inside[graph.to[edge]] = 1
    let [low, high] = [0, 1]
    for (let k = 0; k < MULTIPLIERS; k++) {
      const middle = (low + high) / 2
      placed.prize!.view.set(worth.map((value) => value * middle))
      placed.taken.view.set(inside)
      const { spent } = spanTaken(placed, graph.root)
      if (spent <= most) {
        take({ edges: treeEdges(placed), spent })
        low = middle
      } else high = middle
    }
  }

  if (graph.terminals < 2) take({ edges: new Uint32Array(), spent: 0 })
  await tryAt(0)
  let low = 0
  let high = Infinity
  let multiplier = total > 0 ? costs / total : 0
  for (let k = 0; k < MULTIPLIERS && multiplier > 0 && limits.used() < 0.5; k++) {
    if (await tryAt(multiplier)) low = multiplier
    else high = multiplier
    if (high < low * CLOSE) break
    multiplier = high === Infinity ? low * 4 : low === 0 ? high / 4 : Math.sqrt(low * high)
  }
  const settled = high < Infinity ? high : multiplier
  await tryShaken(settled)
  if (best && bound > best.prize && total > 0) {
    for (const [k, pressure] of PRESSURES.entries()) {
      weigh(settled * pressure)
      placed.parent.view.fill(layout.TREE_AWAY)
      placed.taken.view.fill(0)
      placed.taken.view[graph.root] = 1
      for (const edge of best.edges) placed.taken.view[graph.from[edge]] = placed.taken.view[graph.to[edge]] = 1
      const begun = spanTaken(placed, graph.root)
      const steps = Math.ceil(limits.steps / PRESSURES.length)
      const until = 0.5 + (0.5 * (k + 1)) / PRESSURES.length
      const mark = core.arena.mark()
      take(
        await rebuild(
          placed,
          { ...begun, budget: Math.max(budget, begun.spent) },
          0,
          { ...limits, steps, seed: limits.seed + k },
          until,
        ),
      )
      core.arena.release(mark)
    }
  }
  const tree: FoundTree | undefined = best
  return { tree, bound: Math.max(bound, best?.prize ?? 0), leastSpent }
}
