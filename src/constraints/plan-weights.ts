import { InputError } from '../formats/input-error'

/** What counts how much, all in people. */
export interface PlanWeights {
  /** A square kilometre of village land without cover. */
  areaPeoplePerKm2: number
  /** A village that fails its rule at its public points. */
  villagePeople: number
  /** A key place of weight 5 without cover, shared over its points or its area. */
  placePeople: number
  /** A kilometre of road or rail of weight 5 without cover. */
  roadPeoplePerKm: number
  /** What the probability of coverage counts below the hard level: 0 nothing, 1 in full. */
  partialCover: number
  /** A station that adds less than this, in people, is not worth building for cover. */
  leastGainPeople: number
  /** Residents per station that the density stage plans toward: 10,000 / 30, the 30 stations per 10,000 that Fujian plans for 2025. */
  peoplePerStation: number
}

/** Settings, not measurements; what is right is for the planner to say. Those of places work only where places are given. */
export const DEFAULT_WEIGHTS: PlanWeights = {
  areaPeoplePerKm2: 20,
  villagePeople: 2000,
  placePeople: 100,
  // A station that is built for a road alone brings 2 km of it (`leastGainPeople`).
  roadPeoplePerKm: 10,
  // The rule asks for the hard level: what falls short of it counts, but not as much.
  partialCover: 0.5,
  leastGainPeople: 20,
  peoplePerStation: 333,
}

/**
 * What counts how much in a plan, from `key: value` pairs or text such as `areaPeoplePerKm2=20,villagePeople=2000`; what is left
 * out keeps its default.
 * @throws InputError `bad-weights` for keys that are none, values that are no numbers of 0 or more, 0 residents per station, a partial cover above 1
 */
export function weightsFrom(given: unknown, path: string): Partial<PlanWeights> {
  const pairs =
    typeof given === 'object' && given !== null
      ? Object.entries(given)
      : String(given)
          .split(/[,;]/)
          .map((pair) => pair.split('='))
  const weights: Partial<PlanWeights> = {}
  for (const [name = '', value] of pairs) {
    const key = name.trim() as keyof PlanWeights
    if (!Object.hasOwn(DEFAULT_WEIGHTS, key)) {
      const known = Object.keys(DEFAULT_WEIGHTS).join(', ')
      throw new InputError('bad-weights', path, `There is no weight "${name}"; expected ${known}.`)
    }
    const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
    const number = text === '' ? Number.NaN : Number(text)
    const most = key === 'partialCover' ? 1 : Number.MAX_VALUE
    if (!(number >= 0 && number <= most) || (key === 'peoplePerStation' && number === 0)) {
      const least = key === 'peoplePerStation' ? 'above 0' : key === 'partialCover' ? 'from 0 to 1' : 'of 0 or more'
      throw new InputError('bad-weights', path, `${key} is "${text}"; expected a number ${least}.`)
    }
    weights[key] = number
  }
  return weights
}
