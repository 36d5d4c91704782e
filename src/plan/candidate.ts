import type { Mast, SectorCell } from '../coverage/masts'
import type { Surroundings } from '../coverage/propagation-model'
import { BANDS, epre } from '../network/bands'

/** Where a candidate comes from: an existing structure, a village's public point, or a lattice laid over the gaps. */
export type CandidateOrigin = 'structure' | 'public-point' | 'lattice'

/** A place where a station could go, with the configuration it would get. */
export interface Candidate {
  origin: CandidateOrigin
  /** Projected position, metres. */
  x: number
  y: number
  band: string
  heightM: number
  azimuthsDeg: number[]
  tiltDeg: number
  surroundings: Surroundings
  /** Index of the site whose structure is shared; −1 for a new one. */
  site: number
  /** Distance to the nearest site, m. */
  nearestSiteM: number
  costCny: number
}

/** Three sectors to the compass's usual planning azimuths. */
export const SECTOR_AZIMUTHS_DEG = [0, 120, 240]

/** The sector of a candidate: the band's default macro cell (source: bands.ts). */
export function candidateSector(candidate: Candidate, azimuthDeg: number): SectorCell {
  const band = BANDS[candidate.band]
  const scene = candidate.surroundings === 'town' ? 'urban' : 'rural'
  return {
    azimuthDeg,
    mechanicalTiltDeg: 0,
    electricalTiltDeg: candidate.tiltDeg,
    epreDbm: epre(band.powerW[scene], band.resourceBlocks),
    gainDbi: band.gainDbi,
    horizontalBeamwidthDeg: band.horizontalBeamwidthDeg,
    verticalBeamwidthDeg: band.verticalBeamwidthDeg,
    lossDb: band.lossDb,
  }
}

/** A candidate as the link kernel takes it; its sectors are numbered from `server`. */
export function candidateMast(candidate: Candidate, server = 1): Mast {
  return {
    x: candidate.x,
    y: candidate.y,
    heightM: candidate.heightM,
    frequencyMhz: BANDS[candidate.band].frequencyMhz,
    surroundings: candidate.surroundings,
    sectors: candidate.azimuthsDeg.map((azimuthDeg, i) => ({
      cell: candidateSector(candidate, azimuthDeg),
      server: server + i,
    })),
  }
}
