import type { PathModel } from './path-model'
import { byProbability, scenarioAt } from './scenario-38901'

/**
 * The default until November 2026: TR 38.901 by the scenario of each antenna, UMa in town, RMa in the country, UMi under the roofs, blended
 * by the probability of line of sight, above the antenna's own ground. Kept to compare: on drive tests in hills it is 19 to 31 dB too weak.
 */
export const auto2026: PathModel<'auto-2026'> = { name: 'auto-2026', ...byProbability(scenarioAt) }
