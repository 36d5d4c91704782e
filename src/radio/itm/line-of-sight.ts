import { type ItmPath, roughnessAtM, sigmaHM, smoothReachM, waveNumber } from './path'

/**
 * Attenuation in the line-of-sight region, dB: two rays and the extended diffraction line, weighted [Algorithm §4.7].
 * @param slope diffraction slope M_d, dB/m, and intercept A_d0, dB
 */
export function lineOfSightDb(path: ItmPath, distanceM: number, slope: number, interceptDb: number): number {
  const k = waveNumber(path.frequencyMhz)
  const sigma = sigmaHM(roughnessAtM(distanceM, path.irregularityM))
  const [tx, rx] = path.effectiveM
  const sinPsi = (tx + rx) / Math.sqrt(distanceM ** 2 + (tx + rx) ** 2) // [Algorithm, eq. (4.46)]

  // Reflection coefficient (sin ψ − Z)/(sin ψ + Z)·e^(−kσ sin ψ) [Algorithm, eq. (4.47)]
  const { re, im } = path.impedance
  const scale = Math.exp(-Math.min(10, k * sigma * sinPsi)) / ((sinPsi + re) ** 2 + im ** 2)
  let real = (sinPsi * sinPsi - re * re - im * im) * scale
  let imaginary = -2 * sinPsi * im * scale
  const q = real ** 2 + imaginary ** 2 // [Algorithm, eq. (4.48)]
  if (q < 0.25 || q < sinPsi) {
    const lift = Math.sqrt(sinPsi / q)
    real *= lift
    imaginary *= lift
  }

  let phase = (k * 2 * tx * rx) / distanceM // [Algorithm, eq. (4.49)]
  if (phase > Math.PI / 2) phase = Math.PI - (Math.PI / 2) ** 2 / phase // [Algorithm, eq. (4.50)]
  const twoRayDb = -10 * Math.log10((Math.cos(phase) + real) ** 2 + (imaginary - Math.sin(phase)) ** 2)
  const diffraction = slope * distanceM + interceptDb
  const weight = 1 / (1 + (path.frequencyMhz * path.irregularityM) / Math.max(10e3, smoothReachM(path)))
  return weight * twoRayDb + (1 - weight) * diffraction
}
