/** The path as the reference attenuation sees it. Index 0 is the transmitter, 1 the receiver. SI units, radians. */
export interface ItmPath {
  distanceM: number
  frequencyMhz: number
  /** Structural heights above ground, metres. */
  heightM: readonly [number, number]
  /** Effective heights h_e, metres. */
  effectiveM: [number, number]
  /** Horizon angles θ_hzn, radians, and horizon distances d_hzn, metres. */
  horizonRad: [number, number]
  horizonM: [number, number]
  /** Terrain irregularity Δh, metres. */
  irregularityM: number
  /** Effective Earth radius, metres. */
  earthRadiusM: number
  /** Surface refractivity N_s, N-units. */
  refractivity: number
  /** Surface transfer impedance. */
  impedance: Complex
  /** True with a terrain profile, false in area mode. */
  pointToPoint: boolean
}

export interface Complex {
  re: number
  im: number
}

/** Wave number k, 1/m, in the form of the algorithm: f/47.7 with f in MHz. */
export function waveNumber(frequencyMhz: number): number {
  return frequencyMhz / 47.7
}

/** Terrain roughness at a distance, metres: Δh·(1 − 0.8·e^(−d/50 km)) [ERL 79-ITS 67, eq. (3)]. */
export function roughnessAtM(distanceM: number, irregularityM: number): number {
  return irregularityM * (1 - 0.8 * Math.exp(-distanceM / 50e3))
}

/** RMS deviation of terrain within the first Fresnel ellipse, metres [ERL 79-ITS 67, eq. (3.6a)]. */
export function sigmaHM(roughnessM: number): number {
  return 0.78 * roughnessM * Math.exp(-0.5 * roughnessM ** 0.25)
}

/** Angular distance of the line-of-sight region, radians. */
export function losAngleRad(path: ItmPath): number {
  const reachM = path.horizonM[0] + path.horizonM[1]
  return -Math.max(path.horizonRad[0] + path.horizonRad[1], -reachM / path.earthRadiusM)
}

/** Greatest line-of-sight distance over a smooth Earth, metres. */
export function smoothReachM(path: ItmPath): number {
  const horizon = (heightM: number) => Math.sqrt(2 * heightM * path.earthRadiusM)
  return horizon(path.effectiveM[0]) + horizon(path.effectiveM[1])
}

/**
 * Ground and atmosphere: surface refractivity from that at sea level [TN101, eq. (4.3)], effective Earth radius
 * [TN101, eq. (4.4)] and transfer impedance.
 * @param systemHeightM mean height of the path above sea level
 */
export function environment(
  systemHeightM: number,
  n0: number,
  frequencyMhz: number,
  vertical: boolean,
  permittivity: number,
  conductivity: number,
): { refractivity: number; earthRadiusM: number; impedance: Complex } {
  const refractivity = systemHeightM === 0 ? n0 : n0 * Math.exp(-systemHeightM / 9460)
  const curvature = 157e-9 * (1 - 0.04665 * Math.exp(refractivity / 179.3))
  const loss = (18_000 * conductivity) / frequencyMhz
  // √(ε − 1 + i·loss), its real part positive
  const modulus = Math.hypot(permittivity - 1, loss)
  let impedance = {
    re: Math.sqrt((modulus + permittivity - 1) / 2),
    im: Math.sqrt((modulus - permittivity + 1) / 2),
  }
  if (vertical) {
    const scale = permittivity * permittivity + loss * loss
    impedance = {
      re: (impedance.re * permittivity + impedance.im * loss) / scale,
      im: (impedance.im * permittivity - impedance.re * loss) / scale,
    }
  }
  return { refractivity, earthRadiusM: 1 / curvature, impedance }
}
