import { type Costs, newTenantCny, type StructureKind, stationCostCny } from '../constraints/cost'
import type { EarlierProposal } from '../constraints/earlier-plan'
import type { Licences } from '../constraints/licences'
import type { ListedCandidate } from '../constraints/read-candidates'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Mast, SectorCell } from '../coverage/masts'
import { extraLevelDb } from '../coverage/service'
import { BANDS, epre } from '../network/bands'
import type { Network } from '../network/network'
import { operatorsNamed } from '../network/operator'
import type { Surroundings } from '../radio/models/path-model'
import { structureHeightM } from './heights'
import type { Standing } from './standing'

/**
 * Where a candidate comes from: an existing structure, a village's public point, a lattice laid over the gaps, a hill with a view of a gap,
 * the user's list, or an earlier plan that is kept.
 */
export type CandidateOrigin = 'structure' | 'public-point' | 'lattice' | 'hill' | 'listed' | 'kept'

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
  /** What carries the antennas. */
  kind: StructureKind
  /** Distance to the nearest site, m. */
  nearestSiteM: number
  costCny: number
  /** Who builds; two that build as one are joined by `+`; empty where nobody is said. */
  operator: string
  /** True on a structure where others stand and this operator does not yet. */
  isNewTenant: boolean
  /** The row of the user's list that it comes from. */
  listed?: ListedCandidate
  /** The proposal of an earlier plan that it repeats. */
  kept?: EarlierProposal
}

/** A place with what stands there. */
export type CandidatePlace = Pick<Candidate, 'origin' | 'x' | 'y' | 'site' | 'kind' | 'surroundings' | 'nearestSiteM'>

/** What a new station stands on: in town a roof, in the country a tower of its own. */
export function newKindIn(surroundings: Surroundings): StructureKind {
  return surroundings === 'town' ? 'rooftop' : 'tower'
}

/** A candidate at a place with a band's default configuration, on a structure at the height that is free there, its cost by the cost model, built by whoever may: one that stands there before others. */
export function candidateAt(
  place: CandidatePlace,
  band: string,
  costs: Costs,
  standing: Standing,
  licences: Licences,
): Candidate {
  const scene = place.surroundings === 'town' ? 'urban' : 'rural'
  const operators = place.site >= 0 ? standing.operatorsAt(place.site) : []
  const tenants = place.kind === 'structure' ? Math.max(1, operators.length) : 0
  const { operator, isNewTenant } = licences.builderAt(band, operators)
  const usualM = BANDS[band].heightM[scene]
  return {
    ...place,
    band,
    heightM: place.site < 0 ? usualM : structureHeightM(place.surroundings, standing.highestM(place.site), usualM),
    azimuthsDeg: SECTOR_AZIMUTHS_DEG,
    tiltDeg: BANDS[band].tiltDeg[scene],
    costCny: stationCostCny(costs, band, place.kind, place.nearestSiteM, tenants) + newTenantCny(costs, isNewTenant),
    operator,
    isNewTenant,
  }
}

/** The same station built by another operator: where it is a new tenant of the structure it costs so much more. */
export function builtBy(candidate: Candidate, operator: string, costs: Costs, standing: Standing): Candidate {
  const there = candidate.site >= 0 ? standing.operatorsAt(candidate.site).flatMap(operatorsNamed) : []
  const isNewTenant = there.length > 0 && !operatorsNamed(operator).some((name) => there.includes(name))
  const moreCny = newTenantCny(costs, isNewTenant) - newTenantCny(costs, candidate.isNewTenant)
  const isPriced = candidate.kept !== undefined || !Number.isNaN(candidate.listed?.costCny ?? Number.NaN)
  return { ...candidate, operator, isNewTenant, costCny: candidate.costCny + (isPriced ? 0 : moreCny) }
}

/** Longitude and latitude of a candidate: as its list or site gives them, else from its projected position. */
export function candidateLonLat(
  { site, listed, kept, x, y }: Candidate,
  network: Network,
  inverse: (x: number, y: number) => [lon: number, lat: number],
): [lon: number, lat: number] {
  const given = kept ?? (site >= 0 ? network.sites[site] : listed)
  return given ? [given.lon, given.lat] : inverse(x, y)
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
    band: candidate.band,
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

/**
 * A candidate's mast weakened by what a rule with rates or walls needs over its threshold in level, so that its footprint is what meets the
 * whole rule (interference from a standing margin; the map after the plan has the true one).
 */
export function testedMast(candidate: Candidate, { rule, load }: Pick<CoverageMap, 'rule' | 'load'>): Mast {
  const mast = candidateMast(candidate)
  const { band, surroundings } = candidate
  const sectors = mast.sectors.map(({ cell, server }) => {
    const extraDb = extraLevelDb(rule, BANDS[band], cell.epreDbm, surroundings, load)
    return { cell: { ...cell, epreDbm: cell.epreDbm - extraDb }, server }
  })
  return { ...mast, sectors }
}
