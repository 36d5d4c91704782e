import { hataModel } from './hata-family'
import type { PathModel } from './path-model'

/** Okumura-Hata. */
export const hata: PathModel<'hata'> = {
  name: 'hata',
  source: 'Hata, IEEE Trans. Veh. Technol. 29(3), 1980',
  validity: { frequencyMhz: [150, 1500], heightM: [30, 200], distanceM: [1000, 20_000] },
  ...hataModel('hata'),
}
