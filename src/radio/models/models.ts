import { InputError } from '../../formats/input-error'
import type { CalibratedModel } from '../calibration/calibrated-model'
import { rma } from './38901-rma'
import { uma } from './38901-uma'
import { umi } from './38901-umi'
import { auto } from './auto'
import { auto2026 } from './auto-2026'
import { calibratedPathModel } from './calibrated'
import { cost231 } from './cost231'
import { deltaBullingtonModel } from './delta-bullington'
import { extendedHata } from './extended-hata'
import { freeSpace } from './free-space'
import { hata } from './hata'
import { itm } from './itm'
import { los38901 } from './los-38901'
import { p1812 } from './p1812'
import type { PathModel } from './path-model'

/** The built-in models, in the order in which help and tables name them. */
export const PATH_MODELS = [
  auto,
  auto2026,
  rma,
  uma,
  umi,
  hata,
  cost231,
  extendedHata,
  freeSpace,
  p1812,
  itm,
  deltaBullingtonModel,
  los38901,
] as const

export type ModelName = (typeof PATH_MODELS)[number]['name']

/** Names that `--model` takes. */
export const MODELS: readonly ModelName[] = PATH_MODELS.map(({ name }) => name)

/** What `model` may be: a name of `MODELS`, a model that a calibration made, or a model of your own. */
export type ModelInput = string | CalibratedModel | PathModel

/**
 * The model of a name, a calibration's, or your own.
 * @throws InputError `model-unknown` for another name, `model-invalid` for an object that is no model
 */
export function modelOf(input: ModelInput = 'auto'): PathModel {
  if (typeof input === 'string') {
    const found = PATH_MODELS.find(({ name }) => name === input)
    if (found) return found
    const message = `No propagation model "${input}"; expected one of ${MODELS.join(', ')}.`
    throw new InputError('model-unknown', 'model', message)
  }
  if ('bands' in input) return calibratedPathModel(input)
  for (const [field, wanted] of [
    ['name', 'string'],
    ['source', 'string'],
    ['loss', 'function'],
  ] as const) {
    if (typeof input[field] === wanted) continue
    const message = `The model's ${field} is ${typeof input[field]}; expected a ${wanted} (see PathModel).`
    throw new InputError('model-invalid', `model.${field}`, message)
  }
  return input
}
