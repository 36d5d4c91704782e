import { objectArgument } from '../formats/argument'
/** Coverage enhancement levels and the coupling losses up to which they serve, dB (3GPP TR 45.820: GSM's 144 dB, and 10 and 20 dB beyond). */
export const COUPLING_LIMITS_DB = [144, 154, 164] as const

/** 0, 1, 2 for coverage level CE0, CE1, CE2; 3 where the loss is beyond 164 dB or there is no signal (NaN). */
export function coverageLevel(couplingLossDb: number): 0 | 1 | 2 | 3 {
  if (couplingLossDb <= COUPLING_LIMITS_DB[0]) return 0
  if (couplingLossDb <= COUPLING_LIMITS_DB[1]) return 1
  return couplingLossDb <= COUPLING_LIMITS_DB[2] ? 2 : 3
}

/** Thermal noise over a bandwidth with a receiver's noise figure, dBm: −174 + 10·lg B + NF. */
export function noiseDbm(bandwidthHz: number, noiseFigureDb: number): number {
  return -174 + 10 * Math.log10(bandwidthHz) + noiseFigureDb
}

/**
 * Maximum coupling loss, dB: transmit power less what the receiver needs (TR 45.820 §5.1). Uplink 23 dBm, one tone of 15 kHz, NF 3, SINR −11.8;
 * downlink stand-alone 43 dBm over 180 kHz, NF 5, SINR −4.6; in-band 35 dBm and −12.6: 164 dB each.
 */
export function maximumCouplingLossDb(link: {
  powerDbm: number
  bandwidthHz: number
  noiseFigureDb: number
  sinrDb: number
}): number {
  objectArgument(link, 'link', 'an object with its fields')
  return link.powerDbm - (noiseDbm(link.bandwidthHz, link.noiseFigureDb) + link.sinrDb)
}

/** Energy per resource element of the narrowband reference signal, dBm: the carrier's power over 12 subcarriers (43 dBm gives 32.2 dBm). */
export function nrsEpreDbm(carrierPowerDbm: number): number {
  return carrierPowerDbm - 10 * Math.log10(12)
}

/** Coupling loss between the two antenna connectors, dB, antenna gains included: EPRE − NRSRP. */
export function couplingLossDb(epreDbm: number, nrsrpDbm: number): number {
  return epreDbm - nrsrpDbm
}
