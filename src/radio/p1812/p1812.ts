import { objectArgument } from '../../formats/argument'
import { InputError } from '../../formats/input-error'
import { deltaBullington } from '../delta-bullington'
import { heightProfileArgument } from '../height-profile'
import { between, finite, oneOf, type PathLoss, positive, type Terms, warnOutside } from '../path-loss'
import type { Polarization } from '../spherical-earth'
import { ductingDb } from './ducting'
import { EARTH_RADIUS_BETA_KM, medianEffectiveRadiusKm, pathCentreLatitude } from './earth'
import { inverseNormalP1812 } from './inverse-normal'
import { lineOfSight } from './line-of-sight'
import { locationLossDb } from './location-variability'
import { analysePath } from './path-analysis'
import { troposcatterDb } from './troposcatter'
import { anomalousPercent, longestLandKm, seaFraction, type Zone } from './zones'

/** Terrain between two antennas; the first sample is at the transmitter, the last at the receiver. */
export interface P1812Profile {
  /** Kilometres, strictly ascending from 0. */
  distanceKm: ArrayLike<number>
  /** Terrain, metres above sea level. */
  heightM: ArrayLike<number>
  /** Representative clutter height on top of the terrain, metres; ignored at the ends. Absent: none. */
  clutterHeightM?: ArrayLike<number>
  /** 1 sea, 3 coastal land, 4 inland. Absent: inland. */
  zone?: ArrayLike<Zone>
}

export interface P1812Link {
  frequencyGhz: number
  /** p: the loss is not exceeded for this share of an average year, 1 … 50 %. */
  timePercent: number
  /** pL: … and for this share of locations, 1 … 99 %. Default 50. */
  locationPercent?: number
  /** σ_L, dB (`locationSigmaDb`). Default 0. */
  sigmaLocationDb?: number
  /** Antenna heights above ground, metres. */
  txHeightM: number
  rxHeightM: number
  polarization: Polarization
  /** Degrees; only the latitude of the path's centre matters. */
  txLon: number
  txLat: number
  rxLon: number
  rxLat: number
  /** ΔN at the path's centre, N-units/km. Default 45. */
  deltaN?: number
  /** N0 at the path's centre, N-units. Default 325. */
  n0?: number
  /** Distances over land from the terminals to the coast, kilometres; 0 on a ship. Default 500. */
  coastDistanceTxKm?: number
  coastDistanceRxKm?: number
}

export interface P1812Result extends PathLoss {
  /** Intermediates by the symbol of the recommendation: dB, km, m, mrad, %. */
  terms: Terms
}

const CUT_DB_PER_DECADE = 5

/** −5·lg(10^(−0.2a) + 10^(−0.2b)), which must not underflow for large losses. */
function powerSumDb(a: number, b: number): number {
  const low = Math.min(a, b)
  return low - CUT_DB_PER_DECADE * Math.log10(1 + 10 ** (-0.2 * Math.abs(a - b)))
}

/** η·ln(e^(a/η) + e^(b/η)), which must not overflow for large losses. */
function softMaxDb(a: number, b: number, eta: number): number {
  return Math.max(a, b) + eta * Math.log1p(Math.exp(-Math.abs(a - b) / eta))
}

/** Checks a profile's shape. @throws InputError `bad-profile` */
function checkProfile(profile: P1812Profile): void {
  heightProfileArgument(profile)
  const { distanceKm, clutterHeightM, zone } = profile
  const count = distanceKm.length
  const fail = (message: string): never => {
    throw new InputError('bad-profile', 'profile', message)
  }
  for (const [name, values] of Object.entries({ clutterHeightM, zone }))
    if (values && values.length !== count) fail(`${name} has ${values.length} values; expected ${count}, as distanceKm`)
  for (let i = 0; i < count; i++) {
    if (clutterHeightM && !Number.isFinite(clutterHeightM[i]))
      fail(`clutterHeightM[${i}] is ${clutterHeightM[i]}; expected metres above the terrain`)
    if (zone && zone[i] !== 1 && zone[i] !== 3 && zone[i] !== 4)
      fail(`zone[${i}] is ${zone[i]}; expected 1 (sea), 3 (coastal land) or 4 (inland)`)
  }
}

/** What the recommendation says about its own range. */
function warningsOf(profile: P1812Profile, link: P1812Link): string[] {
  const warnings: string[] = []
  const warn = (quantity: string, value: number, low: number, high: number, unit: string) =>
    warnOutside(warnings, 'P.1812', quantity, value, low, high, unit)
  const total = profile.distanceKm[profile.distanceKm.length - 1]
  warn('frequency', link.frequencyGhz, 0.03, 6, 'GHz')
  warn('distance', total, 0.25, 3000, 'km')
  warn('time percentage', link.timePercent, 1, 50, '%')
  warn('location percentage', link.locationPercent ?? 50, 1, 99, '%')
  warn('transmitter height', link.txHeightM, 1, 3000, 'm')
  warn('receiver height', link.rxHeightM, 1, 3000, 'm')
  if (profile.distanceKm.length < 5)
    warnings.push(`P.1812: the profile has ${profile.distanceKm.length} points; 5 or more are expected`)
  return warnings
}

/**
 * Basic transmission loss not exceeded for p % of time and pL % of locations, dB: ITU-R P.1812-8, annex 1, complete
 * (troposcatter in the form of -6, eq. (44), which -8 keeps). Line of sight, delta-Bullington diffraction, ducting and
 * layer reflection, troposcatter, location variability. For a receiver indoors add `buildingEntryLoss` (P.2109).
 * @throws InputError `bad-profile`, `bad-argument`
 */
export function pathLossP1812(profile: P1812Profile, link: P1812Link): P1812Result {
  objectArgument(link, 'link', 'an object of type P1812Link')
  checkProfile(profile)
  const f = positive(link.frequencyGhz, 'frequencyGhz')
  // Above 50 % the recommendation has no value: the median is taken, and the warning says that 50 % is the limit.
  const p = Math.min(between(link.timePercent, 0, 100, 'timePercent'), 50)
  const locationPercent = between(link.locationPercent ?? 50, 0, 100, 'locationPercent')
  const sigmaDb = finite(link.sigmaLocationDb ?? 0, 'sigmaLocationDb')
  const n0 = finite(link.n0 ?? 325, 'n0')
  const ae = medianEffectiveRadiusKm(finite(link.deltaN ?? 45, 'deltaN'))
  oneOf(link.polarization, ['horizontal', 'vertical'], 'polarization')
  positive(link.txHeightM, 'txHeightM')
  positive(link.rxHeightM, 'rxHeightM')
  const coastTxKm = between(link.coastDistanceTxKm ?? 500, -1e-12, 1e6, 'coastDistanceTxKm')
  const coastRxKm = between(link.coastDistanceRxKm ?? 500, -1e-12, 1e6, 'coastDistanceRxKm')

  const { distanceKm, heightM } = profile
  const count = distanceKm.length
  const last = count - 1
  const d = distanceKm[last]
  const zone = profile.zone ?? new Uint8Array(count).fill(4)
  const withClutterM = Float64Array.from({ length: count }, (_, i) =>
    i === 0 || i === last ? heightM[i] : heightM[i] + (profile.clutterHeightM?.[i] ?? 0),
  ) // g_i, §3.2
  const txAmslM = heightM[0] + link.txHeightM // h_ts = h_tc, table 5
  const rxAmslM = heightM[last] + link.rxHeightM // h_rs = h_rc

  const sea = seaFraction(distanceKm, zone) // ω
  const { landKm, inlandKm } = longestLandKm(distanceKm, zone)
  const latitude = pathCentreLatitude(
    finite(link.txLon, 'txLon'),
    finite(link.txLat, 'txLat'),
    finite(link.rxLon, 'rxLon'),
    finite(link.rxLat, 'rxLat'),
    d,
  )
  const beta0 = anomalousPercent(latitude, landKm, inlandKm)
  const path = analysePath(profile, txAmslM, rxAmslM, ae, f)

  const sight = lineOfSight({
    distanceKm: d,
    txAmslM,
    rxAmslM,
    frequencyGhz: f,
    timePercent: p,
    betaPercent: beta0,
    txHorizonKm: path.txHorizonKm,
    rxHorizonKm: path.rxHorizonKm,
  })

  // §4.3.5: diffraction for the median and for β0 % of time, interpolated to p %.
  const obstacles = { distanceKm, heightM: withClutterM }
  const edge = {
    txAmslM,
    rxAmslM,
    txSmoothM: path.txSmoothM,
    rxSmoothM: path.rxSmoothM,
    frequencyGhz: f,
    seaFraction: sea,
    polarization: link.polarization,
  }
  const median = deltaBullington(obstacles, { ...edge, effectiveRadiusKm: ae })
  const beta = deltaBullington(obstacles, { ...edge, effectiveRadiusKm: EARTH_RADIUS_BETA_KM })
  const fi = p > beta0 ? inverseNormalP1812(p / 100) / inverseNormalP1812(beta0 / 100) : 1 // eq. (40)
  const ldp = p === 50 ? median.lossDb : median.lossDb + fi * (beta.lossDb - median.lossDb) // eq. (41)
  const lbd50 = sight.freeSpaceDb + median.lossDb // eq. (42)
  const lbd = sight.lossPDb + ldp // eq. (43)

  const lbs = troposcatterDb(d, path.angularMrad, f, p, n0)
  const lba = ductingDb({
    distanceKm: d,
    frequencyGhz: f,
    timePercent: p,
    betaPercent: beta0,
    effectiveRadiusKm: ae,
    txHorizonKm: path.txHorizonKm,
    rxHorizonKm: path.rxHorizonKm,
    txHorizonMrad: path.txHorizonMrad,
    rxHorizonMrad: path.rxHorizonMrad,
    txAmslM,
    rxAmslM,
    txEffectiveM: path.txEffectiveM,
    rxEffectiveM: path.rxEffectiveM,
    roughnessM: path.roughnessM,
    coastDistanceTxKm: zone[0] === 1 ? 0 : coastTxKm,
    coastDistanceRxKm: zone[last] === 1 ? 0 : coastRxKm,
    inlandKm,
    seaFraction: sea,
  })

  // §4.7: the mechanisms put together.
  const fj = 1 - 0.5 * (1 + Math.tanh((3 * 0.8 * (path.angularMrad - 0.3)) / 0.3)) // eq. (57)
  const fk = 1 - 0.5 * (1 + Math.tanh((3 * 0.5 * (d - 20)) / 20)) // eq. (58)
  const lminb0p =
    p < beta0 ? sight.lossPDb + (1 - sea) * ldp : lbd50 + (sight.lossBetaDb + (1 - sea) * ldp - lbd50) * fi // eq. (59)
  const lminbap = softMaxDb(lba, sight.lossPDb, 2.5) // eq. (60)
  const lbda = lminbap > lbd ? lbd : lminbap + (lbd - lminbap) * fk // eq. (61)
  const lbam = lbda + (lminb0p - lbda) * fj // eq. (62)
  const lbc = powerSumDb(lbs, lbam) // eq. (63)
  const lloc = zone[last] === 1 ? 0 : locationLossDb(locationPercent, sigmaDb) // eqs (67), (68)
  const lb = Math.max(sight.lossPDb, lbc + lloc) // eq. (69)

  return {
    lossDb: lb,
    warnings: warningsOf(profile, link),
    terms: {
      d,
      dlt: path.txHorizonKm,
      dlr: path.rxHorizonKm,
      th_t: path.txHorizonMrad,
      th_r: path.rxHorizonMrad,
      th: path.angularMrad,
      hts: txAmslM,
      hrs: rxAmslM,
      htc: txAmslM,
      hrc: rxAmslM,
      w: sea,
      dtm: landKm,
      dlm: inlandKm,
      phi: latitude,
      b0: beta0,
      ae,
      hst_n: path.txFitM,
      hsr_n: path.rxFitM,
      hst: path.txSurfaceM,
      hsr: path.rxSurfaceM,
      hstd: path.txSmoothM,
      hsrd: path.rxSmoothM,
      hte: path.txEffectiveM,
      hre: path.rxEffectiveM,
      hm: path.roughnessM,
      Fi: fi,
      Fj: fj,
      Fk: fk,
      Lbfs: sight.freeSpaceDb,
      Lb0p: sight.lossPDb,
      Lb0b: sight.lossBetaDb,
      // Without suffix those of the pass for β0 % of time, as in the validation logs; the median's end in 50.
      Lbulla: beta.actualDb,
      Lbulls: beta.smoothDb,
      Ldsph: beta.sphericalDb,
      Lbulla50: median.actualDb,
      Lbulls50: median.smoothDb,
      Ldsph50: median.sphericalDb,
      Ld50: median.lossDb,
      Ldb: beta.lossDb,
      Ldp: ldp,
      Lbd50: lbd50,
      Lbd: lbd,
      Lminb0p: lminb0p,
      Lba: lba,
      Lminbap: lminbap,
      Lbda: lbda,
      Lbam: lbam,
      Lbs: lbs,
      Lbc: lbc,
      Lloc: lloc,
      Lb: lb,
      Ep: 199.36 + 20 * Math.log10(f) - lb, // eq. (70), dBµV/m for 1 kW e.r.p.
    },
  }
}
