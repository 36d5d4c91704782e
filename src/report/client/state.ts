import type { LayerId } from '../layer'
import type { VillageFill } from '../sections/map-section'

export type StationsBy = 'band' | 'built' | 'operator' | 'rat'
export type ProposalsBy = 'reason' | 'rank' | 'quarter'
export type Pin = { kind: 'village' | 'gap' | 'proposal' | 'station'; index: number }

/** What the reader has chosen; survives a switch of language. */
export interface MapState {
  picture: LayerId | 'none'
  fill: VillageFill
  show: Record<'gaps' | 'stations' | 'proposals' | 'labels', boolean>
  stationsBy: StationsBy
  proposalsBy: ProposalsBy
  /** What one step of the slider builds. */
  stepBy: 'station' | 'quarter'
  /** Proposals up to this rank are shown as built. */
  rank: number
  pin: Pin | null
}
