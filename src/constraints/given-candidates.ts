import {
  badArgument,
  listArgument,
  numberArgument,
  objectArgument,
  textArgument,
  toldArgument,
  unknownsBack,
} from '../formats/argument'
import { InputError } from '../formats/input-error'
import { nearestNames } from '../formats/nearest-names'
import { positionArgument } from '../formats/position-argument'
import { BANDS } from '../network/bands'
import type { CandidateList, ListedCandidate } from './read-candidates'

/** A candidate as a program gives it: a position is enough, the rest is as in an empty column of a list. */
export type GivenCandidate = Pick<ListedCandidate, 'lon' | 'lat'> & Partial<ListedCandidate>

const UNKNOWN: readonly (keyof ListedCandidate)[] = ['costCny', 'minHeightM', 'maxHeightM']
const TEXTS: readonly (keyof ListedCandidate)[] = ['id', 'name', 'owner', 'operator', 'kind']
const WISHES: readonly unknown[] = [undefined, 'must', 'must-not']

/**
 * Candidates as a program gives them, checked and completed; limits and costs that JSON wrote as null are unknown again.
 * @throws InputError `bad-argument` with the path of what is wrong
 */
export function candidatesGiven(given: unknown, path = 'candidates'): ListedCandidate[] {
  const inside = Array.isArray(given) ? given : (given as Partial<CandidateList> | null)?.candidates
  const list = listArgument(inside ?? given, path, 'candidates, as readCandidates gives them', 'readCandidates')
  const seen = new Set<string>()
  return list.map((candidate, i) => {
    const at = `${path}[${i}]`
    const value = objectArgument(candidate, at, '{ lon, lat } and what else is known') as Partial<ListedCandidate>
    positionArgument(value as Record<string, unknown>, at)
    const known = unknownsBack(value, UNKNOWN)
    for (const key of UNKNOWN) {
      if (!Number.isNaN(known[key])) numberArgument(known[key], `${at}.${key}`, 'a number of 0 or more', { low: 0 })
    }
    for (const key of TEXTS) if (value[key] !== undefined) textArgument(value[key], `${at}.${key}`, 'a text')
    if (!WISHES.includes(value.wish)) throw badArgument(`${at}.wish`, value.wish, "'must', 'must-not' or nothing")
    for (const band of listArgument(value.bands ?? [], `${at}.bands`, 'ids of bands')) {
      if (Object.hasOwn(BANDS, String(band))) continue
      const message = `${at}.bands holds ${toldArgument(band)}; ${nearestNames(String(band), Object.keys(BANDS))}`
      throw new InputError('band-unknown', `${at}.bands`, message)
    }
    const id = value.id ?? `row-${i + 1}`
    if (seen.has(id)) throw badArgument(`${at}.id`, id, 'an id of its own')
    seen.add(id)
    const empty = { name: '', costCny: NaN, minHeightM: NaN, maxHeightM: NaN, owner: '', operator: '', bands: [] }
    const said = Object.fromEntries(Object.entries(known).filter(([, one]) => one !== undefined && one !== null))
    return { ...empty, ...(said as unknown as ListedCandidate), id }
  })
}
