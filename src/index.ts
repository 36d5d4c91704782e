export { type Core, openCore } from './core/core'
export { InputError, type Rejection } from './formats/input-error'
export { bullington } from './radio/bullington'
export { deltaBullington } from './radio/delta-bullington'
export { deygout } from './radio/deygout'
export { type EhataLink, pathLossEhata } from './radio/ehata/ehata'
export { type HataLink, pathLossHata } from './radio/hata'
export {
  type ItmAreaLink,
  type ItmLink,
  type ItmResult,
  pathLossItm,
  pathLossItmArea,
} from './radio/itm/itm'
export { knifeEdge } from './radio/knife-edge'
export { type P1812Link, type P1812Profile, type P1812Result, pathLossP1812 } from './radio/p1812/p1812'
export { clutterLoss } from './radio/p2108'
export { buildingEntryLoss } from './radio/p2109'
export type { PathLoss, PathLossWithSigma, Terms } from './radio/path-loss'
export { pathLossSpm } from './radio/spm'
export { pathLoss36873 } from './radio/tr36873'
export { type Link38901, losProbability38901, pathLoss38901 } from './radio/tr38901'
