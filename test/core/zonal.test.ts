import fc from 'fast-check'
import { expect, test } from 'vitest'
import { zonalSums } from '../../src/assess/zonal'
import { openCore } from '../../src/core/core'
import { mapOf } from '../assess/sample-map'
import { GRID, star, villageInCells } from '../coverage/shapes'

const core = await openCore({ workers: 2 })

test('zonal sums are those of plain f64 loops to 1e-6', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ min: 0.3, max: 9, noNaN: true }), { minLength: 4, maxLength: 12 }),
      fc.array(fc.constantFrom(-130, -106, -100, -96.3, -90, Number.NaN), { minLength: 7, maxLength: 29 }),
      async (radii, levels) => {
        const villages = [
          villageInCells([[star(12, 9, radii)]]),
          villageInCells(
            [
              [
                star(
                  6,
                  4,
                  radii.map((r) => r / 2),
                ),
              ],
            ],
            { population: 77 },
          ),
          villageInCells([[star(90, 90, radii)]]),
        ]
        const map = mapOf(core, villages, (c, r) => levels[(r * GRID.columns + c) % levels.length])
        // Residents that differ from cell to cell, so that sums by area and by people differ.
        map.people = map.people.map((value, i) => value * (1 + (i % 5)))
        const { spans, edges } = map.zones
        edges.people = edges.people!.map((value, e) => value * (1 + (e % 3)))
        const sums = await zonalSums(core, map)
        villages.forEach((_, v) => {
          const wanted = {
            areaCells: 0,
            areaHardCells: 0,
            areaExpectedCells: 0,
            people: 0,
            peopleHard: 0,
            peopleExpected: 0,
          }
          const add = (i: number, share: number, people: number): void => {
            const hard = map.rsrpDbm[i] >= Math.fround(-96.3)
            wanted.areaCells += share
            wanted.people += people
            if (hard) wanted.areaHardCells += share
            if (hard) wanted.peopleHard += people
            wanted.areaExpectedCells += share * map.probability[i]
            wanted.peopleExpected += people * map.probability[i]
          }
          for (let s = spans.offsets[v]; s < spans.offsets[v + 1]; s++) {
            for (let i = spans.start[s]; i < spans.end[s]; i++) add(i, 1, map.people[i])
          }
          for (let e = edges.offsets[v]; e < edges.offsets[v + 1]; e++) {
            add(edges.cell[e], edges.fraction[e], edges.people![e])
          }
          for (const key of Object.keys(wanted) as (keyof typeof wanted)[]) {
            expect(Math.abs(sums[v][key] - wanted[key])).toBeLessThanOrEqual(1e-6 * Math.max(1, wanted[key]))
          }
        })
      },
    ),
    { numRuns: 60 },
  )
})
