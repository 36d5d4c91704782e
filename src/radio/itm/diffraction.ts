import { type ItmPath, losAngleRad, roughnessAtM, sigmaHM, smoothReachM, waveNumber } from './path'

/** Loss over an ideal knife edge, dB, from ν² [TN101v2, eqs (III.24b), (III.24c)]. */
function fresnelDb(nuSquared: number): number {
  if (nuSquared < 5.76) return 6.02 + 9.11 * Math.sqrt(nuSquared) - 1.27 * nuSquared
  return 12.953 + 10 * Math.log10(nuSquared)
}

/** Two knife edges at the horizons, dB [TN101, eqs (I.1), (I.7)]. */
function knifeEdgesDb(path: ItmPath, distanceM: number, losRad: number): number {
  const beyondM = distanceM - path.horizonM[0] - path.horizonM[1]
  const angle = distanceM / path.earthRadiusM - losRad // [Algorithm, eq. (4.12)]
  const scale = 0.0795775 * waveNumber(path.frequencyMhz) * angle ** 2 // 1/(4π)
  const nuSquared = (horizonM: number) => (scale * horizonM * beyondM) / (beyondM + horizonM)
  return fresnelDb(nuSquared(path.horizonM[0])) + fresnelDb(nuSquared(path.horizonM[1]))
}

/** Height gain F(x, K), dB [Vogler 1964; Algorithm, eq. (6.4)]. */
function heightGainDb(x: number, k: number): number {
  if (x < 200) {
    const w = -Math.log(k)
    if (k < 1e-5 || x * w ** 3 > 5495) return x > 1 ? 17.372 * Math.log(x) - 117 : -117
    return (2.5e-5 * x * x) / k - 8.686 * w - 15
  }
  const far = 0.05751 * x - 4.343 * Math.log(x)
  if (x >= 2000) return far
  const w = 0.0134 * x * Math.exp(-0.005 * x)
  return (1 - w) * far + w * (17.372 * Math.log(x) - 117)
}

/** Smooth-Earth diffraction by Vogler's three radii, dB [Vogler 1964; Algorithm, eq. (4.20)]. */
function smoothEarthDb(path: ItmPath, distanceM: number, losRad: number): number {
  const { horizonM, effectiveM, earthRadiusM, frequencyMhz } = path
  const angle = distanceM / earthRadiusM - losRad // [Algorithm, eq. (4.12)]
  const root = Math.cbrt(frequencyMhz)
  const modulus = Math.hypot(path.impedance.re, path.impedance.im)
  const parameters = (radiusM: number, km: number) => {
    const c0 = Math.cbrt(((4 / 3) * 6370e3) / radiusM) // [Vogler 1964, eq. (2)]
    const k = (0.017778 * c0) / root / modulus // [Vogler 1964, eqs (6a), (7a)]
    return { k, x: (1.607 - k) * c0 * c0 * root * km } // B0 by [Vogler 1964, fig. 4]
  }
  const pathRadiusM = (distanceM - horizonM[0] - horizonM[1]) / angle
  const tx = parameters((0.5 * horizonM[0] ** 2) / effectiveM[0], horizonM[0] / 1000) // [Vogler 1964, eq. (3)]
  const rx = parameters((0.5 * horizonM[1] ** 2) / effectiveM[1], horizonM[1] / 1000)
  const x = parameters(pathRadiusM, (pathRadiusM * angle) / 1000).x + tx.x + rx.x
  const distanceTerm = 0.05751 * x - 10 * Math.log10(x) // [TN101, eq. (8.4)]
  return distanceTerm - heightGainDb(tx.x, tx.k) - heightGainDb(rx.x, rx.k) - 20
}

/** Diffraction attenuation at a distance, dB: smooth Earth and knife edges weighted by roughness, plus clutter. */
export function diffractionDb(path: ItmPath, distanceM: number): number {
  const losRad = losAngleRad(path)
  const knife = knifeEdgesDb(path, distanceM, losRad)
  const smooth = smoothEarthDb(path, distanceM, losRad)

  const [tx, rx] = path.heightM
  const sigma = sigmaHM(roughnessAtM(smoothReachM(path), path.irregularityM)) // [ERL 79-ITS 67, p. 3-13]
  const clutter = Math.min(15, 5 * Math.log10(1 + 1e-5 * tx * rx * path.frequencyMhz * sigma)) // eq. (3.38c)

  // The weight of eq. (3.23); with a known path low antennas get C = 10 [ERL 79-ITS 67, p. 3-8].
  const product = tx * rx + (path.pointToPoint ? 10 : 0)
  const surplus = path.effectiveM[0] * path.effectiveM[1] - tx * rx
  const reachM = path.horizonM[0] + path.horizonM[1]
  const rough = Math.min((roughnessAtM(distanceM, path.irregularityM) * path.frequencyMhz) / 47.7, 6283.2)
  const q = (Math.sqrt(1 + surplus / product) + (-losRad * path.earthRadiusM + reachM) / distanceM) * rough
  const weight = 25.1 / (25.1 + Math.sqrt(q))
  return weight * smooth + (1 - weight) * knife + clutter
}
