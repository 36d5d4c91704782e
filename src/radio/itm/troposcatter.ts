import { type ItmPath, losAngleRad, waveNumber } from './path'

/** Attenuation function F(θd), dB [Algorithm, eq. (6.9)], θd in metres. */
function attenuationDb(td: number): number {
  if (td <= 10e3) return 133.4 + 0.332e-3 * td - 10 * Math.log10(td)
  if (td <= 70e3) return 104.6 + 0.212e-3 * td - 2.5 * Math.log10(td)
  return 71.8 + 0.157e-3 * td + 5 * Math.log10(td)
}

const H01_A = [25, 80, 177, 395, 705]
const H01_B = [24, 45, 68, 80, 105]

/** Frequency gain H_0(r, η_s), dB, between its curves for whole η_s [Algorithm, eq. (6.13); TN101v1 §9.2]. */
function frequencyGainDb(r: number, efficiency: number): number {
  const eta = Math.min(Math.max(efficiency, 1), 5)
  const lower = Math.trunc(eta)
  const share = eta - lower
  const curve = (j: number) => 10 * Math.log10(1 + H01_A[j] / r ** 4 + H01_B[j] / r ** 2)
  return share === 0 ? curve(lower - 1) : (1 - share) * curve(lower - 1) + share * curve(lower)
}

/** Troposcatter attenuation and the frequency gain that the next nearer distance may reuse. */
export interface Troposcatter {
  /** dB; 1001 where the function is not defined. */
  attenuationDb: number
  gainDb: number
}

/**
 * Troposcatter attenuation at a distance [Algorithm §4.3, eq. (4.63); TN101v1 ch. 9].
 * @param previousGainDb H_0 of the farther distance, negative where there is none
 */
export function troposcatter(path: ItmPath, distanceM: number, previousGainDb: number): Troposcatter {
  const k = waveNumber(path.frequencyMhz)
  const { horizonRad, horizonM, effectiveM, earthRadiusM, refractivity } = path
  let gainDb = previousGainDb
  if (previousGainDb <= 15) {
    let difference = horizonM[0] - horizonM[1]
    let ratio = effectiveM[1] / effectiveM[0]
    if (difference < 0) {
      difference = -difference
      ratio = 1 / ratio
    }
    const theta = horizonRad[0] + horizonRad[1] + distanceM / earthRadiusM
    const r1 = 2 * k * theta * effectiveM[0] // [TN101, eq. (9.4a)]
    const r2 = 2 * k * theta * effectiveM[1]
    if (r1 < 0.2 && r2 < 0.2) return { attenuationDb: 1001, gainDb: previousGainDb }

    const asymmetry = (distanceM - difference) / (distanceM + difference)
    const q = Math.min(Math.max(0.1, ratio / asymmetry), 10) // [TN101, eq. (9.5)]
    const s = Math.max(0.1, asymmetry)
    const crossoverM = ((distanceM - difference) * (distanceM + difference) * theta * 0.25) / distanceM // eq. (4.66)
    const eta = // [TN101, eq. (9.3a)]
      (crossoverM / 1.7556e3) *
      (1 +
        (0.031 - refractivity * 2.32e-3 + refractivity ** 2 * 5.67e-6) *
          Math.exp(-(Math.min(1.7, crossoverM / 8e3) ** 6)))
    const mean = (frequencyGainDb(r1, eta) + frequencyGainDb(r2, eta)) / 2
    const correction = Math.min(mean, 6 * (0.6 - Math.log10(Math.max(eta, 1))) * Math.log10(s) * Math.log10(q))
    gainDb = Math.max(mean + correction, 0)
    if (eta < 1) {
      const zero =
        10 * Math.log10((((1 + Math.SQRT2 / r1) * (1 + Math.SQRT2 / r2)) ** 2 * (r1 + r2)) / (r1 + r2 + 2 * Math.SQRT2))
      gainDb = eta * gainDb + (1 - eta) * zero
    }
    if (gainDb > 15 && previousGainDb >= 0) gainDb = previousGainDb // [Algorithm, p. 12]
  }
  const angle = distanceM / earthRadiusM - losAngleRad(path)
  const value = // [Algorithm, eq. (4.63)]
    attenuationDb(angle * distanceM) +
    10 * Math.log10(k * 47.7 * angle ** 4) -
    0.1 * (refractivity - 301) * Math.exp((-angle * distanceM) / 40e3) +
    gainDb
  return { attenuationDb: value, gainDb }
}
