import { wavelengthM } from './bullington'
import { diffractionParameter, fresnelRadiusM } from './knife-edge'
import type { P1812Profile } from './p1812/p1812'

/** A path as it is drawn: heights above sea level over an Earth made flat, so that rays are straight. */
export interface PathGeometry {
  distanceKm: Float64Array
  /** Terrain, metres above sea level. */
  groundM: Float64Array
  /** Clutter on top of it, metres; 0 at the ends. */
  clutterM: Float64Array
  /** Earth bulge, metres: d1·d2/(2·a_e). */
  bulgeM: Float64Array
  /** The straight line between the antennas, metres above sea level. */
  rayM: Float64Array
  /** Radius of the first Fresnel zone, metres. */
  fresnelM: Float64Array
  /** Ray − (terrain + clutter + bulge), metres; negative where the path is blocked. */
  clearanceM: Float64Array
  /** Antenna heights above sea level, metres. */
  txAmslM: number
  rxAmslM: number
  /** No sample reaches above the ray. */
  los: boolean
  /** The sample with the largest diffraction parameter ν; −1 and −Infinity without intermediate samples. */
  worst: { index: number; nu: number }
  /** The string stretched over the terrain from antenna to antenna: distances and heights with bulge. */
  hull: { distanceKm: number; heightM: number }[]
  /** Angle from the transmitter down to the receiver over the real Earth, degrees. */
  depressionDeg: number
}

interface Point {
  distanceKm: number
  heightM: number
}

/** Upper convex hull of points in ascending order of distance (monotone chain). */
export function upperHull(points: Point[]): Point[] {
  const hull: Point[] = []
  for (const point of points) {
    while (hull.length >= 2) {
      const a = hull[hull.length - 2]
      const b = hull[hull.length - 1]
      const turn =
        (b.distanceKm - a.distanceKm) * (point.heightM - a.heightM) -
        (b.heightM - a.heightM) * (point.distanceKm - a.distanceKm)
      if (turn < 0) break
      hull.pop()
    }
    hull.push(point)
  }
  return hull
}

/** Bulge, ray, Fresnel zone, clearance and hull of a path. */
export function pathGeometry(
  profile: P1812Profile,
  link: { txHeightM: number; rxHeightM: number; frequencyGhz: number; effectiveRadiusKm: number },
): PathGeometry {
  const count = profile.distanceKm.length
  const last = count - 1
  const total = profile.distanceKm[last]
  const lambda = wavelengthM(link.frequencyGhz)
  const distanceKm = Float64Array.from(profile.distanceKm)
  const groundM = Float64Array.from(profile.heightM)
  const txAmslM = groundM[0] + link.txHeightM
  const rxAmslM = groundM[last] + link.rxHeightM
  const clutterM = Float64Array.from({ length: count }, (_, i) =>
    i === 0 || i === last ? 0 : (profile.clutterHeightM?.[i] ?? 0),
  )
  const bulgeM = distanceKm.map((d) => (500 * d * (total - d)) / link.effectiveRadiusKm)
  const rayM = distanceKm.map((d) => (txAmslM * (total - d) + rxAmslM * d) / total)
  const fresnelM = distanceKm.map((d) => fresnelRadiusM(d, total - d, lambda))
  const clearanceM = rayM.map((ray, i) => ray - groundM[i] - clutterM[i] - bulgeM[i])

  const worst = { index: -1, nu: Number.NEGATIVE_INFINITY }
  for (let i = 1; i < last; i++) {
    const nu = diffractionParameter(-clearanceM[i], distanceKm[i], total - distanceKm[i], lambda)
    if (nu > worst.nu) {
      worst.nu = nu
      worst.index = i
    }
  }
  const points = Array.from({ length: count }, (_, i) => ({
    distanceKm: distanceKm[i],
    heightM: i === 0 ? txAmslM : i === last ? rxAmslM : groundM[i] + clutterM[i] + bulgeM[i],
  }))
  const fall = txAmslM - rxAmslM + (500 * total * total) / link.effectiveRadiusKm
  return {
    distanceKm,
    groundM,
    clutterM,
    bulgeM,
    rayM,
    fresnelM,
    clearanceM,
    txAmslM,
    rxAmslM,
    los: !(worst.nu > 0),
    worst,
    hull: upperHull(points),
    depressionDeg: (Math.atan(fall / (total * 1000)) * 180) / Math.PI,
  }
}
