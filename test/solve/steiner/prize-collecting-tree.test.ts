import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/formats/input-error'
import { prizeCollectingTree } from '../../../src/solve/steiner/prize-collecting-tree'
import { steinerTree } from '../../../src/solve/steiner/steiner-tree'
import { allTrees } from './brute-prizes'
import { arraysOf, type Edges, faultOf, gridGraph, type SmallGraph, smallGraphs } from './random-graph'

const prizes = fc.oneof(
  fc.nat({ max: 9 }),
  fc.nat({ max: 1000 }),
  fc.constant(0),
  fc.double({ min: 0, max: 5, noNaN: true }),
)

/** Small graphs with prizes, and a node to stand at. */
const cases = (most: number) =>
  fc.tuple(smallGraphs(most, 3), fc.array(prizes, { minLength: most, maxLength: most }), fc.nat())

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0)
/** Costs and prizes are told apart down to 2^-51 of their sum. */
const slackOf = ({ edges }: SmallGraph, prize: readonly number[]): number =>
  (sum(edges.map(([, , cost]) => cost)) + sum(prize)) * 200 * 2 ** -51 + 1e-12

/** What is wrong with a tree's own figures; empty where nothing is. */
function figuresFault(
  graph: SmallGraph,
  prize: readonly number[],
  tree: Awaited<ReturnType<typeof prizeCollectingTree>>,
): string {
  const ends = new Set([...tree.edges].flatMap((e) => [graph.edges[e][0], graph.edges[e][1]]))
  for (const end of ends) if (!tree.nodes.includes(end)) return `the end ${end} is not among the nodes`
  if (sum([...tree.edges].map((e) => graph.edges[e][2])) !== tree.cost) return 'the cost is not that of the edges'
  if (Math.abs(sum([...tree.nodes].map((node) => prize[node])) - tree.prize) > 1e-9)
    return 'the prize is not that of the nodes'
  return tree.nodes.length > 0 ? faultOf(graph.edges, tree.edges, [...tree.nodes]) : ''
}

test('a home too far to be worth its trench is left out; one on the way is taken', async () => {
  // 0 exchange, 1 home at 5, 2 corner, 3 home at 4 behind the corner (1 + 1), 4 home worth 3 behind 10.
  const edges: Edges = [
    [0, 1, 2],
    [0, 2, 1],
    [2, 3, 1],
    [3, 4, 10],
  ]
  const given = {
    ...arraysOf({ nodes: 5, edges, terminals: [] }),
    roots: Uint32Array.of(0),
    prize: Float64Array.of(0, 5, 0, 4, 3),
  }
  const tree = await prizeCollectingTree(given)
  expect(tree).toEqual({
    edges: Uint32Array.of(0, 1, 2),
    nodes: Uint32Array.of(0, 1, 2, 3),
    cost: 4,
    prize: 9,
    lowerBound: 7,
  })
  const three = await prizeCollectingTree({ ...given, budget: 3 })
  expect(three).toMatchObject({ cost: 2, prize: 5 })
  expect(three.upperBound).toBeGreaterThanOrEqual(5)
  expect(await prizeCollectingTree({ ...given, budget: 14 })).toMatchObject({ prize: 12, cost: 14, upperBound: 12 })
})

describe('against every tree of small graphs', () => {
  test('with a root: least cost and missed prizes, the bound below', async () => {
    let exact = 0
    let runs = 0
    await fc.assert(
      fc.asyncProperty(cases(9), async ([graph, all, pick]) => {
        const prize = all.slice(0, graph.nodes)
        const root = pick % graph.nodes
        const total = sum(prize)
        const best = Math.min(
          ...allTrees(graph.nodes, graph.edges, prize)
            .filter(({ set }) => (set >> root) & 1)
            .map((one) => one.cost + total - one.prize),
        )
        const tree = await prizeCollectingTree({
          ...arraysOf({ ...graph, terminals: [] }),
          roots: Uint32Array.of(root),
          prize: Float64Array.from(prize),
        })
        const slack = slackOf(graph, prize)
        expect(figuresFault(graph, prize, tree)).toBe('')
        expect(tree.nodes).toContain(root)
        expect(tree.lowerBound).toBeLessThanOrEqual(best + slack)
        runs++
        if (tree.cost + total - tree.prize <= best + slack) exact++
      }),
      { numRuns: 200 },
    )
    expect(exact).toBe(runs)
  }, 60_000)

  test('anywhere: least cost and missed prizes, the bound below', async () => {
    await fc.assert(
      fc.asyncProperty(cases(8), async ([graph, all]) => {
        const prize = all.slice(0, graph.nodes)
        const total = sum(prize)
        const best = Math.min(
          total,
          ...allTrees(graph.nodes, graph.edges, prize).map((one) => one.cost + total - one.prize),
        )
        const tree = await prizeCollectingTree({
          ...arraysOf({ ...graph, terminals: [] }),
          terminals: undefined,
          prize: Float64Array.from(prize),
        })
        const slack = slackOf(graph, prize)
        expect(figuresFault(graph, prize, tree)).toBe('')
        expect(tree.lowerBound).toBeLessThanOrEqual(best + slack)
        expect(tree.cost + total - tree.prize).toBeLessThanOrEqual(best + slack)
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('within a budget: the bound above, and on costs as streets have them nearly always the most prizes', async () => {
    let reached = 0
    let runs = 0
    await fc.assert(
      fc.asyncProperty(
        cases(9),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        async ([drawn, all, pick], share, isPlain) => {
          const hundredths = (value: number): number => Math.round((value % 1000) * 100) / 100
          const plain = { ...drawn, edges: drawn.edges.map(([a, b, cost]): Edges[0] => [a, b, hundredths(cost)]) }
          const graph = isPlain ? plain : drawn
          const prize = all.slice(0, graph.nodes).map((value) => (isPlain ? hundredths(value) : value))
          const root = pick % graph.nodes
          const trees = allTrees(graph.nodes, graph.edges, prize).filter(({ set }) => (set >> root) & 1)
          const budget = share * Math.max(...trees.map(({ cost }) => cost))
          const best = Math.max(...trees.filter(({ cost }) => cost <= budget).map((one) => one.prize))
          const tree = await prizeCollectingTree({
            ...arraysOf({ ...graph, terminals: [] }),
            roots: Uint32Array.of(root),
            prize: Float64Array.from(prize),
            budget,
          })
          expect(figuresFault(graph, prize, tree)).toBe('')
          expect(tree.cost).toBeLessThanOrEqual(budget)
          expect(tree.upperBound).toBeGreaterThanOrEqual(best - slackOf(graph, prize))
          if (!isPlain) return
          runs++
          if (tree.prize >= best - 1e-9) reached++
        },
      ),
      { numRuns: 200 },
    )
    expect(reached / runs).toBeGreaterThan(0.95)
  }, 60_000)
})

test('prizes beyond any cost are terminals', async () => {
  const graph = gridGraph(6, 4, 1)
  const arrays = arraysOf(graph)
  const prize = new Float64Array(graph.nodes)
  for (const node of graph.terminals.slice(1)) prize[node] = 1e4
  const joined = await steinerTree(arrays)
  const collected = await prizeCollectingTree({ ...arrays, terminals: Uint32Array.of(graph.terminals[0]), prize })
  expect(collected.cost).toBe(joined.cost)
  expect(collected.lowerBound).toBeLessThanOrEqual(joined.cost)
})

test('more budget never passes fewer homes by more than the bound allows', async () => {
  const graph = gridGraph(12, 3, 2)
  const prize = new Float64Array(graph.nodes)
  for (const node of graph.terminals) prize[node] = 1 + (node % 3)
  const given = { ...arraysOf({ ...graph, terminals: [] }), roots: Uint32Array.of(0), prize }
  let before = 0
  for (const budget of [0, 20, 40, 80, 160, 320, 5000]) {
    const tree = await prizeCollectingTree({ ...given, budget })
    expect(tree.cost).toBeLessThanOrEqual(budget)
    expect(tree.upperBound).toBeGreaterThanOrEqual(before)
    expect(tree.prize).toBeGreaterThanOrEqual(before)
    before = tree.prize
  }
  expect(before).toBe(sum(prize))
})

test('the same seed gives the same tree; an abort ends it', async () => {
  const graph = gridGraph(20, 3, 3)
  const prize = Float64Array.from({ length: graph.nodes }, (_, node) => (node % 3 === 0 ? 15 : 0))
  const given = { ...arraysOf({ ...graph, terminals: [] }), roots: Uint32Array.of(0), prize, seed: 7 }
  expect(await prizeCollectingTree(given)).toEqual(await prizeCollectingTree(given))
  await expect(prizeCollectingTree({ ...given, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
    'enough',
  )
})

test.each([
  ['a prize below 0', { prize: Float64Array.of(0, -1) }, 'bad-argument', 'prize[1]'],
  ['a prize that is unknown', { prize: Float64Array.of(0, Number.NaN) }, 'bad-argument', 'prize[1]'],
  ['too few prizes', { prize: Float64Array.of(1) }, 'bad-argument', 'prize'],
  ['a budget below 0', { budget: -1 }, 'bad-argument', 'budget'],
  ['a root that is no node', { roots: Uint32Array.of(9) }, 'bad-argument', 'roots[0]'],
  ['terminals dearer than the budget', { terminals: Uint32Array.of(0, 1), budget: 3 }, 'budget-too-small', 'budget'],
])('refuses %s by name', async (_, wrong, code, path) => {
  const given = { ...arraysOf({ nodes: 2, edges: [[0, 1, 5]], terminals: [] }), prize: Float64Array.of(1, 1) }
  const refusal = await prizeCollectingTree({ ...given, ...wrong }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(InputError)
  expect(refusal).toMatchObject({ code, path })
})

test('nodes out of reach are missed, and the bound knows it', async () => {
  const given = {
    ...arraysOf({
      nodes: 4,
      edges: [
        [0, 1, 1],
        [2, 3, 1],
      ],
      terminals: [],
    }),
    roots: Uint32Array.of(0),
  }
  const tree = await prizeCollectingTree({ ...given, prize: Float64Array.of(0, 5, 7, 7) })
  expect(tree).toMatchObject({ cost: 1, prize: 5, lowerBound: 15 })
})
