import { objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import type { HeightProfile } from './bullington'

/**
 * Checks heights along a path: as many as distances, two or more, distances ascending from 0.
 * @throws InputError `bad-argument` where it is no profile, `bad-profile` with the sample that is wrong
 */
export function heightProfileArgument(profile: HeightProfile): void {
  const { distanceKm, heightM } = objectArgument(
    profile,
    'profile',
    '{ distanceKm, heightM }',
  ) as unknown as HeightProfile
  const fail = (message: string): never => {
    throw new InputError('bad-profile', 'profile', message)
  }
  const count = Number((distanceKm as ArrayLike<number> | undefined)?.length)
  if (!(count >= 2)) fail(`distanceKm has ${count || 'no'} points; expected 2 or more`)
  const heights = (heightM as ArrayLike<number> | undefined)?.length
  if (heights !== count) fail(`heightM has ${heights ?? 'no'} values; expected ${count}, as distanceKm`)
  if (distanceKm[0] !== 0) fail(`distanceKm starts with ${distanceKm[0]}; expected 0, the transmitter`)
  for (let i = 0; i < count; i++) {
    if (i > 0 && !(distanceKm[i] > distanceKm[i - 1] && distanceKm[i] < Number.POSITIVE_INFINITY))
      fail(`distanceKm[${i}] is ${distanceKm[i]}; expected more than ${distanceKm[i - 1]}`)
    if (!Number.isFinite(heightM[i])) fail(`heightM[${i}] is ${heightM[i]}; expected metres above sea level`)
  }
}
