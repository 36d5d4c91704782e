import gsm from '../../data/bands/gsm.json'
import lte from '../../data/bands/lte.json'
import nr from '../../data/bands/nr.json'
import utra from '../../data/bands/utra.json'
import type { Rat } from './network'
import { umtsId } from './operating-bands'

/** Downlink of a channel number, and the band where the number tells it. */
export interface Channel {
  frequencyMhz: number
  band?: string
}

/** MHz without the noise of binary fractions: rasters are multiples of 5 kHz. */
const rounded = (mhz: number): number => Math.round(mhz * 1e6) / 1e6

/** MHz of an NR-ARFCN (TS 38.104 table 5.4.2.1-1: steps of 5, 15 and 60 kHz below 3, 24.25 and 100 GHz). NaN outside. */
export function nrArfcnToMhz(arfcn: number): number {
  const raster = nr.channels.find(({ first, last }) => arfcn > 0 && arfcn >= first && arfcn <= last)
  return raster ? rounded(raster.fromMhz + (raster.stepKhz * (arfcn - raster.first)) / 1000) : Number.NaN
}

type LteRow = [number, number | null, number | null, number, number, string, number, number | null]

/**
 * Band and downlink MHz of an LTE EARFCN: `F = F_low + 0.1·(N − N_offset)` (TS 36.104 §5.7.3). A number of the uplink gives the downlink
 * that is paired with it. Undefined where no band holds it.
 */
export function earfcnToBand(earfcn: number): { band: string; frequencyMhz: number } | undefined {
  for (const [number, , , low, high, , downlink, uplink] of lte.bands as LteRow[]) {
    const channels = Math.round((high - low) * 10)
    for (const first of [downlink, uplink]) {
      if (first === null || earfcn < first || earfcn >= first + channels) continue
      return { band: `b${number}`, frequencyMhz: rounded(low + 0.1 * (earfcn - first)) }
    }
  }
  return undefined
}

type UtraRow = [number, unknown, unknown, unknown, unknown, number, number, number, number | null, number[]]

/** Bands that have a UMTS downlink UARFCN, and its MHz: `F = 0.2·N + F_offset` (TS 25.104 §5.4.3), additional channels too. */
function uarfcnToBands(uarfcn: number): Channel[] {
  return (utra.bands as UtraRow[]).flatMap(([number, , , , , offset, first, last, additional, extra]) => {
    const base = uarfcn >= first && uarfcn <= last ? offset : extra.includes(uarfcn) ? additional : null
    return base === null ? [] : [{ band: umtsId(number), frequencyMhz: rounded(0.2 * uarfcn + base) }]
  })
}

type GsmRow = [string, number, number, number, number, [number, number, number][]]

/** Bands that have a GSM ARFCN, and its downlink MHz (TS 45.005 §2); 512 to 810 are in GSM 1800 and in GSM 1900. */
function arfcnToBands(arfcn: number): Channel[] {
  return (gsm.bands as GsmRow[]).flatMap(([band, uplinkLow, , downlinkLow, , ranges]) =>
    ranges
      .filter(([first, last]) => arfcn >= first && arfcn <= last)
      .map(([first, , mhz]) => ({
        band,
        frequencyMhz: rounded(mhz + 0.2 * (arfcn - first) + downlinkLow - uplinkLow),
      })),
  )
}

/** What a channel number of a radio technology may stand for, the likeliest first; none where no band has it. */
export function channelsOf(rat: Rat, number: number): Channel[] {
  if (!Number.isInteger(number) || number < 0) return []
  if (rat === '5g') {
    const frequencyMhz = nrArfcnToMhz(number)
    return frequencyMhz > 0 ? [{ frequencyMhz }] : []
  }
  if (rat === '3g') return uarfcnToBands(number)
  if (rat === '2g') return arfcnToBands(number)
  const channel = earfcnToBand(number)
  if (!channel) return []
  return [rat === '4g' ? channel : { ...channel, band: channel.band.replace('b', 'nb') }]
}
