import type { Band, ByScene } from './bands'
import type { OperatingBand } from './operating-bands'
import { LTE_BLOCKS, NR_BLOCKS } from './resource-blocks'

/** What stands in for what a table of cells does not say of a band. */
export type BandSettings = Omit<Band, 'id' | 'rat' | 'duplex' | 'downlinkMhz'>

type Carrier = [bandwidthMhz: number, subcarrierKhz: number, resourceBlocks: number]
type Antenna = Pick<
  Band,
  'powerW' | 'gainDbi' | 'horizontalBeamwidthDeg' | 'verticalBeamwidthDeg' | 'heightM' | 'tiltDeg' | 'lossDb'
>

const HEIGHT_LOW: ByScene = { dense: 30, urban: 30, suburban: 35, rural: 40 }
const HEIGHT_N41: ByScene = { dense: 27, urban: 30, suburban: 35, rural: 35 }
const HEIGHT_N78: ByScene = { dense: 25, urban: 25, suburban: 30, rural: 35 }
const HEIGHT_N79: ByScene = { dense: 25, urban: 25, suburban: 25, rural: 25 }
const TILT_LOW: ByScene = { dense: 10, urban: 8, suburban: 5.5, rural: 3 }
const TILT_MID: ByScene = { dense: 8, urban: 7, suburban: 5, rural: 3 }

const everywhere = (value: number): ByScene => ({ dense: value, urban: value, suburban: value, rural: value })

// Middle values of the usual macro settings: 4T4R passive panels below 2.2 GHz, 64TR active antennas above.
const low = (powerW: number, gainDbi: number, vertical: number): Antenna => ({
  powerW: everywhere(powerW),
  gainDbi,
  horizontalBeamwidthDeg: 65,
  verticalBeamwidthDeg: vertical,
  heightM: HEIGHT_LOW,
  tiltDeg: TILT_LOW,
  lossDb: 0.5,
})
const mid = (powerW: number, gainDbi = 17.5): Antenna => ({ ...low(powerW, gainDbi, 7), tiltDeg: TILT_MID })
// The reference signal is swept over 7 or 8 beams (20 to 22 dBi each); the envelope of the sweep is 105° to 110° wide.
const active = (powerW: number, heightM: ByScene): Antenna => ({
  powerW: everywhere(powerW),
  gainDbi: 20,
  horizontalBeamwidthDeg: 105,
  verticalBeamwidthDeg: 9,
  heightM,
  tiltDeg: TILT_MID,
  lossDb: 0,
})
// TR 38.802 table A.2.1-1, around 30 GHz: 33 dBm over 4 × 8 elements of 8 dBi, 23 dBi.
const MILLIMETRE: Antenna = { ...active(2, HEIGHT_N79), gainDbi: 23 }

const settings = (
  frequencyMhz: number,
  [bandwidthMhz, subcarrierKhz, resourceBlocks]: Carrier,
  antenna: Antenna,
): BandSettings => ({ frequencyMhz, bandwidthMhz, subcarrierKhz, resourceBlocks, ...antenna })

/** Bands with settings of their own: those of mainland China's operators, and their neighbours. */
export const USUAL_SETTINGS: Readonly<Record<string, BandSettings>> = {
  // NR. N_RB of TS 38.101-1 table 5.3.2-1.
  n28: settings(773, [30, 15, 160], low(240, 15, 9)),
  n5: settings(874.5, [10, 15, 52], low(160, 15, 8.5)),
  n8: settings(954.5, [10, 15, 52], low(160, 15, 8.5)),
  n75: settings(1474, [20, 15, 106], mid(160, 16)),
  n3: settings(1842.5, [20, 15, 106], mid(240)),
  n1: settings(2130, [40, 15, 216], mid(320)),
  n40: settings(2350, [50, 30, 133], active(240, HEIGHT_N41)),
  n41: settings(2565, [100, 30, 273], active(320, HEIGHT_N41)),
  n78: settings(3450, [100, 30, 273], active(320, HEIGHT_N78)),
  n79: settings(4850, [100, 30, 273], active(240, HEIGHT_N79)),
  // LTE. N_RB of TS 36.101 table 5.6-1.
  b28: settings(763, [10, 15, 50], low(80, 15, 9)),
  b20: settings(806, [10, 15, 50], low(80, 15, 9)),
  b5: settings(874.5, [5, 15, 25], low(80, 15, 8.5)),
  b8: settings(941, [10, 15, 50], low(80, 15, 8.5)),
  b32: settings(1474, [20, 15, 100], mid(80, 16)),
  b3: settings(1842.5, [20, 15, 100], mid(80)),
  b39: settings(1895, [20, 15, 100], mid(80)),
  b34: settings(2017.5, [15, 15, 75], mid(80)),
  b1: settings(2140, [20, 15, 100], mid(80)),
  b40: settings(2350, [20, 15, 100], mid(80)),
  b7: settings(2655, [20, 15, 100], mid(80)),
  b38: settings(2595, [20, 15, 100], mid(80)),
  b41: settings(2645, [20, 15, 100], mid(120)),
  // WCDMA: 20 W spread as if its 4.5 MHz were 300 subcarriers, so that technologies compare per 15 kHz.
  u900: settings(942, [5, 15, 25], low(20, 15, 8.5)),
  u2100: settings(2140, [5, 15, 25], mid(20)),
  // GSM: one 200 kHz carrier of 20 W, as wide as 13 subcarriers of 15 kHz: one resource block.
  g900: settings(942, [0.2, 15, 1], low(20, 15, 8.5)),
  g1800: settings(1842, [0.2, 15, 1], mid(20)),
  // NB-IoT stand-alone, 43 dBm over one resource block (TR 45.820).
  nb5: settings(879, [0.18, 15, 1], low(20, 15, 8.5)),
  nb8: settings(948.5, [0.18, 15, 1], low(20, 15, 8.5)),
}

/** The widest carrier of a table that is no wider than wished and fits the band. */
function carrierIn(widthMhz: number, wishedMhz: number, subcarrierKhz: 15 | 30 | 120, lte: boolean): Carrier {
  const table = lte ? LTE_BLOCKS : NR_BLOCKS[subcarrierKhz]
  const fits = table.filter(([mhz]) => mhz <= Math.min(widthMhz, wishedMhz))
  if (fits.length === 0 && subcarrierKhz === 30) return carrierIn(widthMhz, wishedMhz, 15, lte)
  const [bandwidthMhz, blocks] = fits.at(-1) ?? table[0]
  return [bandwidthMhz, subcarrierKhz, blocks]
}

/** The settings of a band that has none of its own: those of its class of frequency and technology. */
export function classSettings({ rat, duplex, downlinkMhz: [from, to] }: OperatingBand): BandSettings {
  const [centre, width] = [(from + to) / 2, to - from]
  const below1Ghz = centre < 1000
  if (rat === '2g') return settings(centre, [0.2, 15, 1], below1Ghz ? low(20, 15, 8.5) : mid(20))
  if (rat === '3g') return settings(centre, [5, 15, 25], below1Ghz ? low(20, 15, 8.5) : mid(20))
  if (rat === 'nb-iot') return settings(centre, [0.18, 15, 1], below1Ghz ? low(20, 15, 8.5) : mid(20))
  if (rat === '4g') {
    const antenna = below1Ghz ? low(80, 15, 8.5) : mid(centre < 2300 || duplex === 'FDD' ? 80 : 120)
    return settings(centre, carrierIn(width, below1Ghz ? 10 : 20, 15, true), antenna)
  }
  if (centre > 24000) return settings(centre, carrierIn(width, 100, 120, false), MILLIMETRE)
  if (below1Ghz) return settings(centre, carrierIn(width, 10, 15, false), low(160, 15, 8.5))
  if (duplex === 'FDD' || centre < 2200 || width < 50)
    return settings(centre, carrierIn(width, 20, duplex === 'TDD' ? 30 : 15, false), mid(240))
  const antenna =
    centre < 3000
      ? active(width < 100 ? 240 : 320, HEIGHT_N41)
      : centre < 4400
        ? active(320, HEIGHT_N78)
        : active(240, HEIGHT_N79)
  return settings(centre, carrierIn(width, 100, 30, false), antenna)
}
