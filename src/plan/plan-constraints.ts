import type { CandidatePool } from '../candidates/candidate-pool'
import type { PlanSettings } from '../constraints/plan-settings'
import { capacityOf } from '../constraints/quarters'
import type { Pick } from './pick'
import type { PlanConstraints, PlanYear, RefusalCost } from './plan'

/** What a plan had to obey and how it did. */
export function constraintsOf(
  settings: PlanSettings,
  pool: CandidatePool,
  picks: readonly Pick[],
  years: readonly PlanYear[],
  refusals: RefusalCost | null,
): PlanConstraints {
  const from = (origin: 'listed' | 'kept'): number =>
    picks.filter(({ candidate }) => candidate.origin === origin).length
  return {
    listed:
      settings.candidates.length > 0
        ? { given: settings.candidates.length, outside: pool.outside, chosen: from('listed') }
        : null,
    forbiddenZones:
      settings.forbidden.length > 0
        ? { zones: settings.forbidden.length, candidatesRemoved: pool.inZones, keptRemoved: pool.keptInZones }
        : null,
    kept: settings.keep.length > 0 ? from('kept') : null,
    quotas: years[0].quotas.map((row, q) => ({
      ...row,
      planned: years.reduce((sum, { quotas }) => sum + quotas[q].planned, 0),
      builtLater: years.reduce((sum, { quotas }) => sum + quotas[q].builtLater, 0),
    })),
    refusals,
    laterYears: years.reduce((sum, { builtLater }) => sum + builtLater, 0),
    minSpacingM: settings.spacingM,
    quarterCapacity: settings.quarterCapacity === undefined ? null : [...capacityOf(settings.quarterCapacity)],
  }
}

/** Sentences for the user on what the constraints did. */
export function constraintWarnings(
  { refusals, laterYears, kept, quotas }: PlanConstraints,
  proposals: number,
  years: number,
): string[] {
  const sentences: string[] = []
  if (kept !== null) sentences.push(`${kept} stations of the earlier plan are kept in front, in their order.`)
  if (laterYears > 0) {
    sentences.push(
      `${laterYears} of ${proposals} stations exceed what can be built in the four quarters and go to the next year (column year).`,
    )
  }
  for (const { name, maxPerQuarter, planned, builtLater } of quotas) {
    const over = planned - 4 * years * (maxPerQuarter ?? Number.POSITIVE_INFINITY)
    if (over <= 0) continue
    const time = years === 1 ? 'a year' : `${years} years`
    sentences.push(
      `${name}: ${planned} stations are ${over} more than ${maxPerQuarter} a quarter build in ${time}; ${builtLater} are built after their year.`,
    )
  }
  if (refusals) {
    const { places, keptLost } = refusals
    const lost = keptLost > 0 ? ` (${keptLost} of the stations to be kept)` : ''
    if (refusals.without === null) sentences.push(`${places} places are refused${lost}.`)
    else {
      const people = refusals.without.people - refusals.with.people
      const villages = refusals.without.villages - refusals.with.villages
      const cny = refusals.with.costCny - refusals.without.costCny
      const objective = refusals.without.objective - refusals.with.objective
      sentences.push(
        `${places} places are refused${lost}: that costs ${round(objective)} of weighted people (${share(objective, refusals.without.objective)}), ${round(people)} residents and ${villages} villages against a plan without refusals, which costs ${cny > 0 ? `${round(cny)} CNY less` : `${round(-cny)} CNY more`}.`,
      )
    }
  }
  return sentences
}

const round = (value: number): string => Math.round(value).toLocaleString('en-US')
const share = (part: number, whole: number): string => `${whole > 0 ? ((100 * part) / whole).toFixed(2) : '0.00'} %`
