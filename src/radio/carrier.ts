import { objectArgument } from '../formats/argument'
import { BANDS, type Band } from '../network/bands'
import { noiseDbm, rateMbps, sinrForRateDb, uplinkMaplDb } from './link-budget'

/** One cell's carrier as rates see it. */
export interface Carrier {
  blocks: number
  spacingKhz: number
  /** Share of time in each direction: 1 in FDD. */
  downlinkShare: number
  uplinkShare: number
  userPowerDbm: number
  baseNoiseFigureDb: number
  /** Gain of a beam to one user over that of the reference signal, dB. */
  beamGainDb: number
}

/** Shares of a TDD carrier by its frame: downlink and uplink symbols of the special slots counted. */
// 8:2 in 5 ms, DDDDDDDSUU with S 6:4:4; 2.5 ms dual, DDDSU DDSUU with S 10:2:2; LTE configuration 2 with special subframe 7 (10:2:2).
const FRAME_2600 = { downlinkShare: 0.74, uplinkShare: 0.2 }
const FRAME_3500 = { downlinkShare: 0.64, uplinkShare: 0.3 }
const FRAME_LTE = { downlinkShare: 0.74, uplinkShare: 0.2 }
/** Device classes: 23 dBm (class 3), 26 dBm on NR TDD (class 2), TS 38.101-1 §6.2.1. */
const USER_DBM = { fdd: 23, nrTdd: 26 }
/** Noise figures of passive radios and of active antennas, dB. */
const BASE_NOISE_FIGURE_DB = { passive: 3, active: 3.5 }
/** Active antennas sweep the reference signal at 20 dBi and serve a user with 24 to 24.5 dBi. */
const BEAM_GAIN_DB = 4.5
/** A hand-held device loses so much in the hand, dB. */
const BODY_LOSS_DB = 3
/** Rise over thermal at the base station, dB. */
const UPLINK_INTERFERENCE_DB = 2
/** Overhead: TS 38.306 §4.1.2 in the downlink; control, reference and random-access channels in the uplink. */
export const DOWNLINK_OVERHEAD = 0.14
export const UPLINK_OVERHEAD = 0.3

/** The carrier of a band, `blocks` resource blocks wide (the band's usual width where not known). */
export function carrierOf(band: Band, blocks = band.resourceBlocks): Carrier {
  objectArgument(band, 'band', 'an object of type Band')
  const nrTdd = band.rat === '5g' && band.duplex === 'TDD'
  const active = nrTdd
  const frame = nrTdd ? (band.frequencyMhz > 3000 ? FRAME_3500 : FRAME_2600) : FRAME_LTE
  return {
    blocks,
    spacingKhz: band.subcarrierKhz,
    ...(band.duplex === 'FDD' ? { downlinkShare: 1, uplinkShare: 1 } : frame),
    userPowerDbm: nrTdd ? USER_DBM.nrTdd : USER_DBM.fdd,
    baseNoiseFigureDb: active ? BASE_NOISE_FIGURE_DB.active : BASE_NOISE_FIGURE_DB.passive,
    beamGainDb: active ? BEAM_GAIN_DB : 0,
  }
}

/** True where a band carries OFDM data whose rate the formulas here give (LTE and NR). */
export function hasRates(bandId: string): boolean {
  const rat = BANDS[bandId]?.rat
  return rat === '4g' || rat === '5g'
}

/** Resource blocks that one user gets where the others fill `load` of the cell. */
const granted = (carrier: Carrier, load: number): number => carrier.blocks * (1 - load)

/** Megahertz of so many resource blocks. */
const megahertz = (carrier: Carrier, blocks: number): number => (blocks * 12 * carrier.spacingKhz) / 1000

/**
 * Downlink rate of one user, Mbit/s: R = B·(1 − load)·share·(1 − 0.14)·min(0.75·log2(1 + SINR), 7.4), one layer; B is what the resource blocks
 * occupy, and the share `load` of it is taken by others (the FCC's cell loading is meant so).
 */
export function downlinkMbps(carrier: Carrier, sinrDb: number, load: number): number {
  objectArgument(carrier, 'carrier', 'an object of type Carrier')
  const options = { share: carrier.downlinkShare, overhead: DOWNLINK_OVERHEAD }
  return rateMbps(sinrDb, megahertz(carrier, granted(carrier, load)), options)
}

/** SINR that a downlink rate asks for, dB; Infinity where the carrier cannot give it. */
export function downlinkNeedDb(carrier: Carrier, mbps: number, load: number): number {
  objectArgument(carrier, 'carrier', 'an object of type Carrier')
  const options = { share: carrier.downlinkShare, overhead: DOWNLINK_OVERHEAD }
  return sinrForRateDb(mbps, granted(carrier, load), carrier.spacingKhz, options)
}

/**
 * SINR at the base station less the RSRP at the device, dB: the path is the same both ways, so loss less gains is EPRE − RSRP, and
 * the device spreads its power over the blocks that it is granted.
 * @param epreDbm of the cell, at the antenna connector
 */
export function uplinkSinrOffsetDb(carrier: Carrier, epreDbm: number, load: number): number {
  objectArgument(carrier, 'carrier', 'an object of type Carrier')
  const blocks = granted(carrier, load)
  // The greatest loss at a required SINR of 0 dB is the SINR at a loss of 0 dB.
  const sinrAtNoLossDb = uplinkMaplDb({
    userPowerDbm: carrier.userPowerDbm,
    bodyLossDb: BODY_LOSS_DB,
    blocks,
    spacingKhz: carrier.spacingKhz,
    baseNoiseFigureDb: carrier.baseNoiseFigureDb,
    sinrDb: 0,
    baseGainDbi: carrier.beamGainDb,
    interferenceMarginDb: UPLINK_INTERFERENCE_DB,
  })
  return sinrAtNoLossDb - epreDbm
}

/** Uplink rate of one user at a SINR at the base station, Mbit/s. */
export function uplinkMbps(carrier: Carrier, sinrDb: number, load: number): number {
  objectArgument(carrier, 'carrier', 'an object of type Carrier')
  const options = { share: carrier.uplinkShare, overhead: UPLINK_OVERHEAD }
  return rateMbps(sinrDb, megahertz(carrier, granted(carrier, load)), options)
}

/** SINR at the base station that an uplink rate asks for, dB; Infinity where the carrier cannot give it. */
export function uplinkNeedDb(carrier: Carrier, mbps: number, load: number): number {
  objectArgument(carrier, 'carrier', 'an object of type Carrier')
  const options = { share: carrier.uplinkShare, overhead: UPLINK_OVERHEAD }
  return sinrForRateDb(mbps, granted(carrier, load), carrier.spacingKhz, options)
}

/** Interference over noise at a cell's edge that a budget without a map allows for, dB. */
const DOWNLINK_INTERFERENCE_DB = 3

/**
 * The RSRP at which a carrier gives both rates, dBm, where no interference map is at hand: the downlink over noise and a 3 dB margin, the
 * uplink by its budget. Infinity where the carrier is too narrow.
 */
export function levelForRatesDbm(
  carrier: Carrier,
  epreDbm: number,
  need: { dlMbps?: number | null; ulMbps?: number | null },
  load: number,
  userNoiseFigureDb: number,
): number {
  const noise = noiseDbm(carrier.spacingKhz * 1000, userNoiseFigureDb) + DOWNLINK_INTERFERENCE_DB
  const down = need.dlMbps ? noise + downlinkNeedDb(carrier, need.dlMbps, load) : Number.NEGATIVE_INFINITY
  const up = need.ulMbps
    ? uplinkNeedDb(carrier, need.ulMbps, load) - uplinkSinrOffsetDb(carrier, epreDbm, load)
    : Number.NEGATIVE_INFINITY
  return Math.max(down, up)
}
