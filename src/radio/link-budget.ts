import { positive } from './path-loss'

/** Watts as dBm. */
export function wattsToDbm(watts: number): number {
  return 10 * Math.log10(watts * 1000)
}

/** Energy per resource element, dBm: P_total − 10 lg(12·N_RB), P_total over all transmit chains. */
export function eprePowerDbm(totalPowerDbm: number, blocks: number): number {
  return totalPowerDbm - 10 * Math.log10(12 * blocks)
}

/** Thermal noise in a bandwidth with a receiver's noise figure, dBm: −174 + 10 lg B + NF (290 K). */
export function noiseDbm(bandwidthHz: number, noiseFigureDb: number): number {
  return -174 + 10 * Math.log10(bandwidthHz) + noiseFigureDb
}

/** Losses and margins between the antenna connector and a received RSRP. */
export interface DownlinkBudget {
  epreDbm: number
  /** Gain of the beam that carries the reference signal, dBi. */
  gainDbi: number
  cableLossDb?: number
  bodyLossDb?: number
  /** Shadow-fading margin for the wanted area probability, dB (`jakesMarginDb`). */
  shadowMarginDb?: number
  penetrationDb?: number
  rsrpDbm: number
}

/** Greatest path loss at which the RSRP threshold is still met, dB: EPRE + G − cable − body − margin − penetration − RSRP. */
export function downlinkMaplDb(budget: DownlinkBudget): number {
  return (
    budget.epreDbm +
    budget.gainDbi -
    (budget.cableLossDb ?? 0) -
    (budget.bodyLossDb ?? 0) -
    (budget.shadowMarginDb ?? 0) -
    (budget.penetrationDb ?? 0) -
    budget.rsrpDbm
  )
}

/**
 * SINR that a rate asks for, dB: R/share = n_RB·12·SCS·(1 − OH)·min(0.75·log2(1 + SINR), 7.4).
 * @returns Infinity where even 7.4 bit/s/Hz are not enough
 */
export function sinrForRateDb(
  rateMbps: number,
  blocks: number,
  spacingKhz: number,
  options: { share?: number; overhead?: number } = {},
): number {
  const hz = positive(blocks, 'blocks') * 12 * positive(spacingKhz, 'spacingKhz') * 1000
  const efficiency =
    (positive(rateMbps, 'rateMbps') * 1e6) / (options.share ?? 1) / hz / (1 - (options.overhead ?? 0.14))
  if (efficiency > 7.4) return Number.POSITIVE_INFINITY
  return 10 * Math.log10(2 ** (efficiency / 0.75) - 1)
}

/** Rate at a SINR, Mbit/s: layers·B·share·(1 − OH)·min(0.75·log2(1 + SINR), 7.4). */
export function rateMbps(
  sinrDb: number,
  bandwidthMhz: number,
  options: { share?: number; overhead?: number; layers?: number } = {},
): number {
  const efficiency = Math.min(0.75 * Math.log2(1 + 10 ** (sinrDb / 10)), 7.4)
  return (options.layers ?? 1) * bandwidthMhz * (options.share ?? 1) * (1 - (options.overhead ?? 0.14)) * efficiency
}

export interface UplinkBudget {
  /** Device power and antenna gain, dBm and dBi. */
  userPowerDbm: number
  userGainDbi?: number
  bodyLossDb?: number
  /** Resource blocks that the device is granted, and their spacing. */
  blocks: number
  spacingKhz: number
  baseNoiseFigureDb: number
  sinrDb: number
  baseGainDbi: number
  cableLossDb?: number
  interferenceMarginDb?: number
  shadowMarginDb?: number
  penetrationDb?: number
}

/** Receiver sensitivity, dBm: noise in n_RB blocks + the required SINR. */
export function sensitivityDbm(budget: UplinkBudget): number {
  return noiseDbm(budget.blocks * 12 * budget.spacingKhz * 1000, budget.baseNoiseFigureDb) + budget.sinrDb
}

/** Greatest path loss of the uplink, dB: P_UE + G_UE − body − sensitivity + G_BS − cable − IM − margin − penetration. */
export function uplinkMaplDb(budget: UplinkBudget): number {
  return (
    budget.userPowerDbm +
    (budget.userGainDbi ?? 0) -
    (budget.bodyLossDb ?? 0) -
    sensitivityDbm(budget) +
    budget.baseGainDbi -
    (budget.cableLossDb ?? 0) -
    (budget.interferenceMarginDb ?? 0) -
    (budget.shadowMarginDb ?? 0) -
    (budget.penetrationDb ?? 0)
  )
}

/**
 * The distance at which a loss that grows with distance reaches `maplDb`, metres, by bisection to 1 mm.
 * @returns 0 where even `minimumM` loses more; `maximumM` where nothing up to there does
 */
export function cellRadiusM(
  lossAtDb: (distanceM: number) => number,
  maplDb: number,
  minimumM = 10,
  maximumM = 100_000,
): number {
  if (lossAtDb(minimumM) > maplDb) return 0
  if (lossAtDb(maximumM) <= maplDb) return maximumM
  let low = minimumM
  let high = maximumM
  while (high - low > 1e-3) {
    const middle = (low + high) / 2
    if (lossAtDb(middle) <= maplDb) low = middle
    else high = middle
  }
  return low
}
