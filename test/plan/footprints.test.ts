import { expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { bestServer } from '../../src/coverage/best-server'
import { type Mast, placeMasts } from '../../src/coverage/masts'
import { propagationOn } from '../../src/coverage/propagation'
import type { GeoRaster } from '../../src/formats/geo-raster'
import type { Grid } from '../../src/grid/grid'
import { footprintsOf } from '../../src/plan/footprints'

const grid: Grid = { crs: 'EPSG:32650', originX: 500000, originY: 2700000, cellSizeM: 60, columns: 63, rows: 53 }
const cells = grid.columns * grid.rows

const tileOf = (data: GeoRaster['data']): GeoRaster => ({
  name: 'made-up.tif',
  crs: grid.crs,
  width: grid.columns,
  height: grid.rows,
  originX: grid.originX,
  originY: grid.originY,
  pixelWidth: grid.cellSizeM,
  pixelHeight: grid.cellSizeM,
  data,
  nodata: null,
})
// Rugged ground and land cover in squares: footprints fall into many islands.
const terrain = {
  tiles: [
    tileOf(
      Float32Array.from({ length: cells }, (_, i) => {
        const [column, row] = [i % grid.columns, Math.floor(i / grid.columns)]
        return 200 + 90 * Math.sin(column * 1.9) * Math.cos(row * 2.3) + 60 * Math.sin(column / 9)
      }),
    ),
  ],
  synthetic: true,
  warnings: [],
}
const landCover = {
  tiles: [tileOf(Uint8Array.from({ length: cells }, (_, i) => ((i >> 1) % 3 === 0 ? 10 : 40)))],
  scheme: 'worldcover' as const,
  name: 'test',
  warnings: [],
}

const mastAt = (column: number, row: number, epreDbm: number): Mast => ({
  x: grid.originX + column * grid.cellSizeM,
  y: grid.originY - row * grid.cellSizeM,
  heightM: 30,
  frequencyMhz: 2565,
  surroundings: 'country',
  sectors: [0, 120, 240].map((azimuthDeg, i) => ({
    server: i + 1,
    cell: {
      azimuthDeg,
      mechanicalTiltDeg: 2,
      electricalTiltDeg: 4,
      epreDbm,
      gainDbi: 17,
      horizontalBeamwidthDeg: 65,
      verticalBeamwidthDeg: 8,
      lossDb: 0,
    },
  })),
})
const masts = [mastAt(30.2, 20.9, -4), mastAt(3.5, 50.1, -10), mastAt(61, 2, 0), mastAt(-4, 20, -4)]

test.each(['auto', 'p1812', 'los-38901', 'delta-bullington', 'free-space'])(
  '%s: a footprint is exactly what the map of the mast alone has, island by island and point by point',
  async (model) => {
    const core = await openCore()
    const { propagation } = await propagationOn(core, grid, { model, terrain, landCover })
    const [cellDbm, pointDbm] = [-100, -96]
    // Every cell is demand, and every seventh is a test point too.
    const rank = core.arena.put(Uint32Array.from({ length: cells + 1 }, (_, i) => i))
    const points = Array.from({ length: Math.ceil(cells / 7) }, (_, p) => 7 * p)
    const before = (row: number): number => points.filter((cell) => cell < row * grid.columns).length
    const demand = {
      rank,
      pointRow: core.arena.put(Uint32Array.from({ length: grid.rows + 1 }, (_, row) => before(row))),
      pointColumn: core.arena.put(Uint32Array.from(points, (cell) => cell % grid.columns)),
      pointBase: cells,
    }
    const common = { propagation, maxRadiusM: 3000 }
    const { maxRadiusM } = common
    const placed = placeMasts(core, grid, propagation, masts, { floorDbm: Math.min(cellDbm, pointDbm), maxRadiusM })
    await propagation.terrain?.run(masts, placed, 0, masts.length)
    const { terrain: ground } = propagation
    const footprints = await footprintsOf(core, { grid, masts, placed, demand, terrain: ground, cellDbm, pointDbm })
    let islands = 0
    for (const [m, mast] of masts.entries()) {
      const covered = new Set<number>()
      const pairs = footprints[m]
      for (let k = 0; k < pairs.length; k += 2) {
        if (pairs[k] < cells) islands++
        for (let at = pairs[k]; at < pairs[k + 1]; at++) covered.add(at)
      }
      const map = await bestServer(core, grid, [{ masts: [mast], noiseDbm: -120 }], {
        ...common,
        floorDbm: Math.min(cellDbm, pointDbm),
        load: 0,
        thresholdDbm: -105,
        sigmaDb: 8,
      })
      for (let cell = 0; cell < cells; cell++) expect(covered.has(cell)).toBe(map.rsrpDbm[cell] >= cellDbm)
      points.forEach((cell, p) => {
        expect(covered.has(cells + p)).toBe(map.rsrpDbm[cell] >= pointDbm)
      })
    }
    expect(islands).toBeGreaterThan(80)
  },
)
