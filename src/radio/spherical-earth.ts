import { wavelengthM } from './bullington'

export type Polarization = 'horizontal' | 'vertical'

/** A path over a smooth spherical Earth. */
export interface SphericalLink {
  distanceKm: number
  /** Antenna heights above the smooth surface, metres, > 0. */
  txHeightM: number
  rxHeightM: number
  frequencyGhz: number
  /** Effective Earth radius, kilometres. */
  effectiveRadiusKm: number
  /** Share of the path over sea, 0 … 1. */
  seaFraction: number
  polarization: Polarization
}

/** First-term loss over one kind of ground, dB (ITU-R P.1812-8 §4.3.3, eqs (29)–(36)). */
function firstTermDb(link: SphericalLink, permittivity: number, conductivity: number): number {
  const { distanceKm, frequencyGhz: f, effectiveRadiusKm: a } = link
  const loss = (18 * conductivity) / f
  let k = 0.036 * (a * f) ** (-1 / 3) * ((permittivity - 1) ** 2 + loss ** 2) ** (-1 / 4) // eq. (29a), horizontal
  if (link.polarization === 'vertical') k *= Math.sqrt(permittivity ** 2 + loss ** 2) // eq. (29b)
  const k2 = k * k
  const beta = (1 + 1.6 * k2 + 0.67 * k2 * k2) / (1 + 4.5 * k2 + 1.53 * k2 * k2) // eq. (30)
  const x = 21.88 * beta * Math.cbrt(f / (a * a)) * distanceKm // eq. (31)
  const heightScale = 0.9575 * beta * Math.cbrt((f * f) / a)
  const yt = heightScale * link.txHeightM // eq. (32a)
  const yr = heightScale * link.rxHeightM // eq. (32b)
  const fx = x >= 1.6 ? 11 + 10 * Math.log10(x) - 17.6 * x : -20 * Math.log10(x) - 5.6488 * x ** 1.425 // eq. (33)
  return -fx - heightGainDb(beta * yt, k) - heightGainDb(beta * yr, k) // eq. (36)
}

/** Height gain G(Y), dB, with B = βY (eqs (34), (35)); not below 2 + 20 lg K. */
function heightGainDb(b: number, k: number): number {
  const gain = b > 2 ? 17.6 * Math.sqrt(b - 1.1) - 5 * Math.log10(b - 1.1) - 8 : 20 * Math.log10(b + 0.1 * b * b * b)
  return Math.max(gain, 2 + 20 * Math.log10(k))
}

/** First-term loss over the mixture of land (ε 22, σ 0.003 S/m) and sea (ε 80, σ 5 S/m), dB (eq. (28)). */
export function firstTermLossDb(link: SphericalLink): number {
  const { seaFraction } = link
  const land = seaFraction < 1 ? firstTermDb(link, 22, 0.003) : 0
  const sea = seaFraction > 0 ? firstTermDb(link, 80, 5) : 0
  return seaFraction * sea + (1 - seaFraction) * land
}

/** Spherical-Earth diffraction loss, dB (ITU-R P.1812-8 §4.3.2). */
export function sphericalEarthLossDb(link: SphericalLink): number {
  const { distanceKm: d, txHeightM: hte, rxHeightM: hre, effectiveRadiusKm: a } = link
  const horizonKm = Math.sqrt(2 * a) * (Math.sqrt(0.001 * hte) + Math.sqrt(0.001 * hre)) // eq. (22)
  if (d >= horizonKm) return firstTermLossDb(link)

  const c = (hte - hre) / (hte + hre) // eq. (24d)
  const m = (250 * d * d) / (a * (hte + hre)) // eq. (24e)
  const argument = ((3 * c) / 2) * Math.sqrt((3 * m) / (m + 1) ** 3)
  const angle = Math.PI / 3 + Math.acos(Math.max(-1, Math.min(1, argument))) / 3
  const b = 2 * Math.sqrt((m + 1) / (3 * m)) * Math.cos(angle) // eq. (24c)
  const d1 = (d / 2) * (1 + b) // eq. (24a)
  const d2 = d - d1 // eq. (24b)
  const clearanceM = ((hte - (500 * d1 * d1) / a) * d2 + (hre - (500 * d2 * d2) / a) * d1) / d // eq. (23)
  const requiredM = 17.456 * Math.sqrt((d1 * d2 * wavelengthM(link.frequencyGhz)) / d) // eq. (25)
  if (clearanceM > requiredM) return 0
  const marginalRadiusKm = 500 * (d / (Math.sqrt(hte) + Math.sqrt(hre))) ** 2 // eq. (26)
  const marginalDb = Math.max(0, firstTermLossDb({ ...link, effectiveRadiusKm: marginalRadiusKm }))
  return (1 - clearanceM / requiredM) * marginalDb // eq. (27)
}
