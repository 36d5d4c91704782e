import { AIM_BEARINGS, AIM_REACHES } from '../../assembly/layout'

/** Where demand lies around a mast: what `aimDemand` writes (assembly/aim.ts). */
export type DemandRose = Float64Array

/** Sectors of one station stand at least so many bearings (of 10°) apart: closer ones cover the same. */
const LEAST_APART = 6
const SECTORS = 3
/** Downtilt of a macro antenna without mechanical tilt, degrees: remote electrical tilt of the usual panels. */
const MAX_TILT_DEG = 10

const DEG = Math.PI / 180

/**
 * Azimuths of three sectors that reach most of the weight: the best turn of three at 120°, then each sector moved by 10° as long as
 * that reaches more. Degrees, ascending.
 */
export function aimedAzimuths(rose: DemandRose): number[] {
  // reached[b][d]: weight at bearing b that a sector d bearings away still reaches.
  const half = AIM_BEARINGS / 2
  const reached = new Float64Array(AIM_BEARINGS * (half + 1))
  for (let bearing = 0; bearing < AIM_BEARINGS; bearing++) {
    let sum = 0
    for (let away = AIM_REACHES - 1; away >= 0; away--) {
      sum += rose[bearing * AIM_REACHES + away]
      if (away <= half) reached[bearing * (half + 1) + away] = sum
    }
  }
  const apart = (a: number, b: number): number => {
    const turn = Math.abs(a - b) % AIM_BEARINGS
    return Math.min(turn, AIM_BEARINGS - turn)
  }
  const value = ([a, b, c]: readonly number[]): number => {
    let sum = 0
    for (let bearing = 0; bearing < AIM_BEARINGS; bearing++) {
      const away = Math.min(apart(bearing, a), apart(bearing, b), apart(bearing, c))
      sum += reached[bearing * (half + 1) + away]
    }
    return sum
  }
  const third = AIM_BEARINGS / SECTORS
  let best = [0, third, 2 * third]
  let most = value(best)
  const consider = (sectors: number[]): boolean => {
    const gain = value(sectors)
    if (gain <= most) return false
    most = gain
    best = sectors
    return true
  }
  for (let turn = 1; turn < third; turn++) consider([turn, turn + third, turn + 2 * third])
  for (let moved = true; moved; ) {
    moved = false
    for (let s = 0; s < SECTORS; s++) {
      for (const step of [-1, 1]) {
        const sectors = best.with(s, (best[s] + step + AIM_BEARINGS) % AIM_BEARINGS)
        if (sectors.every((one, i) => i === s || apart(one, sectors[s]) >= LEAST_APART))
          moved = consider(sectors) || moved
      }
    }
  }
  return best.map((bearing) => (bearing * 360) / AIM_BEARINGS).sort((a, b) => a - b)
}

/** Downtilt toward the demand, whole degrees: the weighted mean angle below the horizon, where terrain puts it; NaN without demand. */
export function aimedTilt(rose: DemandRose): number {
  const at = AIM_BEARINGS * AIM_REACHES
  return Math.min(MAX_TILT_DEG, Math.max(0, Math.round(Math.atan(rose[at] / rose[at + 1]) / DEG)))
}
