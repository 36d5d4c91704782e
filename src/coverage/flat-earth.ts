import { deltaBullington } from '../radio/delta-bullington'
import { freeSpaceLossDb } from '../radio/free-space'
import { pathLossItm } from '../radio/itm/itm'
import { medianEffectiveRadiusKm } from '../radio/p1812/earth'
import { pathLossP1812 } from '../radio/p1812/p1812'

/** Samples of a flat path: enough that the bulge of the Earth is met near its middle. */
const SAMPLES = 33
/** Lapse rate whose effective Earth radius is 4/3 of the Earth's, as the sweeps take it (157/(157 − ΔN) = 4/3). */
const DELTA_N_FOUR_THIRDS = 157 / 4

/** The settings of the Irregular Terrain Model that the sweep takes too: medians, average ground, continental temperate climate. */
const ITM = {
  polarization: 'vertical',
  epsilon: 15,
  sigma: 0.005,
  n0: 301,
  climate: 5,
  mdvar: 12,
  timePercent: 50,
  locationPercent: 50,
  situationPercent: 50,
} as const

/**
 * Median loss of a path-specific model over flat ground at sea level, dB: what it says where no elevation is known.
 * The frequency is held to the model's own range.
 */
export function flatEarthLossDb(
  model: 'p1812' | 'itm' | 'delta-bullington',
  distanceM: number,
  txHeightM: number,
  rxHeightM: number,
  frequencyMhz: number,
): number {
  const heightM = new Float64Array(SAMPLES)
  if (model === 'itm') {
    return pathLossItm({ stepM: distanceM / (SAMPLES - 1), heightM }, { ...ITM, txHeightM, rxHeightM, frequencyMhz })
      .lossDb
  }
  const frequencyGhz = frequencyMhz / 1000
  const polarization = 'vertical'
  const distanceKm = heightM.map((_, i) => (distanceM * i) / (SAMPLES - 1) / 1000)
  if (model === 'p1812') {
    // No part of the median depends on where on the globe the path lies.
    const place = { txLon: 0, txLat: 25, rxLon: 0, rxLat: 25 }
    const link = { frequencyGhz, timePercent: 50, txHeightM, rxHeightM, polarization, ...place } as const
    return pathLossP1812({ distanceKm, heightM }, link).lossDb
  }
  const { lossDb } = deltaBullington(
    { distanceKm, heightM },
    {
      txAmslM: txHeightM,
      rxAmslM: rxHeightM,
      txSmoothM: 0,
      rxSmoothM: 0,
      frequencyGhz,
      effectiveRadiusKm: medianEffectiveRadiusKm(DELTA_N_FOUR_THIRDS),
      seaFraction: 0,
      polarization,
    },
  )
  return freeSpaceLossDb(distanceM, frequencyMhz) + lossDb
}
