/** 2/√π. */
const TWO_OVER_SQRT_PI = 1.1283791670955126

/** erf by its Maclaurin series (Abramowitz and Stegun 7.1.6): all terms positive, exact to a few ulp for |x| < 3. */
function erfSeries(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum
}

/** erfc by its continued fraction (Abramowitz and Stegun 7.1.14), for x ≥ 2. */
function erfcFraction(x: number): number {
  let fraction = 0
  for (let n = 120; n >= 1; n--) fraction = n / 2 / (x + fraction)
  return (Math.exp(-x * x) / (x + fraction)) * 0.5641895835477563 // 1/√π
}

/** Error function; largest error 1e-15. */
export function erf(x: number): number {
  if (x < 0) return -erf(-x)
  return x < 2.5 ? erfSeries(x) : 1 - erfcFraction(x)
}

/** Complementary error function, accurate in relative terms in the tail too. */
export function erfc(x: number): number {
  if (x < 2.5) return 1 - erf(x)
  return erfcFraction(x)
}

/** Standard normal distribution Φ(x): the probability of a value below x. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x / Math.SQRT2)
}

const A = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
]
const B = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852546,
]
const C = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
]
const D = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]
const E = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
]
const F = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
]

function polynomial(coefficients: number[], x: number): number {
  let value = 0
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i]
  return value
}

/**
 * Inverse of Φ: the value below which a standard normal lies with probability `p`, 0 < p < 1; ±Infinity at 0 and 1.
 * Relative error about 1e-16. Source: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988).
 */
export function inverseNormalCdf(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(A, r)) / polynomial(B, r)
  }
  const tail = q < 0 ? p : 1 - p
  if (tail <= 0) return tail === 0 ? Math.sign(q) * Number.POSITIVE_INFINITY : Number.NaN
  const r = Math.sqrt(-Math.log(tail))
  const value = r <= 5 ? polynomial(C, r - 1.6) / polynomial(D, r - 1.6) : polynomial(E, r - 5) / polynomial(F, r - 5)
  return Math.sign(q) * value
}
