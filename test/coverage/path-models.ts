import type { Propagation } from '../../src/coverage/propagation'
import { HANDSET } from '../../src/coverage/rule'
import { type ModelInput, modelOf } from '../../src/radio/models/models'
import type { LossOverDistance, Surroundings } from '../../src/radio/models/path-model'

/** The handset's height, m: that of rules that do not say. */
export const RX_HEIGHT_M = HANDSET.heightM

/** A model's loss to a handset, without terrain. */
export function lossOverDistance(
  model: ModelInput,
  surroundings: Surroundings,
  heightM: number,
  frequencyMhz: number,
): LossOverDistance {
  return modelOf(model).loss({ surroundings, heightM, frequencyMhz, rxHeightM: RX_HEIGHT_M })
}

/** A model toward handsets over no terrain. */
export function propagationBy(model: ModelInput): Propagation {
  return { model: modelOf(model), rxHeightM: RX_HEIGHT_M }
}
