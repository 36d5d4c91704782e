import {
  SERVICE_DOWNLINK_BEARS,
  SERVICE_DOWNLINK_MBPS,
  SERVICE_LOSS_DB,
  SERVICE_LOSS_RATIO,
  SERVICE_STRIDE,
  SERVICE_UPLINK_DB,
  SERVICE_UPLINK_MBPS,
  SERVICE_UPLINK_NEED_DB,
} from '../core/layout'
import { BANDS, type Band } from '../network/bands'
import {
  type Carrier,
  carrierOf,
  DOWNLINK_OVERHEAD,
  downlinkNeedDb,
  hasRates,
  levelForRatesDbm,
  UPLINK_OVERHEAD,
  uplinkNeedDb,
  uplinkSinrOffsetDb,
} from '../radio/carrier'
import { combinedSigmaDb } from '../radio/coverage-probability'
import type { Surroundings } from '../radio/models/path-model'
import { penetrationOf } from '../radio/penetration'
import type { CoverageMap } from './coverage-map'
import type { Mast } from './masts'
import type { Rule } from './rule'

/** Noise figure of a handset, dB (7 in practice, 9 in 3GPP evaluations). */
export const UE_NOISE_FIGURE_DB = 7

/** Where nothing is asked for any SINR is enough; in the downlink a ratio that a float can hold. */
const NO_NEED_DB = -1000
const NO_DOWNLINK_NEED_DB = -60

/** True where a rule is tested on more than RSRP outdoors: rates, or a receiver behind a wall or in a car. */
export function testsService(rule: Rule): boolean {
  return asksRates(rule) || (rule.environment ?? 'outdoor') !== 'outdoor'
}

/** True where a rule asks for a rate. */
export function asksRates({ dlMbps, ulMbps }: Rule): boolean {
  return (dlMbps ?? 0) > 0 || (ulMbps ?? 0) > 0
}

/** Standard deviation that a rule is tested with, dB: shadowing and the loss that its receiver is behind (of one spread in all bands). */
export function testSigmaDb({ rule, sigmaDb }: Pick<CoverageMap, 'rule' | 'sigmaDb'>): number {
  return combinedSigmaDb(sigmaDb, penetrationOf(rule.environment ?? 'outdoor', 2000, 'town').sigmaDb)
}

/**
 * What each cell of a network gives at a level and a SINR, as the quality kernels read it (records SERVICE_… of assembly/layout.ts, by
 * server number). A rule that asks for rates asks for its SINR too.
 */
export function serviceTable(
  layers: { band: string; masts: Mast[] }[],
  servers: number,
  rule: Rule,
  load: number,
): Float32Array {
  const step = SERVICE_STRIDE / 4
  const table = new Float32Array((servers + 1) * step)
  const put = (server: number, offset: number, value: number): void => {
    table[server * step + offset / 4] = value
  }
  for (const { band: id, masts } of layers) {
    const rates = hasRates(id)
    for (const { sectors, surroundings, frequencyMhz } of masts) {
      const { lossDb } = penetrationOf(rule.environment ?? 'outdoor', frequencyMhz, surroundings)
      for (const { cell, server } of sectors) {
        const carrier = carrierOf(BANDS[id], cell.resourceBlocks)
        put(server, SERVICE_UPLINK_DB, uplinkSinrOffsetDb(carrier, cell.epreDbm, load))
        put(server, SERVICE_DOWNLINK_MBPS, rates ? downlinkScaleMbps(carrier, load) : 0)
        put(server, SERVICE_UPLINK_MBPS, rates ? uplinkScaleMbps(carrier, load) : 0)
        put(server, SERVICE_DOWNLINK_BEARS, 10 ** (-downlinkNeedOf(rule, carrier, load) / 10))
        put(server, SERVICE_UPLINK_NEED_DB, rule.ulMbps ? uplinkNeedDb(carrier, rule.ulMbps, load) : NO_NEED_DB)
        put(server, SERVICE_LOSS_DB, lossDb)
        put(server, SERVICE_LOSS_RATIO, 10 ** (-lossDb / 10))
      }
    }
  }
  return table
}

function downlinkNeedOf(rule: Rule, carrier: Carrier, load: number): number {
  if (!asksRates(rule)) return NO_DOWNLINK_NEED_DB
  const rate = rule.dlMbps ? downlinkNeedDb(carrier, rule.dlMbps, load) : NO_DOWNLINK_NEED_DB
  return Math.max(rule.sinrDb ?? NO_DOWNLINK_NEED_DB, rate)
}

/** Mbit/s of one bit/s/Hz to one user. */
function downlinkScaleMbps({ blocks, spacingKhz, downlinkShare }: Carrier, load: number): number {
  return ((blocks * 12 * spacingKhz) / 1000) * (1 - load) * downlinkShare * (1 - DOWNLINK_OVERHEAD)
}

function uplinkScaleMbps({ blocks, spacingKhz, uplinkShare }: Carrier, load: number): number {
  return ((blocks * 12 * spacingKhz) / 1000) * (1 - load) * uplinkShare * (1 - UPLINK_OVERHEAD)
}

/**
 * How much more RSRP than the rule's threshold a cell of a band needs to meet the whole rule where no interference map is at hand, dB: 0 for
 * a rule on RSRP outdoors. Infinity where the band cannot meet it.
 */
export function extraLevelDb(
  rule: Rule,
  band: Band,
  epreDbm: number,
  surroundings: Surroundings,
  load: number,
): number {
  if (!testsService(rule)) return 0
  const { lossDb } = penetrationOf(rule.environment ?? 'outdoor', band.frequencyMhz, surroundings)
  if (!asksRates(rule)) return lossDb
  const level = levelForRatesDbm(carrierOf(band), epreDbm, rule, load, UE_NOISE_FIGURE_DB)
  return Math.max(0, level - rule.rsrpDbm) + lossDb
}
