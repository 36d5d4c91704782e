import { expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import { terrainEffect } from '../../src/coverage/terrain-effect'
import type { Cell } from '../../src/network/network'
import type { Terrain } from '../../src/terrain/terrain'
import { networkAt } from '../assess/sample-map'
import { villageInCells } from './shapes'

const grid = { crs: 'EPSG:32650', originX: 600_000, originY: 2_760_000, cellSizeM: 50, columns: 80, rows: 40 }
/** A ridge of 90 m along column 40; the mast stands in the plain at column 20. */
const ridge = Float32Array.from({ length: grid.columns * grid.rows }, (_, i) =>
  Math.max(0, 90 - 30 * Math.abs((i % grid.columns) - 40)),
)
const terrain: Terrain = {
  tiles: [
    {
      name: 'ridge.tif',
      crs: grid.crs,
      width: grid.columns,
      height: grid.rows,
      originX: grid.originX,
      originY: grid.originY,
      pixelWidth: grid.cellSizeM,
      pixelHeight: grid.cellSizeM,
      data: ridge,
      nodata: null,
    },
  ],
  synthetic: true,
  warnings: [],
}
const cell: Omit<Cell, 'id' | 'station'> = {
  band: 'n28',
  frequencyMhz: 773,
  azimuthDeg: Number.NaN,
  mechanicalTiltDeg: 0,
  electricalTiltDeg: 0,
  heightM: 30,
  epreDbm: 18,
  gainDbi: 15,
  horizontalBeamwidthDeg: 360,
  verticalBeamwidthDeg: 60,
  lossDb: 0.5,
  indoor: false,
}
const site = networkAt([[20.5, 20.5]], grid)
const network = { ...site, cells: site.cells.map((own) => ({ ...cell, ...own })) as Cell[] }
const all: [number, number][] = [
  [0, 0],
  [80, 0],
  [80, 40],
  [0, 40],
]

test('what terrain takes is the map less the map over flat ground: nothing before a ridge, much in its shadow', async () => {
  const core = await openCore()
  const input = { grid, network, villages: [villageInCells([[all]], {}, grid)], core, terrain }
  const coverage = await computeCoverage(input)
  const flat = await computeCoverage({ ...input, terrain: undefined })
  const effect = await terrainEffect(input, coverage)
  const raised = (level: number): number => (level > coverage.floorDbm ? level : coverage.floorDbm)
  effect.forEach((db, i) => {
    const [hilly, even] = [coverage.rsrpDbm[i], flat.rsrpDbm[i]]
    if (Number.isNaN(hilly) && Number.isNaN(even)) expect(db).toBeNaN()
    else expect(db).toBeCloseTo(raised(hilly) - raised(even), 4)
  })
  const at = (column: number) => effect[20 * grid.columns + column]
  expect(Math.abs(at(30))).toBeLessThan(0.5)
  expect(at(46)).toBeLessThan(-10)
  // On the ridge itself a receiver may gain a little: the antenna sees it under another angle.
  const plain = effect.filter((db, i) => !Number.isNaN(db) && ridge[i] === 0)
  expect(plain.length).toBeGreaterThan(1000)
  expect(Math.max(...plain)).toBeLessThanOrEqual(1e-3)
  // The map that was given is left as it was.
  expect((await computeCoverage(input)).rsrpDbm).toEqual(coverage.rsrpDbm)
  await core.close()
})
