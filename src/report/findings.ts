import type { Lang } from '../output/summary'
import { mapFigures } from '../output/summary'
import { type Say, sayerOf, sayValue } from './messages'
import type { ReportModel } from './model'
import { counted, distance, percent, plain, yuan } from './numbers'

/** Beyond the last proposal that gains at least so many residents the plan is said to flatten. */
const FLAT_GAIN = 50
/** "The first n stations": a tenth of the plan, in round numbers. */
const firstOf = (proposed: number): number => (proposed >= 1000 ? 500 : Math.max(1, Math.round(proposed / 10)))

/** The hard test in words: `RSRP ≥ −96.3 dBm`. */
export function hardLevel(model: ReportModel): string {
  const { rsrpDbm, marginDb = 0 } = mapFigures(model.summary)
  return rsrpDbm === undefined ? 'RSRP' : `RSRP ≥ ${plain(rsrpDbm + marginDb, 1)} dBm`
}

/** Five sentences of findings written from the numbers, the most important first. */
export function findings(model: ReportModel, lang: Lang): string[] {
  const say = sayerOf(model, lang)
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
  const { covered, total, byKind } = mapFigures(model.summary).villages
  const rule = model.ruleName[lang]
  const first =
    covered === total
      ? say(total === 1 ? 'finding.villagesOne' : 'finding.villagesAll', { total: plain(total), rule })
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

/** Whether anybody said how many people live where: without it no figure of residents means anything. */
export const peopleKnown = ({ summary }: ReportModel): boolean => (summary.inputs.population ?? 0) > 0

function coverageFinding(model: ReportModel, say: Say, lang: Lang): string {
  const { area, population } = mapFigures(model.summary)
  const values = { area: percent(area.hard), areaExpected: percent(area.expected), level: hardLevel(model) }
  if (!peopleKnown(model)) return say('finding.coverageArea', values)
  return say('finding.coverage', {
    ...values,
    people: percent(population.hard),
    peopleExpected: percent(population.expected),
    population: counted(model.summary.inputs.population, lang),
  })
}

function gapsFinding(model: ReportModel, say: Say, lang: Lang): string {
  const { gaps } = model.summary
  const largest = model.gaps.reduce<ReportModel['gaps'][number] | undefined>((best, gap) => {
    const size = (one: ReportModel['gaps'][number]): number =>
      peopleKnown(model) ? (one.population ?? 0) : one.area_km2
    return !best || size(gap) > size(best) ? gap : best
  }, undefined)
  if (gaps.count === 0 || !largest) return say('finding.gapsNone')
  const village = model.villages.find(({ code }) => code === largest.villages[0])
  return say(peopleKnown(model) ? 'finding.gaps' : 'finding.gapsArea', {
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
  if (!peopleKnown(model)) return say('finding.planArea', { proposed })
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
  })
  // "Beyond rank n" has something beyond it only where the plan goes on.
  const flattens = lastUseful < model.proposals.length - 1
  const end = flattens
    ? say('finding.planFlattens', { rank: plain(model.proposals[lastUseful].rank), least: plain(FLAT_GAIN) })
    : say('finding.planSteep', { least: plain(Math.floor(last.gain_people)) })
  const later = plan.saturation?.laterStations
    ? space + say('finding.later', { count: plain(plan.saturation.laterStations) })
    : ''
  const years = plan.years ?? []
  const list = years.map(({ year, stations, people }) =>
    say('finding.year', { year, stations: plain(stations), people: counted(people, lang) }),
  )
  const byYear = years.length > 1 ? space + say('finding.years', { list: list.join(lang === 'zh' ? '，' : ', ') }) : ''
  return growth + space + end + byYear + capacity + rest + later
}

function afterFinding(model: ReportModel, say: Say, lang: Lang): string {
  const plan = model.summary.plan!
  const now = mapFigures(model.summary)
  const people = peopleKnown(model)
  const same = plan.after.villages.covered === now.villages.covered
  const of = people ? ('population' as const) : ('area' as const)
  const rise = say(!people ? 'finding.afterArea' : same ? 'finding.afterPeople' : 'finding.after', {
    before: percent(now[of].hard),
    after: percent(plan.after[of].hard),
    villagesBefore: plain(now.villages.covered),
    villagesAfter: plain(plan.after.villages.covered),
    cost: yuan(plan.costCny, lang),
  })
  return plan.objective > 0 ? rise + say('sentence.space') + boundFinding(model, say) : rise
}

/** What no other plan exceeds; where stations are kept, what holds given them and what holds without. */
export function boundFinding({ summary }: Pick<ReportModel, 'summary'>, say: Say): string {
  const { objective, upperBound, constraints, free } = summary.plan!
  const more = (value: number): string => percent(Math.max(0, value - objective) / objective, 2)
  const gap = more(upperBound)
  if (!constraints?.kept) return say('finding.bound', { gap })
  const kept = plain(constraints.kept)
  if (!free) return say('finding.boundKeptAlone', { gap, kept })
  return say('finding.boundKept', { gap, kept, better: more(free.objective), free: more(free.upperBound) })
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
