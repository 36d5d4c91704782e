import { freeSpaceLossDb } from '../free-space'
import { terminalClutter } from './clutter'
import { NEAREST_M, type PathModel } from './path-model'

/** Free space, over terrain with the whole of the dominant knife edge: it holds no diffraction itself. */
export const freeSpace: PathModel<'free-space'> = {
  name: 'free-space',
  source: 'ITU-R P.525-4 eq. (4)',
  loss:
    ({ frequencyMhz }) =>
    (distanceM) =>
      freeSpaceLossDb(Math.max(NEAREST_M, distanceM), frequencyMhz),
  terrain: () => ({ sweep: 'knife-edge', share: 1 }),
  clutter: (link) => terminalClutter(link),
}
