import { InputError } from '../formats/input-error'
import { DEFAULT_WEIGHTS, type PlanWeights } from './plan'

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
    const number = String(value ?? '').trim() === '' ? Number.NaN : Number(value)
    const most = key === 'partialCover' ? 1 : Number.MAX_VALUE
    if (!(number >= 0 && number <= most) || (key === 'peoplePerStation' && number === 0)) {
      const least = key === 'peoplePerStation' ? 'above 0' : key === 'partialCover' ? 'from 0 to 1' : 'of 0 or more'
      throw new InputError('bad-weights', path, `${key} is "${value ?? ''}"; expected a number ${least}.`)
    }
    weights[key] = number
  }
  return weights
}
