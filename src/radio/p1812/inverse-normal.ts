/** Eq. (97a). */
function t(x: number): number {
  return Math.sqrt(-2 * Math.log(x))
}

/** Eq. (97b). */
function c(x: number): number {
  const v = t(x)
  return ((0.010328 * v + 0.802853) * v + 2.515516698) / (((0.001308 * v + 0.189269) * v + 1.432788) * v + 1)
}

/**
 * I(x): approximate inverse complementary cumulative normal distribution (ITU-R P.1812-8 annex 1, attachment 2,
 * eqs (96), (97)), x held within 1e-6 … 1 − 1e-6. I(0.5) = 0 within 5e-9, I(0.1) ≈ +1.28.
 */
export function inverseNormalP1812(x: number): number {
  const held = Math.min(Math.max(x, 1e-6), 1 - 1e-6)
  return held <= 0.5 ? t(held) - c(held) : -(t(1 - held) - c(1 - held))
}
