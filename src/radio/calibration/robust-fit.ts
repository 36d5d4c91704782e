/** Solves the symmetric positive definite system A·x = b by Cholesky; A is row-major and is overwritten. */
function solve(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k]
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j * n + j]
    }
  }
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= a[i * n + k] * x[k]
    x[i] /= a[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= a[k * n + i] * x[k]
    x[i] /= a[i * n + i]
  }
  return x
}

/** A parameter of a fit: pulled towards a value by a penalty that counts as so many observations of it. */
export interface Prior {
  value: number
  weight: number
}

/** Robust scale of residuals: 1.4826 · median absolute deviation from 0. */
export function robustScale(residuals: Float64Array): number {
  const sorted = Float64Array.from(residuals, Math.abs).sort()
  return sorted.length === 0 ? 0 : 1.4826 * sorted[sorted.length >> 1]
}

/**
 * Linear least squares with Huber weights (k = 1.345 scales) and ridge priors, by iteratively reweighted normal
 * equations. Source: P. J. Huber, Robust Statistics, 1981, §7.8.
 * @param design row-major, `observed.length` rows of as many columns as there are priors
 */
export function robustFit(
  design: Float64Array,
  observed: ArrayLike<number>,
  weights: ArrayLike<number>,
  priors: Prior[],
): { parameters: Float64Array; scale: number } {
  const n = priors.length
  const count = observed.length
  const residuals = new Float64Array(count)
  const huber = new Float64Array(count).fill(1)
  let parameters: Float64Array = Float64Array.from(priors, (prior) => prior.value)
  let scale = 0
  for (let iteration = 0; iteration < 50; iteration++) {
    const a = new Float64Array(n * n)
    const b = new Float64Array(n)
    for (let i = 0; i < count; i++) {
      const row = i * n
      const weight = weights[i] * huber[i]
      for (let j = 0; j < n; j++) {
        const scaled = weight * design[row + j]
        if (scaled === 0) continue
        b[j] += scaled * observed[i]
        for (let k = 0; k <= j; k++) a[j * n + k] += scaled * design[row + k]
      }
    }
    for (let j = 0; j < n; j++) {
      a[j * n + j] += priors[j].weight
      b[j] += priors[j].weight * priors[j].value
    }
    const next = solve(a, b)
    let change = 0
    for (let j = 0; j < n; j++) change = Math.max(change, Math.abs(next[j] - parameters[j]))
    parameters = next
    for (let i = 0; i < count; i++) {
      let predicted = 0
      for (let j = 0; j < n; j++) predicted += design[i * n + j] * parameters[j]
      residuals[i] = observed[i] - predicted
    }
    scale = robustScale(residuals)
    const limit = 1.345 * Math.max(scale, 1e-9)
    for (let i = 0; i < count; i++) huber[i] = Math.min(1, limit / Math.max(Math.abs(residuals[i]), 1e-12))
    if (change < 1e-5) break // dB, dB per decade: far below what any measurement tells
  }
  return { parameters, scale }
}
