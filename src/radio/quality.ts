/**
 * SS-RSRQ = N·SS-RSRP / RSSI, dB (3GPP TS 38.215 §5.1.3), from the SINR where all cells, the serving one too, fill the same
 * share of their resource elements: per resource element RSSI/(12·N) = load·S + load·I + noise, so RSRQ = −10·lg(12·(load + 1/SINR)).
 * Never above −10.8 dB − 10·lg load.
 * @param load 0…1
 */
export function rsrqDb(sinrDb: number, load: number): number {
  return -10 * Math.log10(12 * (load + 10 ** (-sinrDb / 10)))
}
