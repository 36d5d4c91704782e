import type { CoverageMap } from '../coverage/coverage-map'
import { coverageGiven } from '../coverage/given-coverage'
import { type Rule, receiverOf, ruleNames, ruleOf } from '../coverage/rule'
import { extraLevelDb, testsService } from '../coverage/service'
import { BANDS } from '../network/bands'

/** What one profile says of a map. Shares 0…1 of the area and the people of all villages. */
export interface ProfileRow {
  rule: string
  name: { en: string; zh: string }
  rsrpDbm: number
  marginDb: number
  /** Rates that the profile asks for, Mbit/s; null where it asks for none. */
  dlMbps: number | null
  ulMbps: number | null
  /** Share that meets the profile with its margin. */
  area: number
  population: number
}

/**
 * The same map under every built-in profile of its generation: drive-test grades, measurement reports, rates, Ofcom, FCC and ITU levels side by
 * side. A profile that asks for less than the map's floor is left out: below it the map is silent; so is one whose receiver stands at another height. A rate is turned into the level that the
 * serving cell's carrier needs for it over noise and a standing interference margin; the map of that rule itself has the interference that there is.
 */
export function profileTable(coverage: CoverageMap): ProfileRow[] {
  coverageGiven(coverage)
  const { rat, rsrpDbm, floorDbm, zones, people, server } = coverage
  const rules = ruleNames()
    .map((name): Rule => ruleOf(name))
    .filter((rule) => rule.rat === rat && rule.rsrpDbm + rule.marginDb >= floorDbm)
    .filter((rule) => receiverOf(rule).heightM === receiverOf(coverage.rule).heightM)
  const levels = rules.map((rule) => rule.rsrpDbm + rule.marginDb)
  const extras = rules.map((rule) => extraByServer(coverage, rule))
  const area = new Float64Array(rules.length)
  const persons = new Float64Array(rules.length)
  let cells = 0
  let residents = 0
  for (let cell = 0; cell < rsrpDbm.length; cell++) {
    if (zones.zone[cell] === 0) continue
    cells++
    residents += people[cell]
    for (let i = 0; i < levels.length; i++) {
      if (!(rsrpDbm[cell] >= levels[i] + (extras[i]?.[server[cell]] ?? 0))) continue
      area[i]++
      persons[i] += people[cell]
    }
  }
  return rules.map((rule, i) => ({
    rule: rule.id,
    name: rule.name,
    rsrpDbm: rule.rsrpDbm,
    marginDb: rule.marginDb,
    dlMbps: rule.dlMbps ?? null,
    ulMbps: rule.ulMbps ?? null,
    area: area[i] / cells,
    population: persons[i] / residents,
  }))
}

/** How much more RSRP than the rule's threshold each server needs for its rates, dB, by server number; nothing for a rule on level. */
function extraByServer({ network, load }: CoverageMap, rule: Rule): Float64Array | undefined {
  if (!testsService(rule)) return undefined
  const extra = new Float64Array(network.cells.length + 1).fill(Number.POSITIVE_INFINITY)
  network.cells.forEach(({ band: id, epreDbm, resourceBlocks }, i) => {
    const band = BANDS[id]
    const carrier = { ...band, resourceBlocks: resourceBlocks ?? band.resourceBlocks }
    extra[i + 1] = extraLevelDb(rule, carrier, epreDbm, 'country', load)
  })
  return extra
}
