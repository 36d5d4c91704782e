import KDBush from 'kdbush'
import type { EarlierProposal } from '../constraints/earlier-plan'
import type { ListedCandidate } from '../constraints/read-candidates'
import type { Refusal } from '../constraints/refusals'
import type { CoverageMap } from '../coverage/coverage-map'
import { InputError } from '../formats/input-error'
import { nearestNames } from '../formats/nearest-names'
import { projection } from '../grid/projection'

/** Around a refused place nothing is proposed within this distance, m: the tolerance with which tower companies look for a place in town. */
export const REFUSED_RADIUS_M = 100

/** A refused place, projected. */
export interface RefusedPlace {
  x: number
  y: number
  radiusM: number
  /** How it was named, for messages. */
  name: string
}

/**
 * Where refusals lie: at their own position; else where the earlier plan, the network or the list has what they name.
 * @throws InputError `refused-unknown` where a rank or site is not known: planning on as if it were allowed would be worse
 */
export function refusedPlaces(
  { grid, network }: CoverageMap,
  refusals: readonly Refusal[],
  earlier: readonly EarlierProposal[],
  listed: readonly ListedCandidate[],
): RefusedPlace[] {
  const { forward } = projection(grid.crs)
  const byRank = new Map(earlier.map((proposal) => [proposal.rank, proposal]))
  const byId = new Map<string, { lon: number; lat: number }>()
  for (const one of [...listed, ...network.sites]) byId.set(one.id, one)
  return refusals.map((refusal) => {
    const { lon, lat, site, radiusM = REFUSED_RADIUS_M } = refusal
    const rank = refusal.rank ?? Number(/^plan-(\d+)$/.exec(site ?? '')?.[1] ?? Number.NaN)
    // A line of the plan itself: the place that the plan has for its rank, whatever the list's datum.
    const planned = refusal.rank === undefined ? undefined : byRank.get(refusal.rank)
    if (lon !== undefined && lat !== undefined && !planned) {
      const [x, y] = forward(lon, lat)
      const name = site ?? (Number.isNaN(rank) ? `${lon}, ${lat}` : `rank ${rank}`)
      return { x, y, radiusM, name }
    }
    const place = planned ?? (site !== undefined ? byId.get(site) : undefined) ?? byRank.get(rank)
    if (!place) throw unknown(refusal, rank, earlier, [...byId.keys()])
    const [x, y] = forward(place.lon, place.lat)
    return { x, y, radiusM, name: site ?? `rank ${rank}` }
  })
}

function unknown(
  { site }: Refusal,
  rank: number,
  earlier: readonly EarlierProposal[],
  ids: readonly string[],
): InputError {
  if (!Number.isNaN(rank)) {
    const there =
      earlier.length > 0
        ? `the earlier plan has ranks ${earlier[0].rank} to ${earlier[earlier.length - 1].rank}`
        : 'no earlier plan is given (--keep plan.csv)'
    return new InputError('refused-unknown', 'refused', `The refused rank ${rank} is not known: ${there}.`)
  }
  return new InputError(
    'refused-unknown',
    'refused',
    `The refused site "${site}" is neither a site of the network nor a listed candidate; ${nearestNames(site ?? '', ids)}`,
  )
}

/** A test that names the refusal within whose distance a projected place lies. */
export function refusalFinder(places: readonly RefusedPlace[]): (x: number, y: number) => RefusedPlace | undefined {
  if (places.length === 0) return () => undefined
  const index = new KDBush(places.length)
  let farthest = 0
  for (const { x, y, radiusM } of places) {
    index.add(x, y)
    farthest = Math.max(farthest, radiusM)
  }
  index.finish()
  return (x, y) => {
    const near = index.within(x, y, farthest).sort((a, b) => a - b)
    return places[near.find((i) => Math.hypot(places[i].x - x, places[i].y - y) <= places[i].radiusM) ?? -1]
  }
}
