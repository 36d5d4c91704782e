import { freeSpaceLossDb } from '../free-space'
import { type HataLink, pathLossHata } from '../hata'
import { offsetFrom } from './clutter'
import { K4, NEAREST_M, type PathModel } from './path-model'

/** A model of the Hata family: urban in town, open in the country; never below free space. */
export function hataModel(variant: HataLink['variant']) {
  return {
    loss: ({ surroundings, heightM, frequencyMhz, rxHeightM }) => {
      const environment = surroundings === 'town' ? 'urban' : 'open'
      const link = { variant, environment, frequencyMhz, baseHeightM: heightM, userHeightM: rxHeightM } as const
      return (distanceM) => {
        const d = Math.max(NEAREST_M, distanceM)
        return Math.max(pathLossHata({ ...link, distanceKm: d / 1000 }).lossDb, freeSpaceLossDb(d, frequencyMhz))
      }
    },
    terrain: () => ({ sweep: 'knife-edge', share: K4 }),
    clutter: ({ surroundings }) => offsetFrom(surroundings === 'town' ? 'urban' : 'open'),
  } satisfies Partial<PathModel>
}
