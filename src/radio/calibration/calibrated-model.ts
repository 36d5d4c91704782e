import { objectArgument } from '../../formats/argument'
import { InputError } from '../../formats/input-error'
import type { InputFile } from '../../formats/input-file'
import type { PathLoss } from '../path-loss'
import { pathLossSpm, type SpmCoefficients, type SpmLink } from '../spm'
import type { ErrorStatistics } from './statistics'

/** The fit of one band. */
export interface BandModel {
  /** Centre of the band, MHz. */
  frequencyMhz: number
  coefficients: SpmCoefficients
  /** Offset by land-cover kind, dB. */
  landCoverDb: Record<string, number>
  /** Their mean over the measured points, dB: for maps that do not know the land cover. */
  meanLandCoverDb: number
  /** Standard deviation of the error on cells that took no part in the fit, dB. */
  sigmaDb: number
  cells: number
  points: number
  distanceRangeM: [number, number]
  before: ErrorStatistics
  after: ErrorStatistics
  holdOut: ErrorStatistics
}

/** A dated model file: the standard propagation model as measurements have it, by band. Plain JSON. */
export interface CalibratedModel {
  kind: 'gigaplan-model'
  version: 1
  id: string
  /** ISO date of the calibration. */
  date: string
  /** What it was fitted to. */
  source: string
  bands: Record<string, BandModel>
}

/**
 * Loss of a calibrated model, dB.
 * @param landCover kind at the receiver; one that took no part in the fit counts as 0 dB
 * @throws InputError `band-not-calibrated`
 */
export function calibratedLoss(
  model: CalibratedModel,
  band: string,
  link: Omit<SpmLink, 'clutterOffsetDb'> & { landCover?: string },
): PathLoss {
  objectArgument(model, 'model', 'an object of type CalibratedModel')
  const fit = model.bands[band]
  if (!fit)
    throw new InputError(
      'band-not-calibrated',
      'model',
      `Model ${model.id} has no fit for band ${band}; it has ${Object.keys(model.bands).join(', ') || 'none'}.`,
    )
  const clutterOffsetDb = fit.landCoverDb[link.landCover ?? ''] ?? 0
  const result = pathLossSpm(fit.coefficients, { frequencyMhz: fit.frequencyMhz, ...link, clutterOffsetDb })
  const [near, far] = fit.distanceRangeM
  if (link.distanceM < near || link.distanceM > far)
    result.warnings.push(
      `Model ${model.id}: ${link.distanceM.toFixed(0)} m is outside the ${near.toFixed(0)} to ${far.toFixed(0)} m that were measured`,
    )
  return result
}

const COEFFICIENTS = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'kClutter'] as const

/** Reads a model file that a calibration wrote. @throws InputError `not-json`, `model-invalid` */
export function readCalibratedModel(file: InputFile): CalibratedModel {
  let model: CalibratedModel
  try {
    model = JSON.parse(new TextDecoder().decode(file.bytes))
  } catch {
    throw new InputError('not-json', file.name, `${file.name} is not JSON; expected a model file of a calibration.`)
  }
  const fail = (path: string, message: string): never => {
    throw new InputError('model-invalid', `${file.name}:${path}`, message)
  }
  if (model?.kind !== 'gigaplan-model' || model.version !== 1)
    fail(
      'kind',
      `${file.name} is of kind ${model?.kind}, version ${model?.version}; expected gigaplan-model, version 1.`,
    )
  if (typeof model.bands !== 'object' || model.bands === null || Object.keys(model.bands).length === 0)
    fail('bands', `${file.name} holds no bands; expected at least one.`)
  for (const [band, fit] of Object.entries(model.bands)) {
    for (const key of ['frequencyMhz', 'meanLandCoverDb', 'sigmaDb'] as const)
      if (!Number.isFinite(fit?.[key]))
        fail(`bands.${band}.${key}`, `${key} of band ${band} is missing; expected a number.`)
    for (const key of COEFFICIENTS)
      if (!Number.isFinite(fit?.coefficients?.[key]))
        fail(`bands.${band}.coefficients.${key}`, `${key} of band ${band} is missing; expected a number.`)
    for (const [kind, offset] of Object.entries(fit.landCoverDb ?? {}))
      if (!Number.isFinite(offset))
        fail(`bands.${band}.landCoverDb.${kind}`, `the offset of ${kind} is ${offset}; expected dB.`)
  }
  return model
}
