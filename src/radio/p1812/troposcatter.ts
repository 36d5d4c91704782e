/**
 * Basic loss of troposcatter not exceeded for p % of time, dB (ITU-R P.1812-6 §4.4, eqs (44), (45), to which users of
 * P.1812-7 were advised to return and which -8 keeps).
 * @param angularMrad path angular distance θ, milliradians
 */
export function troposcatterDb(
  distanceKm: number,
  angularMrad: number,
  frequencyGhz: number,
  timePercent: number,
  n0: number,
): number {
  const lf = 25 * Math.log10(frequencyGhz) - 2.5 * Math.log10(frequencyGhz / 2) ** 2 // eq. (45)
  return (
    190.1 + // eq. (44)
    lf +
    20 * Math.log10(distanceKm) +
    0.573 * angularMrad -
    0.15 * n0 -
    10.125 * Math.log10(50 / timePercent) ** 0.7
  )
}
