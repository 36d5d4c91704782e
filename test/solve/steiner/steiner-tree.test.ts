import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mehlhornCost } from '../../../bench/mehlhorn'
import { readPace } from '../../../bench/pace-instance'
import { steinerTree } from '../../../src/solve/steiner/steiner-tree'
import { dreyfusWagner } from './dreyfus-wagner'
import { flowOptimum } from './flow-optimum'
import { arraysOf, type Edges, faultOf, gridGraph, type SmallGraph, smallGraphs } from './random-graph'

const INSTANCES = '../shared/data/steiner'

/** Costs are told apart down to 2^-51 of their sum: so much may be lost on 200 edges. */
const slack = ({ edges }: SmallGraph): number => edges.reduce((sum, [, , cost]) => sum + cost, 0) * 200 * 2 ** -51

test('three terminals around a middle meet there', async () => {
  const edges: Edges = [
    [0, 1, 5],
    [1, 2, 5],
    [2, 0, 5],
    [0, 3, 3],
    [1, 3, 3],
    [2, 3, 3],
  ]
  const tree = await steinerTree(arraysOf({ nodes: 4, edges, terminals: [0, 1, 2] }))
  expect(tree).toEqual({ edges: Uint32Array.of(3, 4, 5), cost: 9, lowerBound: 9 })
})

test('small graphs of all kinds: as cheap as dynamic programming, a tree, the bound on its side', async () => {
  await fc.assert(
    fc.asyncProperty(smallGraphs(40, 6), async (graph) => {
      const best = dreyfusWagner(graph.nodes, graph.edges, graph.terminals)
      const tree = await steinerTree(arraysOf(graph))
      expect(faultOf(graph.edges, tree.edges, graph.terminals)).toBe('')
      expect(Array.from(tree.edges).reduce((sum, e) => sum + graph.edges[e][2], 0)).toBe(tree.cost)
      expect(tree.lowerBound).toBeLessThanOrEqual(best + slack(graph))
      expect(Math.abs(tree.cost - best)).toBeLessThanOrEqual(slack(graph))
    }),
    { numRuns: 150 },
  )
}, 60_000)

test.each([1, 2, 3])(
  'a grid of 36 crossings with 9 terminals, seed %i: as cheap as the flow formulation by HiGHS',
  async (seed) => {
    const graph = gridGraph(6, 4, seed)
    const tree = await steinerTree(arraysOf(graph))
    expect(tree.cost).toBe(await flowOptimum(graph, 50_000))
    expect(tree.lowerBound).toBeLessThanOrEqual(tree.cost)
  },
  60_000,
)

test('each terminal is led to one of several roots, as if a free edge joined these', async () => {
  await fc.assert(
    fc.asyncProperty(
      smallGraphs(24, 5),
      fc.array(fc.nat({ max: 23 }), { minLength: 1, maxLength: 4 }),
      async (graph, picks) => {
        const roots = picks.map((pick) => pick % graph.nodes)
        const free: Edges = [...new Set(roots)].slice(1).map((root) => [roots[0], root, 0])
        const best = dreyfusWagner(graph.nodes, [...graph.edges, ...free], [...graph.terminals, roots[0]])
        const tree = await steinerTree({ ...arraysOf(graph), roots: Uint32Array.from(roots) })
        const joined = [...tree.edges, ...free.map((_, k) => graph.edges.length + k)]
        expect(faultOf([...graph.edges, ...free], joined, [...graph.terminals, ...roots])).toBe('')
        expect(Math.abs(tree.cost - best)).toBeLessThanOrEqual(slack(graph))
      },
    ),
    { numRuns: 80 },
  )
}, 60_000)

test('one more edge, or a cheaper one, never makes the tree dearer by more than its gap', async () => {
  await fc.assert(
    fc.asyncProperty(smallGraphs(30, 12), fc.nat(), fc.nat(), fc.nat({ max: 9 }), async (graph, a, b, cost) => {
      const before = await steinerTree(arraysOf(graph))
      const edges: Edges = [...graph.edges, [a % graph.nodes, b % graph.nodes, cost]]
      const after = await steinerTree(arraysOf({ ...graph, edges }))
      expect(after.lowerBound).toBeLessThanOrEqual(before.cost + slack(graph))
      expect(after.cost).toBeLessThanOrEqual(before.cost + (after.cost - after.lowerBound) + slack(graph))
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('nothing to join costs nothing', async () => {
  const nothing = { edges: new Uint32Array(), cost: 0, lowerBound: 0 }
  const edges: Edges = [[0, 1, 4]]
  expect(await steinerTree(arraysOf({ nodes: 0, edges: [], terminals: [] }))).toEqual(nothing)
  expect(await steinerTree(arraysOf({ nodes: 2, edges, terminals: [] }))).toEqual(nothing)
  expect(await steinerTree(arraysOf({ nodes: 2, edges, terminals: [1, 1, 1] }))).toEqual(nothing)
  const roots = Uint32Array.of(0, 1)
  expect(await steinerTree({ ...arraysOf({ nodes: 2, edges, terminals: [1] }), roots })).toEqual(nothing)
  expect(await steinerTree({ ...arraysOf({ nodes: 2, edges, terminals: [1] }), roots: Uint32Array.of(0) })).toEqual({
    edges: Uint32Array.of(0),
    cost: 4,
    lowerBound: 4,
  })
})

describe('the same answer again', () => {
  const graph = arraysOf(gridGraph(60, 17, 7))

  test('by seed and steps, under a time limit that does not cut them', async () => {
    const one = await steinerTree({ ...graph, steps: 60, seed: 3 })
    expect(await steinerTree({ ...graph, steps: 60, seed: 3, timeLimitMs: 600_000 })).toEqual(one)
  })

  test('more steps are never dearer; the limits end the search', async () => {
    const first = await steinerTree({ ...graph, steps: 0 })
    const more = await steinerTree({ ...graph, steps: 400 })
    expect(more.cost).toBeLessThan(first.cost)
    expect(more.lowerBound).toBeLessThanOrEqual(more.cost)
    expect(await steinerTree({ ...graph, timeLimitMs: 0 })).toEqual(first)
  })
})

describe('aborting', () => {
  const graph = arraysOf(gridGraph(120, 9, 5))

  test('before and during the search', async () => {
    const reason = new Error('enough')
    await expect(steinerTree({ ...graph, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    const control = new AbortController()
    const running = steinerTree({ ...graph, steps: 1e9, signal: control.signal })
    setTimeout(() => control.abort(reason), 150)
    await expect(running).rejects.toBe(reason)
  }, 20_000)
})

describe('what cannot be', () => {
  const whole = arraysOf({
    nodes: 5,
    edges: [
      [0, 1, 1],
      [1, 2, 1],
      [3, 4, 1],
    ],
    terminals: [0, 2],
  })
  test.each([
    [{ nodes: -1 }, 'nodes', /whole number/],
    [{ nodes: 2.5 }, 'nodes', /2.5/],
    [{ to: Uint32Array.of(1, 2) }, 'to', /2 entries and from 3/],
    [{ cost: Float64Array.of(1, 1) }, 'cost', /2 entries/],
    [{ from: Uint32Array.of(0, 9, 3) }, 'from[1]', /from 0 to 4/],
    [{ cost: Float64Array.of(1, -2, 1) }, 'cost[1]', /-2/],
    [{ cost: Float64Array.of(1, 1, Number.NaN) }, 'cost[2]', /NaN/],
    [{ cost: Float64Array.of(Number.POSITIVE_INFINITY, 1, 1) }, 'cost[0]', /leave out/],
    [{ cost: Float64Array.of(1e308, 1e308, 1) }, 'cost', /larger unit/],
    [{ terminals: Uint32Array.of(5) }, 'terminals[0]', /5/],
    [{ roots: Uint32Array.of(1, 7) }, 'roots[1]', /7/],
    [{ timeLimitMs: Number.NaN }, 'timeLimitMs', /NaN/],
    [{ steps: -1 }, 'steps', /-1/],
    [{ seed: Number.NaN }, 'seed', /NaN/],
  ])('%o is refused at %s', async (change, path, message) => {
    await expect(steinerTree({ ...whole, ...change })).rejects.toMatchObject({
      name: 'InputError',
      code: 'bad-argument',
      path,
      message: expect.stringMatching(message),
    })
  })

  test('terminals that nothing leads to are named, as those that are fewer', async () => {
    const apart = (change: object) => expect(steinerTree({ ...whole, ...change })).rejects
    await apart({ terminals: Uint32Array.of(4, 0, 2) }).toMatchObject({ code: 'not-connected', message: /terminal 4:/ })
    await apart({ terminals: Uint32Array.of(0, 3, 4) }).toMatchObject({ message: /other terminals to terminal 0:/ })
    const roots = Uint32Array.of(3)
    await apart({ terminals: Uint32Array.of(0, 4, 2), roots }).toMatchObject({ message: /a root to terminals 0, 2:/ })
  })
})

describe.skipIf(!existsSync(INSTANCES))('real fibre roll-outs of PACE 2018 (skipped without ../shared)', () => {
  test.each(['instance101', 'instance121', 'instance137'])(
    '%s: within 0.2 % of the best known, bound within 1 %',
    async (name) => {
      const { best, ...graph } = readPace(INSTANCES, name)
      const list = Array.from(graph.cost, (cost, e): [number, number, number] => [graph.from[e], graph.to[e], cost])
      const tree = await steinerTree({ ...graph, steps: 2000 })
      expect(faultOf(list, tree.edges, Array.from(graph.terminals))).toBe('')
      expect(mehlhornCost(graph)).toBeGreaterThan(tree.cost)
      expect(tree.cost).toBeGreaterThanOrEqual(best)
      expect(tree.cost / best).toBeLessThan(1.002)
      expect(tree.lowerBound).toBeLessThanOrEqual(best)
      expect(tree.lowerBound / best).toBeGreaterThan(0.99)
    },
    60_000,
  )
})
