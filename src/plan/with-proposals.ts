import { type Candidate, candidateSector } from '../candidates/candidate'
import type { CoverageMap } from '../coverage/coverage-map'
import { sitesOnGround } from '../coverage/network-masts'
import { BANDS } from '../network/bands'
import type { Network } from '../network/network'

/** A chosen candidate and where it stands in degrees. */
export interface Placed {
  candidate: Candidate
  lon: number
  lat: number
}

/**
 * The map's network with proposals built: stations and cells appended in order, a new site for each that shares none. Station
 * and site ids are `plan-RANK`, cell ids `plan-RANK-SECTOR`. Each site keeps the surroundings that it was planned with: new
 * sites do not turn the country around them into a town.
 */
export function withProposals({ grid, network, rat }: CoverageMap, placed: Placed[]): Network {
  const { surroundings } = sitesOnGround(grid, network, rat)
  const sites = network.sites.map((one, i) => ({ ...one, surroundings: surroundings[i] }))
  const stations = network.stations.slice()
  const cells = network.cells.slice()
  placed.forEach(({ candidate, lon, lat }, i) => {
    const id = `plan-${i + 1}`
    let site = candidate.site
    if (site < 0) {
      site = sites.length
      sites.push({ id, lon, lat, surroundings: candidate.surroundings })
    }
    const station = stations.length
    stations.push({ id, site, rat: BANDS[candidate.band].rat, operator: candidate.operator, built: Number.NaN })
    candidate.azimuthsDeg.forEach((azimuthDeg, sector) => {
      cells.push({
        id: `${id}-${sector + 1}`,
        station,
        band: candidate.band,
        frequencyMhz: BANDS[candidate.band].frequencyMhz,
        heightM: candidate.heightM,
        indoor: false,
        ...candidateSector(candidate, azimuthDeg),
      })
    })
  })
  return { ...network, sites, stations, cells }
}
