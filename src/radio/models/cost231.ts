import { hataModel } from './hata-family'
import type { PathModel } from './path-model'

/** COST 231-Hata. */
export const cost231: PathModel<'cost231'> = {
  name: 'cost231',
  source: 'COST 231 final report §4.4.1',
  validity: { frequencyMhz: [1500, 2000], heightM: [30, 200], distanceM: [1000, 20_000] },
  ...hataModel('cost231'),
}
