import { LAND_COVER_KINDS, type LandCoverKind } from '../../terrain/land-cover'
import { heightGainLoss } from '../p2108'
import type { ClutterTerm, ModelLink } from './path-model'

function kindOf(id: string): LandCoverKind {
  return LAND_COVER_KINDS.get(id)!
}

/**
 * For a formula that holds the clutter of one kind of land already: a kind adds what its offset has beyond that one's.
 * Nothing is taken off: the formula is never bettered, and no clutter is counted twice.
 */
export function offsetFrom(own: string): ClutterTerm {
  return { key: own, offsetDb: (id) => Math.max(0, kindOf(id).offsetDb - kindOf(own).offsetDb) }
}

/**
 * For a formula without clutter: the receiver stands among obstacles of the kind's height (ITU-R P.2108-1 §3.1, made for 0.03 to
 * 3 GHz; above, the formula goes on). Open ground adds nothing, nor do obstacles that the receiver stands above.
 */
export function terminalClutter({ frequencyMhz, rxHeightM }: ModelLink): ClutterTerm {
  return {
    key: `terminal ${frequencyMhz}`,
    offsetDb: (id) => {
      const { heightM } = kindOf(id)
      if (heightM <= rxHeightM) return 0
      const link = { frequencyGhz: frequencyMhz / 1000, terminalHeightM: rxHeightM, clutterHeightM: heightM }
      return heightGainLoss({ ...link, clutter: 'suburban' }).lossDb
    },
  }
}
