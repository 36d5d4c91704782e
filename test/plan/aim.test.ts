import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AIM_BEARINGS, STEP_DBM, STEP_NUMBERS, STEP_STRIDE } from '../../assembly/layout'
import { turnToDemand, weightBefore } from '../../src/candidates/footprints'
import { spansView } from '../../src/candidates/span-pool'
import { openCore } from '../../src/core/core'
import { bestServer } from '../../src/coverage/best-server'
import { type Mast, placeMasts } from '../../src/coverage/masts'
import type { Propagation } from '../../src/coverage/propagation'
import type { Grid } from '../../src/grid/grid'
import { MAX_ATTENUATION_DB } from '../../src/radio/antenna'
import { propagationBy, RX_HEIGHT_M } from '../coverage/path-models'
import { aimedAzimuths, aimedTilt, reachedBy, reachOf, type Seen } from './aim-twin'

const grid: Grid = { crs: 'EPSG:32650', originX: 500000, originY: 2700000, cellSizeM: 100, columns: 41, rows: 37 }
const cells = grid.columns * grid.rows
const [hardDbm, pointDbm, usualDeg, beamwidthDeg] = [-94, -97, 3, 65]
const propagation: Propagation = propagationBy('auto')

/** Half way between two whole numbers the even one, as kernels round; angles of diagonals are not exact. */
function nearestEven(x: number): number {
  const down = Math.floor(x)
  if (Math.abs(x - down - 0.5) < 1e-12) return down % 2 === 0 ? down : down + 1
  return Math.round(x)
}

interface Made {
  column: number
  row: number
  heightM: number
  epreDbm: number
  /** Weights of cells, 0 for no demand; of a point on each of some cells. */
  demand: { cell: number; weight: number }[]
  points: { cell: number; weight: number }[]
}

const sectorsOf = (epreDbm: number, azimuths: number[], tiltDeg: number): Mast['sectors'] =>
  azimuths.map((azimuthDeg, i) => ({
    server: i + 1,
    cell: {
      azimuthDeg,
      mechanicalTiltDeg: 0,
      electricalTiltDeg: tiltDeg,
      epreDbm,
      gainDbi: 17,
      horizontalBeamwidthDeg: beamwidthDeg,
      verticalBeamwidthDeg: 8,
      lossDb: 0,
    },
  }))

const item = fc.record({ cell: fc.integer({ min: 0, max: cells - 1 }), weight: fc.integer({ min: 1, max: 5000 }) })
const made: fc.Arbitrary<Made> = fc.record({
  // On a cell's centre whole diagonals lie half way between two bearings.
  column: fc.oneof(fc.constant(20.5), fc.double({ min: -3, max: 44, noNaN: true })),
  row: fc.oneof(fc.constant(18.5), fc.double({ min: -3, max: 40, noNaN: true })),
  heightM: fc.integer({ min: 15, max: 250 }),
  epreDbm: fc.integer({ min: -15, max: 20 }),
  demand: fc.uniqueArray(item, { selector: ({ cell }) => cell, minLength: 1, maxLength: 120 }),
  points: fc.uniqueArray(item, { selector: ({ cell }) => cell, maxLength: 12 }),
})

/** High over its demand, which only a larger tilt reaches. */
const besideTheHill: Made = {
  column: 20.5,
  row: 18.5,
  heightM: 250,
  epreDbm: 8,
  demand: Array.from({ length: 12 }, (_, i) => ({ cell: (12 + i) * grid.columns + 28, weight: 7 + i })),
  points: [],
}

test('sectors turn and tilt as the twin over plain lists says, and reach what the map has then', async () => {
  const core = await openCore()
  let turnedSome = 0
  let tiltedSome = 0
  await fc.assert(
    fc.asyncProperty(made, async (one) => {
      const mark = core.arena.mark()
      const byCell = (a: { cell: number }, b: { cell: number }): number => a.cell - b.cell
      const demandCells = one.demand.toSorted(byCell)
      const points = one.points.toSorted(byCell)
      const ranks = new Uint32Array(cells + 1)
      for (const { cell } of demandCells) ranks[cell + 1] = 1
      for (let i = 0; i < cells; i++) ranks[i + 1] += ranks[i]
      const steps = core.arena.u8(STEP_STRIDE)
      const record = new DataView(steps.view.buffer, steps.view.byteOffset, steps.view.byteLength)
      record.setFloat32(STEP_DBM, hardDbm, true)
      record.setUint32(STEP_NUMBERS, 0, true)
      const rowOf = (cell: number): number => Math.floor(cell / grid.columns)
      const demand = {
        rank: core.arena.put(ranks),
        pointRow: core.arena.put(
          Uint32Array.from(
            { length: grid.rows + 1 },
            (_, row) => points.filter(({ cell }) => rowOf(cell) < row).length,
          ),
        ),
        pointColumn: core.arena.put(Uint32Array.from([...points, { cell: 0 }], ({ cell }) => cell % grid.columns)),
        pointBase: demandCells.length,
        steps,
      }
      const weights = Uint32Array.from([...demandCells, ...points], ({ weight }) => weight)
      const mast: Mast = {
        x: grid.originX + one.column * grid.cellSizeM,
        y: grid.originY - one.row * grid.cellSizeM,
        heightM: one.heightM,
        frequencyMhz: 758,
        surroundings: 'country',
        sectors: sectorsOf(one.epreDbm, [Number.NaN, 0, 120, 240], usualDeg),
      }
      const floorDbm = Math.min(hardDbm, pointDbm)
      const limits = { floorDbm, maxRadiusM: 3000 }
      const placed = placeMasts(core, grid, propagation, [mast], limits)
      const before = core.arena.put(weightBefore(weights))
      const options = { grid, demand, before, terrain: undefined, pointDbm }
      const station = { mast, free: 'tilts' as const, tiltDeg: usualDeg, beamwidthDeg }
      const [turned] = await turnToDemand(core, [station], placed, options)
      const covered = new Set<number>()
      const pairs = spansView(core, { at: turned.pairs, count: turned.count }).slice()
      for (let k = 0; k < pairs.length; k += 2) for (let j = pairs[k]; j < pairs[k + 1]; j++) covered.add(j)

      const levels = async (sectors: Mast['sectors']): Promise<Float32Array> => {
        const rules = { ...limits, propagation, load: 0, thresholdDbm: -105, sigmaDb: 8 }
        return (await bestServer(core, grid, [{ masts: [{ ...mast, sectors }], noiseDbm: -120 }], rules)).rsrpDbm
      }
      const all = [...demandCells.map((d) => ({ ...d, dbm: hardDbm })), ...points.map((p) => ({ ...p, dbm: pointDbm }))]
      const omni = await levels(mast.sectors.slice(0, 1))
      const seen = all.flatMap(({ cell, weight, dbm }): Seen[] => {
        const margin = Math.fround(omni[cell] - dbm)
        if (!(margin >= 0)) return []
        const east = (cell % grid.columns) + 0.5 - Math.fround(one.column)
        const south = rowOf(cell) + 0.5 - Math.fround(one.row)
        const turn = nearestEven((Math.atan2(east, -south) * 18) / Math.PI)
        const distance = Math.max(1, Math.hypot(east, south) * grid.cellSizeM)
        const reach = reachOf(margin, beamwidthDeg, MAX_ATTENUATION_DB)
        const bearing = (turn + AIM_BEARINGS) % AIM_BEARINGS
        return [{ bearing, reach, weight, slope: (one.heightM - RX_HEIGHT_M) / distance }]
      })
      const reachAt = async (azimuths: number[], tiltDeg: number) => {
        const map = await levels(sectorsOf(one.epreDbm, azimuths, tiltDeg))
        const reached = all.flatMap(({ cell, dbm }, j) => (map[cell] >= dbm ? [j] : []))
        return { reached, weight: reached.reduce((sum, j) => sum + weights[j], 0), tiltDeg }
      }
      if (seen.length === 0) {
        expect([turned.azimuthsDeg, turned.weight, turned.count, turned.tiltDeg]).toEqual([undefined, 0, 0, usualDeg])
        core.arena.release(mark)
        return
      }
      const azimuths = turned.azimuthsDeg!
      expect(azimuths).toEqual(aimedAzimuths(seen))
      const bearings = azimuths.map((azimuth) => azimuth / 10)
      for (let turn = 0; turn < 12; turn++) {
        const regular = reachedBy([turn, turn + 12, turn + 24], seen)
        expect(reachedBy(bearings, seen)).toBeGreaterThanOrEqual(regular)
      }
      azimuths.forEach((azimuth, i) => {
        expect((azimuths[(i + 1) % 3] - azimuth + 360) % 360).toBeGreaterThanOrEqual(60)
      })
      const aimedDeg = aimedTilt(seen)
      const tilts = [usualDeg, aimedDeg, Math.round((usualDeg + aimedDeg) / 2)]
      let best = await reachAt(azimuths, usualDeg)
      for (const tiltDeg of tilts.slice(1)) {
        const other = await reachAt(azimuths, tiltDeg)
        if (other.weight > best.weight) best = other
      }
      expect({ weight: turned.weight, tiltDeg: turned.tiltDeg }).toEqual({ weight: best.weight, tiltDeg: best.tiltDeg })
      expect([...covered].sort((a, b) => a - b)).toEqual(best.reached)
      if (azimuths.some((azimuth, i) => azimuth !== 120 * i)) turnedSome++
      if (turned.tiltDeg !== usualDeg) tiltedSome++
      core.arena.release(mark)
    }),
    { numRuns: 60, examples: [[besideTheHill]] },
  )
  expect(turnedSome).toBeGreaterThan(0)
  expect(tiltedSome).toBeGreaterThan(0)
  await core.close()
})
