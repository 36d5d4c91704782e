import type { PathModel } from './path-model'
import { byProbability, VALIDITY_38901 } from './scenario-38901'

/** TR 38.901 UMi, urban micro, street canyon, for every antenna. */
export const umi: PathModel<'38901-umi'> = {
  name: '38901-umi',
  validity: VALIDITY_38901.UMi,
  ...byProbability(() => 'UMi'),
}
