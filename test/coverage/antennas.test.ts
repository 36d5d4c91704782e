import { expect, test } from 'vitest'
import { openCore } from '../../src/core/core'
import { type Antennas, antennaFinder, antennaWarnings } from '../../src/coverage/antennas'
import { bestServer } from '../../src/coverage/best-server'
import type { Mast, SectorCell } from '../../src/coverage/masts'
import type { AntennaPattern, PatternCut } from '../../src/formats/antenna-pattern'
import type { Grid } from '../../src/grid/grid'
import type { Network } from '../../src/network/network'
import { cosineGainDb, depressionToDeg, mechanicalTilt, wrapDeg } from '../../src/radio/antenna'
import { BEAM_SETS, beamSetGainDbi } from '../../src/radio/beam-set'
import { freeSpaceLossDb } from '../../src/radio/free-space'
import { measuredGainDb, ownTiltDeg } from '../../src/radio/measured-antenna'
import { sentences } from '../sentences'
import { propagationBy, RX_HEIGHT_M } from './path-models'

const grid: Grid = { crs: 'EPSG:32650', originX: 500000, originY: 2700000, cellSizeM: 20, columns: 160, rows: 150 }

/** A cut with ripples and nulls that is not the same to the left and to the right. */
const cut = (beamwidthDeg: number, peakDeg: number, floorDb: number): PatternCut => {
  const angleDeg = Array.from({ length: 360 }, (_, a) => a)
  const lossDb = angleDeg.map((a) => {
    const off = wrapDeg(a - peakDeg)
    const main = Math.min(12 * (off / beamwidthDeg) ** 2, floorDb)
    return main + (main > 6 ? 3 + 3 * Math.sin(a / 4) : 0) + (off > 0 ? Math.min(4, off / 30) : 0)
  })
  return { angleDeg, lossDb }
}
const pattern = (name: string, fields: Partial<AntennaPattern> = {}): AntennaPattern => ({
  name,
  make: '',
  frequencyMhz: 780,
  gainDbi: 16.4,
  electricalTiltDeg: 4,
  polarization: '',
  horizontal: cut(68, 0, 26),
  vertical: cut(9, 4, 22),
  warnings: [],
  ...fields,
})

const cell = (fields: Partial<SectorCell> = {}): SectorCell => ({
  azimuthDeg: 20,
  mechanicalTiltDeg: 3,
  electricalTiltDeg: 6,
  epreDbm: 20,
  gainDbi: 15,
  horizontalBeamwidthDeg: 65,
  verticalBeamwidthDeg: 9,
  lossDb: 0.5,
  band: 'n28',
  ...fields,
})

/** Gain of a cell towards each place of the map, dBi, as the map has it; free space taken off. */
async function gainOnMap(sector: SectorCell, antennas: Antennas | undefined, heightM: number) {
  const core = await openCore()
  const [x, y] = [grid.originX + 81.3 * grid.cellSizeM, grid.originY - 70.8 * grid.cellSizeM]
  const mast: Mast = {
    x,
    y,
    heightM,
    frequencyMhz: 773,
    surroundings: 'country',
    sectors: [{ cell: sector, server: 1 }],
  }
  const map = await bestServer(core, grid, [{ masts: [mast], noiseDbm: -125 }], {
    propagation: { ...propagationBy('free-space'), antennas },
    floorDbm: -200,
    maxRadiusM: 5000,
    load: 0,
    thresholdDbm: -105,
    sigmaDb: 8,
  })
  return Array.from(map.rsrpDbm, (level, i) => {
    const dx = grid.originX + ((i % grid.columns) + 0.5) * grid.cellSizeM - x
    const dy = y - (grid.originY - (Math.floor(i / grid.columns) + 0.5) * grid.cellSizeM)
    const distanceM = Math.hypot(dx, dy)
    return {
      azimuthDeg: (Math.atan2(dx, -dy) * 180) / Math.PI,
      depressionDeg: depressionToDeg(heightM, RX_HEIGHT_M, distanceM),
      distanceM,
      gainDbi: level + freeSpaceLossDb(Math.max(10, distanceM), 773) - sector.epreDbm + sector.lossDb,
    }
  }).filter(({ distanceM }) => distanceM > 15)
}

/** The largest difference from a formula, dB. */
async function worst(
  sector: SectorCell,
  antennas: Antennas | undefined,
  gainDbi: (azimuthOffsetDeg: number, depressionDeg: number) => number,
): Promise<number> {
  let most = 0
  for (const heightM of [31.5, 90]) {
    for (const place of await gainOnMap(sector, antennas, heightM)) {
      const offset = wrapDeg(place.azimuthDeg - (sector.azimuthDeg || 0))
      most = Math.max(most, Math.abs(place.gainDbi - gainDbi(offset, place.depressionDeg)))
    }
  }
  return most
}

test('a measured antenna on the map is within 0.1 dB of its formula, tilted both ways, left and right', async () => {
  const measured = pattern('KA-742')
  const antennas = { patterns: [pattern('other', { gainDbi: 3 }), measured] }
  for (const fields of [{}, { azimuthDeg: 263.4, mechanicalTiltDeg: 12, electricalTiltDeg: 0.7 }]) {
    const sector = cell({ antenna: 'ka-742', ...fields })
    const mounting = { mechanicalTiltDeg: sector.mechanicalTiltDeg, electricalTiltDeg: sector.electricalTiltDeg }
    const apart = await worst(
      sector,
      antennas,
      (azimuth, depression) => 16.4 + measuredGainDb(measured, mounting, azimuth, depression),
    )
    expect(apart).toBeGreaterThan(0)
    expect(apart).toBeLessThan(0.1)
  }
})

test.each(BEAM_SETS)('beam set $id: within 0.2 dB down to 8 dB under the peak, 1 dB everywhere', async (set) => {
  const sector = cell({ band: 'n41', horizontalBeamwidthDeg: 105, azimuthDeg: 100 })
  const tilt = { mechanicalTiltDeg: 3, electricalTiltDeg: 6 }
  const gain = (azimuth: number, depression: number) => beamSetGainDbi(set, tilt, azimuth, depression).gainDbi
  const peak = Math.max(...set.beams.map(({ gainDbi }) => gainDbi))
  expect(await worst(sector, { beamSet: set.id }, gain)).toBeLessThan(1)
  let most = 0
  for (const place of await gainOnMap(sector, { beamSet: set.id }, 31.5)) {
    const expected = gain(wrapDeg(place.azimuthDeg - 100), place.depressionDeg)
    if (expected > peak - 8) most = Math.max(most, Math.abs(place.gainDbi - expected))
  }
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(0.2)
})

// Steepest beside its edge, where the cosine falls off to the floor.
test('a cosine antenna by its name, within 0.5 dB', async () => {
  const sector = cell({ antenna: 'Cosine-90', mechanicalTiltDeg: 2, electricalTiltDeg: 0 })
  const apart = await worst(sector, undefined, (azimuthDeg, depressionDeg) => {
    const seen = mechanicalTilt({ azimuthDeg, depressionDeg }, 2)
    return 15 + cosineGainDb(seen.azimuthDeg, 90) - Math.min(12 * (seen.depressionDeg / 9) ** 2, 20)
  })
  expect(apart).toBeLessThan(0.5)
})

test('an antenna without direction hangs upright and is measured all the same', async () => {
  const ring = pattern('ring', { horizontal: { angleDeg: [0], lossDb: [0] } })
  const sector = cell({ antenna: 'ring', azimuthDeg: Number.NaN, mechanicalTiltDeg: 0 })
  const apart = await worst(
    sector,
    { patterns: [ring] },
    (azimuth, depression) =>
      16.4 + measuredGainDb(ring, { mechanicalTiltDeg: 0, electricalTiltDeg: 6 }, azimuth, depression),
  )
  expect(apart).toBeLessThan(0.1)
})

test('of the files of one model the one of the nearest frequency and tilt is taken', () => {
  const patterns = [
    pattern('742215_0947_X_CO_02T', { frequencyMhz: 947, electricalTiltDeg: 2 }),
    pattern('742215_0780_X_CO_02T', { electricalTiltDeg: 2, gainDbi: 14.2 }),
    pattern('742215_0780_X_CO_07T', { electricalTiltDeg: 7, gainDbi: 14.7 }),
    pattern('7422155', { gainDbi: 1 }),
  ]
  const find = antennaFinder({ patterns })
  expect(find(cell({ antenna: '742215', electricalTiltDeg: 6 }), 773)?.gainDbi).toBe(14.7)
  expect(find(cell({ antenna: '742215', electricalTiltDeg: 3 }), 773)?.gainDbi).toBe(14.2)
  expect(find(cell({ antenna: '7422' }), 773)).toBeUndefined()
  expect(find(cell(), 773)).toBeUndefined()
})

test('a beam set is for active antennas whose beamwidth is the default', () => {
  const find = antennaFinder({ beamSet: 'row-8' })
  expect(find(cell({ band: 'n78', horizontalBeamwidthDeg: 105 }), 3450)?.gainDbi).toBe(21.5)
  expect(find(cell({ band: 'n78', horizontalBeamwidthDeg: 65 }), 3450)).toBeUndefined()
  expect(find(cell({ band: 'n28' }), 773)).toBeUndefined()
  expect(() => antennaFinder({ beamSet: 'row-9' })).toThrow('row-8')
})

test('a file that does not say its tilt has that of its main lobe', () => {
  expect(ownTiltDeg(pattern('a', { electricalTiltDeg: Number.NaN }))).toBe(4)
  expect(ownTiltDeg(pattern('a', { electricalTiltDeg: 7 }))).toBe(7)
})

test('models without a file are counted and told', () => {
  const cells = [cell({ antenna: 'known' }), cell({ antenna: 'lost' }), cell({ antenna: 'lost' }), cell()]
  const network = { cells: cells.map((c) => ({ ...c, frequencyMhz: 773 })) } as unknown as Network
  expect(sentences(antennaWarnings({ patterns: [pattern('known')] }, network))).toEqual([
    '2 cells have one of 1 antenna model that no antenna file is for (lost): the default pattern of the band stands for them.',
    '1 cell names no antenna model: the default pattern of the band stands for them.',
  ])
  expect(sentences(antennaWarnings(undefined, network))).toEqual([])
})
