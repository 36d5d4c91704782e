import type { CoverageMap } from '../coverage/coverage-map'
import { sitesOnGround } from '../coverage/network-masts'
import { BANDS } from '../network/bands'
import type { Rat } from '../network/network'
import { type Candidate, SECTOR_AZIMUTHS_DEG } from './candidate'
import { busyHourStations, densityStations } from './capacity'
import { stationCostCny } from './cost'
import type { Pick } from './pick'
import type { PlanSettings } from './plan-input'
import { busyHourMbps, cellMbps } from './usage'

/** Bands that a crowded site gets, in this order, those first that it does not have. */
const CAPACITY_BANDS: Readonly<Partial<Record<Rat, string[]>>> = {
  '5g': ['n41', 'n78', 'n1', 'n79'],
  '4g': ['b3', 'b1', 'b41', 'b40'],
}

export interface ReliefPicks {
  picks: Pick[]
  /** Stations that the busy hour asks for, also beyond target and budget. */
  busyHourStations: number
  outOfBudget: boolean
  warnings: string[]
}

/**
 * Stations on sites that stand, within what is left of target and budget: first where the busy hour asks for more than the site
 * carries (`capacity`), then toward the residents per station that are planned for (`density`).
 * @param peopleAt residents served by each site once `before` is built
 */
export function reliefPicks(
  coverage: CoverageMap,
  { target, budgetCny, weights, costs, usage }: PlanSettings,
  peopleAt: Float64Array,
  before: Pick[],
): ReliefPicks {
  const { network, grid, rat } = coverage
  const relief: ReliefPicks = { picks: [], busyHourStations: 0, outOfBudget: false, warnings: [] }
  const ground = sitesOnGround(grid, network, rat)
  const stations = new Uint32Array(network.sites.length)
  for (const station of network.stations) if (station.rat === rat) stations[station.site]++
  const carriedMbps = new Float64Array(network.sites.length)
  const bandsAt = network.sites.map(() => new Set<string>())
  for (const cell of network.cells) {
    const { site, rat: of } = network.stations[cell.station]
    bandsAt[site].add(cell.band)
    if (of === rat && !cell.indoor) carriedMbps[site] += cellMbps(usage, cell.band)
  }
  const stationMbps = (band: string): number => SECTOR_AZIMUTHS_DEG.length * cellMbps(usage, band)
  for (const { candidate } of before) {
    if (candidate.site < 0) continue
    stations[candidate.site]++
    bandsAt[candidate.site].add(candidate.band)
    carriedMbps[candidate.site] += stationMbps(candidate.band)
  }
  const freeBands = (site: number): string[] => (CAPACITY_BANDS[rat] ?? []).filter((band) => !bandsAt[site].has(band))

  let spent = before.reduce((sum, { candidate }) => sum + candidate.costCny, 0)
  /** Takes a station; false where the target or the money is reached. */
  const take = (site: number, band: string, reason: 'capacity' | 'density', people: number): boolean => {
    const costCny = stationCostCny(costs, band, 'structure', 0)
    if (before.length + relief.picks.length >= target) return false
    relief.outOfBudget ||= spent + costCny > budgetCny
    if (relief.outOfBudget) return false
    spent += costCny
    stations[site]++
    bandsAt[site].add(band)
    const candidate: Candidate = {
      origin: 'structure',
      x: ground.x[site],
      y: ground.y[site],
      band,
      heightM: BANDS[band].heightM.urban,
      azimuthsDeg: SECTOR_AZIMUTHS_DEG,
      tiltDeg: BANDS[band].tiltDeg.urban,
      surroundings: ground.surroundings[site],
      site,
      kind: 'structure',
      nearestSiteM: 0,
      costCny,
      operator: '',
    }
    relief.picks.push({ candidate, reason, reliefPeople: people })
    return true
  }

  const loaded = Array.from(peopleAt.keys())
    .filter((site) => stations[site] > 0 && carriedMbps[site] > 0)
    .map((site) => ({
      site,
      people: peopleAt[site],
      demandMbps: peopleAt[site] * busyHourMbps(usage, ground.surroundings[site]),
      carriedMbps: carriedMbps[site],
      freeBands: freeBands(site),
    }))
  const busy = busyHourStations(loaded, stationMbps)
  relief.busyHourStations = busy.stations.length
  for (const { site, band, people } of busy.stations) if (!take(site, band, 'capacity', people)) return relief
  let full = 0
  for (const { site, people } of densityStations(peopleAt, stations, weights.peoplePerStation)) {
    const [band] = freeBands(site)
    if (!band) full++
    else if (!take(site, band, 'density', people)) return relief
  }
  const need = busy.stillOverloaded
  if (need > 0)
    relief.warnings.push(`${need} sites carry every capacity band and stay overloaded: they need new sites.`)
  if (full > 0) {
    relief.warnings.push(
      `${full} more stations would bring all sites to ${weights.peoplePerStation} residents per station, but these carry every capacity band already.`,
    )
  }
  return relief
}
