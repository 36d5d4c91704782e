import type { Village } from '../area/village'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Pick } from './claim'
import type { Proposal } from './plan'
import { villageAt } from './village-at'
import type { Placed } from './with-proposals'

/** Rows of the plan: places named by the village they stand in, running totals, four equal quarters. */
export function proposalsOf(coverage: CoverageMap, villages: Village[], picks: Pick[], placed: Placed[]): Proposal[] {
  const { network } = coverage
  let [people, passing, cost] = [0, 0, 0]
  return picks.map(({ candidate, reason, gainPeople, gainVillages, reliefPeople }, i) => {
    people += gainPeople
    passing += gainVillages
    cost += candidate.costCny
    const village = villageAt(coverage, villages, candidate.x, candidate.y)
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
      tiltDeg: candidate.tiltDeg,
      surroundings: candidate.surroundings,
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
