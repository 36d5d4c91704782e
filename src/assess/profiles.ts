import type { CoverageMap } from '../coverage/coverage-map'
import { type Rule, ruleNames, ruleOf } from '../coverage/rule'

/** What one profile says of a map. Shares 0…1 of the area and the people of all villages. */
export interface ProfileRow {
  rule: string
  name: { en: string; zh: string }
  rsrpDbm: number
  marginDb: number
  /** Share with RSRP ≥ threshold + margin. */
  area: number
  population: number
}

/**
 * The same map under every built-in profile of its generation: drive-test grades, measurement reports, Ofcom, FCC and ITU levels side by side. A
 * profile that asks for less than the map's floor is left out: below it the map is silent.
 */
export function profileTable(coverage: CoverageMap): ProfileRow[] {
  const { rat, rsrpDbm, floorDbm, zones, people } = coverage
  const rules = ruleNames()
    .map((name): Rule => ruleOf(name))
    .filter((rule) => rule.rat === rat && rule.rsrpDbm + rule.marginDb >= floorDbm)
  const levels = rules.map((rule) => rule.rsrpDbm + rule.marginDb)
  const area = new Float64Array(rules.length)
  const persons = new Float64Array(rules.length)
  let cells = 0
  let residents = 0
  for (let cell = 0; cell < rsrpDbm.length; cell++) {
    if (zones.zone[cell] === 0) continue
    cells++
    residents += people[cell]
    for (let i = 0; i < levels.length; i++) {
      if (!(rsrpDbm[cell] >= levels[i])) continue
      area[i]++
      persons[i] += people[cell]
    }
  }
  return rules.map((rule, i) => ({
    rule: rule.id,
    name: rule.name,
    rsrpDbm: rule.rsrpDbm,
    marginDb: rule.marginDb,
    area: area[i] / cells,
    population: persons[i] / residents,
  }))
}
