/** How well levels are predicted: error = measured − predicted, dB. */
export interface ErrorStatistics {
  points: number
  meanDb: number
  /** Standard deviation about the mean. */
  sigmaDb: number
  rmsDb: number
  /** Pearson correlation of measured and predicted levels; NaN under three points. */
  correlation: number
}

/** Statistics of predicted against measured levels, dBm. */
export function errorStatistics(measured: number[], predicted: number[]): ErrorStatistics {
  const points = measured.length
  let sum = 0
  let squares = 0
  let sumM = 0
  let sumP = 0
  for (let i = 0; i < points; i++) {
    const error = measured[i] - predicted[i]
    sum += error
    squares += error * error
    sumM += measured[i]
    sumP += predicted[i]
  }
  let mm = 0
  let pp = 0
  let mp = 0
  for (let i = 0; i < points; i++) {
    const m = measured[i] - sumM / points
    const p = predicted[i] - sumP / points
    mm += m * m
    pp += p * p
    mp += m * p
  }
  const meanDb = sum / points
  return {
    points,
    meanDb,
    sigmaDb: Math.sqrt(Math.max(0, squares / points - meanDb * meanDb)),
    rmsDb: Math.sqrt(squares / points),
    correlation: points < 3 ? Number.NaN : mp / Math.sqrt(mm * pp),
  }
}

/** Statistics by the group that each pair belongs to. */
export function statisticsBy<K>(
  groups: K[],
  measured: number[],
  predicted: number[],
): { group: K; statistics: ErrorStatistics }[] {
  const indices = new Map<K, number[]>()
  groups.forEach((group, i) => {
    const list = indices.get(group)
    if (list) list.push(i)
    else indices.set(group, [i])
  })
  return [...indices].map(([group, list]) => ({
    group,
    statistics: errorStatistics(
      list.map((i) => measured[i]),
      list.map((i) => predicted[i]),
    ),
  }))
}
