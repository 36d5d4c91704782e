/** Evenly spaced terrain from the mobile to the base station. */
export interface EhataTerrain {
  stepM: number
  heightM: ArrayLike<number>
}

/**
 * `its`: as NTIA's first program computes; `winnforum`: with its faults put right, as WInnForum's reference does; `ntia`: as that, with
 * the isolated ridge of NTIA's version 3.2.
 */
export type EhataEdition = 'its' | 'winnforum' | 'ntia'

/** What extended Hata takes from a profile. Index 0 is the mobile, 1 the base station. */
export interface EhataPath {
  distanceKm: number
  /** Mean ground height by each terminal, metres. */
  averageM: [number, number]
  /** Terrain height exceeded on 10, 50 and 90 % of the 10 km next to the mobile, and Δh, metres. */
  q10M: number
  q50M: number
  q90M: number
  irregularityM: number
  /** Mean slope of the terrain at the mobile, milliradians, positive where it falls towards the base station. */
  slopeMrad: number
  /** Share of the path over sea, and the end that has more of it. */
  seaFraction: number
  seaEnd: 'mobile' | 'base' | 'both'
  horizonM: [number, number]
  /** Height of a single ridge above the line between the antennas, metres; undefined with two horizons. */
  ridgeM?: number
}

function mean(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0
  for (let i = from; i <= to; i++) sum += values[i]
  return sum / (to - from + 1)
}

/** Profile length, metres; a length within a hair of a whole metre is that metre, so that the thresholds hold. */
function lengthM(terrain: EhataTerrain): number {
  const length = (terrain.heightM.length - 1) * terrain.stepM
  return Math.abs(length - Math.round(length)) < 1e-5 ? Math.round(length) : length
}

/**
 * Mean ground height by both terminals, metres: 3 to 15 km away from each.
 * Between 3 and 15 km of path TR-15-517 moves from the terminal's own ground to that mean; NTIA's first program scaled the
 * mean itself by (d − 3)/12, so that the ground sank to sea level (`its`). WInnForum's reference puts that right.
 */
function averageGround(terrain: EhataTerrain, edition: EhataEdition): [number, number] {
  const { heightM: h } = terrain
  const last = h.length - 1
  const km = lengthM(terrain) / 1000
  const step = terrain.stepM / 1000
  if (km < 3) return [h[0], h[last]]
  const start = Math.trunc(3 / step)
  if (km <= 15) {
    const scale = (km - 3) / 12
    const atMobile = mean(h, start, last)
    const atBase = mean(h, 0, last - start)
    if (edition === 'its') return [atMobile * scale, atBase * scale]
    return [h[0] - (h[0] - atMobile) * scale, h[last] - (h[last] - atBase) * scale]
  }
  const end = Math.trunc(15 / step)
  return [mean(h, start, end), mean(h, last - end, last - start)]
}

/** Quantiles of the terrain within 10 km of the mobile; on shorter paths scaled to their asymptotes. */
function quantiles(terrain: EhataTerrain): Pick<EhataPath, 'q10M' | 'q50M' | 'q90M' | 'irregularityM'> {
  const { heightM: h, stepM } = terrain
  const km = lengthM(terrain) / 1000
  const end = km < 10 ? h.length - 1 : Math.trunc(10 / (stepM / 1000))
  const sorted = Float64Array.from({ length: end + 1 }, (_, i) => h[i])
    .sort()
    .reverse()
  const at = (share: number) => sorted[Math.max(0, Math.trunc(share * sorted.length - 1))]
  const scale = km < 10 ? (1 - 0.8 * Math.exp(-0.2)) / (1 - 0.8 * Math.exp(-0.02 * km)) : 1
  const q10M = at(0.1) * scale
  const q90M = at(0.9) * scale
  return { q10M, q50M: at(0.5) * scale, q90M, irregularityM: q10M - q90M }
}

/** Slope of the least-squares line through the first `reachM` of a profile, milliradians, falling positive. */
function fittedSlope(terrain: EhataTerrain, reachM: number): number {
  const { heightM: h, stepM } = terrain
  const count = Math.trunc(reachM / stepM)
  const end = count - Math.trunc(Math.max(count - reachM / stepM, 0))
  let offset = -0.5 * end
  let moment = 0.5 * (h[0] - h[end]) * offset
  for (let i = 1; i < end; i++) {
    offset++
    moment += h[i] * offset
  }
  const perStep = (moment * 12) / ((end * end + 2) * end)
  return (-1000 * perStep * count) / reachM
}

/** Terrain slope at the mobile, milliradians [Okumura 1968, §4.3]: of the fits to 5 … 10 km the steepest, where they agree. */
function mobileSlope(terrain: EhataTerrain): number {
  const length = lengthM(terrain)
  if (length < 5000) return 0
  const first = fittedSlope(terrain, 5000)
  let least = first
  let greatest = first
  for (let reachM = 6000; reachM <= Math.min(length, 10_000); reachM += 1000) {
    const slope = fittedSlope(terrain, reachM)
    least = Math.min(least, slope)
    greatest = Math.max(greatest, slope)
  }
  if (length <= 5000 || greatest * least < 0) return first
  return greatest >= 0 ? greatest : least
}

function sea(terrain: EhataTerrain): Pick<EhataPath, 'seaFraction' | 'seaEnd'> {
  const { heightM: h } = terrain
  const half = Math.trunc((h.length - 1) / 2)
  let low = 0
  let high = 0
  for (let i = 0; i < h.length; i++) if (h[i] === 0) i < half ? low++ : high++
  return { seaFraction: (low + high) / h.length, seaEnd: low > high ? 'mobile' : high > low ? 'base' : 'both' }
}

/** Horizon distances, metres, index 0 from the mobile; the whole path where the other end is in sight. */
function horizons(terrain: EhataTerrain, mobileM: number, baseM: number, curvature: number): [number, number] {
  const { heightM: h, stepM } = terrain
  const last = h.length - 1
  const total = lengthM(terrain)
  const za = h[0] + mobileM
  const zb = h[last] + baseM
  const half = 0.5 * curvature
  let thetaA = (zb - za) / total - half * total
  let thetaB = -(zb - za) / total - half * total
  const horizonM: [number, number] = [total, total]
  let hidden = false
  let fromA = 0
  let fromB = total
  for (let i = 1; i < last; i++) {
    fromA += stepM
    fromB -= stepM
    const overA = h[i] - (half * fromA + thetaA) * fromA - za
    if (overA > 0) {
      thetaA += overA / fromA
      horizonM[0] = fromA
      hidden = true
    }
    if (!hidden) continue
    const overB = h[i] - (half * fromB + thetaB) * fromB - zb
    if (overB > 0) {
      thetaB += overB / fromB
      horizonM[1] = fromB
    }
  }
  return horizonM
}

/** Everything that extended Hata's corrections ask of a terrain profile [NTIA TR-15-517, appendix A]. */
export function ehataPath(terrain: EhataTerrain, mobileM: number, baseM: number, edition: EhataEdition): EhataPath {
  const { heightM: h, stepM } = terrain
  const last = h.length - 1
  const total = lengthM(terrain)
  const ground = mean(h, 0, last)
  const refractivity = ground === 0 ? 301 : 301 * Math.exp(-ground / 9460)
  const curvature = 157e-9 * (1 - 0.04665 * Math.exp(refractivity / 179.3))
  const horizonM = horizons(terrain, mobileM, baseM, curvature)
  const gap = total - horizonM[0] - horizonM[1]
  const path: EhataPath = {
    distanceKm: (last * stepM) / 1000,
    averageM: averageGround(terrain, edition),
    ...quantiles(terrain),
    slopeMrad: mobileSlope(terrain),
    ...sea(terrain),
    horizonM,
  }
  if (Math.abs(gap) <= 0.5 * stepM) {
    // Both horizons are the same ridge.
    const edge = Math.trunc(horizonM[0] / stepM)
    const line = ((h[last] + baseM) * horizonM[1] + (h[0] + mobileM) * horizonM[0]) / total
    path.ridgeM = Math.max(0, h[edge] - line + 0.5 * curvature * horizonM[0] * horizonM[1])
  }
  return path
}
