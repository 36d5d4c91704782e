import type { PathModel } from './path-model'
import { blend38901, clutter38901, loss38901, scenarioAt } from './scenario-38901'

/** TR 38.901 as `auto`, the elevation deciding which receivers see the antenna. Flat ground would show every mast: without elevation as `auto`. */
export const los38901: PathModel<'los-38901'> = {
  name: 'los-38901',
  source: '3GPP TR 38.901 table 7.4.1-1, line of sight from the elevation',
  withoutElevation: 'probability',
  loss: (link) => blend38901(scenarioAt(link), link),
  terrain: (link) => ({
    sweep: 'los-tables',
    seen: loss38901(scenarioAt(link), true, link),
    hidden: loss38901(scenarioAt(link), false, link),
  }),
  clutter: (link) => clutter38901(scenarioAt(link)),
}
