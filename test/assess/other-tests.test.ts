import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assess } from '../../src/assess/assess'
import { marginAtSigmaDb, OTHER_TESTS, otherTestsOf } from '../../src/assess/other-tests'
import { openCore } from '../../src/core/core'
import { ruleOf } from '../../src/coverage/rule'
import { BANDS } from '../../src/network/bands'
import { normalCdf } from '../../src/radio/normal'
import { penetrationOf } from '../../src/radio/penetration'
import { GRID, villageInCells } from '../coverage/shapes'
import { mapOf, networkAt } from './sample-map'

const core = await openCore({ workers: 2 })
/** Eight by six whole cells: no boundary cells, so that a plain sum over cells is the whole truth. */
const village = villageInCells([
  [
    [
      [3, 4],
      [11, 4],
      [11, 10],
      [3, 10],
      [3, 4],
    ],
  ],
])

describe('level and SINR, in a car, in a building', () => {
  test('are the sums of plain f64 loops to 1e-6', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(-118, -106, -97, -90, -84.5, -70, -60, Number.NaN), { minLength: 7, maxLength: 29 }),
        fc.array(fc.constantFrom(-7, -3.01, -2.99, 5, 20), { minLength: 3, maxLength: 11 }),
        async (levels, sinrs) => {
          const network = networkAt(
            [
              [2, 2],
              [9, 9],
            ],
            GRID,
          )
          network.cells[1].band = 'n78'
          network.sites[1].surroundings = 'town'
          const map = mapOf(core, [village], (c, r) => levels[(r * GRID.columns + c) % levels.length], { network })
          map.people = map.people.map((value, i) => value * (1 + (i % 5)))
          map.sinrDb = map.sinrDb.map((_, i) => sinrs[i % sinrs.length])
          map.server = map.server.map((server, i) => (server > 0 ? 1 + (i % 2) : 0))
          const { city } = await assess(map, [village], { core })
          const losses = (environment: 'in-vehicle' | 'indoor') =>
            [Number.NaN].concat(
              network.cells.map(({ band }, i) => {
                const around = i === 1 ? 'town' : 'country'
                return penetrationOf(environment, BANDS[band].frequencyMhz, around).lossDb
              }),
            )
          const sigma = { sinr: 8, vehicle: Math.hypot(8, 5), indoor: Math.hypot(8, 4.4) }
          const lossOf = { sinr: [0, 0, 0], vehicle: losses('in-vehicle'), indoor: losses('indoor') }
          for (const other of OTHER_TESTS) {
            let [cells, hard, expected, people, peopleHard, peopleExpected] = [0, 0, 0, 0, 0, 0]
            const needDbm = -105 + marginAtSigmaDb(8.7, 8, sigma[other])
            for (let row = 4; row < 10; row++) {
              for (let column = 3; column < 11; column++) {
                const i = row * GRID.columns + column
                cells++
                people += map.people[i]
                if (map.server[i] === 0 || (other === 'sinr' && map.sinrDb[i] < -3)) continue
                const level = map.rsrpDbm[i] - lossOf[other][map.server[i]]
                const p = normalCdf((level + 105) / sigma[other])
                expected += p
                peopleExpected += p * map.people[i]
                if (level < needDbm) continue
                hard++
                peopleHard += map.people[i]
              }
            }
            expect(city[`area_hard_${other}`]).toBeCloseTo(hard / cells, 6)
            expect(city[`area_expected_${other}`]).toBeCloseTo(expected / cells, 6)
            expect(city[`population_hard_${other}`]).toBeCloseTo(peopleHard / people, 6)
            expect(city[`population_expected_${other}`]).toBeCloseTo(peopleExpected / people, 6)
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  test('apply where they say something: a SINR that is stated, a receiver outdoors', () => {
    const rule = ruleOf('cn-5g-dt-105')
    expect(otherTestsOf({ rule })).toEqual(['sinr', 'vehicle', 'indoor'])
    expect(otherTestsOf({ rule: { ...rule, sinrDb: null } })).toEqual(['vehicle', 'indoor'])
    expect(otherTestsOf({ rule: { ...rule, environment: 'indoor' } })).toEqual(['sinr'])
    expect(otherTestsOf({ rule: { ...rule, dlMbps: 50 } })).toEqual(['vehicle', 'indoor'])
  })

  test('a wider spread takes a wider margin for the same share of area: 8.7 dB at σ 8 are 11.6 dB at σ 10', () => {
    expect(marginAtSigmaDb(8.7, 8, 8)).toBe(8.7)
    // domain.md §7.2: 95 % of area at n 3.5 takes 8.70 dB at σ 8 and 11.64 dB at σ 10.
    expect(marginAtSigmaDb(8.7, 8, 10)).toBeCloseTo(11.64, 2)
  })
})
