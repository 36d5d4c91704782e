import { deltaBullington } from '../delta-bullington'
import { freeSpaceLossDb } from '../free-space'
import { medianEffectiveRadiusKm } from '../p1812/earth'
import { terminalClutter } from './clutter'
import { DELTA_N_FOUR_THIRDS, overFlatGround } from './flat-profile'
import type { PathModel } from './path-model'

/** Free space and the diffraction of ITU-R P.526-15 §4.5.3; obstacles stand on the profile, over flat ground about the receiver. */
export const deltaBullingtonModel: PathModel<'delta-bullington'> = {
  name: 'delta-bullington',
  source: 'ITU-R P.525-4 and P.526-15 §4.5.3',
  withoutElevation: 'flat',
  obstaclesOnProfile: true,
  loss: (link) =>
    overFlatGround(link, ({ distanceM, distanceKm, heightM }) => {
      const { lossDb } = deltaBullington(
        { distanceKm, heightM },
        {
          txAmslM: link.heightM,
          rxAmslM: link.rxHeightM,
          txSmoothM: 0,
          rxSmoothM: 0,
          frequencyGhz: link.frequencyMhz / 1000,
          effectiveRadiusKm: medianEffectiveRadiusKm(DELTA_N_FOUR_THIRDS),
          seaFraction: 0,
          polarization: 'vertical',
        },
      )
      return freeSpaceLossDb(distanceM, link.frequencyMhz) + lossDb
    }),
  terrain: () => ({ sweep: 'delta-bullington' }),
  clutter: (link, overTerrain) => (overTerrain ? undefined : terminalClutter(link)),
}
