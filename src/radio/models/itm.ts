import { pathLossItm } from '../itm/itm'
import { terminalClutter } from './clutter'
import { overFlatGround } from './flat-profile'
import type { PathModel } from './path-model'

/** The settings that the sweep takes too: medians, average ground, continental temperate climate. */
const SETTINGS = {
  polarization: 'vertical',
  epsilon: 15,
  sigma: 0.005,
  n0: 301,
  climate: 5,
  mdvar: 12,
  timePercent: 50,
  locationPercent: 50,
  situationPercent: 50,
} as const

/** The NTIA Irregular Terrain Model (Longley-Rice). It holds no clutter: obstacles stand about the receiver. */
export const itm: PathModel<'itm'> = {
  name: 'itm',
  source: 'NTIA Report 82-100; ITM 1.2.2',
  validity: { frequencyMhz: [20, 20_000], heightM: [0.5, 3000], distanceM: [1000, 1_000_000] },
  withoutElevation: 'flat',
  loss: (link) =>
    overFlatGround(link, ({ stepM, heightM }) => {
      const { heightM: txHeightM, rxHeightM, frequencyMhz } = link
      return pathLossItm({ stepM, heightM }, { ...SETTINGS, txHeightM, rxHeightM, frequencyMhz }).lossDb
    }),
  terrain: () => ({ sweep: 'itm' }),
  clutter: (link) => terminalClutter(link),
}
