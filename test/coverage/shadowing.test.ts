import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import type { Mast, SectorCell } from '../../src/coverage/masts'
import { shadowedProbability as onMap, shadowingOver } from '../../src/coverage/shadowing'
import type { Grid } from '../../src/grid/grid'
import { modelOf } from '../../src/radio/models/models'
import { normalCdf } from '../../src/radio/normal'
import { shadowedProbability, shadowing38901 } from '../../src/radio/shadowing38901'
import { breakPointRmaM, losProbability38901, pathLoss38901 } from '../../src/radio/tr38901'
import { lossOverDistance, RX_HEIGHT_M } from './path-models'

const core = await openCore()
const grid: Grid = { crs: 'EPSG:32650', originX: 500000, originY: 2700000, cellSizeM: 90, columns: 23, rows: 17 }
const cell = { epreDbm: 20 } as SectorCell

describe('probability by line of sight and without', () => {
  test('on the map is the f64 formula within 3e-4, by server, distance, model and penetration', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('auto' as const, '38901-umi' as const, 'hata' as const),
        fc.array(
          fc.tuple(
            fc.double({ min: 0, max: 23, noNaN: true }),
            fc.double({ min: 0, max: 17, noNaN: true }),
            fc.boolean(),
          ),
          { minLength: 1, maxLength: 5 },
        ),
        fc.array(fc.oneof(fc.double({ min: -140, max: -60, noNaN: true }), fc.constant(Number.NaN)), {
          minLength: 3,
          maxLength: 17,
        }),
        fc.constantFrom(0, 5),
        (model, places, levels, penetrationSigmaDb) => {
          const masts = places.map(
            ([x, y, town], i): Mast => ({
              x: grid.originX + x * grid.cellSizeM,
              y: grid.originY - y * grid.cellSizeM,
              heightM: town ? 25 : 35,
              frequencyMhz: town ? 3450 : 773,
              surroundings: town ? 'town' : 'country',
              sectors: [{ cell, server: i + 1 }],
            }),
          )
          const cells = grid.columns * grid.rows
          const map = {
            rsrpDbm: Float32Array.from({ length: cells }, (_, i) => levels[i % levels.length]),
            server: Uint32Array.from({ length: cells }, (_, i) => 1 + (i % masts.length)),
          }
          const by = { model: modelOf(model), rxHeightM: RX_HEIGHT_M, layers: [{ masts }], servers: masts.length }
          const options = { ...by, thresholdDbm: -105, penetrationSigmaDb }
          const probability = onMap(core, grid, map, options)
          let worst = 0
          for (let i = 0; i < cells; i++) {
            if (Number.isNaN(map.rsrpDbm[i])) {
              expect(probability[i]).toBe(0)
              continue
            }
            const mast = masts[map.server[i] - 1]
            const d = Math.hypot(
              grid.originX + ((i % grid.columns) + 0.5) * grid.cellSizeM - mast.x,
              mast.y - (grid.originY - (Math.floor(i / grid.columns) + 0.5) * grid.cellSizeM),
            )
            // The spread with line of sight jumps at the break point; the table crosses it within one of its steps.
            const breakM = breakPointRmaM(mast.frequencyMhz / 1000, mast.heightM, RX_HEIGHT_M)
            if (Math.abs(d / breakM - 1) < 0.04 || d < 30) continue
            const wanted = shadowedProbability(
              map.rsrpDbm[i] + 105,
              shadowingOver(modelOf(model), mast, RX_HEIGHT_M)(d),
              penetrationSigmaDb,
            )
            worst = Math.max(worst, Math.abs(probability[i] - wanted))
          }
          expect(worst).toBeLessThan(3e-4)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('is that of the two states drawn apart: the blended median, then line of sight or not', () => {
    const link = { frequencyGhz: 0.773, baseHeightM: 35, userHeightM: 1.5 }
    for (const distance2dM of [60, 300, 900, 2500, 6000]) {
      const shadowing = shadowing38901('RMa', distance2dM, link.frequencyGhz, link.baseHeightM, link.userHeightM)
      const loss = (los: boolean) => pathLoss38901({ ...link, scenario: 'RMa', distance2dM, los })
      const median = lossOverDistance('38901-rma', 'country', link.baseHeightM, 773)(distance2dM)
      const p = losProbability38901('RMa', distance2dM)
      for (const budgetDb of [90, 110, 125, 140]) {
        const states = [loss(true), loss(false)].map(({ lossDb, sigmaDb }) => normalCdf((budgetDb - lossDb) / sigmaDb))
        const wanted = p * states[0] + (1 - p) * states[1]
        expect(shadowedProbability(budgetDb - median, shadowing)).toBeCloseTo(wanted, 9)
      }
    }
  })

  test('models that do not tell line of sight apart have one spread', () => {
    const mast = { surroundings: 'country', heightM: 35, frequencyMhz: 773 } as Mast
    for (const model of ['auto', 'hata', 'free-space', 'p1812', 'los-38901'] as const) {
      expect(shadowedProbability(4, shadowingOver(modelOf(model), mast, RX_HEIGHT_M)(1000))).toBeCloseTo(
        normalCdf(0.5),
        12,
      )
    }
    expect(shadowedProbability(0, shadowingOver(modelOf('auto-2026'), mast, RX_HEIGHT_M)(1000))).not.toBeCloseTo(0.5, 2)
  })
})
