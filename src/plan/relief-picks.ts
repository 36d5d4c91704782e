import { builtBy, type Candidate, candidateAt, SECTOR_AZIMUTHS_DEG } from '../candidates/candidate'
import { structureHeightM } from '../candidates/heights'
import type { Standing } from '../candidates/standing'
import type { PlanSettings } from '../constraints/plan-settings'
import { busyHourMbps, cellMbps } from '../constraints/usage'
import type { CoverageMap } from '../coverage/coverage-map'
import { type Warning, warn } from '../formats/warning'
import { BANDS } from '../network/bands'
import type { Rat } from '../network/network'
import { busyHourStations, densityStations } from './capacity'
import type { Pick } from './pick'
import { buildersOf, openQuotaBook, type QuotaGroups } from './quota-groups'

/** Bands that a crowded site gets, in this order, those first that it does not have. */
const CAPACITY_BANDS: Readonly<Partial<Record<Rat, string[]>>> = {
  '5g': ['n41', 'n78', 'n1', 'n79'],
  '4g': ['b3', 'b1', 'b41', 'b40'],
}

/** What the stations for relief must keep to, and the stations that they may take the place of. */
export interface ReliefRules {
  standing: Standing
  groups: readonly QuotaGroups[]
  mayBuildAt: (site: number) => boolean
  fillers: readonly Candidate[]
}

export interface ReliefPicks {
  picks: Pick[]
  /** Stations that only fill a quota's minimum, as far as none of `picks` does. */
  fillers: Candidate[]
  /** Stations that the busy hour asks for, also beyond target and budget. */
  busyHourStations: number
  outOfBudget: boolean
  warnings: Warning[]
}

/**
 * Stations on sites that stand, within what is left of target and budget: first where the busy hour asks for more than the site
 * carries (`capacity`), then toward the residents per station that are planned for (`density`).
 * Where a quota's minimum would be filled by a station that is worth little, one of these takes its place.
 * @param peopleAt residents served by each site once `before` is built
 * @param fillers stations that fill the minima of quotas
 */
export function reliefPicks(
  coverage: CoverageMap,
  { target, budgetCny, weights, costs, usage, licences }: PlanSettings,
  peopleAt: Float64Array,
  before: Pick[],
  { standing, groups, mayBuildAt, fillers }: ReliefRules,
): ReliefPicks {
  const { network, rat } = coverage
  const relief: ReliefPicks = {
    picks: [],
    fillers: [...fillers],
    busyHourStations: 0,
    outOfBudget: false,
    warnings: [],
  }
  const { ground } = standing
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
  const usable = (CAPACITY_BANDS[rat] ?? []).filter((band) => licences.allows(band))
  /** Bands that a site can still get, those first that an operator may use who stands there. */
  const freeBands = (site: number): string[] => {
    const free = usable.filter((band) => !bandsAt[site].has(band))
    const there = standing.operatorsAt(site)
    const isNew = (band: string): boolean => licences.builderAt(band, there).isNewTenant
    return [...free.filter((band) => !isNew(band)), ...free.filter(isNew)]
  }

  const operators = groups.find(({ kind }) => kind === 'operator')?.names.slice(1)
  const book = openQuotaBook(groups)
  let spent = 0
  for (const candidate of [...before.map((pick) => pick.candidate), ...fillers]) {
    spent += candidate.costCny
    book.add(candidate)
  }
  const add = (candidate: Candidate, reason: 'capacity' | 'density', reliefPeople: number): void => {
    spent += candidate.costCny
    stations[candidate.site]++
    bandsAt[candidate.site].add(candidate.band)
    relief.picks.push({ candidate, reason, reliefPeople })
  }
  /** Takes a station where the rules allow it; false where the target or the money is reached. */
  const take = (site: number, band: string, reason: 'capacity' | 'density', people: number): boolean => {
    if (!mayBuildAt(site)) return true
    const place = { origin: 'structure', x: ground.x[site], y: ground.y[site], site, kind: 'structure' } as const
    const there = { ...place, surroundings: ground.surroundings[site], nearestSiteM: 0 }
    const usual = candidateAt(there, band, costs, standing, licences)
    const heightM = structureHeightM('town', standing.highestM(site), BANDS[band].heightM.urban)
    const { urban: tiltDeg } = BANDS[band].tiltDeg
    const able = operators?.filter((name) => licences.allows(band, name)) ?? []
    const builders = able.length > 0 ? buildersOf(usual, able, standing, site) : [usual.operator]
    const offers = builders.map(
      (operator): Candidate => ({ ...builtBy(usual, operator, costs, standing), heightM, tiltDeg }),
    )
    for (const candidate of offers) {
      const key = book.keyOf(candidate)
      const filler = relief.fillers.findIndex((one) => book.keyOf(one) === key)
      if (filler < 0 || spent - relief.fillers[filler].costCny + candidate.costCny > budgetCny) continue
      spent -= relief.fillers[filler].costCny
      relief.fillers.splice(filler, 1)
      add(candidate, reason, people)
      return true
    }
    if (before.length + relief.picks.length + relief.fillers.length >= target) return relief.fillers.length > 0
    const candidate = offers.find((one) => book.hasRoom(one))
    if (!candidate) return true
    relief.outOfBudget ||= spent + candidate.costCny > budgetCny
    if (relief.outOfBudget) return false
    book.add(candidate)
    add(candidate, reason, people)
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
  if (need > 0) relief.warnings.push(warn('sites-overloaded', { count: need }))
  if (full > 0) {
    relief.warnings.push(warn('density-full', { count: full, peoplePerStation: weights.peoplePerStation }))
  }
  return relief
}
