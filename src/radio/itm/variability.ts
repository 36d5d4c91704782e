import { roughnessAtM, waveNumber } from './path'

/** 1 equatorial, 2 continental subtropical, 3 maritime subtropical, 4 desert, 5 continental temperate, 6 maritime temperate over land, 7 … over sea. */
export type Climate = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Curve c1, c2, x1, x2, x3 of TN101v2, eqs (III.69), (III.70); distances in kilometres. */
type Curve = readonly [number, number, number, number, number]

interface ClimateTable {
  /** Median V(0.5), dB [TN101, fig. 10.13]. */
  median: Curve
  /** σ_T below and above the median. */
  minus: Curve
  plus: Curve
  /** C_D and z_D [Algorithm, table 5.1]. */
  cd: number
  zd: number
  /** Frequency factors g−, g+: b1 + b2/((b3·q)² + 1). */
  gMinus: readonly [number, number, number]
  gPlus: readonly [number, number, number]
}

const FLAT = [1, 0, 0] as const

/** Climates 1 … 7. */
export const CLIMATES: readonly ClimateTable[] = [
  {
    median: [-9.67, 12.7, 144.9, 190.3, 133.8],
    minus: [2.13, 159.5, 762.2, 123.6, 94.5],
    plus: [2.11, 102.3, 636.9, 134.8, 95.6],
    cd: 1.224,
    zd: 1.282,
    gMinus: FLAT,
    gPlus: FLAT,
  },
  {
    median: [-0.62, 9.19, 228.9, 205.2, 143.6],
    minus: [2.66, 7.67, 100.4, 172.5, 136.4],
    plus: [6.87, 15.53, 138.7, 143.7, 98.6],
    cd: 0.801,
    zd: 2.161,
    gMinus: FLAT,
    gPlus: [0.93, 0.31, 2],
  },
  {
    median: [1.26, 15.5, 262.6, 185.2, 99.8],
    minus: [6.11, 6.65, 138.2, 242.2, 178.6],
    plus: [10.08, 9.6, 165.3, 225.7, 129.7],
    cd: 1.38,
    zd: 1.282,
    gMinus: FLAT,
    gPlus: FLAT,
  },
  {
    median: [-9.21, 9.05, 84.1, 101.1, 98.6],
    minus: [1.98, 13.11, 139.1, 132.7, 193.5],
    plus: [3.68, 159.3, 464.4, 93.1, 94.2],
    cd: 1,
    zd: 20,
    gMinus: FLAT,
    gPlus: [0.93, 0.19, 1.79],
  },
  {
    median: [-0.62, 9.19, 228.9, 205.2, 143.6],
    minus: [2.68, 7.16, 93.7, 186.8, 133.5],
    plus: [4.75, 8.12, 93.2, 135.9, 113.4],
    cd: 1.224,
    zd: 1.282,
    gMinus: [0.92, 0.25, 1.77],
    gPlus: [0.93, 0.31, 2],
  },
  {
    median: [-0.39, 2.86, 141.7, 315.9, 167.4],
    minus: [6.86, 10.38, 187.8, 169.6, 108.9],
    plus: [8.58, 13.97, 216, 152, 122.7],
    cd: 1.518,
    zd: 1.282,
    gMinus: FLAT,
    gPlus: FLAT,
  },
  {
    median: [3.15, 857.9, 2222, 164.8, 116.3],
    minus: [8.51, 169.8, 609.8, 119.9, 106.6],
    plus: [8.43, 8.19, 136.2, 188.5, 122.9],
    cd: 1.518,
    zd: 1.282,
    gMinus: FLAT,
    gPlus: FLAT,
  },
]

function curveDb([c1, c2, x1, x2, x3]: Curve, km: number): number {
  const reach = (km / x1) ** 2
  return ((c1 + c2 / (1 + ((km - x2) / x3) ** 2)) * reach) / (1 + reach)
}

function frequencyFactor([b1, b2, b3]: readonly [number, number, number], q: number): number {
  return b1 + b2 / ((b3 * q) ** 2 + 1)
}

/** Inverse complementary normal distribution, Abramowitz and Stegun 26.2.23, as ITM fixes it; error < 4.5e-4. */
export function complementaryQuantile(q: number): number {
  const t = Math.sqrt(-2 * Math.log(q > 0.5 ? 1 - q : q))
  const value = t - ((0.010328 * t + 0.802853) * t + 2.515516) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1)
  return q > 0.5 ? -value : value
}

export interface VariabilityInput {
  timePercent: number
  locationPercent: number
  situationPercent: number
  effectiveM: readonly [number, number]
  irregularityM: number
  frequencyMhz: number
  distanceM: number
  referenceDb: number
  climate: Climate
  /** 0 single message, 1 accidental, 2 mobile, 3 broadcast; +10 without location, +20 without situation variability. */
  mdvar: number
}

/** Attenuation not exceeded for the wanted time, locations and situations, dB [Algorithm §5], and whether it is extreme. */
export function variability(input: VariabilityInput): { attenuationDb: number; extreme: boolean } {
  const climate = CLIMATES[input.climate - 1]
  let zTime = complementaryQuantile(input.timePercent / 100)
  let zLocation = complementaryQuantile(input.locationPercent / 100)
  const zSituation = complementaryQuantile(input.situationPercent / 100)
  const k = waveNumber(input.frequencyMhz)

  const [tx, rx] = input.effectiveM
  const exitM = Math.sqrt(2 * 9000e3 * tx) + Math.sqrt(2 * 9000e3 * rx) + Math.cbrt(575.7e12 / k) // [Algorithm, eq. (5.3)]
  const d = input.distanceM
  const effectiveKm = (d < exitM ? (130e3 * d) / exitM : 130e3 + d - exitM) / 1000

  const noSituation = input.mdvar >= 20
  const noLocation = input.mdvar % 20 >= 10
  const mode = input.mdvar % 10
  const sigmaSituation = noSituation ? 0 : 5 + 3 * Math.exp(-effectiveKm / 100) // [Algorithm, eq. (5.10)]
  if (mode === 0) zTime = zLocation = zSituation
  else if (mode === 1) zLocation = zSituation
  else if (mode === 2) zLocation = zTime
  const extreme = Math.max(Math.abs(zTime), Math.abs(zLocation), Math.abs(zSituation)) > 3.1

  const roughness = k * roughnessAtM(d, input.irregularityM)
  const sigmaLocation = noLocation ? 0 : (10 * roughness) / (roughness + 13) // [Algorithm, eq. (5.9)]
  const yLocation = sigmaLocation * zLocation

  const q = Math.log(0.133 * k)
  const minus = curveDb(climate.minus, effectiveKm) * frequencyFactor(climate.gMinus, q)
  const plus = curveDb(climate.plus, effectiveKm) * frequencyFactor(climate.gPlus, q)
  const ducting = climate.cd * plus // σ_TD
  let sigmaTime = minus
  if (zTime >= 0) sigmaTime = zTime <= climate.zd ? plus : ducting + ((plus - ducting) * climate.zd) / zTime
  const yTime = sigmaTime * zTime

  const spread = sigmaSituation ** 2 + yTime ** 2 / (7.8 + zSituation ** 2) + yLocation ** 2 / (24 + zSituation ** 2) // eq. (5.11)
  let regular = 0
  let situation = Math.sqrt(spread) * zSituation
  if (mode === 0) situation = Math.sqrt(sigmaTime ** 2 + sigmaLocation ** 2 + spread) * zSituation
  else if (mode === 1) {
    regular = yTime
    situation = Math.sqrt(sigmaLocation ** 2 + spread) * zSituation
  } else if (mode === 2) regular = Math.sqrt(sigmaTime ** 2 + sigmaLocation ** 2) * zTime
  else regular = yTime + yLocation

  const value = input.referenceDb - curveDb(climate.median, effectiveKm) - regular - situation
  return { attenuationDb: value < 0 ? (value * (29 - value)) / (29 - 10 * value) : value, extreme } // [Algorithm, eq. (52)]
}
