import type { PathModel } from './path-model'
import { byProbability, VALIDITY_38901 } from './scenario-38901'

/** TR 38.901 RMa, rural macro, for every antenna. */
export const rma: PathModel<'38901-rma'> = {
  name: '38901-rma',
  validity: VALIDITY_38901.RMa,
  ...byProbability(() => 'RMa'),
}
