import gsm from '../../data/bands/gsm.json'
import lte from '../../data/bands/lte.json'
import nr from '../../data/bands/nr.json'
import utra from '../../data/bands/utra.json'
import type { Rat } from './network'

/** Edges in MHz. */
export type Edges = readonly [lowMhz: number, highMhz: number]

/** A band as its standard defines it. Supplementary uplink is left out: no cell sends there. */
export interface OperatingBand {
  id: string
  rat: Rat
  /** Number in its standard; GSM bands have none. */
  number?: number
  /** Bands of a downlink alone count as FDD: their cells send all the time. */
  duplex: 'FDD' | 'TDD'
  downlinkMhz: Edges
  /** Absent where the band has a downlink alone. */
  uplinkMhz?: Edges
}

/** UMTS bands whose ids are older than this table. */
const UMTS_NAMES: Readonly<Record<number, string>> = { 1: 'u2100', 8: 'u900' }

/** Id of a UMTS band by its number (I is 1). */
export const umtsId = (number: number): string => UMTS_NAMES[number] ?? `u${number}`

type Edge = number | null
const edges = (low: Edge, high: Edge): Edges | undefined => (low === null || high === null ? undefined : [low, high])

function operatingBand(id: string, rat: Rat, duplex: string, number: number | undefined, of: Edge[]): OperatingBand[] {
  const [uplinkMhz, downlinkMhz] = [edges(of[0], of[1]), edges(of[2], of[3])]
  if (!downlinkMhz) return []
  return [
    {
      id,
      rat,
      ...(number !== undefined && { number }),
      duplex: duplex === 'TDD' ? 'TDD' : 'FDD',
      downlinkMhz,
      ...(uplinkMhz && { uplinkMhz }),
    },
  ]
}

const NR = (nr.bands as [string, Edge, Edge, Edge, Edge, string][]).flatMap(([id, a, b, c, d, duplex]) =>
  operatingBand(id, '5g', duplex, Number(id.slice(1)), [a, b, c, d]),
)
const LTE = (lte.bands as [number, Edge, Edge, Edge, Edge, string, ...Edge[]][]).flatMap(
  ([number, a, b, c, d, duplex]) => [
    ...operatingBand(`b${number}`, '4g', duplex, number, [a, b, c, d]),
    ...(lte.nbIot.includes(number) ? operatingBand(`nb${number}`, 'nb-iot', duplex, number, [a, b, c, d]) : []),
  ],
)
const UMTS = (utra.bands as [number, Edge, Edge, Edge, Edge, ...unknown[]][]).flatMap(([number, a, b, c, d]) =>
  operatingBand(umtsId(number), '3g', 'FDD', number, [a, b, c, d]),
)
const GSM = (gsm.bands as [string, number, number, number, number, unknown][]).flatMap(([id, a, b, c, d]) =>
  operatingBand(id, '2g', 'FDD', undefined, [a, b, c, d]),
)

/** The operating bands of NR (TS 38.104, TS 38.108), LTE and NB-IoT (TS 36.104), UMTS (TS 25.104) and GSM (TS 45.005). */
export const OPERATING_BANDS: readonly OperatingBand[] = [...NR, ...LTE, ...UMTS, ...GSM]
