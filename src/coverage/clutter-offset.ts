import { heightGainLoss } from '../radio/p2108'
import { LAND_COVER_KINDS, type LandCoverKind } from '../terrain/land-cover'
import { calibratedBand, type PropagationModel, RX_HEIGHT_M, type Surroundings, scenarioOf } from './propagation-model'

/** The kind of land that a site-general model is made for: what a kind adds is counted from there. */
function ownKind(model: PropagationModel, surroundings: Surroundings, heightM: number): string {
  if (model === 'hata' || model === 'cost231' || model === 'extended-hata') {
    return surroundings === 'town' ? 'urban' : 'open'
  }
  const name = typeof model === 'string' && model !== 'los-38901' ? model : 'auto'
  // RMa has houses of 5 m along streets of 20 m (TR 38.901 table 7.4.1-1): a village.
  return scenarioOf(name, surroundings, heightM) === 'RMa' ? 'village' : 'urban'
}

/** Loss at a receiver among obstacles, dB (ITU-R P.2108-1 §3.1); open ground adds nothing. */
function terminalLossDb({ heightM }: LandCoverKind, frequencyMhz: number): number {
  if (heightM <= RX_HEIGHT_M) return 0
  const link = { frequencyGhz: frequencyMhz / 1000, terminalHeightM: RX_HEIGHT_M, clutterHeightM: heightM }
  return heightGainLoss({ ...link, clutter: 'suburban' }).lossDb
}

/**
 * What the land cover at a receiver adds to a model's loss, dB, by kind; undefined where the land cover enters otherwise.
 * No clutter is counted twice:
 * - TR 38.901 and the Hata family hold the clutter of the environment that they are made for (a village for RMa, urban streets
 *   for UMa, UMi and Hata in town, open land for Hata in the country); a kind adds what its offset has beyond that one's, and
 *   nothing is taken off: the formula is never bettered.
 * - `free-space` and `itm` hold none: the receiver stands among obstacles of the kind's height, P.2108-1 §3.1 (made for 0.03 to
 *   3 GHz; above, the formula goes on). So do `p1812` and `delta-bullington` where they are taken over flat ground; along the
 *   terrain the obstacles stand on the profile (P.1812-8 §3.2), and nothing is added at the receiver.
 * - A calibrated model has offsets of its own; each replaces the mean that the model else stands with.
 */
export function clutterOffset(
  model: PropagationModel,
  mast: { surroundings: Surroundings; heightM: number; frequencyMhz: number },
  overTerrain: boolean,
): { key: string; offsetDb: (kind: string) => number } | undefined {
  const { surroundings, heightM, frequencyMhz } = mast
  const kindOf = (id: string): LandCoverKind => LAND_COVER_KINDS.get(id)!
  if (typeof model === 'object') {
    const band = calibratedBand(model, frequencyMhz)
    if (band === undefined) return clutterOffset('auto', mast, overTerrain)
    const { landCoverDb, meanLandCoverDb, coefficients } = model.bands[band]
    // Fitted without land cover: its mean holds everywhere.
    if (!Object.keys(landCoverDb).some((id) => LAND_COVER_KINDS.has(id))) return undefined
    return {
      key: `fit ${band}`,
      offsetDb: (id) => coefficients.kClutter * ((landCoverDb[id] ?? 0) - meanLandCoverDb),
    }
  }
  if (overTerrain && (model === 'p1812' || model === 'delta-bullington')) return undefined
  if (model === 'free-space' || model === 'itm' || model === 'p1812' || model === 'delta-bullington') {
    return { key: `terminal ${frequencyMhz}`, offsetDb: (id) => terminalLossDb(kindOf(id), frequencyMhz) }
  }
  const own = ownKind(model, surroundings, heightM)
  return { key: own, offsetDb: (id) => Math.max(0, kindOf(id).offsetDb - kindOf(own).offsetDb) }
}
