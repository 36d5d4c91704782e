import type { PathModel } from './path-model'
import { byProbability, scenarioAt } from './scenario-38901'

/** TR 38.901 by the scenario of each antenna: UMa in town, RMa in the country, UMi under the roofs. */
export const auto: PathModel<'auto'> = { name: 'auto', ...byProbability(scenarioAt) }
