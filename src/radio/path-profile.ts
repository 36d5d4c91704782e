import { objectArgument } from '../formats/argument'
import { bullington } from './bullington'
import { deltaBullington } from './delta-bullington'
import { deygout } from './deygout'
import { pathLossEhata } from './ehata/ehata'
import { freeSpaceLossDb } from './free-space'
import { type HataEnvironment, pathLossHata } from './hata'
import { pathLossItm } from './itm/itm'
import type { Climate } from './itm/variability'
import { knifeEdge } from './knife-edge'
import { medianEffectiveRadiusKm } from './p1812/earth'
import { type P1812Link, type P1812Profile, pathLossP1812 } from './p1812/p1812'
import { diffractionSurface } from './p1812/path-analysis'
import { seaFraction } from './p1812/zones'
import { type PathGeometry, pathGeometry } from './path-geometry'
import type { PathLoss } from './path-loss'
import { explained, ITM_TERMS, P1812_TERMS, type PathTerm } from './path-terms'
import { pathLossSpm, SPM_DEFAULTS, type SpmCoefficients, spmK1 } from './spm'
import { pathLoss36873 } from './tr36873'
import { pathLoss38901 } from './tr38901'

/** One model's answer for a path. */
export interface ModelLoss extends PathLoss {
  /** Short name for programs and for people: `p1812`, `itm`, `38901-rma` … */
  model: string
  /** Where the formula stands. */
  source: string
  /** Standard deviation that the model states, dB; absent where it states none. */
  sigmaDb?: number
  terms: PathTerm[]
}

/** A path by every model: what `gigaplan profile` prints and draws. */
export interface PathProfile {
  distanceKm: number
  frequencyMhz: number
  effectiveRadiusKm: number
  geometry: PathGeometry
  losses: ModelLoss[]
}

/** What a path needs beside its terrain. */
export type PathProfileLink = Omit<P1812Link, 'frequencyGhz' | 'timePercent'> & {
  frequencyMhz: number
  /** Default 50. */
  timePercent?: number
  /** Surroundings of the receiver for the Hata family. Default `suburban`. */
  environment?: HataEnvironment
  /** Coefficients of the standard propagation model; default: those that follow from Hata. */
  spm?: SpmCoefficients
  /** Offset of the land cover at the receiver in that model, dB. */
  clutterOffsetDb?: number
  /** Relative permittivity and conductivity (S/m) of the ground for ITM. Default 15 and 0.005. */
  epsilon?: number
  sigma?: number
  /** Radio climate for ITM. Default 5, continental temperate. */
  climate?: Climate
}

function term(symbol: string, name: string, value: number, unit: string, equation: string): PathTerm {
  return { symbol, name, value, unit, equation }
}

/** Terrain at even steps, metres, by linear interpolation; as many intervals as the profile has. */
export function evenly(profile: P1812Profile): { stepM: number; heightM: Float64Array } {
  const { distanceKm: d, heightM: h } = profile
  const intervals = d.length - 1
  const total = d[intervals]
  const heightM = new Float64Array(intervals + 1)
  let j = 0
  for (let i = 0; i <= intervals; i++) {
    const at = (total * i) / intervals
    while (j < intervals - 1 && d[j + 1] < at) j++
    const share = Math.min(1, Math.max(0, (at - d[j]) / (d[j + 1] - d[j])))
    heightM[i] = h[j] + (h[j + 1] - h[j]) * share
  }
  return { stepM: (total * 1000) / intervals, heightM }
}

/** Free space plus diffraction over the profile, by four constructions. */
function diffractionLosses(profile: P1812Profile, link: PathProfileLink, geometry: PathGeometry, ae: number) {
  const frequencyGhz = link.frequencyMhz / 1000
  const { txAmslM, rxAmslM, worst } = geometry
  const total = geometry.distanceKm[geometry.distanceKm.length - 1]
  const slantM = Math.hypot(total * 1000, txAmslM - rxAmslM)
  const freeDb = freeSpaceLossDb(slantM, link.frequencyMhz)
  const free = term('Lfs', 'free space', freeDb, 'dB', 'P.525-4 eq. (4)')
  const obstacles = {
    distanceKm: geometry.distanceKm,
    heightM: geometry.groundM.map((ground, i) => ground + geometry.clutterM[i]),
  }
  const edge = { txAmslM, rxAmslM, frequencyGhz, effectiveRadiusKm: ae }
  const surface = diffractionSurface(profile, txAmslM, rxAmslM)
  const bull = bullington(obstacles, edge)
  const delta = deltaBullington(obstacles, {
    ...edge,
    txSmoothM: surface.txM,
    rxSmoothM: surface.rxM,
    seaFraction: profile.zone ? seaFraction(profile.distanceKm, profile.zone) : 0,
    polarization: link.polarization,
  })
  const cascade = deygout(obstacles, edge)
  const nu = term('ν', 'diffraction parameter', worst.nu, '', 'P.526-15 eq. (26)')
  const answer = (model: string, source: string, lossDb: number, terms: PathTerm[]): ModelLoss => ({
    model,
    source,
    lossDb: freeDb + lossDb,
    warnings: [],
    terms: [free, ...terms],
  })
  const losses = [
    answer('free-space', 'ITU-R P.525-4', 0, []),
    answer('knife-edge', 'ITU-R P.526-15 §4.1', knifeEdge(worst.nu), [
      nu,
      term('J', 'single knife edge', knifeEdge(worst.nu), 'dB', 'P.526-15 eq. (31)'),
    ]),
    answer('deygout', 'ITU-R P.526 cascaded edges (Deygout-Assis)', cascade.lossDb, [
      term('dp', 'main edge from the transmitter', cascade.mainKm, 'km', 'P.526 §4.5'),
      term('L', 'three edges', cascade.lossDb, 'dB', 'P.526 §4.5'),
    ]),
    answer('bullington', 'ITU-R P.526-15 §4.5.1', bull.lossDb, [
      term('νb', 'diffraction parameter', bull.nu, '', 'P.1812-8 eqs (15), (19)'),
      term('dbp', 'Bullington point', bull.pointKm, 'km', 'P.1812-8 eq. (18)'),
      term('Lbull', 'Bullington', bull.lossDb, 'dB', 'P.1812-8 eq. (21)'),
    ]),
    answer('delta-bullington', 'ITU-R P.526-15 §4.5.3', delta.lossDb, [
      term('Lbulla', 'Bullington, actual path', delta.actualDb, 'dB', 'P.1812-8 eq. (21)'),
      term('Lbulls', 'Bullington, smooth path', delta.smoothDb, 'dB', 'P.1812-8 eq. (21)'),
      term('Ldsph', 'spherical Earth', delta.sphericalDb, 'dB', 'P.1812-8 eq. (27)'),
      term('Ld', 'diffraction', delta.lossDb, 'dB', 'P.1812-8 eq. (39)'),
    ]),
  ]
  return { losses, diffractionDb: delta.lossDb }
}

/** The models that know distance and heights only; terrain decides their line of sight. */
function siteGeneralLosses(link: PathProfileLink, geometry: PathGeometry, diffractionDb: number): ModelLoss[] {
  const total = geometry.distanceKm[geometry.distanceKm.length - 1]
  const { frequencyMhz, txHeightM: baseHeightM, rxHeightM: userHeightM } = link
  const { los } = geometry
  const sight = term('LOS', 'line of sight over the profile', los ? 1 : 0, '', 'terrain, clutter and bulge')
  const losses: ModelLoss[] = []
  const three = { los, distance2dM: total * 1000, frequencyGhz: frequencyMhz / 1000, baseHeightM, userHeightM }
  for (const scenario of ['RMa', 'UMa', 'UMi'] as const)
    losses.push({
      model: `38901-${scenario.toLowerCase()}`,
      source: 'TR 38.901 table 7.4.1-1',
      ...pathLoss38901({ scenario, ...three }),
      terms: [sight],
    })
  losses.push({
    model: '36873-uma',
    source: 'TR 36.873 table 7.2-1',
    ...pathLoss36873({ scenario: '3D-UMa', ...three }),
    terms: [sight],
  })
  const environment = link.environment ?? 'suburban'
  const hata = { environment, distanceKm: total, frequencyMhz, baseHeightM, userHeightM }
  losses.push({
    model: 'hata',
    source: 'Hata 1980',
    ...pathLossHata({ variant: 'hata', ...hata }),
    terms: [],
  })
  losses.push({
    model: 'cost231',
    source: 'COST 231 final report §4.4.1',
    ...pathLossHata({ variant: 'cost231', ...hata }),
    terms: [],
  })
  losses.push({
    model: 'extended-hata',
    source: 'ERC Report 68',
    ...pathLossHata({ variant: 'extended', ...hata }),
    terms: [],
  })
  const spm = link.spm ?? { ...SPM_DEFAULTS, k1: spmK1(frequencyMhz) }
  const clutterOffsetDb = link.clutterOffsetDb ?? 0
  losses.push({
    model: 'spm',
    source: 'standard propagation model',
    ...pathLossSpm(spm, {
      distanceM: total * 1000,
      txHeightM: baseHeightM,
      rxHeightM: userHeightM,
      diffractionDb,
      clutterOffsetDb,
      frequencyMhz,
    }),
    terms: [
      term('K1', 'intercept', spm.k1, 'dB', 'SPM'),
      term('K2·lg d', 'distance', spm.k2 * Math.log10(total * 1000), 'dB', 'SPM'),
      term('K4·Diff', 'diffraction', spm.k4 * diffractionDb, 'dB', 'SPM'),
      term('Kclutter·f', 'land cover', spm.kClutter * clutterOffsetDb, 'dB', 'SPM'),
    ],
  })
  return losses
}

/** An answer, or the reason why the model has none. */
function attempt(model: string, source: string, compute: () => Omit<ModelLoss, 'model' | 'source'>): ModelLoss {
  try {
    return { model, source, ...compute() }
  } catch (error) {
    return { model, source, lossDb: Number.NaN, warnings: [(error as Error).message], terms: [] }
  }
}

/**
 * One path by every model: terrain, bulge, Fresnel zone, hull, and each loss with its terms and their equations. A model
 * that has no value for the path answers NaN and says why.
 * @throws InputError `bad-profile`, `bad-argument` (as `pathLossP1812`)
 */
export function pathProfile(profile: P1812Profile, link: PathProfileLink): PathProfile {
  objectArgument(profile, 'profile', '{ distanceKm, heightM }')
  objectArgument(link, 'link', 'an object of type PathProfileLink')
  const frequencyGhz = link.frequencyMhz / 1000
  const p1812 = pathLossP1812(profile, { ...link, frequencyGhz, timePercent: link.timePercent ?? 50 })
  const ae = medianEffectiveRadiusKm(link.deltaN ?? 45)
  const geometry = pathGeometry(profile, { ...link, frequencyGhz, effectiveRadiusKm: ae })
  const { losses, diffractionDb } = diffractionLosses(profile, link, geometry, ae)
  const terrain = evenly(profile)
  losses.push({
    model: 'p1812',
    source: 'ITU-R P.1812-8',
    lossDb: p1812.lossDb,
    warnings: p1812.warnings,
    terms: explained(P1812_TERMS, p1812.terms),
  })
  losses.push(
    attempt('itm', 'NTIA ITM (Longley-Rice)', () => {
      const result = pathLossItm(terrain, {
        txHeightM: link.txHeightM,
        rxHeightM: link.rxHeightM,
        frequencyMhz: link.frequencyMhz,
        polarization: link.polarization,
        epsilon: link.epsilon ?? 15,
        sigma: link.sigma ?? 0.005,
        n0: Math.min(400, Math.max(250, link.n0 ?? 325)),
        climate: link.climate ?? 5,
        mdvar: 12,
        timePercent: link.timePercent ?? 50,
        locationPercent: link.locationPercent ?? 50,
        situationPercent: 50,
      })
      return { lossDb: result.lossDb, warnings: result.warnings, terms: explained(ITM_TERMS, result.terms) }
    }),
    attempt('ehata', 'NTIA TR-15-517 appendix A', () => {
      const fromMobile = { stepM: terrain.stepM, heightM: terrain.heightM.slice().reverse() }
      const result = pathLossEhata(fromMobile, {
        frequencyMhz: link.frequencyMhz,
        baseHeightM: link.txHeightM,
        userHeightM: link.rxHeightM,
        environment: link.environment ?? 'suburban',
      })
      const terms = Object.entries(result.terms).map(([symbol, value]) =>
        term(
          symbol,
          symbol,
          value,
          symbol.startsWith('h') || symbol === 'delta_h' ? 'm' : 'dB',
          'NTIA TR-15-517 app. A',
        ),
      )
      return { lossDb: result.lossDb, warnings: result.warnings, terms }
    }),
  )
  losses.push(...siteGeneralLosses(link, geometry, diffractionDb))
  return {
    distanceKm: geometry.distanceKm[geometry.distanceKm.length - 1],
    frequencyMhz: link.frequencyMhz,
    effectiveRadiusKm: ae,
    geometry,
    losses,
  }
}
