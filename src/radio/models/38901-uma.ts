import type { PathModel } from './path-model'
import { byProbability, VALIDITY_38901 } from './scenario-38901'

/** TR 38.901 UMa, urban macro, for every antenna. */
export const uma: PathModel<'38901-uma'> = {
  name: '38901-uma',
  validity: VALIDITY_38901.UMa,
  ...byProbability(() => 'UMa'),
}
