import { pathLossP1812 } from '../p1812/p1812'
import { terminalClutter } from './clutter'
import { overFlatGround } from './flat-profile'
import type { PathModel } from './path-model'

/** No part of the median depends on where on the globe the path lies. */
const PLACE = { txLon: 0, txLat: 25, rxLon: 0, rxLat: 25 }

/** ITU-R P.1812-8: obstacles stand on the profile (§3.2); over flat ground they stand about the receiver. */
export const p1812: PathModel<'p1812'> = {
  name: 'p1812',
  source: 'ITU-R P.1812-8',
  validity: { frequencyMhz: [30, 6000], heightM: [1, 3000], distanceM: [250, 3_000_000] },
  withoutElevation: 'flat',
  obstaclesOnProfile: true,
  loss: (link) =>
    overFlatGround(link, ({ distanceKm, heightM }) => {
      const ends = { txHeightM: link.heightM, rxHeightM: link.rxHeightM, ...PLACE }
      const at = { frequencyGhz: link.frequencyMhz / 1000, timePercent: 50, polarization: 'vertical' } as const
      return pathLossP1812({ distanceKm, heightM }, { ...at, ...ends }).lossDb
    }),
  terrain: () => ({ sweep: 'p1812' }),
  clutter: (link, overTerrain) => (overTerrain ? undefined : terminalClutter(link)),
}
