import type { Core, Region } from '../core/core'
import { type CoverageMap, testedDbm } from '../coverage/coverage-map'
import { sitesOnGround } from '../coverage/network-masts'
import { asksRates } from '../coverage/service'
import type { LongTask } from '../formats/progress'
import { BANDS } from '../network/bands'
import { combinedSigmaDb, jakesAreaProbability, jakesMarginDb } from '../radio/coverage-probability'
import { type Environment, penetrationOf } from '../radio/penetration'
import type { OtherColumn } from './rows'
import { type ZonalSums, type ZonalTest, zonalTable } from './zonal'

/**
 * Tests that a map is put to beside the rule's own: `sinr`, level and SINR, where a rule on level states a SINR; `vehicle` and `indoor`, the
 * rule's level in a car and in a building, where the rule is for outdoors.
 */
export const OTHER_TESTS = ['sinr', 'vehicle', 'indoor'] as const
export type OtherTest = (typeof OTHER_TESTS)[number]

/** Path-loss exponent that margins are turned by: that of the rules' own margins. */
const EXPONENT = 3.5

/** The tests that make sense for a map's rule. */
export function otherTestsOf({ rule }: Pick<CoverageMap, 'rule'>): OtherTest[] {
  const tests: OtherTest[] = rule.sinrDb !== null && !asksRates(rule) ? ['sinr'] : []
  return (rule.environment ?? 'outdoor') === 'outdoor' ? [...tests, 'vehicle', 'indoor'] : tests
}

/** The margin that yields, at another standard deviation, the share of a cell's area that the rule's margin yields at the map's (Jakes). */
export function marginAtSigmaDb(marginDb: number, sigmaDb: number, otherSigmaDb: number): number {
  if (sigmaDb === otherSigmaDb) return marginDb
  return jakesMarginDb(jakesAreaProbability(marginDb, sigmaDb, EXPONENT), otherSigmaDb, EXPONENT)
}

/**
 * Level and probability of a map by another test, in the arena: mark before, release after. A SINR is asked of the median, without margin: what
 * shadows a place shadows server and interferers alike, and a device takes the strongest.
 */
function layersOf(core: Core, coverage: CoverageMap, test: OtherTest): ZonalTest {
  const { arena, kernels } = core
  const { rule, server, sinrDb, sigmaDb } = coverage
  const cells = server.length
  const level = arena.f32(cells)
  const probability = arena.f32(cells)
  const mark = arena.mark()
  const tested = arena.put(testedDbm(coverage))
  const environment = test === 'vehicle' ? 'in-vehicle' : 'indoor'
  const losses = test === 'sinr' ? undefined : arena.put(lossByServer(coverage, environment))
  const spreadDb = test === 'sinr' ? 0 : penetrationOf(environment, 2000, 'town').sigmaDb
  const sigma = combinedSigmaDb(sigmaDb, spreadDb)
  let sinr: Region<Float32Array> | undefined
  if (test === 'sinr') sinr = arena.put(sinrDb)
  kernels.otherTest(
    tested.ptr,
    arena.put(server).ptr,
    losses?.ptr ?? 0,
    losses?.length ?? 0,
    sinr?.ptr ?? 0,
    rule.sinrDb ?? 0,
    rule.rsrpDbm,
    sigma,
    cells,
    level.ptr,
    probability.ptr,
  )
  arena.release(mark)
  return { level, probability, hardDbm: rule.rsrpDbm + marginAtSigmaDb(rule.marginDb, sigmaDb, sigma) }
}

/** Loss between outdoors and a receiver by server number, dB: by the server's frequency and by what its site stands in. */
function lossByServer({ grid, network, rat }: CoverageMap, environment: Environment): Float32Array {
  const { surroundings } = sitesOnGround(grid, network, rat)
  const losses = new Map<string, number>()
  const table = new Float32Array(network.cells.length + 1)
  network.cells.forEach(({ band, station }, i) => {
    const around = surroundings[network.stations[station].site]
    const key = `${band} ${around}`
    let lossDb = losses.get(key)
    if (lossDb === undefined) {
      losses.set(key, (lossDb = penetrationOf(environment, BANDS[band].frequencyMhz, around).lossDb))
    }
    table[i + 1] = lossDb
  })
  return table
}

/** Per test that applies the sums of each village. */
export type SumsByTest = Map<OtherTest, ZonalSums[]>

/** The sums by the tests beside the rule's own. */
export async function otherSums(core: Core, coverage: CoverageMap, task: LongTask = {}): Promise<SumsByTest> {
  const { arena } = core
  const mark = arena.mark()
  try {
    const sumsBy = zonalTable(core, coverage)
    const sums: SumsByTest = new Map()
    for (const test of otherTestsOf(coverage)) {
      const inner = arena.mark()
      sums.set(test, await sumsBy(layersOf(core, coverage, test), task))
      arena.release(inner)
    }
    return sums
  } finally {
    arena.release(mark)
  }
}

/** The columns of a village by the other tests; null where a test does not apply or residents are not known. */
export function otherShares(
  sums: SumsByTest,
  village: number,
  peopleKnown: boolean,
): Record<OtherColumn, number | null> {
  const columns: Partial<Record<OtherColumn, number | null>> = {}
  const share = (part = 0, whole = 0): number => (whole > 0 ? Math.min(1, part / whole) : 0)
  for (const test of OTHER_TESTS) {
    const of = sums.get(test)?.[village]
    columns[`area_hard_${test}`] = of ? share(of.areaHardCells, of.areaCells) : null
    columns[`area_expected_${test}`] = of ? share(of.areaExpectedCells, of.areaCells) : null
    columns[`population_hard_${test}`] = of && peopleKnown ? share(of.peopleHard, of.people) : null
    columns[`population_expected_${test}`] = of && peopleKnown ? share(of.peopleExpected, of.people) : null
  }
  return columns as Record<OtherColumn, number | null>
}
