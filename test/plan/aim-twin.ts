import { AIM_BEARINGS, AIM_REACHES } from '../../assembly/layout'

/** Demand around a mast: bearing in steps of 10°, how many such steps off the boresight it is still reached, drop over distance. */
export interface Seen {
  bearing: number
  reach: number
  weight: number
  slope: number
}

const SECTORS = 3
const LEAST_APART = 6

function apart(a: number, b: number): number {
  const turn = Math.abs(a - b) % AIM_BEARINGS
  return Math.min(turn, AIM_BEARINGS - turn)
}

/** Weight that sectors at these bearings reach, the plain way. */
export function reachedBy(sectors: readonly number[], seen: readonly Seen[]): number {
  let sum = 0
  for (const { bearing, reach, weight } of seen) {
    if (Math.min(...sectors.map((sector) => apart(bearing, sector))) <= reach) sum += weight
  }
  return sum
}

/** The kernel's search (assembly/aim.ts) over plain lists: azimuths in degrees, ascending. */
export function aimedAzimuths(seen: readonly Seen[]): number[] {
  const third = AIM_BEARINGS / SECTORS
  let best = [0, third, 2 * third]
  let most = reachedBy(best, seen)
  const consider = (sectors: number[]): boolean => {
    const gain = reachedBy(sectors, seen)
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
  return best.map((bearing) => bearing * 10).sort((a, b) => a - b)
}

/** Weighted mean angle below the horizon, whole degrees, 0 to 10. */
export function aimedTilt(seen: readonly Seen[]): number {
  const weight = seen.reduce((sum, one) => sum + one.weight, 0)
  const drop = seen.reduce((sum, one) => sum + one.weight * one.slope, 0)
  return Math.min(10, Math.max(0, Math.round((Math.atan(drop / weight) * 180) / Math.PI)))
}

/** How far off the boresight a margin lets a receiver lie (TR 38.901 table 7.3-1: 12·(φ/beamwidth)²), in the kernel's f32. */
export function reachOf(marginDb: number, beamwidthDeg: number, maxAttenuationDb: number): number {
  if (marginDb >= maxAttenuationDb) return AIM_REACHES - 1
  const off = Math.fround(beamwidthDeg * Math.fround(Math.sqrt(Math.fround(marginDb / 12))))
  return Math.min(AIM_REACHES - 2, Math.trunc(Math.fround(off * Math.fround(0.1))))
}
