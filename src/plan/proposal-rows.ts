import type { Place } from '../area/places'
import type { Village } from '../area/village'
import { villageAt } from '../candidates/village-at'
import type { Quarter } from '../constraints/quarters'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Gain } from './claim'
import type { Pick } from './pick'
import type { Proposal } from './plan'
import type { Placed } from './with-proposals'

/** Villages and key places named in full in `serves`. */
const NAMED = 3

/** Rows of the plan: places named by the village they stand in, running totals, quarters. */
export function proposalsOf(
  coverage: CoverageMap,
  villages: Village[],
  picks: Pick[],
  gains: Gain[],
  placed: Placed[],
  quarters: readonly Quarter[],
): Proposal[] {
  const { network } = coverage
  let [people, passing, cost] = [0, 0, 0]
  return picks.map(({ candidate, reason, reliefPeople, places = [] }, i) => {
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
      serves: relieves
        ? (sharesSite ?? '')
        : namesOf(
            gain.villages.map((index) => villages[index]),
            places,
          ),
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
      isNewTenant: candidate.isNewTenant,
      structure: candidate.kind,
      candidate: candidate.listed?.id ?? candidate.kept?.candidate ?? '',
      owner: candidate.listed?.owner ?? candidate.kept?.owner ?? '',
    }
  })
}

/** A road may come in pieces of one name. */
function namesOf(villages: Village[], places: Place[]): string {
  const ofPlaces = new Set(places.map(({ name, id }) => name || id))
  const names = [...villages.map(({ name, code }) => name || code), ...ofPlaces]
  const named = names.slice(0, NAMED).join(', ')
  return names.length > NAMED ? `${named} + ${names.length - NAMED}` : named
}
