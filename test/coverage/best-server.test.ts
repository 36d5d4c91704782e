import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { bestServer } from '../../src/coverage/best-server'
import { lossTable, reachM, squaredDistanceM2 } from '../../src/coverage/loss-table'
import type { Mast, SectorCell } from '../../src/coverage/masts'
import { peakDbm } from '../../src/coverage/masts'
import type { Grid } from '../../src/grid/grid'
import { depressionToDeg, sectorGainDb } from '../../src/radio/antenna'
import { MODELS, modelOf } from '../../src/radio/models/models'
import { isPathSpecific } from '../../src/radio/models/path-model'
import { normalCdf } from '../../src/radio/normal'
import { lossOverDistance, propagationBy, RX_HEIGHT_M } from './path-models'

const grid: Grid = { crs: 'EPSG:32650', originX: 500000, originY: 2700000, cellSizeM: 50, columns: 143, rows: 131 }

/** The f64 twin: every sector in every cell by the formulas of src/radio. */
function twin(masts: Mast[], model: (typeof MODELS)[number], floorDbm: number, load: number, noiseDbm: number) {
  const cells = grid.columns * grid.rows
  const rsrp = new Float64Array(cells).fill(Number.NaN)
  const runnerUp = new Float64Array(cells).fill(-Infinity)
  const server = new Uint32Array(cells)
  const sum = new Float64Array(cells)
  for (const mast of masts) {
    const loss = lossOverDistance(model, mast.surroundings, mast.heightM, mast.frequencyMhz)
    const peak = Math.max(...mast.sectors.map(({ cell }) => peakDbm(cell)))
    const radius = Math.min(20000, reachM(lossTable(loss), peak - floorDbm))
    for (let row = 0; row < grid.rows; row++) {
      for (let column = 0; column < grid.columns; column++) {
        const dx = grid.originX + (column + 0.5) * grid.cellSizeM - mast.x
        const dy = mast.y - (grid.originY - (row + 0.5) * grid.cellSizeM)
        const d = Math.max(1, Math.hypot(dx, dy))
        if (d > radius) continue
        const i = row * grid.columns + column
        const azimuth = (Math.atan2(dx, -dy) * 180) / Math.PI
        const depression = depressionToDeg(mast.heightM, RX_HEIGHT_M, d)
        for (const { cell, server: number } of mast.sectors) {
          const level = peakDbm(cell) + sectorGainDb(cell, azimuth - cell.azimuthDeg, depression) - loss(d)
          if (level > (server[i] ? rsrp[i] : -Infinity)) {
            runnerUp[i] = server[i] ? rsrp[i] : -Infinity
            sum[i] += 10 ** (runnerUp[i] / 10)
            rsrp[i] = level
            server[i] = number
          } else {
            runnerUp[i] = Math.max(runnerUp[i], level)
            sum[i] += 10 ** (level / 10)
          }
        }
      }
    }
  }
  const sinr = rsrp.map((level, i) => {
    return level - 10 * Math.log10(load * sum[i] + 10 ** (noiseDbm / 10))
  })
  return { rsrp, runnerUp, server, sinr }
}

const sector = (azimuthDeg: number, mechanicalTiltDeg: number, electricalTiltDeg: number): SectorCell => ({
  azimuthDeg,
  mechanicalTiltDeg,
  electricalTiltDeg,
  epreDbm: 20,
  gainDbi: 15,
  horizontalBeamwidthDeg: 65,
  verticalBeamwidthDeg: 8,
  lossDb: 0.5,
})

const mastOf = (fx: number, fy: number, heightM: number, cells: SectorCell[], first: number): Mast => ({
  x: grid.originX + fx * grid.columns * grid.cellSizeM,
  y: grid.originY - fy * grid.rows * grid.cellSizeM,
  heightM,
  frequencyMhz: 773,
  surroundings: 'country',
  sectors: cells.map((cell, i) => ({ cell, server: first + i })),
})

const masts: Mast[] = [
  mastOf(0.31, 0.42, 35, [sector(0, 3, 2), sector(120, 0, 6), sector(240, 12, 0)], 1),
  mastOf(0.72, 0.55, 30, [sector(Number.NaN, 0, 0)], 4),
  mastOf(0.99, 0.02, 45, [sector(45, 0, 3), sector(210, 5, 5)], 5),
  mastOf(-0.2, 1.1, 40, [sector(60, 2, 2)], 7),
]

const options = { floorDbm: -115, maxRadiusM: 20000, load: 0.5, thresholdDbm: -105, sigmaDb: 8 }

describe('bestServer', () => {
  test.each(MODELS.filter((model) => !isPathSpecific(modelOf(model))))(
    '%s: level within 0.05 dB of the f64 twin, probability and SINR with it',
    async (model) => {
      const core = await openCore()
      const map = await bestServer(core, grid, [{ masts, noiseDbm: -125.2 }], {
        propagation: propagationBy(model),
        ...options,
      })
      const expected = twin(masts, model, -115, 0.5, -125.2)
      let [worst, worstSinr, worstProbability, heard, servers] = [0, 0, 0, 0, 0]
      for (let i = 0; i < map.rsrpDbm.length; i++) {
        if (!(expected.rsrp[i] >= -114.9)) {
          if (!(expected.rsrp[i] >= -115.1)) expect(map.server[i]).toBe(0)
          continue
        }
        heard++
        worst = Math.max(worst, Math.abs(map.rsrpDbm[i] - expected.rsrp[i]))
        worstSinr = Math.max(worstSinr, Math.abs(map.sinrDb[i] - expected.sinr[i]))
        const p = normalCdf((map.rsrpDbm[i] + 105) / 8)
        worstProbability = Math.max(worstProbability, Math.abs(map.probability[i] - p))
        if (expected.rsrp[i] - expected.runnerUp[i] > 0.1) {
          servers++
          expect(map.server[i]).toBe(expected.server[i])
        }
      }
      expect(heard).toBeGreaterThan(300)
      expect(servers).toBeGreaterThan(heard / 2)
      expect(worst).toBeLessThan(0.05)
      expect(worstSinr).toBeLessThan(0.15)
      expect(worstProbability).toBeLessThan(1e-5)
    },
  )

  test('the bytes do not depend on the number of workers', async () => {
    const run = async (workers: number) => {
      const core = await openCore({ workers })
      try {
        return await bestServer(core, grid, [{ masts, noiseDbm: -125.2 }], {
          propagation: propagationBy('auto'),
          ...options,
        })
      } finally {
        await core.close()
      }
    }
    const [one, two] = [await run(1), await run(2)]
    for (const name of ['rsrpDbm', 'server', 'sinrDb', 'probability'] as const) {
      expect(Buffer.from(one[name].buffer).equals(Buffer.from(two[name].buffer))).toBe(true)
    }
  })

  test('cells of another frequency do not interfere', async () => {
    const core = await openCore()
    const other = {
      ...masts[0],
      frequencyMhz: 954.5,
      sectors: masts[0].sectors.map((s) => ({ ...s, server: s.server + 10 })),
    }
    const alone = await bestServer(core, grid, [{ masts: [masts[0]], noiseDbm: -125.2 }], {
      propagation: propagationBy('auto'),
      ...options,
    })
    const both = await bestServer(
      core,
      grid,
      [
        { masts: [masts[0]], noiseDbm: -125.2 },
        { masts: [other], noiseDbm: -125.2 },
      ],
      { propagation: propagationBy('auto'), ...options },
    )
    expect(both.sinrDb).toEqual(alone.sinrDb)
    expect(both.rsrpDbm).toEqual(alone.rsrpDbm)
  })
})

test('reachM inverts a loss table', () => {
  fc.assert(
    fc.property(fc.double({ min: 70, max: 150, noNaN: true }), (lossDb) => {
      const table = lossTable(lossOverDistance('38901-rma', 'country', 35, 773))
      const d = reachM(table, lossDb)
      if (d > Math.sqrt(squaredDistanceM2(0)) && d < 100000) {
        expect(lossOverDistance('38901-rma', 'country', 35, 773)(d)).toBeCloseTo(lossDb, 1)
      }
    }),
  )
})
