import type { Lang, PlanSummary } from '../../output/summary'
import type { PlanConstraints, PlanYear } from '../../plan/plan'
import { escaped } from '../escaped'
import { type MessageKey, type Say, sayerOf, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { counted, percent, plain, UNKNOWN, yuan } from '../numbers'

/** What stations that are not for cover are for. */
const REST: Record<string, MessageKey> = {
  capacity: 'plan.rest.capacity',
  density: 'plan.rest.density',
  quota: 'plan.rest.quota',
  'must-have': 'plan.rest.must',
}

/** A gap below this is a rounding error: the plan is proven best. */
const PROVEN = 1e-9

/** How good the plan is, how far cover goes, its years, and the rules that it obeys; nothing without proposals. */
export function planSection(model: ReportModel, lang: Lang): string {
  const { plan } = model.summary
  if (!plan || model.proposals.length === 0) return ''
  const say = sayerOf(model, lang)
  const sentences = [...proof(plan, say, lang), ...saturation(model, plan, say, lang)]
  return (
    `<section id="plan" aria-labelledby="plan-title"><h2 id="plan-title">${say('plan')}</h2><ul class="sentences">` +
    `${sentences.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul>${yearsTable(plan, say, lang)}${rulesTable(plan, say, lang)}</section>`
  )
}

/** Stations of the stages that the objective counts; in runs of older versions the last rank of cover says it. */
function coverStations({ years, coverageEndsAtRank = 0, byReason }: PlanSummary): number {
  const cover = years?.reduce((sum, year) => sum + year.coverageStations, 0) ?? coverageEndsAtRank
  return cover + (byReason.quota ?? 0)
}

/** The objective, its bound, and what the bound means. */
function proof(plan: PlanSummary, say: Say, lang: Lang): string[] {
  const { objective, upperBound, optimalityGap, boundMethod, years = [] } = plan
  const n = coverStations(plan)
  if (!(objective > 0) || n === 0) return []
  const values = {
    n: plain(n),
    objective: counted(objective, lang),
    bound: counted(upperBound, lang),
    gap: percent(optimalityGap, 2),
    years: plain(years.length),
  }
  const several = years.length > 1
  const what = say('plan.objective', values)
  if (optimalityGap < PROVEN) return [`${what}${say('sentence.space')}${say('plan.proven', values)}`]
  const method = ({ exact: 'plan.bound.exact', online: 'plan.bound.online' } as const)[boundMethod ?? '']
  return [
    `${what}${say('sentence.space')}${say(several ? 'plan.boundAtOnce' : 'plan.bound', values)}`,
    say(method ?? 'plan.bound.pdhg'),
  ]
}

/** At which rank cover ends, what the rest is for, and how many stations would do. */
function saturation(model: ReportModel, plan: PlanSummary, say: Say, lang: Lang): string[] {
  const { saturation: figures, coverageEndsAtRank = 0, byReason, proposed } = plan
  if (!figures) return []
  const space = say('sentence.space')
  const least = (plan.weights as { leastGainPeople?: number } | undefined)?.leastGainPeople
  const lastRank = model.proposals.at(-1)!.rank
  const later = { count: plain(figures.laterStations), people: counted(figures.laterObjective, lang) }
  const end =
    figures.laterStations > 0
      ? say('plan.coverContinues', later)
      : coverageEndsAtRank === 0
        ? say('plan.coverNone', { least: plain(least) })
        : say('plan.coverEnds', { rank: plain(coverageEndsAtRank), least: plain(least) })
  const parts = Object.entries(REST)
    .filter(([reason]) => (byReason[reason] ?? 0) > 0)
    .map(([reason, key]) => say(key, { count: plain(byReason[reason]) }))
  const rest =
    parts.length > 0 && coverageEndsAtRank < lastRank
      ? space + say('plan.rest', { list: parts.join(lang === 'zh' ? '，' : ', ') })
      : ''
  const enough = {
    enough: plain(figures.enough),
    cover: plain(figures.coverageStations),
    capacity: plain(figures.capacityStations),
    difference: plain(Math.abs(figures.enough - proposed)),
  }
  const compared = figures.enough < proposed ? 'plan.fewer' : figures.enough > proposed ? 'plan.more' : 'plan.same'
  return [end + rest, say('plan.enough', enough) + space + say(compared, enough)]
}

/** A table that stands in the text: no sorting, no filter. */
function plainTable(title: string, head: [name: string, numeric: boolean][], rows: string[][]): string {
  const cell = (text: string, i: number): string =>
    i === 0
      ? `<th scope="row">${escaped(text)}</th>`
      : `<td${head[i][1] ? ' class="number"' : ''}>${escaped(text)}</td>`
  const names = head.map(([name, number]) => `<th scope="col"${number ? ' class="number"' : ''}>${escaped(name)}</th>`)
  return (
    `<h3>${escaped(title)}</h3><div class="table-scroll plain" tabindex="0" role="region" aria-label="${escaped(title)}"><table><thead><tr>${names.join('')}</tr></thead>` +
    `<tbody>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</tbody></table></div>`
  )
}

/** Every year with its own proof. */
function yearsTable({ years = [] }: PlanSummary, say: Say, lang: Lang): string {
  if (years.length < 2) return ''
  const late = years.some(({ builtLater }) => builtLater > 0)
  const short = years.some(({ stoppedBecause }) => stoppedBecause !== 'target')
  const columns: [MessageKey, (year: PlanYear) => string][] = [
    ['plan.year', ({ year }) => say('period.year', { year })],
    ['plan.year.stations', ({ stations, target }) => say('plan.of', { part: plain(stations), whole: plain(target) })],
    ['plan.year.ranks', ({ firstRank, lastRank }) => (firstRank ? `${plain(firstRank)}–${plain(lastRank)}` : UNKNOWN)],
    ['plan.year.cover', ({ coverageStations }) => plain(coverageStations)],
    ['plan.year.people', ({ people }) => counted(people, lang)],
    ['plan.year.expected', ({ expectedPeople }) => counted(expectedPeople, lang)],
    ['plan.year.villages', ({ villages }) => plain(villages)],
    [
      'plan.year.cost',
      ({ costCny, budgetCny }) =>
        budgetCny === null
          ? yuan(costCny, lang)
          : say('plan.of', { part: yuan(costCny, lang), whole: counted(budgetCny, lang) }),
    ],
    ['plan.year.gap', ({ optimalityGap }) => percent(optimalityGap, 2)],
  ]
  if (late) columns.push(['plan.year.late', ({ builtLater }) => plain(builtLater)])
  if (short) columns.push(['plan.year.stopped', ({ stoppedBecause }) => sayValue(lang, 'stop', stoppedBecause)])
  const words = new Set<MessageKey>(['plan.year', 'plan.year.stopped'])
  return plainTable(
    say('plan.years'),
    columns.map(([key]) => [say(key), !words.has(key)]),
    years.map((year) => columns.map(([, text]) => text(year))),
  )
}

/** What was asked for and what came of it; empty where nothing was. */
function rulesTable(plan: PlanSummary, say: Say, lang: Lang): string {
  const { constraints, years = [] } = plan
  if (!constraints) return ''
  const rows = [
    ...budgetRows(years, say, lang),
    ...spectrumRows(constraints, say),
    ...quotaRows(constraints, years, say),
    ...placeRows(constraints, say),
    ...refusalRows(constraints, years.length > 1, say, lang),
    ...capacityRows(constraints, say),
  ]
  if (rows.length === 0) return ''
  const { minSpacingM } = constraints
  if (minSpacingM !== undefined)
    rows.push([say('rule.spacing'), say('rule.spacing.asked', { m: plain(minSpacingM) }), say('rule.spacing.held')])
  const head: [string, boolean][] = [
    [say('rule'), false],
    [say('rule.asked'), false],
    [say('rule.result'), false],
  ]
  return plainTable(say('plan.rules'), head, rows)
}

/** Whose spectrum the proposals stay within. */
function spectrumRows({ spectrum }: PlanConstraints, say: Say): string[][] {
  if (!spectrum) return []
  const { id, date, operators } = spectrum
  return [[say('rule.spectrum'), `${id} (${date})`, say('rule.spectrum.held', { operators: operators.join(', ') })]]
}

/** Years are told in their own table. */
function budgetRows(years: PlanYear[], say: Say, lang: Lang): string[][] {
  const [year] = years
  if (years.length !== 1 || year.budgetCny === null) return []
  const share = percent(year.budgetCny > 0 ? year.costCny / year.budgetCny : null)
  return [
    [
      say('rule.budget'),
      yuan(year.budgetCny, lang),
      say('rule.budget.spent', { cost: yuan(year.costCny, lang), share }),
    ],
  ]
}

function quotaRows({ quotas }: PlanConstraints, years: PlanYear[], say: Say): string[][] {
  return quotas.map(({ name, min, max, maxPerQuarter, planned, builtLater }, i) => {
    const whole =
      min !== null && max !== null
        ? say('rule.quota.both', { min: plain(min), max: plain(max) })
        : min !== null
          ? say('rule.quota.min', { min: plain(min) })
          : max !== null
            ? say('rule.quota.max', { max: plain(max) })
            : say('rule.quota.none')
    const counts = years.length > 1 ? years.map((year) => year.quotas[i]?.planned ?? 0) : [planned]
    const perQuarter = maxPerQuarter ? say('rule.quota.perQuarter', { max: plain(maxPerQuarter) }) : ''
    const late = builtLater > 0 ? say('rule.quota.later', { count: plain(builtLater) }) : ''
    const full = max !== null && counts.every((count) => count === max)
    const least = min !== null && !full && counts.every((count) => count === min)
    const note = full ? say('rule.quota.full') : least ? say('rule.quota.least') : ''
    const built =
      years.length > 1
        ? say('rule.quota.byYear', { list: counts.map((count) => plain(count)).join(' / ') })
        : say('rule.quota.planned', { count: plain(planned) })
    return [say('rule.quota', { name }), whole + perQuarter, built + note + late]
  })
}

function placeRows({ listed, forbiddenZones, kept }: PlanConstraints, say: Say): string[][] {
  const rows: string[][] = []
  if (forbiddenZones) {
    const { zones, candidatesRemoved, keptRemoved } = forbiddenZones
    const lost = keptRemoved > 0 ? say('rule.zones.kept', { count: plain(keptRemoved) }) : ''
    const removed = say('rule.zones.removed', { count: plain(candidatesRemoved) })
    rows.push([say('rule.zones'), say('rule.zones.asked', { count: plain(zones) }), removed + lost])
  }
  if (listed) {
    const outside = listed.outside > 0 ? say('rule.listed.outside', { count: plain(listed.outside) }) : ''
    const chosen = say('rule.listed.chosen', { count: plain(listed.chosen) })
    rows.push([say('rule.listed'), say('rule.listed.asked', { count: plain(listed.given) }), chosen + outside])
  }
  if (kept !== null)
    rows.push([say('rule.kept'), say('rule.kept.asked'), say('rule.kept.result', { count: plain(kept) })])
  return rows
}

/** What refusals cost. */
function refusalRows({ refusals }: PlanConstraints, several: boolean, say: Say, lang: Lang): string[][] {
  if (!refusals) return []
  const { places, candidatesLost, keptLost, with: own, without } = refusals
  const lost = say('rule.refused.lost', { count: plain(candidatesLost) })
  const kept = keptLost > 0 ? say('rule.refused.kept', { count: plain(keptLost) }) : ''
  const asked = [say('rule.refused'), say('rule.refused.asked', { count: plain(places) })]
  if (without === null) return [[...asked, lost + kept + say('rule.refused.unknown')]]
  const objective = without.objective - own.objective
  if (objective < 0.5) return [[...asked, lost + kept + say('rule.refused.free')]]
  const cny = own.costCny - without.costCny
  const cost = say(several ? 'rule.refused.costFirst' : 'rule.refused.cost', {
    objective: counted(objective, lang),
    share: percent(objective / without.objective, 2),
    people: signed(own.people - without.people),
    villages: signed(own.villages - without.villages),
    cost: `${cny < 0 ? '−' : '+'}${yuan(Math.abs(cny), lang)}`,
  })
  return [[...asked, lost + kept + cost]]
}

/** A change with its sign. */
function signed(value: number): string {
  return Math.round(value) > 0 ? `+${plain(Math.round(value))}` : plain(Math.round(value))
}

function capacityRows({ quarterCapacity, laterYears }: PlanConstraints, say: Say): string[][] {
  if (!quarterCapacity) return []
  const asked = quarterCapacity.map((count) => plain(count)).join(' / ')
  const result = laterYears > 0 ? say('rule.capacity.later', { count: plain(laterYears) }) : say('rule.capacity.held')
  return [[say('rule.capacity'), asked, result]]
}
