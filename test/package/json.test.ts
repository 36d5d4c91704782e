import { afterAll, beforeAll, expect, it } from 'vitest'
import { assess, type Core, computeCoverage, gridFor, openCore, planStations } from '../../src/index'
import { networkOf, villages, west } from '../plan/three-villages'

/** What a server, a store or a worker makes of an object. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value))

let core: Core
beforeAll(async () => {
  core = await openCore({ workers: 1 })
})
afterAll(() => core.close())

const unknowns = {
  'nothing unknown': {},
  'omnidirectional antennas': { azimuthDeg: Number.NaN },
  'a year that is not known': { built: Number.NaN },
}

it.each(Object.entries(unknowns))('a round trip through JSON changes no result: %s', async (_, unknown) => {
  const network = networkOf(west)
  const cells = network.cells.map((cell) => ('azimuthDeg' in unknown ? { ...cell, ...unknown } : cell))
  const stations = network.stations.map((station) => ('built' in unknown ? { ...station, ...unknown } : station))
  const given = { ...network, cells, stations }
  const people = villages.map((village, i) =>
    i === 1 ? { ...village, population: Number.NaN, households: Number.NaN } : village,
  )
  const candidates = [
    { lon: 118.6, lat: 24.92, id: 'must', wish: 'must' as const, costCny: Number.NaN, minHeightM: Number.NaN },
    { lon: 118.55, lat: 24.93 },
  ]
  const results = []
  for (const pass of [<T>(value: T) => value, sent]) {
    const area = pass(people)
    const grid = pass(gridFor(area, { cellSizeM: 200 }))
    const coverage = await computeCoverage({ grid, network: pass(given), villages: area, core })
    const assessment = await assess(coverage, area, { core })
    const plan = await planStations({ coverage, villages: area, target: 3, candidates: pass(candidates), core })
    results.push({
      rsrpDbm: coverage.rsrpDbm,
      city: assessment.city,
      villages: assessment.villages,
      proposals: plan.proposals,
    })
  }
  expect(results[1]).toEqual(results[0])
  expect(results[0].proposals.some(({ candidate }) => candidate === 'must')).toBe(true)
  expect(Number.isNaN(results[0].proposals[0].costCny)).toBe(false)
})
