import { terminalClutter } from './clutter'
import { hataModel } from './hata-family'
import { p1812 } from './p1812'
import { type LossOverDistance, type ModelLink, oneSigma, type PathModel } from './path-model'

/** Hata and its kin begin at 10 m above ground (ERC Report 68); lower antennas stand among the obstacles: path by path. */
const LOWEST_M = 10
/** The formula ends here; above, the loss grows as that of free space, by 20·lg f. */
const HIGHEST_MHZ = 3000

const suburban = hataModel('extended', () => 'suburban')
const isLow = ({ heightM }: ModelLink): boolean => heightM < LOWEST_M

function suburbanLoss(link: ModelLink): LossOverDistance {
  const { frequencyMhz } = link
  if (frequencyMhz <= HIGHEST_MHZ) return suburban.loss(link)
  const below = suburban.loss({ ...link, frequencyMhz: HIGHEST_MHZ })
  const moreDb = 20 * Math.log10(frequencyMhz / HIGHEST_MHZ)
  return (distanceM) => below(distanceM) + moreDb
}

/**
 * The default: extended Hata for suburbs, over terrain with the effective height and K4 of the dominant knife edge; antennas below 10 m by
 * P.1812. Of all models and blends it is the one that is within 6 dB of every drive test that was at hand with nothing tuned:
 * docs/accuracy.md. What is given of land cover adds at the receiver.
 */
export const auto: PathModel<'auto'> = {
  name: 'auto',
  source:
    'CEPT ERC Report 68 (extended Hata, suburban), effective height of ITU-R P.1546-6 §3.1; ITU-R P.1812-8 below 10 m',
  validity: { frequencyMhz: [30, HIGHEST_MHZ], heightM: [LOWEST_M, 200], distanceM: [40, 40_000] },
  loss: (link) => (isLow(link) ? p1812.loss(link) : suburbanLoss(link)),
  terrain: (link) =>
    isLow(link)
      ? { sweep: 'p1812' }
      : suburban.terrain({ ...link, frequencyMhz: Math.min(link.frequencyMhz, HIGHEST_MHZ) }),
  clutter: (link) => (isLow(link) ? terminalClutter(link) : suburban.clutter(link)),
  shadowing: () => oneSigma(8),
  sigmaDb: 8,
}
