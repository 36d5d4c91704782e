import type { Lang } from '../output/summary'
import { type Say, sayer, sayValue } from './messages'
import type { ReportModel } from './model'
import { counted, distance, percent, plain, yuan } from './numbers'

/** Beyond the last proposal that gains at least so many residents the plan is said to flatten. */
const FLAT_GAIN = 50
/** "The first n stations": a tenth of the plan, in round numbers. */
const firstOf = (proposed: number): number => (proposed >= 1000 ? 500 : Math.max(1, Math.round(proposed / 10)))

/** The hard test in words: `RSRP ≥ −96.3 dBm`. */
export function hardLevel(model: ReportModel): string {
  const { rsrpDbm, marginDb = 0 } = model.summary.coverage['5g']
  return rsrpDbm === undefined ? 'RSRP' : `RSRP ≥ ${plain(rsrpDbm + marginDb, 1)} dBm`
}

/** Five sentences of findings written from the numbers, the most important first. */
export function findings(model: ReportModel, lang: Lang): string[] {
  const say = sayer(lang)
  return [
    villagesFinding(model, say, lang),
    coverageFinding(model, say, lang),
    gapsFinding(model, say, lang),
    planFinding(model, say, lang),
    model.summary.plan && model.summary.plan.proposed > 0
      ? afterFinding(model, say, lang)
      : gigabitFinding(model, say, lang),
    ...(model.summary.plan && model.summary.plan.proposed > 0 && model.summary.coverage.gigabit
      ? [gigabitFinding(model, say, lang)]
      : []),
  ]
}

function villagesFinding(model: ReportModel, say: Say, lang: Lang): string {
  const { covered, total, byKind } = model.summary.coverage['5g'].villages
  const rule = model.ruleName[lang]
  const first =
    covered === total
      ? say('finding.villagesAll', { total: plain(total), rule })
      : say('finding.villages', {
          total: plain(total),
          covered: plain(covered),
          share: percent(covered / total),
          failing: plain(total - covered),
          rule,
        })
  const administrative = byKind?.village
  if (!administrative?.total || administrative.total === total) return first
  const second = say('finding.administrative', {
    covered: plain(administrative.covered),
    total: plain(administrative.total),
    share: percent(administrative.covered / administrative.total),
  })
  return `${first}${say('sentence.space')}${second}`
}

function coverageFinding(model: ReportModel, say: Say, lang: Lang): string {
  const { area, population } = model.summary.coverage['5g']
  const values = { area: percent(area.hard), areaExpected: percent(area.expected), level: hardLevel(model) }
  if (!(model.summary.inputs.population > 0)) return say('finding.coverageArea', values)
  return say('finding.coverage', {
    ...values,
    people: percent(population.hard),
    peopleExpected: percent(population.expected),
    population: counted(model.summary.inputs.population, lang),
  })
}

function gapsFinding(model: ReportModel, say: Say, lang: Lang): string {
  const { gaps } = model.summary
  const largest = model.gaps.reduce<ReportModel['gaps'][number] | undefined>(
    (best, gap) => ((gap.population ?? 0) > (best?.population ?? -1) ? gap : best),
    undefined,
  )
  if (gaps.count === 0 || !largest) return say('finding.gapsNone')
  const village = model.villages.find(({ code }) => code === largest.villages[0])
  return say('finding.gaps', {
    count: plain(gaps.count),
    people: counted(gaps.population, lang),
    area: plain(gaps.areaKm2, gaps.areaKm2 < 100 ? 1 : 0),
    place: village ? placeName(village, lang) : String(largest.id),
    largestPeople: counted(largest.population, lang),
    largestArea: plain(largest.area_km2, 1),
    distance: distance(largest.nearest_site_m, lang),
  })
}

/** A village with its township and county, in the order of the language. */
export function placeName(village: { name: string; township: string; county: string }, lang: Lang): string {
  const parts = [village.county, village.township, village.name].filter(Boolean)
  return lang === 'zh' ? parts.join('') : parts.reverse().join(', ')
}

function planFinding(model: ReportModel, say: Say, lang: Lang): string {
  const { plan } = model.summary
  const last = model.proposals.at(-1)
  if (!plan) return say('finding.coverageOnly')
  if (!last) return say('finding.planNone', { reason: sayValue(lang, 'stop', plan.stoppedBecause) })
  const proposed = plain(model.proposals.length)
  const gain = last.cumulative_people
  const first = model.proposals[firstOf(model.proposals.length) - 1]
  const lastUseful = model.proposals.findLastIndex(({ gain_people }) => gain_people >= FLAT_GAIN)
  if (!(gain > 0) || lastUseful < 0) return say('finding.planFlat', { proposed, gain: counted(gain, lang) })
  const count = (of: string): number => model.proposals.filter(({ reason }) => reason === of).length
  const [relief, density] = [count('capacity'), count('density')]
  const space = say('sentence.space')
  const capacity = relief ? space + say('finding.capacity', { count: plain(relief) }) : ''
  const enough = plain(plan.saturation?.enough ?? model.proposals.length - density)
  const rest = density ? space + say('finding.density', { count: plain(density), enough }) : ''
  const growth = say('finding.plan', {
    first: plain(first.rank),
    proposed,
    share: percent(first.cumulative_people / gain, 0),
    gain: counted(gain, lang),
    rank: plain(model.proposals[lastUseful].rank),
    least: plain(FLAT_GAIN),
  })
  const later = plan.saturation?.laterStations
    ? space + say('finding.later', { count: plain(plan.saturation.laterStations) })
    : ''
  const years = plan.years ?? []
  const list = years.map(({ year, stations, people }) =>
    say('finding.year', { year, stations: plain(stations), people: counted(people, lang) }),
  )
  const byYear = years.length > 1 ? space + say('finding.years', { list: list.join(lang === 'zh' ? '，' : ', ') }) : ''
  return growth + byYear + capacity + rest + later
}

function afterFinding(model: ReportModel, say: Say, lang: Lang): string {
  const plan = model.summary.plan!
  const now = model.summary.coverage['5g']
  const same = plan.after.villages.covered === now.villages.covered
  return say(same ? 'finding.afterPeople' : 'finding.after', {
    before: percent(now.population.hard),
    after: percent(plan.after.population.hard),
    villagesBefore: plain(now.villages.covered),
    villagesAfter: plain(plan.after.villages.covered),
    cost: yuan(plan.costCny, lang),
    gap: percent(plan.optimalityGap, 2),
  })
}

function gigabitFinding(model: ReportModel, say: Say, lang: Lang): string {
  const { gigabit } = model.summary.coverage
  if (!gigabit || !(gigabit.households.total > 0)) return say('finding.gigabitNone')
  return say('finding.gigabit', {
    covered: counted(gigabit.households.covered, lang),
    total: counted(gigabit.households.total, lang),
    share: percent(gigabit.households.covered / gigabit.households.total),
    villages: plain(gigabit.villages.covered),
    villagesTotal: plain(gigabit.villages.total),
  })
}
