import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { bestServer } from '../../src/coverage/best-server'
import { lossTable, reachM } from '../../src/coverage/loss-table'
import { type Mast, peakDbm, type SectorCell } from '../../src/coverage/masts'
import { type Rule, ruleOf } from '../../src/coverage/rule'
import { serviceTable, testSigmaDb, UE_NOISE_FIGURE_DB } from '../../src/coverage/service'
import type { Grid } from '../../src/grid/grid'
import { BANDS } from '../../src/network/bands'
import { depressionToDeg, sectorGainDb } from '../../src/radio/antenna'
import {
  carrierOf,
  downlinkMbps,
  downlinkNeedDb,
  uplinkMbps,
  uplinkNeedDb,
  uplinkSinrOffsetDb,
} from '../../src/radio/carrier'
import { noiseDbm } from '../../src/radio/link-budget'
import { normalCdf } from '../../src/radio/normal'
import { penetrationOf } from '../../src/radio/penetration'
import { rsrqDb } from '../../src/radio/quality'
import { lossOverDistance, propagationBy, RX_HEIGHT_M } from './path-models'

const grid: Grid = { crs: 'EPSG:32650', originX: 500000, originY: 2700000, cellSizeM: 100, columns: 37, rows: 29 }
const FLOOR_DBM = -115
const LOAD = 0.5
const BAND_IDS = ['n28', 'n1', 'n78'] as const

/** A frequency layer as computeCoverage makes it. */
interface Layer {
  band: string
  masts: Mast[]
  noiseDbm: number
}

/** Masts from numbers: [band, x, y, azimuth, kind]. */
function layersOf(sites: [number, number, number, number, boolean][]): { layers: Layer[]; servers: number } {
  let server = 0
  const layers = BAND_IDS.map((id, b): Layer => {
    const band = BANDS[id]
    const masts = sites
      .filter(([at]) => at % BAND_IDS.length === b)
      .map(([, x, y, azimuthDeg, omni]): Mast => {
        const sector = (turn: number): SectorCell => ({
          azimuthDeg: omni ? Number.NaN : azimuthDeg + turn,
          mechanicalTiltDeg: 2,
          electricalTiltDeg: 3,
          epreDbm: 18,
          gainDbi: band.gainDbi,
          horizontalBeamwidthDeg: 65,
          verticalBeamwidthDeg: 9,
          lossDb: 0.5,
        })
        return {
          x: grid.originX + x * grid.columns * grid.cellSizeM,
          y: grid.originY - y * grid.rows * grid.cellSizeM,
          heightM: 30,
          frequencyMhz: band.frequencyMhz,
          surroundings: x < 0.5 ? 'town' : 'country',
          sectors: (omni ? [0] : [0, 120, 240]).map((turn) => ({ cell: sector(turn), server: ++server })),
        }
      })
    return { band: id, masts, noiseDbm: noiseDbm(band.subcarrierKhz * 1000, UE_NOISE_FIGURE_DB) }
  })
  return { layers, servers: server }
}

interface Heard {
  level: number
  server: number
  cell: SectorCell
  mast: Mast
}

/** The f64 twin of one frequency: all levels of every grid cell, strongest first. */
function heardBy(masts: Mast[]): Heard[][] {
  const heard: Heard[][] = Array.from({ length: grid.columns * grid.rows }, () => [])
  for (const mast of masts) {
    const loss = lossOverDistance('auto', mast.surroundings, mast.heightM, mast.frequencyMhz)
    const radius = reachM(lossTable(loss), Math.max(...mast.sectors.map(({ cell }) => peakDbm(cell))) - FLOOR_DBM)
    heard.forEach((list, i) => {
      const dx = grid.originX + ((i % grid.columns) + 0.5) * grid.cellSizeM - mast.x
      const dy = mast.y - (grid.originY - (Math.floor(i / grid.columns) + 0.5) * grid.cellSizeM)
      const d = Math.max(1, Math.hypot(dx, dy))
      if (d > radius) return
      const azimuth = (Math.atan2(dx, -dy) * 180) / Math.PI
      for (const { cell, server } of mast.sectors) {
        const gain = sectorGainDb(cell, azimuth - cell.azimuthDeg, depressionToDeg(mast.heightM, RX_HEIGHT_M, d))
        list.push({ level: peakDbm(cell) + gain - loss(d), server, cell, mast })
      }
    })
  }
  for (const list of heard) list.sort((a, b) => b.level - a.level)
  return heard
}

const site = fc.tuple(
  fc.nat({ max: 8 }),
  fc.double({ min: -0.1, max: 1.1, noNaN: true }),
  fc.double({ min: -0.1, max: 1.1, noNaN: true }),
  fc.double({ min: 0, max: 359, noNaN: true }),
  fc.boolean(),
)

const RULES: Rule[] = [
  ruleOf({ ...ruleOf('cn-5g-dt-105'), dlMbps: 50, ulMbps: 3 }),
  ruleOf({ ...ruleOf('cn-5g-dt-105'), sinrDb: null, dlMbps: 7, ulMbps: 1, environment: 'in-vehicle' }),
  ruleOf({ ...ruleOf('cn-5g-dt-105'), environment: 'indoor' }),
]

const run = async (layers: Layer[], servers: number, rule: Rule, workers = 1) => {
  const core = await openCore({ workers })
  try {
    return await bestServer(core, grid, layers, {
      propagation: propagationBy('auto'),
      floorDbm: FLOOR_DBM,
      maxRadiusM: 20000,
      load: LOAD,
      thresholdDbm: rule.rsrpDbm,
      sigmaDb: testSigmaDb({ rule, sigmaDb: 8 }),
      services: serviceTable(layers, servers, rule, LOAD),
      testsService: true,
      quality: true,
    })
  } finally {
    await core.close()
  }
}

describe('quality layers against the f64 twin', () => {
  test('RSRQ, dominance, overlap, rates and the tested level, 0.15 dB at the most', async () => {
    const seen = { overlap: new Set<number>(), cells: 0, rates: 0 }
    /** Collects what exceeds its bound: an expectation per cell would take the test's time. */
    let wrong: string[] = []
    const within = (what: string, error: number, bound: number): void => {
      if (!(Math.abs(error) <= bound)) wrong.push(`${what}: off by ${error}, at most ${bound} allowed`)
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(site, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...RULES),
        async (sites, rule) => {
          wrong = []
          const { layers, servers } = layersOf(sites)
          const map = await run(layers, servers, rule)
          const quality = map.quality!
          const twins = layers.map(({ masts }) => heardBy(masts))
          for (let i = 0; i < grid.columns * grid.rows; i++) {
            const all = layers.map((layer, l) => ({ layer, list: twins[l][i] })).filter(({ list }) => list.length > 0)
            const best = all.reduce((top, { list }) => Math.max(top, list[0].level), -Infinity)
            // A level that may round to either side of the floor tells nothing.
            if (all.some(({ list }) => Math.abs(list[0].level - FLOOR_DBM) < 0.1)) continue
            if (best < FLOOR_DBM) {
              const silent = [quality.rsrqDb[i], quality.dlMbps[i], map.serviceDbm![i]].every(Number.isNaN)
              if (!silent || quality.overlap[i] !== 0) wrong.push(`cell ${i} is under the floor and has quality`)
              continue
            }
            // Of levels this near to each other either may serve, behind a wall of its own.
            const low = { down: 0, up: 0, tested: -Infinity }
            const high = { ...low }
            let [downSlack, upSlack, cancels] = [0, 0, 1]
            for (const { layer, list } of all) {
              if (list[0].level < FLOOR_DBM) continue
              const carrier = carrierOf(BANDS[layer.band])
              const gives = list
                .filter(({ level }) => list[0].level - level < 0.1)
                .map((server) => {
                  const { level, cell, mast } = server
                  const pen = penetrationOf(rule.environment ?? 'outdoor', mast.frequencyMhz, mast.surroundings).lossDb
                  const others = list.reduce(
                    (sum, one) => sum + (one === server ? 0 : 10 ** ((one.level - pen) / 10)),
                    0,
                  )
                  const sinr = level - pen - 10 * Math.log10(LOAD * others + 10 ** (layer.noiseDbm / 10))
                  const sinrUp = level - pen + uplinkSinrOffsetDb(carrier, cell.epreDbm, LOAD)
                  downSlack = Math.max(downSlack, downlinkMbps(carrier, sinr + 0.15, LOAD))
                  upSlack = Math.max(upSlack, uplinkMbps(carrier, sinrUp + 0.06, LOAD))
                  const spare = [level - pen - rule.rsrpDbm]
                  // How far all levels may fall: the least x with SINR(levels − x) = need.
                  if (rule.dlMbps) {
                    const need = Math.max(rule.sinrDb ?? -Infinity, downlinkNeedDb(carrier, rule.dlMbps, LOAD))
                    const signal = 10 ** ((level - pen) / 10)
                    const left = signal / 10 ** (need / 10) - LOAD * others
                    spare.push(10 * Math.log10(Math.max(1e-30, left)) - layer.noiseDbm)
                    // Signal and interference nearly cancel here: their errors of 0.05 dB grow by this factor.
                    cancels = Math.max(cancels, (signal / 10 ** (need / 10) + LOAD * others) / Math.abs(left))
                  }
                  if (rule.ulMbps) spare.push(sinrUp - uplinkNeedDb(carrier, rule.ulMbps, LOAD))
                  return {
                    down: downlinkMbps(carrier, sinr, LOAD),
                    up: uplinkMbps(carrier, sinrUp, LOAD),
                    tested: rule.rsrpDbm + Math.min(...spare),
                  }
                })
              for (const key of ['down', 'up', 'tested'] as const) {
                low[key] = Math.max(low[key], Math.min(...gives.map((one) => one[key])))
                high[key] = Math.max(high[key], Math.max(...gives.map((one) => one[key])))
              }
            }
            const off = (value: number, key: keyof typeof low): number =>
              value - Math.min(high[key], Math.max(low[key], value))
            seen.cells++
            if (low.down > 1) seen.rates++
            within('downlink', off(quality.dlMbps[i], 'down'), downSlack - high.down + 0.01)
            within('uplink', off(quality.ulMbps[i], 'up'), upSlack - high.up + 0.01)
            if (cancels < 20) {
              for (const one of [low, high]) one.tested = Math.max(-500, one.tested)
              within('tested level', off(Math.max(-500, map.serviceDbm![i]), 'tested'), 0.07 * cancels)
            }
            const p = normalCdf(
              (map.serviceDbm![i] - rule.rsrpDbm) /
                Math.hypot(8, { outdoor: 0, 'in-vehicle': 5, indoor: 4.4 }[rule.environment ?? 'outdoor']),
            )
            within('probability', map.probability[i] - p, 1e-5)
            within('RSRQ', quality.rsrqDb[i] - rsrqDb(map.sinrDb[i], LOAD), 1e-3)

            const tops = all.map(({ list }) => list[0].level).sort((a, b) => b - a)
            if (tops.length > 1 && tops[0] - tops[1] < 0.15) continue
            const { list } = all.find((one) => one.list[0].level === tops[0])!
            const second = list[1]?.level ?? -Infinity
            if (second > -400) within('dominance', quality.dominanceDb[i] - Math.min(99, list[0].level - second), 0.1)
            else if (quality.dominanceDb[i] !== 99) wrong.push(`cell ${i} is alone and has a second`)
            if (list.some(({ level }) => Math.abs(list[0].level - level - 6) < 0.1)) continue
            const close = Math.min(4, list.filter(({ level }) => level >= list[0].level - 6).length)
            within('overlap', quality.overlap[i] - close, 0)
            seen.overlap.add(close)
          }
          expect(wrong).toEqual([])
        },
      ),
      { numRuns: 15 },
    )
    expect(seen.cells).toBeGreaterThan(1000)
    expect(seen.rates).toBeGreaterThan(500)
    expect([...seen.overlap].sort()).toEqual([1, 2, 3, 4])
  })

  test('the bytes do not depend on the number of workers, and the map not on its quality', async () => {
    const { layers, servers } = layersOf([
      [0, 0.2, 0.3, 10, false],
      [0, 0.6, 0.7, 50, false],
      [1, 0.5, 0.5, 0, true],
      [2, 0.8, 0.2, 90, false],
    ])
    const [one, two] = [await run(layers, servers, RULES[0], 1), await run(layers, servers, RULES[0], 2)]
    for (const name of ['rsrqDb', 'dominanceDb', 'overlap', 'dlMbps', 'ulMbps'] as const) {
      expect(Buffer.from(one.quality![name].buffer).equals(Buffer.from(two.quality![name].buffer)), name).toBe(true)
    }
    expect(two.serviceDbm).toEqual(one.serviceDbm)
    const core = await openCore()
    const plain = await bestServer(core, grid, layers, {
      propagation: propagationBy('auto'),
      floorDbm: FLOOR_DBM,
      maxRadiusM: 20000,
      load: LOAD,
      thresholdDbm: -105,
      sigmaDb: 8,
    })
    expect(plain.quality).toBeUndefined()
    for (const name of ['rsrpDbm', 'server', 'sinrDb'] as const) expect(plain[name]).toEqual(one[name])
  })
})

test('RSRQ is N·RSRP/RSSI: the sum over every resource element of a block', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -120, max: -60, noNaN: true }), { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      (levels, load) => {
        const milliwatts = levels.map((level) => 10 ** (level / 10))
        const noise = 10 ** -12.2
        const [signal, ...others] = milliwatts
        const interference = others.reduce((sum, one) => sum + one, 0)
        const blocks = 20
        const rssi = 12 * blocks * (load * signal + load * interference + noise)
        const sinrDb = 10 * Math.log10(signal / (load * interference + noise))
        expect(rsrqDb(sinrDb, load)).toBeCloseTo(10 * Math.log10((blocks * signal) / rssi), 9)
      },
    ),
  )
})
