import type { Rejection } from '../formats/input-error'
import type { Warning } from '../formats/warning'

export type Rat = '5g' | '4g' | '3g' | '2g' | 'nb-iot'

/** One place with an antenna structure. */
export interface Site {
  id: string
  /** Degrees, WGS-84. */
  lon: number
  lat: number
  /** What the propagation model takes it to stand in; told by the density of sites around it where absent. */
  surroundings?: 'town' | 'country'
}

/** One operator's base station at a site. The yearly target counts stations. */
export interface Station {
  id: string
  /** Index into `Network.sites`. */
  site: number
  rat: Rat
  /** Empty where unknown. */
  operator: string
  /** Year built; NaN where unknown. */
  built: number
}

/** One sector of a station on one band. */
export interface Cell {
  id: string
  /** Index into `Network.stations`. */
  station: number
  /** Band id: a key of `BANDS` (n28, n8, n1, n41, n78, n79 …). */
  band: string
  /** Downlink centre, MHz. */
  frequencyMhz: number
  /** Degrees clockwise from true north; NaN for an omnidirectional antenna. */
  azimuthDeg: number
  /** Mechanical and electrical downtilt, degrees, positive down. */
  mechanicalTiltDeg: number
  electricalTiltDeg: number
  /** Antenna centre above ground, metres. */
  heightM: number
  /** Energy per resource element at the antenna connector, dBm (domain: EPRE = P_total − 10·lg(12·N_RB)). */
  epreDbm: number
  /** Maximum antenna gain that the reference signal sees, dBi. */
  gainDbi: number
  /** Half-power beamwidths, degrees. */
  horizontalBeamwidthDeg: number
  verticalBeamwidthDeg: number
  /** Feeder and other losses, dB. */
  lossDb: number
  indoor: boolean
  /** Antenna model as the table names it. */
  antenna?: string
  /** Width of the carrier in resource blocks; the band's usual width where absent. */
  resourceBlocks?: number
}

/** Sites, stations and cells, linked by index. */
export interface Network {
  sites: Site[]
  stations: Station[]
  cells: Cell[]
  rejected: Rejection[]
  /** What the user should know: defaults taken for absent columns, shares of rows concerned. */
  warnings: Warning[]
  /** True where the table says that it is generated. */
  synthetic: boolean
}
