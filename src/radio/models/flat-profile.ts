import { freeSpaceLossDb } from '../free-space'
import { type LossOverDistance, type ModelLink, NEAREST_M } from './path-model'

/** Samples of a flat path: enough that the bulge of the Earth is met near its middle. */
const SAMPLES = 33

/** Lapse rate whose effective Earth radius is 4/3 of the Earth's, as the sweeps take it (157/(157 − ΔN) = 4/3). */
export const DELTA_N_FOUR_THIRDS = 157 / 4

/** A path over flat ground at sea level. */
export interface FlatPath {
  distanceM: number
  stepM: number
  distanceKm: Float64Array
  heightM: Float64Array
}

/** A path-specific model over flat ground at sea level: what it says where no elevation is known; never below free space. */
export function overFlatGround({ frequencyMhz }: ModelLink, lossDb: (path: FlatPath) => number): LossOverDistance {
  return (distance) => {
    const distanceM = Math.max(NEAREST_M, distance)
    const heightM = new Float64Array(SAMPLES)
    const distanceKm = heightM.map((_, i) => (distanceM * i) / (SAMPLES - 1) / 1000)
    const loss = lossDb({ distanceM, stepM: distanceM / (SAMPLES - 1), distanceKm, heightM })
    return Math.max(loss, freeSpaceLossDb(distance, frequencyMhz))
  }
}
