import { LAND_COVER_KINDS } from '../../terrain/land-cover'
import type { BandModel, CalibratedModel } from '../calibration/calibrated-model'
import { freeSpaceLossDb } from '../free-space'
import { pathLossSpm } from '../spm'
import { auto } from './auto'
import { NEAREST_M, oneSigma, type PathModel } from './path-model'

/** Bands whose centres differ by less than this factor share a fit. */
const SAME_BAND = 1.08

/** The band of a calibrated model that a frequency belongs to, and its fit; undefined where none was fitted. */
function fitAt(model: CalibratedModel, frequencyMhz: number): { band: string; fit: BandModel } | undefined {
  let best: { band: string; fit: BandModel } | undefined
  let least = SAME_BAND
  for (const [band, fit] of Object.entries(model.bands)) {
    const factor = Math.max(fit.frequencyMhz / frequencyMhz, frequencyMhz / fit.frequencyMhz)
    if (factor < least) {
      least = factor
      best = { band, fit }
    }
  }
  return best
}

const MADE = new WeakMap<CalibratedModel, PathModel>()

/**
 * The standard propagation model as a calibration has it, for the bands that it was fitted to; `auto` for the rest. Without land
 * cover it stands with the mean of its offsets; with it, each kind's offset replaces the mean.
 */
export function calibratedPathModel(model: CalibratedModel): PathModel {
  let made = MADE.get(model)
  if (!made) MADE.set(model, (made = pathModelOf(model)))
  return made
}

function pathModelOf(model: CalibratedModel): PathModel {
  const fits = Object.values(model.bands)
  return {
    name: model.id,
    source: model.source,
    sigmaDb: Math.sqrt(fits.reduce((sum, { sigmaDb }) => sum + sigmaDb * sigmaDb, 0) / fits.length),
    fits: (frequencyMhz) => fitAt(model, frequencyMhz) !== undefined,
    loss(link) {
      const found = fitAt(model, link.frequencyMhz)
      if (!found) return auto.loss(link)
      const { coefficients, meanLandCoverDb } = found.fit
      return (distance) => {
        const distanceM = Math.max(NEAREST_M, distance)
        const ends = { distanceM, txHeightM: link.heightM, rxHeightM: link.rxHeightM }
        const { lossDb } = pathLossSpm(coefficients, { ...ends, clutterOffsetDb: meanLandCoverDb })
        return Math.max(lossDb, freeSpaceLossDb(distance, link.frequencyMhz))
      }
    },
    terrain(link) {
      const found = fitAt(model, link.frequencyMhz)
      return found ? { sweep: 'knife-edge', share: found.fit.coefficients.k4 } : auto.terrain!(link)
    },
    clutter(link, overTerrain) {
      const found = fitAt(model, link.frequencyMhz)
      if (!found) return auto.clutter!(link, overTerrain)
      const { landCoverDb, meanLandCoverDb, coefficients } = found.fit
      // Fitted without land cover: its mean holds everywhere.
      if (!Object.keys(landCoverDb).some((id) => LAND_COVER_KINDS.has(id))) return undefined
      return {
        key: `fit ${found.band}`,
        offsetDb: (id) => coefficients.kClutter * ((landCoverDb[id] ?? 0) - meanLandCoverDb),
      }
    },
    shadowing(link) {
      const found = fitAt(model, link.frequencyMhz)
      return found ? oneSigma(found.fit.sigmaDb) : auto.shadowing!(link)
    },
  }
}
