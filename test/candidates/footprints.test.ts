import { expect, test } from 'vitest'
import { STEP_DBM, STEP_NUMBERS, STEP_STRIDE } from '../../assembly/layout'
import { turnToDemand } from '../../src/candidates/footprints'
import { spansView } from '../../src/candidates/span-pool'
import { openCore } from '../../src/core/core'
import { bestServer } from '../../src/coverage/best-server'
import { type Mast, placeMasts } from '../../src/coverage/masts'
import { propagationOn } from '../../src/coverage/propagation'
import { HANDSET } from '../../src/coverage/rule'
import type { GeoRaster } from '../../src/formats/rasters/geo-raster'
import type { Grid } from '../../src/grid/grid'

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
      mechanicalTiltDeg: 0,
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
  '%s: a footprint is exactly what the map of the mast alone has, step by step, island by island and point by point',
  async (model) => {
    const core = await openCore()
    const { propagation } = await propagationOn(core, grid, { model, rxHeightM: HANDSET.heightM, terrain, landCover })
    const [hardDbm, lowerDbm, pointDbm] = [-100, -106, -96]
    // Demand lies in patches with holes and wide gaps; every seventh cell is a test point too, in demand or not.
    const isDemand = (cell: number): boolean => {
      const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)]
      return (column % 45 < 24 && (column * 7 + row * 3) % 5 !== 0) || column === 44
    }
    const reachedToday = (cell: number): boolean => cell % 3 === 0
    const demandCells = Array.from({ length: cells }, (_, i) => i).filter(isDemand)
    const lowerCells = demandCells.filter((cell) => !reachedToday(cell))
    const before = (list: number[]) => {
      const counts = new Uint32Array(cells + 1)
      for (const cell of list) counts[cell + 1] = 1
      for (let i = 0; i < cells; i++) counts[i + 1] += counts[i]
      return counts
    }
    const ranks = before(demandCells)
    const rank = core.arena.put(ranks)
    const points = Array.from({ length: Math.ceil(cells / 7) }, (_, p) => 7 * p)
    const pointsBefore = before(points)
    const pointBase = demandCells.length
    const lowerBase = pointBase + points.length
    const lowerBefore = before(lowerCells)
    const lowerNumbers = core.arena.put(
      Uint32Array.from([...demandCells, cells], (cell) => lowerBase + lowerBefore[cell]),
    )
    const steps = core.arena.u8(2 * STEP_STRIDE)
    const record = new DataView(steps.view.buffer, steps.view.byteOffset, steps.view.byteLength)
    record.setFloat32(STEP_DBM, hardDbm, true)
    record.setUint32(STEP_NUMBERS, 0, true)
    record.setFloat32(STEP_STRIDE + STEP_DBM, lowerDbm, true)
    record.setUint32(STEP_STRIDE + STEP_NUMBERS, lowerNumbers.ptr, true)
    const demand = {
      rank,
      pointRow: core.arena.put(
        Uint32Array.from({ length: grid.rows + 1 }, (_, row) => pointsBefore[row * grid.columns]),
      ),
      pointColumn: core.arena.put(Uint32Array.from(points, (cell) => cell % grid.columns)),
      pointBase,
      steps,
    }
    const common = { propagation, maxRadiusM: 3000 }
    const { maxRadiusM } = common
    // The kernel's first sector has no direction and is not the station's.
    const withOmni = masts.map((mast) => {
      const [{ cell }] = mast.sectors
      return { ...mast, sectors: [{ server: 0, cell: { ...cell, azimuthDeg: Number.NaN } }, ...mast.sectors] }
    })
    const placed = placeMasts(core, grid, propagation, withOmni, { floorDbm: lowerDbm, maxRadiusM })
    await propagation.terrain?.run(masts, placed, 0, masts.length)
    const { terrain: ground } = propagation
    const weightBefore = core.arena.put(
      Float64Array.from({ length: lowerBase + lowerCells.length + 1 }, (_, j) => 3 * j),
    )
    const stations = withOmni.map((mast) => ({ mast, free: 'nothing' as const, tiltDeg: 4, beamwidthDeg: 65 }))
    const turned = await turnToDemand(core, stations, placed, {
      grid,
      demand,
      before: weightBefore,
      terrain: ground,
      pointDbm,
    })
    let islands = 0
    for (const [m, mast] of masts.entries()) {
      const covered = new Set<number>()
      const { pairs: at, count, weight, tiltDeg, azimuthsDeg } = turned[m]
      const pairs = spansView(core, { at, count })
      expect([tiltDeg, azimuthsDeg]).toEqual([4, undefined])
      for (let k = 0; k < pairs.length; k += 2) {
        if (pairs[k] < pointBase || pairs[k] >= lowerBase) islands++
        for (let at = pairs[k]; at < pairs[k + 1]; at++) {
          expect(covered.has(at)).toBe(false)
          covered.add(at)
        }
      }
      const map = await bestServer(core, grid, [{ masts: [mast], noiseDbm: -120 }], {
        ...common,
        floorDbm: lowerDbm,
        load: 0,
        thresholdDbm: -105,
        sigmaDb: 8,
      })
      demandCells.forEach((cell, at) => {
        expect(covered.has(at)).toBe(map.rsrpDbm[cell] >= hardDbm)
      })
      lowerCells.forEach((cell, at) => {
        expect(covered.has(lowerBase + at)).toBe(map.rsrpDbm[cell] >= lowerDbm)
      })
      points.forEach((cell, p) => {
        expect(covered.has(pointBase + p)).toBe(map.rsrpDbm[cell] >= pointDbm)
      })
      expect(weight).toBe(3 * covered.size)
      expect(Math.max(-1, ...covered)).toBeLessThan(lowerBase + lowerCells.length)
      // Ranges of a row that touch are one, so that the solver has fewer.
      for (let k = 2; k < pairs.length; k += 2) {
        const same =
          pairs[k] < pointBase &&
          Math.floor(demandCells[pairs[k]] / grid.columns) === Math.floor(demandCells[pairs[k - 1] - 1] / grid.columns)
        if (same) expect(pairs[k]).toBeGreaterThan(pairs[k - 1])
      }
    }
    // The default sees over most of these hills: fewer places lie apart.
    expect(islands).toBeGreaterThan(model === 'auto' ? 20 : 80)
  },
)
