import { erf, erfc, normalCdf } from './normal'

/** Probability that a point is covered: Φ((mean − threshold)/σ); a step where σ is 0. */
export function pointProbability(meanDbm: number, thresholdDbm: number, sigmaDb: number): number {
  if (sigmaDb === 0) return meanDbm >= thresholdDbm ? 1 : 0
  return normalCdf((meanDbm - thresholdDbm) / sigmaDb)
}

/** Standard deviations of independent causes, added: √Σσ². */
export function combinedSigmaDb(...sigmasDb: number[]): number {
  return Math.hypot(...sigmasDb)
}

/**
 * Share of a circular cell that is covered, 0 … 1, for a margin at its edge (W. C. Jakes, Microwave Mobile
 * Communications, 1974, §2.5.3): a = M/(σ√2), b = 10·n·lg e/(σ√2),
 * F = ½[1 + erf a + exp((2ab + 1)/b²)·(1 − erf((ab + 1)/b))].
 * @param marginDb mean level at the edge − threshold, dB
 * @param exponent path-loss exponent n
 */
export function jakesAreaProbability(marginDb: number, sigmaDb: number, exponent: number): number {
  const a = marginDb / (sigmaDb * Math.SQRT2)
  const b = (10 * exponent * Math.LOG10E) / (sigmaDb * Math.SQRT2)
  return 0.5 * (1 + erf(a) + Math.exp((2 * a * b + 1) / (b * b)) * erfc((a * b + 1) / b))
}

/** The edge margin that yields a wanted area probability, dB: the inverse of `jakesAreaProbability`, by bisection. */
export function jakesMarginDb(areaProbability: number, sigmaDb: number, exponent: number): number {
  let low = -8 * sigmaDb
  let high = 8 * sigmaDb
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (jakesAreaProbability(middle, sigmaDb, exponent) < areaProbability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * Probability that at least one of several servers covers a point, 0 … 1, with equal shadowing correlation ρ between
 * them: 1 − ∫ φ(z) Π Φ((thr − m_k − √ρ·σ·z)/(σ√(1−ρ))) dz, by the trapezoidal rule on ±8.
 */
export function multiServerProbability(
  meansDbm: number[],
  thresholdDbm: number,
  sigmaDb: number,
  correlation = 0.5,
): number {
  if (meansDbm.length === 0) return 0
  if (correlation >= 1) return pointProbability(Math.max(...meansDbm), thresholdDbm, sigmaDb)
  const step = 0.05
  const common = Math.sqrt(correlation) * sigmaDb
  const own = sigmaDb * Math.sqrt(1 - correlation)
  let none = 0
  for (let z = -8; z <= 8; z += step) {
    let product = Math.exp((-z * z) / 2)
    for (const mean of meansDbm) product *= normalCdf((thresholdDbm - mean - common * z) / own)
    none += product
  }
  return 1 - (none * step) / Math.sqrt(2 * Math.PI)
}
