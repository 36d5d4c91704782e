import type { Core } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'
import { sitesOnGround } from '../coverage/network-masts'
import { BANDS } from '../network/bands'
import type { Rat } from '../network/network'
import { type Candidate, SECTOR_AZIMUTHS_DEG } from './candidate'
import { peopleBySite, reliefStations } from './capacity'
import type { Pick } from './claim'
import { stationCostCny } from './cost'
import type { PlanSettings } from './plan-input'

/** Bands that a crowded site gets, in this order, those first that it does not have. */
const CAPACITY_BANDS: Readonly<Partial<Record<Rat, string[]>>> = {
  '5g': ['n41', 'n78', 'n1', 'n79'],
  '4g': ['b3', 'b1', 'b41', 'b40'],
}

/** Stations for crowded sites, on bands that stand there not yet, within what is left of the target and the budget. */
export function reliefPicks(
  core: Core,
  coverage: CoverageMap,
  { target, budgetCny, weights, costs }: PlanSettings,
  before: Pick[],
): { picks: Pick[]; stoppedByBudget: boolean; warnings: string[] } {
  const { network, grid, rat } = coverage
  const count = target - before.length
  if (count <= 0) return { picks: [], stoppedByBudget: false, warnings: [] }
  const stations = new Uint32Array(network.sites.length)
  for (const station of network.stations) if (station.rat === rat) stations[station.site]++
  const bandsAt = new Map<number, Set<string>>()
  for (const cell of network.cells) {
    const site = network.stations[cell.station].site
    let bands = bandsAt.get(site)
    if (!bands) bandsAt.set(site, (bands = new Set()))
    bands.add(cell.band)
  }
  const ground = sitesOnGround(grid, network, rat)
  const picks: Pick[] = []
  let spent = before.reduce((sum, { candidate }) => sum + candidate.costCny, 0)
  let full = 0
  for (const { site, people } of reliefStations(
    peopleBySite(core, coverage),
    stations,
    weights.peoplePerStation,
    Number.POSITIVE_INFINITY,
  )) {
    if (picks.length >= count) break
    const bands = bandsAt.get(site)
    const band = (CAPACITY_BANDS[rat] ?? []).find((name) => !bands?.has(name))
    if (!band) {
      full++
      continue
    }
    const costCny = stationCostCny(costs, band, 'structure', 0)
    if (spent + costCny > budgetCny) return { picks, stoppedByBudget: true, warnings: [] }
    spent += costCny
    bands?.add(band)
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
    picks.push({ candidate, reason: 'capacity', gainPeople: 0, gainVillages: 0, reliefPeople: people })
  }
  const warnings =
    full > 0 && picks.length < count
      ? [`${full} more stations would be needed at sites that carry every capacity band already: they need new sites.`]
      : []
  return { picks, stoppedByBudget: false, warnings }
}
