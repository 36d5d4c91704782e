import { normalCdf } from '../../src/radio/normal'

const BINS = 10
/** Thresholds stand at these shares of the measured levels. */
const SHARES = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95]

/** What became of the places that were promised a probability. */
export interface Reliability {
  /** Per tenth of P: number of (place, threshold) pairs, mean P, and the share that was above the threshold. */
  bins: { pairs: number; predicted: number; observed: number }[]
  /** Expected calibration error: mean of |predicted − observed|, by pairs. */
  error: number
}

/** P = Φ((predicted − threshold)/σ) against what was measured. */
export function reliability(measured: number[], predicted: number[], sigmaDb: number | number[]): Reliability {
  const sorted = [...measured].sort((a, b) => a - b)
  const bins = Array.from({ length: BINS }, () => ({ pairs: 0, predicted: 0, observed: 0 }))
  for (const share of SHARES) {
    const threshold = sorted[Math.floor(share * (sorted.length - 1))]
    predicted.forEach((level, i) => {
      const p = normalCdf((level - threshold) / (typeof sigmaDb === 'number' ? sigmaDb : sigmaDb[i]))
      const bin = bins[Math.min(BINS - 1, Math.floor(p * BINS))]
      bin.pairs++
      bin.predicted += p
      if (measured[i] >= threshold) bin.observed++
    })
  }
  const pairs = measured.length * SHARES.length
  const error = bins.reduce((sum, bin) => sum + Math.abs(bin.predicted - bin.observed), 0) / pairs
  return {
    bins: bins.map((bin) => ({
      pairs: bin.pairs,
      predicted: bin.predicted / bin.pairs,
      observed: bin.observed / bin.pairs,
    })),
    error,
  }
}
