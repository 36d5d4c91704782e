import { hataModel } from './hata-family'
import type { PathModel } from './path-model'

/** Extended Hata as SEAMCAT has it. */
export const extendedHata: PathModel<'extended-hata'> = {
  name: 'extended-hata',
  source: 'CEPT ERC Report 68; SEAMCAT handbook, extended Hata',
  validity: { frequencyMhz: [30, 3000], heightM: [30, 200], distanceM: [40, 40_000] },
  ...hataModel('extended'),
}
