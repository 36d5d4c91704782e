import { classSettings, USUAL_SETTINGS } from './band-settings'
import type { Rat } from './network'
import { type Edges, OPERATING_BANDS } from './operating-bands'
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
  /** Edges of the downlink, MHz. */
  downlinkMhz: Edges
  /** Edges of the uplink, MHz; absent where the band has a downlink alone. */
  uplinkMhz?: Edges
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

/** True for a band of active antennas, whose default pattern is the envelope of a beam sweep. */
export function hasActiveAntennas(band: Pick<Band, 'horizontalBeamwidthDeg'>): boolean {
  return band.horizontalBeamwidthDeg >= 100
}

const ALL: Band[] = OPERATING_BANDS.map((one) => ({
  id: one.id,
  rat: one.rat,
  duplex: one.duplex,
  downlinkMhz: one.downlinkMhz,
  ...(one.uplinkMhz && { uplinkMhz: one.uplinkMhz }),
  ...(USUAL_SETTINGS[one.id] ?? classSettings(one)),
}))

/**
 * The bands by id: n1 … n263 (NR), b1 … b113 (LTE), nb1 … nb88 (NB-IoT), u2100, u900, u2 … u32 (UMTS), g900, g1800, g850 … (GSM); those with
 * settings of their own first.
 */
export const BANDS: Readonly<Record<string, Band>> = Object.freeze(
  Object.assign(
    Object.create(null),
    Object.fromEntries(
      [
        ...Object.keys(USUAL_SETTINGS).flatMap((id) => ALL.filter((one) => one.id === id)),
        ...ALL.filter(({ id }) => !Object.hasOwn(USUAL_SETTINGS, id)),
      ].map((one) => [one.id, one]),
    ),
  ),
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
 * N_RB of a carrier: TS 38.101-1 and TS 38.101-2 table 5.3.2-1 (NR), TS 36.101 table 5.6-1 (LTE); between the table's bandwidths in proportion.
 * @param of the band that the carrier lies in (tells radio technology and subcarrier spacing)
 * @param bandwidthMhz MHz
 */
export function resourceBlocksOf(of: Band, bandwidthMhz: number): number {
  if (of.rat === '2g' || of.rat === 'nb-iot' || of.rat === '3g') return of.resourceBlocks
  const table = of.rat === '4g' ? LTE_BLOCKS : NR_BLOCKS[of.subcarrierKhz as 15 | 30 | 120]
  const exact = table.find(([mhz]) => mhz === bandwidthMhz)
  if (exact) return exact[1]
  const perMhz = table[table.length - 1][1] / table[table.length - 1][0]
  return Math.max(1, Math.round(bandwidthMhz * perMhz))
}

/** True where a frequency lies between edges, MHz. */
export const isWithin = (frequencyMhz: number, edges: Edges | undefined): boolean =>
  edges !== undefined && frequencyMhz >= edges[0] && frequencyMhz <= edges[1]

/**
 * The band of a radio technology whose downlink holds a frequency: of several the one with settings of its own, then one that has an
 * uplink, then the nearest usual centre. Where none holds it, the one whose edge is nearest in proportion; undefined beyond `reach`.
 * @param reach share of the frequency that the edge may be away
 */
export function bandAt(
  frequencyMhz: number,
  rat: Rat,
  { reach = 0.1, duplex }: { reach?: number; duplex?: Band['duplex'] } = {},
): Band | undefined {
  let best: Band | undefined
  let least = Number.POSITIVE_INFINITY
  for (const one of Object.values(BANDS)) {
    if (one.rat !== rat || (duplex && one.duplex !== duplex)) continue
    const [from, to] = one.downlinkMhz
    const outside = frequencyMhz < from ? Math.log(from / frequencyMhz) : Math.log(frequencyMhz / to)
    if (outside > Math.log1p(reach)) continue
    const kind = Object.hasOwn(USUAL_SETTINGS, one.id) ? 0 : one.uplinkMhz ? 1 : 2
    // Inside ranks before outside, the kind before the distance; a downlink alone gives way to a band close by.
    const rank =
      outside <= 0
        ? [0, 1e-3, 2e-2][kind] + Math.abs(frequencyMhz - one.frequencyMhz) * 1e-9
        : 1e-2 + outside + (kind === 2 ? 0.1 : 0)
    if (rank < least) {
      least = rank
      best = one
    }
  }
  return best
}

/** The band taken where a row of a radio technology names none. */
export function defaultBand(rat: Rat): string {
  return { '5g': 'n78', '4g': 'b3', '3g': 'u2100', '2g': 'g900', 'nb-iot': 'nb8' }[rat]
}

/** The scene taken where a table names none: low bands stand in the country, the others at the edge of towns. */
export function defaultScene(of: Band): Scene {
  return of.frequencyMhz < 1000 && of.rat !== '2g' ? 'rural' : 'suburban'
}
