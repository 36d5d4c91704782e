import type { Rat } from './network'
import { LTE_BLOCKS, NR_BLOCKS } from './resource-blocks'

/** Kind of surroundings that the antenna defaults depend on: dense urban, urban, suburban, rural. */
export type Scene = 'dense' | 'urban' | 'suburban' | 'rural'

/** One value per scene. */
export type ByScene = Readonly<Record<Scene, number>>

/** A band with the defaults that stand in for what a table of cells does not say. */
export interface Band {
  id: string
  rat: Rat
  duplex: 'FDD' | 'TDD'
  /** Edges of the downlink, MHz, as used by the operators of mainland China where they use the band. */
  downlinkMhz: readonly [low: number, high: number]
  /** Downlink centre taken where a table gives none, MHz. */
  frequencyMhz: number
  bandwidthMhz: number
  subcarrierKhz: number
  /** Resource blocks (12 subcarriers) of the carrier; `epre` spreads the power over 12 times as many subcarriers. */
  resourceBlocks: number
  /** Total power of a cell over all its channels, W. */
  powerW: ByScene
  /** Gain that the reference signal sees, dBi. */
  gainDbi: number
  horizontalBeamwidthDeg: number
  verticalBeamwidthDeg: number
  /** Antenna centre above ground, m. */
  heightM: ByScene
  /** Total downtilt, degrees. */
  tiltDeg: ByScene
  /** Feeder and jumper, dB. */
  lossDb: number
}

const HEIGHT_LOW: ByScene = { dense: 30, urban: 30, suburban: 35, rural: 40 }
const HEIGHT_N41: ByScene = { dense: 27, urban: 30, suburban: 35, rural: 35 }
const HEIGHT_N78: ByScene = { dense: 25, urban: 25, suburban: 30, rural: 35 }
const HEIGHT_N79: ByScene = { dense: 25, urban: 25, suburban: 25, rural: 25 }
const TILT_LOW: ByScene = { dense: 10, urban: 8, suburban: 5.5, rural: 3 }
const TILT_MID: ByScene = { dense: 8, urban: 7, suburban: 5, rural: 3 }

const everywhere = (value: number): ByScene => ({ dense: value, urban: value, suburban: value, rural: value })

type Spectrum = [id: string, rat: Rat, duplex: 'FDD' | 'TDD', low: number, high: number, frequencyMhz: number]

const band = (
  [id, rat, duplex, low, high, frequencyMhz]: Spectrum,
  [bandwidthMhz, subcarrierKhz, resourceBlocks]: [number, number, number],
  antenna: Pick<
    Band,
    'powerW' | 'gainDbi' | 'horizontalBeamwidthDeg' | 'verticalBeamwidthDeg' | 'heightM' | 'tiltDeg' | 'lossDb'
  >,
): Band => ({
  id,
  rat,
  duplex,
  downlinkMhz: [low, high],
  frequencyMhz,
  bandwidthMhz,
  subcarrierKhz,
  resourceBlocks,
  ...antenna,
})

// Middle values of the usual macro settings: 4T4R passive panels below 2.2 GHz, 64TR active antennas above.
const low = (powerW: number, gainDbi: number, vertical: number) => ({
  powerW: everywhere(powerW),
  gainDbi,
  horizontalBeamwidthDeg: 65,
  verticalBeamwidthDeg: vertical,
  heightM: HEIGHT_LOW,
  tiltDeg: TILT_LOW,
  lossDb: 0.5,
})
const mid = (powerW: number, gainDbi = 17.5) => ({ ...low(powerW, gainDbi, 7), tiltDeg: TILT_MID })
// The reference signal is swept over 7 or 8 beams (20 to 22 dBi each); the envelope of the sweep is 105° to 110° wide.
const active = (powerW: number, heightM: ByScene) => ({
  powerW: everywhere(powerW),
  gainDbi: 20,
  horizontalBeamwidthDeg: 105,
  verticalBeamwidthDeg: 9,
  heightM,
  tiltDeg: TILT_MID,
  lossDb: 0,
})

/** True for a band of active antennas, whose default pattern is the envelope of a beam sweep. */
export function hasActiveAntennas(band: Pick<Band, 'horizontalBeamwidthDeg'>): boolean {
  return band.horizontalBeamwidthDeg >= 100
}

const ALL: Band[] = [
  // NR. Spectrum of mainland China's operators; N_RB of TS 38.101-1 table 5.3.2-1.
  band(['n28', '5g', 'FDD', 758, 788, 773], [30, 15, 160], low(240, 15, 9)),
  band(['n5', '5g', 'FDD', 869, 880, 874.5], [10, 15, 52], low(160, 15, 8.5)),
  band(['n8', '5g', 'FDD', 949, 960, 954.5], [10, 15, 52], low(160, 15, 8.5)),
  band(['n75', '5g', 'FDD', 1432, 1517, 1474], [20, 15, 106], mid(160, 16)),
  band(['n3', '5g', 'FDD', 1805, 1880, 1842.5], [20, 15, 106], mid(240)),
  band(['n1', '5g', 'FDD', 2110, 2155, 2130], [40, 15, 216], mid(320)),
  band(['n40', '5g', 'TDD', 2300, 2400, 2350], [50, 30, 133], active(240, HEIGHT_N41)),
  band(['n41', '5g', 'TDD', 2515, 2675, 2565], [100, 30, 273], active(320, HEIGHT_N41)),
  band(['n78', '5g', 'TDD', 3300, 3800, 3450], [100, 30, 273], active(320, HEIGHT_N78)),
  band(['n79', '5g', 'TDD', 4800, 4960, 4850], [100, 30, 273], active(240, HEIGHT_N79)),
  // LTE. N_RB of TS 36.101 table 5.6-1.
  band(['b28', '4g', 'FDD', 758, 803, 763], [10, 15, 50], low(80, 15, 9)),
  band(['b20', '4g', 'FDD', 791, 821, 806], [10, 15, 50], low(80, 15, 9)),
  band(['b5', '4g', 'FDD', 869, 894, 874.5], [5, 15, 25], low(80, 15, 8.5)),
  band(['b8', '4g', 'FDD', 925, 960, 941], [10, 15, 50], low(80, 15, 8.5)),
  band(['b32', '4g', 'FDD', 1452, 1496, 1474], [20, 15, 100], mid(80, 16)),
  band(['b3', '4g', 'FDD', 1805, 1880, 1842.5], [20, 15, 100], mid(80)),
  band(['b39', '4g', 'TDD', 1885, 1915, 1895], [20, 15, 100], mid(80)),
  band(['b34', '4g', 'TDD', 2010, 2025, 2017.5], [15, 15, 75], mid(80)),
  band(['b1', '4g', 'FDD', 2110, 2170, 2140], [20, 15, 100], mid(80)),
  band(['b40', '4g', 'TDD', 2300, 2400, 2350], [20, 15, 100], mid(80)),
  band(['b7', '4g', 'FDD', 2620, 2690, 2655], [20, 15, 100], mid(80)),
  band(['b38', '4g', 'TDD', 2570, 2620, 2595], [20, 15, 100], mid(80)),
  band(['b41', '4g', 'TDD', 2515, 2675, 2645], [20, 15, 100], mid(120)),
  // WCDMA: 20 W spread as if its 4.5 MHz were 300 subcarriers, so that technologies compare per 15 kHz.
  band(['u900', '3g', 'FDD', 925, 960, 942], [5, 15, 25], low(20, 15, 8.5)),
  band(['u2100', '3g', 'FDD', 2110, 2170, 2140], [5, 15, 25], mid(20)),
  // GSM: one 200 kHz carrier of 20 W, as wide as 13 subcarriers of 15 kHz: one resource block.
  band(['g900', '2g', 'FDD', 925, 960, 942], [0.2, 15, 1], low(20, 15, 8.5)),
  band(['g1800', '2g', 'FDD', 1805, 1880, 1842], [0.2, 15, 1], mid(20)),
  // NB-IoT stand-alone, 43 dBm over one resource block (TR 45.820).
  band(['nb5', 'nb-iot', 'FDD', 869, 880, 879], [0.18, 15, 1], low(20, 15, 8.5)),
  band(['nb8', 'nb-iot', 'FDD', 934, 960, 948.5], [0.18, 15, 1], low(20, 15, 8.5)),
]

/** The bands by id: n28, n5, n8, n3, n1, n40, n41, n78, n79 (NR), b1 … b41 (LTE), u900, u2100, g900, g1800, nb5, nb8. */
export const BANDS: Readonly<Record<string, Band>> = Object.freeze(
  Object.assign(Object.create(null), Object.fromEntries(ALL.map((one) => [one.id, one]))),
)

/**
 * Energy per resource element, dBm: `EPRE = P_total − 10·lg(12·N_RB)`, P_total = 10·lg(1000·P[W]) (TS 38.214 §4.1 spreads the
 * downlink power evenly). 320 W over 273 resource blocks give 19.9 dBm.
 * @param powerW total power of the cell, W
 * @param resourceBlocks N_RB of the carrier
 */
export function epre(powerW: number, resourceBlocks: number): number {
  return 10 * Math.log10(1000 * powerW) - 10 * Math.log10(12 * resourceBlocks)
}

/**
 * N_RB of a carrier: TS 38.101-1 table 5.3.2-1 (NR), TS 36.101 table 5.6-1 (LTE); between the table's bandwidths in proportion.
 * @param of the band that the carrier lies in (tells radio technology and subcarrier spacing)
 * @param bandwidthMhz MHz
 */
export function resourceBlocksOf(of: Band, bandwidthMhz: number): number {
  if (of.rat === '2g' || of.rat === 'nb-iot' || of.rat === '3g') return of.resourceBlocks
  const table = of.rat === '4g' ? LTE_BLOCKS : NR_BLOCKS[of.subcarrierKhz === 15 ? 15 : 30]
  const exact = table.find(([mhz]) => mhz === bandwidthMhz)
  if (exact) return exact[1]
  const perMhz = table[table.length - 1][1] / table[table.length - 1][0]
  return Math.max(1, Math.round(bandwidthMhz * perMhz))
}

/** Downlink MHz of an NR-ARFCN (TS 38.104 §5.4.2.1): 5 kHz raster below 3 GHz, 15 kHz up to 24.25 GHz. NaN outside. */
export function nrArfcnToMhz(arfcn: number): number {
  if (!(arfcn > 0) || arfcn > 2016666) return Number.NaN
  return arfcn < 600000 ? 0.005 * arfcn : 3000 + 0.015 * (arfcn - 600000)
}

/** [band, first downlink MHz, first downlink EARFCN, last] of TS 36.101 table 5.7.3-1. */
const EARFCN: ReadonlyArray<[string, number, number, number]> = [
  ['b1', 2110, 0, 599],
  ['b3', 1805, 1200, 1949],
  ['b5', 869, 2400, 2649],
  ['b7', 2620, 2750, 3449],
  ['b8', 925, 3450, 3799],
  ['b20', 791, 6150, 6449],
  ['b28', 758, 9210, 9659],
  ['b34', 2010, 36200, 36349],
  ['b38', 2570, 37750, 38249],
  ['b39', 1880, 38250, 38649],
  ['b40', 2300, 38650, 39649],
  ['b41', 2496, 39650, 41589],
]

/** Band and downlink MHz of an LTE EARFCN: `F = F_low + 0.1·(N − N_offset)` (TS 36.101 §5.7.3); undefined where no band holds it. */
export function earfcnToBand(earfcn: number): { band: string; frequencyMhz: number } | undefined {
  const row = EARFCN.find(([, , first, last]) => earfcn >= first && earfcn <= last)
  return row && { band: row[0], frequencyMhz: row[1] + 0.1 * (earfcn - row[2]) }
}

/** The band of a radio technology whose downlink holds a frequency; the nearest within 100 MHz otherwise; undefined beyond. */
export function bandAt(frequencyMhz: number, rat: Rat): Band | undefined {
  let best: Band | undefined
  let least = 100
  for (const one of ALL) {
    if (one.rat !== rat) continue
    const [from, to] = one.downlinkMhz
    const away = frequencyMhz < from ? from - frequencyMhz : frequencyMhz > to ? frequencyMhz - to : 0
    // Where two bands hold it (b7 and b41), the one whose usual centre is nearer.
    const distance = away === 0 ? Math.abs(frequencyMhz - one.frequencyMhz) / 1e4 : away
    if (distance < least) {
      least = distance
      best = one
    }
  }
  return best
}

const CLEAN = /[\s_\-().:]|频段|band/g

/** Spoken names of bands, by radio technology; keys are lower case without spaces, dots, dashes and the word 频段. */
const NAMES: Readonly<Record<string, Partial<Record<Rat, string>>>> = {
  '700m': { '5g': 'n28', '4g': 'b28' },
  '800m': { '5g': 'n5', '4g': 'b5', 'nb-iot': 'nb5' },
  '900m': { '5g': 'n8', '4g': 'b8', '3g': 'u900', '2g': 'g900', 'nb-iot': 'nb8' },
  '1800m': { '5g': 'n3', '4g': 'b3', '2g': 'g1800' },
  '18g': { '5g': 'n3', '4g': 'b3', '2g': 'g1800' },
  '19g': { '4g': 'b39' },
  '1900m': { '4g': 'b39' },
  '21g': { '5g': 'n1', '4g': 'b1', '3g': 'u2100' },
  '2100m': { '5g': 'n1', '4g': 'b1', '3g': 'u2100' },
  '23g': { '5g': 'n40', '4g': 'b40' },
  '2300m': { '5g': 'n40', '4g': 'b40' },
  '26g': { '5g': 'n41', '4g': 'b41' },
  '2600m': { '5g': 'n41', '4g': 'b41' },
  '33g': { '5g': 'n78' },
  '34g': { '5g': 'n78' },
  '35g': { '5g': 'n78' },
  '3500m': { '5g': 'n78' },
  '3600m': { '5g': 'n78' },
  '36g': { '5g': 'n78' },
  '49g': { '5g': 'n79' },
  '4900m': { '5g': 'n79' },
  // Letters of the TD-LTE bands: D 2.6 GHz, F 1.9 GHz, A 2.0 GHz, E 2.3 GHz (indoor).
  d: { '5g': 'n41', '4g': 'b41' },
  f: { '4g': 'b39' },
  a: { '4g': 'b34' },
  e: { '5g': 'n40', '4g': 'b40' },
  l: { '4g': 'b5' },
}

/**
 * A band's id from what planners write: `n28`, `N41`, `B3`, `700M`, `2.6G`, `D频段`, `FDD1800`, `NR700`, `Band1800MHz`, `3500`.
 * @param text the cell of the table
 * @param rat the radio technology of the row; where it is not known, NR is tried first, then LTE, 3G, 2G
 * @returns a key of `BANDS`, or undefined where the text names none
 */
export function bandByAlias(text: string, rat?: Rat): string | undefined {
  const plain = text.normalize('NFKC').toLowerCase()
  if (Object.hasOwn(BANDS, plain.trim())) return plain.trim()
  const numbered = /(?:^|[^a-z])([nb])\s*(\d{1,2})(?![\d.]|\s*[mg]\b)/.exec(plain)
  if (numbered && Object.hasOwn(BANDS, numbered[1] + numbered[2])) return numbered[1] + numbered[2]
  if (/^[nb]\d{1,3}$/.test(plain.trim())) return undefined
  const named = nameRat(plain)
  const spoken = /band\s*(\d{1,2})(?!\d)/.exec(plain)
  if (spoken) {
    const id = ((named ?? rat ?? '4g') === '5g' ? 'n' : 'b') + spoken[1]
    if (Object.hasOwn(BANDS, id)) return id
  }
  const order: Rat[] = named ? [named] : rat ? [rat] : ['5g', '4g', '3g', '2g', 'nb-iot']
  const key = plain.replace(CLEAN, '')
  const bare = key.replace(/^(nr|lte|fdd|tdd|tdlte|gsm|dcs|umts|wcdma|nbiot|nb|5g|4g|3g|2g)+/g, '')
  for (const one of order) {
    for (const form of [key, bare, bare.replace(/hz$/, ''), `${bare}m`]) {
      const id = Object.hasOwn(NAMES, form) ? NAMES[form][one] : undefined
      if (id) return id
    }
  }
  const number = /(\d{3,4}(?:\.\d+)?)(?:\s*m|$)/.exec(plain) ?? /(\d(?:\.\d+)?)\s*g(?:hz)?\b/.exec(plain)
  if (!number) return undefined
  const frequencyMhz = Number(number[1]) * (number[0].includes('g') ? 1000 : 1)
  for (const one of order) {
    const found = bandAt(frequencyMhz, one)
    if (found) return found.id
  }
  return undefined
}

/** A radio technology named inside a band's name; undefined where none is. */
function nameRat(plain: string): Rat | undefined {
  if (/\bnb|nb-?iot/.test(plain)) return 'nb-iot'
  if (/^(nr|5g)/.test(plain)) return '5g'
  if (/^(lte|td-?lte|fdd|4g)/.test(plain)) return '4g'
  if (/^(umts|wcdma|3g)/.test(plain)) return '3g'
  if (/^(gsm|dcs|2g)/.test(plain)) return '2g'
  return undefined
}

/** The band taken where a row of a radio technology names none. */
export function defaultBand(rat: Rat): string {
  return { '5g': 'n78', '4g': 'b3', '3g': 'u2100', '2g': 'g900', 'nb-iot': 'nb8' }[rat]
}

/** The scene taken where a table names none: low bands stand in the country, the others at the edge of towns. */
export function defaultScene(of: Band): Scene {
  return of.frequencyMhz < 1000 && of.rat !== '2g' ? 'rural' : 'suburban'
}
