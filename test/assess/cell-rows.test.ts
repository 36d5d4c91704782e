import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellRows } from '../../src/assess/cell-rows'
import { villageQuality } from '../../src/assess/village-quality'
import { openCore } from '../../src/core/core'
import type { Cell } from '../../src/network/network'
import { GRID, villageInCells } from '../coverage/shapes'
import { mapOf, networkAt } from './sample-map'

const core = await openCore()
const wide = villageInCells([
  [
    [
      [1, 1],
      [GRID.columns - 1, 1],
      [GRID.columns - 1, GRID.rows - 1],
      [1, GRID.rows - 1],
      [1, 1],
    ],
  ],
])

/** Sites of one n28 cell each at places in cells, looking to an azimuth. */
function network(places: [x: number, y: number, azimuthDeg: number][]) {
  const made = networkAt(
    places.map(([x, y]) => [x, y]),
    GRID,
  )
  made.cells.forEach((cell, i) => {
    Object.assign(cell, {
      frequencyMhz: 773,
      heightM: 30,
      azimuthDeg: places[i][2],
      indoor: false,
    } satisfies Partial<Cell>)
  })
  return made
}

describe('what each cell serves', () => {
  test('adds up to the served part of the villages; beyond the limit is told apart', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 0, max: GRID.columns, noNaN: true }),
            fc.double({ min: 0, max: GRID.rows, noNaN: true }),
            fc.constantFrom(Number.NaN, 13, 101, 207, 333),
          ),
          { minLength: 1, maxLength: 8 },
        ),
        fc.array(fc.nat({ max: 8 }), { minLength: 5, maxLength: 40 }),
        (places, pattern) => {
          const map = mapOf(core, [wide], () => -90, { network: network(places) })
          map.server = map.server.map((_, i) => pattern[i % pattern.length] % (places.length + 1))
          const rows = cellRows(core, map)
          expect(rows.map(({ id }) => id)).toEqual(map.network.cells.map(({ id }) => id))
          places.forEach(([x, y, azimuthDeg], c) => {
            const before = places
              .filter(([px, py]) => {
                const distanceM = Math.hypot(px - x, py - y) * GRID.cellSizeM
                const bearing = (Math.atan2(px - x, y - py) * 180) / Math.PI
                const turn = Math.abs(((((bearing - azimuthDeg) % 360) + 540) % 360) - 180)
                return distanceM > 50 && distanceM < 40_000 && (Number.isNaN(azimuthDeg) || turn <= 60)
              })
              .map(([px, py]) => Math.hypot(px - x, py - y) * GRID.cellSizeM)
              .sort((a, b) => a - b)
            const limitM = before.length < 3 ? Infinity : (1.5 * (before[0] + before[1] + before[2])) / 3
            let [cells, beyond, people, peopleBeyond, farthest, unsure] = [0, 0, 0, 0, 0, 0]
            map.server.forEach((server, i) => {
              if (server !== c + 1 || map.zones.zone[i] === 0) return
              const d =
                Math.hypot((i % GRID.columns) + 0.5 - x, Math.floor(i / GRID.columns) + 0.5 - y) * GRID.cellSizeM
              cells++
              people += map.people[i]
              farthest = Math.max(farthest, d)
              if (Math.abs(d - limitM) < 0.1) unsure++
              if (d <= limitM) return
              beyond++
              peopleBeyond += map.people[i]
            })
            const km2 = GRID.cellSizeM ** 2 / 1e6
            expect(rows[c].area_km2).toBeCloseTo(cells * km2, 9)
            expect(rows[c].population).toBeCloseTo(people, 6)
            expect(rows[c].farthest_km).toBeCloseTo(farthest / 1000, 4)
            if (unsure > 0) return
            expect(rows[c].limit_km === null ? Infinity : rows[c].limit_km! * 1000).toBeCloseTo(limitM, 2)
            expect(rows[c].overshoot_km2).toBeCloseTo(beyond * km2, 9)
            expect(rows[c].overshoot_population).toBeCloseTo(peopleBeyond, 6)
          })
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('means of rates over a village count land without a cell as 0; overlap needs four cells and the level', async () => {
  const map = mapOf(core, [wide], (column) => (column % 2 === 0 ? -90 : -106))
  const n = map.rsrpDbm.length
  map.quality = {
    rsrqDb: new Float32Array(n),
    dominanceDb: new Float32Array(n),
    overlap: Uint8Array.from({ length: n }, (_, i) => 1 + (Math.floor((i % GRID.columns) / 2) % 4)),
    dlMbps: Float32Array.from({ length: n }, (_, i) => (i % 3 === 0 ? Number.NaN : 30)),
    ulMbps: new Float32Array(n).fill(4),
  }
  const [row] = (await villageQuality(core, map))!
  const inside = Array.from({ length: n }, (_, i) => i).filter((i) => map.zones.zone[i] > 0)
  const mean = (value: (i: number) => number) => inside.reduce((sum, i) => sum + value(i), 0) / inside.length
  expect(row.dl_mbps).toBeCloseTo(
    mean((i) => (i % 3 === 0 ? 0 : 30)),
    5,
  )
  expect(row.ul_mbps).toBeCloseTo(4, 5)
  expect(row.overlap_share).toBeCloseTo(
    mean((i) => Number(map.quality!.overlap[i] >= 4 && map.rsrpDbm[i] >= -105)),
    6,
  )
  map.quality = undefined
  expect(await villageQuality(core, map)).toBeUndefined()
})
