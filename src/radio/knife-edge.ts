/** Below this ν an obstacle does not diffract (ITU-R P.526-15 §4.1). */
export const NU_CUT_OFF = -0.78

/** Single knife-edge loss J(ν), dB (ITU-R P.526-15 eq. (31), P.1812-8 eq. (12)); 0 for ν ≤ −0.78. */
export function knifeEdge(nu: number): number {
  if (!(nu > NU_CUT_OFF)) return 0
  return 6.9 + 20 * Math.log10(Math.sqrt((nu - 0.1) ** 2 + 1) + nu - 0.1)
}

/**
 * Diffraction parameter ν of a point above (positive) or below the ray (ITU-R P.526-15 eq. (26)):
 * ν = h·√(2(d1 + d2)/(λ·d1·d2)) = h·√(0.002·d/(λ·d1·d2)) with h, λ in metres and distances in kilometres.
 */
export function diffractionParameter(heightM: number, fromTxKm: number, fromRxKm: number, wavelengthM: number): number {
  return heightM * Math.sqrt((0.002 * (fromTxKm + fromRxKm)) / (wavelengthM * fromTxKm * fromRxKm))
}

/** Radius of the n-th Fresnel zone, metres: √(n·λ·d1·d2/(d1 + d2)), distances in kilometres. */
export function fresnelRadiusM(fromTxKm: number, fromRxKm: number, wavelengthM: number, zone = 1): number {
  const total = fromTxKm + fromRxKm
  return total > 0 ? Math.sqrt((zone * wavelengthM * fromTxKm * fromRxKm * 1000) / total) : 0
}
