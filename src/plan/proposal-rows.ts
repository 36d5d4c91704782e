import type { Village } from '../area/village'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Gain } from './claim'
import type { Pick } from './pick'
import type { Proposal } from './plan'
import { buildQuarters } from './quarters'
import { villageAt } from './village-at'
import type { Placed } from './with-proposals'

/** Villages named in full in `serves`. */
const NAMED = 3

/** Rows of the plan: places named by the village they stand in, running totals, quarters under the build capacity. */
export function proposalsOf(
  coverage: CoverageMap,
  villages: Village[],
  picks: Pick[],
  gains: Gain[],
  placed: Placed[],
  quarterCapacity?: number | readonly number[],
): Proposal[] {
  const quarters = buildQuarters(picks.length, quarterCapacity)
  const { network } = coverage
  let [people, passing, cost] = [0, 0, 0]
  return picks.map(({ candidate, reason, reliefPeople }, i) => {
    const gain = gains[i]
    people += gain.people
    passing += gain.villages.length
    cost += candidate.costCny
    const village = villageAt(coverage, villages, candidate.x, candidate.y)
    const sharesSite = candidate.site >= 0 ? network.sites[candidate.site].id : null
    const relieves = reason === 'capacity' || reason === 'density'
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
      sharesSite,
      serves: relieves ? (sharesSite ?? '') : namesOf(gain.villages.map((index) => villages[index])),
      gainPeople: gain.people,
      gainExpectedPeople: gain.expectedPeople,
      gainAreaKm2: gain.areaKm2,
      gainVillages: gain.villages.length,
      reliefPeople,
      costCny: candidate.costCny,
      cumulativePeople: people,
      cumulativeVillages: passing,
      cumulativeCostCny: cost,
      ...quarters[i],
      operator: candidate.operator,
      structure: candidate.kind,
      candidate: candidate.listed?.id ?? candidate.kept?.candidate ?? '',
      owner: candidate.listed?.owner ?? candidate.kept?.owner ?? '',
    }
  })
}

function namesOf(villages: Village[]): string {
  const names = villages.slice(0, NAMED).map(({ name, code }) => name || code)
  return villages.length > NAMED ? `${names.join(', ')} + ${villages.length - NAMED}` : names.join(', ')
}
