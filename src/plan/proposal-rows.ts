import type { Village } from '../area/village'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Pick } from './claim'
import type { Proposal } from './plan'
import type { Placed } from './with-proposals'

/** Rows of the plan: places named by the village they stand in, running totals, four equal quarters. */
export function proposalsOf(coverage: CoverageMap, villages: Village[], picks: Pick[], placed: Placed[]): Proposal[] {
  const { grid, zones, network } = coverage
  let [people, passing, cost] = [0, 0, 0]
  return picks.map(({ candidate, reason, gainPeople, gainVillages, reliefPeople }, i) => {
    people += gainPeople
    passing += gainVillages
    cost += candidate.costCny
    const column = Math.min(grid.columns - 1, Math.max(0, Math.floor((candidate.x - grid.originX) / grid.cellSizeM)))
    const row = Math.min(grid.rows - 1, Math.max(0, Math.floor((grid.originY - candidate.y) / grid.cellSizeM)))
    const zone = zones.zone[row * grid.columns + column]
    const village = zone > 0 ? villages[zone - 1] : undefined
    return {
      rank: i + 1,
      kind: 'station',
      lon: placed[i].lon,
      lat: placed[i].lat,
      county: village?.county ?? '',
      township: village?.township ?? '',
      village: village?.name ?? '',
      villageCode: village?.code ?? '',
      reason,
      band: candidate.band,
      heightM: candidate.heightM,
      azimuthsDeg: candidate.azimuthsDeg,
      sharesSite: candidate.site >= 0 ? network.sites[candidate.site].id : null,
      gainPeople,
      gainVillages,
      reliefPeople,
      costCny: candidate.costCny,
      cumulativePeople: people,
      cumulativeVillages: passing,
      cumulativeCostCny: cost,
      quarter: 1 + Math.floor((4 * i) / picks.length),
    }
  })
}
