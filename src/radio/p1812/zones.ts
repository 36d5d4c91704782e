/** Radio-climatic zones: 1 sea, 3 coastal land, 4 inland (ITU-R P.1812-8 table 3). */
export type Zone = 1 | 3 | 4

/** Lengths of the runs of samples that satisfy `inside`, kilometres; a run reaches half way to its neighbours. */
function runLengthsKm(
  distanceKm: ArrayLike<number>,
  zone: ArrayLike<number>,
  inside: (zone: number) => boolean,
): number[] {
  const lengths: number[] = []
  const last = distanceKm.length - 1
  let start = -1
  for (let i = 0; i <= last; i++) {
    if (!inside(zone[i])) continue
    if (start < 0) start = i
    if (i < last && inside(zone[i + 1])) continue
    const from = start > 0 ? (distanceKm[start] + distanceKm[start - 1]) / 2 : distanceKm[0]
    const to = i < last ? (distanceKm[i] + distanceKm[i + 1]) / 2 : distanceKm[last]
    lengths.push(to - from)
    start = -1
  }
  return lengths
}

/** Share ω of the path over sea, 0 … 1 (ITU-R P.1812-8 §3.2, table 5). */
export function seaFraction(distanceKm: ArrayLike<number>, zone: ArrayLike<number>): number {
  const total = distanceKm[distanceKm.length - 1] - distanceKm[0]
  return runLengthsKm(distanceKm, zone, (z) => z === 1).reduce((sum, length) => sum + length, 0) / total
}

/** Longest continuous land section d_tm and longest inland section d_lm, kilometres (§3.6). */
export function longestLandKm(
  distanceKm: ArrayLike<number>,
  zone: ArrayLike<number>,
): { landKm: number; inlandKm: number } {
  return {
    landKm: Math.max(0, ...runLengthsKm(distanceKm, zone, (z) => z === 3 || z === 4)),
    inlandKm: Math.max(0, ...runLengthsKm(distanceKm, zone, (z) => z === 4)),
  }
}

/** τ of eq. (3), from the longest inland section in kilometres. */
export function tau(inlandKm: number): number {
  return 1 - Math.exp(-4.12e-4 * inlandKm ** 2.41)
}

/** β0, % of time: point incidence of anomalous propagation at the path centre (ITU-R P.1812-8 §3.6, eqs (2)–(5)). */
export function anomalousPercent(latitudeDeg: number, landKm: number, inlandKm: number): number {
  const t = tau(inlandKm)
  const mu1 = Math.min(1, (10 ** (-landKm / (16 - 6.6 * t)) + 10 ** (-5 * (0.496 + 0.354 * t))) ** 0.2) // eq. (2)
  const latitude = Math.abs(latitudeDeg)
  const mu4 = latitude <= 70 ? mu1 ** (-0.935 + 0.0176 * latitude) : mu1 ** 0.3 // eq. (4)
  return (latitude <= 70 ? 10 ** (-0.015 * latitude + 1.67) : 4.17) * mu1 * mu4 // eq. (5)
}

/**
 * Zones along a path from a sea mask (ITU-R P.1812-8 table 3): sea where the mask says so; land is coastal where it lies
 * under 100 m above sea level and within 50 km of the sea along the path, inland elsewhere.
 */
export function zonesFromSea(
  distanceKm: ArrayLike<number>,
  heightM: ArrayLike<number>,
  sea: ArrayLike<number | boolean>,
): Zone[] {
  const count = distanceKm.length
  const toSeaKm = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  for (let i = 0, at = Number.NEGATIVE_INFINITY; i < count; i++) {
    if (sea[i]) at = distanceKm[i]
    toSeaKm[i] = distanceKm[i] - at
  }
  for (let i = count - 1, at = Number.POSITIVE_INFINITY; i >= 0; i--) {
    if (sea[i]) at = distanceKm[i]
    toSeaKm[i] = Math.min(toSeaKm[i], at - distanceKm[i])
  }
  return Array.from({ length: count }, (_, i) => (sea[i] ? 1 : heightM[i] <= 100 && toSeaKm[i] <= 50 ? 3 : 4))
}
