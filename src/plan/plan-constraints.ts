import type { CandidatePool } from '../candidates/candidate-pool'
import type { PlanSettings } from '../constraints/plan-settings'
import { capacityOf } from '../constraints/quarters'
import { type Warning, warn } from '../formats/warning'
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

/** What the constraints did, for the user. */
export function constraintWarnings(
  { refusals, laterYears, kept, quotas }: PlanConstraints,
  proposals: number,
  years: number,
): Warning[] {
  const warnings: Warning[] = []
  if (kept !== null) warnings.push(warn('plan-kept', { count: kept }))
  if (laterYears > 0) {
    warnings.push(warn('later-years', { count: laterYears, total: proposals }))
  }
  for (const { name, maxPerQuarter, planned, builtLater } of quotas) {
    if (maxPerQuarter === null) continue
    const over = planned - 4 * years * maxPerQuarter
    if (over <= 0) continue
    warnings.push(warn('quota-later', { quota: name, planned, over, perQuarter: maxPerQuarter, years, builtLater }))
  }
  if (refusals) {
    const { places, keptLost } = refusals
    if (refusals.without === null) warnings.push(warn('refused', { places, keptLost }))
    else {
      const people = refusals.without.people - refusals.with.people
      const villages = refusals.without.villages - refusals.with.villages
      const cny = refusals.without.costCny - refusals.with.costCny
      const objective = refusals.without.objective - refusals.with.objective
      warnings.push(
        warn('refused-cost', {
          places,
          keptLost,
          objective,
          percent: percent(objective, refusals.without.objective),
          people,
          villages,
          cny,
        }),
      )
    }
  }
  return warnings
}

const percent = (part: number, whole: number): string => (whole > 0 ? ((100 * part) / whole).toFixed(2) : '0.00')
