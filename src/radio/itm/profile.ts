import type { ItmPath } from './path'

/** Evenly spaced terrain. */
export interface ItmTerrain {
  stepM: number
  heightM: ArrayLike<number>
}

/** a − b where positive, else 0. */
function excess(a: number, b: number): number {
  return a > b ? a - b : 0
}

/** Straight line by least squares through the part of a profile between two distances: its values at both profile ends. */
export function fitLine(terrain: ItmTerrain, startM: number, endM: number): [number, number] {
  const { heightM: h, stepM } = terrain
  const last = h.length - 1
  let start = Math.trunc(excess(startM / stepM, 0))
  let end = last - Math.trunc(excess(last, endM / stepM))
  if (end <= start) {
    start = Math.trunc(excess(start, 1))
    end = last - Math.trunc(excess(last, end + 1))
  }
  const length = end - start
  // Half weight at the two outer points; positions counted from the middle.
  let offset = -0.5 * length
  let sum = 0.5 * (h[start] + h[end])
  let moment = 0.5 * (h[start] - h[end]) * offset
  for (let i = 1; i < length; i++) {
    offset++
    sum += h[start + i]
    moment += h[start + i] * offset
  }
  const mean = sum / length
  const slope = (moment * 12) / ((length * length + 2) * length)
  const middle = end - 0.5 * length
  return [mean - slope * middle, mean + slope * (last - middle)]
}

/** Terrain irregularity Δh between two distances, metres: interdecile range about a fitted line, made asymptotic. */
export function terrainIrregularityM(terrain: ItmTerrain, startM: number, endM: number): number {
  const { heightM: h, stepM } = terrain
  const last = h.length - 1
  const from = startM / stepM
  const to = endM / stepM
  if (to - from < 2) return 0
  const decile = Math.min(Math.max(4, Math.trunc(0.1 * (to - from + 8))), 25)
  const count = 10 * decile - 5
  const step = (to - from) / (count - 1)

  // Resample to `count` points by linear interpolation; `ahead` is the position relative to sample i + 1.
  const samples = new Float64Array(count)
  let i = Math.trunc(from)
  let ahead = from - Math.fround(i + 1)
  for (let j = 0; j < count; j++) {
    while (ahead > 0 && i + 1 < last) {
      ahead--
      i++
    }
    samples[j] = h[i + 1] + (h[i + 1] - h[i]) * ahead
    ahead += step
  }
  const [first, end] = fitLine({ stepM: 1, heightM: samples }, 0, count - 1)
  const slope = (end - first) / (count - 1)
  let line = first
  for (let j = 0; j < count; j++) {
    samples[j] -= line
    line += slope
  }
  samples.sort()
  const q10 = samples[count - decile] // the decile-th largest
  const q90 = samples[decile - 1]
  return (q10 - q90) / (1 - 0.8 * Math.exp(-(endM - startM) / 50e3)) // [ERL 79-ITS 67, eq. (3)], inverted
}

/** Horizon angles, radians, and distances, metres, of both ends [TN101, eq. (6.15)]. */
export function horizons(
  terrain: ItmTerrain,
  earthRadiusM: number,
  heightM: readonly [number, number],
): Pick<ItmPath, 'horizonRad' | 'horizonM'> {
  const { heightM: h, stepM } = terrain
  const last = h.length - 1
  const total = last * stepM
  const tx = h[0] + heightM[0]
  const rx = h[last] + heightM[1]
  const sag = total / (2 * earthRadiusM)
  const horizonRad: [number, number] = [(rx - tx) / total - sag, -(rx - tx) / total - sag]
  const horizonM: [number, number] = [total, total]
  let fromTx = 0
  let fromRx = total
  for (let i = 1; i < last; i++) {
    fromTx += stepM
    fromRx -= stepM
    const txAngle = (h[i] - tx) / fromTx - fromTx / (2 * earthRadiusM)
    const rxAngle = -(rx - h[i]) / fromRx - fromRx / (2 * earthRadiusM)
    if (txAngle > horizonRad[0]) {
      horizonRad[0] = txAngle
      horizonM[0] = fromTx
    }
    if (rxAngle > horizonRad[1]) {
      horizonRad[1] = rxAngle
      horizonM[1] = fromRx
    }
  }
  return { horizonRad, horizonM }
}

/** Horizon distance over irregular terrain, metres [Algorithm, eq. (3.3)]. */
export function irregularHorizonM(effectiveM: number, irregularityM: number, earthRadiusM: number): number {
  return Math.sqrt(2 * effectiveM * earthRadiusM) * Math.exp(-0.07 * Math.sqrt(irregularityM / Math.max(effectiveM, 5)))
}

/** Horizon angle over irregular terrain, radians [Algorithm, eq. (3.4)]. */
export function irregularHorizonRad(
  effectiveM: number,
  horizonM: number,
  irregularityM: number,
  earthRadiusM: number,
): number {
  const smoothM = Math.sqrt(2 * effectiveM * earthRadiusM)
  return (0.65 * irregularityM * (smoothM / horizonM - 1) - 2 * effectiveM) / smoothM
}

/** Horizons, effective heights and irregularity from a terrain profile [Hufford 1982]. */
export function analyseTerrain(
  terrain: ItmTerrain,
  earthRadiusM: number,
  heightM: readonly [number, number],
): Pick<ItmPath, 'horizonRad' | 'horizonM' | 'effectiveM' | 'irregularityM' | 'distanceM'> {
  const { heightM: h, stepM } = terrain
  const last = h.length - 1
  const distanceM = last * stepM
  const { horizonRad, horizonM } = horizons(terrain, earthRadiusM, heightM)
  // Terrain counts from 15 tower heights, or a tenth of the way to the horizon, whichever is nearer.
  const startM = Math.min(15 * heightM[0], 0.1 * horizonM[0])
  const endM = distanceM - Math.min(15 * heightM[1], 0.1 * horizonM[1])
  const irregularityM = terrainIrregularityM(terrain, startM, endM)
  const effectiveM: [number, number] = [0, 0]

  if (horizonM[0] + horizonM[1] > 1.5 * distanceM) {
    // Well within line of sight: one line through the whole path.
    const [txFit, rxFit] = fitLine(terrain, startM, endM)
    effectiveM[0] = heightM[0] + excess(h[0], txFit)
    effectiveM[1] = heightM[1] + excess(h[last], rxFit)
    for (const i of [0, 1]) horizonM[i] = irregularHorizonM(effectiveM[i], irregularityM, earthRadiusM)
    const reachM = horizonM[0] + horizonM[1]
    if (reachM <= distanceM) {
      const stretch = (distanceM / reachM) ** 2
      for (const i of [0, 1]) {
        effectiveM[i] *= stretch
        horizonM[i] = irregularHorizonM(effectiveM[i], irregularityM, earthRadiusM)
      }
    }
    for (const i of [0, 1]) horizonRad[i] = irregularHorizonRad(effectiveM[i], horizonM[i], irregularityM, earthRadiusM)
  } else {
    // Each end by the line through its own foreground.
    effectiveM[0] = heightM[0] + excess(h[0], fitLine(terrain, startM, 0.9 * horizonM[0])[0])
    effectiveM[1] = heightM[1] + excess(h[last], fitLine(terrain, distanceM - 0.9 * horizonM[1], endM)[1])
  }
  return { horizonRad, horizonM, effectiveM, irregularityM, distanceM }
}
