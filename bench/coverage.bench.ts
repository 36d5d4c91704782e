import { booleanPointInPolygon, buffer, featureCollection, point, union } from '@turf/turf'
import { openCore } from '../src/core/core'
import { bestServer } from '../src/coverage/best-server'
import { lossTable, reachM } from '../src/coverage/loss-table'
import { type Mast, peakDbm } from '../src/coverage/masts'
import type { Grid } from '../src/grid/grid'
import { projection } from '../src/grid/projection'
import { BANDS, epre } from '../src/network/bands'
import { auto } from '../src/radio/models/auto'
import { type Benchmark, checksumOf, leastNs, type Row } from './measure'

const SITES = 120
const FLOOR_DBM = -115
const THRESHOLD_DBM = -105
const grid: Grid = { crs: 'EPSG:32650', originX: 600000, originY: 2760000, cellSizeM: 100, columns: 400, rows: 400 }

/** Mulberry32: the same places on every machine. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function mastsOf(): Mast[] {
  const next = random(7)
  const band = BANDS.n28
  return Array.from({ length: SITES }, (_, site) => ({
    x: grid.originX + next() * grid.columns * grid.cellSizeM,
    y: grid.originY - next() * grid.rows * grid.cellSizeM,
    heightM: 35,
    frequencyMhz: band.frequencyMhz,
    surroundings: 'country',
    sectors: [0, 120, 240].map((azimuthDeg, i) => ({
      server: 3 * site + i + 1,
      cell: {
        azimuthDeg,
        mechanicalTiltDeg: 0,
        electricalTiltDeg: 3,
        epreDbm: epre(240, band.resourceBlocks),
        gainDbi: band.gainDbi,
        horizontalBeamwidthDeg: 65,
        verticalBeamwidthDeg: 9,
        lossDb: 0.5,
      },
    })),
  }))
}

/**
 * The coverage step (RSRP, best server, SINR, probability of every sector in every grid cell it reaches) beside what is usually
 * written for the same question with Turf: circles of the cell radius by `buffer`, `union`, and a point-in-polygon test per grid cell.
 */
async function run(): Promise<Row[]> {
  const masts = mastsOf()
  const core = await openCore()
  const options = { floorDbm: FLOOR_DBM, maxRadiusM: 20000, load: 0.5, thresholdDbm: THRESHOLD_DBM, sigmaDb: 8 }
  const map = await bestServer(core, grid, [{ masts, noiseDbm: -125.2 }], {
    propagation: { model: auto, rxHeightM: 1.5 },
    ...options,
  })
  const ns = await leastNs(() =>
    bestServer(core, grid, [{ masts, noiseDbm: -125.2 }], { propagation: { model: auto, rxHeightM: 1.5 }, ...options }),
  )

  const { inverse } = projection(grid.crs)
  const table = lossTable(
    auto.loss({ surroundings: 'country', heightM: 35, frequencyMhz: BANDS.n28.frequencyMhz, rxHeightM: 1.5 }),
  )
  const radiusKm = reachM(table, peakDbm(masts[0].sectors[0].cell) - THRESHOLD_DBM) / 1000
  let insideCells = 0
  const turfNs = await leastNs(() => {
    insideCells = 0
    const circles = masts.map(({ x, y }) => buffer(point(inverse(x, y)), radiusKm, { units: 'kilometers' })!)
    const area = union(featureCollection(circles))!
    for (let row = 0; row < grid.rows; row++) {
      for (let column = 0; column < grid.columns; column++) {
        const x = grid.originX + (column + 0.5) * grid.cellSizeM
        const y = grid.originY - (row + 0.5) * grid.cellSizeM
        if (booleanPointInPolygon(inverse(x, y), area)) insideCells++
      }
    }
  }, 0)
  // Both answer for every grid cell against the whole network: pairs of grid cell and network cell that were decided.
  const pairs = grid.columns * grid.rows * SITES * 3
  return [
    {
      name: 'coverage',
      unit: 'grid cell × network cell',
      nsPerUnit: ns / pairs,
      checksum: checksumOf(map.rsrpDbm),
      ratios: { 'turf buffer + union + point-in-polygon': turfNs / ns },
    },
    {
      // The checksum here is Turf's: grid cells inside its circles.
      name: 'coverage-within-reach',
      unit: 'pair within reach',
      nsPerUnit: ns / map.evaluations,
      checksum: insideCells,
      ratios: {},
    },
  ]
}

export const benchmarks: Benchmark[] = [{ name: 'coverage', run }]
